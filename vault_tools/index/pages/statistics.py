"""How much there is of what: a page that is out of date with nearly every change, for those who ask for numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, ClassVar, Literal, NamedTuple, get_args

from msgspec import Meta

from vault_tools.index.context import Context
from vault_tools.index.listing import Group, Row, grouped
from vault_tools.index.pages import Listing, Page
from vault_tools.index.tasks import Status, tasks
from vault_tools.index.views import View
from vault_tools.model import Note
from vault_tools.resources import works
from vault_tools.vault import Resolved, Vault, once_per_vault

Name = Literal["notes", "links", "unresolved", "orphans", "tags", "properties", "open-tasks", "done-tasks", "resources"]
Notes = Sequence[Note]


class Measure(NamedTuple):
    title: str
    number: Callable[[Notes, Vault], int]


class Statistics(Page, frozen=True):
    listed: ClassVar[str] = "Numbers"
    lists_notes: ClassVar[bool] = False
    refuses: ClassVar[Mapping[str, str]] = {
        "columns": "it shows numbers, and `measures` says which",
        "sort": "it shows numbers, in the order of `measures`",
        "limit": "it shows numbers, and `measures` says which",
    }

    measures: Annotated[tuple[Name, ...], Meta(description="Which, and in which order. Default: all.")] = get_args(Name)
    group: Annotated[
        tuple[str, ...], Meta(description="As everywhere; each group has its own numbers. Default: of all notes.")
    ] = ()
    view: Annotated[View, Meta(description="How it looks.")] = "table"

    def listing(self, context: Context) -> Listing:
        """Of all notes, also of the one that the numbers stand in."""
        found = self.notes(context._replace(path=""))
        return self.arranged(found, context) if found else Listing([Group(empty=self.nothing)])

    def arranged(self, notes: Sequence[Note], context: Context) -> Listing:
        found = grouped(notes, self.group, lambda inside: tuple(self.numbers(inside, context)), context)
        return Listing(found, ("Measure", "Number"))

    def numbers(self, notes: Notes, context: Context) -> Iterator[Row]:
        for name in self.measures:
            measure = _MEASURES[name]
            yield Row(measure.title, (f"{measure.number(notes, context.vault):,}",))


def _links(notes: Notes, vault: Vault) -> Iterator[Resolved]:
    return (resolved for note in notes for resolved in vault.links[note.path])


def _orphans(notes: Notes, vault: Vault) -> int:
    return sum(note.path in _all_orphans(vault) for note in notes)


@once_per_vault
def _all_orphans(vault: Vault) -> frozenset[str]:
    """In the whole vault, whatever notes are counted."""
    from vault_tools.graph.build import build  # networkx is heavy, and `lint` looks at every kind of page
    from vault_tools.graph.measure import orphans

    return frozenset(orphans(build(vault)))


def _tasks(status: Status) -> Callable[[Notes, Vault], int]:
    return lambda notes, _: sum(1 for note in notes for _ in tasks(note, status))


def _resources(notes: Notes, vault: Vault) -> int:
    """A work that several notes cite is one."""
    counted = {note.path for note in notes}
    return sum(any(resource.note in counted for resource in cited) for cited in works(vault).values())


_MEASURES: Mapping[Name, Measure] = {
    "notes": Measure("Notes", lambda notes, _: len(notes)),
    "links": Measure("Links", lambda notes, vault: sum(1 for _ in _links(notes, vault))),
    "unresolved": Measure(
        "Links that lead nowhere", lambda notes, vault: sum(link.target is None for link in _links(notes, vault))
    ),
    "orphans": Measure("Orphans", _orphans),
    "tags": Measure("Tags", lambda notes, _: len({tag.key for note in notes for tag in note.tags})),
    "properties": Measure(
        "Properties", lambda notes, _: len({it.name.lower() for note in notes for it in note.properties})
    ),
    "open-tasks": Measure("Open tasks", _tasks("open")),
    "done-tasks": Measure("Tasks done", _tasks("done")),
    "resources": Measure("Resources", _resources),
}
