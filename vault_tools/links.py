"""From what is written between brackets to linkpath, subpath and display (2.2 to 2.6)."""

from __future__ import annotations

import re
from urllib.parse import unquote

from vault_tools.model import name_of

WIKILINK = r"\[\[(?P<inner>[^\[\]\n]*(?:(?:\[\^[^\[\]\n]*\](?=\]\])|\](?!\])|\[(?!\[))[^\[\]\n]*)*)\]\]"
"""Only `]]` ends it, no line end and no `[[` inside; `[^1]` may stand before the end (2.2, 3.10)."""

_SPACED_DESTINATION = re.compile(
    r"\([ \t]*(?P<dest>(?:[^()\[\]<>`\n]|\([^()\[\]<>`\n]{0,500}\)){1,500}?)"
    r"(?:[ \t]+(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'))?[ \t]*\)"
)
BLOCK_ID = r"[A-Za-z0-9-]+"
"""Latin letters, digits and hyphens (3.9)."""

_PADDING = " \t\u00a0\u202f"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def split_wikilink(inner: str) -> tuple[str, str, str | None] | None:
    """Linkpath, subpath and display; None when there is nothing to link to: `[[]]`, `[[ ]]`, `[[|x]]`, `[[#]]`.

    The first bar ends the target, escaped (as tables need it) or not; the first `#` ends the linkpath.
    """
    written, bar, display = inner.partition("|")
    if bar:
        written = written.removesuffix("\\")
    target, subpath = split_linktext(written)
    return (target, subpath, display if bar else None) if target or subpath else None


def linked_name(text: str) -> str:
    """The name of the note, if the text is one wikilink to one, `[[x/Books|books]]`; else the text, trimmed."""
    text = text.strip()
    link = split_wikilink(text[2:-2]) if text.startswith("[[") and text.endswith("]]") else None
    return name_of(link[0]) if link else text


def split_linktext(text: str) -> tuple[str, str]:
    """Linkpath and subpath, trimmed: outer spaces are no part of them (2.2, B-24). `C#` has no subpath (2.3)."""
    linkpath, hash, rest = text.partition("#")
    return linkpath.strip(_PADDING), hash + rest.rstrip(_PADDING) if rest.strip("#" + _PADDING) else ""


def read_destination(destination: str) -> tuple[str, str, bool] | None:
    """Target, subpath and whether it is external, of a Markdown link; None when there is nothing to link to."""
    if is_external(destination):
        return destination, "", True
    target, subpath = split_linktext(decode_destination(destination))
    return (target, subpath, False) if target or subpath else None


def spaced_destination(text: str, pos: int) -> re.Match[str] | None:
    """What stands in parentheses at `pos`, after a `]`, if `dest` has raw spaces: then it is no link (2.5)."""
    found = _SPACED_DESTINATION.match(text, pos)
    return found if found and len(found["dest"].split()) > 1 else None


def is_external(destination: str) -> bool:
    """Starts with a URI scheme of two or more characters, or with `//` (2.6)."""
    return _SCHEME.match(destination) is not None or destination.startswith("//")


def decode_destination(destination: str) -> str:
    """Percent-decoded, as UTF-8; a text with an invalid sequence stays as it is (2.5)."""
    if "%" not in destination or _BAD_PERCENT.search(destination):
        return destination
    try:
        return unquote(destination, errors="strict")
    except UnicodeDecodeError:
        return destination
