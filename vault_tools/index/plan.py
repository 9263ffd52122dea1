"""What `index` would change: regions found, filled, compared. Nothing is written here.

Everything outside a region stays, byte for byte: a plan is made of edits, and these only reach from marker to marker,
or add a new region. What stands in a region is replaced only if it is what we wrote ourselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal, NamedTuple

from vault_tools.declared import Mistake
from vault_tools.index.entries import read_page
from vault_tools.index.fields import UNPROVED
from vault_tools.index.freshness import is_comparable, is_fresh, unknown_dates
from vault_tools.index.pages import Context, Page
from vault_tools.index.render import TemplateError, missing_template, render
from vault_tools.index.targets import Target, at, targets
from vault_tools.markers import authorship, body_hash, damage, signed, write_begin, write_end
from vault_tools.model import Edit, Note, Region, Span
from vault_tools.source import splice
from vault_tools.vault import Vault

Kind = Literal["stale", "missing", "edited", "damaged", "options", "conflict", "dates", "template"]
"""Out of date; not there; changed by hand; not to be found; not to be filled; in a conflict; of unknown dates; of a
template that fails."""
Decision = Literal["refuse", "overwrite", "accept"]
"""What becomes of a region that was edited by hand."""


class Reason(NamedTuple):
    """Why a note is left alone, or why a region is written; and where."""

    span: Span
    reason: str
    kind: Kind = "stale"


class Plan(NamedTuple):
    """What happens to one note. It is up to date when there is no edit and no refusal."""

    path: str
    is_new: bool = False
    edits: tuple[Edit, ...] = ()
    stale: tuple[Reason, ...] = ()
    """The regions that the edits replace or add, for messages."""
    refusal: Reason | None = None
    rejected: tuple[Edit, ...] = ()
    """What would have been written over the edits of a person, had it not been refused."""


def plan(
    vault: Vault, with_defaults: bool = False, decision: Decision = "refuse", is_check: bool = False
) -> Iterator[Plan]:
    """One plan for each note that holds or gets a region, sorted by path.

    With `is_check` it is only asked what is out of date, and no file's time is read.
    """
    for context, wanted in places(vault, with_defaults, is_check):
        note = vault.note(context.path)
        try:
            yield _plan(note, wanted, context, decision)
        except TemplateError as error:
            yield Plan(context.path, refusal=Reason(Span(0, 0), str(error), "template"))


def places(vault: Vault, with_defaults: bool, is_check: bool = False) -> Iterator[tuple[Context, list[Target]]]:
    """Each note that holds or gets a region, sorted by path, and what the config wants there."""
    every = targets(vault, with_defaults)
    wanted: dict[str, list[Target]] = {}
    for target in every:
        wanted.setdefault(target.path, []).append(target)
    marked = {note.path for note in vault.notes.values() if note.markers}
    future = _future(vault, wanted.keys())
    pages = frozenset(note.path for note in future.notes.values() if note.is_generated)
    for path in sorted(marked | wanted.keys()):
        yield Context(future, path, frozenset(), pages, is_check, targets=every), wanted.get(path, [])


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


def _plan(note: Note | None, wanted: list[Target], context: Context, decision: Decision) -> Plan:
    refusal = (_untouchable(note) if note else None) or _unfillable(wanted, note, context)
    if refusal:
        return Plan(context.path, refusal=refusal)
    if note is None:
        text = f"# {wanted[0].title}\n\n{_regions_text(wanted, context)}"
        return Plan(context.path, True, (Edit(0, "", text),), (Reason(Span(0, 0), "the page is missing", "missing"),))
    return _plan_regions(note, wanted, context, decision)


def _plan_regions(note: Note, wanted: list[Target], context: Context, decision: Decision) -> Plan:
    changes = list(_changes(note, wanted, context, decision))
    edits = tuple(edit for change in changes for edit in change.edits)
    refusal = next((change.reason for change in changes if change.is_refused), None)
    if refusal:
        return Plan(note.path, refusal=refusal, rejected=edits if refusal.kind == "edited" else ())
    if edits and not _is_found_again(note, edits, wanted):
        return Plan(note.path, refusal=Reason(Span(len(note.text), len(note.text)), _SWALLOWED, "damaged"))
    return Plan(note.path, False, edits, tuple(change.reason for change in changes))


class _Change(NamedTuple):
    """Of one region, or of those that are missing."""

    reason: Reason
    edits: tuple[Edit, ...] = ()
    is_refused: bool = False


def _unfillable(wanted: list[Target], note: Note | None, context: Context) -> Reason | None:
    """What is wrong with the config's entries for a note, before any of their regions is written."""
    places = {region.name: region.begin for region in note.regions} if note else {}
    seen: set[str] = set()
    for target in wanted:
        place = places.get(target.name, Span(0, 0))
        if target.name in seen:
            reason = f'two entries of [[index.pages]] fill region "{target.name}": give one of them another `name`'
            return Reason(place, reason, "options")
        seen.add(target.name)
        if complaint := _complaint(target.name, target.page, place, at(target, context)):
            return complaint
    return None


