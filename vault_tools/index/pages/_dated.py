"""What the kinds of pages that go by dates share: which days a note has."""

from __future__ import annotations

from datetime import datetime

from vault_tools.dates import parse_date
from vault_tools.index.clauses import Clause
from vault_tools.index.context import Context
from vault_tools.index.fields import said, values
from vault_tools.model import Note
from vault_tools.schemas import date_formats


def days(note: Note, name: str, context: Context) -> list[datetime]:
    """In a property or a field of the file; what cannot be read as a date is not among them."""
    formats = date_formats(name, context.vault)
    found = values(note, name, context)
    dates = (value if isinstance(value, datetime) else parse_date(str(value), formats) for value in found)
    return [day for day in dates if day]


def has_day(name: str, context: Context) -> Clause:
    return Clause(
        f'a date in "{name}"',
        lambda note: bool(days(note, name, context)),
        lambda note: said(note, name, context),
    )
