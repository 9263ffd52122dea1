from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity
from vault_tools.printable import on_one_line
from vault_tools.rules import Example, Rule
from vault_tools.rules.properties._dates import Dated, dated, proven_orders
from vault_tools.vault import Vault

_ENOUGH = 3
_FIRST = {"DMY": "day", "MDY": "month"}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class AmbiguousDate(Rule, frozen=True):
    """A date can be read as two days, and nothing says whether the day or the month comes first: 03/04/2024.

    In Obsidian, 03/04/2024 is mere text, and everyone who reads it, be it a person or a plug-in, takes it for the day
    that they are used to.

    A `format` in the note's schema settles it, and so does `vault.date-formats`: of two formats that are both there,
    the first one counts. Nothing is reported, either, when three or more other values of the property in the vault can
    be read in one way only (31/12/2024), and all of them in the same. That is no reason to rewrite a date, so where the
    property must have another format, the ambiguous ones are reported all the same.
    """

    severity: ClassVar[Severity] = "warning"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "---\nDate: 03/04/2024\nseen: [05/05/2024, 12/11/2024]\n---\n"},
            problems=(
                'Note.md:2:7: "Date" is "03/04/2024", which is 3 April or 4 March: say in vault.date-formats if the'
                " day or the month comes first",
                'Note.md:3:20: "seen" is "12/11/2024", which is 12 November or 11 December: say in vault.date-formats'
                " if the day or the month comes first",
            ),
        ),
        Example(
            files={
                "A.md": "---\nDate: 03/04/2024\n---\n",
                "B.md": "---\ndate: [13/04/2024, 04/13/2024, 31/12/2024]\n---\n",
            },
            problems=(
                'A.md:2:7: "Date" is "03/04/2024", which is 3 April or 4 March: say in vault.date-formats if the day or'
                " the month comes first (other values: the day in 2, the month in 1)",
            ),
        ),
        Example(
            files={
                "A.md": "---\ndue: 03/04/2024\n---\n",
                ".obsidian/types.json": '{"types": {"due": "date"}}',
            },
            problems=(
                'A.md:2:6: "due" is "03/04/2024", which is 3 April or 4 March: write it as YYYY-MM-DD, or say in'
                " vault.date-formats if the day or the month comes first",
            ),
        ),
        Example(
            files={
                "A.md": "---\nDate: 03/04/2024\nborn: 03.04.2024\nleft: 03-04-2024\nupdated: 03/03/2024\n---\n",
                "B.md": "---\ndate: [13/04/2024, 14/04/2024, 31/12/2024]\n---\n",
                "C.md": "---\naliases: [03/04/2024]\nscore: 3/4/2024\nat: '{{date}} 03/04/2024'\n---\n",
            }
        ),
        Example(
            config='[vault]\ndate-formats = ["YYYY-MM-DD", "MM/DD/YYYY", "DD/MM/YYYY"]\n',
            files={"Note.md": "---\nDate: 03/04/2024\n---\n"},
        ),
        Example(
            config='[[schema]]\nname = "note"\nproperties.Date = { type = "date", format = "DD/MM/YYYY" }\n',
            files={"Note.md": "---\nDate: 03/04/2024\n---\n"},
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for found in dated(note, vault, "ambiguous"):
            proven = proven_orders(found.name, vault)
            is_right = found.readings[0].format in found.wanted.right
            if not (is_right and _is_unanimous(proven)):
                first = "" if is_right else f"write it as {found.wanted.form}, or "
                yield Problem(found.span, f"{_what(found)}: {first}{_advice(proven)}")


def _is_unanimous(proven: Mapping[str, int]) -> bool:
    return len(proven) == 1 and sum(proven.values()) >= _ENOUGH


def _what(found: Dated) -> str:
    days = dict.fromkeys(f"{it.day.day} {_MONTHS[it.day.month - 1]}" for it in found.readings)
    return f'"{found.name}" is "{on_one_line(found.text)}", which is {" or ".join(days)}'


def _advice(proven: Mapping[str, int]) -> str:
    first = [f"the {what} in {proven[order]}" for order, what in _FIRST.items() if order in proven]
    others = f" (other values: {', '.join(first)})" if first else ""
    return f"say in vault.date-formats if the day or the month comes first{others}"
