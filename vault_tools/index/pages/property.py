"""Notes by the values of a property."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated, Any

from msgspec import Meta

from vault_tools.index.cells import shown_entries
from vault_tools.index.order import natural
from vault_tools.index.pages import SORT, Context, Page, misspelt_property, sort_properties
from vault_tools.model import Note


class Property(Page, frozen=True):
    property: Annotated[str, Meta(description="Whose values group the notes.")]
    sort: Annotated[tuple[str, ...], Meta(description=SORT)] = ("name",)

    def complaint(self, context: Context) -> str | None:
        return misspelt_property([self.property, *sort_properties(self.sort)], context.vault)

    def data(self, context: Context) -> dict[str, Any]:
        """Notes without the property, or with an empty one, are not listed."""
        groups: dict[str, list[Note]] = defaultdict(list)
        for note in context.sorted(context.notes, self.sort):
            for shown in shown_entries(note, self.property):
                groups[shown].append(note)
        return {
            "groups": [
                {"name": name, "links": context.links(note.path for note in groups[name])}
                for name in sorted(groups, key=natural)
            ]
        }
