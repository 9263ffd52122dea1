from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Link, Note, Problem, Severity
from vault_tools.rules import Example, Rule
from vault_tools.rules.links._reach import lessened_at
from vault_tools.vault import Vault


class EmptyLink(Rule, frozen=True):
    """A link names nothing, `[[]]` or `[text]()`, or it shows nothing: `[](Note.md)`.

    In Obsidian, a link that names nothing is no link, and one that shows nothing cannot be seen in reading view, nor
    clicked.

    Most often it was left over from a template, or waits to be filled in.
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
        Example(
            files={
                "Note.md": "[](Map.md#Two) and [ ](https://example.org), but ![](a.png)\n",
                "Map.md": "# Two",
                "a.png": "",
            },
            problems=(
                'Note.md:1:1: "[](Map.md#Two)" shows nothing: put a text between the brackets',
                'Note.md:1:20: "[ ](https://example.org)" shows nothing: put a text between the brackets',
            ),
        ),
        Example(files={"Note.md": "- [ ] a task, `[[]]`, [[#Plan]] and a[] list\n\n# Plan\n"}),
        Example(
            files={"Note.md": '---\nup: "[[]]"\n---\n'},
            problems=('Note.md:2:5: "[[]]" links to nothing',),
        ),
        Example(files={"_templates/Note.md": "up:: [[]]\n"}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for slip in note.slips:
            if slip.kind == "empty-link":
                written = note.slice(slip.span).strip("\"'")
                message = f'"{written}" links to nothing'
                yield Problem(slip.span, message, None, lessened_at(note, slip.span))
        for link in note.links:
            if link.kind == "markdown" and not link.embed and _shows_nothing(link):
                message = f'"{note.slice(link.span)}" shows nothing: put a text between the brackets'
                yield Problem(link.span, message, None, lessened_at(note, link.span))


def _shows_nothing(link: Link) -> bool:
    """Of `[](Note.md#Heading|text)` the rule `broken-anchor` says where the text belongs."""
    return link.display is not None and not link.display.strip() and "|" not in link.subpath
