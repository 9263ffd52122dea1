"""The notes that were changed last, or that came last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from msgspec import Meta

from vault_tools.index.clauses import Clause
from vault_tools.index.context import Context
from vault_tools.index.fields import Column
from vault_tools.index.pages import Limit, Page
from vault_tools.index.pages._dated import days, has_day
from vault_tools.model import Note


class Recent(Page, frozen=True):
    date: Annotated[str, Meta(description="The property, or the field of the file, that says the day of a note.")] = (
        "file.modified"
    )
    sort: Annotated[tuple[str, ...], Meta(description="As everywhere; of the notes of one day.")] = ("name",)
    limit: Annotated[Limit | None, Meta(description="So many notes at most.")] = 20
    columns: Annotated[tuple[str | Column, ...] | None, Meta(description="As everywhere. Default: the day.")] = None

    def ordering_fields(self) -> list[str]:
        return [self.date, *super().ordering_fields()]

    def clauses(self, context: Context) -> Iterator[Clause]:
        """Notes without a day are not listed."""
        yield has_day(self.date, context)
        yield from super().clauses(context)

    def notes(self, context: Context) -> list[Note]:
        """The newest first."""
        return sorted(super().notes(context), key=lambda note: max(days(note, self.date, context)), reverse=True)

    def shown_columns(self, notes: Sequence[Note], context: Context) -> list[Column]:
        return [Column(field=self.date)] if self.columns is None else super().shown_columns(notes, context)
