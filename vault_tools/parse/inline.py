"""Inline text on mistune's InlineParser: links, embeds, tags, code, math, comments, each with its offsets.

From left to right, what starts first wins (2.1). Escapes, code spans, brackets, autolinks and HTML are judged by
mistune; wikilinks, tags, math, comments and footnotes are Obsidian's. Emphasis and line breaks mean nothing to us and
are not looked for, and text makes no tokens: it is read from the source by offset.

Every pattern begins with its literal trigger character, which the scanner moves in front of the rule's group: the whole
alternation is then one search for a set of characters, in C.
"""

from __future__ import annotations

import re
from re import Match
from typing import Any, ClassVar

from mistune import InlineParser, InlineState
from mistune._inline.links import Bracket
from mistune.helpers import parse_link_href, parse_link_label, unescape_char
from mistune.util import unescape

from vault_tools.links import WIKILINK, spaced_destination, split_wikilink
from vault_tools.parse.state import Token
from vault_tools.tags import TAG_BODY, tag_name

_OPEN = re.compile(r"\[")
_SIMPLE_LINK = r"\[(?P<label>[^\[\]\\`<$%#\n]*)\]\((?P<dest>[^\s()<>\\]*)(?:[ ]+\"[^\"\\\n]*\")?\)"
_DECLARATION = re.compile(r"<![A-Za-z][^>]*>")
_URL = r"://[^\s<>`\[\]|]*[^\s<>`\[\]|.,:;\"')*_~!?]"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+-]+\Z")
_LONGEST_SCHEME = 32
_MATH = (
    r"\$(?:\$(?:[^$\\]|\\(?s:.))+?\$\$"
    r"|(?![\s$])(?:[^$\\]|\\(?s:.))*?(?<![\s\\])\$(?!\d))"
)

TRIGGER = re.compile(r"\\|`|\[|<|\$|%(?=%)|#|:(?=//)")
"""A text without any of these has nothing for us."""


