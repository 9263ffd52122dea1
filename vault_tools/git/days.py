"""The days on which the files of a vault came and were changed, as git knows them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from vault_tools.errors import UserError
from vault_tools.git.commits import Moment, commits
from vault_tools.git.essence import Essence, essential, unchanged
from vault_tools.git.program import Entry, demand_commit, diff, is_withheld, untracked
from vault_tools.git.renames import times
from vault_tools.vault.files import is_hidden


class History(NamedTuple):
    """By vault path. A day is the one that the author of a commit had, where he was."""

    created: Mapping[str, date]
    """Of the commit that first brought the file, under whatever name. Files that are gone are among them; what was
    there before the history of a shallow clone begins is not, nor what came only as branches were joined."""
    modified: Mapping[str, date]
    """Of the newest commit that changed what is in the file, not its name or mode. A commit that joins branches does
    not count; what has not changed since the history of a shallow clone begins has no day."""
    uncommitted: frozenset[str]
    """Files whose content, on disk or staged, is not that of HEAD. None of them is a file that is gone, or one that
    only has a new name, if that is staged."""
    is_shallow: bool
    """Is the vault older than its history?"""
    silence: str = ""
    """Why git does not say what it would know of the vault, on one line; then nothing is known."""


_NOTHING = History({}, {}, frozenset(), False)


def history(root: Path, *revisions: str, partly: Collection[str] = (), essence: Essence = lambda data: data) -> History:
    """Of all that HEAD and the revisions come from. Nothing is known without git, a repository and a commit, and of a
    vault that its repository ignores. Raises UserError for a revision that is not there.

    Of the paths in `partly`, a change counts only if it changes the essence.
    """
    for revision in revisions:
        demand_commit(root, revision)
    try:
        walk = commits(root, "HEAD", *revisions)
    except UserError as error:
        return _NOTHING._replace(silence=" ".join(str(error).split()) if is_withheld(root) else "")
    known = times(essential(root, walk, partly, essence) if partly else walk)
    staged = list(diff(root, "--cached"))
    known |= {entry.path: known[entry.source] for entry in staged if entry.status == "R" and entry.source in known}
    created = _days((path, it.created) for path, it in known.items())
    modified = _days((path, it.modified) for path, it in known.items())
    changes = [*staged, *diff(root)]
    uncommitted = _uncommitted(changes, untracked(root)) - unchanged(root, changes, partly, essence)
    return History(created, modified, uncommitted, any(commit.is_cut for commit in walk))


def first_commits(root: Path) -> Mapping[str, date]:
    """`history(root).created` by one process, which knows nothing of what is staged."""
    try:
        known = times(commits(root, "HEAD"))
    except UserError:
        return {}
    return _days((path, it.created) for path, it in known.items())


def _days(moments: Iterable[tuple[str, Moment | None]]) -> dict[str, date]:
    return {path: moment.day for path, moment in moments if moment and not is_hidden(path)}


def _uncommitted(entries: Sequence[Entry], new: Iterable[str]) -> frozenset[str]:
    changed = {entry.path for entry in entries if entry.old != entry.new or entry.status == "U"}
    gone = {entry.path for entry in entries if entry.status == "D"}
    return frozenset(path for path in (changed - gone).union(new) if not is_hidden(path))
