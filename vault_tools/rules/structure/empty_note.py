from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity, Span, is_empty
from vault_tools.rules import Example, Rule
from vault_tools.vault import Vault


class EmptyNote(Rule, frozen=True):
    """A note says nothing: it has no text and no property with a value.

    In Obsidian, such a note is mostly left over from a click on a link to a note that was still to be written: the link
    looks like any other from then on, and leads to a blank page. Write the note, or delete it, so that the link shows
    again that something is missing.

    Blank lines and comments are no text. A heading is, a generated region is, and one property with a value is enough.
    """

    severity: ClassVar[Severity] = "info"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={
                "A.md": "",
                "B.md": " \n\n%% later\n%%\n\n<!-- to do -->\n",
                "C.md": "---\ntags: []\nauthor:\n---\n\n",
                "D.md": "[[A]] [[A|a]] [[C]]\n",
            },
            problems=(
                "A.md:1:1: nothing is written in this note, but 2 links lead to it",
                "B.md:1:1: nothing is written in this note",
                "C.md:1:1: nothing is written in this note, but a link leads to it",
            ),
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(
            files={
                "A.md": "# A\n",
                "B.md": "---\nauthor: Mira\n---\n",
                "C.md": "---\n[\n---\n",
                "D.md": "<!-- vault-tools:begin home -->\n<!-- vault-tools:end home -->\n",
                "E.md": "%% a\n\nb #later\n%%\n",
                "F.md": "![[x.png]]\n",
                "T.md": "",
                "G.md": "![](<>)\n",
                "H.md": "%% Begin Waypoint %%\n%% End Waypoint %%\n",
                ".obsidian/daily-notes.json": '{"template": "T"}',
            },
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        if _has_text(note) or note.error or any(not is_empty(property.value) for property in note.properties):
            return
        count = sum(resolved.source != note.path for resolved in vault.backlinks.get(note.path, ()))
        links = "a link leads" if count == 1 else f"{count} links lead"
        yield Problem(Span(0, 0), "nothing is written in this note" + (f", but {links} to it" if count else ""))


def _has_text(note: Note) -> bool:
    """Links and tags count in comments, too (2.9)."""
    if note.links or note.tags or note.markers or note.foreign:
        return True
    done = note.body
    for comment in note.comments:
        if note.text[done : comment.span.start].strip():
            return True
        done = max(done, comment.span.end)
    return bool(note.text[done:].strip())
