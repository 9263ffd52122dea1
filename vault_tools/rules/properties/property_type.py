from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.config.schema import NAMES
from vault_tools.config.schema import PropertyType as Type
from vault_tools.model import Content, Note, Problem, Property, Safety, Severity
from vault_tools.rules import Example, Rule
from vault_tools.rules.properties._mismatches import Asked, mismatches
from vault_tools.schemas import expected
from vault_tools.vault import Vault
from vault_tools.vault.types import property_type

_SCHEMA = """
[[schema]]
name = "book"
[schema.properties]
rating = { type = "number" }
read = { type = "checkbox" }
isbn = { type = "text" }
topics = { type = "list" }
by = { type = "list", items = "link" }
"maker.site" = { type = "url" }
"""
_TYPES = '{"types": {"Pages": "number", "authors": "multitext", "aliases": "aliases", "phone": "text", "due": "date"}}'


class PropertyType(Rule, frozen=True):
    """A value is not of the type that the schema, or Obsidian itself, has for its property.

    In Obsidian, a value that does not fit the type of its property is flagged in the editor, and is sorted, compared
    and counted as something else than those of the other notes.

    What the note's schema declares with `type`, and with `items` for each entry of a list, counts first. Where it says
    nothing, the type that Obsidian has for the name counts: always for `aliases` and `cssclasses`, else as it is stored
    in `.obsidian/types.json`; then a problem is only a warning, and a number is text enough. Texts that should be dates
    are left to `invalid-date`, and what is no tag to `invalid-tag`.

    The fix puts quotes and brackets where they are missing, or takes them off. It is unsafe: what is wrong may be the
    type that is declared.
    """

    severity: ClassVar[Severity] = "error"
    fixes: ClassVar[frozenset[Safety]] = frozenset({"unsafe"})
    changes: ClassVar[frozenset[Content]] = frozenset({"properties", "tags", "links"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            config=_SCHEMA,
            files={
                "Note.md": '---\nrating: "3"\nread: yes\nisbn: 0471 # or so\ntopics: Graphs\nby: [Ann, "[[Bea]]"]\n'
                "maker: {site: x.org/a b}\n---\n"
            },
            problems=(
                'Note.md:2:9: "rating" is text, "3", but must be a number: take the quotes off',
                'Note.md:3:7: "read" is text, "yes", but must be true or false: write true',
                'Note.md:4:7: "isbn" is a number, 0471, but must be text: put it in quotes',
                'Note.md:5:9: "topics" is text, "Graphs", but must be a list: write [Graphs]',
                'Note.md:6:6: an entry of "by" is text, "Ann", but must be a link: write "[[Ann]]"',
                'Note.md:7:15: "maker.site" is text, "x.org/a b", but must be a web address',
            ),
            fixed={
                "Note.md": '---\nrating: 3\nread: true\nisbn: "0471" # or so\ntopics: [Graphs]\n'
                'by: ["[[Ann]]", "[[Bea]]"]\n'
                "maker: {site: x.org/a b}\n---\n"
            },
        ),
        Example(
            config=_SCHEMA,
            files={"Note.md": "---\nrating: [4]\nisbn: [a, b]\nread: maybe\ntopics: a, b\nmaker: {site: x.org}\n---\n"},
            problems=(
                'Note.md:2:9: "rating" is a list, but must be a number: write 4',
                'Note.md:3:7: "isbn" is a list, but must be text: write only one',
                'Note.md:4:7: "read" is text, "maybe", but must be true or false',
                'Note.md:5:9: "topics" is text, "a, b", but must be a list: write a list',
                'Note.md:6:15: "maker.site" is text, "x.org", but must be a web address: write https://x.org',
            ),
            fixed={
                "Note.md": "---\nrating: 4\nisbn: [a, b]\nread: maybe\ntopics: a, b\nmaker: {site: x.org}\n---\n",
            },
        ),
        Example(
            files={
                "Note.md": "---\npages: many\nauthors: '[[Ann]]'\naliases: [A, 1984]\ndue: 2024\n---\n",
                ".obsidian/types.json": _TYPES,
            },
            problems=(
                'Note.md:2:8: "pages" is text, "many", but its type in Obsidian is number',
                'Note.md:3:10: "authors" is text, "[[Ann]]", but its type in Obsidian is list: write [\'[[Ann]]\']',
                'Note.md:4:14: an entry of "aliases" is a number, 1984, but must be text: put it in quotes',
                'Note.md:5:6: "due" is a number, 2024, but its type in Obsidian is date',
            ),
            fixed={"Note.md": "---\npages: many\nauthors: ['[[Ann]]']\naliases: [A, \"1984\"]\ndue: 2024\n---\n"},
        ),
        Example(
            files={"Note.md": "---\naliases:\n- New: a start\n- Old\ncssclasses: 7\n---\n"},
            problems=(
                'Note.md:3:3: an entry of "aliases" is a map, but must be text: put it in quotes',
                'Note.md:5:13: "cssclasses" is a number, 7, but its type in Obsidian is list: put it in quotes',
            ),
            fixed={"Note.md": '---\naliases:\n- "New: a start"\n- Old\ncssclasses: "7"\n---\n'},
        ),
        Example(
            config=_SCHEMA,
            beside=("nested-link",),
            files={"Note.md": '---\nby: "[[Ann]], [[Bea]]" # two\n---\n'},
            problems=('Note.md:2:5: "by" is text, "[[Ann]], [[Bea]]", but must be a list: make a list of them',),
            fixed={"Note.md": '---\nby: ["[[Ann]]", "[[Bea]]"] # two\n---\n'},
        ),
        Example(
            config=_SCHEMA,
            files={
                "Note.md": "---\nrating: 4.5\nread:\nisbn: '0471'\ntopics: []\nby: ['[[A]]', \"[b](c.md)\"]\n---\n",
                "Link.md": '---\nby: [[A]]\nmaker: none\nrating: "{{rating}}"\nread: <% tp.x %>\n---\n',
            },
        ),
        Example(
            files={
                "Note.md": "---\npages: 0x1F\nauthors:\naliases: One\nphone: 5551234\ndue: soon\nother: [1]\n---\n",
                ".obsidian/types.json": _TYPES,
            },
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        declared = set()
        for name, wanted, found, _ in expected(note, vault):
            if wanted.type:
                declared.add(name.lower())
                if found:
                    yield from mismatches(note, found, Asked(name, wanted.type, wanted.items))
        for property in note.properties:
            type = _stored_type(property, vault)
            if type and property.name.lower() not in declared:
                yield from mismatches(note, property, Asked(property.name, type, is_stored=True))


def _stored_type(property: Property, vault: Vault) -> Type | None:
    """As Obsidian has it for the name, stored (4.5) or always (4.6); None where it has none, or one of another name, or
    where a number stands for text."""
    name = property.name.lower()
    if name not in (*vault.settings.types, *NAMES):
        return None
    type = next((it for it in NAMES if it == name), None) or property_type(name, property.value, vault.settings)
    is_any = type == "text" and not isinstance(property.value, list | dict)
    return None if is_any or (type in NAMES and type != name) else type
