"""One page for each value that notes have: which there are, who is on them, and what is amiss with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from vault_tools.index.columns import Column
from vault_tools.index.context import Context, Members
from vault_tools.index.fields import said
from vault_tools.index.pages import Page
from vault_tools.index.patterns import placeholders, values_in
from vault_tools.index.value_names import Named, named_by
from vault_tools.model import Note, name_of
from vault_tools.printable import on_one_line
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


def pages_per_value(path: str, page: Page, vault: Vault) -> PagesPerValue:
    """Paths that a system takes for one are one page; linear in the notes that have the values."""
    context = Context(vault, path, members=Members((), (), tuple(vault.notes)), is_check=True)
    columns = placeholders(path)
    first: dict[str, Named] = {}
    members: dict[str, dict[str, None]] = {}
    nameless: dict[str, str] = {}
    for note in page.chosen(context):
        for named in named_by(path, note, columns, context):
            if not named.path:
                nameless.setdefault(note.path, _wanted(note, columns.values(), context))
            else:
                first.setdefault(key(named.path), named)
                members.setdefault(key(named.path), {})[note.path] = None
    there = {known: vault.names.exactly(it.path).path or it.path for known, it in first.items()}  # as it is spelt there
    found = [_page(path, there[known], it.values, tuple(members[known])) for known, it in first.items()]
    pages = [one for one in found if set(one.members.paths) - {one.path}]
    kept = tuple(sorted(one for one in pages if not _is_left_out(one.path, vault)))
    left_out = {one.path for one in pages} - {one.path for one in kept}
    return PagesPerValue(kept, tuple(_warnings(path, nameless, left_out, kept, vault)))


def page_without_notes(pattern: str, page: str) -> ValuePage | None:
    """A page that no note is on any more, from its path; None when it is none of this pattern."""
    values = values_in(pattern, page)
    return None if values is None else _page(pattern, page, values, ())


def _page(pattern: str, path: str, values: Mapping[str, str], paths: tuple[str, ...]) -> ValuePage:
    columns = placeholders(pattern).values()
    fields = tuple(column.field for column in columns)
    in_full = frozenset(column.field.lower() for column in columns if not column.format)
    return ValuePage(path, values, Members(fields, tuple(values.values()), paths, in_full))


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
