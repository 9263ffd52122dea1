"""The frontmatter: where it stands, its YAML read as Obsidian reads it, and a place for every key and value.

python-frontmatter's handler runs PyYAML for us, with a loader bent to YAML 1.2's core schema (4.3): PyYAML's own
reading is YAML 1.1, where `no` is False and `12:30` is 750. Values are built from the node tree, because only nodes
know their places.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import yaml
from frontmatter.default_handlers import YAMLHandler

from vault_tools.model import Link, Property, Span, Tag, Value, YamlError
from vault_tools.parse.links import (
    MARKDOWN_LINK,
    WIKILINK,
    decode_destination,
    is_external,
    split_linktext,
    split_wikilink,
)
from vault_tools.parse.tags import property_tag

_OPEN = "---\n"
_CLOSE = re.compile(r"^---[ \t]*(?:\n|\Z)", re.M)
_WIKILINK = re.compile(WIKILINK)
_MARKDOWN_LINK = re.compile(MARKDOWN_LINK)
_CONTROL = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ALIAS_NODES = 10_000
"""More nodes than this may not come out of aliases; `yaml`, Obsidian's library, refuses such input as well."""


class Frontmatter(NamedTuple):
    body: int
    """Where the text after the closing fence begins; 0 when the note has no frontmatter."""
    error: YamlError | None = None
    properties: tuple[Property, ...] = ()
    links: tuple[Link, ...] = ()
    tags: tuple[Tag, ...] = ()


def read_frontmatter(text: str) -> Frontmatter:
    """The block between the fences (4.1). One error in it and there are no properties at all (4.4)."""
    base = len(_OPEN)
    close = _CLOSE.search(text, base) if text.startswith(_OPEN) else None
    if not close:
        return Frontmatter(0)
    source = text[base : close.start()]
    reading = _Reading(source, base)
    try:
        properties = reading.properties(YAMLHandler().load(source, Loader=_NodeLoader))
    except yaml.YAMLError as error:
        return Frontmatter(close.end(), _located(error, source, base))
    except RecursionError:
        return Frontmatter(close.end(), YamlError("lists are nested too deeply", Span(base, base + 1)))
    return Frontmatter(close.end(), None, properties, tuple(reading.links), tuple(_tags(properties)))


class _NodeLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Gives the node tree itself, with YAML 1.2 core tags."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def construct_document(self, node: yaml.Node) -> yaml.Node:
        return node


for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("float", r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", "-+."),
):
    _NodeLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_pattern})$"), list(_first))


class _Reading:
    """Builds values from nodes, and collects the links that stand in them (2.8)."""

    def __init__(self, source: str, base: int) -> None:
        self.source = source
        self.base = base
        self.links: list[Link] = []
        self.open: set[int] = set()
        self.budget = len(source) + _ALIAS_NODES

    def properties(self, node: yaml.Node | None) -> tuple[Property, ...]:
        if node is None:
            return ()
        if not isinstance(node, yaml.MappingNode):
            raise _error("the frontmatter is not a list of `name: value` properties", node)
        return tuple(
            Property(name, self.value(value, name), self.span(key), self.span(value), self.entries(value))
            for name, key, value in self.pairs(node)
        )

    def pairs(self, node: yaml.MappingNode) -> list[tuple[str, yaml.Node, yaml.Node]]:
        pairs = []
        seen = set()
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else self.slice(key)
            if name in seen:
                raise _error(f'the property "{name}" is given twice', key)
            seen.add(name)
            pairs.append((name, key, value))
        return pairs

    def value(self, node: yaml.Node, key: str) -> Value:
        self.budget -= 1
        if self.budget < 0 or id(node) in self.open:
            raise _error("the aliases expand without end", node)
        if isinstance(node, yaml.ScalarNode):
            value = _scalar(node)
            if isinstance(value, str):
                self.find_link(value, node, key)
            return value
        self.open.add(id(node))
        try:
            if not isinstance(node, yaml.MappingNode):
                return [self.value(entry, f"{key}.{i}") for i, entry in enumerate(node.value)]
            return {name: self.value(value, f"{key}.{name}") for name, _, value in self.pairs(node)}
        finally:
            self.open.discard(id(node))

    def find_link(self, value: str, node: yaml.Node, key: str) -> None:
        """The whole string, trimmed, must be one link (2.8)."""
        text = value.strip()
        if wiki := _WIKILINK.fullmatch(text):
            if parts := split_wikilink(wiki["inner"]):
                target, subpath, display = parts
                self.links.append(
                    Link("property", target, subpath, self.span(node), False, display, False, "property", key)
                )
        elif markdown := _MARKDOWN_LINK.fullmatch(text):
            destination = markdown["dest"].removeprefix("<").removesuffix(">")
            external = is_external(destination)
            target, subpath = (destination, "") if external else split_linktext(decode_destination(destination))
            if target or subpath:
                display = markdown["label"]
                self.links.append(
                    Link("property", target, subpath, self.span(node), False, display, external, "property", key)
                )

    def entries(self, node: yaml.Node) -> tuple[Span, ...]:
        return tuple(map(self.span, node.value)) if isinstance(node, yaml.SequenceNode) else ()

    def span(self, node: yaml.Node) -> Span:
        start, end = node.start_mark.index, _end(node)
        text = self.source[start:end]
        return Span(self.base + start, self.base + start + len(text.rstrip()) if text.strip() else self.base + start)

    def slice(self, node: yaml.Node) -> str:
        return self.source[node.start_mark.index : _end(node)]


