"""What the properties of a kind of note must be, guessed from its notes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from vault_tools.config.schema import PropertySchema
from vault_tools.infer.naming import FEWEST
from vault_tools.infer.signs import NEARLY_ALL, spelling
from vault_tools.infer.types import Ways, mixture, typed
from vault_tools.model import Note, Property, Value, is_empty

_USUAL = 0.2
"""What so many notes of a kind have belongs to it."""
_NEVER_REQUIRED = ("aliases", "cssclasses")
_FEW_CHOICES = 6
_MANY_VALUES = 10
_LONGEST_CHOICE = 30


class Guess(NamedTuple):
    name: str
    """Dotted for a property in a map."""
    wanted: PropertySchema
    notes: int
    """That have it."""
    filled: int
    mixture: str = ""
    """Why there is no type, if there are values."""
    choices: tuple[str, ...] = ()
    """The only texts that it has, if they are few and come back."""


def guesses(
    notes: Sequence[Note],
    ways: Ways,
    is_wanted: Callable[[str], bool] = lambda name: True,
    templates: Sequence[Note] = (),
) -> Iterator[Guess]:
    """Of each property that belongs to these notes, in the order that it mostly has, if its name in lower case is
    wanted; of one that is a map, then of those in it."""
    in_templates = {property.name.lower() for note in templates for property in note.properties}
    for name in filter(is_wanted, _in_order([*notes, *templates])):
        own = [it for note in notes if (it := note.property_named(name))]
        if _is_usual(len(own), len(notes)) or name in in_templates:
            guess = _guess(spelling(name, [*notes, *templates]), own, len(notes), ways)
            yield guess
            if guess.wanted.type == "object":
                yield from _nested(guess.name, own, ways)


def _is_usual(count: int, notes: int) -> bool:
    return count >= max(FEWEST, _USUAL * notes)


def _in_order(notes: Sequence[Note]) -> list[str]:
    """Names in lower case, by their mean place among the properties of a note."""
    places: dict[str, list[int]] = defaultdict(list)
    for note in notes:
        for place, property in enumerate(note.properties):
            places[property.name.lower()].append(place)
    return sorted(places, key=lambda name: sum(places[name]) / len(places[name]))


def _guess(name: str, properties: Sequence[Property], notes: int, ways: Ways) -> Guess:
    """Required is what is filled in nearly all of the notes."""
    values = [property.value for property in properties if not is_empty(property.value)]
    wanted = typed(name, values, ways)
    is_asked = notes >= FEWEST and len(values) >= NEARLY_ALL * notes and name.lower() not in _NEVER_REQUIRED
    if is_asked:
        wanted = replace(wanted, required=True, min=1 if wanted.type == "tags" else None)
    why = mixture(values) if values and wanted.type is None else ""
    return Guess(name, wanted, len(properties), len(values), why, _choices(values) if wanted.type == "text" else ())


def _nested(outer: str, maps: Sequence[Property], ways: Ways) -> Iterator[Guess]:
    """None is required: where the map is missing that would be said of each."""
    by_name: dict[str, list[Property]] = defaultdict(list)
    for property in (inner for one in maps for inner in one.nested):
        by_name[property.name].append(property)
    for name, found in by_name.items():
        if _is_usual(len(found), len(maps)):
            guess = _guess(f"{outer}.{name}", found, len(maps), ways)
            yield guess._replace(wanted=replace(guess.wanted, required=False))


def _choices(values: Sequence[Value]) -> tuple[str, ...]:
    counts = Counter(value for value in values if isinstance(value, str))
    is_few = 2 <= len(counts) <= _FEW_CHOICES and len(values) >= _MANY_VALUES and counts.total() == len(values)
    is_choice = is_few and all(count > 1 and len(text) <= _LONGEST_CHOICE for text, count in counts.items())
    return tuple(sorted(counts)) if is_choice else ()
