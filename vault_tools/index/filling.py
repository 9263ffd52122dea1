"""What fills a region, or why nothing can."""

from __future__ import annotations

from collections.abc import Sequence

from vault_tools.declared import Mistake
from vault_tools.index.context import Context, Target
from vault_tools.index.entries import read_page
from vault_tools.index.freshness import unknown_dates
from vault_tools.index.obstacles import Reason
from vault_tools.index.pages import Page
from vault_tools.index.render import missing_template
from vault_tools.model import Note, Region, Span

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


def unfillable(wanted: Sequence[Target], note: Note | None, context: Context) -> Reason | None:
    """What is wrong with the config's entries for a note, before any of their regions is written."""
    places = {region.name: region.begin for region in note.regions} if note else {}
    seen: set[str] = set()
    for target in wanted:
        place = places.get(target.name, Span(0, 0))
        if target.name in seen:
            reason = f'two entries of [[index.pages]] fill region "{target.name}": give one of them another `name`'
            return Reason(place, reason, "options")
        seen.add(target.name)
        if complaint := _complaint(target.name, target.page, place, context.at(target)):
            return complaint
    return None


def _complaint(name: str, page: Page, place: Span, context: Context) -> Reason | None:
    """Why a page cannot be made of this vault, or not of this clone of it."""
    if complaint := page.complaint(context) or missing_template(page, context.vault):
        return Reason(place, f'region "{name}": {complaint}', "options")
    if complaint := unknown_dates(page, context):
        return Reason(place, f'region "{name}": {complaint}', "dates")
    return None
