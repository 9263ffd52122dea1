from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity
from vault_tools.rules import Example, Rule
from vault_tools.rules.structure._footnotes import ids
from vault_tools.suggest import did_you_mean
from vault_tools.vault import Vault

_CHARACTERS = re.compile(r"(?:\w-\w|\\\w)+")
"""`[^a-z]` is what a regular expression says."""


class UndefinedFootnote(Rule, frozen=True):
    """The text refers to a footnote, `[^1]`, that the note does not define.

    In Obsidian, such a reference is shown as it is written, with its brackets.

    Add a line `[^1]: ...` to the note, or write `\\[^1]` if no footnote is meant. Case does not matter, and only
    definitions in the same note count.
    """

    severity: ClassVar[Severity] = "warning"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "One[^1], two[^source] and **three[^3]**.\n\n[^1]: A book\n[^Sources]: Another\n"},
            problems=(
                'Note.md:1:13: no footnote "source" in this note, did you mean "Sources"?',
                'Note.md:1:34: no footnote "3" in this note: define it with a line "[^3]: ..."',
            ),
        ),
        Example(
            files={"Note.md": "Shown %%hidden[^1]%%\n", "Other.md": "Defined[^1]\n\n[^1]: But in another note\n"},
            problems=('Note.md:1:15: no footnote "1" in this note: define it with a line "[^1]: ..."',),
        ),
        Example(
            files={
                "Note.md": "A[^Note] and b[^note], \\[^1], `[^2]`, $[^3]$, [^a-z]+ and ^[inline].\n\n"
                "- c[^two]\n\n```\n[^4]\n```\n\n[^note]: See [^two]\n\n[^two]: x\n"
            }
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        if not note.footnote_references:
            return
        defined = ids(note.footnotes)
        advice: dict[str, str] = {}
        for reference in note.footnote_references:
            id = reference.id
            if id.lower() not in defined and not _CHARACTERS.fullmatch(id):
                if id not in advice:
                    advice[id] = _advice(id, note)
                severity: Severity | None = "info" if note.commented.holds(reference.span.start) else None
                yield Problem(reference.span, f'no footnote "{id}" in this note{advice[id]}', None, severity)


def _advice(id: str, note: Note) -> str:
    """Numbers are all alike."""
    near = "" if id.isdigit() else did_you_mean(id, dict.fromkeys(footnote.id for footnote in note.footnotes))
    return near or f': define it with a line "[^{id}]: ..."'
