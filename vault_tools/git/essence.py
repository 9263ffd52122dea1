"""What of a file counts, when a program writes a part of it: who lists a change must not be changed by the list."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from vault_tools.git.blobs import blobs
from vault_tools.git.commits import Commit
from vault_tools.git.program import NO_BLOB, Entry

Essence = Callable[[bytes], bytes]
"""Of what a file holds, that which people write."""


def essential(root: Path, walk: Sequence[Commit], paths: Collection[str], essence: Essence) -> list[Commit]:
    """The commits, with files of these paths named not by all that they hold, but by what counts of it."""
    entries = [entry for commit in walk for entry in commit.entries]
    named = _by_essence(root, entries, _with_old_names(entries, paths), essence)
    return [commit._replace(entries=[_renamed(entry, named) for entry in commit.entries]) for commit in walk]


def unchanged(root: Path, entries: Sequence[Entry], paths: Collection[str], essence: Essence) -> set[str]:
    """Those of the paths that are as before in what counts. What has no blob yet is read from disk."""
    mine = [entry for entry in entries if entry.path in paths and entry.old != NO_BLOB]
    known = blobs(root, [name for entry in mine for name in (entry.old, entry.new)])
    changed = {entry.path for entry in mine if _now(root, entry, known, essence) != essence(known.get(entry.old, b""))}
    return {entry.path for entry in mine} - changed


def _now(root: Path, entry: Entry, known: dict[str, bytes], essence: Essence) -> bytes | None:
    if entry.new != NO_BLOB:
        return essence(known.get(entry.new, b""))
    try:
        return essence((root / entry.path).read_bytes())
    except OSError:
        return None


def _with_old_names(entries: Sequence[Entry], paths: Collection[str]) -> set[str]:
    """Commits stand parents first, so what a file was called before comes up going backwards."""
    found = set(paths)
    for entry in reversed(entries):
        if entry.path in found:
            found.add(entry.source)
    return found


def _by_essence(root: Path, entries: Iterable[Entry], paths: set[str], essence: Essence) -> dict[str, str]:
    names = [name for entry in entries if entry.path in paths for name in (entry.old, entry.new)]
    return {name: sha256(essence(data)).hexdigest() for name, data in blobs(root, names).items()}


def _renamed(entry: Entry, named: dict[str, str]) -> Entry:
    return entry._replace(old=named.get(entry.old, entry.old), new=named.get(entry.new, entry.new))
