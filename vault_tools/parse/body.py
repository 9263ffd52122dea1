"""From mistune's tokens to what the note holds, each thing at its place in the note."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from vault_tools.links import BLOCK_ID, read_destination
from vault_tools.markers import read_marker
from vault_tools.model import (
    Block,
    Callout,
    Code,
    Comment,
    Context,
    Footnote,
    Heading,
    Link,
    ListItem,
    Marker,
    Section,
    Slip,
    SlipKind,
    Span,
    Tag,
)
from vault_tools.parse.blocks import Leaves
from vault_tools.parse.inline import INLINES, TRIGGER
from vault_tools.parse.lists import Lists
from vault_tools.parse.state import State, Token
from vault_tools.parse.tables import Tables, cells

_BLOCK_ID = re.compile(rf"(?:^|(?<=\s)|(?<=\]\]))\^({BLOCK_ID})\Z")
_BLOCK_ID_ALONE = re.compile(rf" {{0,3}}\^{BLOCK_ID}")
_STYLES: dict[str, Literal["fenced", "indented"]] = {"fenced": "fenced", "indent": "indented"}
_SLIPS: dict[str, SlipKind] = {
    "empty_link": "empty-link",
    "unencoded_link": "unencoded-link",
    "undefined_reference": "undefined-reference",
}
_SECTIONS: dict[str, Any] = {
    "heading": "heading",
    "list": "list",
    "block_quote": "blockquote",
    "footnote": "footnoteDefinition",
    "comment": "comment",
    "table": "table",
    "block_code": "code",
    "block_html": "html",
    "math": "math",
    "paragraph": "paragraph",
    "thematic_break": "thematicBreak",
}
"""Obsidian's names for what stands in no other block (9.1); reference definitions have none."""
_MATH_START = re.compile(r"^[ ]{0,3}(\$\$)", re.M)
_COMMENT_START = re.compile(r"[ ]{0,3}<!--")


class Blocks(Lists, Tables):
    SPECIFICATION = {**Leaves.SPECIFICATION, **Tables.SPECIFICATION, **Lists.SPECIFICATION}


class Body(Struct):
    """What was found so far, in no particular order."""

    headings: list[Heading] = []
    links: list[Link] = []
    tags: list[Tag] = []
    blocks: list[Block] = []
    items: list[ListItem] = []
    callouts: list[Callout] = []
    code: list[Code] = []
    math: list[Span] = []
    comments: list[Comment] = []
    markers: list[Marker] = []
    footnotes: list[Footnote] = []
    footnote_references: list[Footnote] = []
    sections: list[Section] = []
    slips: list[Slip] = []
    html: list[Span] = []
    """Blocks, comments among them."""


_blocks = Blocks()


def read_body(text: str, start: int) -> Body:
    """Read the Markdown of a note from offset `start`; every text is legal Markdown, so nothing is raised."""
    state = State()
    state.process(text if text.endswith("\n") else text + "\n")
    state.cursor = start
    _blocks.parse(state)
    body = Body()
    walk = _Walk(body)
    walk.on_root(state)
    walk.walk(state, None)
    return body


