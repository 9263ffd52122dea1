from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity
from vault_tools.rules import Example, Rule
from vault_tools.rules.links._reach import noteworthy
from vault_tools.vault import Vault
from vault_tools.vault.anchors import equal_headings, segments


class AmbiguousHeading(Rule, frozen=True):
    """A link leads to a heading that its note has more than once.

    In Obsidian, a link to a heading that its note has more than once opens the first one, whichever was meant.

    To mean another, name the heading above it too: `[[Note#Chapter 2#Summary]]`.
    """

    severity: ClassVar[Severity] = "info"
    for_canvases: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "[[Log#Summary]]\n", "Log.md": "# May\n## Summary\n# June\n## summary?\n"},
            problems=('Note.md:1:1: "Log" has 2 headings "Summary", and Obsidian opens the first',),
        ),
        Example(
            files={
                "Note.md": "[[Log#June#Summary]] [[Log#May]] [[Log#Gone]]\n",
                "Log.md": "# May\n## Summary\n# June\n## Summary\n> # May\n",
            }
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for resolved in noteworthy(note, vault):
            target, subpath = vault.note_with_anchor(resolved), resolved.link.subpath
            if target and (count := len(equal_headings(target, subpath))) > 1:
                which = f'{count} headings "{segments(subpath)[0]}"'
                yield Problem(resolved.link.span, f'"{target.name}" has {which}, and Obsidian opens the first')
