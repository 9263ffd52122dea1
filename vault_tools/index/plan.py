"""What `index` would change: regions found, filled, compared. Nothing is written here.

Everything outside a region stays, byte for byte: a plan is made of edits, and these only reach from marker to marker,
or add a new region. What stands in a region is replaced only if it is what we wrote ourselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from typing import Literal, NamedTuple

from vault_tools.declared import Mistake
from vault_tools.index.entries import read_page
from vault_tools.index.fields import UNPROVED
from vault_tools.index.freshness import is_comparable, is_fresh, unknown_dates
from vault_tools.index.obstacles import Reason, leftover, lost_markers, stands_unmarked, untouchable
from vault_tools.index.pages import Context, Page
from vault_tools.index.places import inserted, line_after, place_below
from vault_tools.index.render import TemplateError, missing_template, render
from vault_tools.index.targets import Target, placed, targets
from vault_tools.markers import authorship, body_hash, signed, write_begin, write_end
from vault_tools.model import Edit, Note, Region, Span
from vault_tools.source import splice
from vault_tools.vault import Vault
from vault_tools.vault.changed import with_contents

Decision = Literal["refuse", "overwrite", "accept"]
"""What becomes of a region that was edited by hand."""


class Plan(NamedTuple):
    """What happens to one note. It is up to date when there is no edit and no refusal."""

    path: str
    is_new: bool = False
    edits: tuple[Edit, ...] = ()
    stale: tuple[Reason, ...] = ()
    """The regions that the edits replace or add, for messages; if they are why the note is refused, all of them."""
    refusal: Reason | None = None
    rejected: tuple[Edit, ...] = ()
    """What would have been written over the edits of a person, had it not been refused."""


def plan(
    vault: Vault, with_defaults: bool = False, decision: Decision = "refuse", is_check: bool = False
) -> Iterator[Plan]:
    """One plan for each note that holds or gets a region, sorted by path.

    With `is_check` it is only asked what is out of date, and no file's time is read.
    """
    for context, wanted in asked_for(vault, with_defaults, is_check):
        note = vault.note(context.path)
        try:
            yield _plan(note, wanted, context, decision)
        except TemplateError as error:
            yield Plan(context.path, refusal=Reason(Span(0, 0), str(error), "template"))


def asked_for(vault: Vault, with_defaults: bool, is_check: bool = False) -> Iterator[tuple[Context, list[Target]]]:
    """Each note that holds or gets a region, sorted by path, and what the config wants there."""
    vault = _with_pages_in_conflict(vault)
    every = targets(vault, with_defaults)
    wanted: dict[str, list[Target]] = {}
    for target in every:
        wanted.setdefault(target.path, []).append(target)
    marked = {note.path for note in vault.notes.values() if note.markers}
    future = _future(vault, wanted.keys())
    generated = (note for note in future.notes.values() if note.is_generated)
    pages = frozenset(note.path for note in generated if note.path in wanted or not leftover(note, vault))
    for path in sorted(marked | wanted.keys()):
        yield Context(future, path, frozenset(), pages, is_check, targets=every), wanted.get(path, [])


def _with_pages_in_conflict(vault: Vault) -> Vault:
    """Of these, our side: nobody writes them, but they are pages all the same, and what they list is not theirs."""
    pages = [note for note in vault.notes.values() if note.conflicts and note.markers]
    if not pages:
        return vault
    from vault_tools.index.conflicts import our_side  # seldom needed

    ours = (our_side(note) for note in pages)
    return with_contents(vault, {note.path: note.text.encode() for note in ours if note.regions})


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
    refusal = (_obstacle(note, wanted, context) if note else None) or _unfillable(wanted, note, context)
    if refusal:
        return Plan(context.path, refusal=refusal)
    if note is None:
        text = f"# {wanted[0].title}\n\n{_regions_text(wanted, context)}"
        return Plan(context.path, True, (Edit(0, "", text),), (Reason(Span(0, 0), "the page is missing", "missing"),))
    return _plan_regions(note, wanted, context, decision)


def _obstacle(note: Note, wanted: list[Target], context: Context) -> Reason | None:
    if refusal := untouchable(note):
        return refusal
    vault = context.vault
    return lost_markers(note, [it.name for it in wanted], vault) if wanted else leftover(note, vault)


def _plan_regions(note: Note, wanted: list[Target], context: Context, decision: Decision) -> Plan:
    changes = list(_changes(note, wanted, context, decision))
    edits = tuple(edit for change in changes for edit in change.edits)
    refusal = next((change.reason for change in changes if change.is_refused), None)
    if refusal:
        rejected = edits if refusal.kind == "edited" else ()
        reasons = tuple(change.reason for change in changes)
        return Plan(note.path, stale=reasons, refusal=refusal, rejected=rejected)
    added = [edit for change in changes if change.reason.kind == "missing" for edit in change.edits]
    names = {region.name for region in note.regions} | {target.name for target in wanted}
    if edits and not is_found_again(note, edits, added, names):
        place = added[0].start if added else len(note.text)
        return Plan(note.path, refusal=Reason(Span(place, place), SWALLOWED, "damaged"))
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
        if complaint := _complaint(target.name, target.page, place, placed(target, context)):
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
            if change.reason.kind != "stale" or is_comparable(page, placed(target, context)):
                yield change
    if by_name:
        yield _missing(note, list(by_name.values()), context)


def _missing(note: Note, wanted: list[Target], context: Context) -> _Change:
    for target in wanted:
        if found := stands_unmarked(note, target.name, _body(target.page, context, target)):
            return _Change(found, is_refused=True)
    reason = " and ".join(f'region "{target.name}" is missing' for target in wanted)
    return _Change(Reason(Span(0, 0), reason, "missing"), tuple(_added(note, wanted, context)))


def _change(note: Note, region: Region, body: str, decision: Decision) -> _Change | None:
    """None where all is well: it says what it should, or what a person wants it to say instead."""
    old, author = note.slice(region.body), authorship(note, region)
    if author == "accepted" and decision != "overwrite":
        if UNPROVED in body or region.attributes.get("sha") == body_hash(body):
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
    "edited": "was edited by hand: keep that with `index --accept-edits`, or lose it with `index --overwrite`",
    "accepted": "was edited by hand, which was accepted, and is out of date: `index --accept-edits` keeps it,"
    " `index --overwrite` loses it",
    "unsigned": "holds a text that is not known to be generated: keep it with `index --accept-edits`, or lose it with"
    " `index --overwrite`",
}


def _filled(note: Note, region: Region, body: str) -> tuple[Edit, ...]:
    old, new = note.slice(region.body), f"\n\n{body}\n\n"
    edits = (_signed(note, region, sha=body_hash(body)), Edit(region.body.start, old, new))
    return tuple(edit for edit in edits if edit.old != edit.new)


def _signed(note: Note, region: Region, **signatures: str) -> Edit:
    old = note.slice(region.begin)
    return Edit(region.begin.start, old, signed(old, **signatures))


_UNKNOWN = (
    "no entry of [[index.pages]] fills it, and its marker has no `kind`: write one of them, or say with `index --eject`"
    " that its text is yours"
)


def page_of(region: Region, target: Target | None, context: Context) -> Page | Reason:
    """What fills a region: its own attributes, or else the entry of the config for it."""
    found: list[Mistake] = []
    page = target.page if target and not region.options else read_page(region.options, (), found)
    if page is None:
        wrong = "; ".join(map(str, found)) if region.options else _UNKNOWN
        return Reason(region.begin, f'region "{region.name}": {wrong}', "options")
    if target and page != target.page:
        reason = f'region "{region.name}" describes itself, and [[index.pages]] describes it otherwise: take one away'
        return Reason(region.begin, reason, "options")
    return page if target else _complaint(region.name, page, region.begin, context) or page


def _body(page: Page, context: Context, target: Target | None) -> str:
    return render(page, placed(target, context))


def _regions_text(wanted: list[Target], context: Context) -> str:
    return "\n".join(_region_text(target, _body(target.page, context, target)) for target in wanted)


def _region_text(target: Target, body: str) -> str:
    begin = signed(write_begin(target.name, target.attributes), sha=body_hash(body))
    return f"{begin}\n\n{body}\n\n{write_end(target.name)}\n"


def _added(note: Note, missing: Iterable[Target], context: Context) -> Iterator[Edit]:
    """One for each place that regions go to."""
    places: dict[int, list[Target]] = {}
    for target in missing:
        places.setdefault(line_after(note, place_below(note, target.below)), []).append(target)
    for at, here in places.items():
        yield inserted(note, at, _regions_text(here, context))


SWALLOWED = "a new region would be part of something that is never closed: a code block, or a comment"


def is_found_again(note: Note, edits: Iterable[Edit], added: Iterable[Edit], names: Set[str]) -> bool:
    """Would the next run see the regions that this one writes? Else it would add them once more."""
    from vault_tools.parse import parse_note  # heavy, and only needed when something changes

    unclosed = [slip.span.start for slip in note.slips if slip.kind == "unclosed-comment"]
    if any(start < edit.start for start in unclosed for edit in added):
        return False
    return {region.name for region in parse_note(note.path, splice(note.text, edits)).regions} == names
