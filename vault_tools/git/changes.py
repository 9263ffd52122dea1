"""What git says has changed in a vault, and what it was before."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from vault_tools.git.blobs import blobs
from vault_tools.git.program import NO_BLOB, Entry, ask, demand_commit, demand_repository, diff, untracked
from vault_tools.model import file_class
from vault_tools.vault.files import is_hidden

_READ = ("note", "canvas")


class Changes(NamedTuple):
    """Between two states of a vault. Paths are vault paths."""

    touched: frozenset[str]
    """What is new or not what it was."""
    before: Mapping[str, bytes | None]
    """What the files that changed held before; None for one that was not there, and nothing for what is no note or
    canvas. Files that are gone are among them."""
    renamed: Mapping[str, str]
    """Where files that are gone went to."""
    unstaged: Mapping[str, bytes | None]
    """What is staged, where the file on disk is not the same."""


def changes_since(root: Path, revision: str) -> Changes:
    """Since the branch left `revision`, with what is not committed and not even added. Raises UserError."""
    demand_commit(root, revision)
    base = ask(root, "merge-base", revision, "HEAD") or revision
    entries = list(diff(root, base.strip()))
    entries += [Entry("A", NO_BLOB, NO_BLOB, path, path) for path in untracked(root)]
    return _changes(root, entries, {})


def changes_staged(root: Path) -> Changes:
    """What the next commit would change. Raises UserError."""
    demand_repository(root)
    unstaged = {entry.path: entry for entry in diff(root)}
    blobs = _blobs(root, {path: entry.old for path, entry in unstaged.items()})
    return _changes(root, list(diff(root, "--cached")), blobs)


def _changes(root: Path, entries: list[Entry], unstaged: Mapping[str, bytes | None]) -> Changes:
    entries = [entry for entry in entries if not is_hidden(entry.path)]
    renamed = {entry.source: entry.path for entry in entries if entry.status == "R"}
    gone = {entry.path for entry in entries if entry.status == "D"} | renamed.keys()
    before = {entry.source if entry.status == "R" else entry.path: entry.old for entry in entries}
    before |= {entry.path: NO_BLOB for entry in entries if entry.status in "RC"}
    touched = frozenset(entry.path for entry in entries) - gone
    return Changes(touched, _blobs(root, before), renamed, unstaged)


def _blobs(root: Path, names: Mapping[str, str]) -> dict[str, bytes | None]:
    """What is in the blobs of notes and canvases; empty for other files; None where there is no blob."""
    wanted = {path: name for path, name in names.items() if name != NO_BLOB and file_class(path) in _READ}
    known = blobs(root, wanted.values())
    return {path: None if name == NO_BLOB else known.get(wanted.get(path, ""), b"") for path, name in names.items()}
