"""What git says has changed in a vault, what it was before, and when a file came. The only module that runs git."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from vault_tools.errors import UserError
from vault_tools.model import file_class
from vault_tools.vault.files import is_hidden, visible_name

_NO_BLOB = "0"
"""Git writes as many zeros as a name has digits."""
_READ = ("note", "canvas")
_ADDED = re.compile(rb"\n?([AR])\d*")
_PATHS = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE")


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


class _Entry(NamedTuple):
    status: str
    old: str
    """The name of the blob; `_NO_BLOB` where there was none."""
    path: str
    source: str
    """Of a rename or a copy; else the same as `path`."""


def changes_since(root: Path, revision: str) -> Changes:
    """Since the branch left `revision`, with what is not committed and not even added. Raises UserError."""
    if revision.startswith("-") or not _asks(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"):
        _demand_repository(root)
        raise UserError(f'no revision "{revision}" in the git repository of {root}')
    base = _asks(root, "merge-base", revision, "HEAD") or revision
    entries = list(_diff(root, base.strip()))
    new = _listed(_git(root, "ls-files", "--others", "--exclude-standard", "-z"))
    entries += [_Entry("A", _NO_BLOB, path, path) for path in new]
    return _changes(root, entries, {})


def changes_staged(root: Path) -> Changes:
    """What the next commit would change. Raises UserError."""
    _demand_repository(root)
    unstaged = {entry.path: entry for entry in _diff(root)}
    blobs = _blobs(root, {path: entry.old for path, entry in unstaged.items()})
    return _changes(root, list(_diff(root, "--cached")), blobs)


class History(NamedTuple):
    created: Mapping[str, date]
    modified: Mapping[str, date]
    uncommitted: frozenset[str]
    is_shallow: bool


def history(root: Path) -> History:
    return History({}, {}, frozenset(), False)


def first_commits(root: Path) -> Mapping[str, date]:
    """The day, as its author's clock had it, of the commit that brought each file of the vault, by vault path; those
    that are gone are among them. A file keeps its day when it is renamed.

    Empty where git knows nothing. What was there before the history of a shallow clone begins has no day.
    """
    options = (
        "-z",
        "-M",
        "--topo-order",
        "--reverse",
        "--full-history",
        "--no-follow",
        "--no-show-signature",
        "--no-ext-diff",
    )
    what = ("--root", "--name-status", "--diff-filter=AR", "--relative", "--date=short", "--format=%ad %D")
    try:
        done = _run(root, ["log", *options, *what, "--", "."], b"")
    except UserError:
        return {}
    return _first_days(iter(done.stdout.split(b"\0"))) if done.returncode == 0 else {}


def _first_days(fields: Iterator[bytes]) -> dict[str, date]:
    """From commits, parents first, each followed by what it added and renamed."""
    days: dict[str, date] = {}
    day: date | None = None
    for field in fields:
        if not (status := _ADDED.fullmatch(field)):
            head, _, names = field.decode(errors="replace").strip().partition(" ")
            day = date.fromisoformat(head) if head and "grafted" not in names.split(", ") else None
            continue
        path, known = _vault_path(next(fields)), day
        if status[1] == b"R":
            known, path = days.get(path), _vault_path(next(fields))
        if known:
            days[path] = min(known, days.get(path, known))
    return days


def _changes(root: Path, entries: list[_Entry], unstaged: Mapping[str, bytes | None]) -> Changes:
    entries = [entry for entry in entries if not is_hidden(entry.path)]
    renamed = {entry.source: entry.path for entry in entries if entry.status == "R"}
    gone = {entry.path for entry in entries if entry.status == "D"} | renamed.keys()
    before = {entry.source if entry.status == "R" else entry.path: entry.old for entry in entries}
    before |= {entry.path: _NO_BLOB for entry in entries if entry.status in "RC"}
    touched = frozenset(entry.path for entry in entries) - gone
    return Changes(touched, _blobs(root, before), renamed, unstaged)


def _diff(root: Path, *what: str) -> Iterator[_Entry]:
    """Only what lies below the root, with paths from there."""
    options = ("--raw", "-z", "-M", "--no-abbrev", "--no-ext-diff", "--ignore-submodules", "--relative")
    fields = iter(_git(root, "diff", *options, *what, "--").split(b"\0"))
    for head in fields:
        if head:
            _, _, old, _, status = head.decode().split(" ")
            source = path = _vault_path(next(fields))
            if status[0] in "RC":
                path = _vault_path(next(fields))
            yield _Entry(status[0], old if old.strip("0") else _NO_BLOB, path, source)


def _blobs(root: Path, names: Mapping[str, str]) -> dict[str, bytes | None]:
    """What is in the blobs of notes and canvases; empty for other files; None where there is no blob."""
    wanted = {path: name for path, name in names.items() if name != _NO_BLOB and file_class(path) in _READ}
    found: dict[str, bytes | None] = {path: None if name == _NO_BLOB else b"" for path, name in names.items()}
    data = _git(root, "cat-file", "--batch", given="".join(f"{name}\n" for name in wanted.values()).encode())
    at = 0
    for path in wanted:
        end = data.index(b"\n", at)
        kind, *size = data[at:end].split(b" ")[1:]
        length = int(size[0]) if size else 0  # "missing" in a clone without all blobs: as good as empty
        if kind == b"blob":
            found[path] = data[end + 1 : end + 1 + length]
        at = end + 1 + (length + 1 if size else 0)
    return found


def _listed(output: bytes) -> Iterator[str]:
    return (_vault_path(path) for path in output.split(b"\0") if path)


def _vault_path(path: bytes) -> str:
    return visible_name(os.fsdecode(path))


def _demand_repository(root: Path) -> None:
    """There may be one that git does not trust, because it belongs to somebody else: git says so, and what helps."""
    done = _run(root, ["rev-parse", "--is-inside-work-tree"], b"")
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise UserError(f"there is nothing to compare {root} with, since git finds no repository there: {said}")


def _asks(root: Path, *arguments: str) -> str | None:
    """What git answers; None when its answer is no."""
    done = _run(root, arguments, b"")
    return done.stdout.decode(errors="replace") if done.returncode == 0 else None


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    done = _run(root, arguments, given)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise UserError(f"git {arguments[0]} failed in {root}: {said}")
    return done.stdout


def _run(root: Path, arguments: Iterable[str], given: bytes) -> subprocess.CompletedProcess[bytes]:
    """A hook is told of the index to look at, `git commit FILE` has one of its own; but not from the vault's folder."""
    env = os.environ | {name: os.path.abspath(os.environ[name]) for name in _PATHS if name in os.environ}
    try:
        command = ["git", "-C", str(root), *arguments]
        return subprocess.run(command, input=given, capture_output=True, check=False, env=env)
    except OSError as error:
        raise UserError(f"git cannot be run ({error.strerror}), and --since and --staged ask it") from error
