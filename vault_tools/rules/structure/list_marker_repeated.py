from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import ListItem, Note, Problem, Severity, Span
from vault_tools.rules import Example, Rule
from vault_tools.vault import Vault


class ListMarkerRepeated(Rule, frozen=True):
    """A list item begins with its marker twice: `- - text`, `1. 1. text`.

    In Obsidian, that is a list within an item without text: two bullets or numbers stand in one line. Take one of the
    markers away. An inner list of several items is taken to be meant, and so are two different markers, `1. - text`.
    """

    severity: ClassVar[Severity] = "info"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "- - One\n- Two\n  * *   Three\n    text\n\n1. 1. Four\n\n+ + + Five\n\n- - [ ] Six\n"},
            problems=(
                'Note.md:1:1: the marker "-" is repeated, which makes a list within the list',
                'Note.md:3:3: the marker "*" is repeated, which makes a list within the list',
                'Note.md:6:1: the marker "1." is repeated, which makes a list within the list',
                'Note.md:8:1: the marker "+" is repeated, which makes a list within the list',
                'Note.md:10:1: the marker "-" is repeated, which makes a list within the list',
            ),
        ),
        Example(
            files={
                "Note.md": "- - -\n\n* * *\n\n- - 1\n  - 2\n- - 3\n  - 4\n\n1. - One\n\n- -\n\n- -5 and - 6\n\n"
                "-\n  - One\n\n```\n- - One\n```\n\n- * One\n\n1. 2. One\n"
            }
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        inner = [item for item in note.items if item.parent is not None and _repeats(note, item)]
        if not inner:
            return
        children = Counter(item.parent for item in note.items)
        for item in inner:
            outer = note.items[item.parent or 0]
            if children[item.parent] == 1 and not _repeats(note, outer) and not note.commented.holds(outer.span.start):
                message = f'the marker "{note.slice(item.marker)}" is repeated, which makes a list within the list'
                yield Problem(Span(outer.marker.start, item.marker.end), message)


def _repeats(note: Note, item: ListItem) -> bool:
    """Does the same marker stand right before it, and something after it?"""
    if item.parent is None or item.span.end == item.marker.end:
        return False
    before = note.items[item.parent].marker
    gap = note.text[before.end : item.marker.start]
    return not gap.strip(" \t") and note.slice(before) == note.slice(item.marker)
