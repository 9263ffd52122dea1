"""Which kinds of notes a vault has, found by what properties they have together.

First what nearly all notes have: that is no sign of a kind. Then a property that names kinds, `type: book`, if there is
one. The rest of the notes are clustered by the properties that are left, average linkage over the Jaccard index, and a
cluster is a kind if something tells its notes from others: the folder that they lie in, or a property.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import NamedTuple

from vault_tools.config.schema import Match, each
from vault_tools.infer.folders import folders_that_tell
from vault_tools.links import split_wikilink
from vault_tools.model import Note, name_of
from vault_tools.schemas.match import is_match

FEWEST = 3
"""So many notes make a kind; fewer are chance."""
COMMON = 0.95
"""What so many notes have says nothing about their kind."""
NEARLY_ALL = 0.8
_ALIKE = 0.4
"""Mean share of properties that two clusters have in common, from which they are one."""
_MOST_SIGNATURES = 150
"""Of the sets of properties, the most frequent; what is left over counts as no kind."""
_NAMING = ("type", "kind", "category", "categories", "class", "fileclass", "note-type", "notetype", "layout")
"""Properties that people name kinds of notes by."""
NOT_A_SIGN = frozenset({"tags", "aliases", "cssclasses", "tag", "alias", "cssclass", "publish", "created", "modified"})
"""What a note of any kind may have."""


class Kind(NamedTuple):
    name: str
    match: Match
    notes: tuple[Note, ...]
    templates: tuple[Note, ...] = ()
    """That notes of the kind are made from."""
    naming: str = ""
    """The property whose value makes the kind, in lower case."""


def names_of(note: Note) -> frozenset[str]:
    """Of its properties, in lower case (4.2)."""
    return frozenset(property.name.lower() for property in note.properties)


def common_names(notes: Sequence[Note]) -> frozenset[str]:
    """What nearly all of them have, be it empty or not; nothing when they are too few to say."""
    counts = Counter(name for note in notes for name in names_of(note))
    return frozenset(name for name, count in counts.items() if count >= max(FEWEST, COMMON * len(notes)))


def kinds_of(notes: Sequence[Note], common: frozenset[str], templates: Sequence[Note] = ()) -> Iterator[Kind]:
    """By the number of their notes, most first; `notes` are those that a schema could be for.

    Where a property names the kinds, nothing is clustered: the vault has its own order.
    """
    naming = _naming_property(notes)
    found = _named_kinds(notes, naming, templates) if naming else _clustered_kinds(notes, common)
    taken: Counter[str] = Counter()
    for kind in sorted(found, key=lambda kind: -len(kind.notes)):
        taken[kind.name] += 1
        yield kind._replace(name=f"{kind.name}-{taken[kind.name]}") if taken[kind.name] > 1 else kind


def _naming_property(notes: Sequence[Note]) -> str | None:
    """The one that most notes have, if its values come back."""
    counts = Counter(name for note in notes for name in names_of(note) if name in _NAMING)
    for name, count in counts.most_common():
        values = _values(notes, name)
        is_usual = count >= max(FEWEST, len([note for note in notes if note.properties]) / 4)
        if is_usual and sum(1 for found in values.values() if len(found) >= FEWEST) >= 2:
            return name
    return None


def _values(notes: Iterable[Note], name: str) -> dict[str, list[Note]]:
    """Notes by the texts of a property; a link counts as the note that it leads to."""
    found: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        for text in note.texts(name):
            found[_said(text)].append(note)
    return found


def _said(text: str) -> str:
    link = split_wikilink(text[2:-2]) if text.startswith("[[") and text.endswith("]]") else None
    return name_of(link[0]) if link else text


def _named_kinds(notes: Sequence[Note], name: str, templates: Sequence[Note]) -> Iterator[Kind]:
    """A kind with a template may have a note less."""
    for value, found in _values(notes, name).items():
        match = Match(property=spelling(name, notes), value=value)
        own = tuple(template for template in templates if is_match(template, match))
        if len(found) >= (FEWEST - 1 if own else FEWEST):
            yield Kind(_slug(value), match, tuple(note for note in notes if is_match(note, match)), own, name)


def _clustered_kinds(notes: Sequence[Note], common: frozenset[str]) -> Iterator[Kind]:
    counts = Counter(name for note in notes for name in names_of(note))
    signs = {name for name, count in counts.items() if count >= 2} - common - NOT_A_SIGN
    by_signature: dict[Signature, list[Note]] = defaultdict(list)
    for note in notes:
        if signature := names_of(note) & signs:
            by_signature[signature].append(note)
    for cluster in _clusters({signature: len(found) for signature, found in by_signature.items()}):
        members = [note for signature in cluster for note in by_signature[signature]]
        best = _best_signs(members, notes, signs)
        if len(members) >= FEWEST and (match := _match(members, notes, best[0])):
            yield Kind(_name(match, best), match, tuple(note for note in notes if is_match(note, match)))


def _name(match: Match, signs: Sequence[str]) -> str:
    """Of the property that makes the kind; where several do, of its folder, if it has only one."""
    folders = each(match.path)
    is_by_folder = len(signs) > 1 and len(folders) == 1
    return _slug(name_of(folders[0].strip("/")) if is_by_folder else signs[0])


Signature = frozenset[str]


def _clusters(weights: Mapping[Signature, int]) -> list[tuple[Signature, ...]]:
    """Of signatures, each with how many notes have it."""
    clusters: list[tuple[Signature, ...]] = [
        (it,) for it in sorted(weights, key=lambda it: (-weights[it], sorted(it)))[:_MOST_SIGNATURES]
    ]
    while len(clusters) > 1:
        likeness, one, other = max(
            ((_likeness(a, b, weights), a, b) for a, b in combinations(clusters, 2)), key=lambda it: it[0]
        )
        if likeness < _ALIKE:
            break
        clusters = [*(it for it in clusters if it not in (one, other)), one + other]
    return clusters


def _likeness(one: tuple[Signature, ...], other: tuple[Signature, ...], weights: Mapping[Signature, int]) -> float:
    """Mean of the Jaccard index over all pairs of notes."""
    total = sum(weights[a] * weights[b] * len(a & b) / len(a | b) for a in one for b in other)
    return total / (sum(weights[a] for a in one) * sum(weights[b] for b in other))


def _best_signs(members: Sequence[Note], notes: Sequence[Note], signs: AbstractSet[str]) -> list[str]:
    """The properties that most of them have, all equally many; that which fewest others have comes first."""
    inside = Counter(name for note in members for name in names_of(note) & signs)
    everywhere = Counter(name for note in notes for name in names_of(note) & signs)
    best = [name for name, count in inside.items() if count == max(inside.values())]
    return sorted(best, key=lambda name: (everywhere[name], name))


def _match(members: Sequence[Note], notes: Sequence[Note], sign: str) -> Match | None:
    """By folder, because a note that lacks the property is then of the kind, too; else by the property."""
    if folders := folders_that_tell(members, notes):
        return Match(path=folders[0] if len(folders) == 1 else folders)
    having = [note for note in notes if sign in names_of(note)]
    is_told = len(members) >= NEARLY_ALL * len(having)
    is_had = sum(sign in names_of(note) for note in members) >= NEARLY_ALL * len(members)
    return Match(property=spelling(sign, members)) if is_told and is_had else None


def spelling(name: str, notes: Iterable[Note]) -> str:
    """As most of them write it; `name` is in lower case, and one of them has it."""
    found = Counter(property.name for note in notes for property in note.properties if property.name.lower() == name)
    return min(found, key=lambda it: (-found[it], it))


def _slug(text: str) -> str:
    """For the name of a schema."""
    return re.sub(r"[\W_]+", "-", text.lower()).strip("-") or "notes"
