from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar, NamedTuple

from msgspec import Meta

from vault_tools.links import WIKILINK, split_wikilink
from vault_tools.model import Content, Edit, Fix, Note, Problem, Property, Safety, Severity, Span, Value
from vault_tools.placeholders import has_placeholder
from vault_tools.printable import on_one_line
from vault_tools.property_edits import is_simple, set_value, written
from vault_tools.rules import Example, Rule
from vault_tools.rules.properties._mismatches import Asked, mismatches
from vault_tools.rules.properties._values import links_alone
from vault_tools.schemas import expected
from vault_tools.schemas.values import OF_NAMES
from vault_tools.vault import Vault

_PROSE = ("abstract", "comment", "description", "excerpt", "note", "notes", "quote", "subtitle", "summary", "title")
_LONGEST = 200
"""Characters; a longer text is one to read."""
_WIKILINK = re.compile(WIKILINK)
_LIKE_CODE = re.compile(r"[`!=$<>{}()]")
"""Around links: a formula or query of a plug-in, or an embed, which some plug-ins ask for."""
_DASH = re.compile(r"[ \t]*-[ \t]+")


class NestedLink(Rule, frozen=True):
    """A property holds a link inside other text, or several links in one text.

    In Obsidian, the value of a property is a link only if it is one link and nothing else: in `see [[Note]]` or
    `[[A]], [[B]]` there is none to click, none in the graph, and none that is renamed with its note.

    Make a list of several links: `["[[A]]", "[[B]]"]`. The unsafe fix does so where nothing but commas, semicolons, `&`
    and `and` stand between them. A link inside other text is an info, and only reported if the text is short and the
    link leads to a file. Embeds, code and formulas are left alone, and what `property-type` reports.
    """

    severity: ClassVar[Severity] = "warning"
    fixes: ClassVar[frozenset[Safety]] = frozenset({"unsafe"})
    changes: ClassVar[frozenset[Content]] = frozenset({"properties", "links"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={
                "Note.md": "---\nby: \"[[Ann|A, B]], [[Bob]] and [[Cy]]\" # three\nup: '[[A]],'\n"
                'more: {of: "[[A]] [[B]]"}\n---\n',
            },
            problems=(
                'Note.md:2:5: "by" holds 3 links in one text, so that none is one: make a list of them',
                'Note.md:3:5: "up" holds more than [[A]], so that it is no link: write "[[A]]"',
                'Note.md:4:12: "of" holds 2 links in one text, so that none is one: make a list of them',
            ),
            fixed={
                "Note.md": '---\nby: ["[[Ann|A, B]]", "[[Bob]]", "[[Cy]]"] # three\nup: "[[A]]"\n'
                'more: {of: ["[[A]]", "[[B]]"]}\n---\n',
            },
        ),
        Example(
            files={
                "Note.md": "---\nsee:\n  - \"[[A]]; [[B]]\" # both\n  - C\nof: ['[[A]] & [[B]]', '[[C]]']\n"
                "in:\n- a: '[[A]], [[B]]'\n---\n",
            },
            problems=(
                'Note.md:3:5: "see" holds 2 links in one text, so that none is one: make each an entry of the list',
                'Note.md:5:6: "of" holds 2 links in one text, so that none is one: make each an entry of the list',
                'Note.md:7:3: "in" holds 2 links in one text, so that none is one: make a list of them',
            ),
            fixed={
                "Note.md": '---\nsee:\n  - "[[A]]"\n  - "[[B]]" # both\n  - C\nof: ["[[A]]", "[[B]]", \'[[C]]\']\n'
                "in:\n- a: '[[A]], [[B]]'\n---\n",
            },
        ),
        Example(
            files={
                "Note.md": "---\nsource: see [[A#b|b]], page 7\nby: [Ann, 'with [[Gone]] and [[A]]']\n---\n",
                "A.md": "",
            },
            problems=(
                'Note.md:2:9: "source" holds [[A#b|b]] inside other text, so that it is no link',
                'Note.md:3:11: "by" holds [[A]] inside other text, so that it is no link',
            ),
        ),
        Example(
            files={
                "Note.md": "---\nup: '[[A]]'\nby: ['[[A]]', ' [[B]] ', A, B]\nsee: with [[Gone]]\nsummary: On [[A]]\n"
                "tags: ['[[A]], [[B]]']\ncover: '![[x.png]]'\ntest: if [[ -f A ]]\nof: '[[A]], [[{{title}}]]'\n"
                "what: '`[[A]]` is a link'\nquery: outgoing([[A]])\nweb: see [A](https://x.org/)\n---\n[[A]], [[B]]\n",
                "A.md": "",
            }
        ),
        Example(
            files={"Note.md": "---\nby: &x\n  - '[[A]], [[B]]'\n  - C\nof: *x\n---\n"},
            problems=(
                'Note.md:3:5: "by" holds 2 links in one text, so that none is one: make each an entry of the list',
            ),
        ),
        Example(
            config='[[schema]]\nname = "x"\n[schema.properties]\n'
            'by = { type = "list", items = "link" }\nof = { type = "link" }\n',
            files={"Note.md": "---\nby: '[[A]], [[B]]'\nof: '[[A]], [[B]]'\n---\n"},
        ),
    )

    prose: Annotated[tuple[str, ...], Meta(description="Properties whose text may mention links.")] = _PROSE

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for property in note.properties:
            if property.name.lower() not in OF_NAMES:
                for text in _texts(note, property):
                    if text.of.key not in _of_wrong_type(note, vault):
                        yield from _of_links(note, text) if text.is_nothing_else else self._in_text(note, text, vault)

    def _in_text(self, note: Note, text: _Text, vault: Vault) -> Iterator[Problem]:
        is_short = len(text.value) <= _LONGEST and "\n" not in text.value.strip()
        if is_short and text.of.name.lower() not in map(str.lower, self.prose):
            for link, target in text.links:
                if target and vault.resolve(target, note.path).path:
                    message = f'"{text.of.name}" holds {link} inside other text, so that it is no link'
                    yield Problem(text.span, on_one_line(message), None, "info")
                    return


