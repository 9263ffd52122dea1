"""Notes by the values of a property."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated, Any

from msgspec import Meta

from vault_tools.index.cells import shown_entries
from vault_tools.index.order import natural, sorted_notes
from vault_tools.index.pages import SORT, Context, Page
from vault_tools.model import Note
from vault_tools.suggest import did_you_mean


class Property(Page, frozen=True):
    property: Annotated[str, Meta(description="Whose values group the notes.")]
    sort: Annotated[tuple[str, ...], Meta(description=SORT)] = ("name",)

    def complaint(self, context: Context) -> str | None:
        names = {property.name for note in context.vault.every_note for property in note.properties}
        if self.property.lower() in {name.lower() for name in names}:
            return None
        near = did_you_mean(self.property, names)
        return f'no note has a property "{self.property}"{near}' if near else None

    def data(self, context: Context) -> dict[str, Any]:
        """Notes without the property, or with an empty one, are not listed."""
        groups: dict[str, list[Note]] = defaultdict(list)
        for note in sorted_notes(context.notes, self.sort, context.vault.config.vault.date_formats):
            for shown in shown_entries(note, self.property):
                groups[shown].append(note)
        return {
            "groups": [
                {"name": name, "links": context.links(note.path for note in groups[name])}
                for name in sorted(groups, key=natural)
            ]
        }
