from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity
from vault_tools.rules import Example, Rule
from vault_tools.rules.links._reach import lessened, unresolved
from vault_tools.vault import Vault


class UrlInWikilink(Rule, frozen=True):
    """A web address stands between `[[` and `]]`, where only notes and files can.

    In Obsidian, a web address between `[[` and `]]` opens no page: the link looks for a note of that name, and there is
    none.

    Write the address alone, or as a Markdown link.
    """

    severity: ClassVar[Severity] = "warning"
    for_canvases: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "[[https://example.org/a|the page]] [[www.example.org]]\n"},
            problems=(
                'Note.md:1:1: "https://example.org/a" is no note: write [the page](https://example.org/a)',
                'Note.md:1:36: "www.example.org" is no note: write https://www.example.org',
            ),
        ),
        Example(
            files={
                "Note.md": "[page](https://example.org) <https://example.org> [[https notes]]\n",
                "https notes.md": "",
            }
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for resolved in unresolved(note, vault, "url"):
            link = resolved.link
            url = link.target + link.subpath
            address = f"https://{url}" if url.lower().startswith("www.") else url
            written = f"[{link.display}]({address})" if link.display else address
            yield Problem(link.span, f'"{url}" is no note: write {written}', None, lessened(resolved))
