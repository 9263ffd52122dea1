"""YAML as Obsidian reads it (4.3): version 1.2, core schema, from PyYAML, which reads version 1.1.

There `no` is False, `12:30` is 750 and dates are dates. python-frontmatter's handler runs PyYAML for us, with a loader
that gives the node tree: only nodes know their places.
"""

from __future__ import annotations

import math
import re

import yaml
from frontmatter.default_handlers import YAMLHandler

from vault_tools.model import Value
from vault_tools.parse.yaml_stand_ins import original, stand_in, without_line_ends_of_1_1

CORE = {
    "bool": re.compile(r"true|True|TRUE|false|False|FALSE"),
    "null": re.compile(r"~|null|Null|NULL|"),
    "int": re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"),
    "float": re.compile(
        r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
    ),
}
"""What matches none of these is text."""

_FIRST_CHARACTERS = {
    "bool": list("tTfF"),
    "null": ["~", "n", "N", ""],
    "int": list("-+0123456789"),
    "float": list("-+.0123456789"),
}
_MANY_ENTRIES = re.compile(r"(?:[-?][ \t]+){500}")
_DEEPEST = 500
"""Lists in lists; PyYAML composes them by recursion in C, and crashes at some 20,000."""
_LONG_NUMBER = 300
"""Digits; whatever is longer is infinite as a double, or nearly."""


class _NodeLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def construct_document(self, node: yaml.Node) -> yaml.Node:
        return node


for _kind, _pattern in CORE.items():
    _whole = re.compile(f"(?:{_pattern.pattern})$")
    _NodeLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", _whole, _FIRST_CHARACTERS[_kind])


def compose(source: str) -> yaml.Node | None:
    """The node tree; None for an empty document. Raises YAMLError, and RecursionError for lists nested too deeply."""
    if _is_too_deep(source):
        raise RecursionError
    source = without_line_ends_of_1_1(source)
    while True:
        try:
            return _load(source)
        except yaml.MarkedYAMLError as error:
            other = stand_in(source, str(error.problem))
            if other == source:
                raise
            source = other


def _load(source: str) -> yaml.Node | None:
    node: yaml.Node | None = YAMLHandler().load(source, Loader=_NodeLoader)
    return node


def _is_too_deep(source: str) -> bool:
    if _MANY_ENTRIES.search(source):
        return True
    depth = deepest = 0
    if source.count("[") + source.count("{") >= _DEEPEST:
        for character in source:
            depth += (character in "[{") - (character in "]}")
            deepest = max(deepest, depth)
    return deepest >= _DEEPEST


def scalar(node: yaml.ScalarNode) -> Value:
    """The value of a scalar; an explicit tag on something else, like `!!int x`, leaves the text."""
    text = node.value
    kind = node.tag.rpartition(":")[2]
    if kind not in CORE or not CORE[kind].fullmatch(text):
        return original(text)
    if kind == "null":
        return None
    return text.lower() == "true" if kind == "bool" else _number(text, kind)


def _number(text: str, kind: str) -> float | int:
    """As JavaScript numbers are: an integer that a double cannot hold exactly is a float."""
    base = {"0o": 8, "0x": 16}.get(text[:2], 10)
    if kind == "int" and len(text) < _LONG_NUMBER:
        number = int(text, base)
        return number if abs(number) <= 2**53 else float(number)
    if base != 10:
        return math.inf
    return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
