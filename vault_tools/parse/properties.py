"""The frontmatter: where it stands, and a place for every key and value in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from vault_tools.links import WIKILINK, read_destination, split_wikilink
from vault_tools.model import Fault, Link, Property, Slip, Span, Tag, Value
from vault_tools.parse.inline import INLINES
from vault_tools.parse.yaml_checks import IN_BRACKETS, check_dash, check_form, inner_indent
from vault_tools.parse.yaml_core import compose, scalar
from vault_tools.parse.yaml_errors import DuplicateKey, error_at, located
from vault_tools.parse.yaml_stand_ins import original
from vault_tools.tags import property_tag

_OPEN = "---\n"
_CLOSE = re.compile(r"^---[ \t]*(?:\n|\Z)", re.M)
_WIKILINK = re.compile(WIKILINK)
_COMMENTED_TAG = re.compile(r"[ \t]+(?P<tags>#[^\s#][^\n]*?)[ \t]*$", re.M)
_ALIAS = re.compile(r"\*[^\s,\[\]{}]+")
_QUOTES = ("'", '"')
_TEXT = "tag:yaml.org,2002:str"
_ALIAS_NODES = 10_000
"""More nodes than this may not come out of aliases; `yaml`, Obsidian's library, refuses such input as well."""
_DEEPEST = 200
"""Lists and maps in each other; whoever walks through a value may do so by recursion."""


class Frontmatter(NamedTuple):
    body: int
    """Where the text after the closing fence begins; 0 when the note has no frontmatter."""
    error: Fault | None = None
    properties: tuple[Property, ...] = ()
    links: tuple[Link, ...] = ()
    tags: tuple[Tag, ...] = ()
    slips: tuple[Slip, ...] = ()


def read_frontmatter(text: str) -> Frontmatter:
    """The block between the fences (4.1). One error in it and there are no properties at all (4.4)."""
    base = len(_OPEN)
    close = _CLOSE.search(text, base) if text.startswith(_OPEN) else None
    if not close:
        return Frontmatter(0)
    source = text[base : close.start()]
    reading = _Reading(source, base)
    try:
        properties = reading.properties(compose(source))
    except (yaml.YAMLError, RecursionError) as error:
        return Frontmatter(close.end(), located(error, source, base))
    slips = (*reading.slips, *_commented_tags(text, properties))
    return Frontmatter(close.end(), None, properties, tuple(reading.links), tuple(_tags(properties)), slips)


