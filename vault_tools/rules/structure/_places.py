"""What the rules on the text of a note share: what a place is in, and where that ends."""

from __future__ import annotations

from collections.abc import Iterator

from vault_tools.model import Note, Span


def is_opaque(note: Note, offset: int) -> bool:
    """Is what stands there no Markdown, or nothing that a reader sees: code, a formula, a comment, HTML?"""
    return any(span.holds(offset) for span in _opaque(note))


def _opaque(note: Note) -> Iterator[Span]:
    yield from note.math
    for code in note.code:
        yield code.span
    for comment in note.comments:
        yield comment.span
    for section in note.sections:
        if section.kind == "html":
            yield section.span


def end_of(note: Note, block: Span) -> str:
    """What ends where `block`, which nothing closes, ends: it reaches to the end of what it stands in."""
    if not note.text[block.end :].strip():
        return "the end of the note"
    if any(item.span.holds(block.start) for item in note.items):
        return "the end of the list item"
    if any(callout.span.holds(block.start) for callout in note.callouts):
        return "the end of the callout"
    return "the end of the block that it stands in"
