from __future__ import annotations

import re
from collections.abc import Iterator
from re import Match
from typing import ClassVar

from vault_tools.model import Content, Cover, Edit, Fix, Note, Problem, Safety, Severity, Span
from vault_tools.rules import Example, Rule
from vault_tools.rules._blocks import between_blocks
from vault_tools.rules.structure._places import opaque
from vault_tools.vault import Vault


class NotATask(Rule, frozen=True):
    """A line looks like a task, but a space is missing in it, or there is one too many.

    In Obsidian, the brackets are shown as they are, and there is nothing to tick; searches for tasks do not find it. A
    task is a list item that begins with a box of one character: `- [ ] text` or `- [x] text`.

    The fix writes the box as it should be. It is unsafe, because text becomes a task.
    """

    severity: ClassVar[Severity] = "warning"
    fixes: ClassVar[frozenset[Safety]] = frozenset({"unsafe"})
    changes: ClassVar[frozenset[Content]] = frozenset({"items", "sections", "headings", "links", "tags", "blocks"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={
                "Note.md": "-[ ] One\n*[x] Two\n- [] Three\n+ [] Four\n- [x]Five\n- [ ]**Six**\n1. [ x ] Seven\n"
                "  - [X ] Eight\n- [  ] Nine\n-[] Ten\n- [ ][[Eleven]]\n",
            },
            problems=(
                'Note.md:1:1: "-[ ]" begins no task: write "- [ ] "',
                'Note.md:2:1: "*[x]" begins no task: write "* [x] "',
                'Note.md:3:1: "- []" begins no task: write "- [ ] "',
                'Note.md:4:1: "+ []" begins no task: write "+ [ ] "',
                'Note.md:5:1: "- [x]" begins no task: a space is missing after it',
                'Note.md:6:1: "- [ ]" begins no task: a space is missing after it',
                'Note.md:7:1: "1. [ x ]" begins no task: write "1. [x] "',
                'Note.md:8:3: "- [X ]" begins no task: write "- [X] "',
                'Note.md:9:1: "- [  ]" begins no task: write "- [ ] "',
                'Note.md:10:1: "-[]" begins no task: write "- [ ] "',
                'Note.md:11:1: "- [ ]" begins no task: a space is missing after it',
            ),
            fixed={
                "Note.md": "- [ ] One\n* [x] Two\n- [ ] Three\n+ [ ] Four\n- [x] Five\n- [ ] **Six**\n1. [x] Seven\n"
                "  - [X] Eight\n- [ ] Nine\n- [ ] Ten\n- [ ] [[Eleven]]\n",
            },
        ),
        Example(
            files={"Note.md": "- [ ] One\n\nText\n-[ ] Two\n- [ ] Three\n"},
            problems=('Note.md:4:1: "-[ ]" begins no task: write "- [ ] "',),
            fixed={"Note.md": "- [ ] One\n\nText\n- [ ] Two\n- [ ] Three\n"},
        ),
        Example(
            files={"Note.md": "-[ ] One\n---\n"},
            problems=('Note.md:1:1: "-[ ]" begins no task: write "- [ ] "',),
        ),
        Example(
            files={
                "Note.md": "- [ ] One\n- [x]\ttwo\n- [/] Three\n- [ ]\n- []\n- [](a.md)\n- [x](b.md)\n- [[C]]\n- [^1]\n"
                "-[d](d.md)\n- [x][y]\n- [x]: y\n- [a]b\n- []string\n*[x] z*\n- [x], [y]\n\n[x]: e.md\n\n-[x](f.md)\n\n"
                "`\n-[ ] g\n`\n\n```\n-[ ] h\n```\n\n    -[ ] i\n\n%%\n-[ ] j\n%%\n\n-5[x] k\n\n--[ ] l\n"
            }
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        if not _BOX.search(note.text, note.body):
            return
        likely = [found for found in _LIKE_A_TASK.finditer(note.text, note.body) if not _is_right(found)]
        if not likely:
            return
        links = {link.span.start for link in note.links}
        headings = Cover(heading.span for heading in note.headings)
        hidden = Cover([*opaque(note), *note.generated])
        for found in likely:
            if not hidden.holds(found.start("marker")) and _is_meant(found, links):
                span = Span(found.start("marker"), found.end("box") + 1)
                right = f"{found['marker']} [{found['box'].strip() or ' '}] "
                edit = Edit(span.start, note.text[span.start : found.end("space")], right)
                fix = Fix("unsafe", (edit,), between_blocks(note, span))
                is_underlined = headings.holds(span.start)  # as a task it would leave a line of dashes behind
                yield Problem(span, _message(note.slice(span), right), None if is_underlined else fix)


_BOX = re.compile(r"\[[ \t]*[xX]?[ \t]*\]")
"""Most notes have none, and this is found out much sooner."""
_LIKE_A_TASK = re.compile(
    r"^[ \t>]*(?P<marker>[-*+]|\d{1,9}[.)])(?P<gap>[ \t]*)"
    r"\[(?P<box>[ \t]{0,3}[xX]?[ \t]{0,3})\](?P<space>[ \t]?)(?=[ \t]*(?P<text>[^ \t\n][^\n]*))",
    re.M,
)
_TEXT = re.compile(r"[\w*=~`#!\"'“„]")
"""What a text begins with, and nothing that would make the box a part of something else: `[x](url)`, `[x]: url`."""


def _message(written: str, right: str) -> str:
    if written == right.rstrip():
        return f'"{written}" begins no task: a space is missing after it'
    return f'"{written}" begins no task: write "{right}"'


def _is_right(found: Match[str]) -> bool:
    return bool(found["gap"] and found["space"] and len(found["box"]) == 1)


def _is_meant(found: Match[str], links: set[int]) -> bool:
    """Is it no emphasis, `*[x] a*`, and nothing else in brackets, such as `[]string` or `[x][id]`?"""
    if not found["gap"] and found["marker"] == "*" and "*" in found["text"]:
        return False
    if found["space"]:
        return True
    return found["box"] != "" and (found.start("text") in links or _TEXT.match(found["text"]) is not None)
