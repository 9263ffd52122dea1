"""The notes that were changed last, or that came last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from msgspec import Meta

from vault_tools.index.columns import Column
from vault_tools.index.context import Context
from vault_tools.index.pages import Limit
from vault_tools.index.pages._by_day import ByDay, Day, Sort
from vault_tools.model import Note


class Recent(ByDay, frozen=True):
    date: Day = "file.modified"
    sort: Sort = ("name",)
    limit: Annotated[Limit | None, Meta(description="So many notes at most.")] = 20
    columns: Annotated[tuple[str | Column, ...] | None, Meta(description="As everywhere. Default: the day.")] = None

    def notes(self, context: Context) -> list[Note]:
        """The newest first."""
        return sorted(super().notes(context), key=lambda note: max(self.days(note, context)), reverse=True)

    def shown_columns(self, notes: Sequence[Note], context: Context) -> list[Column]:
        return [Column(field=self.date)] if self.columns is None else super().shown_columns(notes, context)
