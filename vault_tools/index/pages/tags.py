"""Notes by tag; nested tags stand below their parents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from vault_tools.index.clauses import Clause
from vault_tools.index.context import Context
from vault_tools.index.file_fields import TAGS
from vault_tools.index.listing import Group, cut
from vault_tools.index.pages import Listing, Page
from vault_tools.model import Note
from vault_tools.order import natural
from vault_tools.tags import levels
from vault_tools.vault.linktext import escape_text


class Tags(Page, frozen=True):
    nothing: ClassVar[str] = "No tags yet."

    def overview_of(self) -> str:
        return TAGS

    def clauses(self, context: Context) -> Iterator[Clause]:
        yield Clause("a tag", lambda note: bool(note.tags), lambda note: ", ".join(f"#{tag.name}" for tag in note.tags))
        yield from super().clauses(context)

    def arranged(self, notes: Sequence[Note], context: Context) -> Listing:
        """A tag is one whatever its case, spelt as in the first note (5.2); parents without notes are there too."""
        shown = notes[: self.limit]
        spelling: dict[str, str] = {}
        tagged: dict[str, dict[str, Note]] = defaultdict(dict)
        for note in sorted(shown, key=lambda note: note.path):
            for tag in note.tags:
                for key, name in zip(levels(tag.key), levels(tag.name), strict=True):
                    spelling.setdefault(key, name)
        for note in shown:
            for tag in note.tags:
                tagged[tag.key][note.path] = note
        groups = self.below("", spelling, {key: [*found.values()] for key, found in tagged.items()}, context)
        return Listing(cut([*groups], len(shown) < len(notes)), self.titles(shown, context))

    def below(
        self, parent: str, spelling: Mapping[str, str], tagged: Mapping[str, list[Note]], context: Context
    ) -> Iterator[Group]:
        """The tags right below another, each with what is below it."""
        inside = [key for key in spelling if key.rpartition("/")[0] == parent]
        for key in sorted(inside, key=lambda key: natural(key.rpartition("/")[2])):
            found = super().arranged(tagged.get(key, []), context).groups
            rows, groups = (found[0].rows, ()) if not self.group else ((), found)
            yield Group(escape_text(spelling[key]), rows, (*groups, *self.below(key, spelling, tagged, context)))
