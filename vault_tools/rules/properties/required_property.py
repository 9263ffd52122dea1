from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity, Span, is_empty
from vault_tools.rules import Example, Rule
from vault_tools.schemas import expected
from vault_tools.vault import Vault

_SCHEMA = """
[[schema]]
name = "note"
[schema.properties]
Topic = { required = true }
tags = { type = "tags", required = true, min = 1 }
"""


class RequiredProperty(Rule, frozen=True):
    """A property that the note's schema requires is missing or empty.

    In Obsidian, searches for a property miss the notes that lack it, and tables have nothing to show for them.

    Empty are a property without a value, blank text, `[]` and `[""]`. Which schema a note has is decided by the
    `[[schema]]` tables of the config: the one that the note names, else the first that matches.
    """

    severity: ClassVar[Severity] = "error"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            config=_SCHEMA,
            files={"Note.md": '---\nTopic:\ntags: [""]\n---\n'},
            problems=(
                'Note.md:2:1: "Topic" is empty, but required (schema "note")',
                'Note.md:3:1: "tags" is empty, but required (schema "note")',
            ),
        ),
        Example(
            config=_SCHEMA,
            files={"Note.md": "---\ntags: [a]\n---\n"},
            problems=('Note.md:1:1: "Topic" is missing, but required (schema "note")',),
        ),
        Example(config=_SCHEMA, files={"Note.md": "---\nTopic: x\ntags: a\n---\n"}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for name, wanted, found, schema in expected(note, vault):
            if wanted.required and (found is None or is_empty(found.value)):
                what = "empty" if found else "missing"
                message = f'"{name}" is {what}, but required (schema "{schema.name}")'
                yield Problem(found.key if found else Span(0, 0), message, subject=name)
