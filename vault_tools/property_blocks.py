"""Which lines of the frontmatter belong to which property, and blocks of them that can change places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from vault_tools.model import Edit, Note, Property, Span

_ANCHOR = re.compile(r"(?:^\s*|[:?,\[{-]\s*|![^\s!]*\s+)&[^\s,\[\]{}]", re.M)
_KEEP = re.compile(r"[|>][1-9]?\+[1-9]?[ \t]*(?:#.*)?$", re.M)
"""A block of text whose blank lines at the end belong to it."""
_BLANK_LINES = re.compile(r"(?:[ \t]*\n)*")
_REMARKS = re.compile(r"(?:[ \t]*(?:#.*)?\n)*[ ]*")


def line_end(note: Note, span: Span) -> int:
    """In the frontmatter there always is one: its fence comes after."""
    return note.text.index("\n", span.end)


def is_in_lines(note: Note) -> bool:
    """Has each property lines of its own? Not in JSON, which is YAML, too (4.2)."""
    remarks = _REMARKS.match(note.text, note.text.find("\n") + 1)
    if not remarks or not note.properties:
        return not note.body or (remarks is not None and note.text.startswith("---", remarks.end()))
    keys = [it.key.start for it in note.properties]
    return remarks.end() == keys[0] and not any(indent(note, key).strip(" ") for key in keys)


def has_anchor(text: str) -> bool:
    """May there be a name in it that an alias elsewhere stands for? Where in doubt, yes."""
    return _ANCHOR.search(text) is not None


def is_shared(note: Note, offset: int) -> bool:
    """May it stand in a list or a map that an alias elsewhere repeats? Where in doubt, yes."""
    return "&" in note.text[:offset] and any(map(has_anchor, _openings(note, offset)))


def _openings(note: Note, offset: int) -> Iterator[str]:
    """What stands before the first thing in each list and map around it."""
    inner = note.properties
    while outer := next((it for it in reversed(inner) if it.key.end <= offset < it.span.end), None):
        starts = [*(it.key.start for it in outer.nested), *(it.start for it in outer.entries), offset]
        yield note.text[outer.key.end : min(starts)]
        yield from (note.text[entry.start : offset] for entry in outer.entries if entry.holds(offset))
        inner = outer.nested


def keeps_blank_lines(text: str) -> bool:
    """Is there a `|+` or `>+` in it, to whose value the blank lines below belong?"""
    return _KEEP.search(text) is not None


def lines_of(note: Note, property: Property) -> Span:
    """All its lines; blank ones below it only where they belong to its value."""
    end = line_end(note, property.span) + 1
    blank = _BLANK_LINES.match(note.text, end) if keeps_blank_lines(note.slice(property.span)) else None
    return Span(note.line_at(property.key.start).start, blank.end() if blank else end)


def is_comment_last(note: Note, property: Property) -> bool:
    """Behind an alias the value seems to go on until the next key; in a block of text the line is only text."""
    return note.slice(property.span).rpartition("\n")[2].lstrip().startswith("#")


def lead(note: Note, property: Property) -> int:
    """Where the comments begin that stand right above it, as far in as it is; its own line if there are none."""
    line = note.line_at(property.key.start).start
    others = (it.span for it in note.properties if it.key.start < line)
    top = max((line_end(note, span) + 1 for span in others), default=note.text.find("\n") + 1)
    comment = f"{note.text[line : property.key.start]}#"
    while line > top and note.text.startswith(comment, above := note.line_at(line - 1).start):
        line = above
    return line


def indent(note: Note, offset: int) -> str:
    """What stands before it on the same line."""
    return note.text[note.line_at(offset).start : offset]


def property_blocks(note: Note) -> tuple[Span, ...] | None:
    """Whole lines, one block for each property, in their order; between two of them there are only blank lines.

    None where a line cannot be attributed, or where it matters what a block stands behind: an alias must come after its
    anchor, and the blank lines below `|+` are its value.
    """
    top, fence = note.text.find("\n") + 1, note.text.rindex("---", 0, note.body) if note.body else 0
    written = note.text[top:fence]
    if not note.properties or not is_in_lines(note) or has_anchor(written) or keeps_blank_lines(written):
        return None
    blocks = tuple(Span(lead(note, it), lines_of(note, it).end) for it in note.properties)
    ends = [*(Span(one.end, next.start) for one, next in pairwise(blocks)), Span(blocks[-1].end, fence)]
    header = note.text[top : blocks[0].start]
    is_apart = not header or header.split("\n")[-2].strip() == ""
    return blocks if is_apart and not any(note.slice(gap).strip("\n") for gap in ends) else None


def reordered(note: Note, blocks: Sequence[Span], order: Sequence[int]) -> Edit:
    """The blocks in another order, which must differ, by their indices; blank lines stay where they are."""
    moved = [at for at, index in enumerate(order) if at != index]
    first, last = moved[0], moved[-1]
    gaps = [note.text[one.end : next.start] for one, next in pairwise(blocks)]
    texts = [note.slice(blocks[order[at]]) + gaps[at] for at in range(first, last)]
    whole = Span(blocks[first].start, blocks[last].end)
    return Edit(whole.start, note.slice(whole), "".join([*texts, note.slice(blocks[order[last]])]))
