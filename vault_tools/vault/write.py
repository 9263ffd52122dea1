"""Files are replaced whole: whoever reads sees the old bytes or the new ones, never a half.

What is to be written is first prepared, for all files, and checked: the bytes that were read are the bytes that change.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from vault_tools.errors import UserError
from vault_tools.model import Edit
from vault_tools.source import decode, normalise, splice_rounds
from vault_tools.vault import Vault
from vault_tools.vault.files import visible_name

NOTHING = "nothing was written"


class Change(NamedTuple):
    """Of one file; nothing is written yet."""

    path: str
    file: Path
    old: bytes | None
    """None for a new file."""
    new: bytes


def prepare(vault: Vault, path: str, rounds: Iterable[Iterable[Edit]]) -> Change:
    """Edits of a note, round after round, on the bytes that are on disk; a note that the vault has not is new.

    Raises UserError when the note has changed since it was read, or cannot be written.
    """
    assert vault.root
    note = vault.note(path)
    file = Path(vault.files.get(path) or _new_file(vault.root, path))
    try:
        old = file.read_bytes() if note else None
        if not note and file.is_dir():
            raise UserError(f"{path}: cannot be written: there is a folder of this name")
        if not note and file.exists():
            raise UserError(f"{path}: there is a file now that was not there before; run again")
        _demand_writable(file)
    except OSError as error:
        raise UserError(f"{path}: cannot be written: {error.strerror}") from error
    text = decode(old)[0] if old is not None else ""
    if note and normalise(text) != note.text:
        raise UserError(f"{path}: the note was changed in the meantime; run again")
    return Change(path, file, old, splice_rounds(text, rounds).encode())


def _new_file(root: Path, path: str) -> Path:
    """In the folders that are there, however the letters of their names are composed on disk."""
    *folders, name = path.split("/")
    place = root
    for folder in folders:
        others = os.listdir(place) if place.is_dir() and not (place / folder).exists() else []
        place /= next((other for other in others if visible_name(other) == folder), folder)
    return place / name


def prepare_all(vault: Vault, rounds: Iterable[tuple[str, Iterable[Iterable[Edit]]]]) -> list[Change]:
    """Those of several notes, one for each file. Raises UserError that names all notes which cannot be written."""
    changes, reasons = [], []
    for path, edits in rounds:
        try:
            changes.append(prepare(vault, path, edits))
        except UserError as error:
            reasons.append(str(error))
    if reasons:
        raise UserError("\n".join([*reasons, NOTHING]))
    return distinct(changes)


def distinct(changes: Iterable[Change]) -> list[Change]:
    """One for each file: through a link, a file can be two notes of the vault.

    Raises UserError when they would make two different files of it.
    """
    found: dict[str, Change] = {}
    for change in changes:
        first = found.setdefault(os.path.realpath(change.file), change)
        if first.new != change.new:
            raise UserError(f"{first.path} and {change.path} are one file, and it cannot change in two ways")
    return [*found.values()]


def write(change: Change) -> None:
    """Raises UserError, with the file as it is, when it is no longer as it was or cannot be written."""
    try:
        now = change.file.read_bytes() if change.file.exists() else None
        if now != change.old:
            raise UserError(f"{change.path}: the note was changed in the meantime; run again")
        replace_file(change.file, change.new)
    except OSError as error:
        raise UserError(f"{change.path}: cannot be written: {error.strerror}") from error


def remove(vault: Vault, path: str) -> None:
    """Take away the file of a note that is as it was read. Raises UserError, with the file as it is, when it is not."""
    change = prepare(vault, path, ())
    try:
        change.file.unlink()
    except OSError as error:
        raise UserError(f"{path}: cannot be removed: {error.strerror}") from error


def replace_file(path: Path, data: bytes) -> None:
    """Write `data` to `path` through a temporary file in the same folder; mode is kept, a link's target is written.

    Missing folders are made. Raises OSError, with the old file untouched.
    """
    path = Path(os.path.realpath(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    _demand_writable(path)
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask()
    temporary = path.with_name(f".vault-tools-{os.urandom(8).hex()}")  # known before it is there: it never stays
    try:
        with open(temporary, "xb", opener=_private) as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:  # Ctrl-C, too, and even after the last of these steps
        temporary.unlink(missing_ok=True)
        raise


def _private(path: str, flags: int) -> int:
    """Nobody reads a note by its temporary file who may not read the note."""
    return os.open(path, flags, 0o600)


def _demand_writable(path: Path) -> None:
    """A new file could replace one that is read-only: whoever made it so meant something by it."""
    path = Path(os.path.realpath(path))
    if path.exists():
        if not path.stat().st_mode & 0o222 or not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, "the file is read-only", str(path))
        if not os.access(path.parent, os.W_OK):
            raise PermissionError(errno.EACCES, "its folder is read-only", str(path))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
