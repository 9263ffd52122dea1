"""The order of names and values: the same on every machine, so never the locale's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any
from unicodedata import combining, normalize

from vault_tools.dates import parse_date
from vault_tools.model import Note, Value, is_empty

_DIGITS = re.compile(r"([0-9]+)")


def natural(text: str) -> tuple[Any, ...]:
    """Numbers by value, letters without case and accents; the text itself settles what is then equal."""
    folded = "".join(c for c in normalize("NFKD", text.casefold()) if not combining(c))
    return tuple(_part(part) for part in _DIGITS.split(folded) if part), text


def _part(part: str) -> tuple[int, int, str]:
    """A run of digits is compared by its length and then as text: that is by value, however long it is."""
    if not _DIGITS.fullmatch(part):
        return 1, 0, part
    digits = part.lstrip("0")
    return 0, len(digits), digits


def sorted_notes(notes: Iterable[Note], sort: tuple[str, ...], date_formats: tuple[str, ...]) -> list[Note]:
    """By keys such as `-Date` or `name`: `-` is from last to first, missing values come last in either direction.

    The name and the path are always the last keys.
    """
    result = sorted(notes, key=lambda note: (natural(note.name), note.path))
    for key in reversed(sort):
        name = key.removeprefix("-")
        value = _reader(name)
        present = [note for note in result if not is_empty(value(note))]
        absent = [note for note in result if is_empty(value(note))]
        present.sort(key=lambda note: _value_key(value(note), date_formats), reverse=key.startswith("-"))
        result = present + absent
    return result


def _reader(name: str) -> Callable[[Note], Value]:
    if name == "name":
        return lambda note: note.name
    if name == "path":
        return lambda note: note.path
    return lambda note: note.value(name)


def _value_key(value: Value, date_formats: tuple[str, ...]) -> tuple[Any, ...]:
    """Numbers, then dates, then everything else as text."""
    if isinstance(value, bool | int | float):
        return 0, value
    if isinstance(value, list):
        value = next((entry for entry in value if not is_empty(entry)), "")
    text = str(value)
    day = parse_date(text, date_formats)
    return (1, day) if day else (2, natural(text))
