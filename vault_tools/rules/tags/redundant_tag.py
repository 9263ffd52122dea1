from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Content, Fix, Note, Problem, Safety, Severity, Tag
from vault_tools.overview.tags import spelling
from vault_tools.property_edits import remove_entry
from vault_tools.rules import Example, Rule
from vault_tools.tags import levels
from vault_tools.vault import Vault


class RedundantTag(Rule, frozen=True):
    """A note has a tag that another of its tags is nested in: `project` beside `project/alpha`.

    In Obsidian, a search for `tag:project` finds the notes with `#project/alpha`, too, and so do the tags view and
    `hasTag` of Bases.

    A tag in the text marks the line that it stands in, so there it is reported only if the nested one stands in the
    same line. Other programs may not know nested tags: if you use one, leave this rule off.
    """

    severity: ClassVar[Severity] = "info"
    is_default: ClassVar[bool] = False
    fixes: ClassVar[frozenset[Safety]] = frozenset({"unsafe"})
    changes: ClassVar[frozenset[Content]] = frozenset({"properties", "tags"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={
                "A.md": "---\ntags: [b, Project, project/alpha]\n---\n",
                "B.md": "---\ntags:\n  - a\n  - a/b/c\n---\n",
            },
            problems=(
                'A.md:2:11: "#project/alpha" says "#Project", too',
                'B.md:3:5: "#a/b/c" says "#a", too',
            ),
            fixed={"A.md": "---\ntags: [b, project/alpha]\n---\n", "B.md": "---\ntags:\n  - a/b/c\n---\n"},
        ),
        Example(
            files={"A.md": "#a #a/b\n\n#a and #c #c/d\n", "B.md": "---\ntags: [a, c]\n---\n#a/b\n"},
            problems=(
                'A.md:1:1: "#a/b" says "#a", too',
                'A.md:3:8: "#c/d" says "#c", too',
                'B.md:2:8: "#a/b" says "#a", too',
            ),
        ),
        Example(files={"A.md": "#ab #a #a-b/c #a\n\n- #a/b\n", "B.md": "---\ntags: [a, ab, b/a]\n---\n#a\n"}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        by_outer: dict[str, list[Tag]] = defaultdict(list)
        for tag in note.tags:
            for outer in [*levels(tag.key)][:-1]:
                by_outer[outer].append(tag)
        for tag in note.tags:
            if nested := next((it for it in by_outer.get(tag.key, ()) if _is_beside(note, tag, it)), None):
                message = f'"#{spelling(nested)}" says "#{spelling(tag)}", too'
                yield Problem(tag.span, message, _fix(note, tag, nested))


def _is_beside(note: Note, tag: Tag, nested: Tag) -> bool:
    """A property is for the whole note."""
    return tag.source == "property" or note.line_at(tag.span.start).holds(nested.span.start)


def _fix(note: Note, tag: Tag, nested: Tag) -> Fix | None:
    """Only in one list, of which the nested tag stays."""
    for property in note.properties:
        if tag.span in property.entries and nested.span in property.entries:
            edit = remove_entry(note, property, property.entries.index(tag.span))
            return Fix("unsafe", (edit,)) if edit else None
    return None
