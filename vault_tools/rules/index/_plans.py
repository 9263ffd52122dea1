"""What the rules on generated regions share: one fault, one rule."""

from __future__ import annotations

from collections.abc import Iterator

from vault_tools.index.obstacles import Kind, Reason
from vault_tools.index.plan import Plan, plan
from vault_tools.model import Note
from vault_tools.vault import Vault, once_per_vault


def reasons(note: Note, vault: Vault, *kinds: Kind) -> Iterator[Reason]:
    """Why regions of a note are not as `index` would have them, if for one of these; nothing when all is well."""
    if found := _plans(vault).get(note.path):
        refusal = [found.refusal] if found.refusal else []
        yield from (reason for reason in found.stale or refusal if reason.kind in kinds)


@once_per_vault
def _plans(vault: Vault) -> dict[str, Plan]:
    """Only what the config or a marker asks for: nobody who never ran `index` wants to hear of the default pages."""
    return {found.path: found for found in plan(vault, is_check=True)}
