"""Values of properties as they are shown on a page."""

from __future__ import annotations

import re

from vault_tools.index.pages import Context
from vault_tools.model import Link, Note, Value

_LINE_BREAKS = re.compile(r"\s+")
_BAR = re.compile(r"(?<!\\)\|")


def show_property(note: Note, name: str, context: Context) -> str:
    """The value of a property, in a table; links in it are written anew, since they were made for another folder."""
    found = note.property_named(name)
    if found is None:
        return ""
    links = {link.key: link for link in note.links if link.kind == "property"}
    if isinstance(found.value, list):
        keys = (f"{found.name}.{i}" for i in range(len(found.value)))
        shown = (_show_entry(e, links.get(k), note, context) for k, e in zip(keys, found.value, strict=True))
        return ", ".join(filter(None, shown))
    return _show_entry(found.value, links.get(found.name), note, context)


def _show_entry(value: Value, link: Link | None, note: Note, context: Context) -> str:
    target = context.vault.resolve(link.target, note.path).path if link and not link.external else None
    if link is None or target is None:
        return show(value)
    return context.link(target, link.display or None, in_table=True)


def show(value: Value) -> str:
    """Text on one line that can break neither a table nor a region; what is Markdown in it stays Markdown."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(filter(None, map(show, value)))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {show(entry)}" for key, entry in value.items())
    text = _LINE_BREAKS.sub(" ", str(value)).strip()
    return _BAR.sub(r"\\|", text).replace("<!--", "&lt;!--").replace("%%", "%\\%")