class _Text(NamedTuple):
    """One that holds links, and is none."""

    value: str
    span: Span
    of: Property
    is_inside: bool
    """Is it somewhere in a value or entry, and not all of it?"""
    links: tuple[tuple[str, str], ...]
    """As written, each with its linkpath."""

    @property
    def is_nothing_else(self) -> bool:
        return bool(links_alone(self.value))


def _texts(note: Note, property: Property) -> Iterator[_Text]:
    for inner in property.nested:
        yield from _texts(note, inner)
    for value, span in property.each() if not property.nested else ():
        is_alias = note.slice(span).startswith("*")  # it stands where its anchor is
        for text in _strings(value) if not is_alias else ():
            links = tuple(_links(text))
            if links and text.strip() != links[0][0]:
                yield _Text(text, span, property, text is not value, links)


def _of_wrong_type(note: Note, vault: Vault) -> set[Span]:
    """Keys of what `property-type` reports."""
    return {
        found.key
        for name, wanted, found, _ in expected(note, vault)
        if found and wanted.type and any(mismatches(note, found, Asked(name, wanted.type, wanted.items)))
    }


def _strings(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _links(text: str) -> Iterator[tuple[str, str]]:
    """None in code and the like, nor in what a template will fill in."""
    if "[[" in text and not has_placeholder(text) and not _LIKE_CODE.search(_WIKILINK.sub("", text)):
        for found in _WIKILINK.finditer(text):
            if link := split_wikilink(found["inner"]):
                yield found[0], link[0]


def _of_links(note: Note, text: _Text) -> Iterator[Problem]:
    links = [link for link, _ in text.links]
    if len(links) == 1:
        what = f"holds more than {links[0]}, so that it is no link: write {written(links[0])}"
    else:
        is_entry = text.of.entries and not text.is_inside
        make = "make each an entry of the list" if is_entry else "make a list of them"
        what = f"holds {len(links)} links in one text, so that none is one: {make}"
    edit = _edit(note, text, links)
    fix = Fix("unsafe", (edit,), text.of.span) if edit else None  # the links behind it get another place in the list
    yield Problem(text.span, on_one_line(f'"{text.of.name}" {what}'), fix)


def _edit(note: Note, text: _Text, links: list[str]) -> Edit | None:
    if text.is_inside or not is_simple(note, text.span):
        return None
    if not text.of.entries:
        return set_value(note, text.of, links if len(links) > 1 else links[0])
    before = note.text[note.line_at(text.span.start).start : text.span.start]
    is_flow = note.text[text.of.span.start] == "["
    if not is_flow and not _DASH.fullmatch(before):
        return None
    return Edit(text.span.start, note.slice(text.span), (", " if is_flow else f"\n{before}").join(map(written, links)))
