"""What the rules on properties share: values with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vault_tools.links import WIKILINK
from vault_tools.model import Edit, Fix, Note, Property, Span, Value, is_empty
from vault_tools.placeholders import PLACEHOLDER
from vault_tools.property_blocks import line_end
from vault_tools.property_edits import is_simple, rename_property, written
from vault_tools.tags import is_tag

_WIKILINK = re.compile(WIKILINK)
_BETWEEN = re.compile(r"(?:[\s,;&]|\band\b)*")
_IN_PAIRS = re.compile(r"[\"\[\]{}]")


def has_placeholder(note: Note, property: Property) -> bool:
    """Will a template fill it in (7.2)? A comment after the value counts, too: `tags: #<% tp.date.now() %>`."""
    return PLACEHOLDER.search(note.text, property.key.start, line_end(note, property.span)) is not None


def is_no_tag(name: str, value: Value) -> bool:
    """Is it what `invalid-tag` reports of the property, or of an entry of it?"""
    if name.lower() != "tags" or is_empty(value):
        return False
    return not isinstance(value, str) or not is_tag(value.strip().removeprefix("#").rstrip("/"))


def renamed(note: Note, property: Property, name: str) -> Fix | None:
    """Unsafe: by another name, what stands in the value is a tag, or the link of another property, and whoever asks for
    the old name finds nothing."""
    edit = rename_property(note, property, name)
    return Fix("unsafe", (edit,), property.whole) if edit else None


def reworded(note: Note, span: Span, text: str) -> Fix | None:
    """Unsafe: another text in the place of one, in the quotes that it has; without any if it needs none."""
    if not is_simple(note, span):
        return None
    old = note.slice(span)
    quote = old[0] if old[0] in "\"'" and not {"'", '"', "\\"} & set(text) else ""
    return Fix("unsafe", (Edit(span.start, old, f"{quote}{text}{quote}" if quote else written(text)),))


def can_be_split(note: Note, property: Property) -> bool:
    """Is the value a text that a comma or a space can take apart? Not if it holds quotes or brackets, too."""
    return is_simple(note, property.span) and not _IN_PAIRS.search(property.value)


def aliases_of(note: Note) -> Iterator[tuple[str, Span]]:
    """The note's aliases, trimmed, each with its place."""
    found = note.property_named("aliases")
    for value, span in found.each() if found else ():
        if isinstance(value, str) and value.strip():
            yield value.strip(), span


def links_alone(text: str) -> list[str]:
    """The wikilinks of a text that is nothing but such links, with commas and the like between them; else none."""
    return [link[0] for link in _WIKILINK.finditer(text)] if _BETWEEN.fullmatch(_WIKILINK.sub(" ", text)) else []
