from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from vault_tools.model import Content, Fix, Note, Problem, Property, Safety, Severity
from vault_tools.printable import on_one_line
from vault_tools.property_blocks import property_blocks, reordered
from vault_tools.rules import Example, Rule
from vault_tools.schemas import schema_of
from vault_tools.vault import Vault

_SCHEMA = """
[[schema]]
name = "note"
order = ["Topic", "Author", "tags"]
"""


class PropertyOrder(Rule, frozen=True):
    """Properties stand in another order than the note's schema says.

    In Obsidian, properties are shown in the order in which they are written, so that in one note the eye finds at the
    top what in the next one is at the bottom. For searches and tables the order has no meaning.

    The `order` of the schema lists the properties that come first; all others come after these, in the order that they
    have. The fix moves a property with the comments right above it. Blank lines stay where they are, and so does a
    comment at the top with a blank line below it.
    """

    severity: ClassVar[Severity] = "warning"
    fixes: ClassVar[frozenset[Safety]] = frozenset({"safe"})
    changes: ClassVar[frozenset[Content]] = frozenset()
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            config=_SCHEMA,
            files={"Note.md": "---\nmade: 1\ntags:\n- a\n# Who?\nauthor: Mira\nTopic: x # y\nby: 2\n---\n"},
            problems=('Note.md:3:1: "tags" should stand above "made" (schema "note")',),
            fixed={"Note.md": "---\nTopic: x # y\n# Who?\nauthor: Mira\ntags:\n- a\nmade: 1\nby: 2\n---\n"},
        ),
        Example(
            config=_SCHEMA,
            files={"Note.md": "---\n# Of the note\n\ntags: a\n\nAuthor: |\n  Mira\n---\n"},
            problems=('Note.md:6:1: "Author" should stand above "tags" (schema "note")',),
            fixed={"Note.md": "---\n# Of the note\n\nAuthor: |\n  Mira\n\ntags: a\n---\n"},
        ),
        Example(
            config=_SCHEMA,
            files={
                "Note.md": "---\nAuthor: &x Mira\nTopic: *x\n---\n",
                "Json.md": '---\n{"tags": 1, "Topic": 2}\n---\n',
            },
            problems=(
                'Json.md:2:13: "Topic" should stand above "tags" (schema "note")',
                'Note.md:3:1: "Topic" should stand above "Author" (schema "note")',
            ),
        ),
        Example(
            config=_SCHEMA,
            files={
                "Note.md": "---\nTOPIC: x\ntags: a\nmade: 1\nby: 2\n---\n",
                "None.md": "",
                "By.md": "---\nby: 1\n---\n",
            },
        ),
        Example(files={"Note.md": "---\ntags: a\nTopic: x\n---\n"}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        schema = schema_of(note, vault)
        ranks = _ranks(note.properties, schema.order or ()) if schema else []
        late = next((i for i in range(1, len(ranks)) if ranks[i] < ranks[i - 1]), None)
        if schema and late is not None:
            below = next(it for it, rank in zip(note.properties, ranks, strict=True) if rank > ranks[late])
            property = note.properties[late]
            names = f'"{on_one_line(property.name)}" should stand above "{on_one_line(below.name)}"'
            yield Problem(property.key, f'{names} (schema "{schema.name}")', _fix(note, ranks))


def _ranks(properties: Sequence[Property], order: Sequence[str]) -> list[int]:
    """The same for all that are not listed. Names are compared without case (4.2)."""
    known = {name.lower(): rank for rank, name in reversed([*enumerate(order)])}
    return [known.get(it.name.lower(), len(order)) for it in properties]


def _fix(note: Note, ranks: Sequence[int]) -> Fix | None:
    """Safe, since order has no meaning (4.2); but of two properties that differ only in case one may hide the other."""
    blocks = property_blocks(note)
    if not blocks or len({it.name.lower() for it in note.properties}) < len(blocks):
        return None
    return Fix("safe", (reordered(note, blocks, sorted(range(len(blocks)), key=ranks.__getitem__)),))
