from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal, NamedTuple

from vault_tools.model import Note, Problem, Property, Severity, Value, is_empty
from vault_tools.printable import on_one_line
from vault_tools.rules import Example, Rule
from vault_tools.rules.properties._values import has_placeholder
from vault_tools.schemas import expected
from vault_tools.schemas.values import OF_NAMES
from vault_tools.vault import Vault, once_per_vault
from vault_tools.vault.types import Type, inferred_type

_Kind = Type | Literal["dated text"]

_MANY = {f"{n}.md": f"---\nauthor: [a]\nyear: {2000 + n}\nread: 2024-01-0{n}\nup:\n---\n" for n in range(1, 5)}


class MixedPropertyType(Rule, frozen=True):
    """A property holds another type of value in this note than in most others.

    In Obsidian, a type belongs to the name of a property in the whole vault: as soon as one is stored, the editor flags
    each value of another type, and a filter or formula that is made for lists, numbers or dates does not fit it.

    At least two thirds of the notes that have a value there must agree, or else nothing is reported: which of the types
    is meant cannot be told. A number in quotes is a text. Where most are texts, only lists and maps are reported, since
    a title can be `1984`. Where most are dates, a year is as good, and so is a text that holds a date in whatever form;
    in `tags`, `aliases` and `cssclasses` a text is as good as a list. Where Obsidian has stored a type, or the schema
    of the note declares one, `property-type` speaks.
    """

    severity: ClassVar[Severity] = "info"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files=_MANY
            | {
                "A.md": '---\nAuthor: a\nyear: "2024"\nread: soon\nup: x\n---\n',
                "B.md": "---\nauthor: {name: a}\nyear: 1.5\nread: true\n---\n",
            },
            problems=(
                'A.md:2:1: "Author" is text here, but a list in 4 of 6 notes',
                'A.md:3:1: "year" is text here, but a number in 5 of 6 notes',
                'A.md:4:1: "read" is text here, but a date in 4 of 6 notes',
                'B.md:2:1: "author" is a map here, but a list in 4 of 6 notes',
                'B.md:4:1: "read" is true or false here, but a date in 4 of 6 notes',
            ),
        ),
        Example(
            files=_MANY
            | {
                "A.md": "---\nauthor:\nyear: \nread: 05/01/2024\ntags: [a]\n---\n",
                "B.md": "---\nauthor: []\nyear: '{{year}}'\nread: 2024-01-05T10:00\ntags: b\n---\n",
                "C.md": '---\nread: "[[5 January 2024]]"\ntags: [c]\n---\n',
                "D.md": "---\nread: 2024\n---\n",
            },
        ),
        Example(
            files={
                "A.md": "---\nup: a\nseen: 05/01/2024\n---\n",
                "B.md": "---\nup: [b]\nseen: March 2024\n---\n",
                "1984.md": "---\nseen: 1984\n---\n",
                "C.md": "---\nup: c\nseen: often\n---\n",
                "D.md": "---\nup: [d]\nseen: 2024-01\n---\n",
            },
        ),
        Example(
            config='[[schema]]\nname = "paper"\nproperties = { year = { type = "text" } }\n',
            files=_MANY
            | {".obsidian/types.json": '{"types": {"author": "multitext"}}', "A.md": "---\nauthor: a\nyear: x\n---\n"},
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for property in note.properties:
            most = _most(vault).get(property.name.lower())
            kind = _kind(note, property) if most else None
            if (
                most
                and kind
                and not _is_as_good(property.value, kind, most.type)
                and not _is_declared(property, note, vault)
            ):
                what = _WORDS[inferred_type(property.value)]
                count = f"{most.notes:,} of {most.all:,} notes"
                message = f'"{on_one_line(property.name)}" is {what} here, but {_WORDS[most.type]} in {count}'
                yield Problem(property.key, message)


_WORDS: Mapping[Type, str] = {
    "text": "text",
    "list": "a list",
    "number": "a number",
    "checkbox": "true or false",
    "date": "a date",
    "datetime": "a date",
    "object": "a map",
}
_DATED = re.compile(r"(?=.*(?<!\d)\d{4}(?!\d))[\d\s:./,+\[\]-]*(?:[^\W\d_]{1,9}[\d\s:./,+\[\]-]*){0,3}")
"""Digits with a year among them, and a few words, which name the month or the day of the week."""
_YEARS = range(1000, 3000)


class _Most(NamedTuple):
    """The type that most notes agree on."""

    type: Type
    notes: int
    all: int


@once_per_vault
def _most(vault: Vault) -> Mapping[str, _Most]:
    """By the lower-cased name, of the properties with values of several types, of which one is that of most notes."""
    kinds: dict[str, Counter[_Kind]] = {}
    for note in vault.notes.values():
        for property in note.properties:
            if kind := _kind(note, property):
                kinds.setdefault(property.name.lower(), Counter())[kind] += 1
    exempt = OF_NAMES | vault.settings.types.keys()
    return {key: most for key, found in kinds.items() if key not in exempt and (most := _majority(found))}


def _kind(note: Note, property: Property) -> _Kind | None:
    """None for no value, or one that a template is still to fill in."""
    if is_empty(property.value) or has_placeholder(note, property):
        return None
    type = inferred_type(property.value)
    if type == "datetime":
        return "date"
    return "dated text" if type == "text" and _DATED.fullmatch(property.value) else type


def _majority(found: Counter[_Kind]) -> _Most | None:
    counts: Counter[Type] = Counter()
    for kind, count in found.items():
        if kind == "dated text":
            counts["date" if found["date"] else "text"] += count
        else:
            counts[kind] += count
    [(type, most), *others] = counts.most_common()
    return _Most(type, most, counts.total()) if others and 3 * most >= 2 * counts.total() else None


def _is_as_good(value: Value, kind: _Kind, most: Type) -> bool:
    if most == "text":
        return not isinstance(value, list | dict)
    is_date = kind == "dated text" or (isinstance(value, int) and value in _YEARS)
    return kind == most or (most == "date" and is_date)


def _is_declared(property: Property, note: Note, vault: Vault) -> bool:
    return any(it.found == property and it.wanted.type for it in expected(note, vault))
