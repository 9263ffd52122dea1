from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Content, Edit, Fix, Note, Problem, Safety, Severity, Span
from vault_tools.rules import Example, Rule
from vault_tools.vault import Vault


class TableWithoutBlankLine(Rule, frozen=True):
    """A table stands directly below a line of text, so it is part of that paragraph.

    In Obsidian, since 1.3.2, the bars and dashes of such a table are shown as text. One blank line above the table is
    all that is missing. The title of a callout is no paragraph, and a table may follow it.

    The fix inserts the blank line, in a quote or callout with its `>`. It is unsafe if the table has a link with a bar
    that is not escaped, `[[Note|text]]`: as text that is a link, but in a table the bar ends the cell.
    """

    severity: ClassVar[Severity] = "warning"
    fixes: ClassVar[frozenset[Safety]] = frozenset({"safe", "unsafe"})
    changes: ClassVar[frozenset[Content]] = frozenset({"sections"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "Two\nlines:\n| a | b |\n| - | - |\n| c | d |\n\nText\n"},
            problems=("Note.md:3:1: no table, but part of the text above: a blank line is missing between them",),
            fixed={"Note.md": "Two\nlines:\n\n| a | b |\n| - | - |\n| c | d |\n\nText\n"},
        ),
        Example(
            files={"Note.md": "> Text\n> a | b\n> --|--\n\n- Item\n  | a |\n  |---|\n"},
            problems=(
                "Note.md:2:3: no table, but part of the text above: a blank line is missing between them",
                "Note.md:6:3: no table, but part of the text above: a blank line is missing between them",
            ),
            fixed={"Note.md": "> Text\n>\n> a | b\n> --|--\n\n- Item\n\n  | a |\n  |---|\n"},
        ),
        Example(
            files={"Note.md": "Text\n| a | b |\n| - | - |\n| [[A|b]] |\n", "A.md": ""},
            problems=("Note.md:2:1: no table, but part of the text above: a blank line is missing between them",),
            fixed={"Note.md": "Text\n\n| a | b |\n| - | - |\n| [[A|b]] |\n"},
        ),
        Example(
            files={"Note.md": "> Text\n| a | b |\n> | - | - |\n"},
            problems=("Note.md:2:1: no table, but part of the text above: a blank line is missing between them",),
        ),
        Example(
            files={
                "Note.md": "Text\n\n| a |\n| - |\n\n# Heading\n| a |\n| - |\n\n> [!info] Title\n> | a |\n> | - |\n\n"
                "- | a |\n  | - |\n\n```\nText\n| a |\n| - |\n```\n\nText\n| a | b |\n| - |\n\n"
                "%%\nText\n| a |\n| - |\n%%\n"
            }
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for slip in note.slips:
            if slip.kind == "table-in-paragraph":
                head = Span(slip.span.start, note.text.index("\n", slip.span.start))
                message = "no table, but part of the text above: a blank line is missing between them"
                yield Problem(head, message, _fix(note, slip.span))


_PREFIX = re.compile(r"[ \t>]*")
_BAR_IN_LINK = re.compile(r"\[\[[^\[\]|\\\n]*\|")


def _fix(note: Note, table: Span) -> Fix | None:
    """None where the head continues a quote or item lazily: a blank line would part it from the row below."""
    start = note.text.rindex("\n", 0, table.start)
    prefix = note.text[start + 1 : table.start]
    below = _PREFIX.match(note.text, note.text.index("\n", table.start) + 1)
    if below is None or below[0] != prefix:
        return None
    safety: Safety = "unsafe" if _BAR_IN_LINK.search(note.text, table.start, table.end) else "safe"
    return Fix(safety, (Edit(start, "\n", f"\n{prefix.rstrip()}\n"),))
