from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from re import Match
from typing import ClassVar

from vault_tools.links import decode_destination, is_external, spaced_destination, split_linktext
from vault_tools.model import Content, Edit, Fix, Note, Problem, Safety, Severity, Span, file_class
from vault_tools.rules import Example, Rule
from vault_tools.rules.links._reach import lessened_at, safety_at
from vault_tools.vault import Vault
from vault_tools.vault.anchors import find_heading, segments
from vault_tools.vault.linktext import percent_encode


class UnencodedLink(Rule, frozen=True):
    """A Markdown link has a space in its destination, and so it is no link.

    In Obsidian, a Markdown link with a space in its destination is shown as text, brackets and all, and there is
    nothing to click.

    Write `%20` for each space, or put the destination into `<` and `>`.
    """

    severity: ClassVar[Severity] = "warning"
    fixes: ClassVar[frozenset[Safety]] = frozenset({"safe", "unsafe"})
    changes: ClassVar[frozenset[Content]] = frozenset({"links", "headings"})
    for_canvases: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={
                "Note.md": 'See [it](Bias and Variance.md#A part) and ![map](img/old map.png "Map").\n',
                "Bias and Variance.md": "",
            },
            problems=(
                "Note.md:1:5: no link, because of the space: write Bias%20and%20Variance.md#A%20part",
                "Note.md:1:43: no link, because of the space: write img/old%20map.png",
            ),
            fixed={
                "Note.md": 'See [it](Bias%20and%20Variance.md#A%20part) and ![map](img/old%20map.png "Map").\n',
            },
        ),
        Example(
            files={"Note.md": "[a](Plan (2024) draft) [b](https://example.org/a b)\n", "Plan (2024) draft.md": ""},
            problems=(
                "Note.md:1:1: no link, because of the space: write Plan%20(2024)%20draft",
                "Note.md:1:24: no link, because of the space: write https://example.org/a%20b",
            ),
            fixed={"Note.md": "[a](Plan%20(2024)%20draft) [b](https://example.org/a%20b)\n"},
        ),
        Example(
            files={"Note.md": "# See [it](Old plan.md)\n\n[x](a%20b c.md)\n"},
            problems=(
                "Note.md:1:7: no link, because of the space: write Old%20plan.md",
                "Note.md:3:1: no link, because of the space: write a%20b%20c.md",
            ),
            fixed={"Note.md": "# See [it](Old%20plan.md)\n\n[x](a%20b%20c.md)\n"},
        ),
        Example(
            files={"Note.md": "[up](#Two parts) [gone](#three parts)\n\n# Two parts\n"},
            problems=("Note.md:1:1: no link, because of the space: write #Two%20parts",),
            fixed={"Note.md": "[up](#Two%20parts) [gone](#three parts)\n\n# Two parts\n"},
            unlike=frozenset({"callout"}),
        ),
        Example(files={"Note.md": "[[x](b c.md)](d.md) [[l](q.md)](b c.md) [[e]()](b c.md)\n", "d.md": "", "q.md": ""}),
        Example(files={"Note.md": "The range [0, 1](as usual) and [x](<A B.md>) and `[y](A B.md)`\n", "A B.md": ""}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for slip in note.slips:
            found = _destination(note, slip.span) if slip.kind == "unencoded-link" else None
            if found and _is_meant(found["dest"], note, vault) and not _is_nested(note, slip.span, found.start()):
                old = found["dest"].strip()
                new = _encoded(old)
                edit = Edit(note.text.index(old, found.start("dest")), old, new)
                fix = None if note.path in vault.canvases else Fix(safety_at(note, slip.span), (edit,))
                yield Problem(
                    slip.span, f"no link, because of the space: write {new}", fix, lessened_at(note, slip.span)
                )


def _destination(note: Note, span: Span) -> Match[str] | None:
    """The last `](...)`: the text of the link may hold others."""
    start = note.text.rfind("](", span.start, span.end)
    found = None
    while start >= span.start and not (found and found.end() == span.end):
        found = spaced_destination(note.text, start + 1)
        start = note.text.rfind("](", span.start, start)
    return found if found and found.end() == span.end else None


def _is_nested(note: Note, span: Span, destination: int) -> bool:
    """Does it stand in a link, or a link in its text? There can be no link in a link."""
    first = bisect_left(note.links, span.start, key=lambda link: link.span.start)
    if any(link.span.holds(span.start) for link in note.links[max(0, first - 2) : first]):
        return True
    empty = (slip.span for slip in note.slips if slip.kind == "empty-link")
    inside = (link.span for link in note.links[first : first + 1])
    return any(span.start < other.start < destination for other in (*inside, *empty))


def _is_meant(destination: str, note: Note, vault: Vault) -> bool:
    """Is it surely a destination, and no remark in parentheses after a bracket?"""
    if is_external(destination):
        return "/" in destination
    target, subpath = split_linktext(decode_destination(destination))
    if destination.strip().startswith(("./", "../")) or "%20" in destination:
        return True
    if not target:
        return bool(segments(subpath)) and find_heading(note, subpath) is not None
    return file_class(target) != "other" or vault.resolve(target, note.path).path not in (None, note.path)


def _encoded(destination: str) -> str:
    """What is encoded already stays."""
    return percent_encode(destination).replace("%25", "%")
