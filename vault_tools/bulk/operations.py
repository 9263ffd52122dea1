"""What can be done to one property of a note."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from msgspec import Struct

from vault_tools.bulk.values import is_same
from vault_tools.model import Edit, Note, Property, Span, Value, is_empty
from vault_tools.property_edits import add_property, remove_property, rename_property, set_value, written
from vault_tools.schemas import find_property

Pairs = tuple[tuple[str, Value], ...]
"""Names and values of all properties, in their order."""


class Outcome(NamedTuple):
    """Edits, and what the note must have after them."""

    edits: tuple[Edit, ...]
    properties: Pairs
    span: Span
    """Of the property before, where things may change; empty where it is new."""


class Obstacle(NamedTuple):
    """Why a note cannot change, and where."""

    span: Span
    reason: str


class Operation(Struct, frozen=True):
    """Base of all operations, on the property of one name, without case (4.2)."""

    name: str

    @property
    def done(self) -> str:
        """What was done, up to `in 3 notes`."""
        raise NotImplementedError

    def on(self, note: Note) -> Outcome | Obstacle | None:
        """None when there is nothing to do."""
        found = self.found(note)
        if len(found) > 1:
            first, second = found[0].name, found[1]
            return Obstacle(second.key, f'it has "{first}" and "{second.name}": keep one')
        if not found and (inner := find_property(note, self.name)):
            return Obstacle(inner.key, f'"{self.name}" stands in a map, and only whole properties are changed')
        return self.on_property(note, found[0]) if found else self.on_missing(note)

    def found(self, note: Note) -> list[Property]:
        """All that are in each other's way."""
        return [it for it in note.properties if it.name.lower() == self.name.lower()]

    def on_property(self, note: Note, property: Property) -> Outcome | Obstacle | None:
        raise NotImplementedError

    def on_missing(self, note: Note) -> Outcome | Obstacle | None:
        return None


class Rename(Operation, frozen=True):
    new: str

    @property
    def done(self) -> str:
        return f'Renamed "{self.name}" to "{self.new}" in'

    def found(self, note: Note) -> list[Property]:
        names = {self.name.lower(), self.new.lower()}
        found = [it for it in note.properties if it.name.lower() in names]
        return found if any(it.name.lower() == self.name.lower() for it in found) else []

    def on_property(self, note: Note, property: Property) -> Outcome | Obstacle | None:
        if property.name == self.new:
            return None
        edit = rename_property(note, property, self.new)
        return outcome(note, property, (edit,), lambda it: ((self.new, it.value),))


class Remove(Operation, frozen=True):
    @property
    def done(self) -> str:
        return f'Removed "{self.name}" from'

    def on_property(self, note: Note, property: Property) -> Outcome | Obstacle | None:
        return outcome(note, property, (remove_property(note, property),), lambda it: ())


class Set(Operation, frozen=True):
    value: Value
    if_missing: bool = True
    """Also in notes that have no such property?"""
    if_filled: bool = True
    """Also where it has another value?"""

    @property
    def done(self) -> str:
        value = "nothing" if self.value is None else written(self.value)
        return f'Set "{self.name}" to {value} in'

    def on_property(self, note: Note, property: Property) -> Outcome | Obstacle | None:
        if is_same(property.value, self.value) or not (self.if_filled or is_empty(property.value)):
            return None
        edit = set_value(note, property, self.value)
        return outcome(note, property, (edit,), lambda it: ((it.name, self.value),))

    def on_missing(self, note: Note) -> Outcome | Obstacle | None:
        if not self.if_missing:
            return None
        outer = note.property_named(self.name.partition(".")[0])
        if outer and isinstance(outer.value, dict):
            return Obstacle(outer.key, f'"{self.name}" would stand in a map, and only whole properties are added')
        edit = add_property(note, self.name, self.value)
        if edit is None:
            return Obstacle(Span(0, 0), "its frontmatter is written in a way that no line can be added to for sure")
        return Outcome((edit,), (*pairs(note), (self.name, self.value)), Span(edit.start, edit.start))


def outcome(
    note: Note, property: Property, edits: tuple[Edit | None, ...], new: Callable[[Property], Pairs]
) -> Outcome | Obstacle:
    """`new` gives what stands in the place of the property then."""
    sure = tuple(edit for edit in edits if edit)
    if len(sure) < len(edits):
        reason = "is written in a way that no edit is sure of (a comment or an anchor in it, JSON): change it by hand"
        return Obstacle(property.key, f'"{property.name}" {reason}')
    after = tuple(pair for it in note.properties for pair in (new(it) if it is property else ((it.name, it.value),)))
    return Outcome(sure, after, property.whole)


def pairs(note: Note) -> Pairs:
    return tuple((it.name, it.value) for it in note.properties)
