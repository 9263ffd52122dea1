"""How a comment that silences rules is taken out of a note, and whether the rest stays what it was."""

from __future__ import annotations

import re
from bisect import bisect_left

from vault_tools.directives import Directive, Name, is_alone
from vault_tools.model import Edit, Fix, Note, Safety, Span
from vault_tools.rules._lines import MARKS

_HEADING = re.compile(r"#{1,6}[ \t]")


def removal(note: Note, directive: Directive) -> Fix | None:
    """Safe, unless it takes a reason along or changes how the text around it is read. In a heading, the comment is part
    of what links to it must say: there is no fix."""
    span = directive.span
    if any(heading.span.holds(span.start) for heading in note.headings):
        return None
    edit, keeps_meaning = _of_lines(note, span) if is_alone(note, span) else _of_comment(note, span)
    safety: Safety = "safe" if keeps_meaning and not directive.has_reason else "unsafe"
    return Fix(safety, (edit,))


def _of_lines(note: Note, span: Span) -> tuple[Edit, bool]:
    start, end = note.line_at(span.start).start, min(note.line_at(span.end).end + 1, len(note.text))
    keeps_meaning = not _joins(note, start, end) and not _parts_lists(note, span)
    return Edit(start, note.text[start:end], ""), keeps_meaning


def _joins(note: Note, start: int, end: int) -> bool:
    """Would the line below run on from the one above, or begin a frontmatter?"""
    below = note.text[end : note.line_at(end).end].strip("> \t")
    if start == note.body:
        return start == 0 and below.startswith("---")
    above = note.slice(note.line_at(start - 1)).strip("> \t")
    return bool(above and below) and not _HEADING.match(above)


def _parts_lists(note: Note, span: Span) -> bool:
    """Does it end a list that would otherwise go on below?"""
    i = bisect_left(note.sections, span.start, key=lambda section: section.span.start)
    kinds = [section.kind for section in note.sections[max(i - 1, 0) : i + 2]]
    return len(kinds) == 3 and kinds[0] == "list" and kinds[2] in ("list", "code")


def _of_comment(note: Note, span: Span) -> tuple[Edit, bool]:
    """With the blank before it, if another follows. What stands first makes of its line what it is: HTML, an item."""
    text = note.text
    line = note.line_at(span.start).start
    before, after = text[line : span.start], text[span.end : note.line_at(span.end).end]
    if MARKS.fullmatch(before):
        end = span.end + len(after) - len(after.lstrip())
        return Edit(span.start, text[span.start : end], ""), False
    start = span.start if after and after[0] not in " \t" else line + len(before.rstrip(" \t"))
    return Edit(start, text[start : span.end], ""), True


def without(note: Note, directive: Directive, name: Name, idle: frozenset[Name]) -> Fix:
    """The directive without one of its names, in a way that goes together with taking out the other idle ones."""
    names = directive.names
    i = names.index(name)
    is_before_all_kept = idle.issuperset(names[: i + 1])
    start, end = (
        (name.span.start, names[i + 1].span.start) if is_before_all_kept else (names[i - 1].span.end, name.span.end)
    )
    return Fix("safe", (Edit(start, note.text[start:end], ""),))
