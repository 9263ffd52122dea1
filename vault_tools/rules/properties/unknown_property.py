from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Content, Fix, Note, Problem, Safety, Severity
from vault_tools.printable import on_one_line
from vault_tools.rules import Example, Rule
from vault_tools.rules.properties._listed import Unlisted, unlisted
from vault_tools.rules.properties._values import renamed
from vault_tools.schemas import schema_of
from vault_tools.vault import Vault

_SCHEMA = """
[[schema]]
name = "note"
order = ["Title"]
[schema.properties]
Modified = { type = "date", after = "Created" }
Topics = { requires = ["Course"] }
Changed = { deprecated = "Modified" }
Finished = { type = "checkbox" }
"author.name" = {}
"""
_STRICT = """
[[schema]]
name = "note"
extra = "forbid"
match = { property = "kind" }
[schema.properties]
Topic = {}
"author.name" = {}
link = { type = "object" }
"""


class UnknownProperty(Rule, frozen=True):
    """A property is not among those that the note's schema lists, most often by a slip.

    In Obsidian, a property whose name is misspelled is a property of its own: what looks for the right name does not
    find the note.

    A schema allows other properties: then only a name is reported that is likely meant for a listed one which the note
    lacks. With `extra = "warn"` in the schema all are that it does not list, and with `extra = "forbid"` they are
    errors. Listed are also those in `order`, `requires` and `after`, and deprecated ones; what Obsidian itself knows
    needs no listing, and neither does the property that names or selects the schema. Where the schema lists what is in
    a map, the same holds in that map. The fix renames the property if it is likely a slip.
    """

    severity: ClassVar[Severity] = "warning"
    fixes: ClassVar[frozenset[Safety]] = frozenset({"unsafe"})
    changes: ClassVar[frozenset[Content]] = frozenset({"properties", "tags", "links"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            config=_SCHEMA,
            files={
                "Note.md": "---\nTopcis: \"[[a]]\" # b\n'Last Modified': 2024-01-02\ncourses: [c]\n---\n",
                "Map.md": "---\nauthor:\n  nmaes: x\n  naem: y\ntitles: d\nmodifed: e\nmodiffied: f\n---\n",
            },
            problems=(
                'Map.md:5:1: the schema "note" lists no "titles", did you mean "Title"?',
                'Map.md:6:1: the schema "note" lists no "modifed", did you mean "Modified"?',
                'Note.md:2:1: the schema "note" lists no "Topcis", did you mean "Topics"?',
                'Note.md:3:1: the schema "note" lists no "Last Modified", did you mean "Modified"?',
                'Note.md:4:1: the schema "note" lists no "courses", did you mean "Course"?',
            ),
            fixed={
                "Note.md": "---\nTopics: \"[[a]]\" # b\n'Modified': 2024-01-02\nCourse: [c]\n---\n",
                "Map.md": "---\nauthor:\n  nmaes: x\n  naem: y\nTitle: d\nModified: e\nmodiffied: f\n---\n",
            },
        ),
        Example(
            config=_STRICT,
            files={"Note.md": "---\nkind: a\ntopics: b\nMood: c\nAuthor: {name: d, names: e}\nlink: {any: f}\n---\n"},
            problems=(
                'Note.md:3:1: the schema "note" lists no "topics", did you mean "Topic"?',
                'Note.md:4:1: the schema "note" lists no "Mood": take it out, or list it',
                'Note.md:5:19: the schema "note" lists no "Author.names": take it out, or list it',
            ),
            fixed={"Note.md": "---\nkind: a\nTopic: b\nMood: c\nAuthor: {name: d, names: e}\nlink: {any: f}\n---\n"},
        ),
        Example(
            config=_STRICT.replace("forbid", "warn"),
            files={
                "Note.md": "---\nkind: a\ntopic: b\nTags: [c]\ncssclass: d\npublish: true\nschema: note\n"
                "vault-tools-ignore: [links]\nauthor.name: e\n{{x}}: f\n---\n",
                "Other.md": "---\nTopci: a\n---\n",
            },
        ),
        Example(
            config=_SCHEMA,
            files={
                "Note.md": "---\nTopics: a\nTopic: b\ncreator: c\nchanged: d\nDue Date: e\nCoarse: f\nTile: g\n---\n",
                "Flag.md": "---\nmodified at: true\nDate finished: 2024-01-01\n---\n",
            },
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        schema = schema_of(note, vault)
        if schema:
            severity: Severity | None = "error" if schema.extra == "forbid" else None
            for it in unlisted(note, vault):
                yield Problem(it.property.key, _message(it, schema.name), _fix(note, it), severity)


def _message(found: Unlisted, schema: str) -> str:
    hint = f', did you mean "{found.near}"?' if found.near else ": take it out, or list it"
    return f'the schema "{schema}" lists no "{on_one_line(found.name)}"{hint}'


def _fix(note: Note, found: Unlisted) -> Fix | None:
    return renamed(note, found.property, found.near) if found.near else None
