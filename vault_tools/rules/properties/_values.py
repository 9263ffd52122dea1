"""What the rules on properties share: values with their places, and how a value is written in YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from vault_tools.model import Edit, Note, Property, Span
from vault_tools.placeholders import PLACEHOLDER

_PLAIN = re.compile(r"[^\W\d_][\w/-]*(?: [\w/-]+)*")
_WORDS = ("true", "false", "null")
_IN_PAIRS = re.compile(r"[\"\[\]{}]")
_OUTLINE = re.compile(r"[ \t]*:[ \t]*(?:\[[ \t,]*\]|(?:\n[ \t]*-[ \t]+)+)?[ \t]*")
"""What is left of a property without its key and its entries, when there is no comment, anchor or blank line in it."""
_INDICATORS = ("&", "*", "!", "|", ">", "[", "{", "- ")


def has_placeholder(note: Note, property: Property) -> bool:
    """Will a template fill it in (7.2)? A comment after the value counts, too: `tags: #<% tp.date.now() %>`."""
    return PLACEHOLDER.search(note.text, property.key.start, line_end(note, property.span)) is not None


def line_end(note: Note, span: Span) -> int:
    """In the frontmatter there always is one: its fence comes after."""
    return note.text.index("\n", span.end)


def is_simple(note: Note, span: Span) -> bool:
    """Is it a text on one line, plain or quoted, without anchor, alias or tag? Then nothing else hangs on its form."""
    written = note.slice(span)
    return bool(written) and "\n" not in written and not written.startswith(_INDICATORS)


def can_be_split(note: Note, property: Property) -> bool:
    """Is the value a text that a comma or a space can take apart? Not if it holds quotes or brackets, too."""
    return is_simple(note, property.span) and not _IN_PAIRS.search(property.value)


def stands_alone(note: Note, property: Property) -> bool:
    """Has it lines of its own, and nothing on them but simple texts in one of the usual forms?"""
    if note.text[property.key.start - 1] != "\n":
        return False
    rest, done = "", property.key.end
    for value, span in property.each() if property.value is not None else ():
        if not isinstance(value, str) or not is_simple(note, span):
            return False
        rest += note.text[done : span.start]
        done = span.end
    return _OUTLINE.fullmatch(rest + note.text[done : line_end(note, property.span)]) is not None


def removal(note: Note, property: Property) -> Edit:
    """Of all its lines."""
    start, end = property.key.start, line_end(note, property.span) + 1
    return Edit(start, note.text[start:end], "")


def is_plain(text: str) -> bool:
    """Is it the same text without quotes, in a flow list too? Where in doubt, no."""
    return _PLAIN.fullmatch(text) is not None and text.lower() not in _WORDS


def written(text: str) -> str:
    """In YAML, where a value can stand."""
    return text if is_plain(text) else quoted(text)


def quoted(text: str) -> str:
    """Double quotes know all escapes of JSON."""
    return json.dumps(text, ensure_ascii=False)


def flow_list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(written, texts))}]"


def aliases_of(note: Note) -> Iterator[tuple[str, Span]]:
    """The note's aliases, trimmed, each with its place."""
    found = note.property_named("aliases")
    for value, span in found.each() if found else ():
        if isinstance(value, str) and value.strip():
            yield value.strip(), span
