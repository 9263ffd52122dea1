"""How properties are written in YAML, and the edits that change one of them and leave every other byte as it is.

An edit is None where it is not sure that nothing else hangs on what it would replace: a comment inside a value, JSON
instead of lines, an anchor. What an edit makes of the note is checked once more by whoever applies it (`inventory.py`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from math import isfinite, isnan

from vault_tools.model import Edit, Note, Property, Span, Value
from vault_tools.property_blocks import (
    has_anchor,
    indent,
    is_comment_last,
    is_in_lines,
    is_shared,
    keeps_blank_lines,
    lead,
    line_end,
    lines_of,
)

_PLAIN = re.compile(r"[^\x00-@\[-^`{{-\x7f]{0}*(?: {0}+)*".format(r"[^\x00-'*-,:-@\[-^`{-\x7f]"))
"""Letters, digits, `_ / . ( ) -`, and what is not ASCII: that means nothing to YAML, if it can be printed."""
_PLAIN_DATE = re.compile(r"\d+([/.-])\d+\1\d+(?:[T ]\d\d:\d\d(?::\d\d)?)?", re.ASCII)
"""Text in YAML 1.2; programs that read version 1.1 take some of them for dates, which they are."""
_WORDS = ("true", "false", "null")
_INDICATORS = ("&", "*", "!", "|", ">", "[", "{", "- ")
_OUTLINE = re.compile(r"[ \t]*:[ \t]*(?:\[[ \t,]*\]|(?:\n[ \t]*-[ \t]+)+)?[ \t]*")
"""What is left of a property without its key and its entries, when there is no comment, anchor or blank line in it."""
_COMMENT = re.compile(r"(?:^|\s)#", re.M)
_UNREADABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""YAML forbids them, or takes them for ends of lines."""
_COLON = re.compile(r"[ \t]*:")
_GLUED = re.compile(r"[ \t]*:\S")
"""In `{"a":1}` the key is one by its quotes."""
_BLANK = re.compile(r"[ \t]*")
_BETWEEN = re.compile(r"[ \t]*(?:\n[ \t]*)?,[ \t]*(?:\n[ \t]*)?")
_DASH = re.compile(r"[ \t]*-[ \t]+")


def is_bare(note: Note, span: Span) -> bool:
    """Is it a text on one line, plain or quoted, without anchor, alias or tag?"""
    written = note.slice(span)
    return bool(written) and "\n" not in written and not written.startswith(_INDICATORS)


def is_simple(note: Note, span: Span) -> bool:
    """The same, and in nothing that an alias repeats? Then nothing else hangs on its form."""
    return is_bare(note, span) and not is_shared(note, span.start)


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


def is_plain(text: str) -> bool:
    """Is it the same text without quotes, in a flow list too? Where in doubt, no."""
    is_text = _PLAIN.fullmatch(text) and text.isprintable() and text.lower() not in _WORDS
    return bool(is_text or _PLAIN_DATE.fullmatch(text))


