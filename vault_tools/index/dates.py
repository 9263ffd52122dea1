"""When a note came and when it was changed last: as its properties say, else as git knows, else by the file's time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vault_tools.dates import parse_date
from vault_tools.markers import words_outside
from vault_tools.model import Note
from vault_tools.schemas import date_formats
from vault_tools.schemas.defaults import named_day
from vault_tools.vault import Vault, once_per_vault

if TYPE_CHECKING:
    from vault_tools.git import History


class Dated(NamedTuple):
    """A day, and who says so."""

    day: datetime
    source: str
    is_proved: bool = True
    """Would another clone of the vault say the same? No file's time survives a checkout."""


def created(note: Note, vault: Vault) -> Dated | None:
    """A property, else the day that a daily note is called after, else the commit that brought the note."""
    if said := _in_properties(note, vault.config.index.created, vault):
        return said
    if day := named_day(note, vault):
        return Dated(day, "the note's name")
    known = _history(vault)
    if note.path in known.uncommitted and note.path not in known.created:
        return Dated(_today(), "not committed yet, so today")
    return _committed(known.created.get(note.path)) or _of_file(note, vault)


def modified(note: Note, vault: Vault) -> Dated | None:
    """A property, else the last commit that changed the note. What is not committed will be: today."""
    if said := _in_properties(note, vault.config.index.modified, vault):
        return said
    known = _history(vault)
    if note.path in known.uncommitted:
        return Dated(_today(), "not committed yet, so today")
    return _committed(known.modified.get(note.path)) or _of_file(note, vault)


def gap(vault: Vault) -> str | None:
    """Why git cannot tell all the days that it knows elsewhere, and what helps; None where it can."""
    return _SHALLOW if _history(vault).is_shallow else _history(vault).silence or None


_SHALLOW = "this clone is shallow: fetch the whole history (`git fetch --unshallow`; `fetch-depth: 0` in CI)"


def _in_properties(note: Note, names: Iterable[str], vault: Vault) -> Dated | None:
    for name in names:
        for value in note.texts(name):
            if day := parse_date(value, date_formats(name, vault)):
                return Dated(day, f'the property "{name}"')
    return None


def _committed(day: date | None) -> Dated | None:
    return Dated(datetime.combine(day, time()), "git") if day else None


def _of_file(note: Note, vault: Vault) -> Dated | None:
    """None where git would know better: in a clone, every file is as old as the clone."""
    file = vault.files.get(note.path)
    if not file or gap(vault):
        return None
    try:
        changed = Path(file).stat().st_mtime
    except OSError:
        return None
    return Dated(datetime.combine(date.fromtimestamp(changed), time()), "the file's time", is_proved=False)


def _today() -> datetime:
    """The day that the commit to come will bear."""
    return datetime.combine(date.today(), time())


@once_per_vault
def _history(vault: Vault) -> History:
    from vault_tools.git import History, history_to_come  # it runs a program, and few ask

    if not vault.root:
        return History({}, {}, frozenset(), False)
    partly = [note.path for note in vault.notes.values() if note.regions]
    return history_to_come(vault.root, vault.coming, partly=partly, essence=_own_words)


def _own_words(data: bytes) -> bytes:
    """What is generated in a note changes with other notes: a page that lists the note must not change with it."""
    return words_outside(data.decode(errors="replace")).encode()