class _Reading:
    """Builds values from nodes, and collects the links that stand in them (2.8)."""

    def __init__(self, source: str, base: int) -> None:
        self.source = source
        self.base = base
        self.links: list[Link] = []
        self.slips: list[Slip] = []
        self.open: set[int] = set()
        self.checked: set[int] = set()
        self.budget = len(source) + _ALIAS_NODES
        self.within = 0
        """Where the value begins of the property that is read."""

    def properties(self, node: yaml.Node | None) -> tuple[Property, ...]:
        if node is None:
            return ()
        if not isinstance(node, yaml.MappingNode):
            raise error_at("the frontmatter is not a list of `name: value` properties", node.start_mark.index)
        indent = inner_indent(node)
        return tuple(self.whole(name, key, value, indent) for name, key, value in self.pairs(node))

    def whole(self, name: str, key: yaml.Node, node: yaml.Node, indent: int) -> Property:
        self.within = node.start_mark.index
        return self.property(name, self.value(node, name, indent), key, node)

    def property(self, name: str, value: Value, key: yaml.Node, node: yaml.Node) -> Property:
        """Nothing is evaluated here: the value of a map holds those of what stands in it."""
        inner = self.pairs(node) if isinstance(node, yaml.MappingNode) and not _is_alias(key, node) else []
        return Property(
            name,
            value,
            self.span(key),
            self.value_span(key, node),
            self.entries(key, node),
            tuple(self.property(name, value[name], *nodes) for name, *nodes in inner),
        )

    def pairs(self, node: yaml.MappingNode) -> list[tuple[str, yaml.Node, yaml.Node]]:
        pairs = []
        seen: set[Value] = set()
        for key, value in node.value:
            name = original(key.value) if isinstance(key, yaml.ScalarNode) else self.slice(key)
            same = name if key.tag == _TEXT else _identity(key, name)
            if name in seen or same in seen:
                raise error_at(f'the property "{name}" is given twice', key.start_mark.index, DuplicateKey)
            seen.update((name, same))
            pairs.append((name, key, value))
        return pairs

    def value(self, node: yaml.Node, key: str, indent: int) -> Value:
        self.budget -= 1
        if self.budget < 0 or id(node) in self.open:
            index = self.within if self.budget < 0 else node.start_mark.index
            raise error_at("the aliases expand without end", index)
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node, key, indent)
        if len(self.open) == _DEEPEST:
            raise RecursionError
        assert isinstance(node, yaml.CollectionNode)
        self.open.add(id(node))
        value = self.collection(node, key, indent)
        self.open.discard(id(node))
        return value

    def scalar(self, node: yaml.ScalarNode, key: str, indent: int) -> Value:
        if node.style in _QUOTES:
            self.check_form(node, indent)
        elif indent == IN_BRACKETS:
            check_dash(node)
        value = scalar(node)
        if isinstance(value, str):
            self.find_link(value, node, key)
        return value

    def collection(self, node: yaml.CollectionNode, key: str, indent: int) -> Value:
        if node.flow_style:
            self.check_form(node, indent)
        indent = inner_indent(node)
        if isinstance(node, yaml.MappingNode):
            return {name: self.value(value, f"{key}.{name}", indent) for name, _, value in self.pairs(node)}
        assert isinstance(node, yaml.SequenceNode)
        self.find_unquoted(node)
        return [self.value(entry, f"{key}.{i}", indent) for i, entry in enumerate(node.value)]

    def check_form(self, node: yaml.Node, indent: int) -> None:
        """Once, where it stands: an alias may be indented more."""
        if id(node) not in self.checked:
            self.checked.add(id(node))
            check_form(node, self.source, indent)

    def find_link(self, value: str, node: yaml.Node, key: str) -> None:
        """The whole string, trimmed, must be one link (2.8)."""
        text = value.strip()
        if wiki := _WIKILINK.fullmatch(text):
            if wikilink := split_wikilink(wiki["inner"]):
                self.add_link(node, key, *wikilink, external=False)
            else:
                self.slips.append(Slip("empty-link", self.span(node)))
        elif text.startswith("[") and text.endswith(")"):
            whole = next((link for link in INLINES.scan(text, {"ref_links": {}}) if link["type"] == "link"), None)
            if whole and whole["dest"] is not None and (whole["start"], whole["end"]) == (0, len(text)):
                if parts := read_destination(whole["dest"]):
                    self.add_link(node, key, parts[0], parts[1], whole["label"], external=parts[2])

    def find_unquoted(self, node: yaml.SequenceNode) -> None:
        """`up: [[Note]]` is a list in a list, and no link (2.8)."""
        inner = node.value[0] if len(node.value) == 1 and node.flow_style else None
        if isinstance(inner, yaml.SequenceNode) and _WIKILINK.fullmatch(self.slice(node)):
            if len(inner.value) == 1 or all(map(_is_text, inner.value)):
                self.slips.append(Slip("unquoted-link", self.span(node)))

    def add_link(
        self, node: yaml.Node, key: str, target: str, subpath: str, display: str | None, *, external: bool
    ) -> None:
        span = self.span(node)
        self.links.append(Link("property", target, subpath, span, False, display, external, "property", key))

    def entries(self, key: yaml.Node, node: yaml.Node) -> tuple[Span, ...]:
        """Of each entry of a list; an alias is the whole value, whatever it stands for."""
        if not isinstance(node, yaml.SequenceNode):
            return ()
        whole = self.value_span(key, node)
        if _is_alias(key, node):
            return (whole,) * len(node.value)
        return tuple(whole if _is_alias(node, entry) else self.span(entry) for entry in node.value)

    def value_span(self, key: yaml.Node, node: yaml.Node) -> Span:
        if not _is_alias(key, node):
            return self.span(node)
        alias = _ALIAS.search(self.source, _end(key))
        start, end = alias.span() if alias else (_end(key), _end(key))
        return Span(self.base + start, self.base + end)

    def span(self, node: yaml.Node) -> Span:
        start, end = node.start_mark.index, _end(node)
        text = self.source[start:end]
        return Span(self.base + start, self.base + start + len(text.rstrip()) if text.strip() else self.base + start)

    def slice(self, node: yaml.Node) -> str:
        return self.source[node.start_mark.index : _end(node)]


def _is_text(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and isinstance(scalar(node), str)


def _identity(key: yaml.Node, name: str) -> Value:
    """Two keys that are one number, or one flag, are the same however they are written."""
    value = scalar(key) if isinstance(key, yaml.ScalarNode) else name
    return value if isinstance(value, str) else (isinstance(value, bool), value)


def _is_alias(before: yaml.Node, node: yaml.Node) -> bool:
    """The node of an alias is that of its anchor, so it stands before what it comes after, or is just that."""
    return node is before or bool(node.start_mark.index < before.start_mark.index)


def _end(node: yaml.Node) -> int:
    """PyYAML ends a block collection where the next key begins; we end it with its last entry, unless that is an alias,
    whose node stands elsewhere."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    before, last = (node, *node.value)[-2:]
    if isinstance(last, tuple):
        before, last = last
    return int(node.end_mark.index) if last is before or _is_alias(before, last) else _end(last)


def _commented_tags(text: str, properties: tuple[Property, ...]) -> Iterator[Slip]:
    """`tags: #a` has no value, because `#a` is a comment (4.3)."""
    for property in properties:
        if property.name.lower() == "tags":
            for value, span in property.each():
                if value is None and (tag := _COMMENTED_TAG.match(text, span.end)):
                    yield Slip("commented-tag", Span(*tag.span("tags")))


def _tags(properties: tuple[Property, ...]) -> list[Tag]:
    tags = []
    for property in properties:
        if property.name.lower() == "tags":
            tags += [Tag(name, span, "property") for value, span in property.each() if (name := property_tag(value))]
    return tags
