from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity, Slip
from vault_tools.rules import Example, Rule
from vault_tools.rules.structure._places import end_of
from vault_tools.vault import Vault


class UnclosedComment(Rule, frozen=True):
    """A comment is opened by `%%` or `<!--`, and nothing closes it.

    In Obsidian, an open `%%` hides all that follows to the end of the note. An open `<!--` reaches to the end of the
    note, or of the list item or callout that it stands in, and links and tags there do not count.

    Close the comment, or put `%%` between backticks if it is meant as text.
    """

    severity: ClassVar[Severity] = "warning"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "Shown %%hidden%%\n\n%% to do\n\nHidden too\n"},
            problems=('Note.md:3:1: "%%" is never closed: everything up to the end of the note is hidden',),
        ),
        Example(
            files={"Note.md": "- a\n\n  <!-- to do\n- b\n"},
            problems=('Note.md:3:3: "<!--" is never closed: everything up to the end of the list item is hidden',),
        ),
        Example(
            files={
                "Note.md": "%%\na\n\nb\n%%\n\n`%%`, \\%% and %%%%\n\n<div>\n%%\n</div>\n"
                "\n```mermaid\n%% a\n```\n\n<!-- a\n\nb -->\n"
            }
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for slip in note.slips:
            if slip.kind == "unclosed-comment":
                mark, end = note.slice(slip.span), _end(note, slip)
                yield Problem(slip.span, f'"{mark}" is never closed: everything up to {end} is hidden')


def _end(note: Note, slip: Slip) -> str:
    """`%%` knows no blocks (2.9)."""
    comment = next((comment for comment in note.comments if comment.span.start == slip.span.start), None)
    return end_of(note, comment.span) if comment else "the end of the note"
