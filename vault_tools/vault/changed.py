"""The same vault with something else: what a few files hold, or what the config says."""

from __future__ import annotations

from collections.abc import Mapping

from vault_tools.config.tables import Config
from vault_tools.model import Note, file_class
from vault_tools.source import decode
from vault_tools.vault import Vault, build_vault


def with_contents(vault: Vault, contents: Mapping[str, bytes | None]) -> Vault:
    """By vault path; None takes a file away. A new file has no path on disk."""
    kept = [note for note in (*vault.every_note, *vault.canvases.values()) if note.path not in contents]
    there = {path: data for path, data in contents.items() if data is not None}
    files = {path: disk for path, disk in vault.files.items() if path not in contents}
    files |= {path: vault.files.get(path, "") for path in there}
    notes = [*kept, *(note for path, data in there.items() if (note := _read(path, data)))]
    return build_vault(
        notes, files, vault.config, vault.settings, vault.inner, vault.root, vault.unreadable, vault.coming
    )


def _read(path: str, data: bytes) -> Note | None:
    from vault_tools.parse import READERS  # heavy, and only needed when something changed

    reader = READERS.get(file_class(path))
    return reader(path, *decode(data)) if reader else None


def with_config(vault: Vault, config: Config) -> Vault:
    """What was read, sorted anew into what another config makes of it."""
    notes = [*vault.every_note, *vault.canvases.values()]
    return build_vault(
        notes, vault.files, config, vault.settings, vault.inner, vault.root, vault.unreadable, vault.coming
    )
