from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity, name_of
from vault_tools.rules import Example, Rule
from vault_tools.vault import Vault
from vault_tools.vault.anchors import equal_headings


class DuplicateHeading(Rule, frozen=True):
    """A note has a heading again that a link asks for by its name.

    In Obsidian, the link opens the first of the equal headings, and the others cannot be reached by it. Headings are
    equal if they differ only in case and punctuation. Give one of them another name, or let the link name the heading
    above it too, as in `[[Note#June#Summary]]`.

    Headings that no link asks for may repeat. The link itself is reported by `ambiguous-heading`.
    """

    severity: ClassVar[Severity] = "info"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={
                "Log.md": "# May\n## Summary\n# June\n## summary?\n# Plans\n\n[[#Plans]]\n\n# Plans\n",
                "Note.md": "[[Log#Summary]] [[Log#May]]\n",
            },
            problems=(
                'Log.md:4:1: the heading "Summary" is in line 2 already, which the link in "Note" opens',
                'Log.md:9:1: the heading "Plans" is in line 5 already, which a link in this note opens',
            ),
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(
            files={
                "Log.md": "# May\n## Summary\n## Plans\n# June\n## Summary\n## Plans\n> # May\n\n## May\n### Summary\n",
                "Note.md": "[[Log#June#Summary]] [[Log]] [[Log#June]] [[Log#^may]] [[Log#Gone]]\n",
            }
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        if all(len(headings) == 1 for headings in note.anchors.values()):
            return
        sources: dict[str, str] = {}
        for resolved in vault.backlinks.get(note.path, ()):
            if len(equal := equal_headings(note, resolved.link.subpath)) > 1:
                sources.setdefault(equal[0].key, resolved.source)
        for key, source in sources.items():
            first, *others = note.anchors[key]
            line = note.place(first.span.start).line
            opens = f'the link in "{name_of(source)}"' if source != note.path else "a link in this note"
            for heading in others:
                if not note.is_generated_at(heading.span.start):
                    message = f'the heading "{first.text}" is in line {line} already, which {opens} opens'
                    yield Problem(heading.span, message)
