"""Plans become bytes on disk."""

from __future__ import annotations

from vault_tools.diff import unified
from vault_tools.index.plan import Plan
from vault_tools.source import splice
from vault_tools.vault import Vault
from vault_tools.vault.write import Change, prepare, write


def save(vault: Vault, plan: Plan) -> Change:
    """Write one note, whole or not at all, and say what was written.

    Raises UserError when the note has changed since it was read, or cannot be written.
    """
    change = prepare(vault, plan.path, [plan.edits])
    write(change)
    return change


def diff(vault: Vault, plan: Plan) -> str:
    """Unified, with vault paths; empty when nothing changes."""
    note = vault.note(plan.path)
    old = note.text if note else ""
    return unified(plan.path, old, splice(old, plan.edits), is_new=plan.is_new)
