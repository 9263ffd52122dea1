from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct, field

from vault_tools.model import Cover, Note, Problem, Severity, Span
from vault_tools.rules import Example, Rule
from vault_tools.vault import Vault

Part = Literal["body", "code", "properties"]

_LONGEST = 60
_CONFIG = """
[[lint.options.forbidden-text.patterns]]
text = "click here"
ignore-case = true
message = "say where the link leads"

[[lint.options.forbidden-text.patterns]]
regex = "sk-[a-z0-9]{8,}"
message = "a key belongs in no note"
in = ["body", "code", "properties"]
"""


class Pattern(Struct, frozen=True, rename="kebab", kw_only=True):
    """A text that must not be written, and where."""

    text: Annotated[str | None, Meta(description="What is forbidden, as whole words.")] = None
    regex: Annotated[str | None, Meta(description="The same as a regular expression of Python.")] = None
    ignore_case: Annotated[bool, Meta(description="Forbid it in capitals, too.")] = False
    message: Annotated[str, Meta(description="What would be right.")] = ""
    parts: Annotated[
        tuple[Part, ...], Meta(description="Where it is forbidden: in the `body`, in its `code`, in the `properties`.")
    ] = field(name="in", default=("body",))

    def __post_init__(self) -> None:
        if (self.text is None) == (self.regex is None):
            raise ValueError("a pattern needs either `text` or `regex`")
        if not (self.text or self.regex or "").strip():
            raise ValueError("a pattern cannot be blank")
        try:
            _compiled(self)
        except re.error as error:
            raise ValueError(f'"{self.regex}" is not a regular expression: {error}') from error


@lru_cache(maxsize=256)
def _compiled(pattern: Pattern) -> re.Pattern[str]:
    flags = re.MULTILINE | (re.IGNORECASE if pattern.ignore_case else 0)
    if pattern.regex is not None:
        return re.compile(pattern.regex, flags)
    text = (pattern.text or "").strip()
    before, after = (r"\b" if edge.isalnum() else "" for edge in (text[0], text[-1]))
    return re.compile(before + r"\s+".join(map(re.escape, text.split())) + after, flags)


class ForbiddenText(Rule, frozen=True):
    """A note says what the config forbids: a word to avoid, a key, the name of a project that has another now.

    Nothing is forbidden until you say so, with a table `[[lint.options.forbidden-text.patterns]]` for each text. `text`
    is found as whole words, even over the end of a line; in `regex`, `^` and `$` are the ends of a line. Formulas count
    as code. A regular expression with nested repetitions, such as `(a+)+b`, can take hours on one note.

    In Obsidian, such a text is a text like any other.
    """

    severity: ClassVar[Severity] = "warning"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            config=_CONFIG,
            files={"Note.md": "To see it, Click\nhere: [x](y.md), `click here`, click heres.\n\n    sk-abcdef123456\n"},
            problems=(
                'Note.md:1:12: "Click here" is forbidden: say where the link leads',
                'Note.md:4:5: "sk-abcdef123456" is forbidden: a key belongs in no note',
            ),
            unlike=frozenset({"callout"}),
        ),
        Example(
            config='[[lint.options.forbidden-text.patterns]]\nregex = "^TODO.*$"\nin = ["body", "properties"]\n',
            files={"Note.md": "---\nTODO: write\n---\nNot TODO, but:\nTODO now\n\n```\nTODO\n```\n"},
            problems=(
                'Note.md:2:1: "TODO: write" is forbidden',
                'Note.md:5:1: "TODO now" is forbidden',
            ),
        ),
        Example(files={"Note.md": "TODO: click here\n"}),
    )

    patterns: Annotated[tuple[Pattern, ...], Meta(description="What is forbidden, a table each.")] = ()

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        places = [(pattern, found) for pattern in self.patterns for found in _compiled(pattern).finditer(note.text)]
        if not places:
            return
        code = Cover([*note.math, *(it.span for it in note.code)])
        for pattern, found in places:
            is_meant = found[0] and _part(note, found.start(), code) in pattern.parts
            if is_meant and not note.is_generated_at(found.start()):
                advice = f": {pattern.message}" if pattern.message else ""
                yield Problem(Span(*found.span()), f'"{_shown(found[0])}" is forbidden{advice}')


def _part(note: Note, offset: int, code: Cover) -> Part:
    if offset < note.body:
        return "properties"
    return "code" if code.holds(offset) else "body"


def _shown(text: str) -> str:
    """On one line, and not too much of it."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
