from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity
from vault_tools.rules import Example, Rule
from vault_tools.rules.index._plans import reasons
from vault_tools.vault import Vault

_BEGIN, _END = '<!-- vault-tools:begin tags kind="tags" -->', "<!-- vault-tools:end tags -->"
_PAGES = '[[index.pages]]\nkind = "tags"\npath = "Main.md"\n'


def _example(text: str, problem: str = "", config: str = "") -> Example:
    return Example(
        files={"Main.md": text},
        problems=(f"Main.md:{problem}",) if problem else (),
        config=config,
        unlike=frozenset({"callout"}),
    )


class DamagedRegion(Rule, frozen=True):
    """The markers around a generated region do not pair up, or cannot be read.

    In Obsidian, the markers of a generated region are comments, so that nobody sees when one of them is deleted, cut
    short, doubled, or moved into a list or a code block.

    Without them nobody can say which text is generated, and `vault-tools index` leaves the whole note alone. Put the
    marker right: a region begins and ends on lines of their own, outside lists, quotes and code, and no region stands
    in another or has the name of another. Or delete all markers, and the text between them is yours.
    """

    severity: ClassVar[Severity] = "error"
    for_generated: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        _example(f"{_BEGIN}\n\n- [[Heaps]]\n", '1:1: region "tags" never ends'),
        _example(f"- [[Heaps]]\n\n{_END}\n", '3:1: region "tags" ends but never began'),
        _example(f"{_BEGIN}\n\n{_END}\n\n{_BEGIN}\n\n{_END}\n", '5:1: a second region "tags"'),
        _example(
            f"- [[Heaps]] {_BEGIN}\n\n{_END}\n",
            "1:13: the marker cannot be read: it stands alone on its line, in no list, quote or code, with a name, then"
            " attributes as in HTML, and nothing after the name of an end",
        ),
        _example(
            f"```\n{_BEGIN}\n\n{_END}\n```\n",
            '2:1: a marker of region "tags" stands in a code block, where it is only text: take it out of there, or'
            " give the entry of [[index.pages]] another `name`",
            _PAGES,
        ),
        _example(f"{_BEGIN}\n\n{_END}\n"),
        _example(f"```\n{_BEGIN}\n```\n"),
        _example(f"{_BEGIN}\n\n<<<<<<< HEAD\n- [[Heaps]]\n=======\n>>>>>>> laptop\n"),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        if not note.is_utf8:
            return  # `invalid-encoding` says so
        for span, reason, _ in reasons(note, vault, "damaged"):
            yield Problem(span, reason)
