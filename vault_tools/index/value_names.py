"""What the pages per value are called on which a note would be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, NamedTuple

from vault_tools.dates import ISO_DATE, parse_date, write_date
from vault_tools.file_names import MAX_BYTES, file_name
from vault_tools.index.cells import Entry, entries, show
from vault_tools.index.columns import Column
from vault_tools.index.context import Context
from vault_tools.index.dates import Dated
from vault_tools.index.fields import raw_values
from vault_tools.index.file_fields import TAGS, Linked, is_of_file
from vault_tools.index.patterns import filled
from vault_tools.links import linked_name
from vault_tools.model import Note, name_of
from vault_tools.schemas import date_formats
from vault_tools.tags import levels
from vault_tools.vault import Vault


class Named(NamedTuple):
    """A page that a note would be on."""

    path: str
    """Empty when a value gives no name."""
    values: Mapping[str, str]


def named_by(path: str, note: Note, columns: Mapping[str, Column], context: Context) -> Iterator[Named]:
    """Of two placeholders with one field, each gets the same value: `{Date in YYYY}/{Date in MM}.md`."""
    by_field: dict[str, dict[str, list[str]]] = {}
    for text, column in columns.items():
        by_field.setdefault(column.field.lower(), {})[text] = list(_texts(note, column, context))
    choices = [
        [dict(zip(texts, chosen, strict=True)) for chosen in zip(*texts.values(), strict=True)]
        for texts in by_field.values()
    ]
    for parts in product(*choices):
        chosen = {text: value for part in parts for text, value in part.items()}
        values = {text: chosen[text] for text in columns}
        names = {text: file_name(value) for text, value in values.items()}
        there = filled(path, names)
        is_usable = all(names.values()) and all(len(part.encode()) <= MAX_BYTES for part in there.split("/"))
        yield Named(there if is_usable else "", values)


def _texts(note: Note, column: Column, context: Context) -> Iterator[str]:
    """Empty for a value that cannot name a page: a text that is no date, or a date that is not proved."""
    if column.field.lower() == TAGS:
        yield from dict.fromkeys(level for tag in note.tags for level in levels(tag.name))
    elif is_of_file(column.field):
        yield from (_of_file(value, column) for value in raw_values(note, column.field, context))
    else:
        yield from (_of_property(entry, column, context.vault) for entry in entries(note, column.field))


def _of_file(value: Any, column: Column) -> str:
    if isinstance(value, Dated):
        return write_date(value.day, column.format or ISO_DATE) if value.is_proved else ""
    return name_of(value.path) if isinstance(value, Linked) else str(value)


def _of_property(entry: Entry, column: Column, vault: Vault) -> str:
    if column.format:
        day = parse_date(str(entry.value), date_formats(column.field, vault))
        return write_date(day, column.format) if day else ""
    if isinstance(entry.value, int | float) and not isinstance(entry.value, bool):
        return entry.note.slice(entry.span)
    if entry.link and not entry.link.external:
        target = vault.resolve(entry.link.target, entry.note.path).path
        return name_of(target or entry.link.target)
    return linked_name(entry.value if isinstance(entry.value, str) else show(entry.value))
