from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import ClassVar

from vault_tools.links import split_wikilink
from vault_tools.model import Content, Edit, Fix, Note, Problem, Safety, Severity, Span
from vault_tools.placeholders import has_placeholder
from vault_tools.printable import on_one_line
from vault_tools.property_blocks import is_shared
from vault_tools.property_edits import quoted
from vault_tools.rules import Example, Rule
from vault_tools.schemas.values import OF_NAMES
from vault_tools.vault import Vault

_MEANT_AS_LIST = re.compile(r"\[\[[ \t]*[\"'&*!]")
"""YAML that somebody wrote who knows that it is a list."""

_LIKE_A_LIST = re.compile(r"\[\[[-+.\d]+\]\]|[^|#]*,")


class UnquotedLink(Rule, frozen=True):
    """A link in a property is not in quotes.

    In Obsidian, a link in a property is none without quotes: there is none to click, none in the graph, and none that
    is renamed with its note.

    In YAML brackets make lists: `up: [[Note]]` is a list in a list. Put it in quotes: `up: "[[Note]]"`.
    """

    severity: ClassVar[Severity] = "warning"
    fixes: ClassVar[frozenset[Safety]] = frozenset({"safe", "unsafe"})
    changes: ClassVar[frozenset[Content]] = frozenset({"properties", "links"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": '---\nup: [[Note]] # home\nby: [[Ann "A" Author|Ann\\]]\n---\n'},
            problems=(
                'Note.md:2:5: [[Note]] is a list in a list, no link: write "[[Note]]"',
                'Note.md:3:5: [[Ann "A" Author|Ann\\]] is a list in a list, no link:'
                ' write "[[Ann \\"A\\" Author|Ann\\\\]]"',
            ),
            fixed={
                "Note.md": '---\nup: "[[Note]]" # home\nby: "[[Ann \\"A\\" Author|Ann\\\\]]"\n---\n',
            },
        ),
        Example(
            files={"Note.md": "---\nup:\n- [[A]]\n- B\nsee: [[[C#d|e]], [[F]]]\nmore: {of: [[G]]}\n---\n"},
            problems=(
                'Note.md:3:3: [[A]] is a list in a list, no link: write "[[A]]"',
                'Note.md:5:7: [[C#d|e]] is a list in a list, no link: write "[[C#d|e]]"',
                'Note.md:5:18: [[F]] is a list in a list, no link: write "[[F]]"',
                'Note.md:6:12: [[G]] is a list in a list, no link: write "[[G]]"',
            ),
            fixed={"Note.md": '---\nup:\n- "[[A]]"\n- B\nsee: ["[[C#d|e]]", "[[F]]"]\nmore: {of: "[[G]]"}\n---\n'},
        ),
        Example(
            files={"Note.md": "---\nby: [[Author, Ann]]\nyear: [[2024]]\n---\n"},
            problems=(
                'Note.md:2:5: [[Author, Ann]] is a list in a list, no link: write "[[Author, Ann]]"',
                'Note.md:3:7: [[2024]] is a list in a list, no link: write "[[2024]]"',
            ),
            fixed={"Note.md": '---\nby: "[[Author, Ann]]"\nyear: "[[2024]]"\n---\n'},
        ),
        Example(
            files={"Note.md": "---\nup: &x\n  - [[A]]\nby: *x\n---\n"},
            problems=('Note.md:3:5: [[A]] is a list in a list, no link: write "[[A]]"',),
        ),
        Example(files={"Note.md": '---\nup: "[[A]]"\nsee: [\'[[B]]\', "[[C]]"]\nnot: [[a], [b]]\n---\n[[D]]\n'}),
        Example(files={"Note.md": '---\nup: [[]]\nsize: [[1, 2]]\nname: [["quoted"]]\n---\n'}),
        Example(files={"Note.md": "---\nup: [[{{title}}]]\nday: [[<% tp.date.now() %>]]\n---\n"}),
        Example(files={"Note.md": "---\ntags: [[a]]\naliases: [[AI]]\n---\n"}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for slip in note.slips:
            if slip.kind == "unquoted-link" and not _is_in_names(note, slip.span):
                text = note.slice(slip.span)
                link = split_wikilink(text[2:-2])
                if link and not _MEANT_AS_LIST.search(text) and not has_placeholder(text):
                    message = f"{text} is a list in a list, no link: write {quoted(text)}"
                    yield Problem(slip.span, on_one_line(message), _fix(note, slip.span, vault, link[0]))


def _is_in_names(note: Note, span: Span) -> bool:
    """`aliases: [[AI]]` has brackets too many rather than quotes too few."""
    index = bisect_right(note.properties, span.start, key=lambda it: it.key.start) - 1
    return index >= 0 and note.properties[index].name.lower() in OF_NAMES


def _fix(note: Note, span: Span, vault: Vault, target: str) -> Fix | None:
    """Unsafe where it may be the list that it is, `[[a, b]]` or `[[7]]`, and no file of the vault says otherwise."""
    if is_shared(note, span.start):
        return None
    text = note.slice(span)
    may_be_list = _LIKE_A_LIST.match(text) and vault.resolve(target, note.path).path in (None, note.path)
    return Fix("unsafe" if may_be_list else "safe", (Edit(span.start, text, quoted(text)),))
