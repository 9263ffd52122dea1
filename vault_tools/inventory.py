"""What a note holds, and what became of it: nothing may change by a fix but what it declares, where it says so.

Entries that no edit touches must be found again at the place they moved to. What lies under an edit may change only if
the fix declares that kind of content.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from vault_tools.model import Content, Edit, Note, Span


class Entry(NamedTuple):
    kind: Content
    value: str
    """Two entries of one kind and value are the same thing, wherever they stand."""
    span: Span


class Declared(NamedTuple):
    """Edits that belong together, and what may change where they are."""

    edits: tuple[Edit, ...]
    changes: frozenset[Content]
    reach: Span | None = None
    """If what changes is more than what is under the edits."""


class _Place(NamedTuple):
    """Where something may change, before and after."""

    old: Span
    new: Span
    changes: frozenset[Content]


def inventory(note: Note) -> Iterator[Entry]:
    """Links in a comment are entries of their own, so of its text only what is said to us counts."""
    for heading in note.headings:
        yield Entry("headings", f"{heading.level} {heading.context} {heading.key}", heading.span)
    for link in note.links:
        is_hidden = link.context == "comment"
        value = (link.kind, link.embed, link.target, link.subpath, link.display, link.external, is_hidden, link.key)
        yield Entry("links", repr(value), link.span)
    for tag in note.tags:
        yield Entry("tags", f"{tag.source} {tag.name}", tag.span)
    for block in note.blocks:
        yield Entry("blocks", block.id, block.span)
    for item in note.items:
        yield Entry("items", f"{item.depth_in(note)} {item.task}", item.span)
    for callout in note.callouts:
        yield Entry("callouts", f"{callout.type} {callout.fold}", callout.span)
    for footnote in note.footnotes:
        yield Entry("footnotes", f"{footnote.id}:", footnote.span)
    for reference in note.footnote_references:
        yield Entry("footnotes", reference.id, reference.span)
    for code in note.code:
        yield Entry("code", f"{code.kind} {code.info} {note.slice(code.span)}", code.span)
    for math in note.math:
        yield Entry("math", note.slice(math), math)
    for comment in note.comments:
        text = note.slice(comment.span)
        yield Entry("comments", text if "vault-tools" in text else comment.kind, comment.span)
    for slip in note.slips:
        if slip.kind == "unclosed-comment":  # it hides everything below it (2.9)
            yield Entry("comments", slip.kind, Span(len(note.text), len(note.text)))
    for property in note.properties:
        yield Entry("properties", f"{property.name}: {property.value!r}", property.whole)
    for section in note.sections:
        yield Entry("sections", section.kind, section.span)


def undeclared(before: Note, after: Note, declared: Sequence[Declared]) -> set[Content]:
    """Kinds of content of which something was lost, gained or moved that no fix declared. None when all is well."""
    shifts = _Shifts(edit for fix in declared for edit in fix.edits)
    places = list(_places(declared, shifts))
    anywhere = _Near(place.old for place in places)
    expected: Counter[Entry] = Counter()
    touched: list[Entry] = []
    for entry in inventory(before):
        if anywhere.touches(entry.span):
            touched.append(entry)
        else:
            shift = shifts.at(entry.span.start)
            expected[entry._replace(span=Span(entry.span.start + shift, entry.span.end + shift))] += 1
    new: list[Entry] = []
    for entry in inventory(after):
        if expected[entry] > 0:
            expected[entry] -= 1
        else:
            new.append(entry)
    kept = Counter((e.kind, e.value) for e in touched) & Counter((e.kind, e.value) for e in new)
    lost = _undeclared(_without(touched, kept), [(place.old, place.changes) for place in places])
    gained = _undeclared(_without(new, kept), [(place.new, place.changes) for place in places])
    return {entry.kind for entry in expected.elements()} | lost | gained


def _undeclared(entries: Iterable[Entry], places: list[tuple[Span, frozenset[Content]]]) -> set[Content]:
    near = cache(lambda kind: _Near(span for span, changes in places if kind in changes))
    return {entry.kind for entry in entries if not near(entry.kind).touches(entry.span)}


def _without(entries: Iterable[Entry], kept: Counter[tuple[Content, str]]) -> Iterator[Entry]:
    left = kept.copy()
    for entry in entries:
        if left[entry.kind, entry.value] > 0:
            left[entry.kind, entry.value] -= 1
        else:
            yield entry


def _places(declared: Sequence[Declared], shifts: _Shifts) -> Iterator[_Place]:
    for fix in declared:
        for edit in fix.edits:
            start = edit.start + shifts.at(edit.start)
            yield _Place(Span(edit.start, edit.end), Span(start, start + len(edit.new)), fix.changes)
        if fix.reach:
            start, end = fix.reach.start, fix.reach.end
            yield _Place(fix.reach, Span(start + shifts.at(start), end + shifts.at(end + 1)), fix.changes)


class _Near:
    """Does any of some spans overlap another one? Side by side counts, too: an insertion has no width."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._ends = list(accumulate((span.end for span in self._spans), max))

    def touches(self, span: Span) -> bool:
        count = bisect_right(self._spans, span.end, key=lambda one: one.start)
        return count > 0 and self._ends[count - 1] >= span.start


class _Shifts:
    """How far an offset moves by the edits before it."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._edits = sorted(set(edits))
        self._sums = [0, *accumulate(len(edit.new) - len(edit.old) for edit in self._edits)]

    def at(self, offset: int) -> int:
        count = bisect_right(self._edits, offset, key=lambda edit: edit.end)
        if count and self._edits[count - 1].start == offset:
            count -= 1  # it inserts right here, and not before
        return self._sums[count]
