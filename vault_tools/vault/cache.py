"""Notes that were parsed before, by the hash of their bytes: never stale, whatever clocks and checkouts do.

One SQLite file per vault in the user's cache folder. It is only ever a shortcut: when it cannot be opened, read or
written, notes are parsed. The only module that knows platformdirs.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

import vault_tools

PARSER = ("links", "markers", "model", "neighbours", "source", "tags")
"""Modules outside `parse/` that have a part in what is stored."""


def digest(data: bytes, kind: str) -> bytes:
    """Of what a file holds, and of what it is read as."""
    return blake2b(data, digest_size=16, person=kind.encode()).digest()


class Stored:
    """What is stored for one vault: digest of a note's bytes to the encoded note."""

    def __init__(self, connection: sqlite3.Connection | None) -> None:
        self._connection = connection
        self.notes: Mapping[bytes, bytes] = {}
        if connection:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS note (digest BLOB PRIMARY KEY, note BLOB NOT NULL) WITHOUT ROWID"
            )
            self.notes = dict(connection.execute("SELECT digest, note FROM note"))

    def replace(self, new: Mapping[bytes, bytes], used: set[bytes]) -> None:
        """Add what was parsed now and forget what the vault no longer holds."""
        gone = self.notes.keys() - used
        if not self._connection or (not new and not gone):
            return
        with self._connection as connection:
            connection.executemany("INSERT OR REPLACE INTO note VALUES (?, ?)", new.items())
            connection.executemany("DELETE FROM note WHERE digest = ?", [(old,) for old in gone])


@contextmanager
def stored(root: Path, enabled: bool) -> Iterator[Stored]:
    connection = _connect(root) if enabled else None
    if connection is None:
        yield Stored(None)
        return
    with closing(connection):
        try:
            found = Stored(connection)
        except sqlite3.OperationalError:  # locked by another run
            found = Stored(None)
        except sqlite3.DatabaseError:  # no database, or a damaged one: the next run makes a new one
            _file(root).unlink(missing_ok=True)
            found = Stored(None)
        yield found


def _connect(root: Path) -> sqlite3.Connection | None:
    file = _file(root)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        for old in file.parent.glob(f"{file.name.partition('-')[0]}-*.sqlite"):
            if old != file:
                old.unlink()
        return sqlite3.connect(file, timeout=0.2)
    except (OSError, sqlite3.Error):
        return None


def _file(root: Path) -> Path:
    from platformdirs import user_cache_path

    name = blake2b(str(root.resolve()).encode(errors="surrogateescape"), digest_size=8).hexdigest()
    return user_cache_path("vault-tools", appauthor=False) / f"{name}-{_fingerprint()}.sqlite"


@cache
def _fingerprint() -> str:
    """Of the code that makes a note from text: other code, other cache."""
    package = Path(vault_tools.__file__).parent
    hash = blake2b(digest_size=4)
    for file in sorted([*(package / f"{name}.py" for name in PARSER), *(package / "parse").glob("*.py")]):
        hash.update(file.read_bytes())
    for name in ("mistune", "yaml"):  # not imported, which would cost more than parsing a small vault
        spec = find_spec(name)
        assert spec and spec.origin
        hash.update(Path(spec.origin).read_bytes())  # it has the version
    return hash.hexdigest()
