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
_DASH_VALUE = re.compile(r"^([ \t]*[^\s#'\"\[{][^\n]*?:[ \t]+)-(?=[ \t]*(?:#.*)?$)", re.M)
_LINE_ENDS_OF_1_1 = str.maketrans("\x85\u2028\u2029", "\ue085\ue028\ue029")
_AND_BACK = str.maketrans("\ue085\ue028\ue029", "\x85\u2028\u2029")
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
    """The node tree; None for an empty document. Raises YAMLError, and RecursionError for lists nested too deeply.

    Where YAML 1.2 reads what PyYAML refuses, PyYAML is given something of the same length.
    """
    if _is_too_deep(source):
        raise RecursionError
    if not source.isascii():
        source = source.translate(_LINE_ENDS_OF_1_1)
    try:
        return _load(source)
    except yaml.MarkedYAMLError as error:
        if not str(error.problem).startswith("block sequence entries are not allowed"):
            raise
        return _load(_DASH_VALUE.sub(r"\1~", source))  # `Author: -`, a list with nothing in it


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
        return text if text.isascii() else text.translate(_AND_BACK)
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
