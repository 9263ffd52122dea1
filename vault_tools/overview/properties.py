"""The properties of a vault: how each is spelled, how often it is used, and what it holds."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from msgspec import Struct

from vault_tools.model import Note, Property, Value, is_empty
from vault_tools.overview.property_names import Met, likely_same
from vault_tools.vault import Vault, once_per_vault
from vault_tools.vault.obsidian import Settings
from vault_tools.vault.types import Type, inferred_type

_EXAMPLES = 3
_Name = TypeVar("_Name", bound=str)


class PropertyUse(Struct, frozen=True):
    """One property, whatever its capitals (4.2). All counts are of notes, but those of examples; the most comes first,
    and of equals what is first in the alphabet, or in the vault for examples."""

    name: str
    """As it is spelled most; dotted for one in a map."""
    notes: int
    empty: int
    spellings: dict[str, int]
    types: dict[Type, int]
    """What its values look like, where they are not empty."""
    stored: str | None
    """Its type in Obsidian's `types.json`."""
    examples: dict[str, int]
    """The few values, or entries of lists, that are met most."""
    variants: tuple[str, ...]
    """Other properties that are likely the same, by their lower-cased names."""


def count_properties(notes: Iterable[Note], settings: Settings) -> Mapping[str, PropertyUse]:
    """By the lower-cased name, in the order in which they are met. What stands in a map counts by itself, too."""
    found = _found(notes)
    variants = _variants(found)
    return {key: _use(many, settings.types.get(key), variants.get(key, ())) for key, many in found.items()}


@once_per_vault
def doubtful_properties(vault: Vault) -> Mapping[str, PropertyUse]:
    """Those that are spelled in several ways, or have variants: there are few, so it is fast."""
    found = _found(vault.notes.values())
    variants, stored = _variants(found), vault.settings.types
    doubtful = (key for key, many in found.items() if key in variants or any(it.name != many[0].name for it in many))
    return {key: _use(found[key], stored.get(key), variants.get(key, ())) for key in doubtful}


def _found(notes: Iterable[Note]) -> Mapping[str, list[_Found]]:
    found: dict[str, list[_Found]] = {}
    for note in notes:
        for name, property in note.every_property:
            found.setdefault(name.lower(), []).append(_Found(name, note.path, property))
    return found


def _variants(found: Mapping[str, list[_Found]]) -> Mapping[str, tuple[str, ...]]:
    return likely_same({key: _met(many) for key, many in found.items()})


class _Found(NamedTuple):
    name: str
    path: str
    property: Property


def _met(found: list[_Found]) -> Met:
    types = frozenset(inferred_type(it.property.value) for it in found if not is_empty(it.property.value))
    return Met(frozenset(it.path for it in found), types)


def _use(found: list[_Found], stored: str | None, variants: tuple[str, ...]) -> PropertyUse:
    spellings = _sorted(Counter(it.name for it in found))
    filled = [it.property for it in found if not is_empty(it.property.value)]
    examples = Counter(text for property in filled for value, _ in property.each() if (text := _text(value)))
    return PropertyUse(
        name=next(iter(spellings)),
        notes=len({it.path for it in found}),
        empty=len(found) - len(filled),
        spellings=spellings,
        types=_sorted(Counter(inferred_type(property.value) for property in filled)),
        stored=stored,
        examples=dict(examples.most_common(_EXAMPLES)),
        variants=variants,
    )


def _sorted(counts: Counter[_Name]) -> dict[_Name, int]:
    return dict(sorted(counts.items(), key=lambda it: (-it[1], it[0])))


def _text(value: Value) -> str:
    """Empty for what has no short one: nothing, a list in a list, a map."""
    if isinstance(value, str):
        return value.strip()
    return json.dumps(value) if isinstance(value, bool | int | float) else ""
