"""What `index` would change: regions found, filled, compared. Nothing is written here.

Everything outside a region stays, byte for byte: a plan is made of edits, and these only reach from marker to marker,
or add a new region. What stands in a region is replaced only if it is what we wrote ourselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vault_tools.index.asked import asked_for
from vault_tools.index.change import Change, Decision, compared
from vault_tools.index.context import Context, Target
from vault_tools.index.filling import page_of, unfillable
from vault_tools.index.freshness import is_comparable
from vault_tools.index.obstacles import Reason, leftover, lost_markers, stands_unmarked, untouchable
from vault_tools.index.places import inserted, is_found_again, line_after, place_below
from vault_tools.index.region_text import region_text
from vault_tools.index.render import TemplateError, render
from vault_tools.model import Edit, Note, Span
from vault_tools.vault import Vault

_SWALLOWED = "a new region would be part of something that is never closed: a code block, or a comment"


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


def _plan(note: Note | None, wanted: list[Target], context: Context, decision: Decision) -> Plan:
    refusal = (_obstacle(note, wanted, context) if note else None) or unfillable(wanted, note, context)
    if refusal:
        return Plan(context.path, refusal=refusal)
    if note is None:
        regions = (region_text(it.name, it.attributes, render(it.page, context.at(it))) for it in wanted)
        text = "\n".join((f"# {wanted[0].title}\n", *regions))
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
        return Plan(note.path, refusal=Reason(Span(place, place), _SWALLOWED, "damaged"))
    return Plan(note.path, False, edits, tuple(change.reason for change in changes))


def _changes(note: Note, wanted: list[Target], context: Context, decision: Decision) -> Iterator[Change]:
    """One for each region that is out of date or missing, or cannot be written."""
    by_name = {target.name: target for target in wanted}
    for region in note.regions:
        target = by_name.pop(region.name, None)
        page = page_of(region, target, context)
        if isinstance(page, Reason):
            yield Change(page, is_refused=True)
        elif found := compared(note, region, render(page, context.at(target)), decision):
            if found.reason.kind != "stale" or is_comparable(page, context.at(target)):
                yield found
    if by_name:
        yield _missing(note, list(by_name.values()), context)


def _missing(note: Note, wanted: list[Target], context: Context) -> Change:
    bodies = [(target, render(target.page, context.at(target))) for target in wanted]
    for target, body in bodies:
        if found := stands_unmarked(note, target.name, body):
            return Change(found, is_refused=True)
    reason = " and ".join(f'region "{target.name}" is missing' for target in wanted)
    return Change(Reason(Span(0, 0), reason, "missing"), tuple(_added(note, bodies)))


def _added(note: Note, missing: Iterable[tuple[Target, str]]) -> Iterator[Edit]:
    """One for each place that regions, given with their bodies, go to."""
    places: dict[int, list[str]] = {}
    for target, body in missing:
        text = region_text(target.name, target.attributes, body)
        places.setdefault(line_after(note, place_below(note, target.below)), []).append(text)
    for at, here in places.items():
        yield inserted(note, at, "\n".join(here))
