"""By what a problem is known again when its note has changed around it: what it is about, not on which line."""

from __future__ import annotations

from hashlib import blake2b

import msgspec

from vault_tools.model import Note, Problem


def subject_of(note: Note, problem: Problem) -> str:
    """What the rule says, or else what a link opens, a tag or a property is called; or else what is written there."""
    if problem.subject:
        return problem.subject
    span = problem.span
    if link := note.links_by_span.get(span):
        return f"{link.target}{link.subpath}".lower()
    for tag in note.tags:
        if tag.span == span:
            return tag.key
    for property in note.properties:
        if property.whole.holds(span.start):
            return f"{property.name.lower()}: {_folded(note.slice(span))}"
    written = _folded(note.slice(span))
    return written if any(map(str.isalnum, written)) else _folded(note.slice(note.line_at(span.start)))


def fingerprint(rule: str, path: str, subject: str, occurrence: int) -> str:
    """32 hexadecimal digits; `occurrence` counts what a rule says about one subject in one file, from 1."""
    return blake2b(msgspec.json.encode([rule, path, subject, occurrence]), digest_size=16).hexdigest()


def _folded(text: str) -> str:
    return " ".join(text.split())
