from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity
from vault_tools.rules import Example, Rule
from vault_tools.rules._wording import listed
from vault_tools.rules.links._reach import lessened, noteworthy
from vault_tools.vault import Vault

_SEVERITIES: dict[str, Severity] = {"folder": "info", "length": "warning", "order": "error"}
_SHOWN = 5
_REASONS = {
    "folder": "because it is in the note's own folder",
    "length": "because its path is the shortest",
    "order": "but may choose another one tomorrow",
}


class AmbiguousLink(Rule, frozen=True):
    """A link could mean several files, and Obsidian silently picks one.

    In Obsidian, nothing shows that a link could mean several files: it opens one in its note's own folder, else the one
    with the shortest path, and a new file can change that.

    The own folder is an info, unless the link then opens the very note that it is in; the shortest path is a warning.
    When paths are equally long, the choice is not even stable (an error). Write more of the path to say which one you
    mean.
    """

    severity: ClassVar[Severity] = "warning"
    for_canvases: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "[[Sampling]]\n", "ML/Sampling.md": "", "Signals/Sampling.md": ""},
            problems=(
                'Note.md:1:1: "Sampling" could be "ML/Sampling" or "Signals/Sampling";'
                ' Obsidian opens "ML/Sampling", because its path is the shortest',
            ),
        ),
        Example(
            files={"Note.md": "[[Tie]]\n", "aa/Tie.md": "", "bb/Tie.md": ""},
            problems=(
                'Note.md:1:1: "Tie" could be "aa/Tie" or "bb/Tie"; Obsidian opens "aa/Tie", but may choose another one'
                " tomorrow",
            ),
        ),
        Example(
            files={"People/Ada.md": "[[Ada]] wrote it.\n", "Languages/Ada.md": ""},
            problems=(
                'People/Ada.md:1:1: "Ada" could be "Languages/Ada" or "People/Ada"; Obsidian opens this very note',
            ),
        ),
        Example(files={"Note.md": "[[Signals/Sampling]]\n", "ML/Sampling.md": "", "Signals/Sampling.md": ""}),
        Example(files={"Note.md": "[[Sampling]]\n", "Sampling.md": "", "Signals/Sampling.md": ""}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for resolved in noteworthy(note, vault):
            link, _, (path, candidates, by) = resolved
            if path and candidates:
                could_be = listed([candidate.removesuffix(".md") for candidate in candidates], "or", _SHOWN)
                chosen = f'Obsidian opens "{path.removesuffix(".md")}", {_REASONS[by]}'
                severity = _SEVERITIES[by]
                if path == note.path:
                    chosen, severity = "Obsidian opens this very note", "warning"
                yield Problem(
                    link.span,
                    f'"{link.target}" could be {could_be}; {chosen}',
                    None,
                    lessened(resolved, severity),
                )
