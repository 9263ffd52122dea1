"""Did you mean? The only module that knows rapidfuzz."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile
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


_SWAPPED, _MISSING, _OTHER = 5, 6, 8
"""So many letters a word has at least if two of them are swapped, if one is missing, or if one is another. Of short
words many are one letter apart: `price` and `prize`, `maker` and `marker`."""
_LONGEST = 50


def is_slip(word: str, meant: str) -> bool:
    """Are they one letter apart, or two that are swapped, and that not as two words may be?

    `weight` and `height`, `model` and `mode`, `topic` and `topics`, `isbn10` and `isbn13` are: what differs at either
    end, or in a number, does not count.
    """
    start = _common(word, meant)
    end = _common(word[start:][::-1], meant[start:][::-1])
    one, other = word[start : len(word) - end], meant[start : len(meant) - end]
    match len(one), len(other):
        case 2, 2 if one == other[::-1]:
            least, end = _SWAPPED, 1  # at the end, too, nobody means that
        case (0, 1) | (1, 0):
            least = _MISSING
        case 1, 1:
            least = _OTHER
        case _:
            return False
    is_long = least <= min(len(word), len(meant)) and max(len(word), len(meant)) <= _LONGEST
    return is_long and start > 0 and end > 0 and not any(map(str.isdigit, one + other))


def _common(word: str, other: str) -> int:
    """How many letters they begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))


def slips(words: Iterable[str], meant: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each word that is a slip for one of `meant`, with that, in time that grows with their number only.

    Words that are one edit apart are equal when each lacks one letter, or none.
    """
    shortened: dict[str, list[str]] = {}
    for known in meant:
        for form in _shortened(known):
            shortened.setdefault(form, []).append(known)
    for word in words:
        near = {known for form in _shortened(word) for known in shortened.get(form, ())}
        yield from ((word, known) for known in sorted(near) if is_slip(word, known))


def _shortened(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))} if len(word) <= _LONGEST else set()
