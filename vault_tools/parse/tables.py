"""Tables: recognised at the delimiter row, which looks back one line, so that plain text never pays for them."""

from __future__ import annotations

import re
from re import Match
from typing import ClassVar

from mistune.core import BlockState

from vault_tools.links import BLOCK_ID
from vault_tools.parse.blocks import Leaves
from vault_tools.parse.lines import INTERRUPTS, columns
from vault_tools.parse.state import State

_BAR = re.compile(r"(?<!\\)\|")
_BLOCK_ID_LINE = re.compile(rf" {{0,3}}\^{BLOCK_ID}[ \t]*(?:\n|\Z)")


class Tables(Leaves):
    SPECIFICATION: ClassVar[dict[str, str]] = {
        **Leaves.SPECIFICATION,
        "delimiter_row": r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*(?:\n|\Z)",
    }

    def parse_delimiter_row(self, m: Match[str], state: BlockState) -> int | None:
        """Makes the last line of the paragraph above a table head, if it has as many cells (GFM)."""
        assert isinstance(state, State)
        if not state.in_paragraph():
            return None
        paragraph, src = state.tokens[-1], state.src
        head = max(paragraph["start"], src.rfind("\n", 0, state.cursor - 1) + 1)
        text = src[head : state.cursor]
        width = len(cells(text))
        if "|" not in text or width != len(cells(m[0])):
            return None
        rows = [(head, state.cursor), *_rows(state, m.end())]
        if head > paragraph["start"]:
            paragraph["end"] = head
        else:
            state.tokens.pop()
        end = max(rows[-1][1], m.end())
        continues = head > paragraph["start"] and not _is_callout_title(state, head)
        state.append_token(
            {"type": "table", "start": head, "end": end, "rows": rows, "width": width, "continues": continues}
        )
        return end


def _is_callout_title(state: State, end: int) -> bool:
    """Is the first line of a callout all that stands above `end`?"""
    return state.context == "callout" and state.src.find("\n") + 1 == end


def _rows(state: State, pos: int) -> list[tuple[int, int]]:
    """Until a blank line, another block, or a line that is only a block id, which names the table (3.9)."""
    rows = []
    while pos < state.cursor_max:
        end = state.find_line_end_at(pos)
        row = state.src[pos:end]
        indent = columns(row[: len(row) - len(row.lstrip(" \t"))])
        if row.isspace() or indent > 3 or INTERRUPTS.match(state.src, pos) or _BLOCK_ID_LINE.match(row):
            break
        rows.append((pos, end))
        pos = end
    return rows


def cells(row: str) -> list[tuple[int, int]]:
    """Spans of the cells of a row; escaped bars do not split."""
    text = row.rstrip()
    start = len(text) - len(text.lstrip())
    if text.startswith("|", start):
        start += 1
    end = len(text)
    if end > start and text.endswith("|") and not text.endswith("\\|"):
        end -= 1
    spans = []
    for bar in _BAR.finditer(text, start, end):
        spans.append((start, bar.start()))
        start = bar.end()
    return [*spans, (start, end)]
