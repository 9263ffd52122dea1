from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from msgspec import Meta

from vault_tools.model import Note, Problem, Severity, Span
from vault_tools.rules import Example, Rule
from vault_tools.vault import Vault
from vault_tools.vault.ignore import matches


class OrphanNote(Rule, frozen=True):
    """No link of the vault leads to the note.

    In Obsidian, nobody who goes from note to note comes across one that no link leads to: only searches, lists and
    generated pages show it.

    Links in generated regions do not count, nor do those of the note to itself. Notes that are meant to be entered from
    outside, such as a home page, belong in `roots`; daily notes are found by their day.
    """

    severity: ClassVar[Severity] = "info"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Home.md": "[[A]]\n", "A.md": "[[#A]] [[Home]]\n", "B.md": "[[A]]\n"},
            problems=("B.md:1:1: no link leads to this note",),
            unlike=frozenset({"frontmatter"}),
        ),
        Example(files={"Daily/2026-03-01.md": "", ".obsidian/daily-notes.json": '{"folder": "Daily"}'}),
    )

    roots: Annotated[tuple[str, ...], Meta(description="Notes that need no link to them, in gitignore syntax.")] = (
        "Home.md",
        "Index.md",
        "Main.md",
        "README.md",
        "Readme.md",
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        is_entrance = matches(note.path, self.roots) or vault.settings.is_daily(note.path)
        if not is_entrance and all(link.source == note.path for link in vault.backlinks.get(note.path, ())):
            yield Problem(Span(0, 0), "no link leads to this note")
