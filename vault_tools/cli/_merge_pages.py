"""What the pages hold when a merge is done: worked out for all at once, since git asks for one after the other."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from vault_tools import __version__
from vault_tools.errors import UserError
from vault_tools.model import Edit, Note
from vault_tools.source import splice

if TYPE_CHECKING:
    from vault_tools.cli._merged_vault import Coming
    from vault_tools.git.merging import Merge
    from vault_tools.index.plan import Plan

_FILE = "vault-tools-merge"
"""In git's own folder."""


class Page(msgspec.Struct, frozen=True):
    before: str
    """Hash of the note's text, with empty regions."""
    edits: tuple[Edit, ...]


class Pages(msgspec.Struct, frozen=True):
    """Without those that cannot be made."""

    key: str
    """Other words for everything that they were made from."""
    pages: dict[str, Page] = {}


def fill(note: Note, root: Path, merge: Merge) -> tuple[Edit, ...] | None:
    """What fills the empty regions of a note of the vault at `root`; None where nobody knows."""
    page = _pages(root, merge).pages.get(note.path)
    return page.edits if page and page.before == _hash(note.text) else None


def _pages(root: Path, merge: Merge) -> Pages:
    """As they were worked out when git asked for another one."""
    from vault_tools.git.program import git
    from vault_tools.vault.write import replace_file

    key = _key(root, merge)
    file = Path(os.fsdecode(git(root, "rev-parse", "--absolute-git-dir")).rstrip("\n")) / _FILE
    with suppress(OSError, msgspec.MsgspecError):
        stored = msgspec.json.decode(file.read_bytes(), type=Pages)
        if stored.key == key:
            return stored
    found = Pages(key, _made(root, merge))
    with suppress(OSError):
        replace_file(file, msgspec.json.encode(found))
    return found


def _made(root: Path, merge: Merge) -> dict[str, Page]:
    """Nothing where git cannot tell what the notes will be, or the config is wrong."""
    from vault_tools.cli._merged_vault import foresee
    from vault_tools.index.plan import plan

    try:
        coming = foresee(root, merge)
        plans = [found for found in plan(coming.vault, with_defaults=True) if not found.refusal] if coming else []
    except UserError:
        return {}
    if coming:
        _warn(coming, plans)
    notes = [(coming.vault.note(found.path), found.edits) for found in plans if coming]
    return {note.path: Page(_hash(note.text), edits) for note, edits in notes if note}


def _warn(coming: Coming, plans: Iterable[Plan]) -> None:
    """Git asks nobody about a page that one side changed, or none, though what it lists may come from both."""
    stale = []
    for found in plans:
        note = coming.vault.note(found.path)
        if splice(note.text if note else "", found.edits) != coming.texts.get(found.path, ""):
            stale.append(found.path)
    stale = [path for path in stale if path not in coming.asked]
    if stale:
        click.echo(f"vault-tools: out of date after this, until `vault-tools index`: {', '.join(stale)}", err=True)


def _hash(text: str) -> str:
    return sha256(text.encode(errors="surrogateescape")).hexdigest()


def _key(root: Path, merge: Merge) -> str:
    """A file that changes has another time or another size."""
    from vault_tools.vault.files import walk
    from vault_tools.vault.obsidian import FOLDER

    hash = sha256(repr((__version__, merge, str(root), date.today())).encode())
    hidden = (*root.glob(".*.toml"), *root.glob(f"{FOLDER}/*"))
    for file in sorted([*(file.disk for file in walk(root).files), *map(str, hidden)]):
        with suppress(OSError):
            known = os.stat(file)
            hash.update(f"{file}\0{known.st_size}\0{known.st_mtime_ns}\0".encode(errors="surrogateescape"))
    return hash.hexdigest()
