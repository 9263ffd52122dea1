"""What `index` would change: regions found, filled, compared. Nothing is written here.

Everything outside a region stays, byte for byte: a plan is made of edits, and these only reach from marker to marker,
or append a new region below what is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from vault_tools.declared import Mistake
from vault_tools.index.entries import Target, read_page, targets
from vault_tools.index.pages import Context, Page
from vault_tools.index.render import render
from vault_tools.markers import damage, write_begin, write_end
from vault_tools.model import Edit, Note, Region, Span
from vault_tools.source import splice
from vault_tools.vault import Vault


class Reason(NamedTuple):
    """Why a note is left alone, or why a region is written; and where."""

    span: Span
    reason: str


class Plan(NamedTuple):
    """What happens to one note. It is up to date when there is no edit and no refusal."""

    path: str
    is_new: bool = False
    edits: tuple[Edit, ...] = ()
    stale: tuple[Reason, ...] = ()
    """The regions that the edits replace or add, for messages."""
    refusal: Reason | None = None


def plan(vault: Vault, with_defaults: bool = False) -> Iterator[Plan]:
    """One plan for each note that holds or gets a region, sorted by path."""
    wanted: dict[str, list[Target]] = {}
    for target in targets(vault, with_defaults):
        wanted.setdefault(target.path, []).append(target)
    marked = {note.path for note in vault.notes.values() if note.markers}
    future = _future(vault, wanted.keys())
    pages = frozenset(note.path for note in future.notes.values() if note.is_generated)
    for path in sorted(marked | wanted.keys()):
        yield _plan(vault.note(path), wanted.get(path, []), Context(future, path, frozenset(), pages))


def _future(vault: Vault, wanted: Iterable[str]) -> Vault:
    """The vault as it will be when the pages are written: what a page shows must not change by its being there."""
    nowhere = Span(0, 0)
    pages = {
        path: Note(path, "", regions=(Region("", nowhere, nowhere),))
        for path in wanted
        if (note := vault.note(path)) is None or not (note.regions or note.has_own_text)
    }
    if not pages:
        return vault
    notes = {**vault.notes, **pages}
    return replace(vault, notes=dict(sorted(notes.items())), files={**dict.fromkeys(notes, ""), **vault.files})


def _plan(note: Note | None, wanted: list[Target], context: Context) -> Plan:
    refusal = (_untouchable(note) if note else None) or _unfillable(wanted, note, context)
    if refusal:
        return Plan(context.path, refusal=refusal)
    if note is None:
        text = f"# {wanted[0].title}\n\n{_regions_text(wanted, context)}"
        return Plan(context.path, True, (Edit(0, "", text),), (Reason(Span(0, 0), "the page is missing"),))
    found = list(_filled(note, wanted, context))
    refusal = next((entry for entry in found if isinstance(entry, Reason)), None)
    if refusal:
        return Plan(note.path, refusal=refusal)
    changes = [entry for entry in found if not isinstance(entry, Reason)]
    edits = tuple(edit for edit, _ in changes)
    if edits and not _is_found_again(note, edits, wanted):
        return Plan(note.path, refusal=Reason(Span(len(note.text), len(note.text)), _SWALLOWED))
    return Plan(note.path, False, edits, tuple(reason for _, reason in changes))


def _unfillable(wanted: list[Target], note: Note | None, context: Context) -> Reason | None:
    """What is wrong with the config's entries for a note, before any of their regions is written."""
    places = {region.name: region.begin for region in note.regions} if note else {}
    seen: set[str] = set()
    for target in wanted:
        place = places.get(target.name, Span(0, 0))
        if target.name in seen:
            reason = f'two entries of [[index.pages]] fill region "{target.name}": give one of them another `name`'
            return Reason(place, reason)
        seen.add(target.name)
        if complaint := target.page.complaint(context):
            return Reason(place, f'region "{target.name}": {complaint}')
    return None


def _filled(note: Note, wanted: list[Target], context: Context) -> Iterator[tuple[Edit, Reason] | Reason]:
    """An edit, with its reason, for each region that is out of date or missing; a bare reason for one that is wrong."""
    by_name = {target.name: target for target in wanted}
    for region in note.regions:
        target = by_name.pop(region.name, None)
        page = _page_of(region, target, context)
        if isinstance(page, Reason):
            yield page
            continue
        old, new = note.slice(region.body), f"\n\n{_body(page, context, target)}\n\n"
        if old != new:
            reason = Reason(region.begin, f'region "{region.name}" is out of date')
            yield Edit(region.body.start, old, new), reason
    if by_name:
        reason = Reason(Span(0, 0), " and ".join(f'region "{name}" is missing' for name in by_name))
        yield _appended(note, _regions_text(list(by_name.values()), context)), reason


def _untouchable(note: Note) -> Reason | None:
    if not note.is_utf8:
        return Reason(Span(0, 0), "the note is not valid UTF-8")
    if note.conflicts:
        return Reason(note.conflicts[0], "a git conflict is not settled")
    broken = next(damage(note.markers), None)
    return Reason(broken[0].span, broken[1]) if broken else None


def _page_of(region: Region, target: Target | None, context: Context) -> Page | Reason:
    """What fills a region: its own attributes, or else the entry of the config for it."""
    found: list[Mistake] = []
    page = target.page if target and not region.attributes else read_page(region.attributes, (), found)
    if page is None:
        hint = "" if region.attributes else ", and no entry of [[index.pages]] fills it"
        return Reason(region.begin, f'region "{region.name}": {"; ".join(map(str, found))}{hint}')
    if target and page != target.page:
        reason = f'region "{region.name}" describes itself, and [[index.pages]] describes it otherwise: take one away'
        return Reason(region.begin, reason)
    complaint = page.complaint(context)
    return Reason(region.begin, f'region "{region.name}": {complaint}') if complaint else page


def _body(page: Page, context: Context, target: Target | None) -> str:
    return render(page, context._replace(siblings=target.siblings) if target else context)


def _regions_text(wanted: list[Target], context: Context) -> str:
    return "\n".join(
        f"{write_begin(target.name, target.attributes)}\n\n{_body(target.page, context, target)}\n\n"
        f"{write_end(target.name)}\n"
        for target in wanted
    )


def _appended(note: Note, regions: str) -> Edit:
    """Below what is there, after a blank line."""
    gap = "" if not note.text else "\n" if note.text.endswith("\n") else "\n\n"
    return Edit(len(note.text), "", gap + regions)


_SWALLOWED = "a region at the end would be part of something that is never closed: a code block, or a comment"


def _is_found_again(note: Note, edits: tuple[Edit, ...], wanted: list[Target]) -> bool:
    """Would the next run see the regions that this one writes? Else it would append them once more."""
    from vault_tools.parse import parse_note  # heavy, and only needed when something changes

    names = {region.name for region in note.regions} | {target.name for target in wanted}
    appended = any(edit.start == len(note.text) for edit in edits)
    if appended and any(slip.kind == "unclosed-comment" for slip in note.slips):
        return False
    return {region.name for region in parse_note(note.path, splice(note.text, edits)).regions} == names
