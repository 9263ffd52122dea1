"""What to write in the place of a value that is not of the type that it should be."""

from __future__ import annotations

import re
from typing import NamedTuple

from vault_tools.config.schema import LIST_TYPES, NAMES, PropertyType
from vault_tools.model import Note, Span, Value
from vault_tools.property_edits import flow_list, is_simple, quoted, written
from vault_tools.rules.properties._values import links_alone
from vault_tools.vault.linktext import is_safe_in_wikilink

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,2}(?:_[0-9]{3})+|[1-9][0-9]{0,14})(?:\.[0-9]+)?", re.ASCII)
"""One that is the same without its quotes: leading zeros, and digits that a double cannot hold, would be lost."""
_FLAGS = {"true": "true", "yes": "true", "y": "true", "on": "true", "1": "true"} | {
    "false": "false", "no": "false", "n": "false", "off": "false", "0": "false"
}  # fmt: skip
_TEXT_WITH_COLON = re.compile(r"[^\W\d_][^\"\n#:]*: [^\W_][^\"\n#:]*")
"""A map for YAML: `- Opener: new tab by default`."""
_SEPARATOR = re.compile(r"[,;\n]")
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.I)
_LONGEST = 60


class Remedy(NamedTuple):
    advice: str
    written: str | None = None
    """YAML to put in its place; None where only the writer can know."""


def remedy(note: Note, span: Span, value: Value, type: PropertyType) -> Remedy | None:
    """For what is no list; None when nothing is sure."""
    old = note.slice(span)
    if isinstance(value, list | dict):
        is_meant = type == "text" and isinstance(value, dict) and _TEXT_WITH_COLON.fullmatch(old)
        return Remedy("put it in quotes", quoted(old)) if is_meant else None
    found = _remedy(old, value, type)
    return found if found is None or is_simple(note, span) else Remedy(found.advice)


def _remedy(old: str, value: str | float, type: PropertyType) -> Remedy | None:
    if type == "checkbox":
        return _checkbox(old, str(value).strip())
    if not isinstance(value, str) and type in ("text", *NAMES):
        return Remedy("put it in quotes", quoted(old))
    if type in LIST_TYPES:
        return _list_of(old, value)
    if not isinstance(value, str):
        return None
    match type:
        case "number":
            return _number(old, value.strip())
        case "link":
            return _link(value.strip())
        case "url" if _DOMAIN.fullmatch(value.strip()):
            return Remedy(f"write https://{value.strip()}")
    return None


def _list_of(old: str, value: str | float) -> Remedy:
    """A text with commas may have been meant as several, so nobody but the writer can tell; of links it is clear."""
    if isinstance(value, str) and len(links := links_alone(value)) > 1:
        return Remedy("make a list of them", flow_list(links))
    new = flow_list([value]) if isinstance(value, str) and old[:1] not in ('"', "'") else f"[{old}]"
    if isinstance(value, str) and _SEPARATOR.search(value):
        return Remedy("write a list")
    return Remedy(f"write {new}" if len(new) <= _LONGEST else "write a list", new)


def _checkbox(old: str, text: str) -> Remedy | None:
    new = _FLAGS.get(text.lower())
    if new is None:
        return None
    return Remedy("take the quotes off" if old[1:-1] == new else f"write {new}", new)


def _number(old: str, text: str) -> Remedy | None:
    if not _NUMBER.fullmatch(text):
        return None
    new = text.replace("_", "")
    return Remedy("take the quotes off" if old[1:-1] == new else f"write {new}", new)


def _link(text: str) -> Remedy | None:
    if not is_safe_in_wikilink(text) or "://" in text or _SEPARATOR.search(text) or len(text) > _LONGEST:
        return None
    return Remedy(f"write {quoted(f'[[{text}]]')}", written(f"[[{text}]]"))
