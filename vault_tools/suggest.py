"""Did you mean? The only module that knows rapidfuzz."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, words: Iterable[str], cutoff: float = 75) -> str | None:
    """The word most like `word`, compared without case; None when nothing is near."""
    from rapidfuzz import fuzz, process, utils

    found = process.extractOne(
        word, list(words), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=cutoff
    )
    return found[0] if found else None


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """The end of a message: `, did you mean "x"?`, or nothing."""
    near = nearest(word, words)
    return f', did you mean "{near}"?' if near else ""
