from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Content, Edit, Fix, Link, Note, Problem, Safety, Severity, name_of
from vault_tools.rules import Example, Rule
from vault_tools.rules._wording import listed
from vault_tools.rules.links._reach import aliases, lessened, safety_at, unresolved
from vault_tools.vault import Vault
from vault_tools.vault.anchors import segments
from vault_tools.vault.linktext import wikilink_path
from vault_tools.vault.relink import linkpath_to, relinked
from vault_tools.vault.resolve import key


class AliasAsTarget(Rule, frozen=True):
    """A link leads to an alias, and aliases do not resolve.

    In Obsidian, an alias is only a name to search by: a link that names one opens nothing, and a click on it makes a
    new, empty note of that name.

    Choosing an alias from the suggestions writes `[[Note|Alias]]`, and that is right.
    """

    severity: ClassVar[Severity] = "warning"
    fixes: ClassVar[frozenset[Safety]] = frozenset({"safe", "unsafe"})
    changes: ClassVar[frozenset[Content]] = frozenset({"links", "properties", "headings"})
    for_canvases: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={
                "Note.md": "[[AI]] [[ai#Goals|goals]] [x](AI.md)\n",
                "Machine Thought.md": "---\naliases: [AI]\n---\n",
            },
            problems=(
                'Note.md:1:1: "AI" is an alias of "Machine Thought": write [[Machine Thought|AI]]',
                'Note.md:1:8: "ai" is an alias of "Machine Thought": write [[Machine Thought#Goals|goals]]',
                'Note.md:1:27: "AI" is an alias of "Machine Thought": write [x](Machine%20Thought.md)',
            ),
            fixed={"Note.md": "[[Machine Thought|AI]] [[Machine Thought#Goals|goals]] [x](Machine%20Thought.md)\n"},
        ),
        Example(
            files={
                "Note.md": "| a |\n| --- |\n| [[AI]] ![[AI]] |\n",
                "x/Thought.md": "---\naliases: AI\n---\n",
            },
            problems=(
                'Note.md:3:3: "AI" is an alias of "Thought": write [[Thought\\|AI]]',
                'Note.md:3:10: "AI" is an alias of "Thought": write ![[Thought]]',
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
        Example(
            files={"Note.md": "[[AI.md#A#B]]\n", "M.md": "", "x/M.md": "---\naliases: [AI]\n---\n"},
            problems=('Note.md:1:1: "AI" is an alias of "M": write [[x/M#A#B|AI > A > B]]',),
            fixed={"Note.md": "[[x/M#A#B|AI > A > B]]\n"},
        ),
        Example(
            files={"Note.md": "# On [[AI]]\n", "Thought.md": "---\naliases: [AI]\n---\n"},
            problems=('Note.md:1:6: "AI" is an alias of "Thought": write [[Thought|AI]]',),
            fixed={"Note.md": "# On [[Thought|AI]]\n"},
        ),
        Example(files={"Note.md": "[[Thought|AI]] [[AI]]\n", "AI.md": "", "Thought.md": "---\naliases: [AI]\n---\n"}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for resolved in unresolved(note, vault, "alias"):
            link = resolved.link
            alias = link.target.removesuffix(".md")
            notes = aliases(vault)[key(alias)]
            edit = _edit(note, link, alias, notes[0], vault) if len(notes) == 1 else None
            fix = Fix(safety_at(note, link.span), (edit,)) if edit else None
            if edit:
                written = [_after(note, link, edit)]
            else:
                written = [_wikilink(note, alias, path, vault) for path in notes[:_SHOWN]]
            yield Problem(link.span, _message(alias, notes, written), fix, lessened(resolved))


def _message(alias: str, notes: list[str], written: list[str]) -> str:
    names = [name_of(path) if len(notes) == 1 else path.removesuffix(".md") for path in notes]
    whose = listed(names, "and", _SHOWN)
    return f'"{alias}" is an alias of {whose}: write {" or ".join(written)}'


_SHOWN = 3


def _edit(note: Note, link: Link, alias: str, target: str, vault: Vault) -> Edit | None:
    """What Obsidian writes for the alias; the text that is read stays, `AI > Goals` for `[[AI#Goals]]`."""
    linkpath = linkpath_to(vault, note, link, target)
    display = None if link.embed else " > ".join([alias, *segments(link.subpath)])
    return relinked(note, link, linkpath, display) if linkpath else None


def _after(note: Note, link: Link, edit: Edit) -> str:
    """The link, as it will be written; in a property, without what is around it."""
    start = edit.start - link.span.start
    written = note.slice(link.span)
    return (written[:start] + edit.new + written[start + len(edit.old) :]).strip("\"'")


def _wikilink(note: Note, alias: str, path: str, vault: Vault) -> str:
    return f"[[{wikilink_path(vault, path, note.path) or path}|{alias}]]"
