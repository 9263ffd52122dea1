"""Values of properties as they are shown on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vault_tools.index.context import Context
from vault_tools.model import Link, Note, Span, Value, is_empty, name_of
from vault_tools.schemas import find_property
from vault_tools.vault.linktext import escape_text

_LINE_BREAKS = re.compile(r"\s+")
BAR = re.compile(r"(?<!\\)\|")
_NUMBER = re.compile(r"\A(\d{1,9})(?=[.)](?:\s|\Z))")
_BLOCK = re.compile(
    r"#{1,6}(?:\s|\Z)|>|[-+*](?:\s|\Z)|([-*_])(?:[ \t]*\1){2,}\Z|`{3,}(?!.*`)|~~~"
    r"|\[.\](?:\s|\Z)|\[[^\]]+\]:|<(?![A-Za-z][\w.+-]*[:@])"
)
"""What would begin another block than a paragraph, or a task, if it stood at the beginning of an item."""


class Entry(NamedTuple):
    """One entry of a property, or its only value."""

    value: Value
    span: Span
    note: Note
    link: Link | None

    def shown(self, context: Context, in_table: bool) -> str:
        """Numbers as they are written; links written anew, since they were made for another folder."""
        if link := _written_anew(self.link, self.note, context, in_table):
            return link
        as_written = isinstance(self.value, int | float | dict) and not isinstance(self.value, bool)
        return show(self.note.slice(self.span) if as_written else self.value)


def entries(note: Note, name: str) -> Iterator[Entry]:
    """Those that are not empty; nothing when the note has no such property."""
    found = find_property(note, name)
    if found is None or is_empty(found.value):
        return
    links = {link.span: link for link in note.links if link.kind == "property"}
    for value, span in found.each():
        if not is_empty(value):
            yield Entry(value, span, note, _link_in(span, links))


def _link_in(span: Span, links: dict[Span, Link]) -> Link | None:
    """A property's link, which may have quotes around it."""
    return next((link for at, link in links.items() if span.start <= at.start and at.end <= span.end), None)


def _written_anew(link: Link | None, note: Note, context: Context, in_table: bool) -> str | None:
    """A link that leads nowhere is text: from here it would lead somewhere else. None where there is no link."""
    if not link or link.external:
        return None
    target = context.vault.resolve(link.target, note.path).path
    if target:
        return context.link(target, link.display or None, in_table)
    return escape_text(link.display or name_of(link.target))


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
    text = plain(_LINE_BREAKS.sub(" ", str(value)).strip())
    return without_math(text) if text.count("$$") % 2 else text


def plain(text: str) -> str:
    """The same of a part of such a text."""
    return BAR.sub(r"\\|", text).replace("<!--", "&lt;!--").replace("%%", "%\\%")


def without_math(text: str) -> str:
    """What is not closed would end at the next formula of the page."""
    return text.replace("$$", "$\\$")


def as_paragraph(line: str) -> str:
    """The same line as the beginning of an item: text, and neither another block nor a task."""
    return f"\\{line}" if _BLOCK.match(line) else _NUMBER.sub(r"\1\\", line, count=1)
