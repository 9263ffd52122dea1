"""What is wrong with the schemas of a config, as far as one table alone does not show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from vault_tools.config.schema import PropertySchema, Schema, each
from vault_tools.config.tables import Config
from vault_tools.declared import Mistake, Where
from vault_tools.schemas import extended
from vault_tools.schemas.contradictions import contradictions, schema_contradictions
from vault_tools.schemas.property_mistakes import property_mistakes
from vault_tools.suggest import did_you_mean


def mistakes(config: Config) -> Iterator[Mistake]:
    """Names of schemas that there are not, or twice; circles; and what is wrong with each schema and property."""
    by_name = {schema.name: schema for schema in config.schema}
    formats = config.vault.date_formats
    for i, schema in enumerate(config.schema):
        where: Where = ("schema", i)
        if by_name[schema.name] is not schema:
            yield Mistake((*where, "name"), f'there are two schemas "{schema.name}"')
        for base in each(schema.extends):
            if base not in by_name:
                yield Mistake((*where, "extends"), _no_schema(base, by_name))
        bases = extended(schema, by_name)
        if schema.name in bases:
            yield Mistake((*where, "extends"), f'"{schema.name}" extends itself')
        for found in schema_contradictions(schema, _all_properties(schema, [by_name[name] for name in bases])):
            yield Mistake((*where, *found.where), found.message)
        for name, wanted in schema.properties.items():
            complaints = (
                *property_mistakes(wanted, formats),
                *contradictions(name, wanted),
                *_of_target(wanted, by_name),
            )
            yield from (Mistake((*where, "properties", name, key), message) for key, message in complaints)


def _no_schema(name: str, by_name: dict[str, Schema]) -> str:
    return f'no schema "{name}"{did_you_mean(name, by_name)}'


def _all_properties(schema: Schema, bases: Iterable[Schema]) -> Mapping[str, PropertySchema]:
    found: dict[str, PropertySchema] = {}
    for base in bases:
        found |= base.properties
    return found | schema.properties


def _of_target(wanted: PropertySchema, by_name: dict[str, Schema]) -> Iterator[tuple[str, str]]:
    for target in each(wanted.target):
        if not target.endswith("/") and target not in by_name:
            yield "target", f"{_no_schema(target, by_name)} (a folder ends in `/`)"
