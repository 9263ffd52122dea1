"""Does a note match what a schema says of its notes?"""

from __future__ import annotations

from vault_tools.config.schema import Match, each
from vault_tools.links import linked_name
from vault_tools.model import Note, Value
from vault_tools.tags import levels, tag_key
from vault_tools.vault.ignore import matches


def is_match(note: Note, match: Match) -> bool:
    return (
        (match.path is None or matches(note.path, each(match.path)))
        and (match.property is None or _has_property(note, match.property, match))
        and (match.tag is None or any(_has_tag(note, tag) for tag in each(match.tag)))
    )


def _has_property(note: Note, name: str, match: Match) -> bool:
    found = note.property_named(name)
    if found is None or match.value is None:
        return found is not None
    wanted = match.value if isinstance(match.value, tuple) else (match.value,)
    return any(is_value(value, one) for value, _ in found.each() for one in wanted)


def is_value(value: Value, wanted: Value) -> bool:
    """Is it that value? Texts are compared without case, and a link is meant by what it leads to, too: `Books` is
    `"[[Categories/Books|Books]]"`."""
    if isinstance(value, str) and isinstance(wanted, str):
        return wanted.strip().lower() in (value.strip().lower(), linked_name(value).lower())
    return type(value) is type(wanted) and bool(value == wanted)


def _has_tag(note: Note, wanted: str) -> bool:
    """A nested tag has its parents (5.2)."""
    key = tag_key(wanted)
    return any(key in levels(tag.key) for tag in note.tags)
