"""Bytes and text: what is dropped on reading, and how an edit finds its way back to the bytes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from vault_tools.model import Edit

BOM = "\ufeff"
_LINE_END = re.compile(r"(?<!\r)\r*\n")


def decode(data: bytes) -> tuple[str, bool]:
    """The text, and whether the bytes were valid UTF-8; what is not is replaced by U+FFFD (1.9)."""
    try:
        return data.decode(), True
    except UnicodeDecodeError:
        return data.decode(errors="replace"), False


def normalise(text: str) -> str:
    """Without byte order mark, with `\\n` for `\\r\\n`; lines and columns stay, and doing it twice changes nothing."""
    text = text.lstrip(BOM)
    return _LINE_END.sub("\n", text) if "\r" in text else text


def newline_of(text: str) -> str:
    """The line end that most lines have; `\\n` when there are none."""
    return "\r\n" if 2 * text.count("\r\n") > text.count("\n") else "\n"


def splice(text: str, edits: Iterable[Edit]) -> str:
    """`text` as it is on disk, with edits whose offsets count in the normalised text.

    Every character outside the edits stays: byte order mark, mixed line ends, missing final newline. New lines get
    the line end of the text. Raises ValueError when an edit does not find its old text.
    """
    newline = newline_of(text)
    raw_starts = _raw_line_starts(text)
    plain = normalise(text)
    line_starts = [0, *(match.end() for match in re.finditer("\n", plain))]
    out: list[str] = []
    done = 0
    last = 0
    for edit in sorted(edits):
        if edit.start < last:
            raise ValueError(f"two edits overlap at offset {edit.start}")
        last = edit.end
        if plain[edit.start : edit.end] != edit.old:
            raise ValueError(f"the text at offset {edit.start} is not what the edit expects")
        start, end = (_raw(offset, line_starts, raw_starts) for offset in (edit.start, edit.end))
        out += [text[done:start], edit.new.replace("\n", newline)]
        done = end
    return "".join([*out, text[done:]])


def splice_rounds(text: str, rounds: Iterable[Iterable[Edit]]) -> str:
    """Edits of the text, then of what they make of it, and so on."""
    for edits in rounds:
        text = splice(text, edits)
    return text


def _raw_line_starts(text: str) -> list[int]:
    return [len(text) - len(text.lstrip(BOM)), *(match.end() for match in _LINE_END.finditer(text))]


def _raw(offset: int, line_starts: list[int], raw_starts: list[int]) -> int:
    line = bisect_right(line_starts, offset) - 1
    return raw_starts[line] + offset - line_starts[line]
