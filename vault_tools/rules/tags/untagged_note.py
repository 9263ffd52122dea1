from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from msgspec import Meta

from vault_tools.model import Note, Problem, Severity, Span, is_empty
from vault_tools.rules import Example, Rule
from vault_tools.rules.links.orphan_note import OrphanNote
from vault_tools.schemas import expected
from vault_tools.vault import Vault
from vault_tools.vault.ignore import matches

_SCHEMA = '[[schema]]\nname = "book"\nmatch.path = "Books/"\nproperties.tags.required = true\n'


class UntaggedNote(Rule, frozen=True):
    """A note has no tag, neither in its text nor in its properties.

    In Obsidian, a note without tags is missing wherever notes are looked up by tag.

    Daily notes need none, and neither do notes in `exempt`, by default those that one enters a vault by. What stands in
    `tags` and is no tag is left to `invalid-tag`, and notes whose schema requires `tags` are left to
    `required-property`.
    """

    severity: ClassVar[Severity] = "info"
    is_default: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"A.md": "Text with `#code` in it.\n", "B.md": "---\ntags: []\n---\n"},
            problems=("A.md:1:1: the note has no tag", "B.md:1:1: the note has no tag"),
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(
            config=f'[lint.options.untagged-note]\nexempt = ["Inbox/"]\n{_SCHEMA}',
            files={"Home.md": "x\n", "Inbox/A.md": "x\n", "Books/B.md": "x\n", "Books/C.md": "---\ntags:\n---\n"},
            problems=("Home.md:1:1: the note has no tag",),
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(
            files={
                "A.md": "One #tag.\n",
                "B.md": "---\nTags: a\n---\n",
                "Home.md": "x\n",
                "Daily/2026-03-01.md": "x\n",
                ".obsidian/daily-notes.json": '{"folder": "Daily"}',
                "_templates/T.md": "x\n",
            },
        ),
        Example(
            files={
                "A.md": "---\ntags: #a\n---\n",
                "B.md": "---\ntags: [2024]\n---\n",
                "C.md": "---\ntag: a\n---\n",
                "D.md": "---\ntags: [a\n---\n",
            }
        ),
    )

    exempt: Annotated[tuple[str, ...], Meta(description="Notes that need no tag, in gitignore syntax.")] = (
        OrphanNote().roots
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        is_exempt = matches(note.path, self.exempt) or vault.settings.is_daily(note.path)
        if not (note.tags or is_exempt or _is_for_others(note, vault)):
            yield Problem(Span(0, 0), "the note has no tag")


def _is_for_others(note: Note, vault: Vault) -> bool:
    """Does another rule say what is wrong? So it does where somebody tried to give the note a tag."""
    is_tried = any(it.name.lower() in ("tags", "tag") and not is_empty(it.value) for it in note.properties)
    is_commented = any(slip.kind == "commented-tag" for slip in note.slips)
    is_required = any(it.name.lower() == "tags" and it.wanted.required for it in expected(note, vault))
    return note.error is not None or is_tried or is_commented or is_required
