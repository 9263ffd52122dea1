"""Notes become rows, and rows become groups: what every view shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import normalize

from vault_tools.index.fields import Cell, Column, cells, read_column, sort_key
from vault_tools.model import Note
from vault_tools.order import natural

if TYPE_CHECKING:
    from vault_tools.index.pages import Context

NONE = "None"
"""Title of the group of those that have no value."""


class Row(NamedTuple):
    """Text is Markdown already, and links are written."""

    text: str
    cells: tuple[str, ...] = ()
    after: str = ""
    """What a list says behind a dash."""


ToRows = Callable[[Sequence[Note]], tuple[Row, ...]]


class Group(NamedTuple):
    """A heading with what stands below it; without a title only that."""

    title: str = ""
    rows: tuple[Row, ...] = ()
    groups: tuple[Group, ...] = ()
    text: str = ""
    """Markdown that stands there in place of rows: a picture."""
    intro: str = ""
    """What is said about the rows, if there are any."""
    empty: str = ""
    """What is said when there is nothing else."""
    is_ordered: bool = False
    has_more: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.groups or self.text)

    @property
    def is_silent(self) -> bool:
        """Is there nothing to say, not even that there is nothing?"""
        return self.is_empty and not (self.empty or self.has_more)

    @property
    def said(self) -> str:
        """What stands between the title and the rows."""
        return self.text or (self.empty if self.is_empty else self.intro)


def sorted_notes(notes: Iterable[Note], sort: Sequence[str], context: Context) -> list[Note]:
    """By keys such as `-Date` or `name`: `-` is from last to first, missing values come last in either direction.

    The name and the path are always the last keys.
    """
    result = sorted(notes, key=lambda note: (natural(note.name), note.path))
    for key in reversed(sort):
        found = {note.path: sort_key(note, key.removeprefix("-"), context) for note in result}
        present = [note for note in result if found[note.path] is not None]
        absent = [note for note in result if found[note.path] is None]
        present.sort(key=lambda note: found[note.path] or (), reverse=key.startswith("-"))
        result = present + absent
    return result


def grouped(notes: Sequence[Note], keys: Sequence[str], rows: ToRows, context: Context) -> tuple[Group, ...]:
    """By the first key, and inside by the others; a note with several values is in several groups."""
    if not keys:
        return (Group("", rows(notes)),)
    groups: dict[str, list[Note]] = {}
    order: dict[str, Any] = {}
    absent: list[Note] = []
    column = read_column(keys[0].removeprefix("-"))
    for note in notes:
        found = {normalize("NFC", cell.shown): cell.key for cell in cells(note, column, context)}
        for shown, key in found.items():
            groups.setdefault(shown, []).append(note)
            order[shown] = min(order.get(shown, key), key)
        if not found:
            absent.append(note)
    titles = sorted(groups, key=lambda shown: order[shown], reverse=keys[0].startswith("-"))
    parts = [(title, groups[title]) for title in titles] + ([(NONE, absent)] if absent else [])
    return tuple(_group(title, inside, keys[1:], rows, context) for title, inside in parts)


def _group(title: str, notes: Sequence[Note], keys: Sequence[str], rows: ToRows, context: Context) -> Group:
    return Group(title, groups=grouped(notes, keys, rows, context)) if keys else Group(title, rows(notes))


def in_cell(found: Iterable[Cell]) -> str:
    return ", ".join(cell.shown for cell in found)


def is_link(column: Column) -> bool:
    return column.field.lower() == "file.link"
