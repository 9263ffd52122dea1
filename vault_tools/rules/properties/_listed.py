"""Which properties the schema of a note lists, and which of the note's it does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from vault_tools.config.schema import Schema
from vault_tools.directives import PROPERTY
from vault_tools.model import Note, Property
from vault_tools.overview.property_names import bare, folded
from vault_tools.placeholders import has_placeholder
from vault_tools.schemas import find_property, schema_of, schemas
from vault_tools.schemas.values import OF_NAMES
from vault_tools.suggest import is_slip
from vault_tools.vault import Vault, once_per_vault

_OF_PUBLISH = frozenset({"publish", "permalink", "description", "image", "cover"})
_SHORTEST = 4
"""Of a word whose plural is told from another word."""


class Listed(NamedTuple):
    """What a schema lists, dotted, with the maps around it."""

    names: Mapping[str, str]
    """Each as the schema spells it, by the name in lower case."""
    maps: frozenset[str]
    """Those of which it lists inner ones."""
    meant: tuple[str, ...]
    """In lower case, those that a slip can be meant for: not the deprecated ones."""
    flags: frozenset[str]
    """Those that hold true or false: to be `published` and to be so on a day are two things."""


class Unlisted(NamedTuple):
    property: Property
    name: str
    """Dotted, as the note spells it."""
    near: str | None
    """What is likely meant: a name that the schema lists and the note lacks, without those of the maps around it."""


def listed(note: Note, vault: Vault) -> Mapping[str, str]:
    """By the lower-cased name, dotted, as the schema of the note spells it; nothing without one."""
    schema = schema_of(note, vault)
    return _listed_by_schema(vault)[schema.name].names if schema else {}


def unlisted(note: Note, vault: Vault) -> Iterator[Unlisted]:
    """What the schema of the note does not let pass: all that it does not list, or of that only what is likely a slip
    if it allows others."""
    schema = schema_of(note, vault)
    if schema:
        known = _listed_by_schema(vault)[schema.name]
        taken: set[str] = set()
        for name, property in _unknown(note.properties, "", known, _always_known(vault)):
            before = name.rpartition(".")[0]
            lacking = (it for it in _beside(before, known) if it not in taken and not find_property(note, it))
            near = next((it for it in lacking if _is_near(property, it, known)), None)
            if near:
                taken.add(near)
            if near or schema.extra in ("warn", "forbid"):
                yield Unlisted(property, name, known.names[near].rpartition(".")[2] if near else None)


def _unknown(
    properties: Iterable[Property], before: str, known: Listed, always: frozenset[str]
) -> Iterator[tuple[str, Property]]:
    for property in properties:
        name = before + property.name
        key = name.lower()
        if key not in known.names and key not in always and not has_placeholder(name):
            yield name, property
        elif key in known.maps:
            yield from _unknown(property.nested, f"{name}.", known, always)


def _beside(before: str, known: Listed) -> Iterator[str]:
    """What can be meant by a name in the same map, or in none."""
    return (it for it in known.meant if it.rpartition(".")[0] == before.lower())


def _is_near(property: Property, other: str, known: Listed) -> bool:
    form = folded if isinstance(property.value, bool) or other in known.flags else bare
    one, two = form(property.name), form(other.rpartition(".")[2])
    return one == two or is_slip(one, two) or (_singular(one) == _singular(two) and len(_singular(one)) >= _SHORTEST)


def _singular(word: str) -> str:
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


@once_per_vault
def listed_anywhere(vault: Vault) -> frozenset[str]:
    """What any schema lists, but for what it deprecates; in lower case."""
    return frozenset(name for known in _listed_by_schema(vault).values() for name in known.meant)


@once_per_vault
def _always_known(vault: Vault) -> frozenset[str]:
    """What Obsidian, we, and the config itself give a meaning to."""
    matched = {schema.match.property.lower() for schema in vault.config.schema if schema.match.property}
    return OF_NAMES | _OF_PUBLISH | matched | {PROPERTY, vault.config.vault.schema_property.lower()}


@once_per_vault
def _listed_by_schema(vault: Vault) -> Mapping[str, Listed]:
    return {name: _listed(schema) for name, schema in schemas(vault).items()}


def _listed(schema: Schema) -> Listed:
    names: dict[str, str] = {}
    for name in (*schema.properties, *_mentioned(schema)):
        for known in (name, *_around(name)):
            names.setdefault(known.lower(), known)
    maps = frozenset(outer for name in names for outer in _around(name))
    deprecated = {name.lower() for name, wanted in schema.properties.items() if wanted.deprecated}
    flags = frozenset(name.lower() for name, wanted in schema.properties.items() if wanted.type == "checkbox")
    return Listed(names, maps, tuple(name for name in names if name not in deprecated), flags)


def _mentioned(schema: Schema) -> Iterator[str]:
    for wanted in schema.properties.values():
        yield from (name for _, name in wanted.mentioned)
    yield from schema.order or ()


def _around(name: str) -> Iterator[str]:
    """Of `a.b.c` these are `a.b` and `a`."""
    while "." in name:
        name = name.rpartition(".")[0]
        yield name
