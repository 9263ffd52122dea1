"""Two versions of a note with regions become one: the text is merged, and what is generated is generated anew.

Nothing here reads a vault. Whoever does says what the regions are to hold.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from vault_tools.git.merge_file import Labels, merge_texts
from vault_tools.index.region_text import rewritten
from vault_tools.markers import authorship, body_hash, damage, signed
from vault_tools.model import Edit, Note, Region
from vault_tools.source import decode, splice

EMPTY = "\n\n"
"""The body of a region that holds nothing."""
Fill = Callable[[Note], tuple[Edit, ...] | None]
"""A merged note, whose regions are empty, to what fills them; None where nobody knows."""


class Versions(NamedTuple):
    """What a file holds."""

    base: bytes
    ours: bytes
    theirs: bytes


class Outcome(NamedTuple):
    text: bytes
    conflicts: int


def is_marked(data: bytes) -> bool:
    """May there be a region in it?"""
    return b"vault-tools:" in data


def read(path: str, data: bytes) -> Note:
    from vault_tools.parse import parse_note  # heavy, and only needed for notes with regions

    return parse_note(path, *decode(data))


def emptied(note: Note) -> tuple[Edit, ...]:
    """Takes out what is generated: the bodies of the regions, and their signatures."""
    return tuple(edit for region in note.regions for edit in rewritten(note, region, EMPTY) if edit.old != edit.new)


def edited(note: Note) -> Region | None:
    """The first region that holds what a person wrote, or may have written."""
    return next((it for it in note.regions if authorship(note, it) not in ("ours", "empty")), None)


def is_generated(note: Note) -> bool:
    """Are there regions, which can all be written anew without the loss of anything that a person wrote?"""
    return bool(note.regions) and note.is_utf8 and not note.conflicts and edited(note) is None


def _without_bodies(note: Note, data: bytes) -> bytes:
    return splice(data.decode(), emptied(note)).encode()


def merge_outside(path: str, given: Versions, named: Labels) -> Outcome | None:
    """The text around the regions, and these without their bodies. None where nobody knows what is a region: then
    nothing is better than to merge the whole as text."""
    base, ours, theirs = (read(path, data) for data in given)
    if not (ours.is_utf8 and theirs.is_utf8) or any(damage(ours.markers)) or any(damage(theirs.markers)):
        return None
    old = _without_bodies(base, given.base) if base.is_utf8 else given.base
    new = _without_bodies(ours, given.ours), _without_bodies(theirs, given.theirs)
    outcome = Outcome(*merge_texts(new[0], old, new[1], named))
    return None if any(damage(read(path, outcome.text).markers)) else outcome


def merge_page(path: str, given: Versions, named: Labels, fill: Fill) -> Outcome | None:
    """The whole. Where nobody knows what a region is to hold, both of its bodies are in a conflict, and nothing else
    of it is. None as above, and where a person wrote in a region."""
    sides = [read(path, data) for data in (given.ours, given.theirs)]
    is_known = all(is_generated(note) or not note.markers for note in sides) and any(note.markers for note in sides)
    outside = merge_outside(path, given, named) if is_known else None
    if outside is None:
        return None
    note = read(path, outside.text)
    edits = None if outside.conflicts else fill(note)
    if edits is not None:
        return Outcome(splice(outside.text.decode(), edits).encode(), 0)
    ours, theirs = map(_bodies, sides)
    blocks = [_both(note, it, ours.get(it.name), theirs.get(it.name), named) for it in note.regions]
    text = splice(outside.text.decode(), (edit for block in blocks for edit in block)).encode()
    return Outcome(text, outside.conflicts + sum(len(block) == 1 for block in blocks))


def _bodies(note: Note) -> dict[str, str]:
    return {region.name: note.slice(region.body) for region in note.regions}


def _both(note: Note, region: Region, ours: str | None, theirs: str | None, named: Labels) -> tuple[Edit, ...]:
    """One edit makes a conflict; two write what is known."""
    ours, theirs = ours or theirs or EMPTY, theirs or ours or EMPTY
    if ours == theirs:
        return rewritten(note, region, ours, sha=body_hash(ours))
    start, begin = note.line_at(region.begin.start).start, note.slice(region.begin)
    indent = note.text[start : region.begin.start]
    one, other = (f"{indent}{signed(begin, sha=body_hash(body))}{body}" for body in (ours, theirs))
    marks = [mark * named.size for mark in "<=>"]
    text = f"{marks[0]} {named.ours}\n{one}{marks[1]}\n{other}{marks[2]} {named.theirs}\n"
    return (Edit(start, note.text[start : region.body.end], text),)
