"""What a schema says is to be written into a property that is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time

from vault_tools.config.schema import LIST_TYPES, PropertySchema
from vault_tools.dates import ISO_DATE, parse_date, write_date
from vault_tools.day_names import day_named
from vault_tools.model import Note, Value
from vault_tools.vault import Vault, once_per_vault

_LEADING_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)", re.ASCII)
PLACEHOLDERS = ("title", "folder", "parent", "top", "created")
_PLACEHOLDER = re.compile(rf"\{{({'|'.join(PLACEHOLDERS)})\}}")


def default_value(note: Note, vault: Vault, wanted: PropertySchema) -> Value | None:
    """None without a default, and where it asks for what the note has not: a folder, or a day."""
    default = wanted.default
    if not isinstance(default, tuple):
        value = _filled(default, note, vault, wanted)
        return [value] if value is not None and wanted.type in LIST_TYPES else value
    values = [_filled(one, note, vault, wanted) for one in default]
    return None if None in values else values


def _filled(value: Value, note: Note, vault: Vault, wanted: PropertySchema) -> Value | None:
    if not isinstance(value, str):
        return value
    pieces = _PLACEHOLDER.split(value)
    names = set(pieces[1::2])
    known = {name: _meaning(name, note, vault, wanted) for name in names}
    if None in known.values():
        return None
    return "".join(known[piece] or "" if i % 2 else piece for i, piece in enumerate(pieces))


def _meaning(name: str, note: Note, vault: Vault, wanted: PropertySchema) -> str | None:
    """Of a placeholder; None where the note has no such folder, or nobody knows the day."""
    folders = note.path.split("/")[:-1]
    match name:
        case "title":
            return note.name
        case "folder":
            return folders[-1] if folders else None
        case "parent":
            return folders[-2] if len(folders) > 1 else None
        case "top":
            return folders[0] if folders else None
    day = created(note, vault)
    return write_date(datetime.combine(day, time()), _format(vault, wanted)) if day else None


def _format(vault: Vault, wanted: PropertySchema) -> str:
    if wanted.format:
        return wanted.format
    return next(iter(vault.config.vault.date_formats), ISO_DATE) if wanted.entry_type == "date" else ISO_DATE


def created(note: Note, vault: Vault) -> date | None:
    """The day that the name of the note says, else that of the commit that brought the note; what a file system says is
    the day of the last copy."""
    said = named_day(note, vault)
    return said.date() if said else _first_commits(vault).get(note.path)


def named_day(note: Note, vault: Vault) -> datetime | None:
    """The day that the note is called after; None when it is called after none."""
    return next(_days_in_name(note, vault), None)


def _days_in_name(note: Note, vault: Vault) -> Iterator[datetime]:
    settings = vault.settings
    inner = note.path.removesuffix(".md").removeprefix(f"{settings.daily_folder}/" if settings.daily_folder else "")
    for name in (inner, note.name):
        if day := day_named(name, settings.daily_format):
            yield day
    leading = _LEADING_DAY.match(note.name)
    if leading and (day := parse_date(leading[0], [ISO_DATE])):
        yield day


@once_per_vault
def _first_commits(vault: Vault) -> Mapping[str, date]:
    from vault_tools.git import first_commits  # it runs a program, and few ask

    return first_commits(vault.root) if vault.root else {}
