"""Sets of properties that are much alike: average linkage over the Jaccard index."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

Signature = frozenset[str]
"""Of names of properties."""

_ALIKE = 0.4
"""Mean share of properties that two clusters have in common, from which they are one."""
_MOST_SIGNATURES = 150
"""The most frequent; what is left over counts as no kind."""


def clusters(weights: Mapping[Signature, int]) -> list[tuple[Signature, ...]]:
    """Of signatures, each with how many notes have it."""
    found: list[tuple[Signature, ...]] = [
        (it,) for it in sorted(weights, key=lambda it: (-weights[it], sorted(it)))[:_MOST_SIGNATURES]
    ]
    while len(found) > 1:
        likeness, one, other = max(
            ((_likeness(a, b, weights), a, b) for a, b in combinations(found, 2)), key=lambda it: it[0]
        )
        if likeness < _ALIKE:
            break
        found = [*(it for it in found if it not in (one, other)), one + other]
    return found


def _likeness(one: tuple[Signature, ...], other: tuple[Signature, ...], weights: Mapping[Signature, int]) -> float:
    """Mean of the Jaccard index over all pairs of notes."""
    total = sum(weights[a] * weights[b] * len(a & b) / len(a | b) for a in one for b in other)
    return total / (sum(weights[a] for a in one) * sum(weights[b] for b in other))
