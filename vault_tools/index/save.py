"""Plans become bytes on disk."""

from __future__ import annotations

import re
from difflib import unified_diff
from pathlib import Path

from vault_tools.errors import UserError
from vault_tools.index.plan import Plan
from vault_tools.source import decode, normalise, splice
from vault_tools.vault import Vault
from vault_tools.vault.write import replace_file


def save(vault: Vault, plan: Plan) -> None:
    """Write one note, whole or not at all.

    Raises UserError when the note has changed since it was read, or cannot be written.
    """
    assert vault.root
    file = Path(vault.files.get(plan.path) or vault.root / plan.path)
    try:
        if plan.is_new and file.exists():
            raise UserError(f"{plan.path}: there is a file now that was not there before; run again")
        text = "" if plan.is_new else decode(file.read_bytes())[0]
        if not plan.is_new and normalise(text) != _text(vault, plan):
            raise UserError(f"{plan.path}: the note was changed in the meantime; run again")
        replace_file(file, splice(text, plan.edits).encode())
    except OSError as error:
        raise UserError(f"{plan.path}: cannot be written: {error.strerror}") from error


def diff(vault: Vault, plan: Plan) -> str:
    """Unified, with vault paths; empty when nothing changes."""
    old = "" if plan.is_new else _text(vault, plan)
    new = splice(old, plan.edits)
    before = "/dev/null" if plan.is_new else f"a/{plan.path}"
    lines = unified_diff(_lines(old), _lines(new), before, f"b/{plan.path}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    """With their `\\n`, the only line end there is."""
    return [line for line in re.split(r"(?<=\n)", text) if line]


def _text(vault: Vault, plan: Plan) -> str:
    note = vault.note(plan.path)
    assert note
    return note.text
