"""What pages show, sort, group and ask of a note: its properties, and what is known of its file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from vault_tools.dates import ISO_DATE, parse_date, write_date
from vault_tools.index.cells import entries, show
from vault_tools.index.columns import Column, sort_field
from vault_tools.index.context import Context
from vault_tools.index.dates import Dated
from vault_tools.index.file_fields import FILE_FIELDS, Linked, is_of_file
from vault_tools.model import Note, is_empty, name_of
from vault_tools.order import natural, value_key
from vault_tools.printable import on_one_line
from vault_tools.schemas import date_formats, find_property
from vault_tools.vault.linktext import escape_text

UNPROVED = "\x00"
"""Stands for a date that no other clone could know, where such dates must not be read."""


class Cell(NamedTuple):
    """One value of a note as it is shown, and what it is sorted by."""

    shown: str
    key: tuple[Any, ...]


def values(note: Note, name: str, context: Context) -> list[Any]:
    """Of a field of the file; of a property its entries. What is empty is not among them; nor is, under `--check`, a
    date that is not proved."""
    if is_of_file(name):
        found = raw_values(note, name, context)
        return [_plain(value) for value in found if not (context.is_check and is_unproved(value))]
    return [entry.value for entry in entries(note, name)]


def raw_values(note: Note, name: str, context: Context) -> list[Any]:
    """Of a field of the file: texts, numbers, `Linked`s and `Dated`s."""
    return list(FILE_FIELDS[name.lower()].values(note, context))


def said(note: Note, name: str, context: Context) -> str:
    """What a note has there, in words for whoever asks why; with the source of a date of its file."""
    if is_of_file(name):
        words = ", ".join(map(_in_words, raw_values(note, name, context)))
        return f"{name} is {words}" if words else f"it has no {name}"
    found = find_property(note, name)
    if found is None:
        return f'it has no property "{name}"'
    return f"{found.name} is {'empty' if is_empty(found.value) else on_one_line(note.slice(found.span))}"


def _in_words(value: Any) -> str:
    return f"{value.day:%Y-%m-%d}, by {value.source}" if isinstance(value, Dated) else str(_plain(value))


def _plain(value: Any) -> Any:
    if isinstance(value, Dated):
        return value.day
    return name_of(value.path) if isinstance(value, Linked) else value


def cells(note: Note, column: Column, context: Context, in_table: bool = False) -> Iterator[Cell]:
    """Nothing when the note has no such value, or an empty one."""
    formats = date_formats(column.field, context.vault)
    if is_of_file(column.field):
        for value in raw_values(note, column.field, context):
            yield Cell(_shown(value, column, context, in_table), value_key(_plain(value), formats))
        return
    for entry in entries(note, column.field):
        day = parse_date(str(entry.value), formats) if column.format else None
        shown = write_date(day, column.format) if day and column.format else entry.shown(context, in_table)
        yield Cell(shown, value_key(entry.value, formats))


def sort_key(note: Note, name: str, context: Context) -> tuple[Any, ...] | None:
    """None where the note has no value; of several the first one counts. Of a path `.md` does not: it would put
    `Note 2` before `Note`."""
    field = sort_field(name)
    if field.lower() == "file.path":
        return (natural(note.path.removesuffix(".md")),)
    found = values(note, field, context)
    return value_key(found[0], date_formats(field, context.vault)) if found else None


def day_shown(found: Dated, format: str, context: Context) -> str:
    return UNPROVED if context.is_check and not found.is_proved else write_date(found.day, format)


def _shown(value: Any, column: Column, context: Context, in_table: bool) -> str:
    if isinstance(value, Linked):
        return context.link(value.path, in_table=in_table)
    if isinstance(value, Dated):
        format = column.format or next(iter(context.vault.config.vault.date_formats), ISO_DATE)
        return day_shown(value, format, context)
    return escape_text(value) if isinstance(value, str) else show(value)


def is_unproved(value: Any) -> bool:
    """Is it a date that only the file's time tells?"""
    return isinstance(value, Dated) and not value.is_proved
