from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.config import PropertySchema
from vault_tools.model import Note, Problem, Property, Severity, Span, is_empty
from vault_tools.rules import Example, Rule
from vault_tools.schemas import schema_of
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

    Empty are a property without a value, blank text, `[]` and `[""]`. With `min`, a list needs so many entries that are
    not empty. Which schema a note has is decided by the `[[schema]]` tables of the config: the first that matches.
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
        Example(
            config=_SCHEMA.replace("min = 1", "min = 2"),
            files={"Note.md": "---\nTopic: x\ntags: [a, '']\n---\n"},
            problems=('Note.md:3:1: "tags" has 1 entry, but needs 2 (schema "note")',),
        ),
        Example(config=_SCHEMA, files={"Note.md": "---\nTopic: x\ntags: a\n---\n"}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        schema = schema_of(note, vault.config)
        if not schema or note.error:
            return
        for name, wanted in schema.properties.items():
            found = note.property_named(name)
            if wanted.required or (found and wanted.min and not is_empty(found.value)):
                if complaint := _complaint(found, wanted):
                    yield Problem(found.key if found else Span(0, 0), f'"{name}" {complaint} (schema "{schema.name}")')


def _complaint(found: Property | None, wanted: PropertySchema) -> str | None:
    if found is None:
        return "is missing, but required"
    if is_empty(found.value):
        return "is empty, but required"
    entries = found.value if isinstance(found.value, list) else [found.value]
    count = sum(not is_empty(entry) for entry in entries)
    if count < wanted.min:
        return f"has {count} {'entry' if count == 1 else 'entries'}, but needs {wanted.min}"
    return None
