"""What a note must have by its schema, and has not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from vault_tools.config.schema import PropertySchema, Schema
from vault_tools.model import Note, Property, is_empty
from vault_tools.schemas import expected, find_property
from vault_tools.vault import Vault

_ANY = PropertySchema()


class Missing(NamedTuple):
    name: str
    """As the schema spells it, dotted if it is in a map."""
    wanted: PropertySchema
    found: Property | None
    """If it is there, but empty."""
    schema: Schema
    needed_by: Property | None = None
    """None if the schema asks it of every note."""


def missing(note: Note, vault: Vault) -> Iterator[Missing]:
    """Each once: what is required anyway is needed by no other property."""
    reported = set()
    for it in (*_required(note, vault), *_needed(note, vault)):
        if it.name.lower() not in reported and (it.found is None or is_empty(it.found.value)):
            reported.add(it.name.lower())
            yield it


def _required(note: Note, vault: Vault) -> Iterator[Missing]:
    for name, wanted, found, schema in expected(note, vault):
        if wanted.required:
            yield Missing(name, wanted, found, schema)


def _needed(note: Note, vault: Vault) -> Iterator[Missing]:
    known = {it.name.lower(): it for it in expected(note, vault)}
    for it in known.values():
        if it.found and not is_empty(it.found.value):
            for name in it.wanted.requires:
                other = known.get(name.lower())
                spelled, wanted = (other.name, other.wanted) if other else (name, _ANY)
                yield Missing(spelled, wanted, find_property(note, name), it.schema, it.found)