class _Walk:
    def __init__(self, body: Body) -> None:
        self.body = body
        self.on: dict[str, Callable[[Token, State, int | None], None]] = {
            "heading": self.on_heading,
            "list": self.on_list,
            "block_quote": self.on_block_quote,
            "footnote": self.on_footnote,
            "comment": self.on_comment,
            "table": self.on_table,
            "block_code": self.on_block_code,
            "block_html": self.on_block_html,
            "math": self.on_math,
            "reference": self.on_reference,
            "thematic_break": self.on_nothing,
        }

    def on_root(self, state: State) -> None:
        for token in state.tokens:
            kind: Any = "callout" if token.get("callout") else _SECTIONS.get(token["type"])
            if kind:
                token["place"] = place = self.place(state, token)
                self.body.sections.append(Section(kind, place))

    def walk(self, state: State, parent: int | None, item: Span | None = None) -> None:
        """`item` is the list item whose text this is: a block id in its first paragraph names it (3.9)."""
        before: Token | None = None
        for token in state.tokens:
            kind = token["type"]
            if kind == "paragraph":
                self.on_paragraph(token, state, before, item)
            elif kind != "blank_line":
                self.on[kind](token, state, parent)
            else:
                continue
            before = token
        state.release()

    def on_paragraph(self, token: Token, state: State, before: Token | None, item: Span | None) -> None:
        start, end = self.inline(state, (token["start"], token["end"]))
        block = self.block_id(state, start, end)
        if block:
            target = state.span(start, end)
            if before is None:
                target = item or target
            elif block.start() == 0:  # alone, it names the block before it
                target = self.place(state, before)
            self.add_block(block, state, end, target)

    def on_heading(self, token: Token, state: State, parent: int | None) -> None:
        start, end = self.inline(state, token["text"], "heading")
        span = self.place(state, token)
        if block := self.block_id(state, start, end):
            self.add_block(block, state, end, span)
        self.body.headings.append(Heading(state.src[start:end], token["attrs"]["level"], span, state.context))

    def block_id(self, state: State, start: int, end: int) -> re.Match[str] | None:
        return _BLOCK_ID.search(state.src[start:end]) if state.src.find("^", start, end) >= 0 else None

    def add_block(self, block: re.Match[str], state: State, end: int, target: Span) -> None:
        self.body.blocks.append(Block(block[1], state.span(end - len(block[0]), end), target))

    def on_list(self, token: Token, state: State, parent: int | None) -> None:
        for item in token["items"]:
            self.on_item(item, state, parent)

    def on_item(self, item: Token, state: State, parent: int | None) -> None:
        span, marker = self.place(state, item), state.span(*item["marker"])
        index = len(self.body.items)
        child = item.get("state")
        if child is not None:
            text = _first_paragraph(child) or Span(marker.end, marker.end)
            self.body.items.append(ListItem(span, marker, text, parent, item["task"]))
            self.walk(child, index, span)
            return
        start, end = self.inline(state, item["text"], "list")
        text = state.span(start, end) if start < end else Span(span.end, span.end)
        self.body.items.append(ListItem(span, marker, text, parent, item["task"]))
        if block := self.block_id(state, start, end):
            self.add_block(block, state, end, span)

    def on_block_quote(self, token: Token, state: State, parent: int | None) -> None:
        if callout := token["callout"]:
            self.body.callouts.append(Callout(callout[1], callout[2], self.place(state, token)))
        self.walk(token["state"], parent)
        self.name_quote(state, token)

    def name_quote(self, state: State, token: Token) -> None:
        """A block id on the line directly below names the whole quote, not the paragraph it lazily continues (3.9)."""
        last_line = state.src[token["start"] : token["end"]].rstrip(" \t\n").rpartition("\n")[2]
        if self.body.blocks and _BLOCK_ID_ALONE.fullmatch(last_line):
            span, last = self.place(state, token), self.body.blocks[-1]
            if last.span.end == span.end:
                self.body.blocks[-1] = replace(last, target=span)

    def on_footnote(self, token: Token, state: State, parent: int | None) -> None:
        self.body.footnotes.append(Footnote(token["key"], self.place(state, token)))
        self.walk(token["state"], parent)

    def on_comment(self, token: Token, state: State, parent: int | None) -> None:
        span = self.place(state, token)
        self.comment("obsidian", span, state, token)
        if "state" in token:
            self.walk(token["state"], parent)

    def on_table(self, token: Token, state: State, parent: int | None) -> None:
        if token["continues"] and state.context != "comment":
            self.body.slips.append(Slip("table-in-paragraph", self.place(state, token)))
        for start, end in token["rows"]:
            if TRIGGER.search(state.src, start, end):
                for left, right in cells(state.src[start:end])[: token["width"]]:
                    self.inline(state, (start + left, start + right), "table")

    def on_block_code(self, token: Token, state: State, parent: int | None) -> None:
        style, span = _STYLES[token["style"]], self.place(state, token)
        self.body.code.append(Code(style, token.get("attrs", {}).get("info", ""), span))
        if style == "fenced" and not _is_closed(state.src[token["start"] : token["end"]], token["marker"]):
            self.body.slips.append(Slip("unclosed-fence", Span(span.start, span.start + len(token["marker"]))))

    def on_block_html(self, token: Token, state: State, parent: int | None) -> None:
        span = self.place(state, token)
        self.body.html.append(span)
        if _COMMENT_START.match(state.src, token["start"]):
            self.comment("html", span, state, token)
            if "-->" not in state.src[token["start"] : token["end"]]:
                self.body.slips.append(Slip("unclosed-comment", Span(span.start, span.start + len("<!--"))))

    def on_math(self, token: Token, state: State, parent: int | None) -> None:
        self.body.math.append(self.place(state, token))

    def on_nothing(self, token: Token, state: State, parent: int | None) -> None:
        pass

    def on_reference(self, token: Token, state: State, parent: int | None) -> None:
        """A definition counts once, its uses do not count (2.7)."""
        self.link(token["destination"], self.place(state, token), "reference", False, None, state.context, token["id"])

    def comment(self, kind: Any, span: Span, state: State, token: Token) -> None:
        self.body.comments.append(Comment(kind, span))
        if state.parent is None and state.context == "body":
            marker = read_marker(state.src[token["start"] : token["end"]], span)
            if marker:
                self.body.markers.append(marker)

    def place(self, state: State, token: Token) -> Span:
        """The token's place in the note, from its first to its last visible character."""
        if known := token.get("place"):
            place: Span = known
            return place
        start, end = _trim(state.src, token["start"], token["end"])
        return state.span(start, end)

    def inline(self, state: State, text: tuple[int, int], context: Context | None = None) -> tuple[int, int]:
        """Note what stands in a stretch of inline text; gives the stretch without outer blanks."""
        start, end = _trim(state.src, *text)
        if TRIGGER.search(state.src, start, end):
            where = state.context if context is None or state.context == "comment" else context
            inner = state.src[start:end]
            tokens = INLINES.scan(inner, state.env)
            self.tokens(tokens, state, start, where)
            if "$$" in inner and where != "comment":
                self.find_unclosed_math(inner, tokens, state, start)
        return start, end

    def find_unclosed_math(self, text: str, tokens: list[Token], state: State, shift: int) -> None:
        for mark in _MATH_START.finditer(text):
            if not any(token["start"] <= mark.start(1) < token["end"] for token in tokens):
                self.body.slips.append(Slip("unclosed-math", state.span(shift + mark.start(1), shift + mark.end(1))))
                return

    def tokens(self, tokens: list[Token], state: State, shift: int, context: Context) -> None:
        for token in tokens:
            kind = token["type"]
            if kind == "text":
                continue
            span = state.span(shift + token["start"], shift + token["end"])
            where: Context = "comment" if token["comment"] else context
            if kind == "wikilink":
                target, subpath, display = token["parts"]
                self.body.links.append(Link("wikilink", target, subpath, span, token["embed"], display, False, where))
            elif kind == "link":
                if token["dest"] is not None:
                    self.link(token["dest"], span, "markdown", token["embed"], token["label"], where)
            elif kind == "url":
                self.body.links.append(Link("url", token["url"], "", span, False, None, True, where))
            elif kind == "tag":
                self.body.tags.append(Tag(token["name"], span))
            elif kind == "codespan":
                self.body.code.append(Code("inline", "", span))
            elif kind == "math":
                self.body.math.append(span)
            elif kind == "comment":
                self.body.comments.append(Comment("obsidian", span))
            elif kind == "footnote_reference":
                self.body.footnote_references.append(Footnote(token["id"], span))
            elif kind in _SLIPS:
                self.body.slips.append(Slip(_SLIPS[kind], span))
            elif kind == "inline_html" and token["raw"].startswith("<!--"):
                self.body.comments.append(Comment("html", span))

    def link(
        self, dest: str, span: Span, kind: Any, embed: bool, display: str | None, context: Context, key: str = ""
    ) -> None:
        if parts := read_destination(dest):
            target, subpath, external = parts
            self.body.links.append(Link(kind, target, subpath, span, embed, display, external, context, key))
        else:
            self.body.slips.append(Slip("empty-link", span))


def _is_closed(code: str, marker: str) -> bool:
    *before, last = code.rstrip("\n").split("\n")
    last = last.strip(" \t")
    return bool(before) and len(last) >= len(marker) and not last.strip(marker[0])


def _first_paragraph(state: State) -> Span | None:
    first = next((token for token in state.tokens if token["type"] != "blank_line"), None)
    if first is None or first["type"] != "paragraph":
        return None
    return state.span(*_trim(state.src, first["start"], first["end"]))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] in " \t\n":
        end -= 1
    while start < end and text[start] in " \t\n":
        start += 1
    return start, end
