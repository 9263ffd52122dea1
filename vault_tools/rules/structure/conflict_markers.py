from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity
from vault_tools.rules import Example, Rule
from vault_tools.vault import Vault


class ConflictMarkers(Rule, frozen=True):
    """A git merge was saved before its conflict was settled.

    In Obsidian, both versions of a git conflict and the marks around them are part of the text, and a conflict among
    the properties costs the note all of them.

    As long as `<<<<<<<`, `=======` and `>>>>>>>` stand in a note, no fix and no index touches it. A conflict that is
    shown in a code block is only an example.
    """

    severity: ClassVar[Severity] = "error"
    for_generated: ClassVar[bool] = True
    for_templates: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> laptop\n"},
            problems=('Note.md:2:1: a git conflict, "<<<<<<< HEAD" to ">>>>>>> laptop", is not settled',),
            unlike=frozenset({"callout"}),
        ),
        Example(files={"Note.md": "Title\n=======\n\n```\n<<<<<<< a\n=======\n>>>>>>> b\n```\n"}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for span in note.conflicts:
            first, *_, last = note.slice(span).split("\n")
            yield Problem(span, f'a git conflict, "{first}" to "{last}", is not settled')
