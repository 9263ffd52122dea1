from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity
from vault_tools.rules import Example, Rule
from vault_tools.rules.structure._places import end_of
from vault_tools.vault import Vault


class UnclosedFence(Rule, frozen=True):
    """A code block is opened by a fence, and nothing closes it.

    In Obsidian, everything after a fence that nothing closes is code, to the end of the note or of the list item or
    callout that the fence stands in: links, tags and headings there do not count.

    Close it with a line of as many backticks or tildes. If a fence is reported that was to close a block, look above
    it: a block was closed too early there, or opened with more backticks than close it.
    """

    severity: ClassVar[Severity] = "warning"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "See this:\n\n```python\nprint(1)\n\n[[Not a link]]\n"},
            problems=('Note.md:3:1: "```" is never closed: everything up to the end of the note is code',),
        ),
        Example(
            files={"Note.md": "- a\n  ~~~~\n  b\n  ~~~\n- c\n"},
            problems=('Note.md:2:3: "~~~~" is never closed: everything up to the end of the list item is code',),
        ),
        Example(
            files={"Note.md": "> [!note]\n> ```\n> b\n\nText\n"},
            problems=('Note.md:2:3: "```" is never closed: everything up to the end of the callout is code',),
        ),
        Example(files={"Note.md": "```\na\n`````\n\n~~~~\n```\n~~~~\n\n- a\n  ```\n  b\n  ```\n"}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        blocks = {code.span.start: code.span for code in note.code if code.kind == "fenced"}
        for slip in note.slips:
            if slip.kind == "unclosed-fence":
                code = blocks.get(slip.span.start, slip.span)
                fence, end = note.slice(slip.span), end_of(note, code)
                yield Problem(slip.span, f'"{fence}" is never closed: everything up to {end} is code')
