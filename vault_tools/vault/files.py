"""Which files belong to a vault (1.1 to 1.3, 1.8, 1.9)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal, NamedTuple
from unicodedata import normalize


class VaultFile(NamedTuple):
    path: str
    """The vault path: relative, `/` between folders, NFC."""
    disk: str
    """The path on this machine, whose names may be decomposed or not even text."""


class Found(NamedTuple):
    files: tuple[VaultFile, ...]
    """In no particular order."""
    inner: tuple[str, ...]
    """Folders that are vaults of their own, which Obsidian does not mind (1.7)."""


def walk(root: Path) -> Found:
    """Every visible file: no name on the way begins with a dot (1.3).

    A folder link is followed only if its target lies outside the vault and outside every target met before (1.8), so
    there are no loops. Raises OSError only when the root itself cannot be listed.
    """
    real_root = os.path.realpath(root)
    targets = [real_root]
    pending = [("", str(root))]
    files: list[VaultFile] = []
    inner: list[str] = []
    first = True
    while pending:
        prefix, folder = pending.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            if first:
                raise
            continue  # a folder that we may not list has nothing for us, as in Obsidian
        first = False
        taken: set[str] = set()
        for entry in sorted(entries, key=lambda entry: (entry.name != visible_name(entry.name), entry.name)):
            if is_hidden(entry.name):
                if entry.name == ".obsidian" and prefix:
                    inner.append(prefix.removesuffix("/"))
                continue
            name = visible_name(entry.name)
            path = prefix + (entry.name if name in taken else name)  # composed and decomposed, side by side
            taken.add(name)
            kind = _kind(entry)
            if kind == "file":
                files.append(VaultFile(path, entry.path))
            elif kind == "folder" and (not entry.is_symlink() or _is_disjoint(entry.path, targets)):
                pending.append((path + "/", entry.path))
    return Found(tuple(files), tuple(sorted(inner)))


def is_hidden(path: str) -> bool:
    """Does a name on the way begin with a dot?"""
    return path.startswith(".") or "/." in path


def _kind(entry: os.DirEntry[str]) -> Literal["file", "folder", "neither"]:
    """Neither are links to nothing and to themselves, and what is no regular file."""
    try:
        return "folder" if entry.is_dir() else "file" if entry.is_file() else "neither"
    except OSError:
        return "neither"


def _is_disjoint(link: str, targets: list[str]) -> bool:
    target = os.path.realpath(link)
    if any(_is_within(target, other) or _is_within(other, target) for other in targets):
        return False
    targets.append(target)
    return True


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def visible_name(name: str) -> str:
    """NFC; bytes that are no text are replaced, so that the name can be printed and stored."""
    return name if name.isascii() else normalize("NFC", os.fsencode(name).decode(errors="replace"))
