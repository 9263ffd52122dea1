"""Changing what a written link opens, and nothing else of it (3.12)."""

from __future__ import annotations

import re

from vault_tools.links import decode_destination, read_destination, split_linktext
from vault_tools.model import Edit, Link, Note
from vault_tools.vault import Vault
from vault_tools.vault.linktext import is_safe_in_wikilink, markdown_destination, percent_encode, wikilink_path

_WIKILINK = re.compile(r"!?\[\[(?P<path>[^#|\n]*?)\\?(?=[#|]|\]\])")
_SPECIAL = re.compile(r"[<>&\\]")
_DESTINATION = re.compile(r"\](?:\(|:)\s*(?:<(?P<bracketed>[^#\n<>]*)|(?P<bare>[^#\s<>]*?)(?=[#)\s]|\Z))")


def is_wikilink(note: Note, link: Link) -> bool:
    """As it is written; a link of a property or a canvas can be either."""
    if link.kind in ("property", "canvas"):
        return note.slice(link.span).lstrip("!\"' \t").startswith("[[")
    return link.kind == "wikilink"


def linkpath_to(vault: Vault, note: Note, link: Link, target: str) -> str | None:
    """What `link` would have to say to open `target`, decoded; None when nothing can."""
    if is_wikilink(note, link):
        return wikilink_path(vault, target, note.path)
    destination = markdown_destination(vault, target, note.path)
    return decode_destination(destination) if destination else None


def relinked(note: Note, link: Link, linkpath: str, display: str | None = None) -> Edit | None:
    """The edit that puts `linkpath` into the link, keeping kind, embed mark, subpath, display text and escapes.

    `display` is added to a wikilink that has no text of its own. None where the link is not written plainly enough, or
    `linkpath` cannot be written there; whoever calls has made sure that `linkpath` opens what is meant.
    """
    written = note.slice(link.span)
    if link.kind == "canvas" or (link.kind == "property" and not _is_plain(written, linkpath)):
        return None
    wikilink = _WIKILINK.search(written) if is_wikilink(note, link) else None
    if wikilink:
        return _in_wikilink(note, link, linkpath, display, wikilink)
    for found in reversed(list(_DESTINATION.finditer(written))):  # the last is the link's own, if its text holds others
        group = found.lastgroup
        if group and split_linktext(decode_destination(found[group]))[0] == link.target and "#" not in linkpath:
            new = linkpath.replace("%", "%25") if group == "bracketed" else percent_encode(linkpath)
            if read_destination(new) != (linkpath, "", False) or (group == "bracketed" and _SPECIAL.search(new)):
                return None
            return Edit(link.span.start + found.start(group), found[group], new)
    return None


def _in_wikilink(note: Note, link: Link, linkpath: str, display: str | None, found: re.Match[str]) -> Edit | None:
    start, end = found.span("path")
    old = found["path"]
    if old.strip() != link.target or not is_safe_in_wikilink(linkpath) or (display or "").endswith("]"):
        return None
    new = old.replace(link.target, linkpath) if link.target else linkpath
    if display is None or link.display is not None:
        return Edit(link.span.start + start, old, new)
    rest = found.string[end : found.string.rindex("]]")]
    bar = "\\|" if link.context == "table" else "|"
    return Edit(link.span.start + start, old + rest, f"{new}{rest}{bar}{display}")


def _is_plain(written: str, new: str) -> bool:
    """May `new` be put into a YAML scalar that is written like this, without a thought for quotes and escapes?"""
    return not any(c in new for c in "\"'\\\n") and "\\" not in written and "\n" not in written and "''" not in written
