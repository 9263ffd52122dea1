"""Which properties are likely one and the same, spelled in two ways."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import permutations
from typing import NamedTuple

from vault_tools.suggest import slips

_RARE, _OFTEN = 2, 10
"""Notes that have a slip, at most, and notes that have what was meant, at least."""
_SEPARATORS = re.compile(r"(?<=[^\W_])[-_ ]+(?=[^\W\d_])|(?<=[^\W\d_])[-_ ]+(?=\d)")
"""Between words, but not between two numbers, nor at either end, where they mark what is private."""
_WHEN = re.compile(r"(?:date|last|time)?(\w{3,}ed)(?:at|on|date|time)?")


class Met(NamedTuple):
    """Where a property is met, and what it holds where it is not empty."""

    paths: frozenset[str]
    types: frozenset[str]


def folded(name: str) -> str:
    """Without case and separators: `date-created`, `date created`, `dateCreated` and `date_created` are one."""
    return _SEPARATORS.sub("", name.lower())


def bare(name: str) -> str:
    """Folded, and without a word that adds nothing to a point in time: `Last Modified` and `modified_at` say
    `modified`."""
    plain = folded(name)
    found = _WHEN.fullmatch(plain)
    return found[1] if found else plain


def likely_same(met: Mapping[str, Met]) -> Mapping[str, tuple[str, ...]]:
    """Of names in lower case those that have variants, each with these, in the order of the alphabet.

    Separators are enough. What looks like a slip must be rare, and the other frequent, of a kind, and in other notes:
    a note that has both means two things.
    """
    found: dict[str, set[str]] = {}
    for name, other in (*_by_separators(met), *_by_slips(met)):
        found.setdefault(name, set()).add(other)
        found.setdefault(other, set()).add(name)
    return {name: tuple(sorted(others)) for name, others in found.items()}


def _by_separators(met: Mapping[str, Met]) -> Iterator[tuple[str, str]]:
    for names in _grouped(met, folded).values():
        yield from permutations(names, 2)


def _by_slips(met: Mapping[str, Met]) -> Iterator[tuple[str, str]]:
    """Not in maps, whose names a program has written."""
    names = {name: one for name, one in met.items() if "." not in name}
    rare = _grouped((name for name, one in names.items() if len(one.paths) <= _RARE), bare)
    often = _grouped((name for name, one in names.items() if len(one.paths) >= _OFTEN), bare)
    equal = ((form, form) for form in rare if form in often)
    for slip, meant in (*equal, *slips(rare, often)):
        for name in rare[slip]:
            yield from ((name, other) for other in often[meant] if _is_one(met[name], met[other]))


def _grouped(names: Iterable[str], form: Callable[[str], str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(form(name), []).append(name)
    return found


def _is_one(rare: Met, often: Met) -> bool:
    is_of_a_kind = not rare.types or not often.types or not rare.types.isdisjoint(often.types)
    return is_of_a_kind and rare.paths.isdisjoint(often.paths)
