"""The folders of a vault, compared as links compare them (3.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from vault_tools.model import Note, folders_of
from vault_tools.suggest import did_you_mean
from vault_tools.vault import Vault, once_per_vault
from vault_tools.vault.resolve import key


def notes_inside(folder: str, vault: Vault) -> Sequence[Note]:
    """Those in the folders inside, too; in the order of their paths."""
    return _by_folder(vault).get(key(folder), ())


@once_per_vault
def _by_folder(vault: Vault) -> Mapping[str, Sequence[Note]]:
    found: dict[str, list[Note]] = defaultdict(list)
    for note in vault.notes.values():
        for folder in folders_of(note.path):
            found[key(folder)].append(note)
    return found


def misspelt_folder(folder: str, vault: Vault) -> str | None:
    """That no folder with a note has this path, though one has a path that is spelt nearly like it."""
    every = {folder for note in vault.every_note for folder in folders_of(note.path) if folder}
    near = did_you_mean(folder, sorted(every)) if key(folder.strip("/")) not in map(key, every) else ""
    return f'there is no folder "{folder}"{near}' if near else None
