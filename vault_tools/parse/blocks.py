"""The block loop and the leaf blocks, on mistune's BlockParser.

mistune judges every leaf block by its own rules. The loop and the containers are ours, because mistune's own have no
positions, are slow on notes (a pattern is built for each list item) and are wrong in places that matter here: `> a`
followed by `# b` puts the heading into the quote. A rule's method keeps mistune's contract: it appends tokens and gives
the offset after what it took, or None to decline; the loop writes `start` and `end` on the first token appended.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from re import Match
from typing import Any, ClassVar

from mistune import BlockParser
from mistune.core import BlockState
from mistune.helpers import parse_link_href, unescape_char

from vault_tools.parse.lines import LINE
from vault_tools.parse.state import State, Token

_Rule = tuple[Callable[..., Match[str] | None], Callable[..., int | None]]


class Leaves(BlockParser):
    """The loop, and every block that holds no other blocks."""

    state_cls = State

    SPECIFICATION: ClassVar[dict[str, str]] = {
        **BlockParser.SPECIFICATION,
        "fenced_code": r"^(?P<fenced_1> {0,3})(?P<fenced_2>`{3,}|~{3,})[ \t]*(?P<fenced_3>[^\n]*)",
        "thematic_break": r"^ {0,3}(?:(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})$",
        "math": r" {0,3}\$\$",
        "html_comment": r" {0,3}<!--(?:-?>|(?s:.)*?-->)[^\n]*(?:\n|\Z)",
        "raw_html": BlockParser.SPECIFICATION["raw_html"].replace("<![A-Z]", "<![A-Za-z]"),
    }
    STARTS: ClassVar[dict[str, list[str]]] = {
        "`": ["fenced_code"],
        "~": ["fenced_code"],
        "#": ["atx_heading"],
        "=": ["setex_heading"],
        "-": ["item_text", "delimiter_row", "setex_heading", "thematic_break", "list"],
        "*": ["item_text", "thematic_break", "list"],
        "_": ["thematic_break"],
        "+": ["list"],
        ">": ["block_quote"],
        "[": ["footnote", "ref_link"],
        "<": ["html_comment", "raw_html"],
        "$": ["math"],
        "%": ["comment"],
        "|": ["delimiter_row"],
        ":": ["delimiter_row"],
        **{digit: ["list"] for digit in "0123456789"},
    }
    """The rules that a line can begin, by its first visible character; order is precedence."""

    CONTAINERS: ClassVar[frozenset[str]] = frozenset({"list", "item_text", "block_quote", "footnote", "comment"})

    def __init__(self) -> None:
        super().__init__()
        rules: dict[str, _Rule] = {}
        for name in {name for names in self.STARTS.values() for name in names}:
            rules[name] = re.compile(self.specification[name], re.M).match, getattr(self, f"parse_{name}")
        self.starts = {c: [rules[name] for name in names] for c, names in self.STARTS.items()}
        self.leaf_starts = {
            c: [rules[n] for n in names if n not in self.CONTAINERS] for c, names in self.STARTS.items()
        }

    def parse(self, state: BlockState, rules: Any = None) -> None:
        assert isinstance(state, State)
        src, end, tokens = state.src, state.cursor_max, state.tokens
        starts = self.starts if state.depth_level < self.max_nested_level else self.leaf_starts
        pos = state.cursor
        while pos < end:
            line = LINE.match(src, pos)
            assert line
            kind = line.lastgroup
            if kind == "blank":
                tokens.append(_BLANK)
                pos = line.end()
            elif kind == "text":
                state.extend_paragraph(pos, line.end())
                pos = line.end()
            else:
                state.cursor = pos
                new = None
                if pos not in state.lazy_line_starts:
                    new = (
                        self.indented(state)
                        if kind == "indented"
                        else self.try_rules(starts.get(line["first"], ()), state)
                    )
                if not new:
                    new = src.find("\n", pos) + 1 or end
                    state.extend_paragraph(pos, new)
                pos = new
        state.cursor = pos

    def try_rules(self, rules: Any, state: State) -> int | None:
        tokens, pos = state.tokens, state.cursor
        for match, parse in rules:
            found = match(state.src, pos)
            if found:
                count = len(tokens)
                new = parse(found, state)
                if new:
                    _stamp(tokens, count, pos, new)
                    return int(new)
        return None

    def indented(self, state: State) -> int | None:
        count, pos = len(state.tokens), state.cursor
        new = self._parse_indent_code_fast(state)
        if new:
            _stamp(state.tokens, count, pos, new)
        return new

    # Leaf blocks: where mistune's method loses the place of a text, we note it.

    def parse_atx_heading(self, m: Match[str], state: BlockState) -> int:
        start, end = m.span("atx_2")
        raw = state.src[start:end]
        text = raw.strip()
        bare = text.rstrip("#")
        if bare != text and (not bare or bare[-1] in " \t"):  # a closing sequence
            text = bare.rstrip()
        start += len(raw) - len(raw.lstrip())
        state.append_token({"type": "heading", "text": (start, start + len(text)), "attrs": {"level": len(m["atx_1"])}})
        return min(end + 1, state.cursor_max)

    def parse_setex_heading(self, m: Match[str], state: BlockState) -> int | None:
        last = state.last_token()
        if last is None or last["type"] != "paragraph" or state.cursor in state.lazy_line_starts:
            return None
        last["text"] = (last["start"], last["end"])
        end = super().parse_setex_heading(m, state)
        last["end"] = end = min(end or 0, state.cursor_max)
        return end

    def parse_thematic_break(self, m: Match[str], state: BlockState) -> int:
        return min(super().parse_thematic_break(m, state), state.cursor_max)

    def parse_html_comment(self, m: Match[str], state: BlockState) -> int:
        state.append_token({"type": "block_html"})
        return m.end()

    def parse_math(self, m: Match[str], state: BlockState) -> int | None:
        """`$$` to `$$`; the rest of the closing line must be blank."""
        close = state.src.find("$$", m.end())
        end = state.find_line_end_at(close)
        if close < 0 or state.src[close + 2 : end].strip():
            return None
        state.append_token({"type": "math"})
        return end

    def parse_ref_link(self, m: Match[str], state: BlockState) -> int | None:
        assert isinstance(state, State)
        continues = state.in_paragraph()
        if (m[0].startswith(" ") or m["reflink_1"].startswith("^")) and not continues:
            return None  # a definition begins its line, and one of a footnote is none (2.7)
        end = super().parse_ref_link(m, state)
        if end and not continues:
            destination, _ = parse_link_href(state.src, m.end(), block=True)
            state.append_token(
                {"type": "reference", "destination": unescape_char(destination or ""), "id": m["reflink_1"]}
            )
        return end


_BLANK: Token = {"type": "blank_line"}


def _stamp(tokens: list[Token], count: int, start: int, end: int) -> None:
    if len(tokens) > count and "start" not in tokens[count]:
        tokens[count]["start"] = start
        tokens[count]["end"] = end
