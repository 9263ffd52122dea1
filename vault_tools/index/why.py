"""Why a note is on a page, or is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from vault_tools.conditions import read_condition
from vault_tools.index.asked import asked_for
from vault_tools.index.clauses import Clause
from vault_tools.index.columns import read_column, sort_field
from vault_tools.index.context import Context, Members, Target
from vault_tools.index.fields import said
from vault_tools.index.file_fields import DATES, TAGS
from vault_tools.index.filling import page_of
from vault_tools.index.obstacles import Reason, leftover
from vault_tools.index.pages import Page
from vault_tools.index.patterns import folder_of
from vault_tools.model import Note, folders_of
from vault_tools.vault import Vault
from vault_tools.vault.ignore import matches

_UNSAID = ("file.name", "file.path", "file.link")
"""What everybody sees."""


class Reasoned(NamedTuple):
    """One of the things that must be so, and whether it is."""

    text: str
    holds: bool
    found: str
    """What the note has there; empty when there is nothing more to say."""


class Why(NamedTuple):
    page: str
    region: str
    kind: str
    lists_notes: bool
    """Or does it show something else of the notes that it looks at?"""
    refusal: str = ""
    """Why the region cannot be filled at all."""
    is_itself: bool = False
    """Is the note the page?"""
    clauses: tuple[Reasoned, ...] = ()
    rank: int = 0
    """Of the note, counted from 1, if all of them hold."""
    total: int = 0
    limit: int | None = None
    arranged: tuple[tuple[str, str], ...] = ()
    """What it is sorted and grouped by, and dates that are shown; with what the note has there."""
    shows: str = ""
    """What a page that lists no notes shows of it."""
    pattern: str = ""
    """Of many pages, one of which this is."""
    is_for_others: bool = False
    """Is it for another folder, or another value, and does not list the note?"""

    @property
    def is_chosen(self) -> bool:
        return not (self.refusal or self.is_itself) and all(clause.holds for clause in self.clauses)

    @property
    def is_cut_off(self) -> bool:
        return self.limit is not None and self.rank > self.limit


def left_out(note: Note, vault: Vault) -> str | None:
    """Why no page can list a note; None when one can."""
    if note.path in vault.excluded:
        by_config = matches(note.path, vault.config.vault.exclude)
        return f"{'`vault.exclude`' if by_config else 'the list of excluded files in Obsidian'} leaves it out"
    if note.path in vault.templates:
        by_config = matches(note.path, vault.config.vault.templates)
        return f"it is a template, as {'`vault.templates`' if by_config else 'Obsidian'} has it"
    return "all that it says is generated" if note.is_generated else None


def why(note: Note, vault: Vault) -> Iterator[Why]:
    """For each region that the config or a marker asks for, sorted by page."""
    for context, wanted in asked_for(vault, with_defaults=True):
        there = vault.note(context.path)
        if there and not wanted and leftover(there, vault):
            continue
        targets = {target.name: target for target in wanted}
        for region in there.regions if there else ():
            target = targets.pop(region.name, None)
            page = page_of(region, target, context)
            if isinstance(page, Reason):
                yield Why(context.path, region.name, "", False, page.reason)
            else:
                yield _why(note, region.name, page, target, context)
        for name, target in targets.items():
            yield _why(note, name, target.page, target, context)


def _why(note: Note, name: str, page: Page, target: Target | None, context: Context) -> Why:
    place = context.at(target)
    found = Why(context.path, name, page.kind, page.lists_notes, shows=page.shows(note, place))
    if target:
        found = found._replace(pattern=target.pattern)
    if note.path == context.path:
        return found._replace(is_itself=True)
    clauses = tuple(_reasoned(note, place, clause) for clause in _clauses(page, place))
    found = found._replace(clauses=clauses)
    if target and not found.is_chosen:
        found = found._replace(is_for_others=not _is_for(note, target))
    if not found.is_chosen or note.is_generated or note.path not in context.vault.notes:
        return found
    listed = [one.path for one in page.notes(place)]
    limit = page.limit if found.lists_notes else None
    arranged = tuple(_arranged(note, page, place)) if found.lists_notes else ()
    return found._replace(rank=listed.index(note.path) + 1, total=len(listed), limit=limit, arranged=arranged)


def _is_for(note: Note, target: Target) -> bool:
    """Is it the page for a value that the note has, or for a folder around it?"""
    if target.members:
        return note.path in target.members.paths
    return not target.pattern or folder_of(target.pattern, target.path) in [*folders_of(note.path)]


def _clauses(page: Page, context: Context) -> Iterator[Clause]:
    members = context.members
    if members:

        def found(note: Note) -> str:
            return ", ".join(said(note, field, context) for field in dict.fromkeys(members.fields))

        yield Clause(_value_said(members), lambda note: note.path in members.paths, found)
    yield from page.clauses(context)


def _value_said(members: Members) -> str:
    """`Topic is Graphs`, `the tag #cs`, `Date is 2024 / 05`."""
    by_field: dict[str, list[str]] = {}
    for field, value in zip(members.fields, members.values, strict=True):
        by_field.setdefault(field, []).append(value)
    return " and ".join(
        f"the tag #{values[0]}" if field == TAGS else f"{field} is {' / '.join(values)}"
        for field, values in by_field.items()
    )


def _reasoned(note: Note, context: Context, clause: Clause) -> Reasoned:
    return Reasoned(clause.text, clause.holds(note), clause.found(note))


def _arranged(note: Note, page: Page, context: Context) -> Iterator[tuple[str, str]]:
    asked = [read_condition(text).name for text in page.where]
    order = [*page.ordering_fields(), *map(sort_field, page.headings())]
    shown = [read_column(column).field for column in page.columns or ()]
    for how, names in (("ordered by", order), ("shown", [name for name in shown if name.lower() in DATES])):
        for name in dict.fromkeys(names):
            if name not in asked and name.lower() not in _UNSAID:
                yield how, said(note, name, context)
