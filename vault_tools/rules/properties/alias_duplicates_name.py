from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity
from vault_tools.rules import Example, Rule
from vault_tools.rules.properties._values import aliases_of
from vault_tools.vault import Vault
from vault_tools.vault.resolve import key


class AliasDuplicatesName(Rule, frozen=True):
    """An alias says what the note is called anyway.

    In Obsidian, a note is found by its file name whatever its capitals; an alias that repeats the name only shows the
    note twice.
    """

    severity: ClassVar[Severity] = "info"
    is_default: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={
                "x/Graph Theory.md": "---\naliases: [Graphs, graph theory]\n---\n",
                "AI.md": "---\nAliases: ' AI '\n---\n",
            },
            problems=(
                'AI.md:2:10: the alias "AI" is the name of the note anyway',
                'x/Graph Theory.md:2:19: the alias "graph theory" is the name of the note anyway',
            ),
        ),
        Example(files={"Note.md": "---\naliases: [Notes, x/Note, Note.md, 7]\nalias: Note\ntitle: Note\n---\n"}),
        Example(files={"7.md": "---\naliases: [7, '', null]\n---\n", "Empty.md": "---\naliases:\n---\n"}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for alias, span in aliases_of(note):
            if key(alias) == key(note.name):
                yield Problem(span, f'the alias "{alias}" is the name of the note anyway')
