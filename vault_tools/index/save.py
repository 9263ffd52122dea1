"""Edits of a note become bytes on disk, or a patch."""

from __future__ import annotations

from collections.abc import Iterable

from vault_tools.diff import unified
from vault_tools.model import Edit
from vault_tools.source import splice_rounds
from vault_tools.vault import Vault
from vault_tools.vault.write import Change, prepare, write

Rounds = Iterable[Iterable[Edit]]


def save(vault: Vault, path: str, rounds: Rounds) -> Change:
    """Write one note, whole or not at all, and say what was written.

    Raises UserError when the note has changed since it was read, or cannot be written.
    """
    change = prepare(vault, path, rounds)
    write(change)
    return change


def diff(vault: Vault, path: str, rounds: Rounds) -> str:
    """Unified, with vault paths; empty when nothing changes."""
    note = vault.note(path)
    old = note.text if note else ""
    return unified(path, old, splice_rounds(old, rounds), is_new=note is None)
