"""What PyYAML lets pass in YAML, and the library that Obsidian uses refuses (4.3)."""

from __future__ import annotations

import re

import yaml

from vault_tools.parse.yaml_errors import error_at

IN_BRACKETS = -1
"""The indentation asked for inside `[ ]` and `{ }`: none, the outermost brackets were checked."""
_LINE = re.compile(r"\n( *)(?=[^ \n])")


def inner_indent(node: yaml.CollectionNode) -> int:
    """How far what stands in a collection must be indented from its second line on, in spaces."""
    if node.flow_style or not node.value:
        return IN_BRACKETS
    first = node.value[0][0] if isinstance(node, yaml.MappingNode) else node
    return int(first.start_mark.column) + 1


def check_form(node: yaml.Node, source: str, indent: int) -> None:
    """Raises YAMLError if a text in quotes, or a list or map in brackets, is not written as it must be."""
    end = node.end_mark.index
    if source[end : end + 1] == "#":
        raise error_at("`#` begins a comment only behind a space: put a space before it", end)
    if node.start_mark.line != node.end_mark.line and indent > 0:
        _check_lines(node, source, indent)


def check_dash(node: yaml.ScalarNode) -> None:
    if node.value == "-" and not node.style:
        raise error_at('"-" cannot stand alone in brackets: put it in quotes', node.start_mark.index)


def _check_lines(node: yaml.Node, source: str, indent: int) -> None:
    """A bracket that closes may stand right below the name, and a comment anywhere."""
    is_quoted = isinstance(node, yaml.ScalarNode)
    end = node.end_mark.index
    for line in _LINE.finditer(source, node.start_mark.index, end):
        first, width = line.end(), len(line[1])
        may_stand_here = source[first] == "#" or (first == end - 1 and width == indent - 1)
        if width < indent and (is_quoted or not may_stand_here):
            raise error_at("a value that goes on in another line must be indented there, by spaces", first)
