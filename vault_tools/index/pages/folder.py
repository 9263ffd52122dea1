"""The notes in a folder: a table, or a tree of the folders inside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

from msgspec import Meta

from vault_tools.index.clauses import Clause
from vault_tools.index.columns import Column
from vault_tools.index.context import Context
from vault_tools.index.folders import misspelt_folder, notes_inside
from vault_tools.index.listing import Group, Row
from vault_tools.index.pages import Listing, Page
from vault_tools.index.views import View
from vault_tools.model import Note, is_empty
from vault_tools.order import natural
from vault_tools.vault.linktext import escape_text
from vault_tools.vault.resolve import key

_NOT_COLUMNS = frozenset({"tags", "aliases", "cssclasses", "cssclass", "tag", "alias"})


class Folder(Page, frozen=True):
    folder: Annotated[
        str | None,
        Meta(
            description="Vault path; empty for the whole vault. Default: the page's own folder, and the whole vault for"
            " one page per value."
        ),
    ] = None
    recursive: Annotated[bool, Meta(description="With the notes of the folders inside?")] = True
    columns: Annotated[
        tuple[str | Column, ...] | None,
        Meta(description="As everywhere. Default in a table: properties that at least half of the notes in it have."),
    ] = None
    view: Annotated[View, Meta(description="How it looks; in a `tree` folders stand in their folders.")] = "table"

    def complaint(self, context: Context) -> str | None:
        return (self.folder and misspelt_folder(self.folder, context.vault)) or super().complaint(context)

    def clauses(self, context: Context) -> Iterator[Clause]:
        """Folders are compared as links compare paths (3.5)."""
        folder = self.top(context)
        if folder or not self.recursive:
            how = "in" if self.recursive else "right in"
            where = f'the folder "{folder}"' if folder else "the root of the vault"
            yield Clause(f"{how} {where}", lambda note: self.is_in(note, key(folder)), lambda note: note.path)
        if context.siblings:
            yield Clause("not such a page itself, of another folder", lambda note: note.path not in context.siblings)
        yield from super().clauses(context)

    def candidates(self, context: Context) -> Sequence[Note]:
        """There may be thousands of folders with a page each."""
        if context.members:
            return context.notes
        inside = notes_inside(self.top(context), context.vault)
        return [note for note in inside if note.path != context.path and not note.is_generated]

    def is_in(self, note: Note, wanted: str) -> bool:
        folder = key(note.folder)
        return folder == wanted or (self.recursive and (not wanted or folder.startswith(wanted + "/")))

    def arranged(self, notes: Sequence[Note], context: Context) -> Listing:
        listing = super().arranged(notes, context)
        if self.view != "tree" or self.group:
            return listing
        [every] = listing.groups
        tops = len(self.top(context).split("/")) if self.top(context) else 0
        folders = [note.folder.split("/")[tops:] if note.folder else [] for note in notes]
        placed = list(zip(folders, every.rows, strict=False))
        return Listing([_tree("", placed), Group(has_more=every.has_more)], listing.columns)

    def top(self, context: Context) -> str:
        """A page for a value is for all that have it, wherever the page is."""
        default = context.folder if context.members is None else ""
        return default if self.folder is None else self.folder.strip("/")

    def default_columns(self, notes: Sequence[Note], context: Context) -> Sequence[str]:
        """Without what the title says of all of them."""
        said = context.members.in_full if context.members else ()
        return [name for name in _columns(notes) if name.lower() not in said]

    def bare_names(self, notes: Iterable[Note]) -> frozenset[str]:
        """Among the notes of a folder, unless two of these share them."""
        return frozenset(name for name, count in Counter(note.name for note in notes).items() if count == 1)


def _tree(title: str, placed: Sequence[tuple[list[str], Row]]) -> Group:
    """Rows, each with the folders that it lies in, from the outside in."""
    inside: dict[str, list[tuple[list[str], Row]]] = {}
    for folders, row in placed:
        if folders:
            inside.setdefault(folders[0], []).append((folders[1:], row))
    rows = tuple(row for folders, row in placed if not folders)
    return Group(escape_text(title), rows, tuple(_tree(name, inside[name]) for name in sorted(inside, key=natural)))


def _columns(notes: Sequence[Note]) -> list[str]:
    """Names without regard to case (4.2), spelt and ordered as they are met first, in the order of the paths."""
    counts: Counter[str] = Counter()
    spelling: dict[str, str] = {}
    for note in sorted(notes, key=lambda note: note.path):
        for property in note.properties:
            if not is_empty(property.value):
                counts[spelling.setdefault(property.name.lower(), property.name)] += 1
    return [name for name, count in counts.items() if 2 * count >= len(notes) and name.lower() not in _NOT_COLUMNS]
