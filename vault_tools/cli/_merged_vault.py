"""The vault that a merge will leave, read while git is still at it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vault_tools.cli._config_checks import config_checks

if TYPE_CHECKING:
    from vault_tools.config.tables import Config
    from vault_tools.git.merged import Merged
    from vault_tools.git.merging import Merge
    from vault_tools.vault import Vault
    from vault_tools.vault.obsidian import Settings

Contents = Mapping[str, bytes | None]
"""What the merge changes: what files hold then, by vault path; None for a file that goes."""


class Coming(NamedTuple):
    """What is there once the merge is done."""

    vault: Vault
    """With empty regions, but for those in which a person wrote. What lies in the folder and is not in git is part of
    it, as it is of every other run."""
    texts: Mapping[str, str]
    """Of pages, as git leaves them if it asks nobody."""
    asked: frozenset[str]
    """Vault paths of what both sides changed: of that, git asks us."""


def foresee(root: Path, merge: Merge) -> Coming | None:
    """None where git cannot tell, a note cannot be read, or a conflict leaves it open what the notes will say. Raises
    UserError."""
    from vault_tools.git.merged import brought, merged

    result = merged(root, merge)
    settled = _settled(root, result) if result else None
    if not result or settled is None:
        return None
    changes = {**brought(root, merge.ours, result.tree), **settled}
    asked = brought(root, merge.theirs, result.tree).keys() & changes.keys()
    vault = _vault(root, changes, result.commit)
    if vault.unreadable:
        return None
    texts = {note.path: note.text for note in vault.notes.values() if note.regions}
    return Coming(_emptied(vault, asked), texts, frozenset(asked))


def _settled(root: Path, result: Merged) -> dict[str, bytes] | None:
    """The pages that are in conflict only as long as they are merged as text."""
    from vault_tools.git.blobs import blobs
    from vault_tools.git.merge_file import Labels
    from vault_tools.index.merge import Versions, merge_outside

    data = blobs(root, (name for names in result.conflicts.values() for name in names if name))
    found = {}
    for path, names in result.conflicts.items():
        if not _matters(path):
            continue
        given = Versions(*(data.get(name, b"") for name in names))
        outside = merge_outside(path, given, Labels()) if names.ours and names.theirs else None
        if outside is None or outside.conflicts:
            return None
        found[path] = outside.text
    return found


def _matters(path: str) -> bool:
    """Does a page depend on what is in this file?"""
    from vault_tools.config import FILE_NAMES
    from vault_tools.model import file_class
    from vault_tools.vault.obsidian import FOLDER

    return path in FILE_NAMES or path.startswith(f"{FOLDER}/") or file_class(path) in ("note", "canvas")


def _vault(root: Path, changes: Contents, commit: str) -> Vault:
    from vault_tools.vault.changed import with_contents
    from vault_tools.vault.files import is_hidden
    from vault_tools.vault.read import read_vault

    vault = replace(read_vault(root, _config(root, changes)), settings=_settings(root, changes), coming=commit)
    return with_contents(vault, {path: data for path, data in changes.items() if not is_hidden(path)})


def _emptied(vault: Vault, asked: Collection[str]) -> Vault:
    """What git merged as text in a region is of no use, whoever wrote it."""
    from vault_tools.index.merge import emptied, is_generated
    from vault_tools.source import splice
    from vault_tools.vault.changed import with_contents

    pages = [note for note in vault.notes.values() if note.path in asked or is_generated(note)]
    return with_contents(vault, {note.path: splice(note.text, emptied(note)).encode() for note in pages})


def _config(root: Path, changes: Contents) -> Config:
    from vault_tools.config import FILE_NAMES, is_ours, written_in
    from vault_tools.config.tables import Config
    from vault_tools.source import BOM, decode

    for name in FILE_NAMES:
        data = _data(root, name, changes)
        if data is not None and is_ours(name, data):
            return written_in(decode(data)[0].lstrip(BOM), root / name, config_checks()).config
    return Config()


def _settings(root: Path, changes: Contents) -> Settings:
    from vault_tools.source import BOM, decode
    from vault_tools.vault.obsidian import FOLDER, read_settings, settings_in

    if not any(path.startswith(f"{FOLDER}/") for path in changes):
        return settings_in(root)

    def text(name: str) -> str | None:
        data = _data(root, f"{FOLDER}/{name}", changes)
        return None if data is None else decode(data)[0].lstrip(BOM)

    return read_settings(text)


def _data(root: Path, path: str, changes: Contents) -> bytes | None:
    if path in changes:
        return changes[path]
    file = root / path
    return file.read_bytes() if file.is_file() else None
