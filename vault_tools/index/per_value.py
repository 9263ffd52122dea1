"""One page for each value that notes have: which values there are, what their pages are called, who is on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any, NamedTuple

from vault_tools.dates import ISO_DATE, parse_date, write_date
from vault_tools.file_names import MAX_BYTES, file_name
from vault_tools.index.cells import Entry, entries, show
from vault_tools.index.columns import Column
from vault_tools.index.context import Context, Members
from vault_tools.index.dates import Dated
from vault_tools.index.fields import raw_values, said
from vault_tools.index.file_fields import TAGS, Linked, is_of_file
from vault_tools.index.pages import Page
from vault_tools.index.patterns import filled, placeholders, values_in
from vault_tools.links import linked_name
from vault_tools.model import Note, name_of
from vault_tools.printable import on_one_line
from vault_tools.schemas import date_formats
from vault_tools.tags import levels
from vault_tools.vault import Vault
from vault_tools.vault.ignore import matcher
from vault_tools.vault.resolve import key


class ValuePage(NamedTuple):
    path: str
    values: Mapping[str, str]
    """By placeholder, as they are spelt in the first note."""
    members: Members


class PagesPerValue(NamedTuple):
    pages: tuple[ValuePage, ...]
    """Sorted by path."""
    warnings: tuple[str, ...]


class _Named(NamedTuple):
    """A page that a note would be on."""

    path: str
    """Empty when a value gives no name."""
    values: Mapping[str, str]


def pages_per_value(path: str, page: Page, vault: Vault) -> PagesPerValue:
    """Paths that a system takes for one are one page; linear in the notes that have the values."""
    context = Context(vault, path, members=Members((), (), tuple(vault.notes)), is_check=True)
    columns = placeholders(path)
    first: dict[str, _Named] = {}
    members: dict[str, dict[str, None]] = {}
    nameless: dict[str, str] = {}
    for note in page.chosen(context):
        for named in _named(path, note, columns, context):
            if not named.path:
                nameless.setdefault(note.path, _wanted(note, columns.values(), context))
            else:
                first.setdefault(key(named.path), named)
                members.setdefault(key(named.path), {})[note.path] = None
    found = [_page(named, columns, tuple(members[known]), vault) for known, named in first.items()]
    pages = [one for one in found if set(one.members.paths) - {one.path}]
    kept = tuple(sorted(one for one in pages if not _is_left_out(one.path, vault)))
    left_out = {one.path for one in pages} - {one.path for one in kept}
    return PagesPerValue(kept, tuple(_warnings(path, nameless, left_out, kept, vault)))


def _page(named: _Named, columns: Mapping[str, Column], paths: tuple[str, ...], vault: Vault) -> ValuePage:
    """At the path of the note that is there already, however its letters are."""
    there = vault.names.exactly(named.path).path or named.path
    return ValuePage(there, named.values, _members(named.values, columns, paths))


def _members(values: Mapping[str, str], columns: Mapping[str, Column], paths: tuple[str, ...]) -> Members:
    fields = tuple(column.field for column in columns.values())
    in_full = frozenset(column.field.lower() for column in columns.values() if not column.format)
    return Members(fields, tuple(values.values()), paths, in_full)


def page_without_notes(pattern: str, page: str) -> ValuePage | None:
    """A page that no note is on any more, from its path; None when it is none of this pattern."""
    values = values_in(pattern, page)
    if values is None:
        return None
    return ValuePage(page, values, _members(values, placeholders(pattern), ()))


def _named(path: str, note: Note, columns: Mapping[str, Column], context: Context) -> Iterator[_Named]:
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
        yield _Named(there if is_usable else "", values)


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


def _wanted(note: Note, columns: Iterable[Column], context: Context) -> str:
    fields = dict.fromkeys(column.field for column in columns)
    return " and ".join(said(note, field, context) for field in fields)


def _is_left_out(path: str, vault: Vault) -> bool:
    """Would what is written there be no note of the vault?"""
    is_template = matcher(vault.config.vault.templates)(path) or vault.settings.is_template(path)
    return vault.is_excluded(path) or is_template


def _warnings(
    pattern: str, nameless: Mapping[str, str], left_out: Iterable[str], pages: Iterable[ValuePage], vault: Vault
) -> Iterator[str]:
    where = f'"{pattern}"'
    if nameless:
        note, reason = next(iter(nameless.items()))
        yield f"{where}: no file can be named after a value of {_counted(note, nameless)}: {on_one_line(reason)}"
    if paths := sorted(left_out):
        yield f"{where}: no page {_counted(paths[0], paths)}, since the config or Obsidian leaves it out"
    names = [one.path for one in pages if not vault.note(one.path) and _bears_a_name(one.path, vault)]
    if names:
        yield (
            f"{where}: links to another note, by its name alone, may open the new page instead, as with"
            f" {_counted(names[0], names)}"
        )


def _counted(first: str, every: Iterable[str]) -> str:
    """`"A.md"`, or `"A.md" and 3 others`."""
    more = len(list(every)) - 1
    return f'"{first}"' + (f" and {more} others" if more > 1 else " and 1 other" if more else "")


def _bears_a_name(path: str, vault: Vault) -> bool:
    found = vault.resolve(name_of(path), path).path
    return found is not None and found.endswith(".md")
