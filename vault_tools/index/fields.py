"""What pages show, sort, group and ask of a note: its properties, and what is known of its file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, NamedTuple
from unicodedata import normalize

from msgspec import Meta, Struct

from vault_tools.dates import ISO_DATE, can_write, parse_date, write_date
from vault_tools.index.cells import entries, show
from vault_tools.index.context import Context
from vault_tools.index.dates import Dated, created, modified
from vault_tools.model import Note, is_empty, name_of
from vault_tools.order import natural, value_key
from vault_tools.printable import on_one_line
from vault_tools.schemas import date_formats, find_property
from vault_tools.vault.linktext import escape_text

UNPROVED = "\x00"
"""Stands for a date that no other clone could know, where such dates must not be read."""
TAGS = "file.tags"
_ALIASES = {"name": "file.name", "path": "file.path"}
"""What sorting has always called them."""
_COLUMN = re.compile(r"(?P<field>\S.*?)(?:\s+as\s+(?P<title>\S.*?))?\s*", re.S)


class Column(Struct, frozen=True, kw_only=True):
    """A property, or a field of the file, and how it is shown."""

    field: Annotated[str, Meta(description="A property, dotted in a map, or one of the fields of files.")]
    title: Annotated[str | None, Meta(description="What stands above it. Default: its name.")] = None
    format: Annotated[str | None, Meta(description="Of its dates, in Moment tokens. Default: as they are written.")] = (
        None
    )

    def __post_init__(self) -> None:
        if self.format is not None and not can_write(self.format):
            raise ValueError(f'"{self.format}" is not a date format: it has YYYY, MM, M, DD, D, HH, mm or ss')

    @property
    def shown_title(self) -> str:
        if self.title is not None:
            return self.title
        found = _FIELDS.get(self.field.lower())
        return found.title if found else self.field


def read_column(spec: str | Column) -> Column:
    """`FIELD [as TITLE] [in FORMAT]`; what follows ` in ` is a part of the name unless it is a format."""
    if isinstance(spec, Column):
        return spec
    rest, _, format = spec.rpartition(" in ")
    if not rest or not can_write(format.strip()):
        rest, format = spec, ""
    found = _COLUMN.fullmatch(rest)
    if found is None:
        return Column(field=rest)
    return Column(field=found["field"], title=found["title"], format=format.strip() or None)


class Target(NamedTuple):
    """A value that is shown as a link to a note."""

    path: str


class Field(NamedTuple):
    """Something that is known of a note's file."""

    title: str
    description: str
    values: Callable[[Note, Context], Iterator[Any]]


class Cell(NamedTuple):
    """One value of a note as it is shown, and what it is sorted by."""

    shown: str
    key: tuple[Any, ...]


def is_of_file(name: str) -> bool:
    return name.lower().startswith("file.")


def fields() -> Mapping[str, Field]:
    """By their names."""
    return _FIELDS


def values(note: Note, name: str, context: Context) -> list[Any]:
    """Of a field of the file; of a property its entries. What is empty is not among them; nor is, under `--check`, a
    date that is not proved."""
    if is_of_file(name):
        found = raw_values(note, name, context)
        return [_plain(value) for value in found if not (context.is_check and is_unproved(value))]
    return [entry.value for entry in entries(note, name)]


def raw_values(note: Note, name: str, context: Context) -> list[Any]:
    """Of a field of the file: texts, numbers, `Target`s and `Dated`s."""
    return list(_FIELDS[name.lower()].values(note, context))


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
    return name_of(value.path) if isinstance(value, Target) else value


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


def sort_field(key: str) -> str:
    """What a key of `sort` or `group` is about: `-Date` is about `Date`."""
    name = read_column(key.removeprefix("-")).field
    return _ALIASES.get(name, name)


def _shown(value: Any, column: Column, context: Context, in_table: bool) -> str:
    if isinstance(value, Target):
        return context.link(value.path, in_table=in_table)
    if isinstance(value, Dated):
        format = column.format or next(iter(context.vault.config.vault.date_formats), ISO_DATE)
        return UNPROVED if context.is_check and not value.is_proved else write_date(value.day, format)
    return escape_text(value) if isinstance(value, str) else show(value)


def _dated(found: Dated | None) -> Iterator[Dated]:
    if found:
        yield found


def _text(value: str) -> Iterator[str]:
    if not is_empty(value):
        yield value


def _tags(note: Note, context: Context) -> Iterator[str]:
    """Each once, whatever its case (5.2)."""
    names: dict[str, str] = {}
    for tag in note.tags:
        names.setdefault(tag.key, tag.name)
    return iter(names.values())


def _links(note: Note, context: Context) -> Iterator[Target]:
    found = dict.fromkeys(resolved.target for resolved in context.vault.links.get(note.path, ()))
    return (Target(path) for path in found if path and path != note.path and context.vault.note(path))


def _backlinks(note: Note, context: Context) -> Iterator[Target]:
    found = {resolved.source for resolved in context.vault.backlinks.get(note.path, ())} - {note.path}
    return (Target(path) for path in sorted(found) if context.vault.note(path))


def _letter(note: Note, context: Context) -> Iterator[str]:
    """Without accents: Éclair stands at E."""
    first = normalize("NFKD", note.name.lstrip("\"'([{_-")[:1]).upper()[:1]
    yield first if first.isalpha() else "0-9" if first.isdecimal() else "Other"


_FIELDS: Mapping[str, Field] = {
    "file.link": Field("Note", "A link to the note.", lambda note, _: iter([Target(note.path)])),
    "file.name": Field("Name", "Its name, without `.md`.", lambda note, _: _text(note.name)),
    "file.letter": Field("Letter", "The first letter of its name; else `0-9` or `Other`.", _letter),
    "file.path": Field("Path", "Its path in the vault.", lambda note, _: _text(note.path)),
    "file.folder": Field("Folder", "The path of its folder.", lambda note, _: _text(note.folder)),
    "file.folder-name": Field(
        "Folder", "The name of its folder.", lambda note, _: _text(note.folder.rpartition("/")[2])
    ),
    "file.created": Field("Created", "When it came.", lambda note, context: _dated(created(note, context.vault))),
    "file.modified": Field(
        "Modified", "When it was changed last.", lambda note, context: _dated(modified(note, context.vault))
    ),
    TAGS: Field("Tags", "Its tags, those in its text, too.", _tags),
    "file.links": Field("Links", "The notes that it links to.", _links),
    "file.backlinks": Field("Backlinks", "The notes that link to it.", _backlinks),
}


def is_unproved(value: Any) -> bool:
    """Is it a date that only the file's time tells?"""
    return isinstance(value, Dated) and not value.is_proved
