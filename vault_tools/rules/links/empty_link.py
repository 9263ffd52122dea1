from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity
from vault_tools.rules import Example, Rule
from vault_tools.rules.links._reach import lessened_at
from vault_tools.vault import Vault


class EmptyLink(Rule, frozen=True):
    """A link names nothing: `[[]]`, `[[|text]]`, `[text]()`.

    Obsidian does not take it for a link. Most often it was left over from a template, or waits to be filled in.
    """

    severity: ClassVar[Severity] = "warning"
    for_canvases: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "See [[]], [[ |later]], [here]() and [there](#).\n"},
            problems=(
                'Note.md:1:5: "[[]]" links to nothing',
                'Note.md:1:11: "[[ |later]]" links to nothing',
                'Note.md:1:24: "[here]()" links to nothing',
                'Note.md:1:37: "[there](#)" links to nothing',
            ),
        ),
        Example(files={"Note.md": "- [ ] a task, `[[]]`, [[#Plan]] and a[] list\n\n# Plan\n"}),
        Example(files={"_templates/Note.md": "up:: [[]]\n"}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for slip in note.slips:
            if slip.kind == "empty-link":
                yield Problem(
                    slip.span, f'"{note.slice(slip.span)}" links to nothing', None, lessened_at(note, slip.span)
                )
