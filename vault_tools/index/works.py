"""What pages show, sort and group of the works of reading lists: fields of their own, as notes have properties."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from vault_tools.index.cells import plain
from vault_tools.index.columns import Column
from vault_tools.index.context import Context
from vault_tools.index.fields import Cell
from vault_tools.index.listing import in_cell
from vault_tools.order import natural
from vault_tools.resources import Resource
from vault_tools.resources.items import plain as without_links
from vault_tools.resources.kinds import TITLES
from vault_tools.resources.show import credit
from vault_tools.resources.urls import host
from vault_tools.vault.linktext import escape_text

Work = tuple[Resource, ...]
"""Every item of a reading list that cites it; the first one says what it is."""
_SAFE_IN_URL = "%/:?#@!$&'*+,;=~-._"
_KINDS = [*TITLES]


class WorkField(NamedTuple):
    """Something that is known of a work; `in_table` is how its links are written."""

    title: str
    description: str
    cells: Callable[[Work, Context, bool], Iterator[Cell]]


def sort_key(work: Work, name: str, context: Context) -> tuple[Any, ...] | None:
    """Of several values the first one counts; but of notes, how many there are."""
    if name == "notes":
        return (len(citing(work)),)
    first = next(FIELDS[name].cells(work, context, False), None)
    return first.key if first else None


def shown(work: Work, column: Column, context: Context, in_table: bool) -> str:
    """People are one phrase: `A and B et al.`"""
    if column.field == "by":
        return _escaped(credit(work[0]))
    return in_cell(FIELDS[column.field].cells(work, context, in_table))


def prose(work: Work, context: Context) -> tuple[str, str]:
    """What it is, and where it is cited."""
    by = _escaped(credit(work[0]))
    preposition = "from" if work[0].provider and not work[0].authors else "by"
    notes = in_cell(FIELDS["notes"].cells(work, context, False))
    return f"{_title(work)} {preposition} {by}" if by else _title(work), f"cited in {notes}" if notes else ""


def citing(work: Work) -> tuple[str, ...]:
    """Paths of notes, each once."""
    return tuple(dict.fromkeys(resource.note for resource in work))


def _escaped(text: str) -> str:
    return plain(escape_text(text))


def _text(value: Callable[[Resource], str | None]) -> Callable[[Work, Context, bool], Iterator[Cell]]:
    """What the first one says that says anything."""

    def cells(work: Work, context: Context, in_table: bool) -> Iterator[Cell]:
        if found := next(filter(None, map(value, work)), None):
            yield Cell(_escaped(found), natural(found))

    return cells


def _title(work: Work) -> str:
    title = _escaped(work[0].title)
    return f"[{title}]({_quoted(work[0].url)})" if work[0].url else title


def _quoted(url: str) -> str:
    return quote(url, safe=_SAFE_IN_URL)


def _titles(work: Work, context: Context, in_table: bool) -> Iterator[Cell]:
    yield Cell(_title(work), natural(work[0].title))


def _people(work: Work, context: Context, in_table: bool) -> Iterator[Cell]:
    first = work[0]
    people = first.authors or filter(None, (first.organiser or first.provider,))
    return (Cell(_escaped(name), natural(name)) for name in people)


def _kind(work: Work, context: Context, in_table: bool) -> Iterator[Cell]:
    """Ours come first, in their order."""
    kind = work[0].kind
    rank = _KINDS.index(kind) if kind in TITLES else len(_KINDS)
    yield Cell(_escaped(TITLES.get(kind, kind)), (rank, natural(kind)))


def _urls(work: Work, context: Context, in_table: bool) -> Iterator[Cell]:
    if url := work[0].url:
        yield Cell(f"<{_quoted(url)}>", natural(url))


def _notes(work: Work, context: Context, in_table: bool) -> Iterator[Cell]:
    paths = (path for path in citing(work) if path != context.path)
    return (Cell(context.link(path, in_table=in_table), natural(path)) for path in paths)


FIELDS: Mapping[str, WorkField] = {
    "title": WorkField("Title", "What it is called, with a link if it has a URL.", _titles),
    "by": WorkField("By", "Its authors, else who organises or provides it; in `group` each by name.", _people),
    "kind": WorkField("Kind", "Books, Courses and so on, as its heading says; sorted in our order.", _kind),
    "provider": WorkField("Provider", "Who offers it, as in `on Coursera`.", _text(lambda it: it.provider)),
    "url": WorkField("URL", "Where it is.", _urls),
    "host": WorkField("Site", "The host of its URL.", _text(lambda it: host(it.url) if it.url else None)),
    "notes": WorkField("Cited in", "The notes that cite it; sorted by how many there are.", _notes),
    "description": WorkField(
        "Description", "What is said of it, and below it.", _text(lambda it: without_links(it.description))
    ),
}