class Inlines(InlineParser):
    SPECIFICATION: ClassVar[dict[str, str]] = {
        **InlineParser.SPECIFICATION,
        "escape": r"\\[!-/:-@\[-`{-~]",
        "codespan": r"`+",
        "wikilink": WIKILINK,
        "simple_link": _SIMPLE_LINK,
        "footnote_reference": r"\[\^[^\[\]\s]+\]",
        "link": r"\[",
        "link_close": r"\]",
        "math": _MATH,
        "comment": r"%%(?!%)",
        "tag": "#" + TAG_BODY,
        "url": _URL,
    }
    RULES: ClassVar[tuple[str, ...]] = (
        "escape",
        "codespan",
        "wikilink",
        "simple_link",
        "footnote_reference",
        "link",
        "link_close",
        "auto_link",
        "auto_email",
        "inline_html",
        "math",
        "comment",
        "tag",
        "url",
    )

    def __init__(self) -> None:
        super().__init__()
        self.parsers = {name: getattr(self, f"parse_{name}") for name in self.RULES}
        self.while_closed = self.scanner([name for name in self.RULES if name != "link_close"])
        self.while_open = self.scanner(list(self.RULES))
        """A `]` only matters while a bracket is open."""

    def scanner(self, names: list[str]) -> re.Pattern[str]:
        parts = []
        for name in names:
            pattern = self.specification[name]
            width = 2 if pattern[0] == "\\" else 1
            trigger, rest = pattern[:width], pattern[width:]
            parts.append(f"{trigger}(?P<{name}>{trigger + '*' if rest == '+' else rest})")
        return re.compile("|".join(parts))

    def scan(self, text: str, env: Any) -> list[Token]:
        """Tokens with `type`, `start`, `end` in `text`; `comment` is true for what stands in a comment."""
        state = _State(env)
        state.src = text
        return self.parse(state)

    def parse(self, state: InlineState) -> list[Token]:
        assert isinstance(state, _State)
        src, tokens, brackets = state.src, state.tokens, state.brackets
        while found := (self.while_open if brackets else self.while_closed).search(src, state.done):
            count = len(tokens)
            name = found.lastgroup
            assert name
            new = self.parsers[name](found, state)
            if new and len(tokens) > count:
                token = tokens[count]
                token.setdefault("start", found.start())
                token.setdefault("end", new)
                token["comment"] = state.comment is not None
            state.done = new or found.start() + 1
        return tokens

    def process_text(self, text: str, state: InlineState, parse_emphasis: bool = True) -> None:
        pass

    def finalize_tokens(self, tokens: list[Token], depth: int) -> list[Token]:
        return tokens

    def parse_wikilink(self, m: Match[str], state: _State) -> int | None:
        parts = split_wikilink(m["inner"])
        start = state.start_of(m)
        kind = "wikilink" if parts else "empty_link"
        state.tokens.append({"type": kind, "start": start, "embed": start < m.start(), "parts": parts})
        return m.end()

    def parse_simple_link(self, m: Match[str], state: _State) -> int | None:
        """Nothing in the brackets can be anything but text; inside open brackets mistune must decide."""
        if state.brackets:
            return self.parse_link(_open_bracket(m), state)
        start = state.start_of(m)
        state.tokens.append(
            {
                "type": "link",
                "start": start,
                "embed": start < m.start(),
                "dest": _unescape(m["dest"]),
                "label": m["label"],
            }
        )
        return m.end()

    def parse_link(self, m: Match[str], state: InlineState) -> int | None:
        assert isinstance(state, _State)
        count = len(state.tokens)
        end = super().parse_link(m, state)
        if state.start_of(m) != m.start():
            bracket = state.brackets[-1]
            bracket.image = True
            state.last_link = bracket.previous_link
        state.tokens[count]["start"] = m.start()
        return end

    def parse_link_close(self, m: Match[str], state: InlineState) -> int:
        assert isinstance(state, _State)
        opener = state.brackets[-1]
        end = super().parse_link_close(m, state)
        last = state.tokens[-1] if len(state.tokens) == opener.token_index + 1 else {}
        if last.get("type") in ("link", "image") and "start" not in last:
            state.tokens.extend(last.pop("children"))
            if state.brackets:  # what we made flat is still nested for mistune's limit, which keeps this linear
                outer = state.brackets[-1]
                outer.child_depth = max(outer.child_depth, opener.child_depth + 1)
            last |= {
                "type": "link",
                "start": opener.start - 1 - opener.image,
                "end": end,
                "embed": opener.image,
                "dest": None if "ref" in last else _destination(last["attrs"]["url"], state.src, m.end() + 1),
                "label": state.src[opener.start : m.start()],
                "comment": state.comment is not None,
            }
        elif spaced := spaced_destination(state.src, m.end()):
            start = opener.start - 1 - opener.image
            state.tokens.append({"type": "unencoded_link", "start": start, "end": spaced.end()})
        elif state.src.startswith("[", m.end()):
            self.note_undefined(opener, m.end() + 1, state)
        return end

    def note_undefined(self, opener: Bracket, label: int, state: _State) -> None:
        """`[text][id]` that is text, since nothing defines the id. In brackets only images are meant: a badge."""
        end = parse_link_label(state.src, label)[1]
        is_part = state.brackets and not opener.image
        if end and opener.active and not is_part and not state.src.startswith(("(", "[", ":"), end):
            start = opener.start - 1 - opener.image
            state.tokens.append({"type": "undefined_reference", "start": start, "end": end})

    def parse_auto_link(self, m: Match[str], state: InlineState) -> int:
        state.tokens.append({"type": "url", "url": state.src[m.start() + 1 : m.end() - 1]})
        return m.end()

    def parse_auto_email(self, m: Match[str], state: InlineState) -> int:
        return m.end()

    def parse_inline_html(self, m: Match[str], state: InlineState) -> int | None:
        """mistune knows declarations, `<!doctype html>`, in capitals only."""
        declaration = _DECLARATION.match(state.src, m.start())
        if not declaration:
            return super().parse_inline_html(m, state)
        state.tokens.append({"type": "inline_html", "raw": declaration[0]})
        return declaration.end()

    def parse_footnote_reference(self, m: Match[str], state: _State) -> int:
        state.tokens.append({"type": "footnote_reference", "id": m[0][2:-1]})
        return m.end()

    def parse_tag(self, m: Match[str], state: _State) -> int:
        start = m.start()
        name = tag_name(m["tag"])
        if name is not None and (start == 0 or state.src[start - 1].isspace()):
            state.tokens.append({"type": "tag", "name": name, "end": start + 1 + len(name)})
        return m.end()

    def parse_math(self, m: Match[str], state: _State) -> int:
        state.tokens.append({"type": "math"})
        return m.end()

    def parse_comment(self, m: Match[str], state: _State) -> int:
        """Opens or closes: what stands between is still read (2.9). `%%%%` is no fence."""
        start = m.start()
        if state.src[start - 1 : start] == "%":
            return m.end()
        if state.comment is None:
            state.comment = start
        else:
            state.tokens.append({"type": "comment", "start": state.comment})
            state.comment = None
        return m.end()

    def parse_url(self, m: Match[str], state: _State) -> int:
        """The scheme stands before what was found, back to the last thing that was recognised."""
        end = m.end()
        if state.src.startswith(")", end) and m[0].count("(") > m[0].count(")"):
            end += 1
        scheme = _SCHEME.search(state.src[max(state.done, m.start() - _LONGEST_SCHEME) : m.start()])
        if not scheme:
            return m.end()
        start = m.start() - len(scheme[0])
        if not state.src[start - 1 : start].isalnum():
            state.tokens.append({"type": "url", "url": state.src[start:end], "start": start})
        return end

    def parse_codespan(self, m: Match[str], state: InlineState) -> int:
        end = super().parse_codespan(m, state)
        if state.tokens[-1]["type"] != "codespan":
            state.tokens.pop()
        return end


class _State(InlineState):
    def __init__(self, env: Any) -> None:
        super().__init__(env)
        self.done = 0
        """Where what was recognised so far ends."""
        self.comment: int | None = None
        """Where the comment that is open began."""

    def start_of(self, m: Match[str]) -> int:
        """Of a link construct: one earlier when an unescaped `!` stands before it."""
        start = m.start()
        return start - 1 if start > self.done and self.src[start - 1] == "!" else start


def _destination(url: str, src: str, start: int) -> str:
    """As written: mistune's `url` is percent-encoded where the writer did not encode."""
    if "%" not in url:
        return url
    destination = parse_link_href(src, start)[0]
    return _unescape(unescape_char(destination or ""))


def _unescape(destination: str) -> str:
    """With its character references resolved, `&amp;` for one; a bare `&` stays."""
    return unescape(destination) if "&" in destination and ";" in destination else destination


def _open_bracket(m: Match[str]) -> Match[str]:
    bracket = _OPEN.match(m.string, m.start())
    assert bracket
    return bracket


INLINES = Inlines()
"""One is enough: what it reads is kept in a state of its own."""
