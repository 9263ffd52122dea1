"""Groups as Markdown: as a list, a table, a tree of lists, or callouts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import indent
from typing import Literal

from vault_tools.index.listing import Group, Row

View = Literal["list", "table", "tree", "callouts"]
_DEEPEST = 6
_REST = "…"
"""What `limit` leaves out."""
_QUOTE = "> "
_INDENT = "    "
"""Python-Markdown wants four spaces, and CommonMark takes them."""


def view(groups: Iterable[Group], kind: View, columns: Sequence[str]) -> str:
    """`columns` are the titles of a table, that of its first column among them; other views do not show them."""
    match kind:
        case "tree":
            found = _tree(groups, 0)
        case "callouts":
            found = _callouts(groups, _QUOTE)
        case _:
            found = _headings(groups, 2, columns if kind == "table" else ())
    return "\n".join(found).strip("\n")


def _headings(groups: Iterable[Group], level: int, columns: Sequence[str]) -> Iterator[str]:
    for group in _loud(groups):
        if group.title:
            yield from (f"{'#' * min(level, _DEEPEST)} {group.title}", "")
        if group.said:
            yield from (group.said, "")
        if group.rows:
            yield from _table(group.rows, columns) if columns else _list(group.rows, group.is_ordered)
            yield from () if columns else _more(group)
            yield ""
        if group.has_more and (columns or not group.rows):
            yield from (_REST, "")
        yield from _headings(group.groups, level + 1 if group.title else level, columns)


def _more(group: Group, before: str = "") -> Iterator[str]:
    """An item right below the others: one behind a blank line would set the whole list apart."""
    if group.has_more:
        yield f"{before}- {_REST}"


def _list(rows: Iterable[Row], is_ordered: bool) -> Iterator[str]:
    for row in rows:
        yield f"{'1.' if is_ordered else '-'} {_line(row)}"


def _line(row: Row) -> str:
    """Empty cells say nothing."""
    said = ", ".join(filter(None, row.cells))
    return " — ".join(filter(None, (row.text, said, row.after)))


def _table(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield f"| {' | '.join('---' for _ in columns)} |"
    for row in rows:
        yield f"| {' | '.join((row.text, *row.cells))} |"


def _tree(groups: Iterable[Group], depth: int) -> Iterator[str]:
    for group in _loud(groups):
        inner = depth + 1 if group.title else depth
        if group.title:
            yield f"{_INDENT * depth}- {group.title}"
        if group.said:
            yield from (indent(line, _INDENT * inner) for line in ("", *group.said.split("\n"), ""))
        for row in group.rows:
            yield f"{_INDENT * inner}- {_line(row)}"
        yield from _more(group, _INDENT * inner)
        yield from _tree(group.groups, inner)


def _callouts(groups: Iterable[Group], before: str) -> Iterator[str]:
    """A group is a callout that can be unfolded; a group in a group is a callout in a callout."""
    for group in _loud(groups):
        if group.is_empty and group.has_more:
            yield _REST
            continue
        yield f"{before}[!abstract]{'- ' if group.title else ' '}{group.title or 'Notes'}"
        if group.said:
            after = [""] if group.rows else []
            yield from (f"{before}{line}".rstrip() for line in (*group.said.split("\n"), *after))
        for row in group.rows:
            yield f"{before}- {_line(row)}"
        yield from _more(group, before)
        for inner in group.groups:
            yield before.rstrip()
            yield from _callouts([inner], f"{before}> ")
        if before == _QUOTE:
            yield ""


def _loud(groups: Iterable[Group]) -> Iterator[Group]:
    return (group for group in groups if not group.is_silent)
