from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Edit, Fix, Note, Problem, Safety, Severity, Span
from vault_tools.rules import Example, Rule
from vault_tools.vault import Vault


class MissingFinalNewline(Rule, frozen=True):
    """The last line of a note has no line end.

    In Obsidian, there is nothing to see: it does not add one when it saves a note.

    Git says "No newline at end of file", and what another program appends joins the last line. A note with nothing in
    it needs none.
    """

    severity: ClassVar[Severity] = "info"
    is_default: ClassVar[bool] = False
    fixes: ClassVar[frozenset[Safety]] = frozenset({"safe"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "# Plan\n\nOne"},
            problems=("Note.md:3:4: the last line has no line end",),
            fixed={"Note.md": "# Plan\n\nOne\n"},
            unlike=frozenset({"callout"}),
        ),
        Example(
            files={"Note.md": "# Plan\n\nOne\n", "Empty.md": "", "Old.md": "One\rTwo\r"},
            unlike=frozenset({"no-final-newline"}),
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        end = len(note.text)
        if end and not note.text.endswith(("\n", "\r")):  # a carriage return ends a line, too
            fix = Fix("safe", (Edit(end, "", "\n"),))
            yield Problem(Span(end, end), "the last line has no line end", fix)
