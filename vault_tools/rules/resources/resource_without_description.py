from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity
from vault_tools.resources import bibliography_by_note
from vault_tools.rules import Example, Rule
from vault_tools.vault import Vault


class ResourceWithoutDescription(Rule, frozen=True):
    """An item of a reading list does not say what it is good for.

    In Obsidian, a work without a description is only a title, and who reads the list must look the work up to learn
    what it is good for.

    A description is what follows the title, or a list item or paragraph below it.
    """

    severity: ClassVar[Severity] = "info"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": '## Books\n\n1. "A Book" by Ann Author\n   - On books.\n2. "Other" by Bo Writer\n'},
            problems=('Note.md:5:1: "Other" has no description',),
            unlike=frozenset({"callout"}),
        ),
        Example(files={"Note.md": "## Courses\n\n- [One](https://x.org) on Coursera: for a start\n"}),
        Example(files={"Note.md": "## Plans\n\n- Read a book\n"}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for resource in bibliography_by_note(vault).get(note.path, ()):
            if not resource.description:
                yield Problem(resource.span, f'"{resource.title}" has no description')