def _end(node: yaml.Node) -> int:
    """PyYAML ends a block collection where the next key begins; we end it with its last entry."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last)


def _scalar(node: yaml.ScalarNode) -> Value:
    text = node.value
    match node.tag.rpartition(":")[2]:
        case "null":
            return None
        case "bool":
            return text.lower() == "true"
        case "int" | "float" as kind:
            return _number(text, kind)
    return text


def _number(text: str, kind: str) -> float | int | str:
    """As JavaScript numbers are: an integer that a double cannot hold exactly is a float."""
    try:
        if kind == "int" and len(text) < 17:
            return int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    except ValueError:  # an explicit tag on something else: `!!int x`
        return text


def _tags(properties: tuple[Property, ...]) -> list[Tag]:
    tags = []
    for property in properties:
        if property.name.lower() == "tags":
            single = not isinstance(property.value, list)
            values = [property.value] if single else property.value
            spans = (property.span,) if single else property.entries
            tags += [
                Tag(name, span, "property") for v, span in zip(values, spans, strict=True) if (name := property_tag(v))
            ]
    return tags


def _error(message: str, node: yaml.Node) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(None, None, message, node.start_mark)


def _located(error: yaml.YAMLError, source: str, base: int) -> YamlError:
    """At the character that the parser stumbled over, or at the end of its line when it is a line end."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        index = min(error.problem_mark.index, len(source))
        return YamlError(_message(error), Span(base + index, base + min(index + 1, len(source))))
    control = _CONTROL.search(source)
    start = base + (control.start() if control else 0)
    return YamlError("a control character is not allowed in YAML", Span(start, start + 1))


_HINTS: dict[str, str] = {
    "mapping values are not allowed": "a colon inside a value: put the value in quotes",
    "found character that cannot start any token": "a tab, `@`, `%` or backtick begins a value: use quotes",
    "found unexpected end of stream": "a quote is never closed",
    "could not find expected ':'": "a line without `name: value`",
    "did not find expected key": "the value before it is not closed, or the line is indented wrongly",
    "did not find expected ',' or ']'": "a list in `[ ]` is not closed or lacks a comma",
    "did not find expected ',' or '}'": "a map in `{ }` is not closed or lacks a comma",
    "did not find expected '-' indicator": "the entries of the list are not aligned",
    "found undefined alias": "`*` begins a value: put the value in quotes",
}


def _message(error: yaml.MarkedYAMLError) -> str:
    problem: Any = error.problem or "cannot be read"
    hint = next((hint for start, hint in _HINTS.items() if problem.startswith(start)), None)
    return f"{problem} ({hint})" if hint else str(problem)
