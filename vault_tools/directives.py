"""What a note says to the linter: comments and a property that silence rules.

    <!-- vault-tools: ignore broken-link -->
    %% vault-tools: disable links, empty-note -- an old export %%
    vault-tools-ignore: [orphan-note]

Names are those of rules and groups, with commas or spaces between them; without one, all rules are meant. What follows
` -- ` is a reason for people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vault_tools.model import Comment, Note, Span

PROPERTY = "vault-tools-ignore"
VERBS = ("ignore", "ignore-file", "disable", "enable")

_DIRECTIVE = re.compile(
    r"(?:<!--|%%)\s*vault-tools:\s+(?P<verb>[\w-]+)(?P<names>.*?)(?P<reason>\s(?:--|—|–)\s.*?)?\s*(?:-->|%%)", re.S
)
_NAME = re.compile(r"[^\s,]+")
_AROUND = re.compile(r"[\s>]*")


class Name(NamedTuple):
    text: str
    span: Span


class Directive(NamedTuple):
    verb: str
    """One of `VERBS`, or what was written instead; `PROPERTY` for the property."""
    names: tuple[Name, ...]
    """None of them means all rules."""
    span: Span
    """Of the comment, or of the property's key."""
    reach: Span
    """Where problems are silenced; empty for what silences nothing by itself."""
    has_reason: bool = False


class Unused(NamedTuple):
    directive: Directive
    names: tuple[Name, ...]
    """Those that silence nothing; none when the directive names none and silences nothing."""


def directives(note: Note) -> tuple[Directive, ...]:
    """In the order of the text. Nothing in code is a directive, and nothing on the cards of a canvas."""
    if "vault-tools" not in note.text:
        return ()
    found = [it for comment in note.comments if (it := _read(note, comment))]
    return (*_of_property(note), *_reaching(note, found))


def _of_property(note: Note) -> Iterator[Directive]:
    """A list, a text, or `true` for all rules."""
    property = note.property_named(PROPERTY)
    if property and property.value not in (None, False):
        names = tuple(
            Name(text, Span(span.start + start, span.start + end))
            for value, span in property.each()
            if isinstance(value, str)
            for text, start, end in _words(note.slice(span))
        )
        if names or property.value is True:
            yield Directive(PROPERTY, names, property.key, _whole(note))


def _words(written: str) -> Iterator[tuple[str, int, int]]:
    for word in re.finditer(r"[^\s,\"'\[\]]+", written):
        yield word[0], word.start(), word.end()


def _read(note: Note, comment: Comment) -> Directive | None:
    found = _DIRECTIVE.match(note.slice(comment.span).rstrip())
    if not found:
        return None
    start = comment.span.start
    names = tuple(
        Name(name[0], Span(start + name.start(), start + name.end()))
        for name in _NAME.finditer(found.string, *found.span("names"))
    )
    nowhere = Span(start, start)
    return Directive(found["verb"], names, Span(start, start + found.end()), nowhere, bool(found["reason"]))


def _reaching(note: Note, found: Iterable[Directive]) -> Iterator[Directive]:
    listed = sorted(found, key=lambda directive: directive.span.start)
    for i, directive in enumerate(listed):
        match directive.verb:
            case "ignore":
                yield directive._replace(reach=_line_meant(note, directive.span))
            case "ignore-file":
                yield directive._replace(reach=_whole(note))
            case "disable":
                yield directive._replace(reach=Span(directive.span.end, _end_of(note, directive, listed[i + 1 :])))
            case _:
                yield directive


def _end_of(note: Note, disabled: Directive, later: Iterable[Directive]) -> int:
    """Where the next `enable` is that names what was disabled, or all; else the end of the note."""
    names = {name.text for name in disabled.names}
    for directive in later:
        if directive.verb == "enable" and (not directive.names or names & {name.text for name in directive.names}):
            return directive.span.start
    return _whole(note).end


def _line_meant(note: Note, comment: Span) -> Span:
    """The line that the comment stands on; the next one with text if nothing else stands there."""
    text = note.text
    if not is_alone(note, comment):
        return Span(text.rfind("\n", 0, comment.start) + 1, _line_end(text, comment.end) + 1)
    start = _line_end(text, comment.end) + 1
    while start < len(text):
        end = _line_end(text, start)
        if text[start:end].strip("> \t"):
            return Span(start, end + 1)
        start = end + 1
    return Span(len(text), len(text))


def is_alone(note: Note, comment: Span) -> bool:
    """Does nothing else stand on its lines, but the marks of a quote or callout around it?"""
    start, end = note.text.rfind("\n", 0, comment.start) + 1, _line_end(note.text, comment.end)
    before, after = note.text[start : comment.start], note.text[comment.end : end]
    return _AROUND.fullmatch(before) is not None and not after.strip()


def _line_end(text: str, offset: int) -> int:
    found = text.find("\n", offset)
    return found if found >= 0 else len(text)


def _whole(note: Note) -> Span:
    return Span(0, len(note.text) + 1)
