"""The days of files as they will be, when git is in the midst of a merge, a rebase or a cherry-pick."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from vault_tools.errors import UserError
from vault_tools.git.days import History, history
from vault_tools.git.essence import Essence
from vault_tools.git.merged import merged
from vault_tools.git.merging import in_progress
from vault_tools.git.program import diff, untracked


def history_to_come(root: Path, commit: str, *, partly: Collection[str], essence: Essence) -> History:
    """As it is once `commit`, or that which ends what git is in the midst of, is made. What is staged is part of that
    commit, and so is a file in conflict. Without either: as it is."""
    end = commit or _end_of_merge(root)
    known = history(root, *filter(None, [end]), partly=partly, essence=essence)
    if not end:
        return known
    # what git is at, it may have written already: else it would not have begun
    written = {entry.path for entry in diff(root, "HEAD", commit)} if commit else set()
    return known._replace(uncommitted=known.uncommitted.intersection(_left_out(root)) - written)


def _end_of_merge(root: Path) -> str:
    """Empty where git is about no such thing, or is not there."""
    try:
        merge = in_progress(root)
        found = merged(root, merge) if merge else None
    except UserError:
        return ""
    return found.commit if found else ""


def _left_out(root: Path) -> Iterator[str]:
    """What is changed on disk and will not be in the next commit, as far as anybody knows."""
    entries = list(diff(root))
    in_conflict = {entry.path for entry in entries if entry.status == "U"}
    yield from {entry.path for entry in entries} - in_conflict
    yield from untracked(root)
