from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.dates import has_time, rewrite
from vault_tools.model import Content, Note, Problem, Safety, Severity
from vault_tools.printable import on_one_line
from vault_tools.rules import Example, Rule
from vault_tools.rules.properties._dates import Dated, dated
from vault_tools.rules.properties._values import reworded
from vault_tools.vault import Vault

_SCHEMA = """
[[schema]]
name = "note"
[schema.properties]
Date = { type = "date", format = "DD/MM/YYYY" }
seen = { type = "list", items = "date", format = "YYYYMMDD" }
"run.end" = { type = "datetime", format = "YYYY-MM-DD HH:mm" }
"""


class DateFormat(Rule, frozen=True):
    """A date is written in another format than the dates of its property are to be.

    In Obsidian, dates in different formats are sorted apart from each other, and those of a property whose type is date
    or date & time are always written as 2024-09-03 or 2024-09-03T10:30.

    The right format is the one in the note's schema. Without one it is Obsidian's, if that has stored the type of the
    property; else, for a property that the schema declares as a date, any of `vault.date-formats` is right, and where
    nothing is declared, nothing is reported. The fix writes the same day in the right format. There is none if a time
    would be lost or made up. A space where the `T` should be is reported as less severe: Obsidian can read it.
    """

    severity: ClassVar[Severity] = "warning"
    fixes: ClassVar[frozenset[Safety]] = frozenset({"unsafe"})
    changes: ClassVar[frozenset[Content]] = frozenset({"properties"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            config=_SCHEMA,
            files={
                "Note.md": "---\nDate: 2024-09-03 # due\nseen: ['2024-09-03', 03.09.2024]\n"
                "run: {end: 2024-09-03T10:30}\n---\n"
            },
            problems=(
                'Note.md:2:7: "Date" is "2024-09-03", which is YYYY-MM-DD, not DD/MM/YYYY: write "03/09/2024"',
                'Note.md:3:8: "seen" is "2024-09-03", which is YYYY-MM-DD, not YYYYMMDD: write "20240903"',
                'Note.md:3:22: "seen" is "03.09.2024", which is DD.MM.YYYY, not YYYYMMDD: write "20240903"',
                'Note.md:4:12: "run.end" is "2024-09-03T10:30", which is YYYY-MM-DDTHH:mm, not YYYY-MM-DD HH:mm:'
                ' write "2024-09-03 10:30"',
            ),
            fixed={
                "Note.md": "---\nDate: 03/09/2024 # due\nseen: ['20240903', \"20240903\"]\n"
                "run: {end: 2024-09-03 10:30}\n---\n"
            },
        ),
        Example(
            files={
                "Day.md": "---\ndue: 31/12/2024\nat: 2024-12-31\n---\n",
                "Time.md": "---\ndue: 2024-12-31T10:30\nat: 2024-12-31 10:30\n---\n",
                ".obsidian/types.json": '{"types": {"due": "date", "at": "datetime"}}',
            },
            problems=(
                'Day.md:2:6: "due" is "31/12/2024", which is DD/MM/YYYY, not YYYY-MM-DD: write "2024-12-31"',
                'Day.md:3:5: "at" is "2024-12-31", which is YYYY-MM-DD, not YYYY-MM-DDTHH:mm or YYYY-MM-DDTHH:mm:ss:'
                " a time is missing",
                'Time.md:2:6: "due" is "2024-12-31T10:30", which is YYYY-MM-DDTHH:mm, not YYYY-MM-DD: the time has no'
                " place there",
                'Time.md:3:5: "at" is "2024-12-31 10:30", which is YYYY-MM-DD HH:mm, not YYYY-MM-DDTHH:mm or'
                ' YYYY-MM-DDTHH:mm:ss: write "2024-12-31T10:30"',
            ),
            fixed={
                "Day.md": "---\ndue: 2024-12-31\nat: 2024-12-31\n---\n",
                "Time.md": "---\ndue: 2024-12-31T10:30\nat: 2024-12-31T10:30\n---\n",
            },
        ),
        Example(
            config='[vault]\ndate-formats = ["DD/MM/YYYY"]\n[[schema]]\nname = "note"\nproperties.due.type = "date"\n',
            files={
                "Note.md": "---\ndue: 2024-04-03\nDate: 2024-04-03\n---\n",
                "Right.md": "---\ndue: 03/04/2024\n---\n",
            },
            problems=('Note.md:2:6: "due" is "2024-04-03", which is YYYY-MM-DD, not DD/MM/YYYY: write "03/04/2024"',),
            fixed={"Note.md": "---\ndue: 03/04/2024\nDate: 2024-04-03\n---\n"},
        ),
        Example(
            config=_SCHEMA,
            files={
                "Note.md": "---\nDate: 03/04/2024\nseen: ['20240903']\nother: 2024-09-03\nDate 2: 03.09.2024\n---\n",
                "Invalid.md": "---\nDate: 31/02/2024\n---\n",
                "Filled in.md": "---\nDate: 2024-09-03 <% tp.file.cursor() %>\n---\n",
            },
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for found in dated(note, vault, "other format"):
            new = rewrite(found.readings[0], found.wanted.right)
            fix = reworded(note, found.span, new) if new else None
            yield Problem(found.span, _message(found, new), fix, "info" if _is_read(found) else None)


def _is_read(found: Dated) -> bool:
    """Does Obsidian read it, though it writes it in another way (4.5)?"""
    return found.wanted.declared == "types.json" and found.readings[0].format.replace(" ", "T") in found.wanted.right


def _message(found: Dated, new: str | None) -> str:
    format = found.readings[0].format
    what = f'"{found.name}" is "{on_one_line(found.text)}", which is {format}, not {found.wanted.form}'
    if new:
        return f'{what}: write "{new}"'
    return f"{what}: {'the time has no place there' if has_time(format) else 'a time is missing'}"
