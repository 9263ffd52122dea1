"""What a page is, and which kinds there are.

A kind is one file: its fields are its options, `clauses` say which notes it lists, and `listing` how. It is found by
lying in this folder; the file's name, with hyphens, is the kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Annotated, Any, ClassVar, NamedTuple

from msgspec import Meta, Struct

from vault_tools.conditions import read_condition
from vault_tools.errors import UserError
from vault_tools.index.cells import show
from vault_tools.index.clauses import Clause, of_condition
from vault_tools.index.columns import Column, read_column, sort_field
from vault_tools.index.context import Context
from vault_tools.index.fields import cells
from vault_tools.index.file_fields import is_of_file, unknown_field
from vault_tools.index.listing import Group, Row, cut, grouped, in_cell, row_of, sorted_notes
from vault_tools.index.misspelt import misspelt_property
from vault_tools.index.views import View, view
from vault_tools.model import Note
from vault_tools.plugins import classes_in, module_names

SORT = "Properties, fields of files, or `name` or `path`; `-Date` is from last to first. What is missing comes last."
Limit = Annotated[int, Meta(ge=1)]


class Listing(NamedTuple):
    """What a page shows."""

    groups: Sequence[Group]
    columns: Sequence[str] = ()
    """Titles of a table, that of its first column among them."""


class Page(Struct, frozen=True, rename="kebab", kw_only=True):
    """Base of all kinds of pages: notes that are chosen, sorted, grouped, and shown."""

    kind: ClassVar[str] = ""
    listed: ClassVar[str] = "Notes"
    """What it lists, as the title of a callout around all that."""
    lists_notes: ClassVar[bool] = True
    """Does a chosen note stand there in the order of `notes`, and does `limit` count notes?"""
    refuses: ClassVar[Mapping[str, str]] = {}
    """Options that would do nothing, each with the reason."""
    where: Annotated[
        tuple[str, ...],
        Meta(description="Only notes of which all this is so: `Topic=Graphs`, `Date>=2024-01-01`, `!#hide`, `Author`."),
    ] = ()
    columns: Annotated[
        tuple[str | Column, ...] | None,
        Meta(description="What is shown beside a note: `FIELD`, `FIELD as TITLE`, `FIELD in DD/MM/YYYY`."),
    ] = None
    sort: Annotated[tuple[str, ...], Meta(description=SORT)] = ("name",)
    group: Annotated[
        tuple[str, ...],
        Meta(description="Headings: one for each value of the first, below it of the second; `-Date in YYYY`."),
    ] = ()
    limit: Annotated[Limit | None, Meta(description="So many notes at most, of those that are sorted.")] = None
    view: Annotated[View, Meta(description="How it looks.")] = "list"
    template: Annotated[
        str | None, Meta(description="A file in the folder of templates. Default: the one that is named like the kind.")
    ] = None

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.kind = cls.__module__.rpartition(".")[2].replace("_", "-")

    def __post_init__(self) -> None:
        for text in self.where:
            try:
                read_condition(text)
            except UserError as error:
                raise ValueError(f"`where`: {error}") from error
        for name in self.named_fields():
            if unknown := unknown_field(name):
                raise ValueError(unknown)

    @property
    def nothing(self) -> str:
        """What is said where there is nothing to list."""
        return "No notes yet."

    def named_fields(self) -> list[str]:
        """Properties and fields that the options name."""
        return [*self.ordering_fields(), *(read_column(column).field for column in self.columns or ())]

    def ordering_fields(self) -> list[str]:
        """Those on which it depends what is listed where."""
        return [*self.asked_fields(), *map(sort_field, (*self.sort, *self.group))]

    def asked_fields(self) -> list[str]:
        """Those that `where` names."""
        return [condition.name for condition in map(read_condition, self.where) if not condition.is_tag]

    def complaint(self, context: Context) -> str | None:
        """Which name in the options is misspelt, as far as the vault tells; None when all is well."""
        names = (*self.named_fields(), *(context.members.fields if context.members else ()))
        return misspelt_property([name for name in names if not is_of_file(name)], context.vault)

    def clauses(self, context: Context) -> Iterator[Clause]:
        """What must be so of a note that is listed; kinds add their own before these."""
        return (of_condition(text, context) for text in self.where)

    def notes(self, context: Context) -> list[Note]:
        """All that are to be listed, sorted; `limit` is not yet applied."""
        return sorted_notes(self.chosen(context), self.sort, context)

    def chosen(self, context: Context) -> list[Note]:
        """The same, sorted by path."""
        clauses = list(self.clauses(context))
        return [note for note in self.candidates(context) if all(clause.holds(note) for clause in clauses)]

    def headings(self) -> tuple[str, ...]:
        """By what the notes are grouped, as `group` says it."""
        return self.group

    def headings_on(self, context: Context) -> tuple[str, ...]:
        """Without what the title of the page says of all its notes, whatever else they have."""
        said = context.members.in_full if context.members else ()
        return tuple(key for key in self.headings() if sort_field(key).lower() not in said)

    def overview_of(self) -> str:
        """The field whose values it shows all; empty for none."""
        return sort_field(self.headings()[0]) if self.headings() else ""

    def candidates(self, context: Context) -> Sequence[Note]:
        """All notes for which the clauses can hold."""
        return context.notes

    def listing(self, context: Context) -> Listing:
        """What is shown, in order."""
        found = self.notes(context)
        return self.arranged(found, context) if found else Listing([Group(empty=self.nothing)])

    def arranged(self, notes: Sequence[Note], context: Context) -> Listing:
        """Notes in the order given, so many as the options want, in their groups."""
        shown = notes[: self.limit]
        columns = self.with_link(self.shown_columns(shown, context))
        bare = self.bare_names(shown)
        found = grouped(
            shown, self.headings_on(context), lambda inside: self.rows(inside, columns, context, bare), context
        )
        return Listing(cut(found, len(shown) < len(notes)), [show(column.shown_title) for column in columns])

    def below_title(self, title: str, notes: Sequence[Note], context: Context) -> Group:
        """The same as one group, for kinds that make headings of their own."""
        found = Page.arranged(self, notes, context).groups
        if self.group:
            return Group(title, groups=tuple(found))
        return found[0]._replace(title=title)

    def titles(self, notes: Sequence[Note], context: Context) -> list[str]:
        """Of a table of these."""
        return [show(column.shown_title) for column in self.with_link(self.shown_columns(notes, context))]

    def shown_columns(self, notes: Sequence[Note], context: Context) -> list[Column]:
        is_default = self.columns is None and self.view == "table"
        named = self.default_columns(notes, context) if is_default else self.columns or ()
        return [read_column(column) for column in named]

    def default_columns(self, notes: Sequence[Note], context: Context) -> Sequence[str]:
        """Of a table of these, where the options name none."""
        return ()

    def with_link(self, columns: Sequence[Column]) -> list[Column]:
        """The note itself comes first, unless it is said where it stands."""
        return [*columns] if any(column.is_link for column in columns) else [Column(field="file.link"), *columns]

    def rows(
        self, notes: Iterable[Note], columns: Sequence[Column], context: Context, bare: frozenset[str] = frozenset()
    ) -> tuple[Row, ...]:
        """Notes of which the name is among `bare` are shown by no more than that."""
        return tuple(row_of(self.cell(note, column, context, bare) for column in columns) for note in notes)

    def cell(self, note: Note, column: Column, context: Context, bare: frozenset[str]) -> str:
        in_table = self.view == "table"
        if column.is_link:
            return context.link(note.path, note.name if note.name in bare else None, in_table)
        return in_cell(cells(note, column, context, in_table))

    def bare_names(self, notes: Iterable[Note]) -> frozenset[str]:
        """Those that say enough, though other notes of the vault have them, too."""
        return frozenset()

    def shows(self, note: Note, context: Context) -> str:
        """What of a note a page shows that is no list of notes, for whoever asks why; empty if that is not known."""
        return ""

    def data(self, context: Context) -> dict[str, Any]:
        """What the template is given: plain values, and `listing`, which is Markdown."""
        groups, columns = self.listing(context)
        return {
            "kind": self.kind,
            "groups": groups,
            "columns": columns,
            "view": self.view,
            "listing": view(groups, self.view, columns, self.listed),
        }


@cache
def kinds() -> Mapping[str, type[Page]]:
    found = {}
    for name in module_names(__path__):
        for kind in classes_in(import_module(f"{__name__}.{name}"), Page):
            found[kind.kind] = kind
    return found
