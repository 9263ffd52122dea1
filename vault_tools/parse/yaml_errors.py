"""What is wrong with a YAML text, where, and what to do about it."""

from __future__ import annotations

import re

import yaml

from vault_tools.model import Fault, Span

_CONTROL = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_TAG_IN_LIST = re.compile(r":[ \t]*\[(?:[^\]\n#'\"]*[,\s])?#(?=[^\s#])")

_HINTS: dict[str, str] = {
    "mapping values are not allowed": "a colon inside a value: put the value in quotes",
    "found unexpected end of stream": "a quote is never closed",
    "could not find expected ':'": "a line without `name: value`; is the closing `---` missing?",
    "did not find expected key": "the value before it is not closed, or the line is indented wrongly",
    "did not find expected ',' or ']'": "a list in `[ ]` is not closed or lacks a comma",
    "did not find expected ',' or '}'": "a map in `{ }` is not closed or lacks a comma",
    "did not find expected '-' indicator": "the entries of the list are not aligned",
    "found undefined alias": "`*` begins a value: put the value in quotes",
}
_FOUND_TOO_LATE = (
    "found unexpected end of stream",
    "could not find expected ':'",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
)
"""Errors that the parser notices lines after what is wrong: then the place is where that began."""
_LIST_NOT_CLOSED = ("did not find expected node content", "did not find expected ',' or ']'")


class DuplicateKey(yaml.MarkedYAMLError):
    """PyYAML takes the last one; the library that Obsidian uses gives up (4.3)."""


def error_at(message: str, node: yaml.Node, kind: type[yaml.MarkedYAMLError] = yaml.MarkedYAMLError) -> Exception:
    """For what only we forbid."""
    return kind(None, None, message, node.start_mark)


def located(error: yaml.YAMLError | RecursionError, source: str, base: int) -> Fault:
    """The error in the note, whose YAML `source` begins at offset `base`."""
    if isinstance(error, RecursionError):
        return Fault("lists are nested too deeply", Span(base, base + 1))
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        mark = error.problem_mark
        if error.context_mark and str(error.problem).startswith(_FOUND_TOO_LATE):
            mark = error.context_mark
        index = min(mark.index, len(source))
        span = Span(base + index, base + min(index + 1, len(source)))
        if isinstance(error, DuplicateKey):
            return Fault(str(error.problem), span, "duplicate")
        if str(error.problem).startswith(_LIST_NOT_CLOSED) and (
            tag := _tag_in_list(source[: error.problem_mark.index])
        ):
            return Fault("`#` begins a comment in YAML: write tags without it", Span(base + tag, base + tag + 1))
        if str(error.problem).startswith("found character") and source[index : index + 1]:
            return Fault(_bad_character(source[index]), span)
        return Fault(_message(error), span)
    control = _CONTROL.search(source)
    start = base + (control.start() if control else 0)
    return Fault("a control character is not allowed in YAML", Span(start, start + 1))


def _tag_in_list(source: str) -> int | None:
    """Where the last `#` stands that, as in `tags: [#a, b]`, keeps a list from being closed."""
    *_, last = (None, *_TAG_IN_LIST.finditer(source))
    return last.end() - 1 if last else None


def _bad_character(character: str) -> str:
    if character == "\t":
        return "a tab cannot indent in YAML: use spaces"
    return f'"{character}" cannot begin a value: put the value in quotes'


def _message(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem or "cannot be read")
    hint = next((hint for start, hint in _HINTS.items() if problem.startswith(start)), None)
    return f"{problem} ({hint})" if hint else problem
