"""Single values of a property, and those that are not among the ones that its schema allows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vault_tools.model import Note, Problem, Span, Value, is_empty
from vault_tools.rules.properties._described import shown
from vault_tools.rules.properties._values import is_no_tag, reworded
from vault_tools.schemas import Expected
from vault_tools.schemas.values import is_of_type
from vault_tools.suggest import did_you_mean

_MOST = 6
"""What is allowed is named as long as the message can be read."""


def atoms(it: Expected) -> Iterator[tuple[Value, Span]]:
    """The value, or each entry of the list, with its place; neither empty ones nor those of the wrong type."""
    type = it.wanted.entry_type
    for value, span in it.found.each() if it.found else ():
        is_atom = not is_empty(value) and not isinstance(value, list | dict)
        if is_atom and (type is None or is_of_type(value, type)) and not is_no_tag(it.name, value):
            yield value, span


def verb(it: Expected) -> str:
    return "holds" if it.found and isinstance(it.found.value, list) else "is"


def not_among(note: Note, it: Expected) -> Iterator[Problem]:
    """By `enum`; texts are compared exactly, but for spaces around them and the `#` of a tag (4.6)."""
    choices = it.wanted.enum or ()
    for value, span in atoms(it) if choices else ():
        if not any(_is_same(value, choice, it) for choice in choices):
            yield _problem(note, it, value, span, choices)


def _is_same(value: Value, choice: Value, it: Expected) -> bool:
    if isinstance(value, str) and isinstance(choice, str):
        hash = "#" if it.wanted.type == "tags" else ""
        return value.strip().removeprefix(hash) == choice.strip().removeprefix(hash)
    return isinstance(value, bool) == isinstance(choice, bool) and bool(value == choice)


def _problem(note: Note, it: Expected, value: Value, span: Span, choices: tuple[Any, ...]) -> Problem:
    what = f'"{it.name}" {verb(it)} {shown(value)}'
    texts = [choice for choice in choices if isinstance(choice, str)]
    alike = [choice for choice in texts if isinstance(value, str) and choice.lower() == value.strip().lower()]
    if len(alike) == 1:
        return Problem(span, f"{what}: write {shown(alike[0])}", reworded(note, span, alike[0]))
    listed = ", ".join(map(shown, choices[:_MOST]))
    more = f" and {len(choices) - _MOST} more" if len(choices) > _MOST else ""
    must = "may hold only" if verb(it) == "holds" else "must be one of"
    near = did_you_mean(value, texts) if isinstance(value, str) else ""
    return Problem(span, f"{what}, but {must} {listed}{more}{near}")
