"""Values that are not of the type that they should be, each as a problem, with a fix where the meaning is clear."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from vault_tools.config.schema import NAMES, PropertyType
from vault_tools.model import Edit, Fix, Note, Problem, Property, Severity, Span, Value
from vault_tools.property_edits import set_value, written
from vault_tools.rules.properties._described import described
from vault_tools.rules.properties._remedies import remedy
from vault_tools.rules.properties._values import has_placeholder, is_no_tag
from vault_tools.schemas.values import is_of_type, type_name


class Asked(NamedTuple):
    """What a property should be, and whether only Obsidian's settings say so."""

    name: str
    type: PropertyType
    items: PropertyType | None = None
    is_stored: bool = False

    @property
    def entry_type(self) -> PropertyType | None:
        """What is no text in a list of names is dropped (4.6)."""
        return self.items or ("text" if self.type in NAMES else None)

    @property
    def severity(self) -> Severity | None:
        return "warning" if self.is_stored else None

    @property
    def demand(self) -> str:
        if not self.is_stored:
            return f"but must be {type_name(self.type)}"
        kind = "list" if self.type in NAMES else self.type.replace("datetime", "date & time")
        return f"but its type in Obsidian is {kind}"


def mismatches(note: Note, property: Property, asked: Asked) -> Iterator[Problem]:
    """Of the whole value, else of each entry; nothing where a template will fill in something else."""
    found = [*_mismatches(note, property, asked)]
    if found and not has_placeholder(note, property):
        yield from found


def _mismatches(note: Note, property: Property, asked: Asked) -> Iterator[Problem]:
    value, span = property.value, property.span
    if not is_of_type(value, asked.type):
        is_left = not isinstance(value, list) and is_no_tag(asked.name, value)
        if not is_left and not _is_unquoted(note, span, asked):
            yield _whole(note, property, asked)
    elif asked.entry_type:
        name = f'an entry of "{asked.name}"' if isinstance(value, list) else f'"{asked.name}"'
        for entry, place in property.each():
            is_left = is_no_tag(asked.name, entry) or _is_unquoted(note, place, asked)
            if not is_left and not is_of_type(entry, asked.entry_type):
                message = f"{name} is {described(note, place, entry)}, but must be {type_name(asked.entry_type)}"
                yield _single(note, place, entry, message, asked.entry_type, asked.severity)


def _is_unquoted(note: Note, span: Span, asked: Asked) -> bool:
    """Does `unquoted-link` speak of it?"""
    return asked.type not in NAMES and any(
        slip.kind == "unquoted-link" and slip.span.start < span.end and span.start < slip.span.end
        for slip in note.slips
    )


def _whole(note: Note, property: Property, asked: Asked) -> Problem:
    message = f'"{asked.name}" is {described(note, property.span, property.value)}, {asked.demand}'
    if isinstance(property.value, list):
        return _list(note, property, message, asked)
    return _single(note, property.span, property.value, message, asked.type, asked.severity)


def _list(note: Note, property: Property, message: str, asked: Asked) -> Problem:
    """Where one thing should be; if there is no other in the list, it is clear which."""
    only = property.value[0]
    if len(property.value) > 1:
        return Problem(property.span, f"{message}: write only one", None, asked.severity)
    if isinstance(only, list | dict) or not is_of_type(only, asked.type):
        return Problem(property.span, message, None, asked.severity)
    edit = set_value(note, property, only)
    return Problem(property.span, f"{message}: write {written(only)}", _fix(edit), asked.severity)


def _single(
    note: Note, span: Span, value: Value, message: str, type: PropertyType, severity: Severity | None
) -> Problem:
    found = remedy(note, span, value, type)
    if not found:
        return Problem(span, message, None, severity)
    edit = Edit(span.start, note.slice(span), found.written) if found.written else None
    return Problem(span, f"{message}: {found.advice}", _fix(edit), severity)


def _fix(edit: Edit | None) -> Fix | None:
    """The declared type may be what is wrong, so none is safe."""
    return Fix("unsafe", (edit,)) if edit else None
