"""Groups as Markdown: as a list, a table, a tree of lists, or callouts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import indent
from typing import Literal

from vault_tools.index.cells import as_paragraph
from vault_tools.index.listing import Group, Row

View = Literal["list", "table", "tree", "callouts"]
_DEEPEST = 6
_MORE = "…"
"""What `limit` leaves out."""
_QUOTE = "> "
_INDENT = "    "
"""Python-Markdown wants four spaces, and CommonMark takes them."""


def view(groups: Iterable[Group], kind: View, columns: Sequence[str], title: str = "Notes") -> str:
    """`columns` are the titles of a table, that of its first column among them; other views do not show them.

    `title` is that of a callout around rows without a heading.
    """
    match kind:
        case "tree":
            found = _tree(groups, 0)
        case "callouts":
            found = _callouts(groups, _QUOTE, title)
        case _:
            found = _headings(groups, 2, columns if kind == "table" else ())
    return "\n".join(found).strip("\n")


def _headings(groups: Iterable[Group], level: int, columns: Sequence[str]) -> Iterator[str]:
    for group in _loud(groups):
        titles = columns and (group.columns or columns)
        if group.title:
            yield from (f"{'#' * min(level, _DEEPEST)} {group.title}", "")
        for text in filter(None, (group.text, group.said)):
            yield from (text, "")
        if group.rows:
            yield from _table(group.rows, titles) if titles else _list(group)
            yield ""
        if group.has_more and (titles or not group.rows):
            yield from (_MORE, "")
        yield from _headings(group.groups, level + 1 if group.title else level, columns)


def _list(group: Group) -> Iterator[str]:
    """What there is more is an item like the others: behind a blank line it would set the whole list apart."""
    marker = "1." if group.is_ordered else "-"
    yield from (f"{marker} {_line(row)}" for row in group.rows)
    if group.has_more:
        yield f"{marker} {_MORE}"


def _line(row: Row) -> str:
    """Empty cells say nothing."""
    return as_paragraph(_joined(row.text, ", ".join(filter(None, row.cells)), row.after))


def _joined(*texts: str) -> str:
    return " — ".join(filter(None, texts))


def _table(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield f"| {' | '.join('---' for _ in columns)} |"
    for row in rows:
        yield f"| {' | '.join((row.text, *row.cells))} |"


def _tree(groups: Iterable[Group], depth: int) -> Iterator[str]:
    """Without a blank line anywhere: one would set all items apart."""
    for group in _loud(groups):
        inner = depth + 1 if group.title else depth
        if group.title:
            yield f"{_INDENT * depth}- {as_paragraph(_joined(group.title, group.said))}"
        elif group.said:
            yield group.said
        if group.text:
            yield indent(group.text, _INDENT * inner)
        yield from (f"{_INDENT * inner}{line}" for line in _list(group))
        yield from _tree(group.groups, inner)


def _callouts(groups: Iterable[Group], before: str, title: str) -> Iterator[str]:
    """A group is a callout that can be unfolded; a group in a group is a callout in a callout."""
    for group in _loud(groups):
        if group.is_empty and group.has_more:
            yield f"{before.removesuffix(_QUOTE)}{_MORE}"
            continue
        yield f"{before}[!abstract]{'- ' if group.title else ' '}{group.title or title}"
        above = [text for text in (group.text, group.said) if text]
        lines = "\n\n".join(above).split("\n") if above else []
        apart = [""] if above and group.rows else []
        yield from (f"{before}{line}".rstrip() for line in (*lines, *apart, *_list(group)))
        for inner in group.groups:
            yield before.rstrip()
            yield from _callouts([inner], f"{before}{_QUOTE}", title)
        if before == _QUOTE:
            yield ""


def _loud(groups: Iterable[Group]) -> Iterator[Group]:
    return (group for group in groups if not group.is_silent)
