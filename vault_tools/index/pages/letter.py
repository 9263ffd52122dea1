"""Notes from A to Z, by the first letters of their names; what begins with a digit or a sign comes last."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from vault_tools.index.context import Context
from vault_tools.index.listing import Group
from vault_tools.index.pages import Listing, Page
from vault_tools.model import Note

_LAST = ("0-9", "Other", "")
"""Without a title is what says that there are more."""


class Letter(Page, frozen=True):
    def overview_of(self) -> str:
        return "file.letter"

    def arranged(self, notes: Sequence[Note], context: Context) -> Listing:
        by_letter = replace(self, group=("file.letter", *self.group))
        found = super(Letter, by_letter).arranged(notes, context)
        return Listing(sorted(found.groups, key=_rank), found.columns)


def _rank(group: Group) -> int:
    """Letters are in order already."""
    return _LAST.index(group.title) if group.title in _LAST else -1
