"""Files are replaced whole: whoever reads sees the old bytes or the new ones, never a half.

What is to be written is first prepared, for all files, and checked: the bytes that were read are the bytes that change.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from vault_tools.errors import UserError
from vault_tools.model import Edit
from vault_tools.source import decode, normalise, splice
from vault_tools.vault import Vault


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
    file = Path(vault.files.get(path) or vault.root / path)
    try:
        old = file.read_bytes() if note else None
        if not note and file.exists():
            raise UserError(f"{path}: there is a file now that was not there before; run again")
        _demand_writable(file)
    except OSError as error:
        raise UserError(f"{path}: cannot be written: {error.strerror}") from error
    text = decode(old)[0] if old is not None else ""
    if note and normalise(text) != note.text:
        raise UserError(f"{path}: the note was changed in the meantime; run again")
    for edits in rounds:
        text = splice(text, edits)
    return Change(path, file, old, text.encode())


def write(change: Change) -> None:
    """Raises UserError, with the file as it is, when it is no longer as it was or cannot be written."""
    try:
        now = change.file.read_bytes() if change.file.exists() else None
        if now != change.old:
            raise UserError(f"{change.path}: the note was changed in the meantime; run again")
        replace_file(change.file, change.new)
    except OSError as error:
        raise UserError(f"{change.path}: cannot be written: {error.strerror}") from error


def replace_file(path: Path, data: bytes) -> None:
    """Write `data` to `path` through a temporary file in the same folder; mode is kept, a link's target is written.

    Missing folders are made. Raises OSError, with the old file untouched.
    """
    path = Path(os.path.realpath(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    _demand_writable(path)
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask()
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".vault-tools-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _demand_writable(path: Path) -> None:
    """A new file could replace one that is read-only: whoever made it so meant something by it."""
    if path.exists() and not path.stat().st_mode & 0o222:
        raise PermissionError(errno.EACCES, "the file is read-only", str(path))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
