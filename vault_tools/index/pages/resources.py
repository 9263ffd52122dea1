"""One bibliography of all reading lists, with the notes that each work is cited in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar

from msgspec import Meta

from vault_tools.index.cells import show
from vault_tools.index.columns import Column, read_column
from vault_tools.index.context import Context
from vault_tools.index.listing import Group, Row, cut, grouped_by, row_of, sorted_by
from vault_tools.index.pages import Limit, Listing, Page
from vault_tools.index.works import FIELDS, Work, citing, prose, shown, sort_key
from vault_tools.model import Note
from vault_tools.order import natural
from vault_tools.printable import counted
from vault_tools.resources import works
from vault_tools.suggest import did_you_mean


class Resources(Page, frozen=True):
    nothing: ClassVar[str] = "No resources yet."
    listed: ClassVar[str] = "Resources"
    lists_notes: ClassVar[bool] = False

    columns: Annotated[
        tuple[str | Column, ...] | None,
        Meta(description="Fields of works, as `by as Author`. Default: who a work is by, and which notes cite it."),
    ] = None
    sort: Annotated[tuple[str, ...], Meta(description="Fields of works; `-notes` is the most cited first.")] = (
        "title",
    )
    group: Annotated[tuple[str, ...], Meta(description="Headings, by fields of works.")] = ("kind",)
    limit: Annotated[Limit | None, Meta(description="So many works at most, of those that are sorted.")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        ordering = [read_column(key.removeprefix("-")) for key in (*self.sort, *self.group)]
        for column in (*ordering, *map(read_column, self.columns or ())):
            if column.field not in FIELDS:
                near = did_you_mean(column.field, FIELDS)
                raise ValueError(f'works have no field "{column.field}"{near}: they have {", ".join(FIELDS)}')
            if column.format is not None:
                raise ValueError(f"`{column.field}` has no format: a work has no date")

    def ordering_fields(self) -> list[str]:
        """Only those of notes."""
        return self.asked_fields()

    def named_fields(self) -> list[str]:
        return self.asked_fields()

    def overview_of(self) -> str:
        return ""

    def notes(self, context: Context) -> list[Note]:
        """Those that `sort` is not about."""
        return self.chosen(context)

    def listing(self, context: Context) -> Listing:
        every = self.works(context)
        found = every[: self.limit]
        groups = grouped_by(
            found,
            self.group,
            lambda inside: tuple(self.row(work, context) for work in inside),
            lambda work, column: FIELDS[column.field].cells(work, context, False),
        )
        titles = [show(column.title or FIELDS[column.field].title) for column in self.works_columns()]
        return Listing(cut(groups, len(found) < len(every)) if found else [Group(empty=self.nothing)], titles)

    def works(self, context: Context) -> Sequence[Work]:
        """Those that a chosen note cites, or the one that the page stands in; by title, then by the first note."""
        wanted = {note.path for note in self.notes(context)} | {context.path}
        found = [work for work in works(context.vault).values() if not wanted.isdisjoint(citing(work))]
        found.sort(key=lambda work: (natural(work[0].title), work[0].note))
        return sorted_by(found, self.sort, lambda work, key: sort_key(work, read_column(key).field, context))

    def shows(self, note: Note, context: Context) -> str:
        cited = sum(note.path in citing(work) for work in works(context.vault).values())
        return f"shows {counted(cited, 'work')} that it cites" if cited else ""

    def works_columns(self) -> list[Column]:
        """The title comes first, unless it is said where it stands."""
        columns = [read_column(column) for column in (("by", "notes") if self.columns is None else self.columns)]
        return columns if any(column.field == "title" for column in columns) else [read_column("title"), *columns]

    def row(self, work: Work, context: Context) -> Row:
        """A sentence, where neither a table nor columns are asked for."""
        if self.columns is None and self.view != "table":
            text, after = prose(work, context)
            return Row(text, after=after)
        return row_of(shown(work, column, context, self.view == "table") for column in self.works_columns())
