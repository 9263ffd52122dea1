"""Which notes are meant: `KEY=VALUE`, `KEY!=VALUE`, `KEY`, `!KEY`, `#tag`, `!#tag`."""

from __future__ import annotations

from msgspec import Struct

from vault_tools.bulk.values import mentions, read_value
from vault_tools.config.schema import Match
from vault_tools.errors import UserError
from vault_tools.model import Note, Value, is_empty
from vault_tools.schemas import find_property
from vault_tools.schemas.match import is_match, is_value


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
        if self.is_tag:
            return is_match(note, Match(tag=self.name))
        return find_property(note, self.name) is not None


class Valued(Condition, frozen=True):
    """Is that its value, or an entry of it? No value is that of an empty property."""

    value: Value = None

    def is_so(self, note: Note) -> bool:
        found = find_property(note, self.name)
        if not found or self.value is None:
            return found is not None and is_empty(found.value)
        return any(is_value(value, self.value) for value in (found.value, *(entry for entry, _ in found.each())))


def read_condition(text: str) -> Condition:
    """Raises UserError when it is none."""
    name, equals, value = text.partition("=")
    if equals:
        is_negated = name.endswith("!")
        name = name.removesuffix("!").strip()
        if not name or name.startswith(("!", "#")):
            raise _wrong(text)
        return Valued(name, is_negated=is_negated, value=read_value(value))
    name = text.strip().removeprefix("!").strip()
    is_tag = name.startswith(("#", "tag:"))
    name = name.removeprefix("tag:").removeprefix("#") if is_tag else name
    if not name or name.startswith(("!", "#")):
        raise _wrong(text)
    return Condition(name, is_tag, text.strip().startswith("!"))


def _wrong(text: str) -> UserError:
    return UserError(
        f'"{text}" is no condition: write KEY=VALUE, KEY!=VALUE, KEY (has it), !KEY (has it not), #tag or !#tag'
    )
