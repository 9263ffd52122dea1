from __future__ import annotations

from collections.abc import Iterator
from re import Match
from typing import ClassVar

from vault_tools.links import SPACED_DESTINATION, decode_destination, is_external, split_linktext
from vault_tools.model import Edit, Fix, Note, Problem, Severity, Span, file_class
from vault_tools.rules import Example, Rule
from vault_tools.rules.links._reach import lessened_at
from vault_tools.vault import Vault
from vault_tools.vault.linktext import percent_encode


class UnencodedLink(Rule, frozen=True):
    """A Markdown link has a space in its destination, and so it is no link.

    Obsidian shows the brackets as text. Write `%20` for each space, or put the destination into `<` and `>`.
    """

    severity: ClassVar[Severity] = "warning"
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
        Example(files={"Note.md": "The range [0, 1](as usual) and [x](<A B.md>) and `[y](A B.md)`\n", "A B.md": ""}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for slip in note.slips:
            found = _destination(note, slip.span) if slip.kind == "unencoded-link" else None
            if found and _is_meant(found["dest"], note, vault):
                old = found["dest"].strip()
                new = _encoded(old)
                fix = Fix("safe", (Edit(note.text.index(old, found.start("dest")), old, new),))
                yield Problem(
                    slip.span, f"no link, because of the space: write {new}", fix, lessened_at(note, slip.span)
                )


def _destination(note: Note, span: Span) -> Match[str] | None:
    """The last `](...)`: the text of the link may hold others."""
    start = note.text.rfind("](", span.start, span.end)
    found = None
    while start >= span.start and not (found and found.end() == span.end):
        found = SPACED_DESTINATION.match(note.text, start + 1)
        start = note.text.rfind("](", span.start, start)
    return found if found and found.end() == span.end else None


def _is_meant(destination: str, note: Note, vault: Vault) -> bool:
    """Is it surely a destination, and no remark in parentheses after a bracket?"""
    if is_external(destination):
        return "/" in destination
    target = split_linktext(decode_destination(destination))[0]
    return file_class(target) != "other" or vault.resolve(target, note.path).path not in (None, note.path)


def _encoded(destination: str) -> str:
    """What is encoded already stays."""
    return percent_encode(destination).replace("%25", "%") if "%" in destination else percent_encode(destination)
