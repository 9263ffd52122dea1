"""What must be so of a note for a page to list it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from vault_tools.conditions import read_condition
from vault_tools.index.context import Context
from vault_tools.index.fields import said, values
from vault_tools.index.file_fields import is_of_file
from vault_tools.model import Note
from vault_tools.schemas import date_formats


class Clause(NamedTuple):
    """One of the things that must be so of a note for a page to list it."""

    text: str
    """As the config says it, or in words: `in the folder "DSA"`."""
    holds: Callable[[Note], bool]
    found: Callable[[Note], str] = lambda note: ""
    """What the note has there, for whoever asks why; empty when there is nothing more to say."""


def of_condition(text: str, context: Context) -> Clause:
    """A condition on a property or tag, or on a field of the file. Where the frontmatter cannot be read, there is no
    property (4.4)."""
    condition = read_condition(text, date_formats(read_condition(text).name, context.vault))

    def found(note: Note) -> str:
        tags = ", ".join(f"#{tag.name}" for tag in note.tags)
        return tags if condition.is_tag else said(note, condition.name, context)

    if not is_of_file(condition.name):
        return Clause(text, lambda note: condition.is_so(note) != condition.is_negated, found)

    def holds(note: Note) -> bool:
        return any(map(condition.fits, values(note, condition.name, context))) != condition.is_negated

    return Clause(text, holds, found)
