from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity, Span
from vault_tools.rules import Example, Rule
from vault_tools.rules.files._entries import files
from vault_tools.vault import Vault


class SyncConflictCopy(Rule, frozen=True):
    """A sync service left a second copy of a file, because the file was changed in two places at once.

    In Obsidian, the copy that a sync service left is a file of its own: what was written into it is missing in the
    original, and searches, tags and backlinks count everything twice.

    Links that were made on the other device may open the copy. Bring what is missing into the original and delete the
    copy. Known are the names that Dropbox, Nextcloud, Obsidian Sync, Syncthing, Resilio and Seafile give; `Note 2.md`
    and `Note (1).md` count only if `Note.md` beside them holds the same text.
    """

    severity: ClassVar[Severity] = "warning"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={
                "Plan (b).md": "",
                "Plan (b) (Mira's conflicted copy 2024-01-01).md": "",
                "a.sync-conflict-20240101-120000-ABCDEFG.png": "",
                "a.png": "",
                "x/Map (SFConflict mira@example.org 2024-01-01-12-00-00).canvas": "",
            },
            problems=(
                "Plan (b) (Mira's conflicted copy 2024-01-01).md:1:1: a sync service left this copy of"
                ' "Plan (b).md": merge the two, then delete the copy',
                "a.sync-conflict-20240101-120000-ABCDEFG.png:1:1: a sync service left this copy of"
                ' "a.png": merge the two, then delete the copy',
                "x/Map (SFConflict mira@example.org 2024-01-01-12-00-00).canvas:1:1: a sync service left this copy of"
                ' "Map.canvas", which is not here any more: rename or delete the copy',
            ),
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(
            files={"Note.md": "The same\n", "Note 2.md": "The same\n", "Note (1).md": "The same\n"},
            problems=(
                'Note (1).md:1:1: the same text as in "Note.md": keep one of the two',
                'Note 2.md:1:1: the same text as in "Note.md": keep one of the two',
            ),
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(
            files={
                "Chapter.md": "One\n",
                "Chapter 2.md": "Two\n",
                "Stub.md": "# Title\n",
                "Stub 2.md": "# Title\n",
                "About conflicted copies.md": "",
                "Drama.Conflict.md": "",
            },
        ),
    )

    def check_files(self, vault: Vault) -> Iterator[tuple[str, Problem]]:
        for path in files(vault):
            folder, slash, name = path.rpartition("/")
            if marked := _MARKED.fullmatch(name):
                original = marked["name"].rstrip() + (marked["extension"] or "")
                is_there = folder + slash + original in vault.files
                if is_there or not marked["resilio"]:
                    yield path, Problem(Span(0, 0), _message(original, is_there))
            elif numbered := _NUMBERED.fullmatch(name):
                original = numbered["name"] + ".md"
                if _is_copy(vault.note(path), vault.note(folder + slash + original)):
                    yield path, Problem(Span(0, 0), f'the same text as in "{original}": keep one of the two')


_MARKED = re.compile(
    r"(?P<name>.+)"
    r"(?: ?\((?:[^()]|\([^()]*\))*(?i:\bconflicted copy\b).*\)"  # a device may be called `iPhone (2)`
    r"| ?\(SFConflict .*\)"
    r"|\.sync-conflict-\d{8}-\d{6}(?:-\w{7})?"
    r"|(?P<resilio>\.Conflict))"  # may be an ordinary part of a name
    r"(?: ?\(\d+\))?"
    r"(?P<extension>\.[^.]*)?"
)
_NUMBERED = re.compile(r"(?P<name>.+) (?:\(\d{1,2}\)|\d{1,2})\.md")


def _message(original: str, is_there: bool) -> str:
    copy = f'a sync service left this copy of "{original}"'
    if is_there:
        return f"{copy}: merge the two, then delete the copy"
    return f"{copy}, which is not here any more: rename or delete the copy"


def _is_copy(note: Note | None, original: Note | None) -> bool:
    """Two notes that were begun alike, from a template or not at all, are no copies of each other."""
    if note is None or original is None or note.text != original.text:
        return False
    return any(line.strip() and not line.startswith("#") for line in note.text[note.body :].split("\n"))
