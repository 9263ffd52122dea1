"""What the kinds of pages that go by dates share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from msgspec import Meta

from vault_tools.dates import parse_date
from vault_tools.index.clauses import Clause
from vault_tools.index.context import Context
from vault_tools.index.fields import said, values
from vault_tools.index.pages import Page
from vault_tools.model import Note
from vault_tools.schemas import date_formats

Day = Annotated[str, Meta(description="The property, or the field of the file, that says the day of a note.")]
Sort = Annotated[tuple[str, ...], Meta(description="As everywhere; of the notes of one day.")]


class ByDay(Page, frozen=True, kw_only=True):
    """Notes without a day are not listed."""

    date: Day

    def ordering_fields(self) -> list[str]:
        return [self.date, *super().ordering_fields()]

    def clauses(self, context: Context) -> Iterator[Clause]:
        yield Clause(
            f'a date in "{self.date}"',
            lambda note: bool(self.days(note, context)),
            lambda note: said(note, self.date, context),
        )
        yield from super().clauses(context)

    def days(self, note: Note, context: Context) -> list[datetime]:
        """What cannot be read as a date is not among them."""
        formats = date_formats(self.date, context.vault)
        found = values(note, self.date, context)
        dates = (value if isinstance(value, datetime) else parse_date(str(value), formats) for value in found)
        return [day for day in dates if day]
