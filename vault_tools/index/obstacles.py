"""Why a note is left alone before anything in its regions is compared."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal, NamedTuple

from vault_tools.index.manifest import manifest
from vault_tools.markers import damage, shown_markers
from vault_tools.model import Note, Span
from vault_tools.vault import Vault

Kind = Literal["stale", "missing", "edited", "damaged", "options", "conflict", "dates", "leftover", "template"]
"""Out of date; not there; changed by hand; not to be found; not to be filled; in a conflict; of unknown dates; a page
that nothing asks for; of a template that fails."""


class Reason(NamedTuple):
    """Why a note is left alone, or why a region is written; and where."""

    span: Span
    reason: str
    kind: Kind = "stale"


def untouchable(note: Note) -> Reason | None:
    """Nobody can say of such a note what in it is generated."""
    if not note.is_utf8:
        return Reason(Span(0, 0), "the note is not valid UTF-8", "damaged")
    if note.conflicts:
        return Reason(note.conflicts[0], "a git conflict is not settled", "conflict")
    broken = next(damage(note.markers), None)
    return Reason(broken[0].span, broken[1], "damaged") if broken else None


def lost_markers(note: Note, wanted: Collection[str], vault: Vault) -> Reason | None:
    """Why a region that is wanted and not found may be there all the same: a second copy of it would do harm."""
    missing = {*wanted} - {region.name for region in note.regions}
    for marker in shown_markers(note):
        if marker.name in missing:
            return Reason(marker.span, _SHOWN.format(marker.name), "damaged")
    if missing and not note.markers and note.has_own_text and note.path in manifest(vault).pages:
        return Reason(Span(0, 0), _GONE, "damaged")
    return None


_SHOWN = (
    'a marker of region "{}" stands in a code block, where it is only text: take it out of there, or give the entry of'
    " [[index.pages]] another `name`"
)
_GONE = (
    "the markers are gone from this page, which `index` made: put them back, or say with `index --eject` that its text"
    " is yours"
)


def stands_unmarked(note: Note, name: str, body: str) -> Reason | None:
    """Is what a new region would say there already, line by line? One line alone proves nothing."""
    if "\n" not in body:
        return None
    for found in re.finditer(f"^{re.escape(body)}$", note.text, re.M):
        if not note.is_generated_at(found.start()):
            return Reason(Span(*found.span()), _UNMARKED.format(name), "damaged")
    return None


_UNMARKED = 'the text of region "{}" stands here already, without markers: put them around it, or take it away'


def leftover(note: Note, vault: Vault) -> Reason | None:
    """Of a note that no entry of the config asks for: is it a page that we made, and that nothing else describes?"""
    if note.path not in manifest(vault).pages or not note.is_generated:
        return None
    if any(region.options for region in note.regions):
        return None
    reason = "nothing asks for this page any more: `vault-tools index --clean` removes it"
    return Reason(note.regions[0].begin, reason, "leftover")
