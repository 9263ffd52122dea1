"""Regions become the user's own text: their markers go, and what stands between them stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vault_tools.index.obstacles import Reason, untouchable
from vault_tools.index.plan import Plan
from vault_tools.model import Edit, Note, Span

_BLANK_LINES = re.compile(r"\A(?:[ \t]*\n)*")


def ejected(note: Note) -> Plan:
    """Without edits and refusal when there is no region of ours."""
    refusal = untouchable(note) or (None if note.regions else _foreign(note))
    return Plan(note.path, refusal=refusal) if refusal else Plan(note.path, edits=tuple(_edits(note)))


def _foreign(note: Note) -> Reason | None:
    for region in note.foreign:
        return Reason(region.begin, f"this region is not ours, but one of {region.tool}", "damaged")
    return None


def _edits(note: Note) -> Iterator[Edit]:
    """One blank line parts a text from what stands around it, where it did not stand at an end of the note."""
    text, done = note.text, 0
    for region in note.regions:
        opening, closing = _line(text, region.begin), _line(text, region.end)
        before = "" if opening.start == done or _ends_blank(text[: opening.start]) else "\n"
        after = "" if _begins_blank(text[closing.end :]) else "\n"
        if kept := _without_blank_lines(text, Span(opening.end, closing.start)):
            yield _cut(text, opening.start, kept.start, before)
            yield _cut(text, kept.end, closing.end, after)
        else:
            yield _cut(text, opening.start, closing.end, before and after)
        done = closing.end


def _without_blank_lines(text: str, lines: Span) -> Span | None:
    """Blank lines at either end are left out; None when there are no others."""
    found = text[lines.start : lines.end].rstrip()
    if not found:
        return None
    blank = len(found) - len(_BLANK_LINES.sub("", found, count=1))
    return Span(lines.start + blank, text.index("\n", lines.start + len(found)) + 1)


def _line(text: str, marker: Span) -> Span:
    """With its line end."""
    end = text.find("\n", marker.end - 1)
    return Span(text.rfind("\n", 0, marker.start) + 1, end + 1 if end >= 0 else len(text))


def _cut(text: str, start: int, end: int, new: str) -> Edit:
    return Edit(start, text[start:end], new)


def _ends_blank(before: str) -> bool:
    return not before.removesuffix("\n").rpartition("\n")[2].strip()


def _begins_blank(after: str) -> bool:
    return not after.partition("\n")[0].strip()
