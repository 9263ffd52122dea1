from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from msgspec import Meta

from vault_tools.model import Note, Problem, Property, Severity, is_empty
from vault_tools.rules import Example, Rule
from vault_tools.schemas import expected
from vault_tools.schemas.missing import missing
from vault_tools.schemas.values import PLURALS
from vault_tools.vault import Vault

_MAY_WAIT = ("aliases", "cssclasses")


class EmptyProperty(Rule, frozen=True):
    """A property is there, but has no value: most often left over from a template.

    In Obsidian, a note with an empty property has the property, but no value that a search could find or a table show.

    Fill it in or take it out. Empty `aliases` and `cssclasses` are only an info. Properties that the note's schema
    requires, or that another property needs, are left to `required-property`, and those that are out of use to
    `deprecated-property`.
    """

    severity: ClassVar[Severity] = "warning"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "---\nAuthor: Mira\nTopic: \ntags:\n---\n"},
            problems=('Note.md:3:1: "Topic" is empty', 'Note.md:4:1: "tags" is empty'),
        ),
        Example(
            files={"Note.md": "---\ncssclasses: []\ntags: #a\n---\n"},
            config='[lint.options.empty-property]\nallow = ["cssclasses"]\n',
        ),
        Example(
            config='[[schema]]\nname = "x"\nproperties = { a = { required = true }, b = { deprecated = "a" } }\n',
            files={"Note.md": "---\na:\nb:\ntag:\n---\n"},
        ),
    )

    allow: Annotated[tuple[str, ...], Meta(description="Properties that may be empty.")] = ()

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        accepted = {name.lower() for name in (*self.allow, *PLURALS, *_of_others(note, vault))}
        for property in note.properties:
            if is_empty(property.value) and property.name.lower() not in accepted and not _is_commented(note, property):
                severity: Severity | None = "info" if property.name.lower() in _MAY_WAIT else None
                yield Problem(property.key, f'"{property.name}" is empty', None, severity)


def _of_others(note: Note, vault: Vault) -> Iterator[str]:
    """Names of what another rule reports."""
    yield from (it.name for it in missing(note, vault))
    yield from (it.name for it in expected(note, vault) if it.wanted.deprecated)


def _is_commented(note: Note, property: Property) -> bool:
    """`tags: #a` is empty only in YAML, and `invalid-tag` says why."""
    return any(
        slip.kind == "commented-tag" and not note.text[property.key.end : slip.span.start].strip(" :\n-")
        for slip in note.slips
    )
