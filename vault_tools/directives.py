"""What a note says to the linter: comments and a property that silence rules.

    <!-- vault-tools: ignore broken-link -->
    %% vault-tools: disable links, empty-note -- an old export %%
    vault-tools-ignore: [orphan-note]

Names are those of rules and groups, with commas or spaces between them; without one, all rules are meant. What follows
` -- ` is a reason for people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vault_tools.model import Comment, Note, Span

PROPERTY = "vault-tools-ignore"
VERBS = ("ignore", "ignore-file", "disable", "enable")
ALL = "all"
"""The name that means all rules, as no name does."""

_COMMENT = re.compile(r"<!--(?P<html>.*?)-->|%%(?P<obsidian>.*?)%%", re.S)
_HEAD = re.compile(r"\s*vault-tools:\s*(?!(?:begin|end)\b)(?P<verb>[\w-]+)")
"""`begin` and `end` mark what `vault-tools index` fills in."""
_REASON = re.compile(r"(?<=\s)(?:--|—|–)(?=\s|\Z)")
_NAME = re.compile(r"[^\s,>]+")
_NAME_IN_YAML = re.compile(r"[^\s,\"'\[\]|>]+")
_AROUND = re.compile(r"[\s>]*")


class Name(NamedTuple):
    text: str
    span: Span
    reach: Span
    """Where it is silenced; empty in a directive that silences nothing by itself."""


class Directive(NamedTuple):
    verb: str
    """One of `VERBS`, or what was written instead; `PROPERTY` for the property."""
    names: tuple[Name, ...]
    """None of them means all rules."""
    span: Span
    """Of the comment, or of the property's key."""
    reach: Span
    """Where all rules are silenced when there are no names."""
    has_reason: bool = False

    @property
    def silences(self) -> bool:
        return self.verb in (PROPERTY, *VERBS) and self.verb != "enable"

    @property
    def reaches(self) -> tuple[tuple[str, Span], ...]:
        """What is silenced, by name, and where."""
        return tuple((name.text, name.reach) for name in self.names) or ((ALL, self.reach),)


class Unused(NamedTuple):
    directive: Directive
    names: tuple[Name, ...]
    """Those that silence nothing; none when the directive names none and silences nothing."""


class _Below(NamedTuple):
    """The comment that was read last, if it stands alone: where its line begins, and what it reaches ends."""

    start: int
    end: int


def directives(note: Note) -> tuple[Directive, ...]:
    """In the order of the text. Nothing in code is a directive, and nothing on the cards of a canvas."""
    found: list[Directive] = []
    if note.comments and "vault-tools:" in note.text:
        found += (it for comment in note.comments for it in _read(note, comment))
        found.sort(key=lambda directive: directive.span.start, reverse=True)
    return (*_of_property(note), *reversed(list(_reaching(note, found))))


def _of_property(note: Note) -> Iterator[Directive]:
    """A list, a text, or `true` for all rules."""
    property = note.property_named(PROPERTY)
    if property and property.value not in (None, False):
        names = tuple(
            _name(found, span.start, _whole(note))
            for value, span in property.each()
            if isinstance(value, str)
            for found in _NAME_IN_YAML.finditer(note.slice(span))
        )
        if names or property.value is True:
            yield Directive(PROPERTY, names, property.key, _whole(note))


def _name(found: re.Match[str], shift: int, reach: Span) -> Name:
    return Name(found[0], Span(shift + found.start(), shift + found.end()), reach)


def _read(note: Note, comment: Comment) -> Iterator[Directive]:
    """There may be several: an HTML comment that begins a line reaches to its end."""
    for found in _COMMENT.finditer(note.slice(comment.span)):
        inner = found[found.lastgroup or 0]
        if head := _HEAD.match(inner):
            start = comment.span.start + found.start()
            reason = _REASON.search(inner, head.end())
            shift, nowhere = comment.span.start + found.start(found.lastgroup or 0), Span(start, start)
            written = _NAME.finditer(inner, head.end(), reason.start() if reason else len(inner))
            names = tuple(_name(name, shift, nowhere) for name in written)
            has_reason = reason is not None and bool(inner[reason.end() :].strip())
            yield Directive(head["verb"], names, Span(start, start + len(found[0])), nowhere, has_reason)


def _reaching(note: Note, upward: list[Directive]) -> Iterator[Directive]:
    """Read from below: what stands there ends what is disabled, and is what a comment above it means."""
    enabled: dict[str, int] = {}
    below: _Below | None = None
    for directive in upward:
        line = _line_meant(note, directive.span, below)
        below = None
        if is_alone(note, directive.span):
            below = _Below(note.line_at(directive.span.start).start, line.end)
        match directive.verb:
            case "ignore":
                directive = _reaching_to(directive, line)
            case "ignore-file":
                directive = _reaching_to(directive, _whole(note))
            case "disable":
                directive = _disabled(directive, enabled, _whole(note).end)
            case "enable":
                enabled |= dict.fromkeys((name for name, _ in directive.reaches), directive.span.start)
        yield directive


def _reaching_to(directive: Directive, reach: Span) -> Directive:
    return directive._replace(reach=reach, names=tuple(name._replace(reach=reach) for name in directive.names))


def _disabled(directive: Directive, enabled: dict[str, int], end: int) -> Directive:
    """Each name up to the next `enable` with this name, or for all; else to the end of the note."""

    def reach(name: str) -> Span:
        return Span(directive.span.end, min(enabled.get(name, end), enabled.get(ALL, end)))

    names = tuple(name._replace(reach=reach(name.text)) for name in directive.names)
    return directive._replace(reach=reach(ALL), names=names)


def _line_meant(note: Note, comment: Span, below: _Below | None) -> Span:
    """The line that the comment stands on; the next one with text if nothing else stands there. If that is a comment
    of this kind, too, both mean what the lower one does."""
    end = note.line_at(comment.end).end
    if not is_alone(note, comment):
        return Span(note.line_at(comment.start).start, end + 1)
    while (start := end + 1) < len(note.text):
        if below and below.start == start:
            return Span(start, below.end)
        end = note.line_at(start).end
        if note.text[start:end].strip("> \t"):
            return Span(start, end + 1)
    return Span(len(note.text), len(note.text))


def is_alone(note: Note, comment: Span) -> bool:
    """Does nothing else stand on its lines, but the marks of a quote or callout around it?"""
    start, end = note.line_at(comment.start).start, note.line_at(comment.end).end
    before, after = note.text[start : comment.start], note.text[comment.end : end]
    return _AROUND.fullmatch(before) is not None and not after.strip()


def _whole(note: Note) -> Span:
    return Span(0, len(note.text) + 1)
