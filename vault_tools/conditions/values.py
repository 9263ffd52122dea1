"""A value as it is typed on a command line: read as YAML, as it would be in a note."""

from __future__ import annotations

from shlex import quote

from vault_tools.errors import UserError
from vault_tools.model import Note, Value
from vault_tools.printable import on_one_line
from vault_tools.property_edits import quoted, written


def read_value(text: str) -> Value:
    """None for no text. A wikilink is a link, though YAML takes it for a list (2.8), and `{{date}}` is a text.

    Raises UserError for what YAML cannot read, or reads as something else than what is written there.
    """
    from vault_tools.parse import parse_note  # heavy

    text = text.strip()
    note = parse_note("", f"---\nvalue: {text}\n---\n")
    is_link = any(slip.kind == "unquoted-link" and note.slice(slip.span) == text for slip in note.slips)
    if is_link or (text.startswith("{{") and text.endswith("}}")):
        return text
    if reason := _complaint(note, text):
        raise UserError(f"the value {on_one_line(text)} {reason}; as text, type it as {quote(quoted(text))}")
    return note.properties[0].value


def _complaint(note: Note, text: str) -> str | None:
    if "\n" in text:
        return "is more than a value: it has several lines"
    if note.error:
        return f"cannot be read: {note.error.message}"
    if len(note.properties) != 1 or note.slice(note.properties[0].span) != text or text.startswith(("&", "!")):
        return "is more than a value: YAML takes a part of it for a comment, an anchor or a tag of its own"
    value = note.properties[0].value
    if isinstance(value, list) and any(isinstance(entry, list) for entry in value):
        return "is a list in a list; a link in a list has quotes"
    if isinstance(value, list) and any(isinstance(entry, dict) for entry in value):
        return "is a list with a map in it"
    if isinstance(value, int | float) and not isinstance(value, bool) and written(value) != text:
        return f"is the number {written(value)}"
    return None


def mentions(note: Note, name: str) -> bool:
    """Does the frontmatter hold this text? All that can be asked of one that cannot be read (4.4)."""
    return name.lower() in note.text[: note.body].lower()
