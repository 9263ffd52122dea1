"""Notes by the values of a property."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated, Any

from msgspec import Meta

from vault_tools.index.cells import show
from vault_tools.index.order import natural, sorted_notes
from vault_tools.index.pages import SORT, Context, Page
from vault_tools.model import Note, is_empty


class Property(Page, frozen=True):
    property: Annotated[str, Meta(description="Whose values group the notes.")]
    sort: Annotated[tuple[str, ...], Meta(description=SORT)] = ("name",)

    def data(self, context: Context) -> dict[str, Any]:
        """Notes without the property, or with an empty one, are not listed."""
        groups: dict[str, list[Note]] = defaultdict(list)
        for note in sorted_notes(context.notes, self.sort, context.vault.config.vault.date_formats):
            value = note.value(self.property)
            for entry in value if isinstance(value, list) else [value]:
                if not is_empty(entry):
                    groups[show(entry)].append(note)
        return {
            "groups": [
                {"name": name, "links": context.links(note.path for note in groups[name])}
                for name in sorted(groups, key=natural)
            ]
        }
