from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from vault_tools.links import BLOCK_ID
from vault_tools.model import Cover, Note, Problem, Severity, Span
from vault_tools.rules import Example, Rule
from vault_tools.rules.structure._places import opaque
from vault_tools.vault import Vault


class InvalidBlockId(Rule, frozen=True):
    """A line ends in something like a block id, but with characters that no id may have.

    In Obsidian, an id with other characters than Latin letters, digits and hyphens is plain text that everybody sees,
    and a link to it finds no block.

    Write an id like `^quote-of-the-day`. Formulas and smileys with a `^` are not reported.
    """

    severity: ClassVar[Severity] = "info"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={
                "Note.md": "A thought ^my_thought\n\n- One ^идея\n\n> Two\n\n^v1.final\n\nThree ^a_b\n\nFour ^a.b\n"
            },
            problems=(
                'Note.md:1:11: "^my_thought" is no block id: only Latin letters, digits and "-" are allowed',
                'Note.md:3:7: "^идея" is no block id: only Latin letters, digits and "-" are allowed',
                'Note.md:7:1: "^v1.final" is no block id: only Latin letters, digits and "-" are allowed',
                'Note.md:9:7: "^a_b" is no block id: only Latin letters, digits and "-" are allowed',
                'Note.md:11:6: "^a.b" is no block id: only Latin letters, digits and "-" are allowed',
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
        likely = [found for found in _LIKE_AN_ID.finditer(note.text, note.body) if not _VALID.fullmatch(found["id"])]
        hidden = _no_text(note) if likely else Cover(())
        for found in likely:
            if not hidden.holds(found.start()):
                message = f'"^{found["id"]}" is no block id: only Latin letters, digits and "-" are allowed'
                yield Problem(Span(found.start(), found.end("id")), message)


_LIKE_AN_ID = re.compile(
    r"\^(?<!\S\^)"
    r"(?=[\w.:@,/-]*(?:[^\W\d_]{2}|[^\W\d_]_|_[^\W\d_]|[^\W\d_][.:@,]|[^\W\d_a-zA-Z]))"  # a word, no exponent
    r"(?!\w+://)"
    r"(?P<id>\w(?:[\w.:@,/-]{0,38}\w)?)[ \t]*$",  # `^this.` points up
    re.M,
)
_VALID = re.compile(BLOCK_ID)


def _no_text(note: Note) -> Cover:
    """Code, formulas, comments, HTML, links, and what is generated."""
    return Cover([*opaque(note), *(link.span for link in note.links), *note.generated])
