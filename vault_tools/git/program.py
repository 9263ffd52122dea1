"""Git, as a program. The only module that runs it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from vault_tools.errors import UserError
from vault_tools.vault.files import visible_name

NO_BLOB = "0"
"""Git writes as many zeros as a name has digits."""
RAW = ("--raw", "-z", "-M", "-l1000", "--no-abbrev", "--no-ext-diff", "--ignore-submodules", "--relative")
"""Only what lies below the root, with paths from there. The number is how many files git compares with as many others
to find renames: its own limit, whatever the user's is."""
_SETTINGS = ("-c", "diff.autoRefreshIndex=true", "-c", "core.fileMode=false")
"""A file with another time or another mode has not changed."""
_PATHS = ("GIT_DIR", "GIT_WORK_TREE")
_NO_VARIABLES: Mapping[str, str] = {}


class Entry(NamedTuple):
    """A file that differs between two states of the vault. Paths are vault paths."""

    status: str
    old: str
    """The name of the blob; `NO_BLOB` where there was none."""
    new: str
    """The same after the change; `NO_BLOB` also for a changed file on disk, which has none yet."""
    path: str
    source: str
    """Of a rename or a copy; else the same as `path`."""


def diff(root: Path, *what: str) -> Iterator[Entry]:
    """What is on disk and not staged, unless `what` says otherwise; but nothing that is not tracked."""
    fields = iter(git(root, "diff", *RAW, *what, "--").split(b"\0"))
    return (raw_entry(head, fields) for head in fields if head)


def raw_entry(head: bytes, fields: Iterator[bytes]) -> Entry:
    """From what `--raw` prints; takes the paths from the fields that follow the head."""
    _, _, old, new, status = head.decode().split(" ")
    source = path = vault_path(next(fields))
    if status[0] in "RC":
        path = vault_path(next(fields))
    return Entry(status[0], old if old.strip("0") else NO_BLOB, new if new.strip("0") else NO_BLOB, path, source)


def untracked(root: Path) -> Iterator[str]:
    """Files that are neither tracked nor ignored."""
    output = git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return (vault_path(path) for path in output.split(b"\0") if path)


def vault_path(path: bytes) -> str:
    return visible_name(os.fsdecode(path))


def demand_commit(root: Path, revision: str) -> None:
    """Raises UserError."""
    if revision.startswith("-") or not ask(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"):
        demand_repository(root)
        raise UserError(f'no revision "{revision}" in the git repository of {root}')


def demand_repository(root: Path) -> None:
    """There may be one that git does not trust, because it belongs to somebody else: git says so, and what helps."""
    done = run(root, ["rev-parse", "--is-inside-work-tree"])
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise UserError(f"there is nothing to compare {root} with, since git finds no repository there: {said}")


def is_withheld(root: Path) -> bool:
    """Is there a repository with a commit, of which git says nothing?"""
    try:
        said = run(root, ("rev-parse", "--verify", "HEAD"), variables={"LC_ALL": "C"}).stderr
    except UserError:
        around = (folder / ".git" for folder in (root.resolve(), *root.resolve().parents))
        return any(file.is_file() or (file / "HEAD").is_file() for file in around)
    return b"not a git repository" not in said and b"Needed a single revision" not in said


def ask(root: Path, *arguments: str) -> str | None:
    """What git answers; None when its answer is no."""
    done = run(root, arguments)
    return done.stdout.decode(errors="replace") if done.returncode == 0 else None


def git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    done = run(root, arguments, given)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise UserError(f"git {arguments[0]} failed in {root}: {said}")
    return done.stdout


def run(
    root: Path, arguments: Iterable[str], given: bytes = b"", variables: Mapping[str, str] = _NO_VARIABLES
) -> subprocess.CompletedProcess[bytes]:
    try:
        command = ["git", "-C", str(root), *_SETTINGS, *arguments]
        env = {**os.environ, **_places(root), **variables}
        return subprocess.run(command, input=given, capture_output=True, check=False, env=env)
    except OSError as error:
        raise UserError(f"git cannot be run ({error.strerror})") from error


def _places(root: Path) -> dict[str, str]:
    """What git was told, from the vault's folder. That of GIT_INDEX_FILE is said from where the files begin."""
    told = {name: os.path.abspath(os.environ[name]) for name in _PATHS if name in os.environ}
    top = _top(str(root), os.getcwd(), told["GIT_DIR"]) if "GIT_DIR" in told and "GIT_WORK_TREE" not in told else ""
    return {**told, "GIT_WORK_TREE": top} if top else told


@cache
def _top(root: str, here: str, folder: str) -> str:
    """Where the files begin, if git is told of its own folder only, as by a hook in a linked worktree: where they do if
    it is told nothing and finds the same folder, else at the current one. Empty where there are no files."""
    same = _finds(root, "--absolute-git-dir") in (folder, os.path.realpath(folder))
    return _finds(root, "--show-toplevel") if same else _finds(here, "--show-toplevel", f"--git-dir={folder}")


def _finds(start: str, what: str, *options: str) -> str:
    env = {name: value for name, value in os.environ.items() if name not in _PATHS}
    command = ["git", "-C", start, *options, "rev-parse", what]
    return os.fsdecode(subprocess.run(command, capture_output=True, check=False, env=env).stdout).removesuffix("\n")
