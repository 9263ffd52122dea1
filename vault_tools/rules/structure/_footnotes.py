"""What the two rules on footnotes share."""

from __future__ import annotations

from collections.abc import Iterable

from vault_tools.model import Footnote, Span


def label(footnote: Footnote) -> Span:
    """Of `[^id]`; the span of a definition reaches to the end of its text."""
    return Span(footnote.span.start, footnote.span.start + len(f"[^{footnote.id}]"))


def ids(footnotes: Iterable[Footnote]) -> frozenset[str]:
    """As they are compared: without case (2.7)."""
    return frozenset(footnote.id.lower() for footnote in footnotes)
