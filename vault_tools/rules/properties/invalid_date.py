from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity
from vault_tools.printable import on_one_line
from vault_tools.rules import Example, Rule
from vault_tools.rules.properties._dates import Dated, dated
from vault_tools.vault import Vault

_NAMES = re.compile(r"date|day|created|modified|updated|published|due|deadline", re.I)
_SCHEMA = """
[[schema]]
name = "note"
[schema.properties]
Date = { type = "date", format = "DD/MM/YYYY" }
seen = { type = "list", items = "date" }
"run.end" = { type = "datetime" }
code = { type = "text" }
"""


class InvalidDate(Rule, frozen=True):
    """A date is not in the calendar, or what must be a date is none.

    In Obsidian, a day that is not in the calendar, and a word where a date should be, are kept, but only as text, which
    no table can sort or compare as a date.

    A property is for dates if the note's schema says so, or the type that Obsidian has stored for its name: then each
    text in it must be a date, in a format that is known (`date-format` says if it is the right one). Elsewhere, only
    what has the form of a date, by the formats in `vault.date-formats`, and may be meant for one is looked at:
    2024-30-01, but not 45-67-1234. The problem is only a warning where neither schema, nor stored type, nor the name of
    the property says that it is a date, and where only the stored type asks for one.
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
            files={"Note.md": "---\nDate: soon\nseen:\n  - 2024-02-29\n  - once\nrun: {end: 2024-09-09T24:30}\n---\n"},
            problems=(
                'Note.md:2:7: "Date" is "soon", which is no date in the form DD/MM/YYYY',
                'Note.md:5:5: "seen" is "once", which is no date in the form YYYY-MM-DD or another of'
                " vault.date-formats",
                'Note.md:6:12: "run.end" is "2024-09-09T24:30", which is no day of the calendar',
            ),
        ),
        Example(
            files={
                "Note.md": "---\nDue: tomorrow\nat: 2024-02-30 10:30\n---\n",
                ".obsidian/types.json": '{"types": {"due": "date", "at": "datetime"}}',
            },
            problems=(
                'Note.md:2:6: "Due" is "tomorrow", which is no date in the form YYYY-MM-DD',
                'Note.md:3:5: "at" is "2024-02-30 10:30", which is no day of the calendar',
            ),
        ),
        Example(
            config=_SCHEMA,
            files={
                "Format.md": "---\nDate: 2024-09-09\nseen: 2024-02-30\nrun: {end: 7}\n---\n",
                "Note.md": "---\nDate: 09/09/2024\nversion: 1.2.3\ncode: 99.99.9999\naliases: [31/02/2024]\n---\n",
                "Number.md": "---\nid: 45-67-1234\nno: 12-34-5678\n---\n",
                "Empty.md": '---\nDate:\nseen: [""]\n---\n',
                "Filled in.md": "---\nDate: <% tp.date.now() %>\nseen: ['{{date}}']\n---\n",
            },
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for found in dated(note, vault, "no date", "no day"):
            what = "no day of the calendar"
            if found.verdict == "no date":
                what = f"no date in the form {found.wanted.form}"
            message = f'"{found.name}" is "{on_one_line(found.text)}", which is {what}'
            yield Problem(found.span, message, severity=_severity(found))


def _severity(found: Dated) -> Severity | None:
    """None for that of the rule. Obsidian stores the type of a name for the whole vault (4.5), be it meant or not."""
    match found.wanted.declared:
        case "schema":
            return None
        case "types.json":
            return None if found.verdict == "no day" else "warning"
    return None if _NAMES.search(found.name) else "warning"
