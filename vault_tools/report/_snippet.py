"""The lines of a note around a problem, with carets below what is meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import category, east_asian_width

from vault_tools.model import Diagnostic, Note, Span
from vault_tools.printable import on_one_line
from vault_tools.report import Look

WIDTH = 100
"""How many characters of a line are shown; of a longer one, those around what is meant."""

_LEAD = 20
"""How many of them stand before it."""

_JOINER = "\u200d"
"""Makes one emoji of two."""


class Part(NamedTuple):
    """Of a line, as it is shown."""

    before: str
    meant: str
    after: str


def snippet(d: Diagnostic, note: Note, look: Look) -> Iterator[str]:
    """Nothing where it is not a place in the text that is meant, but the file."""
    if (d.line, d.column) == (d.end_line, d.end_column) == (1, 1):
        return
    shown = range(max(1, d.line - 1), min(len(note.line_spans), d.line + 1) + 1)
    digits = len(str(shown[-1]))
    for number in shown:
        part = cut(note.text, note.line_spans[number - 1], _meant(d, note, number))
        is_meant = number == d.line
        if is_meant or "".join(part).strip():
            yield f"{look.paint(f'{number:>{digits}} |', 'dim')} {''.join(part)}".rstrip()
        if is_meant:
            carets = look.paint("^" * max(1, cells(part.meant)), "caret")
            yield f"{look.paint(' ' * digits + ' |', 'dim')} {' ' * cells(part.before)}{carets}"


def _meant(d: Diagnostic, note: Note, number: int) -> Span:
    """What of a line the problem is about; of one that goes on, all to the end of the line."""
    line = note.line_spans[number - 1]
    if number != d.line:
        return Span(line.start, line.start)
    return Span(line.start + d.column - 1, line.start + d.end_column - 1 if d.end_line == d.line else line.end)


def cut(text: str, line: Span, meant: Span) -> Part:
    """What is cut off is never looked at: a canvas may be one line of a million characters."""
    left = max(line.start, min(beginning(line.start, meant.start), line.end - WIDTH))
    right = min(line.end, left + WIDTH)
    start, end = (min(max(offset, left), right) for offset in (meant.start, meant.end))
    head, tail = "…" if left > line.start else "", "…" if right < line.end else ""
    return Part(head + shown(text[left:start]), shown(text[start:end]), shown(text[end:right]) + tail)


def beginning(line: int, meant: int) -> int:
    """From where a line that begins at offset `line` is shown, so that offset `meant` is in sight."""
    return line if meant - line <= WIDTH // 2 else meant - _LEAD


def shown(text: str) -> str:
    """Tabs are spaces, because a terminal counts them from its own left end."""
    return on_one_line(text.replace("\t", "    "))


def cells(text: str) -> int:
    """How many columns of a terminal it takes: two for CJK and emoji, none for accents and what is joined."""
    return sum(_cells(char, before) for char, before in zip(text, " " + text, strict=False))


def _cells(char: str, before: str) -> int:
    if char.isascii():
        return 1
    if before == _JOINER or category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in ("W", "F") else 1
