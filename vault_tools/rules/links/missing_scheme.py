from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Content, Edit, Fix, Link, Note, Problem, Safety, Severity
from vault_tools.rules import Example, Rule
from vault_tools.rules.links._reach import lessened, unresolved
from vault_tools.vault import Vault


class MissingScheme(Rule, frozen=True):
    """A Markdown link to a web page lacks `https://`.

    In Obsidian, a Markdown link without `https://` means a note: a click on `[x](www.example.org)` makes one of that
    name, and opens no page.
    """

    severity: ClassVar[Severity] = "warning"
    fixes: ClassVar[frozenset[Safety]] = frozenset({"unsafe"})
    changes: ClassVar[frozenset[Content]] = frozenset({"links", "headings"})
    for_canvases: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "[a](www.example.org/x#y) ![b](example.com/b.png)\n"},
            problems=(
                'Note.md:1:1: "www.example.org/x" is looked for in the vault: write https://www.example.org/x',
                'Note.md:1:26: "example.com/b.png" is looked for in the vault: write https://example.com/b.png',
            ),
            fixed={"Note.md": "[a](https://www.example.org/x#y) ![b](https://example.com/b.png)\n"},
        ),
        Example(
            files={
                "Note.md": "[a](https://www.example.org) [b](Node.md) [c](www.example.org)\n",
                "www.example.org.md": "",
                "Node.md": "",
            }
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for resolved in unresolved(note, vault, "host"):
            target = resolved.link.target
            message = f'"{target}" is looked for in the vault: write https://{target}'
            yield Problem(resolved.link.span, message, _fix(note, resolved.link), lessened(resolved))


def _fix(note: Note, link: Link) -> Fix | None:
    """Unsafe: it may have been meant for a file that is gone."""
    start = note.text.find(f"]({link.target}", link.span.start, link.span.end)
    if start < 0 or link.kind == "canvas":
        return None
    return Fix("unsafe", (Edit(start, "](", "](https://"),))
