"""The markers around what `vault-tools index` generates, as HTML comments or as `%%` comments.

    <!-- vault-tools:begin NAME kind=folder folder="DSA" sha=1f9c5c1d2f0b7a3e -->
    <!-- vault-tools:end NAME -->

Attributes are quoted as in HTML; `sha` is the hash of the body that we wrote, by which an edit is noticed. A marker
stands alone on its line, outside every container: in code it is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from html import escape, unescape
from typing import Literal

from vault_tools.model import SIGNATURES, Cover, Marker, Note, Region, Span

_MARKER = re.compile(
    r"[ ]{0,3}(?:<!--|%%)[ \t]*vault-tools:(?P<kind>begin|end)(?P<rest>(?:[ \t\n][^\n]*?)?)[ \t]*(?:-->|%%)[ \t]*\n?"
)
_START = re.compile(r"(?<!\\)(?:<!--|%%)[ \t]*vault-tools:(?P<kind>(?i:begin|end))\b")
_NAME = re.compile(r"[ \t]+(?P<name>[^\s=\"'<>]+)(?=\s|\Z)")
_ATTRIBUTE = re.compile(
    r"[ \t]+(?P<key>[A-Za-z][\w-]*)=(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'<>`=]+))"
)
_SIGNED = re.compile(r"[^\n]*[ \t]sha=[0-9a-f]{16}(?=\s)")


def read_marker(text: str, span: Span) -> Marker | None:
    """The marker that `text`, a comment at `span`, is; None for any other comment.

    The name is empty and the attributes are None when what follows `begin` or `end` cannot be read.
    """
    marker = _MARKER.fullmatch(text)
    if not marker:
        return None  # if it begins like one, `stray_markers` finds it
    kind, rest = marker["kind"], marker["rest"]
    name = _NAME.match(rest)
    if not name:
        return Marker(kind, "", None, span)  # type: ignore[arg-type]
    attributes = _attributes(rest[name.end() :])
    return Marker(kind, name["name"], attributes, span)  # type: ignore[arg-type]


def stray_markers(text: str, body: int, found: Iterable[Span], code: Iterable[Span]) -> Iterator[Marker]:
    """What looks like a marker and is none: never closed, not alone on its line, in a list. In code it is only text."""
    if "vault-tools:" not in text:
        return
    known = Cover([*found, *code])
    for start in _START.finditer(text, body):
        if not known.holds(start.start()):
            yield Marker(start["kind"].lower(), "", None, Span(*start.span()))  # type: ignore[arg-type]


def swallowed_markers(text: str, open_code: Iterable[Span]) -> Iterator[Marker]:
    """What a code block that is never closed took from the note below it: a marker that we signed, and a lone end."""
    for block in open_code:
        began = set()
        for start in _START.finditer(text, block.start, block.end):
            name = _NAME.match(text, start.end())
            if start["kind"] == "begin":
                began.add(name and name["name"])
            is_lone = start["kind"] == "end" and (name and name["name"]) not in began
            if is_lone or _SIGNED.match(text, start.end()):
                yield Marker(start["kind"], "", None, Span(*start.span()))  # type: ignore[arg-type]


def shown_markers(note: Note) -> Iterator[Marker]:
    """What would be a marker, and is only text because it stands in a code block; with its name alone."""
    if "vault-tools:" not in note.text:
        return
    blocks = Cover(code.span for code in note.code if code.kind != "inline")
    for start in _START.finditer(note.text, note.body):
        name = _NAME.match(note.text, start.end())
        if name and blocks.holds(start.start()):
            yield Marker(start["kind"].lower(), name["name"], None, Span(*start.span()))  # type: ignore[arg-type]


def _attributes(text: str) -> dict[str, str] | None:
    attributes: dict[str, str] = {}
    pos = 0
    while text[pos:].strip():
        found = _ATTRIBUTE.match(text, pos)
        if not found or found["key"] in attributes:
            return None
        attributes[found["key"]] = unescape(
            next(v for v in (found["double"], found["single"], found["bare"]) if v is not None)
        )
        pos = found.end()
    return attributes


def is_region_name(name: str) -> bool:
    """Can it stand in a marker?"""
    return _NAME.fullmatch(f" {name}") is not None and "--" not in name and "%%" not in name


def write_begin(name: str, attributes: Mapping[str, str]) -> str:
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<!-- vault-tools:begin {name}{written} -->"


def signed(begin: str, **signatures: str) -> str:
    """A begin marker, as it is written, with these signatures instead of its own."""
    marker = _MARKER.fullmatch(begin)
    assert marker
    name = _NAME.match(marker["rest"])
    assert name
    start, pos, kept = marker.start("rest"), name.end(), marker["rest"][: name.end()]
    while found := _ATTRIBUTE.match(marker["rest"], pos):
        kept += "" if found["key"] in SIGNATURES else found[0]
        pos = found.end()
    written = "".join(f" {key}={value}" for key, value in signatures.items())
    return begin[:start] + kept + written + begin[start + pos :]


def body_hash(body: str) -> str:
    """Blank lines at either end do not count."""
    return sha256(body.strip("\n").encode()).hexdigest()[:16]


Authorship = Literal["ours", "empty", "unsigned", "edited", "accepted"]


def authorship(note: Note, region: Region) -> Authorship:
    """Who wrote what stands in a region: we, nobody, somebody unknown, a person, or a person who wants to keep it."""
    body = note.slice(region.body)
    if not body.strip():
        return "empty"
    found = body_hash(body)
    if region.attributes.get("accepted") == found:
        return "accepted"
    if region.attributes.get("sha") == found:
        return "ours"
    return "edited" if "sha" in region.attributes else "unsigned"


def has_marker(text: str) -> bool:
    """Is there anything in it that is one, or looks like one?"""
    return _START.search(text) is not None


def write_end(name: str) -> str:
    return f"<!-- vault-tools:end {name} -->"


_WHOLE_REGION = re.compile(
    r"^[^\n]*(?:<!--|%%)[ \t]*vault-tools:begin(?P<name>[ \t]+[^\s]+).*?vault-tools:end(?P=name)\b[^\n]*$",
    re.M | re.S,
)


def words_outside(text: str) -> str:
    """What people wrote, as far as it can be told without reading the note: blank space does not count."""
    return " ".join(_WHOLE_REGION.sub("", text).split())


_UNREADABLE = (
    "the marker cannot be read: it stands alone on its line, in no list, quote or code, with a name, then attributes as"
    " in HTML, and nothing after the name of an end"
)


def damage(markers: Iterable[Marker]) -> Iterator[tuple[Marker, str]]:
    """What is wrong with the markers of a note, each with its reason; nothing when they pair up."""
    open: Marker | None = None
    seen: set[str] = set()
    for marker in markers:
        if marker.attributes is None or not marker.name or (marker.kind == "end" and marker.attributes):
            yield marker, _UNREADABLE
        elif marker.kind == "begin":
            if open:
                yield marker, f'region "{marker.name}" begins inside region "{open.name}"'
            elif marker.name in seen:
                yield marker, f'a second region "{marker.name}"'
            open = open or marker
            seen.add(marker.name)
        elif not open:
            yield marker, f'region "{marker.name}" ends but never began'
        elif open.name != marker.name:
            yield marker, f'region "{marker.name}" ends inside region "{open.name}"'
        else:
            open = None
    if open:
        yield open, f'region "{open.name}" never ends'


def regions(markers: tuple[Marker, ...]) -> tuple[Region, ...]:
    """Empty as soon as one marker is damaged: then nobody knows what is generated."""
    if not markers or any(damage(markers)):
        return ()
    pairs = zip(markers[::2], markers[1::2], strict=True)
    return tuple(Region(begin.name, begin.span, end.span, begin.attributes or {}) for begin, end in pairs)
