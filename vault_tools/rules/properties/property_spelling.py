from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar

from msgspec import Meta
from msgspec.structs import replace

from vault_tools.config.schema import NAMES
from vault_tools.model import Content, Note, Problem, Property, Safety, Severity
from vault_tools.overview.properties import PropertyUse, doubtful_properties
from vault_tools.overview.property_names import folded
from vault_tools.printable import counted, on_one_line
from vault_tools.rules import Example, Rule
from vault_tools.rules.properties._listed import listed, listed_anywhere, unlisted
from vault_tools.rules.properties._values import renamed
from vault_tools.schemas import expected
from vault_tools.schemas.values import PLURALS
from vault_tools.vault import Vault

_TEN = {f"{n}.md": f"---\nModified: {n}\nTopic: a\nheight: 1\nisbn13: 2\nstart: 3\n---\n" for n in range(10)}


class PropertySpelling(Rule, frozen=True):
    """The same property is spelled in two ways across the vault.

    In Obsidian, `date-created` and `date created` are two properties, and a search or a table finds the notes of one
    only. Capitals make no difference to it, but they do to Dataview and to other programs that read the notes.

    Names are one that differ by capitals, which is only an info, or by what stands between their words; and a name in
    one or two notes that looks like a slip for one in at least ten: a letter is wrong, or a word more says nothing, as
    in `Last Modified`. The spelling in fewer notes is reported, and of two in as many notes the later one in the
    alphabet, where capitals come first. What the schema of the note lists is right as it is there, and of names with
    different separators what any schema lists is right everywhere. The fix renames the property if the note has none of
    the other name.
    """

    severity: ClassVar[Severity] = "warning"
    fixes: ClassVar[frozenset[Safety]] = frozenset({"unsafe"})
    changes: ClassVar[frozenset[Content]] = frozenset({"properties", "tags", "links"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={
                "A.md": "---\nCourse: a\nDate Created: b\n---\n",
                "B.md": '---\ncourse: "[[A]]" # c\ndate-created: d\n---\n',
                "C.md": "---\nCourse: e\ndateCreated: f\ndate-created: g\n---\n",
            },
            problems=(
                'A.md:3:1: "Date Created" (in 1 note) is also spelled "date-created" (in 2): write "date-created"',
                'B.md:2:1: "course" (in 1 note) is also spelled "Course" (in 2): write "Course"',
                'C.md:3:1: "dateCreated" (in 1 note) is also spelled "date-created" (in 2): write "date-created"',
            ),
            fixed={
                "A.md": "---\nCourse: a\ndate-created: b\n---\n",
                "B.md": '---\nCourse: "[[A]]" # c\ndate-created: d\n---\n',
            },
        ),
        Example(
            files={"A.md": "---\ntopic: a\n---\n", "B.md": "---\nTopic: b\n---\n"},
            problems=('A.md:2:1: "topic" (in 1 note) is also spelled "Topic" (in 1): write "Topic"',),
            fixed={"A.md": "---\nTopic: a\n---\n"},
        ),
        Example(
            files=_TEN | {"A.md": "---\nModifed: 1\n---\n", "B.md": "---\nLast Modified: 2\n---\n"},
            problems=(
                'A.md:2:1: "Modifed" (in 1 note) looks like a slip for "Modified" (in 10): write "Modified"',
                'B.md:2:1: "Last Modified" (in 1 note) looks like a slip for "Modified" (in 10): write "Modified"',
            ),
            fixed={"A.md": "---\nModified: 1\n---\n", "B.md": "---\nModified: 2\n---\n"},
        ),
        Example(
            files=_TEN
            | {
                "A.md": "---\nTopics: a\nHeight: 1\nheight: 2\nweight: 1\nisbn: 2\nstars: 3\n---\n",
                "B.md": "---\nModifed: 1\nModified: 2\n---\n",
                "C.md": "---\nmodifeid: [1]\nq1-2: 4\nq12: 5\n_topic: 6\n---\n",
            },
        ),
        Example(
            config='[[schema]]\nname = "x"\nmatch = { path = "X/" }\nproperties = { date-created = {} }\n',
            files={
                "A.md": "---\ndate_created: a\n---\n",
                "B.md": "---\ndate_created: b\n---\n",
                "X/C.md": "---\ndate-created: c\n---\n",
            },
            problems=(
                'A.md:2:1: "date_created" (in 2 notes) is also spelled "date-created" (in 1): write "date-created"',
                'B.md:2:1: "date_created" (in 2 notes) is also spelled "date-created" (in 1): write "date-created"',
            ),
            fixed={"A.md": "---\ndate-created: a\n---\n", "B.md": "---\ndate-created: b\n---\n"},
        ),
        Example(
            config='[[schema]]\nname = "old"\nmatch = { path = "A.md" }\nproperties = { course = {} }\n'
            '[[schema]]\nname = "new"\nmatch = { path = "B.md" }\n'
            "properties = { Modified = {}, COURSE = { deprecated = true } }\n"
            '[lint.options.property-spelling]\nignore = ["topic"]\n',
            files=_TEN
            | {
                "A.md": "---\ncourse: a\n---\n",
                "B.md": "---\nModifed: a\nCourse: b\n---\n",
                "C.md": "---\nCourse: c\ntopic: d\nTags: [e]\n---\n",
                "D.md": "---\nTags: [e]\ntag: f\n---\n",
                "E.md": "---\ntags: [e]\nTag: f\n---\n",
            },
        ),
    )

    ignore: Annotated[tuple[str, ...], Meta(description="Properties that are right in each of their spellings.")] = ()

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        uses, ignored = doubtful_properties(vault), {name.lower() for name in self.ignore}
        taken: set[str] = set()
        for property in note.properties:
            best = None if property.name.lower() in ignored else _better(property, uses, listed_anywhere(vault))
            if best and not _is_left_to_others(property, note, vault):
                fix = None if best.name in taken else renamed(note, property, best.name)
                taken.add(best.name)
                yield replace(_problem(property, best, uses), fix=fix)


def _better(property: Property, uses: Mapping[str, PropertyUse], known: frozenset[str]) -> PropertyUse | None:
    """What is known to a schema, else what most notes have; None where the property is spelled so, too, or as Obsidian
    wants it."""
    key = property.name.lower()
    own = uses.get(key)
    if own is None:
        return None
    best = uses[min((key, *own.variants), key=lambda it: (it not in known, -uses[it].notes, uses[it].name))]
    is_for_obsidian = key in NAMES and best.name != key
    return None if property.name == best.name or is_for_obsidian or key in PLURALS else best


def _problem(property: Property, best: PropertyUse, uses: Mapping[str, PropertyUse]) -> Problem:
    own = uses[property.name.lower()]
    what = "is also spelled" if folded(own.name) == folded(best.name) else "looks like a slip for"
    count, often = counted(own.spellings[property.name], "note"), best.spellings[best.name]
    name, better = on_one_line(property.name), on_one_line(best.name)
    message = f'"{name}" (in {count}) {what} "{better}" (in {often:,}): write "{better}"'
    return Problem(property.key, message, severity="info" if own is best else None)


def _is_left_to_others(property: Property, note: Note, vault: Vault) -> bool:
    """Does the note's schema list that very spelling, or does another rule speak of the name?"""
    key = property.name.lower()
    return (
        listed(note, vault).get(key) == property.name
        or any(it.name.lower() == key for it in note.properties if it != property)
        or any(it.found == property and it.wanted.deprecated for it in expected(note, vault))
        or any(it.property == property for it in unlisted(note, vault))
    )
