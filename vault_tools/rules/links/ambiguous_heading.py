from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity, heading_key
from vault_tools.rules import Example, Rule
from vault_tools.rules.links._reach import noteworthy
from vault_tools.vault import Vault
from vault_tools.vault.anchors import is_block, is_footnote, segments


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
            subpath, target = resolved.link.subpath, vault.note_with_anchor(resolved)
            if target and len(segments(subpath)) == 1 and not is_block(subpath) and not is_footnote(subpath):
                count = len(target.anchors.get(heading_key(segments(subpath)[0]), []))
                if count > 1:
                    which = f'{count} headings "{segments(subpath)[0]}"'
                    yield Problem(resolved.link.span, f'"{target.name}" has {which}, and Obsidian opens the first')
