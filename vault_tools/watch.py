"""What changes in a vault while somebody waits for it. The only module that knows watchfiles."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from watchfiles import Change, watch
from watchfiles.main import FileChange

from vault_tools.config import FILE_NAMES
from vault_tools.errors import UserError
from vault_tools.model import file_class
from vault_tools.vault.files import is_hidden, visible_name
from vault_tools.vault.obsidian import read_settings

_PAUSE = 100
"""Milliseconds without another change, after which those before are one set."""
_TICK = 200
"""Milliseconds between two looks at what no event tells: the end, the root, the config."""

_OF_EDITORS = re.compile(r"~$|^#.*#$|^4913$|___jb_(tmp|old)___$")
"""Names of the files that Vim, Emacs and the JetBrains editors make beside the one they save, and are not hidden."""


def changes(root: Path, is_over: Callable[[], bool], config: Path | None = None) -> Iterator[frozenset[str]]:
    """Vault paths of notes, files and folders that changed, until `is_over`.

    The first set is empty, and says that from now on no change is missed; an empty one later says that `config`
    changed, which may lie anywhere. Raises UserError when the vault is gone, or cannot be watched.
    """
    folder, place = os.path.realpath(root), _place(root)
    known: tuple[int, ...] | None = None
    now = _stamp(config)
    for found in _events(folder):
        if is_over():
            return
        paths = frozenset(_counting(found, folder))
        if "" in paths or place is None or _place(root) != place:
            raise UserError(f"{root}: the vault is no longer there")
        before, now = now, _stamp(config)
        if known is None or now == before != known:  # it is not just being written
            known = now
            yield frozenset()
        elif paths:
            yield paths


def _events(folder: str) -> Iterator[set[FileChange]]:
    """Without end; an empty set when nothing happened for a while."""
    try:
        yield from watch(
            folder,
            watch_filter=None,
            step=_PAUSE,
            rust_timeout=_TICK,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        )
    except (OSError, RuntimeError) as error:  # the system has only so many watches
        hint = "with WATCHFILES_FORCE_POLLING=1 its files are looked at one by one"
        raise UserError(f"{folder}: cannot be watched: {error}; {hint}") from error


def _place(root: Path) -> tuple[str, int] | None:
    """What a folder that is moved, linked anew or unmounted no longer has: what is there then is not the vault."""
    try:
        return os.path.realpath(root), os.stat(root).st_dev
    except OSError:
        return None


def _stamp(file: Path | None) -> tuple[int, ...]:
    try:
        found = os.stat(file) if file else None
    except OSError:
        found = None
    return (found.st_mtime_ns, found.st_size, found.st_ino) if found else ()


def _counting(found: set[FileChange], folder: str) -> Iterator[str]:
    """Vault paths of those changes that a reader of the vault can see; an empty one when the vault itself is gone."""
    for change, disk in found:
        if Path(disk).is_relative_to(folder):
            path = "/".join(map(visible_name, Path(disk).relative_to(folder).parts))
            if _counts(path, change) if path else change is Change.deleted:
                yield path


def _counts(path: str, change: Change) -> bool:
    """Of folders, and of files that are neither note nor canvas, nothing is read but the name."""
    folder, _, name = path.rpartition("/")
    if name.endswith(".j2"):  # a template of pages, in whatever folder
        return True
    if name in FILE_NAMES:
        return not is_hidden(folder)
    if is_hidden(path):
        return path.partition("/")[2] in _settings()
    return not _OF_EDITORS.search(name) and (change is not Change.modified or file_class(path) in ("note", "canvas"))


@cache
def _settings() -> frozenset[str]:
    """Those files of Obsidian's that anyone reads: `workspace.json` it writes at every click."""
    asked: list[str] = []
    read_settings(asked.append)
    return frozenset(asked)
