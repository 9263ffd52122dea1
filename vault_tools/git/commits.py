"""Every commit that changed a vault, by one walk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from vault_tools.git.program import RAW, Entry, git, raw_entry

_WALK = ("--topo-order", "--reverse", "--full-history", "--parents", "--root", "--no-follow")
_PRINT = ("--no-show-signature", "--decorate=full", "--date=short", "--format=%H%x09%P%x09%at%x09%ad%x09%D")
"""Full names, since a branch may be called "grafted", which is what git calls a commit where history is cut."""


class Moment(NamedTuple):
    seconds: int
    """Since 1970, in whatever zone."""
    day: date
    """As the author's clock had it."""


class Commit(NamedTuple):
    name: str
    parents: tuple[str, ...]
    """The nearest before it that changed the vault or joined branches."""
    is_cut: bool
    """Here the history of a shallow clone begins: what the commit holds came before, and nobody knows when."""
    moment: Moment | None
    """When its author made it; None where that is not known."""
    entries: list[Entry]
    """What it changed; none where it joins branches, whatever else was done to them."""


def commits(root: Path, *revisions: str) -> list[Commit]:
    """All that the revisions come from, parents first. Raises UserError where git knows nothing, or does not say it."""
    return _commits(iter(git(root, "log", *RAW, *_WALK, *_PRINT, *revisions, "--", ".").split(b"\0")))


def _commits(fields: Iterator[bytes]) -> list[Commit]:
    """From the head of each commit, with the entries that follow it."""
    found: list[Commit] = []
    for field in fields:
        if field.startswith((b":", b"\n:")):
            found[-1].entries.append(raw_entry(field, fields))
        elif field:
            found.append(_commit(field.decode(errors="replace")))
    return found


def _commit(head: str) -> Commit:
    name, parents, seconds, day, names = head.split("\t")
    is_cut = "grafted" in names.split(", ")
    return Commit(name, tuple(parents.split()), is_cut, None if is_cut else _moment(seconds, day), [])


def _moment(seconds: str, day: str) -> Moment | None:
    try:
        return Moment(int(seconds), date.fromisoformat(day))
    except ValueError:  # a commit may say anything, such as the year 12345
        return None
