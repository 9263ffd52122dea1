"""The tasks of a note, and how a page says them: on one line, as plain text, so that no plug-in finds them twice."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from vault_tools.index.cells import BAR, as_paragraph, plain, without_math
from vault_tools.index.context import Context
from vault_tools.model import Link, ListItem, Note, Span, name_of
from vault_tools.vault.linktext import escape_text

Status = Literal["open", "done", "all"]

_LINE_END = re.compile(r"[ \t]*\\?\n[ \t>]*|[ \t]{2,}")
"""With the mark of a hard break, and of the quote that the next line is in; or only much space."""
_NO_TEXT = re.compile(r"!\[|<!--|%%")
"""A picture, or what could be the mark of a region: then a link shows the name of its note."""


class _Special(NamedTuple):
    """What is not copied like any other text."""

    span: Span
    what: Link | Literal["code", "math", "nothing"]


def tasks(note: Note, status: Status) -> Iterator[ListItem]:
    """A space in the box is open, everything else is done (6). What says nothing is no task, nor is what is hidden."""
    for item in note.items:
        if item.task is None or not note.slice(item.text).strip() or note.commented.holds(item.span.start):
            continue
        if status == "all" or is_open(item) == (status == "open"):
            yield item


def is_open(task: ListItem) -> bool:
    return task.task == " "


def texts(note: Note, status: Status, context: Context, in_table: bool) -> Iterator[tuple[ListItem, str]]:
    """Each task with its own paragraph, as Markdown that can break neither a list, a table nor a region."""
    specials = sorted(_specials(note), key=lambda special: (special.span.start, -special.span.end))
    starts = [special.span.start for special in specials]
    for task in tasks(note, status):
        inside = specials[bisect_left(starts, task.text.start) : bisect_left(starts, task.text.end)]
        yield (
            task,
            as_paragraph(_LINE_END.sub(" ", "".join(_pieces(note, task.text, inside, context, in_table))).strip()),
        )


def _specials(note: Note) -> Iterator[_Special]:
    for link in note.links:
        if link.kind not in ("property", "reference"):
            yield _Special(link.span, link)
    yield from (_Special(code.span, "code") for code in note.code)
    yield from (_Special(span, "math") for span in note.math)
    hidden = (*(it.span for it in note.blocks), *(it.span for it in note.comments))
    for span in (*hidden, *(it.span for it in note.footnote_references)):
        yield _Special(span, "nothing")


def _pieces(note: Note, span: Span, specials: Sequence[_Special], context: Context, in_table: bool) -> Iterator[str]:
    done = span.start
    for at, what in specials:
        if at.start >= done:  # else it stands in another one
            yield without_math(plain(note.text[done : at.start]))
            if isinstance(what, Link):
                yield _link(what, note, context, in_table)
            elif what != "nothing":
                yield _formula(note.slice(at), what, in_table)
            done = at.end
    yield without_math(plain(note.text[done : span.end]))


def _formula(text: str, what: Literal["code", "math"], in_table: bool) -> str:
    """As it is, as far as it can be: a space means nothing in math."""
    shown = text.replace("<!--", "< !--") if what == "math" else text
    return BAR.sub(r"\\|", shown) if in_table else shown


def _link(link: Link, note: Note, context: Context, in_table: bool) -> str:
    """One that leads nowhere is only its text: in a page it would be one more that does."""
    if link.external:
        return plain(note.slice(link.span))
    target = context.vault.resolve(link.target, note.path).path
    if target is None:
        return escape_text(link.text or link.target)
    text = link.text or _place(link, target)
    return context.link(target, text if text and not _NO_TEXT.search(text) else None, in_table)


def _place(link: Link, target: str) -> str | None:
    """What Obsidian shows of `[[Note#Heading]]`; None where only the note's name says something."""
    headings = [part.strip() for part in link.subpath.split("#") if part.strip()]
    if not headings or headings[0].startswith("^"):
        return None
    return " > ".join([name_of(target), *headings] if link.target else headings)
