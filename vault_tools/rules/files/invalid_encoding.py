from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity, Span
from vault_tools.rules import Example, Rule
from vault_tools.vault import Vault


class InvalidEncoding(Rule, frozen=True):
    """A note or canvas is not written in UTF-8, the only encoding that Obsidian reads.

    In Obsidian, `�` is shown for what is not UTF-8, and when the note is saved, those characters are lost for good.

    That is why no fix and no index touches such a file. Convert it to UTF-8 with a text editor; it most likely came
    from an old program on Windows.
    """

    severity: ClassVar[Severity] = "error"
    for_generated: ClassVar[bool] = True
    for_templates: ClassVar[bool] = True
    for_canvases: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "# Notes\n\nA caf\udce9.\n"},
            problems=(
                "Note.md:3:6: not valid UTF-8: convert the file to UTF-8; until then no fix and no index touches it",
            ),
        ),
        Example(
            files={"Note.md": "N\0o\0t\0e\0"},
            problems=("Note.md:1:1: looks like UTF-16: convert the file to UTF-8",),
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(files={"Note.md": "naïve Łódź 東京, and � because someone wrote it; one \0 is no UTF-16\n"}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        if not note.is_utf8:
            start = max(note.text.find("�"), 0)
            what = "looks like UTF-16" if _is_utf16(note.text) else "not valid UTF-8"
            why = "convert the file to UTF-8; until then no fix and no index touches it"
            yield Problem(Span(start, start + 1), f"{what}: {why}")
        elif _is_utf16(note.text):
            yield Problem(Span(0, 0), "looks like UTF-16: convert the file to UTF-8")


def _is_utf16(text: str) -> bool:
    """In UTF-16 every second byte of Latin text is NUL; without a byte order mark that is valid UTF-8."""
    return "\0" in text[:4] and 4 * text.count("\0") > len(text)
