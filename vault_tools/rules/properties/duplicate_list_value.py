from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from vault_tools.config.schema import NAMES
from vault_tools.model import Content, Fix, Note, Problem, Property, Safety, Severity
from vault_tools.placeholders import has_placeholder
from vault_tools.printable import on_one_line
from vault_tools.property_edits import is_bare, remove_entry
from vault_tools.rules import Example, Rule
from vault_tools.schemas.values import is_link
from vault_tools.tags import tag_key
from vault_tools.vault import Vault, once_per_vault
from vault_tools.vault.types import inferred_type

_OFTEN, _SHARE = 3, 1 / 5


class DuplicateListValue(Rule, frozen=True):
    """A list property has an entry twice.

    In Obsidian, entries of `tags` that differ in nothing but case or `#` are one tag; other lists keep what is there
    twice.

    Tags are compared without case and `#`, all other texts as they are, but for white space around them. Numbers,
    dates and times are not compared: `ratings: [5, 5]` may be meant. A property whose
    lists say a text again in three notes or more, and in a fifth of the notes that have them, is one where that is
    meant, as in the stops of a journey: there, only links are reported. To take an entry away is safe in `tags`,
    `aliases` and `cssclasses`; of other lists only you know whether it is there twice for a reason.
    """

    severity: ClassVar[Severity] = "info"
    fixes: ClassVar[frozenset[Safety]] = frozenset({"safe", "unsafe"})
    changes: ClassVar[frozenset[Content]] = frozenset({"properties", "tags", "links"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={
                "A.md": "---\ntags: [Book, x, '#book', book, X/y, x/]\naliases:\n  - One\n  - Two\n  - ' One '\n"
                "  - One\n  - one\ncssclasses: [wide, wide]\n---\n",
            },
            problems=(
                'A.md:2:17: "#book" is in "tags" already, as "Book"',
                'A.md:2:26: "book" is in "tags" already, as "Book"',
                'A.md:2:37: "x/" is in "tags" already, as "x"',
                'A.md:6:5: "One" is in "aliases" already',
                'A.md:7:5: "One" is in "aliases" already',
                'A.md:9:20: "wide" is in "cssclasses" already',
            ),
            fixed={
                "A.md": "---\ntags: [Book, x, X/y]\naliases:\n  - One\n  - Two\n  - one\ncssclasses: [wide]\n---\n",
            },
        ),
        Example(
            files={
                "A.md": '---\nup: ["[[A]]", "[[B]]", "[[A]]", "[[A|x]]"]\nby:\n  names: [Ann, Bo, Ann]\n'
                "  of:\n    - x # first\n    - x # again\n---\n",
            },
            problems=(
                'A.md:2:24: "[[A]]" is in "up" already',
                'A.md:4:20: "Ann" is in "by.names" already',
                'A.md:7:7: "x" is in "by.of" already',
            ),
            fixed={
                "A.md": '---\nup: ["[[A]]", "[[B]]", "[[A|x]]"]\nby:\n  names: [Ann, Bo]\n'
                "  of:\n    - x # first\n    - x # again\n---\n",
            },
        ),
        Example(
            files={
                "A.md": "---\nratings: [5, 5, '5', '5', true, true, null, null]\ndays: [2026-03-01, 2026-03-01]\n"
                "times: ['10:30', '10:30']\nat: [2026-03-01T10:30, 2026-03-01T10:30]\nempty: ['', '', ' ']\n"
                "names: [ann, Ann, 'Ann.']\ntags: [a, a/b, b/a]\nmaps: [{a: b}, {a: b}]\nlists: [[a], [a]]\n"
                "todo: ['{{title}}', '{{title}}']\n---\n",
                "B.md": "---\nlist: &l [a, b]\nsame: *l\ntext: a a\n---\n#a #a\n",
                "C.md": "---\ntags: [a, a\n---\n",
            },
        ),
        Example(
            files={f"{n}.md": "---\nstops: [Rome, Pisa, Rome]\n---\n" for n in range(3)}
            | {f"{n}.md": "---\nstops: [Rome, Pisa]\n---\n" for n in range(3, 15)},
        ),
        Example(
            files={"A.md": "---\nlist: &l [a, a]\nsame: *l\n---\n"},
            problems=('A.md:2:14: "a" is in "list" already',),
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for name, property in note.every_property:
            for index, text, first in _again(note, name, property):
                if is_link(text) or name.lower() not in _sequences(vault):
                    fix = _fix(note, property, index, _is_set(name))
                    yield Problem(property.entries[index], _message(text, name, first), fix)


@once_per_vault
def _sequences(vault: Vault) -> frozenset[str]:
    """Properties in lower case that are no sets, since it is their habit to say things again."""
    notes, repeats = Counter[str](), Counter[str]()
    for note in vault.notes.values():
        for name, property in note.every_property:
            if property.entries and not _is_set(name):
                notes[name.lower()] += 1
                repeats[name.lower()] += any(not is_link(text) for _, text, _ in _again(note, name, property))
    return frozenset(name for name, count in repeats.items() if count >= _OFTEN and count >= _SHARE * notes[name])


def _again(note: Note, name: str, property: Property) -> Iterator[tuple[int, str, str]]:
    """Entries that are there already, by their index, each with the first one."""
    first: dict[str, str] = {}
    for index, text in _compared(note, name, property):
        key = tag_key(text) if name.lower() == "tags" else text
        if key in first:
            yield index, text, first[key]
        first.setdefault(key, text)


def _compared(note: Note, name: str, property: Property) -> Iterator[tuple[int, str]]:
    """Entries by their index, trimmed. What an alias of YAML repeats is not written here."""
    for index, (value, span) in enumerate(property.each()):
        if isinstance(value, str) and is_bare(note, span) and not has_placeholder(value):
            text = value.strip()
            if text and (_is_set(name) or _is_word(text)):
                yield index, text


def _is_set(name: str) -> bool:
    """In these, it says nothing how often an entry is there."""
    return name.lower() in NAMES


def _is_word(text: str) -> bool:
    """No number, day or time in quotes."""
    return any(map(str.isalpha, text)) and inferred_type(text) == "text"


def _message(text: str, name: str, first: str) -> str:
    message = f'"{text}" is in "{name}" already'
    return on_one_line(message if text == first else f'{message}, as "{first}"')


def _fix(note: Note, property: Property, index: int, is_safe: bool) -> Fix | None:
    """The links behind it have another place in the list then, so it reaches over all of it."""
    edit = remove_entry(note, property, index)
    return Fix("safe" if is_safe else "unsafe", (edit,), property.span) if edit else None
