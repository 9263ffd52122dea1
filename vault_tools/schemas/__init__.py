"""Which kind of note a note is, and what that asks of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec.structs import replace

from vault_tools.config.schema import PropertySchema, Schema, each
from vault_tools.model import Note, Property
from vault_tools.schemas.match import is_match
from vault_tools.vault import Vault, once_per_note, once_per_vault


class Expected(NamedTuple):
    """What a schema says of one property, and what a note has there."""

    name: str
    """As the schema spells it, dotted if it is in a map."""
    wanted: PropertySchema
    found: Property | None
    schema: Schema


@once_per_note
def schema_of(note: Note, vault: Vault) -> Schema | None:
    """The schema that the note names, else the first of the config that matches, with what it extends; None without
    any.

    A name that no schema has is none; `property-value` reports it.
    """
    if not vault.config.schema:
        return None
    named = schemas(vault).get(named_schema(note, vault) or "")
    return named or next((schema for schema in schemas(vault).values() if is_match(note, schema.match)), None)


def named_schema(note: Note, vault: Vault) -> str | None:
    """The schema that a note says it has, be there one of that name or not."""
    texts = note.texts(vault.config.vault.schema_property)
    return texts[0] if texts else None


@once_per_note
def expected(note: Note, vault: Vault) -> tuple[Expected, ...]:
    """All that the schema of the note says of properties, in its order; nothing where the YAML cannot be read."""
    schema = None if note.error else schema_of(note, vault)
    if not schema:
        return ()
    return tuple(
        Expected(name, wanted, find_property(note, name), schema) for name, wanted in schema.properties.items()
    )


def find_property(note: Note, name: str) -> Property | None:
    """By its name, dotted for one in a map; a property whose own name has the dot comes first. Without case (4.2)."""
    if found := note.property_named(name):
        return found
    before, _, rest = name.partition(".")
    outer = note.property_named(before)
    while outer and rest:
        inner = {it.name.lower(): it for it in outer.nested}
        if found := inner.get(rest.lower()):
            return found
        before, _, rest = rest.partition(".")
        outer = inner.get(before.lower())
    return None


@once_per_vault
def schemas(vault: Vault) -> Mapping[str, Schema]:
    """Those of the config by name, in its order, each with what it extends."""
    by_name = {schema.name: schema for schema in vault.config.schema}
    return {name: _whole(schema, by_name) for name, schema in by_name.items()}


def date_formats(name: str, vault: Vault) -> tuple[str, ...]:
    """How dates in a property are read: first as a schema declares it, then as the vault writes dates."""
    return (*_declared_formats(vault).get(name.lower(), ()), *vault.config.vault.date_formats)


@once_per_vault
def _declared_formats(vault: Vault) -> Mapping[str, tuple[str, ...]]:
    """By the lower case of the property's name, in the order of the schemas."""
    found: dict[str, tuple[str, ...]] = {}
    for schema in vault.config.schema:
        for name, wanted in schema.properties.items():
            if wanted.format:
                found[name.lower()] = (*found.get(name.lower(), ()), wanted.format)
    return found


def extended(schema: Schema, by_name: Mapping[str, Schema]) -> tuple[str, ...]:
    """Names of all that a schema extends, directly or not, of those that there are; its own only if it goes round in a
    circle."""
    reached: list[str] = []
    ahead = [*each(schema.extends)]
    while ahead:
        name = ahead.pop()
        if name in by_name and name not in reached:
            reached.append(name)
            ahead += each(by_name[name].extends)
    return tuple(reached)


def _whole(schema: Schema, by_name: Mapping[str, Schema]) -> Schema:
    """`mistakes` has seen to it that each schema is there, and that none extends itself."""
    for base in (_whole(by_name[name], by_name) for name in each(schema.extends)):
        schema = replace(
            schema,
            properties=_over(base.properties, schema.properties),
            extra=schema.extra or base.extra,
            order=schema.order if schema.order is not None else base.order,
            headings=schema.headings if schema.headings is not None else base.headings,
        )
    return schema


def _over(base: Mapping[str, PropertySchema], own: Mapping[str, PropertySchema]) -> dict[str, PropertySchema]:
    """Each in the place that the base has for it, in the spelling of its own: names have no case (4.2)."""
    spelled = {name.lower(): name for name in own}
    return {spelled.get(name.lower(), name): wanted for name, wanted in base.items()} | dict(own)
