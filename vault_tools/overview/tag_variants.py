"""Which tags are likely one word, though Obsidian, too, sees two: `to-read` and `to_read`, `book` and `books`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Literal, NamedTuple

Kind = Literal["separator", "plural"]

_SHORTEST = 4
"""Letters and digits. Shorter words that are alike too often have nothing to do with each other: `c-a`, `ca`."""
_SEPARATORS = re.compile(r"(?<=[^\W_])[-_]+(?=[^\W_])")
_BESIDE_LETTER = re.compile(r"(?<=[^\W\d_])-(?=[^\W_])|(?<=[^\W_])-(?=[^\W\d_])")
"""Not between two digits: `2024-1-11` and `2024-11-1` are two days."""
_CONSONANT_Y = re.compile(r"[b-df-hj-np-tv-z]y$")
_HISSING = ("s", "x", "z", "ch", "sh", "o")
_OWN_MEANING = frozenset(
    {"customs", "glasses", "goods", "means", "pandas", "rails", "series", "species", "thanks", "windows"}
)


class Pair(NamedTuple):
    one: str
    other: str
    kind: Kind


def pairs(keys: Iterable[str]) -> Iterator[Pair]:
    """Of the keys of tags, those that differ in their last word only, each pair once."""
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in keys:
        outer, slash, word = key.rpartition("/")
        alike[outer + slash, without_separators(word)].append(key)
    for (outer, word), same in alike.items():
        yield from (Pair(*two, "separator") for two in combinations(same, 2))
        for plural in plurals(word):
            yield from (Pair(one, other, "plural") for one in same for other in alike.get((outer, plural), ()))


def without_separators(word: str) -> str:
    """What words are compared by: `toread` for `to-read`. Of short words and between digits, every separator is `-`."""
    alike = _SEPARATORS.sub("-", word)
    bare = _BESIDE_LETTER.sub("", alike)
    return bare if len(bare) >= _SHORTEST else alike


def plurals(word: str) -> Iterator[str]:
    """Forms that may be the English plural of a word; none of short words, and none that has a meaning of its own."""
    if len(word) >= _SHORTEST and word[-1].isascii() and word[-1].isalpha():
        yield from (form for form in _forms(word) if form not in _OWN_MEANING)


def _forms(word: str) -> Iterator[str]:
    if not word.endswith(("s", "ic")):  # `physics` is not the plural of `physic`
        yield f"{word}s"
    if word.endswith(_HISSING):
        yield f"{word}es"
    if _CONSONANT_Y.search(word):
        yield f"{word[:-1]}ies"
