"""The blocks of a note that a fix may join."""

from __future__ import annotations

from vault_tools.model import Note, Span


def between_blocks(note: Note, inner: Span) -> Span:
    """From the block that ends above to the one that begins below: what changes in between may become part of them."""
    above = (section.span.end for section in note.sections if section.span.end <= inner.start)
    below = (section.span.start for section in note.sections if section.span.start >= inner.end)
    return Span(max(above, default=inner.start), min(below, default=inner.end))
