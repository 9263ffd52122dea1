"""The type of a property: one for each name in the whole vault (4.5)."""

from __future__ import annotations

import re
from typing import Literal

from vault_tools.model import Value
from vault_tools.vault.obsidian import Settings

Type = Literal["text", "list", "number", "checkbox", "date", "datetime", "tags", "aliases", "object"]

_STORED: dict[str, Type] = {
    "text": "text",
    "multitext": "list",
    "number": "number",
    "checkbox": "checkbox",
    "date": "date",
    "datetime": "datetime",
    "tags": "tags",
    "aliases": "aliases",
}
_SPECIAL: dict[str, Type] = {"tags": "tags", "aliases": "aliases", "cssclasses": "list"}
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_DATETIME = re.compile(_DATE.pattern + r"[T ]\d\d:\d\d(?::\d\d)?")


def property_type(name: str, value: Value, settings: Settings) -> Type:
    """As Obsidian has stored it for the name; else by what the value looks like, and text for no value.

    `object` is a map, which Obsidian's editor cannot show.
    """
    name = name.lower()
    stored = _STORED.get(settings.types.get(name, ""))
    return _SPECIAL.get(name) or stored or inferred_type(value)


def inferred_type(value: Value) -> Type:
    match value:
        case bool():
            return "checkbox"
        case int() | float():
            return "number"
        case list():
            return "list"
        case dict():
            return "object"
        case str() if _DATE.fullmatch(value):
            return "date"
        case str() if _DATETIME.fullmatch(value):
            return "datetime"
    return "text"
