from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity, Span, Value
from vault_tools.rules import Example, Rule
from vault_tools.rules.properties._choices import atoms, verb
from vault_tools.rules.properties._described import shown
from vault_tools.rules.properties._values import has_placeholder
from vault_tools.schemas import Expected, expected
from vault_tools.vault import Vault, once_per_vault
from vault_tools.vault.resolve import key

_SCHEMA = """
[[schema]]
name = "book"
match = { path = "Books/" }
properties = { isbn = { unique = true } }

[[schema]]
name = "film"
match = { path = "Films/" }
properties = { ISBN = { unique = true }, title = { unique = true } }
"""


class DuplicateValue(Rule, frozen=True):
    """Several notes have the same value of a property that their schemas declare unique.

    In Obsidian, nothing keeps two notes from having the same number or address, and a search for it finds both.

    Texts are compared without case, lists entry by entry, among all notes whose schemas declare the property unique.
    The problem is reported in each of them, since only the writer can tell which is wrong, or that they should be one.
    """

    severity: ClassVar[Severity] = "error"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            config=_SCHEMA,
            files={
                "Books/A.md": "---\nisbn: 978a\n---\n",
                "Books/B.md": "---\nisbn: ['1', ' 978A ', 7]\n---\n",
                "Films/C.md": "---\nIsbn: 978a\ntitle: 1\n---\n",
                "Films/D.md": '---\nisbn: "7"\n---\n',
            },
            problems=(
                'Books/A.md:2:7: "isbn" is "978a" in "Books/B" and 1 more, too',
                'Books/B.md:2:13: "isbn" holds "978A" in "Books/A" and 1 more, too',
                'Books/B.md:2:23: "isbn" holds 7 in "Films/D", too',
                'Films/C.md:2:7: "ISBN" is "978a" in "Books/A" and 1 more, too',
                'Films/D.md:2:7: "ISBN" is "7" in "Books/B", too',
            ),
        ),
        Example(
            config=_SCHEMA,
            files={
                "Books/A.md": "---\nisbn: [1, 1]\ntitle: x\n---\n",
                "Films/B.md": "---\nisbn: ['', \"{{isbn}}\"]\ntitle: x\n---\n",
                "Films/C.md": "---\nisbn: [{a: 1}]\ntitle: 1\n---\n",
                "Other/D.md": "---\nisbn: 1\ntitle: x\n---\n",
                "_templates/Book.md": "---\nisbn: 1\n---\n",
            },
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for it, value, span in _unique(note, vault):
            paths = _paths_by_value(vault)[_identity(it, value)]
            if other := next((path for path in paths if path != note.path), None):
                more = f" and {len(paths) - 2:,} more" if len(paths) > 2 else ""
                where = f'"{other.removesuffix(".md")}"{more}'
                yield Problem(span, f'"{it.name}" {verb(it)} {shown(value)} in {where}, too')


def _unique(note: Note, vault: Vault) -> Iterator[tuple[Expected, Value, Span]]:
    """The values that no other note may have."""
    for it in expected(note, vault):
        if it.wanted.unique and it.found and not has_placeholder(note, it.found):
            yield from ((it, value, span) for value, span in atoms(it))


def _identity(it: Expected, value: Value) -> tuple[str, str]:
    """A number is the same in quotes."""
    return it.name.lower(), key(str(value).strip())


@once_per_vault
def _paths_by_value(vault: Vault) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for note in vault.notes.values():
        for identity in {_identity(it, value) for it, value, _ in _unique(note, vault)}:
            found.setdefault(identity, []).append(note.path)
    return found
