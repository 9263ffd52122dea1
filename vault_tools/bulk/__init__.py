"""One change to a property of many notes, in memory: of all notes that are meant, or of none.

As with fixes, a note is read again after its edits. It must have the properties that were wanted, and all else as
before; a note that nobody can vouch for is refused by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vault_tools.bulk.operations import Obstacle, Operation, Outcome, pairs
from vault_tools.bulk.values import is_same
from vault_tools.conditions import Condition
from vault_tools.conditions.values import mentions
from vault_tools.edits import edited
from vault_tools.inventory import Declared
from vault_tools.model import Content, Edit, Note, Span

_CHANGES: frozenset[Content] = frozenset({"properties", "links", "tags"})
"""Links and tags that stand in the property."""
_START = Span(0, 0)


class Changed(NamedTuple):
    before: Note
    after: Note
    edits: tuple[Edit, ...]


class Refusal(NamedTuple):
    path: str
    line: int
    reason: str


class Plan(NamedTuple):
    changes: tuple[Changed, ...]
    refusals: tuple[Refusal, ...]


def plan(notes: Iterable[Note], operation: Operation, conditions: tuple[Condition, ...] = ()) -> Plan:
    """What becomes of the notes for which all conditions hold."""
    changes, refusals = [], []
    for note in notes:
        if all(condition.holds(note) for condition in conditions):
            for found in _on(note, operation):
                if isinstance(found, Changed):
                    changes.append(found)
                else:
                    refusals.append(Refusal(note.path, note.place(found.span.start).line, found.reason))
    return Plan(tuple(changes), tuple(refusals))


def _on(note: Note, operation: Operation) -> Iterator[Changed | Obstacle]:
    """Nothing is yielded when there is nothing to do."""
    wanted = operation.on(note)
    if wanted or (note.error and mentions(note, operation.name)):
        if obstacle := _unfit(note):
            yield obstacle
        elif wanted:
            yield wanted if isinstance(wanted, Obstacle) else _changed(note, operation, wanted)


def _unfit(note: Note) -> Obstacle | None:
    if note.conflicts:
        return Obstacle(note.conflicts[0], "there is a git conflict in it")
    if not note.is_utf8:
        return Obstacle(_START, "it is not written in UTF-8")
    if note.error:
        return Obstacle(note.error.span, f"its properties cannot be read: {note.error.message}")
    return Obstacle(_START, "it is generated") if note.is_generated else None


def _changed(note: Note, operation: Operation, wanted: Outcome) -> Changed | Obstacle:
    after = edited(note, [Declared(wanted.edits, _CHANGES, wanted.span)])
    if after and is_same(pairs(after), wanted.properties):
        return Changed(note, after, wanted.edits)
    return Obstacle(wanted.span, f'more than "{operation.name}" would change')
