from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity
from vault_tools.printable import on_one_line
from vault_tools.rules import Example, Rule
from vault_tools.vault import Vault


class InvalidFrontmatter(Rule, frozen=True):
    """The YAML between the `---` lines cannot be read.

    In Obsidian, one mistake in the YAML is enough: the whole block is shown as plain text, and the note has no
    properties, no tags from them and no aliases until it is mended.

    A property that is given twice has the same effect, and a rule of its own: `duplicate-property`.
    """

    severity: ClassVar[Severity] = "error"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "---\nTopic: Graphs: an overview\n---\n"},
            problems=(
                "Note.md:2:14: mapping values are not allowed in this context"
                " (a colon inside a value: put the value in quotes)",
            ),
        ),
        Example(files={"Note.md": '---\nTopic: "Graphs: an overview"\n---\n'}),
        Example(files={"Note.md": "---\nTopic: a\nTopic: b\n---\n"}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        if note.error and note.error.kind == "syntax" and not note.conflicts:  # `conflict-markers` says more
            yield Problem(note.error.span, on_one_line(note.error.message))
