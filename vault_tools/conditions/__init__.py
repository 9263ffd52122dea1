"""Which notes are meant: `KEY=VALUE`, `KEY!=VALUE`, `KEY>VALUE`, `KEY`, `!KEY`, `#tag`, `!#tag`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from operator import ge, gt, le, lt
from typing import Any

from msgspec import Struct

from vault_tools.conditions.values import mentions, read_value
from vault_tools.config.schema import Match
from vault_tools.dates import DEFAULT_FORMATS, ISO_DATE, ISO_TIMES
from vault_tools.errors import UserError
from vault_tools.model import Note, Value, is_empty
from vault_tools.order import value_key
from vault_tools.schemas import find_property
from vault_tools.schemas.match import is_match, is_value

_SIGN = re.compile(r"!=|<=|>=|=|<|>")
_COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


class Condition(Struct, frozen=True):
    """Has a note the property, or the tag?"""

    name: str
    is_tag: bool = False
    is_negated: bool = False

    def holds(self, note: Note) -> bool:
        """May it hold, where the frontmatter cannot be read?"""
        if note.error:
            return self.is_negated or self.is_so(note) or mentions(note, self.name)
        return self.is_so(note) != self.is_negated

    def is_so(self, note: Note) -> bool:
        """Whether or not the condition is negated."""
        if self.is_tag:
            return is_match(note, Match(tag=self.name))
        found = find_property(note, self.name)
        return found is not None and self.fits(found.value)

    def fits(self, value: Value) -> bool:
        """Is it so of a note that has this value?"""
        return True


class Valued(Condition, frozen=True):
    """Is that its value, or an entry of it? No value is that of an empty property."""

    value: Value = None
    date_formats: tuple[str, ...] = DEFAULT_FORMATS

    def fits(self, value: Value) -> bool:
        if self.value is None:
            return is_empty(value)
        if isinstance(value, datetime):
            return self.wanted == value_key(value, ())
        return any(is_value(one, self.value) for one in (value, *(value if isinstance(value, list) else ())))

    @property
    def wanted(self) -> tuple[Any, ...]:
        """What it is compared by; a date can always be written as ISO has it."""
        return value_key(self.value, (*self.date_formats, ISO_DATE, *ISO_TIMES))


class Compared(Valued, frozen=True):
    """Does its value, or an entry of it, stand before or after another? A number is neither before nor after a date."""

    sign: str = ">"

    def fits(self, value: Value) -> bool:
        values = [one for one in (value if isinstance(value, list) else [value]) if not is_empty(one)]
        keys = [value_key(one, self.date_formats) for one in values]
        kind, wanted = self.wanted
        return any(key[0] == kind and _COMPARED[self.sign](key[1], wanted) for key in keys)


@lru_cache(maxsize=256)
def read_condition(text: str, date_formats: tuple[str, ...] = DEFAULT_FORMATS) -> Condition:
    """Raises UserError when it is none."""
    if sign := _SIGN.search(text):
        name, value = text[: sign.start()].strip(), text[sign.end() :]
        if not name or name.startswith(("!", "#")) or (sign[0] in _COMPARED and not value.strip()):
            raise _wrong(text)
        if sign[0] in _COMPARED:
            return Compared(name, value=read_value(value), sign=sign[0], date_formats=date_formats)
        return Valued(name, is_negated=sign[0] == "!=", value=read_value(value), date_formats=date_formats)
    name = text.strip().removeprefix("!").strip()
    is_tag = name.startswith(("#", "tag:"))
    name = name.removeprefix("tag:").removeprefix("#") if is_tag else name
    if not name or name.startswith(("!", "#")):
        raise _wrong(text)
    return Condition(name, is_tag, text.strip().startswith("!"))


def _wrong(text: str) -> UserError:
    return UserError(
        f'"{text}" is no condition: write KEY=VALUE, KEY!=VALUE, KEY<VALUE, KEY>=VALUE, KEY (has it), !KEY (has it'
        " not), #tag or !#tag"
    )