def written(value: Value) -> str:
    """In YAML, on one line, where a value can stand."""
    if isinstance(value, list | tuple):
        return flow_list(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(name)}: {written(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, str):
        return value if is_plain(value) else quoted(value)
    if isinstance(value, float) and not isfinite(value):
        return ".nan" if isnan(value) else ".inf" if value > 0 else "-.inf"
    return json.dumps(value)


def quoted(text: str) -> str:
    """Double quotes know all escapes of JSON."""
    return _UNREADABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def flow_list(values: Iterable[Value]) -> str:
    return f"[{', '.join(map(written, values))}]"


def set_value(note: Note, property: Property, value: Value) -> Edit | None:
    """The other value in its place, a block list as a block list again; what stands behind it stays."""
    colon = _COLON.match(note.text, property.key.end)
    if not colon or not is_in_lines(note):
        return None
    old = note.text[colon.end() : property.span.end]
    if not old.strip():
        return _fill(note, colon.end(), written(value))
    if has_anchor(old) or is_shared(note, property.key.start) or ("\n" in old and _COMMENT.search(old)):
        return None
    dash = _DASH.match(note.text, note.line_at(property.span.start).start) if "\n" in old else None
    if dash and isinstance(value, list | tuple) and value:
        return Edit(colon.end(), old, "".join(f"\n{dash[0]}{written(entry)}" for entry in value))
    return Edit(colon.end(), old, _behind_colon(value))


def _behind_colon(value: Value) -> str:
    """Nothing for no value."""
    return "" if value is None else f" {written(value)}"


def _fill(note: Note, colon: int, new: str) -> Edit:
    """Where there is no value; blanks at the end of the line go, those before a comment stay."""
    blank = _BLANK.match(note.text, colon)
    assert blank
    is_rest = note.text[blank.end()] == "\n"
    return Edit(colon, blank[0] if is_rest else "", f" {new}")


def add_property(
    note: Note, name: str, value: Value, after: Property | None = None, before: Property | None = None
) -> Edit | None:
    """A line of its own next to another property, or at the end; with a frontmatter of its own if the note has none.

    None, too, where a block of properties stands in the wrong place, or the note has the property.
    """
    line = f"{written(name)}:{_behind_colon(value)}\n"
    if not note.body:
        return None if note.text.lstrip().startswith("---") else Edit(0, "", f"---\n{line}---\n")
    if note.error or not is_in_lines(note) or note.property_named(name):
        return None
    if any(it not in note.properties or is_comment_last(note, it) for it in (after, before) if it):
        return None
    blanks = indent(note, note.properties[0].key.start) if note.properties else ""
    return Edit(_place(note, after, before), "", blanks + line)


def _place(note: Note, after: Property | None, before: Property | None) -> int:
    if after:
        return lines_of(note, after).end
    return lead(note, before) if before else note.text.rindex("---", 0, note.body)


def remove_property(note: Note, property: Property) -> Edit | None:
    """All its lines, with what is said behind the value; comments above it stay."""
    if property not in note.properties or not is_in_lines(note):
        return None
    lines = lines_of(note, property)
    if has_anchor(note.slice(lines)) or is_comment_last(note, property):
        return None
    is_blank_below = not note.slice(note.line_at(lines.end)).strip()
    is_kept_above = is_blank_below and keeps_blank_lines(note.text[: lines.start])
    return None if is_kept_above else Edit(lines.start, note.slice(lines), "")


def rename_property(note: Note, property: Property, name: str) -> Edit | None:
    """Its key only, in quotes as before; None if the note has a property of that name."""
    old = note.slice(property.key)
    is_taken = property in note.properties and note.property_named(name) not in (None, property)
    is_as_read = old in (f"{_quote(old)}{property.name}{_quote(old)}", quoted(property.name))
    return _rewritten(note, property.key, name) if is_as_read and not is_taken else None


def set_text(note: Note, span: Span, text: str) -> Edit | None:
    """Another value, or entry, in the place of one, in quotes as before."""
    return _rewritten(note, span, text) if is_simple(note, span) else None


def _quote(old: str) -> str:
    """Empty for what is plain."""
    return old[0] if old[0] in "\"'" else ""


def _rewritten(note: Note, span: Span, text: str) -> Edit:
    """Quotes that someone chose stay; those that YAML asked for go when it does no longer, so that there and back is
    the same."""
    old = note.slice(span)
    quote = _quote(old)
    is_safe_in_quotes = text.isprintable() and not set(text) & set("'" if quote == "'" else '"\\')
    is_kept = quote and is_safe_in_quotes and not _is_forced(note, span)
    return Edit(span.start, old, f"{quote}{text}{quote}" if is_kept else written(text))


def _is_forced(note: Note, span: Span) -> bool:
    """Are there quotes only since YAML asks for them? In JSON they belong to the form."""
    old = note.slice(span)
    return old[0] == '"' and not is_plain(old[1:-1]) and is_in_lines(note) and not _GLUED.match(note.text, span.end)


def remove_entry(note: Note, property: Property, index: int) -> Edit | None:
    """One of several entries of a list, with its comma, or with its line.

    Links in the entries below get other keys by it: say that the fix reaches over the whole property.
    """
    if len(property.entries) < 2 or not is_simple(note, property.entries[index]):
        return None
    is_flow = note.text[property.span.start] == "["
    return _without_item(note, property, index) if is_flow else _without_line(note, property, index)


def _without_item(note: Note, property: Property, index: int) -> Edit | None:
    entry = property.entries[index]
    first, second = (index - 1, index) if index else (0, 1)
    gap = Span(property.entries[first].end, property.entries[second].start)
    if not _BETWEEN.fullmatch(note.slice(gap)):
        return None
    gone = Span(gap.start, entry.end) if index else Span(entry.start, gap.end)
    return Edit(gone.start, note.slice(gone), "")


def _without_line(note: Note, property: Property, index: int) -> Edit | None:
    """The edit begins where the entry before it ends, since that may be the new end of the property."""
    entry = property.entries[index]
    line = note.line_at(entry.start)
    is_own = _DASH.fullmatch(note.text[line.start : entry.start]) and not note.text[entry.end : line.end].strip()
    if not is_own or keeps_blank_lines(note.slice(property.span)):
        return None
    start = min(property.entries[index - 1].end, line.start - 1) if index else line.start - 1
    return Edit(start, note.text[start : line.end], note.text[start : line.start - 1])
