"""One region compared with what it should say."""

from __future__ import annotations

from typing import Literal, NamedTuple

from vault_tools.index.fields import UNPROVED
from vault_tools.index.freshness import is_fresh
from vault_tools.index.obstacles import Reason
from vault_tools.index.region_text import enclosed, resigned, rewritten
from vault_tools.markers import authorship, body_hash
from vault_tools.model import Edit, Note, Region

Decision = Literal["refuse", "overwrite", "accept"]
"""What becomes of a region that was edited by hand."""


class Change(NamedTuple):
    """Of one region, or of those that are missing."""

    reason: Reason
    edits: tuple[Edit, ...] = ()
    is_refused: bool = False


def compared(note: Note, region: Region, body: str, decision: Decision) -> Change | None:
    """None where all is well: it says what it should, or what a person wants it to say instead."""
    old, author = note.slice(region.body), authorship(note, region)
    if author == "accepted" and decision != "overwrite":
        if UNPROVED in body or region.attributes.get("sha") == body_hash(body):
            return None
    if is_fresh(old, body) and author in ("ours", "empty"):
        return None
    written = tuple(it for it in rewritten(note, region, enclosed(body), sha=body_hash(body)) if it.old != it.new)
    stale = Reason(region.begin, f'region "{region.name}" is out of date')
    if author in ("ours", "empty") or old.strip("\n") == body or decision == "overwrite":
        return Change(stale, written)
    if decision == "accept":
        kept = resigned(note, region, sha=body_hash(body), accepted=body_hash(old))
        return Change(Reason(region.begin, f'region "{region.name}" is kept as it was edited'), (kept,))
    return Change(Reason(region.begin, f'region "{region.name}" {_EDITED[author]}', "edited"), written, True)


_EDITED = {
    "edited": "was edited by hand: keep that with `index --accept-edits`, or lose it with `index --overwrite`",
    "accepted": "was edited by hand, which was accepted, and is out of date: `index --accept-edits` keeps it,"
    " `index --overwrite` loses it",
    "unsigned": "holds a text that is not known to be generated: keep it with `index --accept-edits`, or lose it with"
    " `index --overwrite`",
}
