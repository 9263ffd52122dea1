"""Which kinds of notes a vault has, found by what properties they have together.

First what nearly all notes have: that is no sign of a kind. Then a property that names kinds, `type: book`, if there is
one. The rest of the notes are clustered by the properties that are left, and a cluster is a kind if something tells its
notes from others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vault_tools.config.schema import Match
from vault_tools.infer.clusters import Signature, clusters
from vault_tools.infer.naming import FEWEST, NOT_A_SIGN, names_of, naming_property, values
from vault_tools.infer.signs import best_signs, match_of, name_by, slug, spelling
from vault_tools.model import Note
from vault_tools.schemas.match import is_match

COMMON = 0.95
"""What so many notes have says nothing about their kind."""


class Kind(NamedTuple):
    name: str
    match: Match
    notes: tuple[Note, ...]
    templates: tuple[Note, ...] = ()
    """That notes of the kind are made from."""

    @property
    def naming(self) -> str:
        """The property whose value makes the kind, in lower case."""
        return (self.match.property or "").lower() if self.match.value is not None else ""


def common_names(notes: Sequence[Note]) -> frozenset[str]:
    """What nearly all of them have, be it empty or not; nothing when they are too few to say."""
    counts = Counter(name for note in notes for name in names_of(note))
    return frozenset(name for name, count in counts.items() if count >= max(FEWEST, COMMON * len(notes)))


def kinds_of(notes: Sequence[Note], common: frozenset[str], templates: Sequence[Note] = ()) -> Iterator[Kind]:
    """By the number of their notes, most first, each without the notes that one before it has; `notes` are those that
    a schema could be for.

    Where a property names the kinds, nothing is clustered: the vault has its own order.
    """
    naming = naming_property(notes)
    found = _named_kinds(notes, naming, templates) if naming else _clustered_kinds(notes, common)
    taken: set[str] = set()
    for kind in sorted(found, key=lambda kind: -len(kind.notes)):
        if own := tuple(note for note in kind.notes if note.path not in taken):
            taken.update(note.path for note in own)
            yield kind._replace(notes=own)


def _named_kinds(notes: Sequence[Note], name: str, templates: Sequence[Note]) -> Iterator[Kind]:
    """A kind with a template may have a note less."""
    for value, found in values(notes, name).items():
        match = Match(property=spelling(name, notes), value=value)
        own = tuple(template for template in templates if is_match(template, match))
        if len(found) >= (FEWEST - 1 if own else FEWEST):
            yield Kind(slug(value), match, tuple(note for note in notes if is_match(note, match)), own)


def _clustered_kinds(notes: Sequence[Note], common: frozenset[str]) -> Iterator[Kind]:
    counts = Counter(name for note in notes for name in names_of(note))
    signs = {name for name, count in counts.items() if count >= 2} - common - NOT_A_SIGN
    by_signature: dict[Signature, list[Note]] = defaultdict(list)
    for note in notes:
        if signature := names_of(note) & signs:
            by_signature[signature].append(note)
    for cluster in clusters({signature: len(found) for signature, found in by_signature.items()}):
        members = [note for signature in cluster for note in by_signature[signature]]
        if len(members) >= FEWEST:
            best = best_signs(members, notes, signs)
            if match := match_of(members, notes, best[0]):
                yield Kind(name_by(match, best, members), match, tuple(note for note in notes if is_match(note, match)))
