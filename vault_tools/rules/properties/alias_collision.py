from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity
from vault_tools.rules import Example, Rule
from vault_tools.rules._wording import listed
from vault_tools.rules.properties._values import aliases_of
from vault_tools.vault import Vault, once_per_vault
from vault_tools.vault.resolve import key


class AliasCollision(Rule, frozen=True):
    """An alias is also an alias or the name of another note.

    In Obsidian, the suggestions offer several notes under an alias that they share, and a link by it never opens a note
    that has it only as an alias.

    That is allowed, and may be right: two people can have one name.
    """

    severity: ClassVar[Severity] = "info"
    is_default: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={
                "x/Maths.md": "---\naliases: [Graphs, ML]\n---\n",
                "Learning.md": "---\naliases: ml\n---\n",
                "y/Graphs.md": "",
            },
            problems=(
                'Learning.md:2:10: the alias "ml" is also an alias of "x/Maths"',
                'x/Maths.md:2:11: the alias "Graphs" is also the name of "y/Graphs"',
                'x/Maths.md:2:19: the alias "ML" is also an alias of "Learning"',
            ),
        ),
        Example(
            files={"A.md": "---\naliases: [Z]\n---\n", "Z.md": "---\naliases: [z]\n---\n"},
            problems=('A.md:2:11: the alias "Z" is also the name of "Z"',),
        ),
        Example(files={"A.md": "---\naliases: [A, a, B c]\n---\n", "B.md": "---\naliases: [c, 1]\nalias: A\n---\n"}),
        Example(files={"A.md": "---\naliases: [B]\n---\n", "_templates/B.md": "---\naliases: [B]\n---\n"}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for alias, span in aliases_of(note):
            wanted = key(alias)
            if wanted != key(note.name):  # `alias-duplicates-name` says that it can go
                named = _names(vault).get(wanted, [])
                if named:
                    yield Problem(span, f'the alias "{alias}" is also the name of {_listed(named)}')
                others = [path for path in _aliases(vault)[wanted] if path not in (note.path, *named)]
                if others:
                    yield Problem(span, f'the alias "{alias}" is also an alias of {_listed(others)}')


def _listed(paths: list[str]) -> str:
    return listed([path.removesuffix(".md") for path in paths], "and", 3)


@once_per_vault
def _names(vault: Vault) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for note in vault.notes.values():
        found.setdefault(key(note.name), []).append(note.path)
    return found


@once_per_vault
def _aliases(vault: Vault) -> dict[str, list[str]]:
    """Unlike those that links are checked by, without the aliases of templates and excluded notes: nobody needs to tell
    them apart."""
    found: dict[str, list[str]] = {}
    for note in vault.notes.values():
        for alias in {key(alias) for alias in note.aliases}:
            found.setdefault(alias, []).append(note.path)
    return found
