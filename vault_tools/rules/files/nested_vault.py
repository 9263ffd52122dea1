from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Problem, Severity, Span
from vault_tools.rules import Example, Rule
from vault_tools.rules.files._entries import reported_at
from vault_tools.vault import Vault


class NestedVault(Rule, frozen=True):
    """A folder of the vault is a vault of its own: it has its own `.obsidian` folder.

    In Obsidian, the notes of a vault inside another belong to both, and whoever opens only the inner one sees other
    links: those to notes outside lead nowhere, and a rename there does not mend the links of the outer vault.

    Delete the inner `.obsidian` folder if it is left over, or move the folder out. Linting takes the inner notes as
    ordinary notes, as Obsidian does.
    """

    severity: ClassVar[Severity] = "info"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "", "Old/b.md": "", "Old/a.png": "", "Old/.obsidian/app.json": "{}"},
            problems=(
                'Old/a.png:1:1: the folder "Old" is a vault of its own, with an ".obsidian" folder: a rename in one of'
                " the two vaults does not mend the links of the other",
            ),
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(
            files={"Old/a.png": "", "Old/b.md": "", "Old/.obsidian/app.json": "{}"},
            config='[vault]\nexclude = ["Old/a.png"]\n',
            problems=(
                'Old/b.md:1:1: the folder "Old" is a vault of its own, with an ".obsidian" folder: a rename in one of'
                " the two vaults does not mend the links of the other",
            ),
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(files={"Note.md": "", ".obsidian/app.json": "{}", "Old/a.md": ""}),
    )

    def check_files(self, vault: Vault) -> Iterator[tuple[str, Problem]]:
        for folder in vault.inner:
            if place := reported_at(folder, vault):
                yield place, Problem(Span(0, 0), _message(folder))


def _message(folder: str) -> str:
    return (
        f'the folder "{folder}" is a vault of its own, with an ".obsidian" folder: a rename in one of the two vaults'
        " does not mend the links of the other"
    )
