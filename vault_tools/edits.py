"""Edits of a note, applied in memory and judged by what becomes of it; nothing is written here."""

from __future__ import annotations

from collections.abc import Sequence

from vault_tools.inventory import Declared, undeclared
from vault_tools.model import Note
from vault_tools.source import splice


def edited(note: Note, declared: Sequence[Declared]) -> Note | None:
    """The note with some edits; None if they change more than they declare, or cannot be applied."""
    from vault_tools.parse import parse_note  # heavy, and only needed when something is changed

    try:
        text = splice(note.text, {edit for it in declared for edit in it.edits})
    except ValueError:  # the text is not what an edit expects
        return None
    after = parse_note(note.path, text)
    return after if after.is_intact and not undeclared(note, after, declared) else None
