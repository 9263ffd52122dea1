"""Of which type a property is, guessed from the values that it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from vault_tools.config.schema import NAMES, EntryType, PropertySchema, PropertyType
from vault_tools.dates import has_time, parse_date
from vault_tools.model import Value, is_empty
from vault_tools.schemas.values import is_of_type

_FITS = 0.95
"""So many of the values are of the type; the others are then its problems."""
_FEWEST_VALUES = 2
"""A single one says nothing of others."""
_BY_NAME: Mapping[str, PropertyType] = {name: name for name in NAMES}
_STORED: Mapping[str, tuple[PropertyType, ...]] = {
    "text": ("text", "link", "url", "email", "date", "datetime"),
    "multitext": ("list",),
    "number": ("number",),
    "checkbox": ("checkbox",),
    "date": ("date",),
    "datetime": ("date", "datetime"),
}
"""By the type that Obsidian has stored (4.5), those that say no less and nothing else."""
_TYPES: tuple[EntryType, ...] = ("checkbox", "number", "link", "url", "email")
"""What is none of these is a date or any text."""


class Ways(NamedTuple):
    """How things are written in a vault."""

    formats: Sequence[str]
    """Of dates."""
    stored: Mapping[str, str] = {}
    """Types that Obsidian has, by the name of the property in lower case."""


def typed(name: str, values: Sequence[Value], ways: Ways) -> PropertySchema:
    """Without a type where the values are too few, or mixed, or not what Obsidian takes them for."""
    if special := _BY_NAME.get(name.lower()):
        return PropertySchema(type=special)
    found = _typed(values, ways.formats) if len(values) >= _FEWEST_VALUES else PropertySchema()
    stored = ways.stored.get(name.lower(), "")
    return found if found.type in _STORED.get(stored, (found.type,)) else PropertySchema()


def _typed(values: Sequence[Value], formats: Sequence[str]) -> PropertySchema:
    if _share(values, lambda value: isinstance(value, list)) >= _FITS:
        entries = [entry for value in values if isinstance(value, list) for entry in value if not is_empty(entry)]
        items, format = _entry_type(entries, formats)
        return PropertySchema(type="list", items=items if items != "text" else None, format=format)
    if _share(values, lambda value: isinstance(value, dict)) >= _FITS:
        return PropertySchema(type="object")
    type, format = _entry_type(values, formats)
    return PropertySchema(type=type, format=format)


def _entry_type(values: Sequence[Value], formats: Sequence[str]) -> tuple[EntryType | None, str | None]:
    """With the format, if it is a date and there is only one."""
    for type in _TYPES:
        if _share(values, partial(is_of_type, type=type)) >= _FITS:
            return type, None
    if _share(values, partial(_is_date, formats)) >= _FITS:
        shares = {format: _share(values, partial(_is_date, [format])) for format in formats}
        best = max(formats, key=shares.__getitem__)
        return "datetime" if has_time(best) else "date", best if shares[best] >= _FITS else None
    return ("text", None) if _share(values, lambda value: isinstance(value, str)) >= _FITS else (None, None)


def _is_date(formats: Sequence[str], value: Value) -> bool:
    return isinstance(value, str) and parse_date(value, formats) is not None


def _share(values: Sequence[Value], fits: Callable[[Value], bool]) -> float:
    return sum(map(fits, values)) / len(values) if values else 0


def mixture(values: Sequence[Value]) -> str:
    """`text in 4, a list in 2`."""
    counts = Counter(_kind(value) for value in values)
    return ", ".join(f"{kind} in {count:,}" for kind, count in counts.most_common())


def _kind(value: Value) -> str:
    match value:
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case list():
            return "a list"
        case dict():
            return "a map"
    return "text"
