from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity, Span
from vault_tools.rules import Example, Rule
from vault_tools.rules.structure._places import is_opaque
from vault_tools.vault import Vault


class InvalidBlockId(Rule, frozen=True):
    """A line ends in something like a block id, but with characters that no id may have.

    Obsidian knows ids of Latin letters, digits and hyphens only, such as `^quote-of-the-day`. Anything else is plain
    text, and a link to it leads nowhere. Formulas and smileys with a `^` are not reported.
    """

    severity: ClassVar[Severity] = "info"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "A thought ^my_thought\n\n- One ^идея\n\n> Two\n\n^v1.final\n"},
            problems=(
                'Note.md:1:11: "^my_thought" is no block id: only Latin letters, digits and "-" are allowed',
                'Note.md:3:7: "^идея" is no block id: only Latin letters, digits and "-" are allowed',
                'Note.md:7:1: "^v1.final" is no block id: only Latin letters, digits and "-" are allowed',
            ),
        ),
        Example(
            files={
                "Note.md": "A ^good-1\n\nHa ^_^\n\nx^a_bc and x ^2.5\n\n2 ^n/2\n\nLook ^there.\n\nNo ^(o) ^https://x.org\n\n"
                "$a\n ^ab_cd$ `a\n ^ab_cd`\n\n%% a ^ab_cd\n%%\n\n"
            },
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for found in _LIKE_AN_ID.finditer(note.text, note.body):
            if not _VALID.fullmatch(found["id"]) and _is_text(note, found.start()):
                span = Span(found.start(), found.end("id"))
                message = f'"^{found["id"]}" is no block id: only Latin letters, digits and "-" are allowed'
                yield Problem(span, message)


_LIKE_AN_ID = re.compile(
    r"\^(?<!\S\^)"
    r"(?=[\w.:/-]*[^\W\d_]{2})"  # a word, so no exponent
    r"(?!\w+://)"
    r"(?P<id>[^\W_][\w.:/-]{0,38}\w)[ \t]*$",  # `^this.` points up
    re.M,
)
_VALID = re.compile(r"[A-Za-z0-9-]+")


def _is_text(note: Note, offset: int) -> bool:
    """Is it none of code, formulas, comments, links, HTML and what `vault-tools index` wrote?"""
    in_link = any(link.span.holds(offset) for link in note.links)
    return not (in_link or note.is_generated_at(offset) or is_opaque(note, offset))
