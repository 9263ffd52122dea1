"""Blocks that hold other blocks: quotes, footnotes and comments. (Lists have a file of their own.)

A container collects its lines without their marker or indentation and hands them to the block loop as a nested text.
"""

from __future__ import annotations

import re
from re import Match
from typing import ClassVar

from mistune.core import BlockState

from vault_tools.parse.blocks import Leaves
from vault_tools.parse.inline import TRIGGER
from vault_tools.parse.lines import INTERRUPTS, PLAIN
from vault_tools.parse.state import State

_QUOTE_MARK = re.compile(r" {0,3}>([ \t]*)")
_CALLOUT = re.compile(r"\[!([^\[\]\n]+)\]([+-]?)")
_MARK_OR_FENCE = re.compile(r"%%|^ {0,3}(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})", re.M)
MAX_LAZY_LINES = 50
"""After so many we no longer ask whether a paragraph is open: it is, by mistune's own rule. Keeps the work linear."""


class Containers(Leaves):
    SPECIFICATION: ClassVar[dict[str, str]] = {
        **Leaves.SPECIFICATION,
        "block_quote": r" {0,3}>",
        "comment": r" {0,3}%%(?!%)",
    }

    def parse_block_quote(self, m: Match[str], state: BlockState) -> int:
        assert isinstance(state, State)
        start, line = state.cursor, state.line_of(state.cursor)
        text, end, lazy = self.quoted_lines(state)
        callout = _CALLOUT.match(text)
        child = state.nested(text, line, "callout" if callout else "quote", lazy)
        self.parse(child)
        token = {"type": "block_quote", "start": start, "end": end, "state": child, "callout": callout}
        if callout and child.tokens and child.tokens[0]["type"] == "paragraph":
            child.tokens[0]["start"] = callout.end()
        state.append_token(token)
        return end

    def quoted_lines(self, state: State) -> tuple[str, int, set[int]]:
        """The quote's text, the offset after it, and where lazy lines begin in the text."""
        src, end, pos = state.src, state.cursor_max, state.cursor
        lines: list[str] = []
        lazy: set[int] = set()
        size, open_paragraph = 0, None
        while pos < end:
            eol = src.find("\n", pos)
            eol = end if eol < 0 else eol
            mark = _QUOTE_MARK.match(src, pos)
            if mark and pos not in state.lazy_line_starts:
                text = _without_mark(mark, src[mark.end() : eol])
                if open_paragraph and not PLAIN.match(src, mark.end()):
                    open_paragraph = None
            else:
                if pos not in state.lazy_line_starts:
                    if not lines[-1].strip() or not src[pos:eol].strip() or INTERRUPTS.match(src, pos):
                        break
                    if open_paragraph is None:
                        open_paragraph = self.ends_in_paragraph(state, lines, lazy)
                    if not open_paragraph:
                        break
                text = src[pos:eol]
                lazy.add(size)
            lines.append(text)
            size += len(text) + 1
            pos = eol + 1
        return "\n".join(lines) + "\n", min(pos, end), lazy

    def parse_comment(self, m: Match[str], state: BlockState) -> int | None:
        """From `%%` to the next `%%`, over several lines; what is inside still counts for links and tags (2.9).

        The closing mark is blanked and not cut off, because a nested text is aligned with the note at line ends.
        """
        assert isinstance(state, State)
        close = _closing_mark(state.src, m.end())
        end = state.find_line_end_at(close)
        if close < 0 or state.src[close + 2 : end].strip():
            return None
        inner = state.src[m.end() : close]
        if "\n" not in inner and not TRIGGER.search(inner) and PLAIN.match(inner.lstrip()):
            state.append_token({"type": "comment"})  # one line with nothing to find: most comments
            return end
        text = inner + "  " + state.src[close + 2 : end]
        child = state.nested(text, state.line_of(m.end()), "comment")
        self.parse(child)
        state.append_token({"type": "comment", "state": child})
        return end

    def ends_in_paragraph(self, state: State, lines: list[str], lazy: set[int]) -> bool:
        """Is the innermost open block a paragraph, so that the next line may continue it lazily?"""
        if len(lazy) > MAX_LAZY_LINES or (len(lines) == 1 and PLAIN.match(lines[0])):
            return True
        child = state.nested("\n".join(lines) + "\n", 0, "body", lazy)
        child.env = {"ref_links": {}}
        self.parse(child)
        return _is_paragraph_open(child)


def _closing_mark(src: str, pos: int) -> int:
    """Where the next `%%` outside fenced code stands, since code wins over comments (2.9); -1 when there is none."""
    while found := _MARK_OR_FENCE.search(src, pos):
        fence = found["fence"]
        if not fence:
            return found.start()
        close = re.compile(rf"^ {{0,3}}{fence[0]}{{{len(fence)},}}[ \t]*$", re.M).search(src, found.end())
        pos = close.end() if close else found.end()
    return -1


def _is_paragraph_open(state: State) -> bool:
    if not state.tokens:
        return False
    last = state.tokens[-1]
    if last["type"] == "list":
        last = last["items"][-1]
        if "text" in last:
            return True
    elif last["type"] not in ("block_quote", "footnote"):
        return bool(last["type"] == "paragraph")
    return _is_paragraph_open(last["state"])


def _without_mark(mark: Match[str], rest: str) -> str:
    """The line after `>` and one column of white space; a tab counts as the columns it stands for."""
    gap = mark[1]
    if "\t" in gap:
        lead = mark.start(1) - mark.start()
        gap = (" " * lead + gap).expandtabs(4)[lead:]
    return gap[1:] + rest
