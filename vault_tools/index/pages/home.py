"""The way in: the generated pages, the maps of content, and the folders."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta

from vault_tools.index.order import natural
from vault_tools.index.pages import Context, Page
from vault_tools.model import Note
from vault_tools.vault.linktext import escape_text

_MOC_TAGS = frozenset({"moc", "main", "map", "mapofcontent"})


class Home(Page, frozen=True):
    mocs: Annotated[
        tuple[str, ...],
        Meta(description="Names of Maps of Content; notes named like their folder, or tagged `moc`, are some too."),
    ] = ("Main", "MOC", "Index", "Home")
    limit: Annotated[int, Meta(ge=1, description="So many notes of a folder without a MOC, at most.")] = 30

    def data(self, context: Context) -> dict[str, Any]:
        notes = context.notes
        mocs = [note for note in notes if self.is_moc(note)]
        folders = sorted({note.path.partition("/")[0] for note in notes if note.folder}, key=natural)
        return {
            "pages": context.links(page for page in context.pages if page != context.path),
            "folders": [self.folder(folder, notes, mocs, context) for folder in folders],
            "notes": context.links(sorted((note.path for note in notes if not note.folder), key=natural)),
        }

    def folder(self, folder: str, notes: list[Note], mocs: list[Note], context: Context) -> dict[str, Any]:
        """The MOCs of a folder at the root, or else its notes."""
        inside = sorted((note for note in notes if note.path.startswith(folder + "/")), key=lambda n: natural(n.path))
        listed = [note for note in inside if note in mocs]
        shown = listed or inside[: self.limit]
        return {
            "name": escape_text(folder),
            "links": [context.link(note.path, self.shown_name(note)) for note in shown],
            "more": not listed and len(shown) < len(inside),
        }

    def is_moc(self, note: Note) -> bool:
        return (
            self.has_moc_name(note)
            or note.name.lower() == note.folder.rpartition("/")[2].lower()
            or any(tag.key in _MOC_TAGS for tag in note.tags)
        )

    def has_moc_name(self, note: Note) -> bool:
        return note.name.lower() in {moc.lower() for moc in self.mocs}

    def shown_name(self, note: Note) -> str | None:
        """Six notes called `Main` are told apart by their folders; any other note has a name of its own."""
        return note.folder.rpartition("/")[2] if self.has_moc_name(note) and note.folder else None
