"""What a property holds, guessed from the values that it has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from vault_tools.config.schema import EntryType, PropertySchema, PropertyType
from vault_tools.dates import parse_date
from vault_tools.infer.kinds import FEWEST, NEARLY_ALL, spelling
from vault_tools.model import Note, Property, Value, is_empty
from vault_tools.schemas.values import is_of_type

_FITS = 0.95
"""So many of the values are of the type; the others are then its problems."""
_USUAL = 0.2
"""What so many notes of a kind have belongs to it."""
_FILLED = 0.5
"""What is mostly left empty is not asked for."""
_NEVER_REQUIRED = ("aliases", "cssclasses")
_FEW_CHOICES = 6
_MANY_VALUES = 10
_LONGEST_CHOICE = 30
_BY_NAME: Mapping[str, PropertyType] = {"tags": "tags", "aliases": "aliases", "cssclasses": "cssclasses"}


class Guess(NamedTuple):
    name: str
    wanted: PropertySchema
    notes: int
    """That have it."""
    filled: int
    mixture: str = ""
    """Why there is no type, if there are values."""
    choices: tuple[str, ...] = ()
    """The only texts that it has, if they are few and come back."""


def guesses(
    notes: Sequence[Note], formats: Sequence[str], templates: Sequence[Note] = (), known: frozenset[str] = frozenset()
) -> Iterator[Guess]:
    """Of each property that belongs to these notes, in the order that it mostly has; without the `known` ones."""
    in_templates = {property.name.lower() for note in templates for property in note.properties}
    for name in _in_order([*notes, *templates]):
        count = sum(note.property_named(name) is not None for note in notes)
        is_usual = count >= max(FEWEST, _USUAL * len(notes)) or name in in_templates
        if name not in known and is_usual:
            own = [it for note in notes if (it := note.property_named(name))]
            yield _guess(spelling(name, [*notes, *templates]), own, len(notes), formats)


def _in_order(notes: Sequence[Note]) -> list[str]:
    """Names in lower case, by their mean place among the properties of a note."""
    places: dict[str, list[int]] = defaultdict(list)
    for note in notes:
        for place, property in enumerate(note.properties):
            places[property.name.lower()].append(place)
    return sorted(places, key=lambda name: sum(places[name]) / len(places[name]))


def _guess(name: str, properties: Sequence[Property], notes: int, formats: Sequence[str]) -> Guess:
    values = [property.value for property in properties if not is_empty(property.value)]
    is_required = (
        notes >= FEWEST
        and len(properties) >= NEARLY_ALL * notes
        and len(values) >= _FILLED * notes
        and name.lower() not in _NEVER_REQUIRED
    )
    wanted = _typed(name, values, formats)
    if is_required and wanted.type == "tags":
        wanted = PropertySchema(type="tags", required=True, min=1)
    elif is_required:
        wanted = PropertySchema(type=wanted.type, items=wanted.items, format=wanted.format, required=True)
    mixture = _mixture(values) if values and wanted.type is None else ""
    return Guess(name, wanted, len(properties), len(values), mixture, _choices(values) if wanted.type == "text" else ())


def _typed(name: str, values: Sequence[Value], formats: Sequence[str]) -> PropertySchema:
    if special := _BY_NAME.get(name.lower()):
        return PropertySchema(type=special)
    if not values:
        return PropertySchema()
    if _share(values, lambda value: isinstance(value, list)) >= _FITS:
        entries = [entry for value in values if isinstance(value, list) for entry in value if not is_empty(entry)]
        items, format = _entry_type(entries, formats)
        return PropertySchema(type="list", items=items if items != "text" else None, format=format)
    type, format = _entry_type(values, formats)
    return PropertySchema(type=type, format=format)


def _entry_type(values: Sequence[Value], formats: Sequence[str]) -> tuple[EntryType | None, str | None]:
    """With the format, if it is a date."""
    for type in _TYPES:
        if _share(values, partial(_is_of_type, type)) >= _FITS:
            return type, None
    if _share(values, lambda value: isinstance(value, str) and parse_date(value, formats) is not None) >= _FITS:
        shares = [_share(values, partial(_is_date, format)) for format in formats]
        format = formats[shares.index(max(shares))]
        return ("datetime" if "HH" in format else "date"), format
    return ("text", None) if _share(values, lambda value: isinstance(value, str)) >= _FITS else (None, None)


_TYPES: tuple[EntryType, ...] = ("checkbox", "number", "link", "url", "email")
"""What is none of these is a date or any text."""


def _is_of_type(type: EntryType, value: Value) -> bool:
    return is_of_type(value, type)


def _is_date(format: str, value: Value) -> bool:
    return isinstance(value, str) and parse_date(value, [format]) is not None


def _share(values: Sequence[Value], fits: Callable[[Value], bool]) -> float:
    return sum(map(fits, values)) / len(values) if values else 0


def _mixture(values: Sequence[Value]) -> str:
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


def _choices(values: Sequence[Value]) -> tuple[str, ...]:
    counts = Counter(value for value in values if isinstance(value, str))
    is_few = 2 <= len(counts) <= _FEW_CHOICES and len(values) >= _MANY_VALUES and counts.total() == len(values)
    is_choice = is_few and all(count > 1 and len(text) <= _LONGEST_CHOICE for text, count in counts.items())
    return tuple(sorted(counts)) if is_choice else ()