def _complaint(name: str, page: Page, place: Span, context: Context) -> Reason | None:
    """Why a page cannot be made of this vault, or not of this clone of it."""
    if complaint := page.complaint(context) or missing_template(page, context.vault):
        return Reason(place, f'region "{name}": {complaint}', "options")
    if complaint := unknown_dates(page, context):
        return Reason(place, f'region "{name}": {complaint}', "dates")
    return None


def _changes(note: Note, wanted: list[Target], context: Context, decision: Decision) -> Iterator[_Change]:
    """One for each region that is out of date or missing, or cannot be written."""
    by_name = {target.name: target for target in wanted}
    for region in note.regions:
        target = by_name.pop(region.name, None)
        page = page_of(region, target, context)
        if isinstance(page, Reason):
            yield _Change(page, is_refused=True)
        elif change := _change(note, region, _body(page, context, target), decision):
            if change.reason.kind != "stale" or is_comparable(page, at(target, context)):
                yield change
    if by_name:
        reason = " and ".join(f'region "{name}" is missing' for name in by_name)
        edit = _appended(note, _regions_text(list(by_name.values()), context))
        yield _Change(Reason(Span(0, 0), reason, "missing"), (edit,))


def _change(note: Note, region: Region, body: str, decision: Decision) -> _Change | None:
    """None where all is well: it says what it should, or what a person wants it to say instead."""
    old, author = note.slice(region.body), authorship(note, region)
    if author == "accepted" and decision != "overwrite":
        is_current = UNPROVED in body or region.attributes.get("sha") == body_hash(body)
        if is_current or decision == "accept":
            return None
    if is_fresh(old, body) and author in ("ours", "empty"):
        return None
    written = _filled(note, region, body)
    stale = Reason(region.begin, f'region "{region.name}" is out of date')
    if author in ("ours", "empty") or old.strip("\n") == body or decision == "overwrite":
        return _Change(stale, written)
    if decision == "accept":
        kept = _signed(note, region, sha=body_hash(body), accepted=body_hash(old))
        return _Change(Reason(region.begin, f'region "{region.name}" is kept as it was edited'), (kept,))
    return _Change(Reason(region.begin, f'region "{region.name}" {_EDITED[author]}', "edited"), written, True)


_EDITED = {
    "edited": "was edited by hand: keep that with --accept-edits, or lose it with --overwrite",
    "accepted": "was edited by hand, which was accepted, and is out of date: --accept-edits or --overwrite",
    "unsigned": "holds a text that is not known to be generated: keep it with --accept-edits, or lose it with"
    " --overwrite",
}


def _filled(note: Note, region: Region, body: str) -> tuple[Edit, ...]:
    old, new = note.slice(region.body), f"\n\n{body}\n\n"
    edits = (_signed(note, region, sha=body_hash(body)), Edit(region.body.start, old, new))
    return tuple(edit for edit in edits if edit.old != edit.new)


def _signed(note: Note, region: Region, **signatures: str) -> Edit:
    old = note.slice(region.begin)
    return Edit(region.begin.start, old, signed(old, **signatures))


def _untouchable(note: Note) -> Reason | None:
    if not note.is_utf8:
        return Reason(Span(0, 0), "the note is not valid UTF-8", "damaged")
    if note.conflicts:
        return Reason(note.conflicts[0], "a git conflict is not settled", "conflict")
    broken = next(damage(note.markers), None)
    return Reason(broken[0].span, broken[1], "damaged") if broken else None


def page_of(region: Region, target: Target | None, context: Context) -> Page | Reason:
    """What fills a region: its own attributes, or else the entry of the config for it."""
    found: list[Mistake] = []
    page = target.page if target and not region.options else read_page(region.options, (), found)
    if page is None:
        hint = "" if region.options else ", and no entry of [[index.pages]] fills it"
        return Reason(region.begin, f'region "{region.name}": {"; ".join(map(str, found))}{hint}', "options")
    if target and page != target.page:
        reason = f'region "{region.name}" describes itself, and [[index.pages]] describes it otherwise: take one away'
        return Reason(region.begin, reason, "options")
    return page if target else _complaint(region.name, page, region.begin, context) or page


def _body(page: Page, context: Context, target: Target | None) -> str:
    return render(page, at(target, context))


def _regions_text(wanted: list[Target], context: Context) -> str:
    return "\n".join(_region_text(target, _body(target.page, context, target)) for target in wanted)


def _region_text(target: Target, body: str) -> str:
    begin = signed(write_begin(target.name, target.attributes), sha=body_hash(body))
    return f"{begin}\n\n{body}\n\n{write_end(target.name)}\n"


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
