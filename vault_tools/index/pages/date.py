"""Notes by year, month or day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from vault_tools.dates import write_date
from vault_tools.index.context import Context
from vault_tools.index.listing import Group, cut
from vault_tools.index.pages import Listing
from vault_tools.index.pages._by_day import ByDay, Day, Sort
from vault_tools.model import Note

_LEVELS = {"year": ("YYYY",), "month": ("YYYY", "YYYY-MM"), "day": ("YYYY", "YYYY-MM", "YYYY-MM-DD")}


class Date(ByDay, frozen=True):
    date: Day = "file.created"
    by: Annotated[Literal["year", "month", "day"], Meta(description="The lowest headings.")] = "month"
    oldest_first: Annotated[bool, Meta(description="From the first day to the last, and not the other way?")] = False
    sort: Sort = ("name",)

    def overview_of(self) -> str:
        return self.date

    def default_columns(self, notes: Sequence[Note], context: Context) -> Sequence[str]:
        """The day, if no heading says it."""
        return () if self.by == "day" else (self.date,)

    def notes(self, context: Context) -> list[Note]:
        """By day, so that `limit` leaves out the days that come last."""
        first = min if self.oldest_first else max
        found = super().notes(context)
        found.sort(key=lambda note: first(self.days(note, context)), reverse=not self.oldest_first)
        return found

    def arranged(self, notes: Sequence[Note], context: Context) -> Listing:
        """A note with several days stands at each of them."""
        shown = notes[: self.limit]
        dated = [(day, note) for note in shown for day in self.days(note, context)]
        dated.sort(key=lambda pair: pair[0], reverse=not self.oldest_first)
        groups = [*self.below(dated, _LEVELS[self.by], context)]
        return Listing(cut(groups, len(shown) < len(notes)), self.titles(shown, context))

    def below(
        self, dated: Sequence[tuple[datetime, Note]], formats: Sequence[str], context: Context
    ) -> Iterator[Group]:
        """One group for each year, in it one for each month, and so on."""
        inside: dict[str, list[tuple[datetime, Note]]] = {}
        for day, note in dated:
            inside.setdefault(write_date(day, formats[0]), []).append((day, note))
        for title, found in inside.items():
            if formats[1:]:
                yield Group(title, groups=tuple(self.below(found, formats[1:], context)))
            else:
                yield self.below_title(title, list({note.path: note for _, note in found}.values()), context)
