"""Notes by tag; nested tags stand below their parents."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated, Any

from msgspec import Meta

from vault_tools.index.order import natural
from vault_tools.index.pages import SORT, Context, Page, misspelt_property, sort_properties
from vault_tools.tags import levels
from vault_tools.vault.linktext import escape_text

_DEEPEST = 6


class Tags(Page, frozen=True):
    sort: Annotated[tuple[str, ...], Meta(description=SORT)] = ("name",)

    def complaint(self, context: Context) -> str | None:
        return misspelt_property(sort_properties(self.sort), context.vault)

    def data(self, context: Context) -> dict[str, Any]:
        """A tag is one whatever its case, spelt as in the first note (5.2); parents without notes are there too."""
        notes: dict[str, dict[str, None]] = defaultdict(dict)
        spelling: dict[str, str] = {}
        for note in context.notes:
            for tag in note.tags:
                for key, name in zip(levels(tag.key), levels(tag.name), strict=True):
                    spelling.setdefault(key, name)
        for note in context.sorted(context.notes, self.sort):
            for tag in note.tags:
                notes[tag.key][note.path] = None
        return {
            "tags": [
                {
                    "name": escape_text(spelling[key]),
                    "level": min(2 + key.count("/"), _DEEPEST),
                    "links": context.links(notes[key]),
                }
                for key in sorted(spelling, key=lambda key: [natural(part) for part in key.split("/")])
            ]
        }
