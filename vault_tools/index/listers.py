"""What lists notes in a note, and how a page takes that over: by Dataview, by another tool, or, below a heading, by
hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NamedTuple, get_args

from vault_tools.errors import UserError
from vault_tools.index.context import Context
from vault_tools.index.dataview import Query
from vault_tools.index.obstacles import Reason
from vault_tools.index.places import (
    DATAVIEW,
    dataview_blocks,
    inserted,
    is_outermost,
    is_place,
    line_after,
    place_below,
    query_of,
)
from vault_tools.index.queries import page_options, read, without_own_name
from vault_tools.model import Code, Edit, ForeignRegion, Neighbour, Note, Span

TOOLS: tuple[Neighbour, ...] = get_args(Neighbour)
_OF_TOOLS: Mapping[Neighbour, Mapping[str, str]] = {
    "waypoint": {"kind": "folder", "view": "tree"},
    "zoottelkeeper": {"kind": "folder", "recursive": "false", "view": "list"},
    "obsidian-hub": {"kind": "folder", "view": "list"},
}
_NESTED = "no region can be there: it stands in a list, a quote or a footnote"
_FOOTER = "the footer of a hub cannot become a page: it lists what links to its note"


class Lister(NamedTuple):
    """Something in a note that a region can take over."""

    span: Span
    attributes: Callable[[Context], Mapping[str, str]]
    """Of a marker that describes the page. Raises UserError when no page can list that."""
    edit: Callable[[str], Edit]
    """What puts a region there, or in its place."""


def is_lister(what: str) -> bool:
    return what in TOOLS or is_place(what)


def listers(note: Note, what: str) -> Iterator[Lister | Reason]:
    """In the order of the text, or why one of them cannot be taken over; none of those that have a region below."""
    if what in TOOLS:
        yield from _regions(note, what)
    elif what == DATAVIEW:
        yield from (_block(note, block) for block in dataview_blocks(note) if not _has_region(note, block.span))
    elif (heading := place_below(note, what)) and not _has_region(note, heading):
        yield Lister(heading, lambda context: {"kind": "folder"}, partial(_insert, note, heading))


def _has_region(note: Note, above: Span) -> bool:
    at = line_after(note, above)
    return any(at <= it.begin.start and not note.text[at : it.begin.start].strip() for it in note.regions)


def _insert(note: Note, above: Span, region: str) -> Edit:
    return inserted(note, line_after(note, above), region)


def _block(note: Note, block: Code) -> Lister | Reason:
    if not is_outermost(note, block):
        return Reason(block.span, _NESTED, "damaged")
    return Lister(block.span, partial(_attributes, query_of(note, block)), partial(_insert, note, block.span))


def _regions(note: Note, tool: str) -> Iterator[Lister | Reason]:
    """Of another tool; one in another is replaced with it."""
    for region in note.foreign:
        if region.tool == tool and not note.is_generated_at(region.begin.start):
            span = Span(region.begin.start, region.end.end)
            if region.end.start == region.end.end:
                yield Reason(region.begin, _FOOTER, "options")
            elif region.tool == "dataview-serializer":
                yield Lister(region.begin, partial(_attributes, region.query), partial(_replace, note, span))
            else:
                yield Lister(region.begin, partial(_fixed, region), partial(_replace, note, span))


def _fixed(region: ForeignRegion, context: Context) -> Mapping[str, str]:
    return _OF_TOOLS[region.tool]


def _replace(note: Note, span: Span, region: str) -> Edit:
    return Edit(span.start, note.slice(span), region.removesuffix("\n"))


def _attributes(query: str, context: Context) -> Mapping[str, str]:
    """Raises UserError too when the query asks for what is misspelt."""
    options: Query = without_own_name(page_options(query, context.folder), [context])
    if complaint := read(options).complaint(context):
        raise UserError(complaint)
    return {name: said if isinstance(said, str) else ", ".join(said) for name, said in options.items()}
