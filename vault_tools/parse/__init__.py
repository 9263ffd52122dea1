"""Text to Note. The only folder that knows frontmatter, yaml and mistune."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, TypeVar

from msgspec.structs import replace

from vault_tools.markers import regions, stray_markers, swallowed_markers
from vault_tools.model import Code, Cover, FileClass, Note, Slip, Span
from vault_tools.neighbours import foreign_regions
from vault_tools.parse.body import Body, read_body
from vault_tools.parse.canvas import parse_canvas
from vault_tools.parse.properties import read_frontmatter
from vault_tools.source import normalise

_CONFLICT = re.compile(r"^(?:<<<<<<<|>>>>>>>)(?: .*)?$|^=======$", re.M)
_FENCE = re.compile(r"(?<![%\\])%%(?!%)")
_START = attrgetter("span.start")
_T = TypeVar("_T")


def parse_note(path: str, text: str, is_utf8: bool = True) -> Note:
    """Everything that the note holds. Never raises on what a user wrote: what is wrong is in the note, with a place.

    `text` may have a byte order mark and any line ends; offsets count in `Note.text`, which has neither.
    """
    text = normalise(text)
    head = read_frontmatter(text)
    body = read_body(text, head.body)
    strays = stray_markers(text, head.body, (m.span for m in body.markers), (c.span for c in body.code))
    markers = _sorted([*body.markers, *strays, *swallowed_markers(text, _open_code(body))])
    ours, foreign = regions(markers), foreign_regions(text, head.body, (c.span for c in body.code))
    bodies = [*(it.body for it in ours), *(it.body for it in foreign)]
    generated = Cover(bodies) if bodies else None
    links = _sorted(body.links)
    return Note(
        path=path,
        text=text,
        body=head.body,
        is_utf8=is_utf8,
        error=head.error,
        properties=head.properties,
        headings=_sorted(body.headings),
        links=(*head.links, *_outside(generated, links)),
        tags=(*head.tags, *_outside(generated, _sorted(body.tags))),
        blocks=_sorted(body.blocks),
        items=_own_items(generated, body.items),
        callouts=_sorted(body.callouts),
        footnotes=_sorted(body.footnotes),
        footnote_references=_sorted(body.footnote_references),
        sections=tuple(body.sections),
        code=_sorted(body.code),
        math=tuple(sorted(body.math)),
        comments=_sorted(body.comments),
        markers=markers,
        regions=ours,
        foreign=foreign,
        generated_links=_inside(generated, links),
        conflicts=_conflicts(text, body.code),
        slips=(*head.slips, *_outside(generated, _sorted([*body.slips, *_open_comment(text, head.body, body)]))),
    )


def _sorted(things: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(sorted(things, key=_START))


def _span(thing: Any) -> Span:
    span: Span = thing.span
    return span


def _outside(generated: Cover | None, things: tuple[_T, ...]) -> tuple[_T, ...]:
    """Generated content never counts as the user's links, tags or items."""
    if not generated:
        return things
    return tuple(thing for thing in things if not generated.holds(_span(thing).start))


def _inside(generated: Cover | None, things: tuple[_T, ...]) -> tuple[_T, ...]:
    return tuple(thing for thing in things if generated.holds(_span(thing).start)) if generated else ()


def _own_items(generated: Cover | None, items: list[Any]) -> tuple[Any, ...]:
    """Items are in the order of the text already, parents before children, and refer to each other by index.

    One whose parent is generated has none: a list may go on where a region of another tool ends.
    """
    if not generated:
        return tuple(items)
    kept = _outside(generated, tuple(items))
    index = {_span(item): i for i, item in enumerate(kept)}
    return tuple(
        item if item.parent is None else replace(item, parent=index.get(_span(items[item.parent]))) for item in kept
    )


def _open_code(body: Body) -> Iterator[Span]:
    """Blocks of which the fence is never closed."""
    fences = {slip.span.start for slip in body.slips if slip.kind == "unclosed-fence"}
    return (code.span for code in body.code if code.span.start in fences)


def _open_comment(text: str, start: int, body: Body) -> Iterator[Slip]:
    """The first `%%` that never closes: in Obsidian it hides everything below it (2.9)."""
    if text.count("%%", start) == 2 * sum(comment.kind == "obsidian" for comment in body.comments):
        return
    marks = {offset for comment in body.comments for offset in (comment.span.start, comment.span.end - len("%%"))}
    things: list[Any] = [*body.code, *body.comments, *body.links]
    known = Cover([*body.math, *body.html, *(thing.span for thing in things)])
    for fence in _FENCE.finditer(text, start):
        if fence.start() not in marks and not known.holds(fence.start()):
            yield Slip("unclosed-comment", Span(*fence.span()))
            return


def _conflicts(text: str, code: list[Code]) -> tuple[Span, ...]:
    """Git conflicts that are whole, each from `<<<<<<<` to the end of its `>>>>>>>` line.

    One that begins in a code block is only shown; one that begins outside may well run through a fence.
    """
    if "<<<<<<<" not in text:
        return ()
    blocks = Cover(c.span for c in code if c.kind != "inline")
    conflicts = []
    begin, divided = -1, False
    for found in _CONFLICT.finditer(text):
        match found[0][0]:
            case "<":
                begin, divided = -1 if blocks.holds(found.start()) else found.start(), False
            case "=":
                divided = begin >= 0
            case ">" if divided:
                conflicts.append(Span(begin, found.end()))
                begin, divided = -1, False
    return tuple(conflicts)


READERS: Mapping[FileClass, Callable[[str, str, bool], Note]] = {"note": parse_note, "canvas": parse_canvas}
"""Path, text and whether it was UTF-8 to a note, by class of file; other files are only known by name."""
