"""What is wrong with a YAML text, where, and what to do about it."""

from __future__ import annotations

import re
from typing import Literal

import yaml

from vault_tools.model import Fault, Span

_CONTROL = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_TAG_IN_LIST = re.compile(r":[ \t]*\[(?:[^\]\n#'\"]*[,\s])?#(?=[^\s#])")

_BACKSLASH = "in double quotes `\\` begins an escape: write two, or use single quotes"
_HINTS: dict[str, str] = {
    "mapping values are not allowed": "a colon inside a value: put the value in quotes",
    "mapping keys are not allowed": "`?` begins a value: put the value in quotes",
    "block sequence entries are not allowed": "a list begins on a line of its own; if it is text, put it in quotes",
    "found unexpected end of stream": "a quote is never closed",
    "found unexpected document indicator": "a quote is never closed",
    "found unknown escape character": _BACKSLASH,
    "found invalid Unicode character escape": _BACKSLASH,
    "did not find expected hexdecimal number": _BACKSLASH,
    "could not find expected ':'": "a line without `name: value`; is the closing `---` missing?",
    "did not find expected key": "the value before it is not closed, or the line is indented wrongly",
    "did not find expected ',' or ']'": "a list in `[ ]` is not closed or lacks a comma",
    "did not find expected ',' or '}'": "a map in `{ }` is not closed or lacks a comma",
    "did not find expected '-' indicator": "the entries of the list are not aligned",
    "did not find expected node content": "a bracket, a comma or a `...` too many, or a list or map that is not closed",
    "did not find expected <document start>": "what stands above it ends the properties: a `...`, a bracket, a quote"
    " or a deeper indentation",
    "but found another document": "a line that begins with `--- ` ends the properties: remove it",
    "exceeded maximum nesting depth": "lists are nested too deeply",
    "did not find expected comment or line break": "`|` or `>` begins a text of several lines: put the value in quotes",
    "found undefined alias": "`*` begins a value: put the value in quotes",
}
_FOUND_TOO_LATE = (
    "found unexpected end of stream",
    "found unexpected document indicator",
    "could not find expected ':'",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
)
"""Errors that the parser notices lines after what is wrong: then the place is where that began."""
_LIST_NOT_CLOSED = ("did not find expected node content", "did not find expected ',' or ']'")
_MEANT_OTHERWISE = (
    "while scanning an alias",
    "while scanning an anchor",
    "while scanning a tag",
    "while parsing a tag",
)
"""What is read when the first character of a value means something else to YAML."""
_CLOSING = ("'", '"', "]", "}")


class DuplicateKey(yaml.MarkedYAMLError):
    """PyYAML takes the last one; the library that Obsidian uses gives up (4.3)."""


def error_at(message: str, index: int, kind: type[yaml.MarkedYAMLError] = yaml.MarkedYAMLError) -> Exception:
    """For what only we forbid."""
    return kind(None, None, message, yaml.Mark("", index, 0, 0, None, 0))


def located(error: yaml.YAMLError | RecursionError, source: str, base: int) -> Fault:
    """The error in the note, whose YAML `source` begins at offset `base`."""
    if isinstance(error, RecursionError):
        return Fault("lists are nested too deeply", Span(base, base + 1))
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        index, message = _explained(error, error.problem_mark.index, source)
        kind: Literal["duplicate", "syntax"] = "duplicate" if isinstance(error, DuplicateKey) else "syntax"
        return Fault(message, Span(base + index, base + min(index + 1, len(source))), kind)
    control = _CONTROL.search(source)
    start = base + (control.start() if control else 0)
    return Fault("a control character is not allowed in YAML", Span(start, start + 1))


def _explained(error: yaml.MarkedYAMLError, found: int, source: str) -> tuple[int, str]:
    """Where it is wrong, as far as can be told, and the message."""
    problem, context = str(error.problem or "cannot be read"), str(error.context)
    began = error.context_mark.index if error.context_mark else found
    if problem.startswith(("found character", "found a tab character")):
        return found, _bad_character(source[found : found + 1])
    if context.startswith(_MEANT_OTHERWISE) or problem == "found undefined tag handle":
        return began, _bad_character(source[began : began + 1])
    if (index := _directive(source, found)) is not None and (problem.endswith("<document start>") or began == index):
        return index, "`%` begins a directive, which cannot stand here: take the line out"
    if problem.startswith(_LIST_NOT_CLOSED) and (tag := _tag_in_list(source[:found])):
        return tag, "`#` begins a comment in YAML: write tags without it"
    if problem.startswith("did not find expected key") and (why := _why_no_key(source, found)):
        return found, why
    hint = next((hint for start, hint in _HINTS.items() if problem.startswith(start)), None)
    index = began if problem.startswith(_FOUND_TOO_LATE) else min(found, len(source.rstrip()))
    return index, f"{problem} ({hint})" if hint else problem


def _directive(source: str, end: int) -> int | None:
    """Where the last line before `end` that begins with `%` does."""
    index = source.rfind("\n%", 0, end) + 1
    return index if source[index : index + 1] == "%" else None


def _why_no_key(source: str, index: int) -> str | None:
    before = source[source.rfind("\n", 0, index) + 1 : index].rstrip()
    if before.endswith(_CLOSING):
        return "text behind a quote or bracket that closes: put the whole value in quotes"
    return "a value without a name: write `name: value`" if source[index : index + 1] == ":" and not before else None


def _tag_in_list(source: str) -> int | None:
    """Where the last `#` stands that, as in `tags: [#a, b]`, keeps a list from being closed."""
    *_, last = (None, *_TAG_IN_LIST.finditer(source))
    return last.end() - 1 if last else None


def _bad_character(character: str) -> str:
    if character == "\t":
        return "a tab cannot indent in YAML: use spaces"
    return f'"{character}" cannot begin a value: put the value in quotes'
