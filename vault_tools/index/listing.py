"""Notes become rows, and rows become groups: what every view shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar
from unicodedata import normalize

from vault_tools.index.columns import Column, read_column
from vault_tools.index.context import Context
from vault_tools.index.fields import Cell, cells, sort_key
from vault_tools.model import Note
from vault_tools.order import natural

_T = TypeVar("_T")
NONE = "None"
"""Title of the group of those that have no value."""


class Row(NamedTuple):
    """Text is Markdown already, and links are written."""

    text: str
    cells: tuple[str, ...] = ()
    after: str = ""
    """What a list says behind a dash."""


def row_of(cells: Iterable[str]) -> Row:
    """Of the first one, with the others beside it."""
    text, *beside = cells
    return Row(text, tuple(beside))


class Group(NamedTuple):
    """A heading with what stands below it; without a title only that."""

    title: str = ""
    rows: tuple[Row, ...] = ()
    groups: tuple[Group, ...] = ()
    columns: tuple[str, ...] = ()
    """Titles of a table of its own, where its rows are no notes; empty where it has those of the page."""
    text: str = ""
    """Markdown that stands there in place of rows: a picture."""
    intro: str = ""
    """What is said about the rows, if there are any."""
    empty: str = ""
    """What is said when there is nothing else."""
    is_ordered: bool = False
    has_more: bool = False
    """Has `limit` left something out?"""

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.groups or self.text)

    @property
    def is_silent(self) -> bool:
        """Is there nothing to say, not even that there is nothing?"""
        return self.is_empty and not (self.empty or self.has_more)

    @property
    def said(self) -> str:
        """A sentence that stands between the title and the rows."""
        return self.empty if self.is_empty else self.intro


def cut(groups: Sequence[Group], is_cut: bool) -> tuple[Group, ...]:
    """With the word that there is more: right below the rows, or, where these have headings, at the very end."""
    if is_cut and len(groups) == 1 and not groups[0].title:
        return (groups[0]._replace(has_more=True),)
    return (*groups, Group(has_more=True)) if is_cut else tuple(groups)


def sorted_notes(notes: Iterable[Note], sort: Sequence[str], context: Context) -> list[Note]:
    """The name and the path are always the last keys."""
    by_name = sorted(notes, key=lambda note: (natural(note.name), note.path))
    return sorted_by(by_name, sort, lambda note, key: sort_key(note, key, context))


def sorted_by(items: Sequence[_T], sort: Sequence[str], key: Callable[[_T, str], tuple[Any, ...] | None]) -> list[_T]:
    """By keys such as `-Date` or `name`: `-` is from last to first, missing values come last in either direction."""
    result = list(items)
    for name in reversed(sort):
        keyed = [(key(item, name.removeprefix("-")), item) for item in result]
        present = [(found, item) for found, item in keyed if found is not None]
        present.sort(key=lambda pair: pair[0], reverse=name.startswith("-"))
        result = [item for _, item in present] + [item for found, item in keyed if found is None]
    return result


def grouped(
    notes: Sequence[Note], keys: Sequence[str], rows: Callable[[Sequence[Note]], tuple[Row, ...]], context: Context
) -> tuple[Group, ...]:
    return grouped_by(notes, keys, rows, lambda note, column: cells(note, column, context))


def grouped_by(
    items: Sequence[_T],
    keys: Sequence[str],
    rows: Callable[[Sequence[_T]], tuple[Row, ...]],
    cells: Callable[[_T, Column], Iterable[Cell]],
) -> tuple[Group, ...]:
    """By the first key, and inside by the others; what has several values is in several groups."""
    if not keys:
        return (Group("", rows(items)),)
    parts = _parts(items, keys[0], cells)
    inner = ((title, grouped_by(inside, keys[1:], rows, cells)) for title, inside in parts)
    return tuple(Group(title, groups=found) if keys[1:] else Group(title, found[0].rows) for title, found in inner)


def _parts(items: Sequence[_T], key: str, cells: Callable[[_T, Column], Iterable[Cell]]) -> list[tuple[str, list[_T]]]:
    groups: dict[str, list[_T]] = {}
    order: dict[str, Any] = {}
    absent: list[_T] = []
    column = read_column(key.removeprefix("-"))
    for item in items:
        found = {normalize("NFC", cell.shown): cell.key for cell in cells(item, column)}
        for shown, rank in found.items():
            groups.setdefault(shown, []).append(item)
            order[shown] = min(order.get(shown, rank), rank)
        if not found:
            absent.append(item)
    titles = sorted(groups, key=lambda shown: order[shown], reverse=key.startswith("-"))
    return [(title, groups[title]) for title in titles] + ([(NONE, absent)] if absent else [])


def in_cell(found: Iterable[Cell]) -> str:
    return ", ".join(cell.shown for cell in found)
