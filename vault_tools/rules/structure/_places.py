"""What the rules on the text of a note share: what a place is in, and where that ends."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from vault_tools.model import Note, Span


def opaque(note: Note) -> Iterator[Span]:
    """What is no Markdown, or nothing that a reader sees: code, formulas, comments, HTML."""
    yield from note.math
    for code in note.code:
        yield code.span
    for comment in note.comments:
        yield comment.span
    for section in note.sections:
        if section.kind == "html":
            yield section.span


def _is_in_item(note: Note, offset: int) -> bool:
    """In the last item that begins before, or in one around it."""
    index: int | None = bisect_right(note.items, offset, key=lambda item: item.span.start) - 1
    while index is not None and index >= 0:
        if note.items[index].span.holds(offset):
            return True
        index = note.items[index].parent
    return False


def end_of(note: Note, block: Span) -> str:
    """What ends where `block`, which nothing closes, ends: it reaches to the end of what it stands in."""
    if not note.text[block.end :].strip():
        return "the end of the note"
    if _is_in_item(note, block.start):
        return "the end of the list item"
    if any(callout.span.holds(block.start) for callout in note.callouts):
        return "the end of the callout"
    return "the end of the block that it stands in"
