from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Block, Note, Problem, Severity
from vault_tools.rules import Example, Rule
from vault_tools.vault import Vault


class DuplicateBlockId(Rule, frozen=True):
    """Two blocks of a note have the same id.

    In Obsidian, a link to an id that two blocks have opens only one of them, and nothing says which.

    Ids are compared without case, and only within a note. Give the later block another id, and mend the links that mean
    it.
    """

    severity: ClassVar[Severity] = "warning"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "First ^rule\n\n- Second ^Rule\n- Third ^other\n\n> Fourth\n\n^rule\n"},
            problems=(
                'Note.md:3:10: the id "^Rule" belongs to the block in line 1 already',
                'Note.md:8:1: the id "^rule" belongs to the block in line 1 already',
            ),
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(files={"Note.md": "First ^rule\n\n`x ^rule`\n\nSee ^rule above\n", "Other.md": "Second ^rule\n"}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        first: dict[str, Block] = {}
        for block in note.blocks:
            other = first.setdefault(block.id.lower(), block)
            if other is not block:
                line = note.place(other.span.start).line
                yield Problem(block.span, f'the id "^{block.id}" belongs to the block in line {line} already')
