from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity
from vault_tools.resources import bibliography_by_note, works
from vault_tools.rules import Example, Rule
from vault_tools.vault import Vault


class DuplicateResource(Rule, frozen=True):
    """A work is listed twice: the same URL, or the same title and author.

    In Obsidian, a web address has no backlinks, so nothing shows, where a work is listed, that it is listed elsewhere
    too.

    Twice in one note is a warning. In several notes it is only an info, since a work may well belong to two subjects.
    The first place, in the order of paths, is not reported.
    """

    severity: ClassVar[Severity] = "warning"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={
                "A.md": "## Courses\n\n- [One](https://x.org/a) - a\n- [Uno](http://www.x.org/a/) - b\n",
                "B.md": "## Courses\n\n- [Eins](https://x.org/a) - c\n",
            },
            problems=(
                'A.md:4:1: "Uno" is listed before as "One", in line 3',
                'B.md:3:1: "Eins" is listed in "A" too, as "One"',
            ),
            unlike=frozenset({"callout", "frontmatter"}),
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for resource in bibliography_by_note(vault).get(note.path, ()):
            first = next((r for r in works(vault)[resource.key] if r.note == note.path), resource)
            other = works(vault)[resource.key][0]
            if first is not resource:
                line = note.place(first.span.start).line
                yield Problem(resource.span, f'"{resource.title}" is listed before as "{first.title}", in line {line}')
            elif other.note != note.path:
                where = other.note.removesuffix(".md")
                yield Problem(
                    resource.span, f'"{resource.title}" is listed in "{where}" too, as "{other.title}"', None, "info"
                )
