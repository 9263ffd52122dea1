"""Git conflicts that lie in regions only: which sides they have, and what is certain of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vault_tools.index.merge import edited, emptied
from vault_tools.index.obstacles import Reason
from vault_tools.model import Edit, Note, Span
from vault_tools.source import splice
from vault_tools.vault import Vault

_MARK = re.compile(r"^(<<<<<<<|\|\|\|\|\|\|\||=======|>>>>>>>)(?: .*)?(?:\n|\Z)", re.M)
"""Those of a conflict inside a conflict, of which branches that crossed may show what was before, are longer."""
_UNSETTLED = "a git conflict is not settled, and it is not only in generated regions"


class Hunk(NamedTuple):
    span: Span
    ours: str
    theirs: str


class Sides(NamedTuple):
    """A note in conflict, and what each side says, as far as the conflict shows it."""

    note: Note
    ours: Note
    theirs: Note
    hunks: tuple[Hunk, ...]

    @property
    def rounds(self) -> tuple[tuple[Edit, ...], tuple[Edit, ...]]:
        """Edits of the note that leave it with empty regions, and without a conflict."""
        return _chosen(self.note, self.hunks), emptied(self.ours)


def settleable(vault: Vault) -> tuple[dict[str, Sides], dict[str, Reason]]:
    """By path, the notes with conflicts in regions only; and those with others, with a reason. A canvas is no text that
    git should merge, and is among these."""
    found = {note.path: sides(note) for note in vault.every_note if note.conflicts}
    marks = [(canvas.path, _MARK.search(canvas.text)) for canvas in vault.canvases.values()]
    refused = {path: Reason(Span(*mark.span()), _UNSETTLED, "conflict") for path, mark in marks if mark}
    refused |= {path: one for path, one in found.items() if isinstance(one, Reason)}
    return {path: one for path, one in found.items() if isinstance(one, Sides)}, refused


def sides(note: Note) -> Sides | Reason:
    """A refusal where the sides differ in more than in what is generated."""
    hunks = tuple(_hunk(note, span) for span in note.conflicts)
    ours = our_side(note)
    theirs = _parsed(note, splice(note.text, _chosen(note, (hunk._replace(ours=hunk.theirs) for hunk in hunks))))
    if not note.is_utf8 or not ours.regions or not theirs.regions:
        return Reason(note.conflicts[0], _UNSETTLED, "conflict")
    if _outside(ours) != _outside(theirs):
        return Reason(next(_elsewhere(note, hunks, ours), note.conflicts[0]), _UNSETTLED, "conflict")
    return Sides(note, ours, theirs, hunks)


def our_side(note: Note) -> Note:
    return _parsed(note, splice(note.text, _chosen(note, (_hunk(note, span) for span in note.conflicts))))


def _elsewhere(note: Note, hunks: tuple[Hunk, ...], ours: Note) -> Iterator[Span]:
    """Where the other side alone makes a difference outside of the regions."""
    for i, hunk in enumerate(hunks):
        one = (*hunks[:i], hunk._replace(ours=hunk.theirs), *hunks[i + 1 :])
        if _outside(_parsed(note, splice(note.text, _chosen(note, one)))) != _outside(ours):
            yield hunk.span


def _chosen(note: Note, hunks: Iterable[Hunk]) -> tuple[Edit, ...]:
    return tuple(Edit(hunk.span.start, note.slice(hunk.span), hunk.ours) for hunk in hunks)


def _hunk(note: Note, span: Span) -> Hunk:
    """The last line of a conflict has a line end, if it is not the last of the note."""
    end = span.end + note.text.startswith("\n", span.end)
    parts: dict[str, str] = {}
    text, mark, at = note.text[:end], "", span.start
    for found in _MARK.finditer(text, span.start):
        parts.setdefault(mark, text[at : found.start()])
        mark, at = found[1][0], found.end()
    return Hunk(Span(span.start, end), parts.get("<", ""), parts.get("=", ""))


def _outside(note: Note) -> str:
    return splice(note.text, emptied(note))


def _parsed(note: Note, text: str) -> Note:
    from vault_tools.parse import parse_note  # heavy, and only needed where there is a conflict

    return parse_note(note.path, text)


def unproved(found: Sides, stages: tuple[Note, Note] | None) -> Reason | None:
    """Why a region may hold what a person wrote; None when nothing is lost with it.

    `stages` are the versions that git merges. Without them what the conflict shows has to prove itself.
    """
    ours, theirs = stages or (found.ours, found.theirs)
    for whose, note in (("our", ours), ("their", theirs)):
        if region := edited(note):
            return _refused(found, region.name, f"was edited by hand on {whose} side, or both sides are mixed")
    known = {line for note in stages or () for line in _lines(note)}
    for side in (found.ours, found.theirs) if stages else ():
        for region in side.regions:
            if not known.issuperset(side.slice(region.body).split("\n")):
                return _refused(found, region.name, "was edited by hand since the merge began")
    return None


def _lines(note: Note) -> Iterator[str]:
    return (line for region in note.regions for line in note.slice(region.body).split("\n"))


def _refused(found: Sides, name: str, why: str) -> Reason:
    """At the marker that stands first."""
    at = found.note.text.find(f"vault-tools:begin {name}")
    return Reason(found.note.line_at(max(at, 0)), f'region "{name}" {why}: lose that with --overwrite', "edited")
