"""What a merge will give, worked out while git is still at it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import environ
from pathlib import Path
from typing import NamedTuple

from vault_tools.errors import UserError
from vault_tools.git.blobs import blobs
from vault_tools.git.merging import Merge
from vault_tools.git.program import NO_BLOB, diff, git, run, vault_path

_NESTED = "VAULT_TOOLS_NESTED"
_DRIVER = "merge.vault-tools.driver=git merge-file -q --marker-size=%L %A %O %B"
_NOBODY = {f"GIT_{who}_{what}": "vault-tools" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def is_nested() -> bool:
    """Does git ask because we asked it?"""
    return _NESTED in environ


class Blobs(NamedTuple):
    """Names of three versions of a file; empty where there is none."""

    base: str
    ours: str
    theirs: str


class Merged(NamedTuple):
    tree: str
    """Files in conflict are in it, in some way."""
    commit: str
    """One like that which the merge will end with. Nothing refers to it, so git forgets it."""
    conflicts: Mapping[str, Blobs]
    """By vault path. Only what lies in the vault."""


def merged(root: Path, merge: Merge) -> Merged | None:
    """None where git cannot say: it has to be 2.38 or later."""
    sides = _on_one_base(root, merge) if merge.is_pick else (merge.ours, merge.theirs)
    options = ("merge-tree", "--write-tree", "-z", "--no-messages")
    done = run(root, ("-c", _DRIVER, *options, *sides), variables={_NESTED: "1"})
    if done.returncode not in (0, 1):
        return None
    tree, *listed = done.stdout.split(b"\0")
    name = tree.decode()
    parents = (merge.ours,) if merge.is_pick else (merge.ours, merge.theirs)
    return Merged(name, _commit(root, name, *parents, author=merge.author), _conflicts(listed))


def _on_one_base(root: Path, merge: Merge) -> tuple[str, str]:
    """Commits of which the nearest that they have in common is what a pick calls its base. Git 2.40 could be told."""
    base = _commit(root, f"{merge.base}^{{tree}}" if merge.base else git(root, "mktree").decode().strip())
    ours, theirs = (_commit(root, f"{commit}^{{tree}}", base) for commit in (merge.ours, merge.theirs))
    return ours, theirs


def _commit(root: Path, tree: str, *parents: str, author: str = "") -> str:
    """Of the day of the commit `author`, else of today."""
    said = git(root, "log", "-1", "--no-show-signature", "--format=%ad", "--date=raw", author) if author else b""
    day = {"GIT_AUTHOR_DATE": said.decode().strip()} if author else {}
    parts = [part for parent in parents for part in ("-p", parent)]
    done = run(root, ("commit-tree", tree, *parts), variables=_NOBODY | day)
    if done.returncode:
        raise UserError(f"git commit-tree failed in {root}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout.decode().strip()


def _conflicts(listed: Iterable[bytes]) -> dict[str, Blobs]:
    """What `merge-tree` lists of the vault; its paths begin at the root, and some go out of it."""
    return {path: blobs for path, blobs in _versions(listed).items() if not path.startswith("../")}


def stages(root: Path) -> dict[str, Blobs]:
    """Of the files of the vault that git holds to be in conflict, by vault path."""
    return _versions(git(root, "ls-files", "--unmerged", "-z").split(b"\0"))


def _versions(listed: Iterable[bytes]) -> dict[str, Blobs]:
    """From lines such as `100644 NAME 2<tab>PATH`."""
    found: dict[str, Blobs] = {}
    for line in filter(None, listed):
        head, _, path = line.partition(b"\t")
        _, name, stage = head.decode().split()
        old = found.get(vault_path(path), Blobs("", "", ""))
        found[vault_path(path)] = old._replace(**{Blobs._fields[int(stage) - 1]: name})
    return found


def brought(root: Path, before: str, tree: str) -> dict[str, bytes | None]:
    """In what the vault of a tree is not that of a commit, by path: what files hold, hidden ones too; None where there
    is no such file."""
    entries = list(diff(root, "--no-renames", before, tree))
    data = blobs(root, (entry.new for entry in entries))
    return {entry.path: None if entry.new == NO_BLOB else data.get(entry.new, b"") for entry in entries}
