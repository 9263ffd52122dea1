from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Problem, Severity, Span
from vault_tools.rules import Example, Rule
from vault_tools.rules.files._entries import entries, reported_at
from vault_tools.vault import Vault
from vault_tools.vault.resolve import key


class CaseCollision(Rule, frozen=True):
    """Two files or folders side by side have names that are one name to Obsidian.

    In Obsidian, names that differ only in case, in how accents are stored or in the kind of their spaces are one name,
    so a link cannot say which file it means. Of two that differ only in case, a sync or a git checkout to macOS or
    Windows loses one.

    The most frequent pair is one like `Note.md` and `note.md`, which Linux keeps apart. Rename one, or merge the two.
    """

    severity: ClassVar[Severity] = "warning"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"A/Note.md": "", "A/note.md": "", "A/Plan.png": "", "A/plan.PNG": ""},
            problems=(
                'A/note.md:1:1: "note.md" and "Note.md" differ only in case: macOS and Windows keep only one of them,'
                " and links cannot tell them apart",
                'A/plan.PNG:1:1: "plan.PNG" and "Plan.png" differ only in case: macOS and Windows keep only one of'
                " them, and links cannot tell them apart",
            ),
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(
            files={"Books/Emma.md": "", "books/Emma.md": "", "books/Ulysses.md": ""},
            problems=(
                'books/Emma.md:1:1: the folders "books" and "Books" differ only in case: macOS and Windows keep only'
                " one of them, and links cannot tell them apart",
            ),
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(
            files={"Two words.md": "", "Two\u00a0words.md": ""},
            problems=(
                'Two\u00a0words.md:1:1: "Two\u00a0words.md" and "Two words.md" differ only in what cannot be seen:'
                " Obsidian and links cannot tell them apart",
            ),
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(files={"A/Note.md": "", "B/note.md": "", "Straße.md": "", "STRASSE.md": ""}),
    )

    def check_files(self, vault: Vault) -> Iterator[tuple[str, Problem]]:
        first: dict[tuple[str, str], str] = {}
        for path in entries(vault):
            folder, _, name = path.rpartition("/")
            other = first.setdefault((folder, key(name)), path)
            if other != path and (place := reported_at(path, vault)):
                are_folders = path not in vault.files and other not in vault.files
                yield place, Problem(Span(0, 0), _message(name, other.rpartition("/")[2], are_folders))


def _message(name: str, other: str, are_folders: bool) -> str:
    both = f'{"the folders " if are_folders else ""}"{name}" and "{other}" differ only in'
    if name.lower() == other.lower():
        return f"{both} case: macOS and Windows keep only one of them, and links cannot tell them apart"
    return f"{both} what cannot be seen: Obsidian and links cannot tell them apart"
