"""Values of properties as they are shown on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vault_tools.index.pages import Context
from vault_tools.model import Link, Note, Value, is_empty

_LINE_BREAKS = re.compile(r"\s+")
_BAR = re.compile(r"(?<!\\)\|")


def show_property(note: Note, name: str, context: Context) -> str:
    """The value of a property, in a table."""
    return ", ".join(shown_entries(note, name, context))


def shown_entries(note: Note, name: str, context: Context | None = None) -> Iterator[str]:
    """How each entry of a property that is not empty is shown; numbers as they are written.

    With a context links are written anew, since they were made for another folder.
    """
    found = note.property_named(name)
    if found is None:
        return
    links = {link.key: link for link in note.links if link.kind == "property"} if context else {}
    if isinstance(found.value, list):
        keys = [f"{found.name}.{i}" for i in range(len(found.value))]
        entries = list(zip(keys, found.value, found.entries, strict=True))
    else:
        entries = [(found.name, found.value, found.span)]
    for key, value, span in entries:
        if not is_empty(value):
            link = _written_anew(links.get(key), note, context) if context else None
            as_written = isinstance(value, int | float | dict) and not isinstance(value, bool)
            yield link or show(note.slice(span) if as_written else value)


def _written_anew(link: Link | None, note: Note, context: Context) -> str | None:
    target = context.vault.resolve(link.target, note.path).path if link and not link.external else None
    return context.link(target, link.display or None, in_table=True) if link and target else None


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
