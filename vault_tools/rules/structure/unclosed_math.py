from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity
from vault_tools.rules import Example, Rule
from vault_tools.vault import Vault


class UnclosedMath(Rule, frozen=True):
    """A formula is opened by `$$` at the start of a line, and nothing closes it.

    In Obsidian, the editor takes what follows a `$$` that nothing closes for a formula, so what stands below it does
    not read as it was written.

    Close it with `$$` at the end of its last line, or write `\\$` if a dollar is meant.
    """

    severity: ClassVar[Severity] = "warning"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "So:\n\n$$\nx^2 = 4\n\nand [[Roots]]\n"},
            problems=('Note.md:3:1: "$$" opens a formula, and no "$$" at the end of a line closes it',),
        ),
        Example(files={"Note.md": "$$\nx\n\ny\n$$\n\n$$z$$ and `$$`, US$$ 5, \\$$\n\n```\n$$\n```\n"}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for slip in note.slips:
            if slip.kind == "unclosed-math":
                yield Problem(slip.span, '"$$" opens a formula, and no "$$" at the end of a line closes it')
