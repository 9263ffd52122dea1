"""What a schema says that cannot be meant: options that exclude each other, and names that mean nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vault_tools.config.schema import LIST_TYPES, NAMES, PropertySchema, Schema
from vault_tools.declared import Mistake, Where
from vault_tools.model import heading_key
from vault_tools.schemas.values import PLURALS, type_name
from vault_tools.suggest import is_slip

_DEEPEST = 6
"""Level of a heading."""


def contradictions(name: str, wanted: PropertySchema) -> Iterator[tuple[str, str]]:
    """Within what is said of one property: the key that is wrong, and why."""
    if wanted.deprecated and wanted.required:
        yield "required", "contradicts `deprecated`"
    if wanted.deprecated and wanted.default is not None:
        yield "default", "contradicts `deprecated`"
    if wanted.deprecated == name:
        yield "deprecated", "is the property itself"
    if plural := PLURALS.get(str(wanted.deprecated).lower()):
        yield "deprecated", f'"{wanted.deprecated}" means nothing to Obsidian: write "{plural}"'
    if wanted.after is not None and wanted.after.lower() == name.lower():
        yield "after", "is the property itself"
    if name.lower() in map(str.lower, wanted.requires):
        yield "requires", "holds the property itself"
    if wanted.pattern is not None and wanted.type in ("checkbox", "object"):
        yield "pattern", f"is for texts and numbers, and the type is {wanted.type}"
    yield from _of_names(name.lower(), wanted)


def _of_names(name: str, wanted: PropertySchema) -> Iterator[tuple[str, str]]:
    """In these properties, what is no text is dropped (4.6)."""
    if name in NAMES and wanted.type not in (None, "text", *LIST_TYPES):
        yield "type", f"to Obsidian, {name} is a list of texts"
    if wanted.items in ("number", "checkbox") and (name in NAMES or wanted.type in NAMES):
        yield "items", f"to Obsidian, {name if name in NAMES else wanted.type} is a list of texts"
    if name == "tags" and wanted.items in ("link", "url", "email"):
        yield "items", f"no tag can be {type_name(wanted.items)}"


def schema_contradictions(schema: Schema, names: Mapping[str, PropertySchema]) -> Iterator[Mistake]:
    """Within one schema; `names` are all properties that it lists, with those of what it extends. Places begin at the
    schema."""
    if not schema.name.strip() or schema.name.endswith("/"):
        yield Mistake(("name",), "needs a letter, and no `/` at its end: that is a folder")
    yield from _twice(schema)
    yield from _circles(schema)
    yield from _slips(schema, names)
    for heading in schema.headings or ():
        text = heading.lstrip("#")
        if not heading_key(text) or len(heading) - len(text) > _DEEPEST:
            yield Mistake(("headings",), f'"{heading}" is no heading')


def _twice(schema: Schema) -> Iterator[Mistake]:
    first: dict[str, str] = {}
    for name in schema.properties:
        if first.setdefault(name.lower(), name) != name:
            message = f'is the same property as "{first[name.lower()]}": capitals make no difference'
            yield Mistake(("properties", name), message)


def _circles(schema: Schema) -> Iterator[Mistake]:
    new = {name.lower(): str(it.deprecated).lower() for name, it in schema.properties.items() if it.deprecated}
    for name in schema.properties:
        key, reached = name.lower(), set[str]()
        while key in new and key not in reached:
            reached.add(key)
            key = new[key]
        if key == name.lower() and len(reached) > 1:
            yield Mistake(("properties", name, "deprecated"), f'leads back to "{name}"')


def _slips(schema: Schema, names: Mapping[str, PropertySchema]) -> Iterator[Mistake]:
    """A name that is not listed may well be meant, but not if it is a letter away from one that is."""
    listed = {name.lower() for name in names}
    current = {name.lower(): name for name, wanted in names.items() if not wanted.deprecated}
    for where, name in _mentioned(schema):
        near = next((it for key, it in current.items() if is_slip(name.lower(), key)), None)
        if near and name.lower() not in listed:
            yield Mistake(where, f'no property "{name}" is listed, did you mean "{near}"?')


def _mentioned(schema: Schema) -> Iterator[tuple[Where, str]]:
    yield from ((("order",), name) for name in schema.order or ())
    for name, wanted in schema.properties.items():
        yield from ((("properties", name, key), other) for key, other in wanted.mentioned)
