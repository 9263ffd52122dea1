from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from vault_tools.config.schema import Schema
from vault_tools.model import Content, Edit, Fix, Note, Problem, Property, Safety, Severity, Span, Value, is_empty
from vault_tools.property_edits import add_property, set_value
from vault_tools.rules import Example, Rule
from vault_tools.schemas import expected
from vault_tools.schemas.defaults import default_value
from vault_tools.schemas.missing import Missing, missing
from vault_tools.schemas.values import PLURALS
from vault_tools.vault import Vault

_SCHEMA = """
[[schema]]
name = "note"
[schema.properties]
Topic = { required = true }
tags = { type = "tags", required = true, min = 1 }
"""
_TASK = """
[[schema]]
name = "task"
[schema.properties]
Area = { required = true, default = "{folder}" }
Status = { default = "open" }
Due = { requires = ["Status", "by.whom"] }
tags = { type = "tags", required = true, default = "task" }
"""


class RequiredProperty(Rule, frozen=True):
    """A property that the note's schema requires, or that another property needs, is missing or empty.

    In Obsidian, searches for a property miss the notes that lack it, and tables have nothing to show for them.

    Empty are a property without a value, blank text, `[]` and `[""]`. Which schema a note has is decided by the
    `[[schema]]` tables of the config: the one that the note names, else the first that matches. What a property has in
    `requires` is needed where that property is there and not empty.

    The fix writes the `default` of the schema, where the schema has the property in its order. It is unsafe, because
    only the writer knows what is true of the note. There is none where the default asks for a folder or a day that
    the note has not, for a property in a map, or where another rule says that the value is there, but in another place.
    """

    severity: ClassVar[Severity] = "error"
    fixes: ClassVar[frozenset[Safety]] = frozenset({"unsafe"})
    changes: ClassVar[frozenset[Content]] = frozenset({"properties", "tags", "links"})
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
        Example(
            config=_TASK,
            files={"Home/Note.md": "---\n# When?\nDue: 2026-01-02\ntags: # what\n---\n"},
            problems=(
                'Home/Note.md:1:1: "Area" is missing, but required (schema "task")',
                'Home/Note.md:3:1: "Due" needs "Status", which is missing (schema "task")',
                'Home/Note.md:3:1: "Due" needs "by.whom", which is missing (schema "task")',
                'Home/Note.md:4:1: "tags" is empty, but required (schema "task")',
            ),
            fixed={
                "Home/Note.md": "---\nArea: Home\nStatus: open\n# When?\nDue: 2026-01-02\ntags: [task] # what\n---\n"
            },
        ),
        Example(
            config='[[schema]]\nname = "old"\nproperties.tag = { required = true, default = "x" }\n',
            files={"Note.md": "---\na: b\n---\n"},
            problems=('Note.md:1:1: "tag" is missing, but required (schema "old")',),
        ),
        Example(
            config=_TASK,
            files={"A.md": "---\nDue:\ntags: [task]\nArea: x\n---\n", "B.md": "---\nArea: y\ntags: a\n---\n"},
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for it in missing(note, vault):
            what = "empty" if it.found else "missing"
            needs, place = f'"{it.name}" is {what}, but required', it.found
            if it.needed_by:
                needs, place = f'"{it.needed_by.name}" needs "{it.name}", which is {what}', it.needed_by
            message = f'{needs} (schema "{it.schema.name}")'
            yield Problem(place.key if place else Span(0, 0), message, _fix(note, vault, it), subject=it.name)


def _fix(note: Note, vault: Vault, it: Missing) -> Fix | None:
    value = default_value(note, vault, it.wanted)
    if is_empty(value) or _is_elsewhere(note, vault, it):
        return None
    edit = set_value(note, it.found, value) if it.found else _added(note, it.name, value, it.schema)
    return Fix("unsafe", (edit,)) if edit else None


def _is_elsewhere(note: Note, vault: Vault, it: Missing) -> bool:
    """Has the note a value for it after all, under a name that is deprecated, or in what YAML takes for a comment? Or
    has it to be written under another name itself?"""
    name = it.name.lower()
    instead = [*PLURALS] + [PLURALS.get(property.name.lower(), "") for property in note.properties]
    instead += [str(one.wanted.deprecated).lower() for one in expected(note, vault) if one.found]
    return name in instead or (name == "tags" and any(slip.kind == "commented-tag" for slip in note.slips))


def _added(note: Note, name: str, value: Value, schema: Schema) -> Edit | None:
    """Below the property that the schema has before it, else above the one that it has after it, else at the end."""
    if "." in name:  # perhaps in a map
        return None
    listed = [each.lower() for each in schema.order or ()]
    names = [*listed, *(each.lower() for each in schema.properties if each.lower() not in listed)]
    at = names.index(name.lower())
    after = _first(note, reversed(names[:at]))
    return add_property(note, name, value, after, None if after else _first(note, names[at + 1 :]))


def _first(note: Note, names: Iterable[str]) -> Property | None:
    return next(filter(None, map(note.property_named, names)), None)
