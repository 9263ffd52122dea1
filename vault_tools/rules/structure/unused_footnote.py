from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity
from vault_tools.rules import Example, Rule
from vault_tools.rules.structure._footnotes import ids, label
from vault_tools.vault import Vault


class UnusedFootnote(Rule, frozen=True):
    """A footnote is defined, and nothing in the note refers to it.

    In Obsidian, reading view leaves out the text of such a footnote, so that no reader finds it.

    Refer to it with `[^id]` in the text, or remove it. A link to the footnote, `[[Note#[^id]]]`, counts as a reference.
    """

    severity: ClassVar[Severity] = "info"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "One[^1].\n\n[^1]: A book\n[^2]: Another,\n  with two lines\n\n[^Old]: `[^Old]`\n"},
            problems=(
                'Note.md:4:1: nothing refers to the footnote "2"',
                'Note.md:7:1: nothing refers to the footnote "Old"',
            ),
        ),
        Example(
            files={
                "Note.md": "One[^A] and [^b].\n\n[^a]: See [^c]\n[^b]: x\n[^c]: y\n[^d]: z\n",
                "Other.md": "[[Note#[^D]]]\n",
            }
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        if not note.footnotes:
            return
        used = ids(note.footnote_references)
        unused = [footnote for footnote in note.footnotes if footnote.id.lower() not in used]
        linked = _linked(note, vault) if unused else frozenset()
        for footnote in unused:
            if f"#[^{footnote.id}]".lower() not in linked:
                yield Problem(label(footnote), f'nothing refers to the footnote "{footnote.id}"')


def _linked(note: Note, vault: Vault) -> frozenset[str]:
    """What links to the note lead to: of a footnote it is `#[^id]` (3.10)."""
    return frozenset(it.link.subpath.lower() for it in vault.backlinks.get(note.path, ()))
