"""Lists and footnotes: containers whose lines are told by their indentation."""

from __future__ import annotations

import re
from re import Match
from typing import ClassVar, NamedTuple

from mistune.core import BlockState

from vault_tools.parse.containers import Containers
from vault_tools.parse.lines import INTERRUPTS, INTERRUPTS_FIRST, ITEM, PLAIN, THEMATIC_BREAK, columns
from vault_tools.parse.state import State, Token

_FOOTNOTE_INDENT = 2  # and not CommonMark's four (2.7)
_TASK = re.compile(r"\[([^\n])\][ \t]+")


class _Collected(NamedTuple):
    lines: list[str]
    lazy: set[int]
    end: int
    sibling: Match[str] | None
    """The marker that begins the next item of the same list."""


class Lists(Containers):
    SPECIFICATION: ClassVar[dict[str, str]] = {
        **Containers.SPECIFICATION,
        "list": ITEM.pattern,
        "item_text": r" {0,3}[-+*] (?=[^\W_])",  # most items, told from thematic breaks at once
        "footnote": r" {0,3}\[\^(?P<key>[^\]\s]+)\]:[ \t]*",
    }

    def parse_item_text(self, m: Match[str], state: BlockState) -> int:
        item = ITEM.match(state.src, state.cursor)
        assert item
        return self.parse_list(item, state)

    def parse_list(self, m: Match[str], state: BlockState) -> int:
        assert isinstance(state, State)
        if _cannot_interrupt(m) and (end := state.append_paragraph()):
            return end
        line = state.line_of(state.cursor)
        items: list[Token] = []
        pos = state.cursor
        marker: Match[str] | None = m
        while marker:
            item, collected = self.parse_item(marker, state, pos, line)
            items.append(item)
            line += len(collected.lines)
            pos, marker = collected.end, collected.sibling
        state.append_token({"type": "list", "start": items[0]["start"], "end": items[-1]["end"], "items": items})
        return pos

    def parse_item(self, m: Match[str], state: State, pos: int, line: int) -> tuple[Token, _Collected]:
        eol = state.src.find("\n", pos)
        eol = state.cursor_max if eol < 0 else eol
        content, width, first = _first_line(m, state.src, eol)
        task = _TASK.match(state.src, content) if state.src.startswith("[", content) else None
        token: Token = {"start": pos, "marker": (m.start(2), m.end(2)), "task": task and task[1]}
        collected = self.collect(state, first, eol + 1, width, m[2][-1])
        lines = collected.lines
        if len(lines) == 1 and (task or PLAIN.match(first)):  # one line of text needs no nested state
            token |= {"text": (task.end() if task else content, eol), "end": eol}
            return token, collected
        used = len(lines)
        while used > 1 and not lines[used - 1]:
            used -= 1
        child = state.nested("\n".join(lines[:used]) + "\n", line, "list", collected.lazy)
        self.parse(child)
        if task and child.tokens and child.tokens[0]["type"] == "paragraph":
            child.tokens[0]["start"] += len(task[0])
        return token | {"state": child, "end": state.line_ends[line + used - 1]}, collected

    def parse_footnote(self, m: Match[str], state: BlockState) -> int:
        assert isinstance(state, State)
        eol = state.find_line_end()
        line = state.line_of(state.cursor)
        collected = self.collect(state, state.src[m.end() : eol].rstrip("\n"), eol, _FOOTNOTE_INDENT, None)
        child = state.nested("\n".join(collected.lines) + "\n", line, "footnote", collected.lazy)
        self.parse(child)
        state.append_token({"type": "footnote", "state": child, "key": m["key"]})
        return collected.end

    def collect(self, state: State, first: str, pos: int, width: int, bullet: str | None) -> _Collected:
        """The lines of a container whose first line is `first`, taken back by `width` columns."""
        src, end = state.src, state.cursor_max
        lines, lazy = [first], set[int]()
        size, after_blank, open_paragraph = len(first) + 1, False, None
        while pos < end:
            eol = src.find("\n", pos)
            eol = end if eol < 0 else eol
            text = src[pos:eol]
            body = text.lstrip(" \t")
            if not body:
                after_blank, open_paragraph = True, None
                lines.append("")
                size += 1
                pos = eol + 1
                continue
            indent = columns(text[: len(text) - len(body)])
            if pos in state.lazy_line_starts:
                lazy.add(size)
            elif indent >= width:
                if after_blank and not first and not any(lines):
                    break  # an item may begin with one blank line only
                text = " " * (indent - width) + body
                if open_paragraph and not PLAIN.match(body):
                    open_paragraph = None
            else:
                sibling = _sibling(src, pos, bullet) if indent < 4 else None
                if sibling:
                    return _Collected(lines, lazy, pos, sibling)
                if after_blank or (indent < 4 and body[0] in INTERRUPTS_FIRST and INTERRUPTS.match(src, pos)):
                    break
                if open_paragraph is None:
                    open_paragraph = self.ends_in_paragraph(state, lines, lazy)
                if not open_paragraph:
                    break
                lazy.add(size)
            after_blank = False
            lines.append(text)
            size += len(text) + 1
            pos = eol + 1
        return _Collected(lines, lazy, min(pos, end), None)


def _cannot_interrupt(m: Match[str]) -> bool:
    """An empty item, or a number other than 1, does not end a paragraph."""
    return m[3] is None or (len(m[2]) > 1 and int(m[2][:-1]) != 1)


def _sibling(src: str, pos: int, bullet: str | None) -> Match[str] | None:
    m = ITEM.match(src, pos) if bullet else None
    if not m or m[2][-1] != bullet or (src[m.end() : m.end() + 1] in ("*", "-") and THEMATIC_BREAK.match(src, pos)):
        return None
    return m


def _first_line(m: Match[str], src: str, eol: int) -> tuple[int, int, str]:
    """Where the text begins, how many columns belong to the marker, and the text."""
    lead = len(m[1]) + len(m[2])
    if m[3] is None:
        return eol, lead + 1, ""
    gap = columns(" " * lead + m[3]) - lead
    width = lead + (gap if gap < 5 else 1)
    return m.end(), width, " " * (lead + gap - width) + src[m.end() : eol]
