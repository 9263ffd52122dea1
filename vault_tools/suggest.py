"""Did you mean? The only module that knows rapidfuzz."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

_NEAR = 80
"""Of 100, which is equal."""
_VERY_NEAR = 88
"""What is so near may have a word more."""


class Vocabulary(NamedTuple):
    """Words that are asked about often, folded once."""

    words: tuple[str, ...]
    folded: tuple[str, ...]


def vocabulary(words: Iterable[str]) -> Vocabulary:
    from rapidfuzz.utils import default_process

    listed = tuple(words)
    return Vocabulary(listed, tuple(default_process(word) for word in listed))


def nearest(word: str, known: Vocabulary) -> str | None:
    """The word most like `word`, compared without case and punctuation; None when nothing is near."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extractOne
    from rapidfuzz.utils import default_process

    found = extractOne(default_process(word), known.folded, scorer=ratio, score_cutoff=_NEAR)
    return known.words[found[2]] if found else None


def nearest_name(name: str, known: Vocabulary) -> str | None:
    """The same among thousands of names, of which many share a word: the words that differ must be alike, too."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extract
    from rapidfuzz.utils import default_process

    folded = default_process(name)
    for candidate, score, index in extract(folded, known.folded, scorer=ratio, score_cutoff=_NEAR, limit=5):
        own, others = set(folded.split()), set(candidate.split())
        rest = " ".join(word for word in folded.split() if word not in others)
        other_rest = " ".join(word for word in candidate.split() if word not in own)
        if score >= _VERY_NEAR or (rest and other_rest and ratio(rest, other_rest) >= _NEAR):
            return known.words[index]
    return None


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """The end of a message: `, did you mean "x"?`, or nothing."""
    near = nearest(word, vocabulary(words))
    return f', did you mean "{near}"?' if near else ""
