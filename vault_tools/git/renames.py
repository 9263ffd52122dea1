"""Which file is which, under all the names that it had on all branches, and when commits brought and changed it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vault_tools.git.commits import Commit, Moment
from vault_tools.git.program import Entry


class Times(NamedTuple):
    """Of a file; None where nobody knows."""

    created: Moment | None
    modified: Moment | None


class _File:
    """It lives through renames: what one branch edits and another renames is one file."""

    def __init__(self, created: Moment | None) -> None:
        self.created = created
        self.modified: Moment | None = None
        self.same: _File | None = None
        """Another, which was found to be this one and knows the times of both."""


class _Holder:
    """Who has a path from some commit on. A file that gets its old path back is another holder of it."""

    def __init__(self, file: _File, *before: _Holder, is_gone: bool = False) -> None:
        self.file = file
        self.before = before
        """Who had the path until then: several where branches met."""
        self.is_gone = is_gone
        """The path is free. If somebody takes it, it is this file again."""


_Holders = dict[str, _Holder]


def times(commits: Sequence[Commit]) -> dict[str, Times]:
    """Of every file that ever was, by its path where all branches meet; parents stand before their children."""
    children = Counter(parent for commit in commits for parent in commit.parents)
    after: dict[str, _Holders] = {}
    for commit in commits:
        holders = _joined([_left(after, parent, children) for parent in commit.parents])
        for entry in commit.entries:
            _change(holders, entry, commit.moment)
        after[commit.name] = holders
    files = {path: _itself(holder.file) for path, holder in _joined(list(after.values())).items()}
    return {path: Times(file.created, file.modified) for path, file in files.items()}


def _left(after: dict[str, _Holders], commit: str, children: Counter[str]) -> _Holders:
    """What a commit left to a child, which may change it: a copy, but for the last child."""
    children[commit] -= 1
    return after[commit].copy() if children[commit] else after.pop(commit)


def _joined(branches: list[_Holders]) -> _Holders:
    joined, *others = branches or [{}]
    for path, holder in (pair for other in others for pair in other.items()):
        if (mine := joined.setdefault(path, holder)) is not holder:
            joined[path] = _meeting(mine, holder)
    return joined


def _meeting(one: _Holder, other: _Holder) -> _Holder:
    """Who has the path where branches meet. Two files that came to one path on two branches are one from now on."""
    if other in _earlier(one):
        return one
    if one in _earlier(other):
        return other
    if not (one.is_gone or other.is_gone):
        _unite(_itself(one.file), _itself(other.file))
    file = other.file if one.is_gone else one.file
    return _Holder(file, one, other, is_gone=one.is_gone and other.is_gone)


def _earlier(holder: _Holder) -> Iterator[_Holder]:
    pending, seen = [*holder.before], set(holder.before)
    while pending:
        yield (one := pending.pop())
        pending += (it for it in one.before if it not in seen)
        seen.update(one.before)


def _change(holders: _Holders, entry: Entry, moment: Moment | None) -> None:
    """A deleted file may come back. A renamed one leaves its old name, with its first day, to whoever takes that."""
    holder = holders.get(entry.source) or _Holder(_File(moment if entry.status == "A" else None))
    if entry.source != entry.path:  # a rename may also compose a name that was decomposed
        before = [holders[entry.path]] if entry.path in holders else []
        holders[entry.source] = _Holder(_File(_itself(holder.file).created), holder, is_gone=True)
        holder = _Holder(holder.file, *before)
    elif holder.is_gone or entry.status == "D":
        holder = _Holder(holder.file, holder, is_gone=entry.status == "D")
    holders[entry.path] = holder
    if entry.old != entry.new and entry.status != "D":
        file = _itself(holder.file)
        file.modified = _latest(file.modified, moment)


def _unite(one: _File, other: _File) -> None:
    if one is not other:
        other.same = one
        one.created = min(one.created, other.created) if one.created and other.created else None
        one.modified = _latest(one.modified, other.modified)


def _itself(file: _File) -> _File:
    while file.same:
        file = file.same
    return file


def _latest(*moments: Moment | None) -> Moment | None:
    return max((moment for moment in moments if moment), default=None)
