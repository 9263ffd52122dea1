"""Resources for a reader: as JSON objects, and as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from vault_tools.model import Note
from vault_tools.printable import indented_json
from vault_tools.resources import Resource


def as_json(found: Iterable[tuple[Resource, Note]]) -> str:
    """An array of objects."""
    objects = [as_object(resource, note) for resource, note in found]
    return indented_json(objects)


def as_object(resource: Resource, note: Note) -> dict[str, Any]:
    """The fields of Resource, with `line` and `column` of the item instead of its span."""
    fields: dict[str, Any] = msgspec.to_builtins(resource)
    place = note.place(resource.span.start)
    del fields["span"]
    return fields | {"line": place.line, "column": place.column}


def as_row(resource: Resource, note: Note) -> tuple[str, ...]:
    place = note.place(resource.span.start)
    return resource.kind, resource.title, credit(resource), resource.url or "", f"{note.path}:{place.line}"


def credit(resource: Resource) -> str:
    """Who it is by: authors, else organiser or provider; empty when nobody is named."""
    *first, last = resource.authors or ("",)
    people = f"{', '.join(first)} and {last}" if first else last
    return people + (" et al." if resource.et_al else "") or resource.organiser or resource.provider or ""
