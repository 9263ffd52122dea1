"""The `[[schema]]` tables that a vault could have: of the kinds of its notes, and of what all kinds have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count
from typing import NamedTuple

from msgspec.structs import replace

from vault_tools.config.schema import Match
from vault_tools.infer.folders import folders_that_tell
from vault_tools.infer.kinds import Kind, common_names, kinds_of
from vault_tools.infer.naming import FEWEST
from vault_tools.infer.signs import NEARLY_ALL, match_of, name_by
from vault_tools.infer.types import Ways
from vault_tools.infer.values import Guess, guesses
from vault_tools.model import Note, is_empty
from vault_tools.schemas.match import is_match

BASE = "note"
NOTHING = Match(path=())


class KindOfNote(NamedTuple):
    """A `[[schema]]`."""

    name: str
    match: Match
    notes: int
    properties: tuple[Guess, ...]
    extends: str | None = None
    is_apart: bool = False
    """Is nothing asked of its notes?"""


def schemas_of(
    notes: Sequence[Note], apart: Sequence[Kind], templates: Sequence[Note], ways: Ways
) -> Iterator[KindOfNote]:
    """The base last, and first what stands apart: of several that match a note the first counts."""
    others = tuple(_asking([note for note in notes if not _is_of(note, apart)], templates, ways))
    kinds = (*_apart(apart, others, ways), *others)
    names = _distinct(kind.name for kind in kinds)
    for kind, name in zip(kinds, names, strict=True):
        yield kind._replace(name=name, extends=names[-1] if kind.extends else None)


def _is_of(note: Note, kinds: Iterable[Kind | KindOfNote]) -> bool:
    return any(is_match(note, kind.match) for kind in kinds)


def _distinct(names: Iterable[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        free = chain([name], (f"{name}-{number}" for number in count(2)))
        found.append(next(it for it in free if it not in found))
    return found


def _apart(apart: Sequence[Kind], others: Sequence[KindOfNote], ways: Ways) -> Iterator[KindOfNote]:
    """Those that have properties, or that another kind would ask for some."""
    for kind in apart:
        own = tuple(map(_unasked, guesses(kind.notes, ways)))
        if own or any(_is_of(note, others) for note in kind.notes):
            yield KindOfNote(kind.name, kind.match, len(kind.notes), own, is_apart=True)


def _unasked(guess: Guess) -> Guess:
    return guess._replace(wanted=replace(guess.wanted, required=False, min=None))


def _asking(notes: Sequence[Note], templates: Sequence[Note], ways: Ways) -> Iterator[KindOfNote]:
    having = [note for note in notes if note.properties]
    common = common_names(having)
    base = tuple(guesses(having, ways, lambda name: name in common))
    found = [_kind(kind, common, base, ways) for kind in kinds_of(notes, common, templates)]
    kinds = [kind for kind in found if _says_something(kind)]
    yield from kinds
    rest = [note for note in notes if not _is_of(note, kinds)]
    if base and (match := _rest(rest, _required(base), any(kind.extends for kind in kinds))):
        name = BASE if kinds or match == Match() else name_by(match, _required(base), having)
        kind = KindOfNote(name, match, sum(is_match(note, match) for note in rest), base)
        yield from filter(_says_something, [kind])


def _kind(kind: Kind, common: frozenset[str], base: Sequence[Guess], ways: Ways) -> KindOfNote:
    """It extends the base if nearly all of its notes have what that requires."""
    is_like = bool(base) and all(
        sum(name in _filled(note) for note in kind.notes) >= NEARLY_ALL * len(kind.notes) for name in _required(base)
    )
    known = (common if is_like else frozenset()) | {kind.naming}
    own = tuple(guesses(kind.notes, ways, lambda name: name not in known, kind.templates))
    return KindOfNote(kind.name, kind.match, len(kind.notes), own, BASE if is_like else None)


def _says_something(kind: KindOfNote) -> bool:
    """Not only that a property is there where it is there."""
    is_by_property = kind.match.property is not None and kind.match.value is None
    return not is_by_property or len(kind.properties) > 1 or kind.extends is not None


def _required(base: Sequence[Guess]) -> list[str]:
    return [guess.name.lower() for guess in base if guess.wanted.required]


def _filled(note: Note) -> frozenset[str]:
    """The names of its properties that are not empty, in lower case (4.2)."""
    return frozenset(property.name.lower() for property in note.properties if not is_empty(property.value))


def _rest(rest: Sequence[Note], required: Sequence[str], is_extended: bool) -> Match | None:
    """Which notes of no kind are to have what all kinds have: all of them if nearly all do, else those in the folders
    where they do, else none; then it is of use only to what extends it, or if something else tells its notes."""
    good = [note for note in rest if _filled(note).issuperset(required)]
    if len(good) >= max(1, NEARLY_ALL * len(rest)):
        return Match()
    folders = folders_that_tell(good, rest) if len(good) >= FEWEST else ()
    if folders or is_extended:
        return Match(path=folders[0] if len(folders) == 1 else folders)
    return match_of(good, rest, required[0]) if len(good) >= FEWEST and required else None
