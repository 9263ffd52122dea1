"""JSON Canvas 1.0 (8.1): the files that a canvas shows, and the links and tags on its cards, each with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import accumulate
from json.decoder import scanstring  # type: ignore[attr-defined]
from json.scanner import py_make_scanner  # type: ignore[attr-defined]
from typing import Any
from unicodedata import normalize

from msgspec.structs import replace

from vault_tools.model import Fault, Link, Note, Slip, Span, Tag
from vault_tools.parse.body import Body, read_body
from vault_tools.source import normalise

_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.S)
_SURROGATE = re.compile("[\ud800-\udfff]")
_FILES = {"file": "file", "group": "background"}
"""By type of node: the key that holds a vault path."""


class _Text(str):
    """A JSON string that knows where in the file it stands, without its quotes."""

    span: Span


def parse_canvas(path: str, text: str, is_utf8: bool = True) -> Note:
    """A canvas as a note without headings or properties. What is wrong with its JSON is in `Note.faults`.

    The text of a card is read as Markdown. An empty file is an empty canvas; unknown types and keys mean nothing to us.
    """
    text = normalise(text)
    canvas = Note(path=path, text=text, is_utf8=is_utf8)
    try:
        data = _decode(text) if text.strip() else {}
    except json.JSONDecodeError as error:
        return replace(canvas, faults=(Fault(error.msg, Span(error.pos, error.pos)),))
    except RecursionError:
        return replace(canvas, faults=(Fault("nested too deeply", Span(0, 0)),))
    if not isinstance(data, dict):
        return replace(canvas, faults=(Fault("the canvas is not a JSON object", Span(0, 0)),))
    nodes, edges = _objects(data, "nodes"), _objects(data, "edges")
    links: list[Link] = []
    tags: list[Tag] = []
    slips: list[Slip] = []
    for node in nodes:
        links += _files(node)
        links += _urls(node)
        for card in _cards(node, text):
            links += card.links
            tags += card.tags
            slips += card.slips
    faults = (*_doubled([*nodes, *edges]), *_dangling(nodes, edges))
    return replace(canvas, links=tuple(links), tags=tuple(tags), slips=tuple(slips), faults=faults)


def _decode(text: str) -> Any:
    """Like `json.loads`, but strings have a `span`. Raises JSONDecodeError and RecursionError."""
    return _Decoder().decode(text)


class _Decoder(json.JSONDecoder):
    def __init__(self) -> None:
        super().__init__(parse_int=float)  # nothing that we need is a number, and Python refuses very long ones
        self.parse_string = _string
        self.scan_once = py_make_scanner(self)


def _string(source: str, begin: int, strict: bool = True) -> tuple[str, int]:
    value, end = scanstring(source, begin, strict)
    text = _Text(_SURROGATE.sub("\ufffd", value))  # half of a pair is no character, and cannot be stored
    text.span = Span(begin, end - 1)
    return text, end


def _objects(data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    entries = data.get(name)
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def _files(node: dict[str, Any]) -> Iterator[Link]:
    """Vault paths, and no linktexts: they are never looked for elsewhere."""
    target = node.get(_FILES.get(str(node.get("type")), ""))
    if isinstance(target, _Text) and target:
        subpath = node.get("subpath", "") if node["type"] == "file" else ""
        if not isinstance(subpath, str) or not subpath.startswith("#"):
            subpath = ""
        yield Link("canvas", str(normalize("NFC", target)), str(subpath), target.span, context="file")


def _urls(node: dict[str, Any]) -> Iterator[Link]:
    url = node.get("url") if node.get("type") == "link" else None
    if isinstance(url, _Text) and url:
        yield Link("canvas", str(url), "", url.span, external=True, context="file")


def _cards(node: dict[str, Any], source: str) -> Iterator[Body]:
    """What stands on a card, with its places in the JSON."""
    text = node.get("text") if node.get("type") == "text" else None
    if isinstance(text, _Text):
        card = read_body(str(text), 0)
        starts = _starts(text, source)
        card.links = [replace(link, kind="canvas", context="card") for link in card.links]
        for things in (card.links, card.tags, card.slips):
            _move(things, starts)
        yield card


def _move(things: list[Any], starts: list[int]) -> None:
    things[:] = [replace(it, span=Span(starts[it.span.start], starts[it.span.end])) for it in things]


def _starts(text: _Text, source: str) -> list[int]:
    """Where in the source each character of a string begins, and, last, where the string ends."""
    widths: list[int] = []
    pos = text.span.start
    while len(widths) < len(text):
        escape = _ESCAPE.match(source, pos)
        assert escape
        widths.append(len(escape[0]))
        pos = escape.end()
    return list(accumulate(widths, initial=text.span.start))


def _doubled(things: list[dict[str, Any]]) -> Iterator[Fault]:
    seen = set()
    for thing in things:
        id = thing.get("id")
        if isinstance(id, _Text):
            if id in seen:
                yield Fault(f'the id "{id}" is given twice', id.span, "duplicate")
            seen.add(str(id))


def _dangling(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> Iterator[Fault]:
    known = {node.get("id") for node in nodes if isinstance(node.get("id"), str)}
    for edge in edges:
        for end in (edge.get("fromNode"), edge.get("toNode")):
            if isinstance(end, _Text) and end not in known:
                yield Fault(f'an arrow ends at "{end}", which is no card', end.span, "dangling")
