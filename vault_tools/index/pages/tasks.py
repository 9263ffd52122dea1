"""The tasks of the notes, below the note that each stands in, as plain items: tick them off in the note."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, ClassVar

from msgspec import Meta

from vault_tools.index.cells import show
from vault_tools.index.clauses import Clause
from vault_tools.index.columns import Column
from vault_tools.index.context import Context
from vault_tools.index.listing import Group, Row, cut, grouped
from vault_tools.index.pages import Limit, Listing, Page
from vault_tools.index.tasks import Status, is_open, tasks, texts
from vault_tools.model import Note
from vault_tools.printable import counted


class Tasks(Page, frozen=True):
    lists_notes: ClassVar[bool] = False

    status: Annotated[Status, Meta(description="Those with a space in the box are `open`, all others `done`.")] = "open"
    group: Annotated[
        tuple[str, ...],
        Meta(description="As everywhere; a task is then shown with its note. Default: by note, in their order."),
    ] = ()
    limit: Annotated[Limit | None, Meta(description="So many tasks at most, of the notes that are sorted.")] = None

    @property
    def said(self) -> str:
        return "task" if self.status == "all" else f"{self.status} task"

    @property
    def nothing(self) -> str:
        return f"No {self.said}s yet."

    def clauses(self, context: Context) -> Iterator[Clause]:
        yield Clause(
            f"holds {'an' if self.status == 'open' else 'a'} {self.said}",
            lambda note: any(tasks(note, self.status)),
            lambda note: counted(sum(1 for _ in tasks(note, self.status)), self.said),
        )
        yield from super().clauses(context)

    def arranged(self, notes: Sequence[Note], context: Context) -> Listing:
        columns = self.beside(notes, context)
        every = [(note.path, row) for note in notes for row in self.tasks_of(note, columns, context)]
        rows: dict[str, list[Row]] = defaultdict(list)
        for path, row in every[: self.limit]:
            rows[path].append(row)
        is_cut = self.limit is not None and self.limit < len(every)
        return Listing(cut([*self.groups(notes, rows, context)], is_cut), self.titles(notes, context))

    def groups(self, notes: Sequence[Note], rows: Mapping[str, Sequence[Row]], context: Context) -> Iterator[Group]:
        if not self.group:
            return (Group(context.link(path), tuple(found)) for path, found in rows.items())
        shown = [note for note in notes if note.path in rows]
        return iter(
            grouped(shown, self.group, lambda inside: tuple(row for it in inside for row in rows[it.path]), context)
        )

    def beside(self, notes: Sequence[Note], context: Context) -> list[Column]:
        """The columns beside a task; with its note, unless that is the heading."""
        columns = self.shown_columns(notes, context)
        return self.with_link(columns) if self.group else columns

    def tasks_of(self, note: Note, columns: Sequence[Column], context: Context) -> Iterator[Row]:
        """In the order of the note."""
        cells = tuple(self.cell(note, column, context, frozenset()) for column in columns)
        for task, text in texts(note, self.status, context, self.view == "table"):
            done = ("" if is_open(task) else "done",) if self.status == "all" else ()
            yield Row(text, (*done, *cells))

    def titles(self, notes: Sequence[Note], context: Context) -> list[str]:
        done = ["Status"] if self.status == "all" else []
        return ["Task", *done, *(show(column.shown_title) for column in self.beside(notes, context))]
