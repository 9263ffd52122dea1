"""Is a value of a type? An empty one is of every type: whether it may be empty is another question."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from vault_tools.config.schema import NAMES, PropertyType
from vault_tools.links import WIKILINK, read_destination, split_wikilink
from vault_tools.model import Value, is_empty

PLURALS = {"tag": "tags", "alias": "aliases", "cssclass": "cssclasses"}
"""What means nothing since Obsidian 1.9, and what does (4.6)."""
OF_NAMES = frozenset((*NAMES, *PLURALS))
"""Properties that hold names, now or before; no links, and no dates."""

_WIKILINK = re.compile(WIKILINK)
_MARKDOWN_LINK = re.compile(
    r"\[(?:[^\[\]\n]|\[[^\[\]\n]*\])*\]\(\s*(?P<dest><[^<>\n]+>|[^()<>\n]*(?:\([^()<>\n]*\)[^()<>\n]*)*)\)"
)
_URL = re.compile(r"(?:[a-z][a-z0-9+.-]+://|(?:doi|magnet|mailto|tel|urn):)\S+", re.I | re.ASCII)
_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+")


def is_of_type(value: Value, type: PropertyType) -> bool:
    """Of a list only that it is one. A date is any text here; `invalid-date` reads it."""
    return is_empty(value) or _TESTS[type](value)


def is_text(value: Value) -> bool:
    return isinstance(value, str)


def is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_checkbox(value: Value) -> bool:
    return isinstance(value, bool)


def is_list(value: Value) -> bool:
    return isinstance(value, list)


def is_names(value: Value) -> bool:
    return isinstance(value, list | str)


def is_map(value: Value) -> bool:
    return isinstance(value, dict)


def is_link(value: Value) -> bool:
    """The whole text, trimmed, is one wikilink or Markdown link (2.8)."""
    if not isinstance(value, str):
        return False
    if wiki := _WIKILINK.fullmatch(value.strip()):
        return split_wikilink(wiki["inner"]) is not None
    markdown = _MARKDOWN_LINK.fullmatch(value.strip())
    return markdown is not None and read_destination(markdown["dest"].strip("<> ")) is not None


def is_url(value: Value) -> bool:
    return isinstance(value, str) and _URL.fullmatch(value.strip()) is not None


def is_email(value: Value) -> bool:
    return isinstance(value, str) and _EMAIL.fullmatch(value.strip()) is not None


_TESTS: Mapping[PropertyType, Callable[[Value], bool]] = {
    "text": is_text,
    "number": is_number,
    "checkbox": is_checkbox,
    "date": is_text,
    "datetime": is_text,
    "link": is_link,
    "url": is_url,
    "email": is_email,
    "list": is_list,
    "tags": is_names,
    "aliases": is_names,
    "cssclasses": is_names,
    "object": is_map,
}


def type_name(type: PropertyType) -> str:
    """As messages have it: must be `a number`."""
    return _IN_WORDS.get(type, f"a {type}")


_IN_WORDS: dict[PropertyType, str] = {
    "text": "text",
    "checkbox": "true or false",
    "datetime": "a date and time",
    "url": "a web address",
    "email": "an e-mail address",
    "object": "a map",
    **dict.fromkeys(("list", *NAMES), "a list"),
}
