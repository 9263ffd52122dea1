from __future__ import annotations

import re
from collections.abc import Iterator
from re import Match
from typing import Any, ClassVar

from vault_tools.model import Cover, Edit, Fix, Note, Problem, Safety, Severity, Span
from vault_tools.rules import Example, Rule
from vault_tools.rules._lines import MARKS
from vault_tools.vault import Vault

_BLANKS = re.compile(r"(?<![ \t])[ \t]++(?=\n|\Z)")
_QUOTED = re.compile(r"[ \t>]*")


class TrailingWhitespace(Rule, frozen=True):
    """A line ends with blanks.

    In Obsidian, they cannot be seen and mean nothing, with one exception: two or more spaces break the line, if its
    paragraph goes on below.

    Those are kept, whatever the setting "Strict line breaks" says, and so is a blank that belongs to a mark, as in `- `
    and `> `, and everything in code, formulas, comments, HTML and frontmatter.
    """

    severity: ClassVar[Severity] = "info"
    is_default: ClassVar[bool] = False
    fixes: ClassVar[frozenset[Safety]] = frozenset({"safe"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "# Plan \n\nOne \ntwo  \nthree\t\n- a  \n- b   \n"},
            problems=(
                "Note.md:1:7: blanks at the end of the line",
                "Note.md:3:4: blanks at the end of the line",
                "Note.md:5:6: blanks at the end of the line",
                "Note.md:6:4: blanks at the end of the line",
                "Note.md:7:4: blanks at the end of the line",
            ),
            fixed={"Note.md": "# Plan\n\nOne\ntwo  \nthree\n- a\n- b\n"},
        ),
        Example(
            files={"Note.md": "a  \n  \n| b |  \n| --- |\t\n| c |  \n\n---  \n```python\nd\n```  \ne  \n# f\n\ng  "},
            problems=(
                "Note.md:1:2: blanks at the end of the line",
                "Note.md:2:1: blanks at the end of the line",
                "Note.md:3:6: blanks at the end of the line",
                "Note.md:4:8: blanks at the end of the line",
                "Note.md:5:6: blanks at the end of the line",
                "Note.md:7:4: blanks at the end of the line",
                "Note.md:10:4: blanks at the end of the line",
                "Note.md:11:2: blanks at the end of the line",
                "Note.md:14:2: blanks at the end of the line",
            ),
            fixed={"Note.md": "a\n\n| b |\n| --- |\n| c |\n\n---\n```python\nd\n```\ne\n# f\n\ng"},
            unlike=frozenset({"callout"}),
        ),
        Example(
            files={"Note.md": "> [!note] Title \n> a  \n> b \n> \n> c  \n>\n> - d  \n>   e \n"},
            problems=(
                "Note.md:1:16: blanks at the end of the line",
                "Note.md:3:4: blanks at the end of the line",
                "Note.md:5:4: blanks at the end of the line",
                "Note.md:8:6: blanks at the end of the line",
            ),
            fixed={"Note.md": "> [!note] Title\n> a  \n> b\n> \n> c\n>\n> - d  \n>   e\n"},
        ),
        Example(
            files={
                "Note.md": "---\na: b \n---\nOne  \ntwo   \n[three \nfour](x) `five \nsix` $y \nz$ \\\nend\n\n"
                "```\na \n \n```\n\n    b \n    c\n\n$$\nx \n$$\n\n<!--\ny \n-->\n\n%%\nz \n%%\n\n"
                "<div> \n</div>\n\n- \n- [ ] \n1. \n> \n"
            }
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        lines = [found for found in _BLANKS.finditer(note.text, note.body) if not _belongs_to_mark(note, found)]
        if lines:
            kept, edges = _kept(note), _edges(note)
            tables = Cover(section.span for section in note.sections if section.kind == "table")
            for found in lines:
                start = found.start()
                is_break = found[0].endswith("  ") and not tables.holds(start) and _goes_on(note, found, edges)
                if not is_break and not kept.holds(start) and not _would_be_fence(note, found):
                    fix = Fix("safe", (Edit(start, found[0], ""),))
                    yield Problem(Span(*found.span()), "blanks at the end of the line", fix)


def _would_be_fence(note: Note, found: Match[str]) -> bool:
    """Without its blanks, `---` may begin or end a frontmatter that is none now (4.1)."""
    if note.body or not note.text.startswith("---"):
        return False
    return note.text[note.line_at(found.start()).start : found.start()] == "---"


def _belongs_to_mark(note: Note, found: Match[str]) -> bool:
    start = note.line_at(found.start()).start
    marks = MARKS.match(note.text, start, found.end())
    return start < found.start() and marks is not None and marks.end() == found.end()


def _kept(note: Note) -> Cover:
    """Where blanks may mean something, or are part of a text that we do not read or that others compare."""
    things: list[Any] = [*note.code, *note.comments, *note.links, *note.headings, *note.slips]
    html = [section.span for section in note.sections if section.kind == "html"]
    return Cover([*note.math, *note.conflicts, *html, *(it.span for it in things), *note.generated])


def _edges(note: Note) -> frozenset[int]:
    """Where blocks begin and end; a paragraph in a quote is known by the blank lines around it."""
    things: list[Any] = [*note.sections, *note.headings, *note.code, *note.callouts, *note.footnotes]
    blocks = [it.span for it in things]
    for item in note.items:
        blocks += [item.marker, item.text, item.span]
    return frozenset(offset for span in (*blocks, *note.math) for offset in (span.start, span.end))


def _goes_on(note: Note, found: Match[str], edges: frozenset[int]) -> bool:
    """Is the next line one of the same paragraph?"""
    marks = _QUOTED.match(note.text, found.end() + 1)
    below = marks.end() if marks else len(note.text)
    is_blank = below >= len(note.text) or note.text[below] == "\n"
    is_text = _QUOTED.fullmatch(note.text, note.line_at(found.start()).start, found.end()) is None
    return is_text and not is_blank and found.start() not in edges and below not in edges
