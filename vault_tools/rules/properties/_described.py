"""How values are named in messages."""

from __future__ import annotations

from vault_tools.model import Note, Span, Value
from vault_tools.printable import on_one_line
from vault_tools.property_edits import written

_LONGEST = 60


def described(note: Note, span: Span, value: Value) -> str:
    """What it is, and, if it is short, which."""
    match value:
        case str():
            return f"text, {shown(value)}"
        case list():
            return "a list"
        case dict():
            return "a map"
        case bool():
            return shown(value)
    return f"a number, {note.slice(span)}"


def shown(value: Value) -> str:
    """Texts in quotes, and no longer than a line of them can be read."""
    if not isinstance(value, str):
        return written(value)
    text = on_one_line(value.strip())
    return f'"{text}"' if len(text) <= _LONGEST else f'"{text[: _LONGEST - 1]}…"'
