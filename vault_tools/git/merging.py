"""What git is in the midst of: a merge, a rebase, a cherry-pick, a revert."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from vault_tools.git.program import NO_BLOB, ask, git, raw_entry, run

_HEAD = re.compile("GITHEAD_([0-9a-f]+)")
"""`git merge` names so what it merges."""
_PICKS = {"pick", "p", "reword", "r", "edit", "e", "squash", "s", "fixup", "f"}
"""What a list of things to do says of a commit that is made again."""


class Merge(NamedTuple):
    """Two states that become one. All are names of commits."""

    ours: str
    theirs: str
    base: str = ""
    """What `theirs` changes, where a single commit is made again, or is reverted; empty for a tree without files, and
    meaningless where two branches meet."""
    is_pick: bool = False
    author: str = ""
    """The commit that is made again: the new one keeps its date. Empty where the new one is of today."""


def in_progress(root: Path) -> Merge | None:
    """None where git does nothing like that, or not with just two states."""
    ours, folder = ask(root, "rev-parse", "--verify", "--quiet", "HEAD"), ask(root, "rev-parse", "--absolute-git-dir")
    if not ours or not folder:
        return None
    heads = [found[1] for name in os.environ if (found := _HEAD.fullmatch(name))]
    if heads := heads or _lines(Path(folder.strip()) / "MERGE_HEAD"):
        return Merge(ours.strip(), heads[0]) if len(heads) == 1 else None
    word, *rest = next(_to_do(Path(folder.strip())), "").split() or [""]
    name = next((it for it in rest if not it.startswith("-")), "")
    if not name or word not in (*_PICKS, "revert"):
        return None
    return _of_one(root, ours.strip(), name, is_revert=word == "revert")


def _to_do(folder: Path) -> Iterator[str]:
    """Commands that may be the one of which git asks. `git rebase` adds to what is done what it begins to do."""
    yield from (f"pick {name}" for name in _lines(folder / "CHERRY_PICK_HEAD"))
    yield from (f"revert {name}" for name in _lines(folder / "REVERT_HEAD"))
    yield from _lines(folder / "rebase-merge" / "done")[-1:]
    yield from _lines(folder / "sequencer" / "todo")[:1]


def _lines(file: Path) -> list[str]:
    try:
        lines = file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _of_one(root: Path, ours: str, name: str, *, is_revert: bool) -> Merge | None:
    """Of a commit that is made again; not of one that joins branches."""
    said = ask(root, "rev-list", "--parents", "-1", name, "--")
    commit, *parents = said.split() if said else [""]
    if not commit or len(parents) > 1:
        return None
    base = next(iter(parents), "")
    if is_revert:
        return Merge(ours, base, commit, is_pick=True) if base else None
    return Merge(ours, commit, base, is_pick=True, author=commit)


def merge_of(root: Path, base: bytes, ours: bytes, theirs: bytes) -> Merge | None:
    """The merge that asks for these three versions of a file. None where git is about something else, such as a base
    that it makes up, or a stash."""
    old, mine, other = (
        git(root, "hash-object", "--stdin", given=data).decode().strip() for data in (base, ours, theirs)
    )
    merge = in_progress(root) or _of_only_change(root, old if base else NO_BLOB, other)
    is_of_them = merge and _holds(root, merge.ours, mine) and _holds(root, merge.theirs, other)
    return merge if is_of_them else None


def _holds(root: Path, commit: str, blob: str) -> bool:
    return blob.encode() in git(root, "ls-tree", "-r", "-z", "--full-tree", commit)


def _of_only_change(root: Path, old: str, new: str) -> Merge | None:
    """When one commit is to be made again, or reverted, git says nowhere which. It is the only one that made `new` of
    `old`, or the other way round."""
    ours = ask(root, "rev-parse", "--verify", "--quiet", "HEAD")
    found = list(_changes_of(root, new))
    picks = {commit for commit, change in found if change == (old, new)}
    reverts = {commit for commit, change in found if change == (new, old)}
    if not ours or len(picks | reverts) != 1:
        return None
    return _of_one(root, ours.strip(), *(picks or reverts), is_revert=bool(reverts))


def _changes_of(root: Path, blob: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Commits that brought it anywhere, or took it away, each with the names of what was there before and after."""
    options = ("--all", "--no-renames", "--raw", "-z", "--no-abbrev", "--no-show-signature", "--format=%x01%H")
    fields = iter(run(root, ("log", *options, f"--find-object={blob}")).stdout.split(b"\0"))
    commit = ""
    for field in map(bytes.strip, fields):
        if field.startswith(b"\1"):
            commit = field[1:].decode()
        elif field.startswith(b":"):
            entry = raw_entry(field, fields)
            yield commit, (entry.old, entry.new)
