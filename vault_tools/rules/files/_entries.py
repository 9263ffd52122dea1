"""What the rules on names share: every file and folder once, and where a folder is reported."""

from __future__ import annotations

from bisect import bisect_left

from vault_tools.vault import Vault, once_per_vault


@once_per_vault
def files(vault: Vault) -> tuple[str, ...]:
    return tuple(sorted(vault.files))


@once_per_vault
def entries(vault: Vault) -> tuple[str, ...]:
    """The vault paths of all files, and of all folders that have files in them, in the order of the paths."""
    folders: set[str] = set()
    for path in vault.files:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return tuple(sorted({*vault.files, *folders}))


def reported_at(path: str, vault: Vault) -> str | None:
    """A file is reported at itself, a folder at the first file in it; None when all of them are excluded."""
    if path in vault.files:
        return None if vault.is_excluded(path) else path
    paths, prefix = files(vault), path + "/"
    for i in range(bisect_left(paths, prefix), len(paths)):
        if not paths[i].startswith(prefix):
            break
        if not vault.is_excluded(paths[i]):
            return paths[i]
    return None
