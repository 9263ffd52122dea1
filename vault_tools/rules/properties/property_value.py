from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Content, Note, Problem, Safety, Severity, is_empty
from vault_tools.rules import Example, Rule
from vault_tools.rules.properties._choices import atoms, not_among, verb
from vault_tools.rules.properties._described import shown
from vault_tools.rules.properties._limits import beyond_limits, too_early
from vault_tools.rules.properties._values import has_placeholder, is_no_tag
from vault_tools.schemas import Expected, expected, named_schema, schemas
from vault_tools.schemas.values import is_of_type
from vault_tools.suggest import did_you_mean
from vault_tools.vault import Vault

_SCHEMA = """
[[schema]]
name = "lecture"
[schema.properties]
status = { enum = ["todo", "in progress", "done"] }
topics = { type = "list", enum = ["Graphs", "Logic"], min = 2 }
level = { enum = [1, 2], max = 9 }
code = { pattern = "[A-Z]{2}[0-9]+" }
tags = { type = "tags", enum = ["exam"], pattern = "[a-z]+", min = 2 }
rating = { type = "number", min = 1, max = 10 }
title = { type = "text", min = 3, max = 10 }
start = { type = "date", format = "DD/MM/YYYY", min = "2020-01-01", max = "31/12/2029" }
end = { type = "date", format = "DD/MM/YYYY", after = "start" }
"""


class PropertyValue(Rule, frozen=True):
    """A value is not one of those that the schema allows, or a note names a schema that is not there.

    In Obsidian, a property takes every value, and one that is misspelled or out of range stands apart in each table,
    search and count.

    What is allowed is said by `enum`, `pattern`, `min`, `max` and `after`. Values of another type than the declared one
    are left to `property-type`, empty ones to `required-property`, and what is no tag to `invalid-tag`. A text that
    differs from an allowed one only by capitals can be fixed; that is unsafe, since links and searches elsewhere may
    have it as it was.
    """

    severity: ClassVar[Severity] = "error"
    fixes: ClassVar[frozenset[Safety]] = frozenset({"unsafe"})
    changes: ClassVar[frozenset[Content]] = frozenset({"properties", "tags", "links"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            config=_SCHEMA,
            files={"Note.md": "---\nstatus: 'Done'\ntopics: [graphs, Loic]\nlevel: 3\ncode: cs101\n---\n"},
            problems=(
                'Note.md:2:9: "status" is "Done": write "done"',
                'Note.md:3:10: "topics" holds "graphs": write "Graphs"',
                'Note.md:3:18: "topics" holds "Loic", but may hold only "Graphs", "Logic", did you mean "Logic"?',
                'Note.md:4:8: "level" is 3, but must be one of 1, 2',
                'Note.md:5:7: "code" is "cs101", which does not match [A-Z]{2}[0-9]+',
            ),
            fixed={"Note.md": "---\nstatus: 'done'\ntopics: [Graphs, Loic]\nlevel: 3\ncode: cs101\n---\n"},
        ),
        Example(
            config=_SCHEMA,
            files={
                "A.md": "---\nrating: 11\ntitle: No\nstart: 01/02/2030\nend: 31/01/2030\ntopics: [Logic, '']\n---\n"
            },
            problems=(
                'A.md:2:9: "rating" is 11, but must be at most 10',
                'A.md:3:8: "title" has 2 characters, but must have at least 3',
                'A.md:4:8: "start" is "01/02/2030", but must not be after 31/12/2029',
                'A.md:5:6: "end" is "31/01/2030", which is before "start", "01/02/2030"',
                'A.md:6:9: "topics" has 1 value, but must have at least 2',
            ),
        ),
        Example(
            config=_SCHEMA,
            files={"Note.md": "---\nschema: lectur\n---\n"},
            problems=('Note.md:2:9: no schema "lectur", did you mean "lecture"?',),
        ),
        Example(
            config=_SCHEMA,
            files={
                "Note.md": "---\nschema: lecture\nstatus: in progress\ntopics: [Logic, Graphs]\nlevel: 2\ncode: CS101\n"
                "rating: 10\ntitle: Sets\nstart: 01/01/2020\nend: 01/01/2020\n---\n",
                "Empty.md": "---\nstatus:\ntopics: []\nlevel: ''\ncode:\ntitle: ' '\nstart:\nend: 1/1/1\n---\n",
                "Other.md": '---\nrating: "11"\ntitle: [a]\nstart: soon\nend: 01/01/1990\nstatus: "{{status}}"\n---\n',
            },
        ),
        Example(
            config=_SCHEMA,
            files={"List.md": "---\ntags: [exam, 2024, Exam, a b]\n---\n", "Text.md": "---\ntags: a, b\n---\n"},
            problems=('List.md:2:20: "tags" holds "Exam": write "exam"',),
            fixed={"List.md": "---\ntags: [exam, 2024, exam, a b]\n---\n"},
        ),
        Example(files={"Note.md": "---\nschema: lecture\n---\n"}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        yield from _unknown_schema(note, vault)
        for it in expected(note, vault):
            if it.found and _is_to_be_read(note, it):
                yield from not_among(note, it)
                yield from _unmatched(note, it)
                yield from beyond_limits(note, it, vault)
                yield from too_early(note, it, vault)


def _unknown_schema(note: Note, vault: Vault) -> Iterator[Problem]:
    name, known = named_schema(note, vault), schemas(vault)
    property = note.property_named(vault.config.vault.schema_property)
    if known and name and property and name not in known and not has_placeholder(note, property):
        span = next(span for value, span in property.each() if isinstance(value, str) and value.strip())
        yield Problem(span, f"no schema {shown(name)}{did_you_mean(name, known)}")


def _is_to_be_read(note: Note, it: Expected) -> bool:
    """Not if it is empty or of the wrong type, nor if a template will fill it in."""
    return (
        it.found is not None
        and not is_empty(it.found.value)
        and not has_placeholder(note, it.found)
        and (isinstance(it.found.value, list) or not is_no_tag(it.name, it.found.value))
        and (it.wanted.type is None or is_of_type(it.found.value, it.wanted.type))
    )


def _unmatched(note: Note, it: Expected) -> Iterator[Problem]:
    """A number is matched as it is written. What `enum` allows does match."""
    if it.wanted.pattern is None or it.wanted.enum:
        return
    for value, span in atoms(it):
        text = value.strip() if isinstance(value, str) else note.slice(span)
        if not isinstance(value, bool) and not re.fullmatch(it.wanted.pattern, text):
            yield Problem(span, f'"{it.name}" {verb(it)} {shown(value)}, which does not match {it.wanted.pattern}')
