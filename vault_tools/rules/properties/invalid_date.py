from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from vault_tools.config.schema import PropertySchema
from vault_tools.dates import has_shape, parse_date
from vault_tools.model import Note, Problem, Property, Severity, Value, is_empty
from vault_tools.rules import Example, Rule
from vault_tools.schemas import schema_of
from vault_tools.vault import Vault

_SCHEMA = """
[[schema]]
name = "note"
[schema.properties]
Date = { type = "date", format = "DD/MM/YYYY" }
"""


class InvalidDate(Rule, frozen=True):
    """A date is not in the calendar, or not written as the schema asks.

    In Obsidian, a day that is not in the calendar is kept, but only as text, which no table can sort or compare as a
    date. What is written in another form than the other dates is sorted apart from them.

    Every value that has the form of a date is looked at, by the formats in `vault.date-formats`; where neither the
    schema, nor the type that Obsidian has stored, nor the name of the property says that it is a date, the problem is
    only a warning. A property that the note's schema declares as `date` must be one, in the `format` given there.
    """

    severity: ClassVar[Severity] = "error"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "---\nDate: 31/02/2024\nseen: [2024-02-29, 2026-02-30]\n---\n"},
            problems=(
                'Note.md:2:7: "Date" is "31/02/2024", which is no day of the calendar',
                'Note.md:3:20: "seen" is "2026-02-30", which is no day of the calendar',
            ),
        ),
        Example(
            config=_SCHEMA,
            files={"Note.md": "---\nDate: 2024-09-09\n---\n"},
            problems=('Note.md:2:7: "Date" is "2024-09-09", which is no date in the form DD/MM/YYYY',),
        ),
        Example(
            config=_SCHEMA,
            files={"Note.md": "---\nDate: soon\n---\n"},
            problems=('Note.md:2:7: "Date" is "soon", which is no date in the form DD/MM/YYYY',),
        ),
        Example(config=_SCHEMA, files={"Note.md": "---\nDate: 09/09/2024\nversion: 1.2.3\n---\n"}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        schema = schema_of(note, vault)
        declared = {name.lower(): wanted for name, wanted in schema.properties.items()} if schema else {}
        formats = vault.config.vault.date_formats
        for property in note.properties:
            wanted = declared.get(property.name.lower())
            for value, span in property.each():
                if complaint := _complaint(value, wanted, formats):
                    is_date = wanted or _is_date(property, vault)
                    severity: Severity | None = None if is_date else "warning"
                    yield Problem(span, f'"{property.name}" is "{value}", which is {complaint}', None, severity)


_DIGIT = re.compile(r"\d")
_NAMES = re.compile(r"date|day|created|modified|updated|published|due|deadline", re.I)


def _is_date(property: Property, vault: Vault) -> bool:
    """Obsidian stores the type of a name for the whole vault (4.5)."""
    stored = vault.settings.types.get(property.name.lower())
    return stored in ("date", "datetime") or _NAMES.search(property.name) is not None


def _complaint(value: Value, wanted: PropertySchema | None, formats: tuple[str, ...]) -> str | None:
    if is_empty(value):
        return None
    if wanted and wanted.type in ("date", "datetime"):
        accepted = (wanted.format,) if wanted.format else formats
        if not isinstance(value, str) or not any(has_shape(value, format) for format in accepted):
            return f"no date in the form {' or '.join(accepted)}"
    else:
        accepted = formats
    if not isinstance(value, str) or not _DIGIT.search(value):
        return None
    if any(has_shape(value, format) for format in accepted) and not parse_date(value, accepted):
        return "no day of the calendar"
    return None
