from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Fix, Link, Note, Problem, Severity, name_of
from vault_tools.rules import Example, Rule
from vault_tools.rules.links._reach import aliases, lessened, unresolved
from vault_tools.vault import Vault
from vault_tools.vault.relink import linkpath_to, relinked
from vault_tools.vault.resolve import key


class AliasAsTarget(Rule, frozen=True):
    """A link leads to an alias, and aliases do not resolve.

    In Obsidian an alias is a name to search by: choosing it from the suggestions writes `[[Note|Alias]]`. A link that
    only says `[[Alias]]` opens nothing, and a click on it makes a new, empty note of that name.
    """

    severity: ClassVar[Severity] = "warning"
    for_canvases: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={
                "Note.md": "[[AI]] [[ai#Goals|goals]] [x](AI.md)\n",
                "Machine Thought.md": "---\naliases: [AI]\n---\n",
            },
            problems=(
                'Note.md:1:1: "AI" is an alias of "Machine Thought": write [[Machine Thought|AI]]',
                'Note.md:1:8: "ai" is an alias of "Machine Thought": write [[Machine Thought|ai]]',
                'Note.md:1:27: "AI" is an alias of "Machine Thought": write [[Machine Thought|AI]]',
            ),
            fixed={"Note.md": "[[Machine Thought|AI]] [[Machine Thought#Goals|goals]] [x](Machine%20Thought.md)\n"},
        ),
        Example(
            files={
                "Note.md": "| a |\n| --- |\n| [[AI]] ![[AI]] |\n",
                "x/Thought.md": "---\naliases: AI\n---\n",
            },
            problems=(
                'Note.md:3:3: "AI" is an alias of "Thought": write [[Thought|AI]]',
                'Note.md:3:10: "AI" is an alias of "Thought": write [[Thought|AI]]',
            ),
            fixed={"Note.md": "| a |\n| --- |\n| [[Thought\\|AI]] ![[Thought]] |\n"},
        ),
        Example(
            files={
                "Note.md": '---\nup: "[[ML]]"\n---\n',
                "A.md": "---\naliases: [ML]\n---\n",
                "B.md": "---\naliases: [ML]\n---\n",
            },
            problems=('Note.md:2:5: "ML" is an alias of "A" and "B": write [[A|ML]] or [[B|ML]]',),
        ),
        Example(files={"Note.md": "[[Thought|AI]] [[AI]]\n", "AI.md": "", "Thought.md": "---\naliases: [AI]\n---\n"}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for resolved in unresolved(note, vault, "alias"):
            link = resolved.link
            alias = link.target.removesuffix(".md")
            notes = aliases(vault)[key(alias)]
            fix = _fix(note, link, notes[0], vault) if len(notes) == 1 else None
            yield Problem(link.span, _message(alias, [name_of(path) for path in notes]), fix, lessened(resolved))


def _message(alias: str, names: list[str]) -> str:
    whose = " and ".join(f'"{name}"' for name in names)
    written = " or ".join(f"[[{name}|{alias}]]" for name in names)
    return f'"{alias}" is an alias of {whose}: write {written}'


def _fix(note: Note, link: Link, target: str, vault: Vault) -> Fix | None:
    """Safe: it is what Obsidian writes for the alias, and the text that is read stays."""
    linkpath = linkpath_to(vault, note, link, target)
    display = None if link.embed else link.target
    edit = relinked(note, link, linkpath, display) if linkpath else None
    return Fix("safe", (edit,)) if edit else None
