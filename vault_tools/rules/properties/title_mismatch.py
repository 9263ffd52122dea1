from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, NamedTuple

from msgspec import Meta

from vault_tools.dates import parse_date
from vault_tools.model import Heading, Note, Problem, Severity, Span, heading_key
from vault_tools.placeholders import has_placeholder
from vault_tools.printable import on_one_line
from vault_tools.rules import Example, Rule
from vault_tools.vault import Vault

Source = Literal["name", "title", "heading"]

_LINK = re.compile(r"!?\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]|!?\[([^\[\]]*)\]\([^()]*\)")
_REPLACED = re.compile(r"[\W_]+")
"""What a file name may lack or write in another way: `Plan - part 1` for "Plan: part 1"."""
_ENTRANCES = ("readme", "index", "home", "main")


class _Saying(NamedTuple):
    what: str
    text: str
    span: Span

    @property
    def key(self) -> str:
        return " ".join(_REPLACED.sub(" ", heading_key(self.text)).split())


class TitleMismatch(Rule, frozen=True):
    """The heading above a note, the property `title` and the name of the file do not say the same.

    They are compared without case and without punctuation, since a file name cannot hold every character. The heading
    is the first of the note, if it has level 1. What the note has as an alias agrees with its name. Notes named after a
    day are exempt, and those named `README`, `Index`, `Home` or `Main`.

    In Obsidian, links, the graph and the quick switcher show the name of the file; who follows one finds another title.
    """

    severity: ClassVar[Severity] = "info"
    is_default: ClassVar[bool] = False
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={
                "Heaps.md": "Text\n\n# Priority *queues*\n\n# Other\n",
                "Two.md": "---\ntitle: Second\n---\n# second\n",
                "Three.md": "---\ntitle: Three\n---\n# Third\n",
            },
            problems=(
                'Heaps.md:3:1: the heading says "Priority *queues*", but the name of the file "Heaps"',
                'Three.md:4:1: the heading says "Third", but the name of the file "Three"',
                'Two.md:2:8: the property "title" says "Second", but the name of the file "Two"',
            ),
            unlike=frozenset({"callout"}),
        ),
        Example(
            config='[lint.options.title-mismatch]\ncompare = ["heading", "title"]\naliases = false\n',
            files={
                "Note.md": "---\ntitle: One\naliases: [Two]\n---\n# Two\n",
                "Only.md": "---\ntitle: Two\n---\n",
            },
            problems=('Note.md:2:8: the property "title" says "One", but the heading "Two"',),
        ),
        Example(
            files={
                "Plan - part 1.md": "# Plan: **Part 1** 🚀\n\n# Another\n",
                "C.md": "---\naliases: [Letter C]\ntitle: c\n---\n# Letter [[C|c]]\n",
                "2026-03-01.md": "# A good day\n",
                "Index.md": "# What is here\n",
                "No title.md": "## Second level\n\n> # Quoted\n\n# First level\n",
            }
        ),
    )

    compare: Annotated[
        tuple[Source, ...], Meta(description="What must say the same; the first that a note has is right.")
    ] = ("name", "title", "heading")
    aliases: Annotated[bool, Meta(description="An alias of the note agrees with all of them.")] = True

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        sayings = [saying for source in self.compare if (saying := _saying(source, note))]
        if len(sayings) < 2 or _is_exempt(note, vault):
            return
        right, *others = sayings
        agreed = {right.key, *(_Saying("", alias, right.span).key for alias in note.aliases if self.aliases)}
        for other in others:
            if other.key not in agreed:
                agreed.add(other.key)  # what two say alike is reported once
                message = f'{other.what} says "{other.text}", but {right.what} "{right.text}"'
                yield Problem(other.span, on_one_line(message))


def _saying(source: Source, note: Note) -> _Saying | None:
    """None where there is nothing, or what a template will fill in."""
    match source:
        case "name":
            found = _Saying("the name of the file", note.name, Span(0, 0))
        case "title":
            property = note.property_named("title")
            text = str(property.value) if property and isinstance(property.value, str | int | float) else ""
            found = _Saying('the property "title"', text.strip(), property.span if property else Span(0, 0))
        case "heading":
            own = (it for it in note.headings if it.is_anchor and not note.is_generated_at(it.span.start))
            heading = next(own, None)
            text, span = _said(heading) if heading and heading.level == 1 else ("", Span(0, 0))
            found = _Saying("the heading", text, span)
    return found if found.key and not has_placeholder(found.text) else None


def _said(heading: Heading) -> tuple[str, Span]:
    """With its links as they are shown."""
    return _LINK.sub(lambda link: link[1] or link[2] or "", heading.text), heading.span


def _is_exempt(note: Note, vault: Vault) -> bool:
    is_of_day = vault.settings.is_daily(note.path) or parse_date(note.name, vault.config.vault.date_formats) is not None
    return is_of_day or note.name.lower() in _ENTRANCES
