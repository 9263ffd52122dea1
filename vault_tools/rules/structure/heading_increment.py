from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity
from vault_tools.rules import Example, Rule
from vault_tools.vault import Vault


class HeadingIncrement(Rule, frozen=True):
    """A heading is more than one level below the heading before it, such as `####` after `##`.

    In Obsidian, the outline shows it right below the other heading, as if no level were missing, and themes print it
    smaller than its place deserves. The first heading of a note may have any level, and headings in quotes, callouts
    and lists are not looked at. The rule is off by default, as many people choose a level by its looks.
    """

    severity: ClassVar[Severity] = "info"
    is_default: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "# A\n\n### B\n\n## C\n\nD\n===\n\n#### E\n"},
            problems=(
                "Note.md:3:1: a heading of level 3 below one of level 1, where level 2 would follow",
                "Note.md:10:1: a heading of level 4 below one of level 1, where level 2 would follow",
            ),
            unlike=frozenset({"callout"}),
        ),
        Example(
            files={"Note.md": "### A\n\n#### B\n\n# C\n\n## D\n\n## E\n\n> #### F\n\n```\n##### G\n```\n\n### H\n"}
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        own = (h for h in note.headings if h.is_anchor and not note.is_generated_at(h.span.start))
        for above, heading in pairwise(own):
            if heading.level > above.level + 1:
                what = f"a heading of level {heading.level} below one of level {above.level}"
                yield Problem(heading.span, f"{what}, where level {above.level + 1} would follow")
