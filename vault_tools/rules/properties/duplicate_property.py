from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity
from vault_tools.printable import on_one_line
from vault_tools.rules import Example, Rule
from vault_tools.vault import Vault


class DuplicateProperty(Rule, frozen=True):
    """A property is given twice.

    In Obsidian, a property that is given twice makes the whole block plain text, and the note has no properties, no
    tags from them and no aliases until one of the two goes. Where the names differ in capitals, the note keeps its
    properties, but which of the two counts is not sure.

    YAML forbids to give a name twice. `Tags` and `tags` are two names for YAML but one for Obsidian, which does not
    tell capitals apart: that is a warning. Put all values into one of them.
    """

    severity: ClassVar[Severity] = "error"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "---\ntags: [a]\nTopic: x\ntags: [b]\n---\n"},
            problems=('Note.md:4:1: the property "tags" is given twice, so that none is read at all: keep one',),
        ),
        Example(
            files={"Note.md": "---\nup:\n  note: A\n  'note': B\n---\n"},
            problems=('Note.md:4:3: the property "note" is given twice, so that none is read at all: keep one',),
        ),
        Example(
            files={"Note.md": "---\nTags: [a]\nTopic: x\ntags: [b]\nTAGS: [c]\n---\n"},
            problems=(
                'Note.md:4:1: "tags" and "Tags" are one property to Obsidian: keep one',
                'Note.md:5:1: "TAGS" and "Tags" are one property to Obsidian: keep one',
            ),
        ),
        Example(files={"Note.md": "---\ntag: a\ntags: b\nup: {tags: c, Tags: d}\n---\n\ntags: e\n"}),
        Example(files={"Note.md": "---\nTopic: Graphs: an overview\nTopic: x\n---\n"}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        if note.error and note.error.kind == "duplicate" and not note.conflicts:
            message = f"{note.error.message}, so that none is read at all: keep one"
            yield Problem(note.error.span, on_one_line(message))
        first: dict[str, str] = {}
        for property in note.properties:
            name = first.setdefault(property.name.lower(), property.name)
            if name != property.name:
                message = f'"{property.name}" and "{name}" are one property to Obsidian: keep one'
                yield Problem(property.key, message, None, "warning")
