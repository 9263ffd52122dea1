"""How we write a link, so that it opens what was meant: every form is resolved again before it is used (3.12)."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import quote

from vault_tools.links import split_linktext
from vault_tools.model import name_of
from vault_tools.vault import Vault, once_per_vault

_UNSAFE_IN_WIKILINK = re.compile(r"[#|^\n]|\[\[|\]\]|%%|<!--|\A\s|\s\Z|[\[\]]\Z")
_UNSAFE_IN_TEXT = re.compile(r"[\\\[\]<>`*_|]|&(?=#?\w+;)|(?<!\S)#")
_UNSAFE_IN_DESTINATION = re.compile(r"[\s\x00-\x1f\x7f\"%<>\\^`{|}\[\]?]|&(?=#?\w+;)")
"""As Obsidian does it, letters of other scripts stay."""
_PARENTHESES = re.compile(r"[^()]*(?:\([^()]*\)[^()]*)*")


@once_per_vault
def link_style(vault: Vault) -> Literal["wikilink", "markdown"]:
    """As configured, else as Obsidian is set, else as most links of the vault are; wikilinks when it has none."""
    if vault.config.vault.link_style != "auto":
        return vault.config.vault.link_style
    if vault.settings.markdown_links is not None:
        return "markdown" if vault.settings.markdown_links else "wikilink"
    kinds = [r.link.kind for links in vault.links.values() for r in links if not r.link.embed]
    return "markdown" if kinds.count("markdown") > kinds.count("wikilink") else "wikilink"


def write_link(vault: Vault, target: str, source: str, display: str | None = None, in_table: bool = False) -> str:
    """A link from the note `source` to the file `target` in the vault's style, valid CommonMark if a Markdown link.

    The display text is the note's name unless given. Where no form of link would open `target` (its name holds a `#`,
    say) the result is the bare text.
    """
    name = name_of(target)
    text = display if display is not None else name
    if link_style(vault) == "wikilink" and (linkpath := wikilink_path(vault, target, source)):
        bar = "\\|" if in_table else "|"
        shown = (
            " ".join(text.split()).replace("[[", "[ [").replace("]]", "] ]").replace("|", "\\|" if in_table else "|")
        )
        return f"[[{linkpath}]]" if shown == " ".join(linkpath.split()) else f"[[{linkpath}{bar}{shown}]]"
    destination = markdown_destination(vault, target, source)
    label = escape_text(text)
    return f"[{label}]({destination})" if destination else label


def wikilink_path(vault: Vault, target: str, source: str) -> str | None:
    """A linkpath that opens `target` without a choice, in the format that Obsidian is set to, by default the shortest.

    None when the name cannot stand in a wikilink.
    """
    path = target.removesuffix(".md")
    candidates = [path, "/" + path, "/" + target]
    match vault.settings.link_format:
        case "relative":
            relative = _relative(path, source)
            candidates = [relative, f"./{relative}", *candidates]
        case "shortest" | None:
            candidates.insert(0, path.rpartition("/")[2])
    return next((c for c in candidates if is_safe_in_wikilink(c) and _opens(vault, c, target, source)), None)


def is_safe_in_wikilink(linkpath: str) -> bool:
    """Would it be read as nothing but a linkpath?"""
    return not _UNSAFE_IN_WIKILINK.search(linkpath)


def markdown_destination(vault: Vault, target: str, source: str) -> str | None:
    """In the format that Obsidian is set to; by default relative to the source, as other programs read it too.

    It begins with `./` or at the root where Obsidian needs that. None when no form opens `target` without a choice.
    """
    relative = _relative(target, source)
    candidates = [relative, f"./{relative}", f"/{target}"]
    match vault.settings.link_format:
        case "absolute":
            candidates.insert(0, target)
        case "shortest":
            candidates[:0] = [target.rpartition("/")[2], target]
    for candidate in candidates:
        begins_like_a_url = ":" in candidate.partition("/")[0]
        is_kept = split_linktext(candidate) == (candidate, "")
        if is_kept and not begins_like_a_url and _opens(vault, candidate, target, source):
            return percent_encode(candidate)
    return None


def percent_encode(destination: str) -> str:
    """What cannot stand in the destination of a Markdown link; balanced parentheses can."""
    encoded = _UNSAFE_IN_DESTINATION.sub(lambda unsafe: quote(unsafe[0], safe=""), destination)
    return encoded if _PARENTHESES.fullmatch(encoded) else encoded.replace("(", "%28").replace(")", "%29")


def escape_text(text: str) -> str:
    """Inline text that means only itself, in a table cell too."""
    return _UNSAFE_IN_TEXT.sub(r"\\\g<0>", " ".join(text.split())).replace("%%", "%\\%")


def _opens(vault: Vault, linkpath: str, target: str, source: str) -> bool:
    resolution = vault.resolve(linkpath, source)
    return resolution.path == target and not resolution.candidates


def _relative(target: str, source: str) -> str:
    there, here = target.split("/"), source.split("/")[:-1]
    common = 0
    while common < min(len(here), len(there) - 1) and here[common] == there[common]:
        common += 1
    return "/".join([".."] * (len(here) - common) + there[common:])
