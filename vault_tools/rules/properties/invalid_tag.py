from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar
from unicodedata import name as name_of_character

from vault_tools.model import Content, Edit, Fix, Note, Problem, Property, Safety, Severity, Slip, Span, Value, is_empty
from vault_tools.property_edits import flow_list, is_plain, is_simple, written
from vault_tools.rules import Example, Rule
from vault_tools.rules.properties._values import can_be_split, has_placeholder
from vault_tools.tags import FORBIDDEN, is_tag
from vault_tools.vault import Vault

_QUOTES = "\"'"
_SEPARATOR = re.compile(r"[,\s]+")
_ALLOWED = 'use letters, digits, "-", "_" and "/"'


class InvalidTag(Rule, frozen=True):
    """An entry of the property `tags` is not a tag.

    In Obsidian, an entry of `tags` that is no tag is dropped or cannot be searched for, so the note is not found by the
    tag that was meant.

    A tag is made of letters, digits, `-`, `_` and `/` (of other signs, emoji are fine) and has more than digits in it;
    the `#` in front is not needed, and without quotes it begins a comment, so that `tags: #a` has no value at all. A
    text with several tags, `tags: a, b`, is invalid since Obsidian 1.9: write a list, `tags: [a, b]`. What is no text,
    like `2024`, is dropped.
    """

    severity: ClassVar[Severity] = "warning"
    fixes: ClassVar[frozenset[Safety]] = frozenset({"safe", "unsafe"})
    changes: ClassVar[frozenset[Content]] = frozenset({"properties", "tags"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "---\ntags: #a\nTags:\n  - #true\n  - b\n  - c/ # d\n  - 'e//'\n---\n"},
            problems=(
                'Note.md:2:7: "#a" is a comment in YAML, no tag: write "a"',
                'Note.md:4:5: "#true" is a comment in YAML, no tag: write "true"',
                'Note.md:6:5: "c/" ends in "/", which is no part of a tag: write "c"',
                'Note.md:7:5: "e//" ends in "/", which is no part of a tag: write "e"',
            ),
            fixed={"Note.md": "---\ntags: a\nTags:\n  - \"true\"\n  - b\n  - c # d\n  - 'e'\n---\n"},
        ),
        Example(
            files={"A.md": "---\ntags: a, b # c\n---\n", "B.md": "---\ntags: 'a #b/ 2024'\n---\n"},
            problems=(
                'A.md:2:7: "a, b" is one text, and no tag since Obsidian 1.9: write a list, [a, b]',
                'B.md:2:7: "a #b/ 2024" is one text, and no tag since Obsidian 1.9: write a list, [a, b, "2024"]',
            ),
            fixed={
                "A.md": "---\ntags: [a, b] # c\n---\n",
                "B.md": '---\ntags: [a, b, "2024"]\n---\n',
            },
        ),
        Example(
            files={"Note.md": "---\ntags: #a #b, #c\n---\n"},
            problems=('Note.md:2:7: "#a #b, #c" is a comment in YAML, no tag: write a list, [a, b, c]',),
            fixed={"Note.md": "---\ntags: [a, b, c]\n---\n"},
        ),
        Example(
            files={"Note.md": "---\ntags: [machine learning, 'a,b', c++, '##d', e\u2014f, \"g\u200bh\"]\n---\n"},
            problems=(
                'Note.md:2:8: "machine learning" holds a space, which no tag can: write "machine-learning"',
                'Note.md:2:26: "a,b" holds ",", which no tag can: make an entry of each tag',
                'Note.md:2:33: "c++" holds "+", which no tag can: use letters, digits, "-", "_" and "/"',
                'Note.md:2:38: "##d" holds "#", which no tag can: use letters, digits, "-", "_" and "/"',
                'Note.md:2:45: "e\u2014f" holds "\u2014", which no tag can: use letters, digits, "-", "_" and "/"',
                'Note.md:2:50: "g\u200bh" holds U+200B (zero width space), which no tag can:'
                ' use letters, digits, "-", "_" and "/"',
            ),
        ),
        Example(
            files={"Note.md": "---\ntags: [2024, '1984', true, 1.5, [x], {y: z}, '#']\n---\n"},
            problems=(
                'Note.md:2:8: "2024" is a number, and no tag: put a letter in, like "y2024"',
                'Note.md:2:14: "1984" has nothing but digits, and is no tag: put a letter in, like "y1984"',
                'Note.md:2:22: "true" is no text, and no tag: put it in quotes',
                'Note.md:2:28: "1.5" is a number, and no tag: use letters, digits, "-", "_" and "/"',
                'Note.md:2:33: "[x]" is a list, and no tag: write its entries without brackets',
                'Note.md:2:38: "{y: z}" is a map, and no tag: write text',
                'Note.md:2:46: "#" is no tag: a letter is missing',
            ),
        ),
        Example(
            files={
                "Note.md": "---\ntags: [a, '#b', c/d-e_f, 19-84, y1984, 2024/01, 🏷️, été, '漢字，', a//b]\n---\n",
                "Empty.md": "---\ntags: [a, '', ' ', null, ~, []]\n---\n",
            }
        ),
        Example(
            files={
                "A.md": "---\ntags:\n---\n",
                "B.md": "---\ntags: # none yet\n---\n",
                "C.md": '---\ntags: [a b, {{tag}}, "{{title}}"]\n---\n',
                "D.md": "---\ntags: <% tp.file.tags %>\n---\n",
                "E.md": "---\ntags: #<%tp.file.folder()%>\n---\n",
                "F.md": "---\ntopics: a, b\nTopic: #c\n---\n",
            }
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for property in note.properties:
            if property.name.lower() == "tags" and not has_placeholder(note, property):
                if _is_several(property):
                    yield _several(note, property)
                    continue
                commented = _commented_by_line(note)
                for value, span in property.each():
                    if value is None:
                        slip = commented.get(note.place(span.end).line)
                        yield from _commented(note, span, slip, is_entry=bool(property.entries))
                    elif not is_empty(value):
                        yield from (
                            _in_text(note, span, value) if isinstance(value, str) else _no_text(note, span, value)
                        )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _parts(text: str) -> list[str]:
    """What commas and spaces separate, without what does not belong to a tag."""
    return [tag for part in _SEPARATOR.split(text) if (tag := part.removeprefix("#").rstrip("/"))]


def _is_several(property: Property) -> bool:
    text = property.value
    return isinstance(text, str) and bool(_SEPARATOR.search(text.strip())) and bool(_parts(text))


def _several(note: Note, property: Property) -> Problem:
    """Unsafe: `tags: machine learning` may have been meant as one tag."""
    span = property.span
    what = f'"{_shown(property.value)}" is one text, and no tag since Obsidian 1.9: write a list'
    if not can_be_split(note, property):
        return Problem(span, what)
    new = flow_list(_parts(property.value))
    return Problem(span, f"{what}, {new}", Fix("unsafe", (Edit(span.start, note.slice(span), new),)))


def _commented_by_line(note: Note) -> dict[int, Slip]:
    return {note.place(slip.span.start).line: slip for slip in note.slips if slip.kind == "commented-tag"}


def _commented(note: Note, span: Span, slip: Slip | None, *, is_entry: bool) -> Iterator[Problem]:
    """Safe where one tag stands there: it is the value that is missing. Several words may be a comment; only where each
    has its `#`, a list of them is a good guess."""
    if slip:
        if _is_right_after(note, slip.span, span):
            text = note.slice(slip.span)
            what = f'"{text}" is a comment in YAML, no tag: write'
            new = _uncommented(text, is_entry) if span.start == span.end else None
            if new is None:
                yield Problem(slip.span, f'{what} tags without "#"')
            else:
                shown = f"a list, {new}" if new.startswith("[") else f'"{new.strip(_QUOTES)}"'
                reach = Span(span.start, slip.span.end)  # the property ends before the blanks in front of a comment
                fix = Fix("unsafe" if new.startswith("[") else "safe", (Edit(slip.span.start, text, new),), reach)
                yield Problem(slip.span, f"{what} {shown}", fix)


def _is_right_after(note: Note, comment: Span, value: Span) -> bool:
    return value.end <= comment.start and not note.text[value.end : comment.start].strip(" \t")


def _uncommented(comment: str, is_entry: bool) -> str | None:
    """What to write instead; None where that is not sure."""
    words = [word for word in _SEPARATOR.split(comment) if word]
    parts = _parts(comment)
    if len(parts) < len(words) or not all(map(is_tag, parts)) or not all(word.startswith("#") for word in words):
        return None
    if len(parts) == 1 and words == [comment]:
        return written(parts[0])
    return None if is_entry else flow_list(parts)


def _in_text(note: Note, span: Span, value: str) -> Iterator[Problem]:
    text = value.strip().removeprefix("#")
    tag = text.rstrip("/")
    if found := FORBIDDEN.search(tag):
        what = f'"{_shown(value)}" holds {_named(found[0])}, which no tag can'
        yield Problem(span, f"{what}: {_advice(found[0], tag)}")
    elif not tag:
        yield Problem(span, f'"{value}" is no tag: a letter is missing')
    elif _is_number(tag):
        yield Problem(span, f'"{value}" has nothing but digits, and is no tag: put a letter in, like "y{tag}"')
    elif tag != text:
        message = f'"{value}" ends in "/", which is no part of a tag: write "{tag}"'
        yield Problem(span, message, _without_slash(note, span))


def _no_text(note: Note, span: Span, value: Value) -> Iterator[Problem]:
    """A number, true or false, a list or a map; Obsidian drops it (4.6)."""
    text = _shown(note.slice(span))
    if isinstance(value, list):
        yield Problem(span, f'"{text}" is a list, and no tag: write its entries without brackets')
    elif isinstance(value, dict):
        yield Problem(span, f'"{text}" is a map, and no tag: write text')
    elif isinstance(value, bool):
        yield Problem(span, f'"{text}" is no text, and no tag: put it in quotes')
    elif _is_number(text):
        yield Problem(span, f'"{text}" is a number, and no tag: put a letter in, like "y{text}"')
    else:
        advice = "put it in quotes" if is_tag(text) else _ALLOWED
        yield Problem(span, f'"{text}" is a number, and no tag: {advice}')


def _shown(text: str) -> str:
    """On one line."""
    return " ".join(text.split())


def _named(character: str) -> str:
    if character.isspace():
        return "a space" if character == " " else "white space"
    if character.isprintable():
        return f'"{character}"'
    return f"U+{ord(character):04X} ({name_of_character(character, 'a control character').lower()})"


def _advice(character: str, tag: str) -> str:
    joined = "-".join(tag.split())
    if character.isspace() and is_tag(joined):
        return f'write "{joined}"'
    return "make an entry of each tag" if character == "," else _ALLOWED


def _without_slash(note: Note, span: Span) -> Fix | None:
    """Safe: the tag is the same with it and without. What is left may need quotes: `true/`."""
    if not is_simple(note, span):
        return None
    old = note.slice(span)
    quote = old[-1] if old[0] in _QUOTES else ""
    rest = old.removesuffix(quote)
    tag = rest.rstrip("/")
    if tag == rest or tag.endswith("\\"):  # which is how JSON may write a slash
        return None
    return Fix("safe", (Edit(span.start, old, tag + quote if quote or is_plain(tag) else written(tag)),))
