"""From what is written between brackets to linkpath, subpath and display (2.2 to 2.6)."""

from __future__ import annotations

import re
from urllib.parse import unquote

WIKILINK = r"\[\[(?P<inner>[^\[\]\n]*(?:(?:\[\^[^\[\]\n]*\](?=\]\])|\](?!\])|\[(?!\[))[^\[\]\n]*)*)\]\]"
"""Only `]]` ends it, no line end and no `[[` inside; `[^1]` may stand before the end (2.2, 3.10)."""

MARKDOWN_LINK = (
    r"\[(?P<label>[^\[\]\n]*)\]\((?P<dest><[^<>\n]*>|[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)(?:[ ]+\"[^\"\n]*\")?\)"
)
"""A whole Markdown link in a property value (2.8); in the body the inline parser decides."""

SPACED_DESTINATION = re.compile(
    r"\((?=[^)\n]*[^\s)][ \t]+[^\s)])(?P<dest>(?:[^()\[\]<>`\n]|\([^()\[\]<>`\n]*\))+?)"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?\)"
)
"""What follows `]` where a destination has raw spaces: then it is no link (2.5)."""

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
    return (target, subpath, display if bar else None) if target or subpath.strip("# ") else None


def split_linktext(text: str) -> tuple[str, str]:
    """Linkpath and subpath, trimmed: outer spaces are no part of them (2.2, B-24)."""
    linkpath, hash, rest = text.partition("#")
    return linkpath.strip(_PADDING), hash + rest.rstrip(_PADDING)


def read_destination(destination: str) -> tuple[str, str, bool] | None:
    """Target, subpath and whether it is external, of a Markdown link; None when there is nothing to link to."""
    if is_external(destination):
        return destination, "", True
    target, subpath = split_linktext(decode_destination(destination))
    return (target, subpath, False) if target or subpath.strip("# ") else None


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
