from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from vault_tools.model import Content, Edit, Fix, Note, Problem, Property, Safety, Severity, is_empty
from vault_tools.property_edits import flow_list, remove_property, stands_alone, written
from vault_tools.rules import Example, Rule
from vault_tools.rules.properties._values import can_be_split, has_placeholder, renamed
from vault_tools.schemas import Expected, expected, find_property
from vault_tools.schemas.values import PLURALS
from vault_tools.tags import tag_key
from vault_tools.vault import Vault

_SCHEMA = """
[[schema]]
name = "note"
[schema.properties]
"Last Modified" = { type = "date", deprecated = "Modified" }
rating = { deprecated = true }
"by.nick" = { deprecated = "by.name" }
"""


class DeprecatedProperty(Rule, frozen=True):
    """A note uses `tag`, `alias` or `cssclass`, which mean nothing since Obsidian 1.9, or what its schema deprecates.

    In Obsidian, what stands in `tag`, `alias` and `cssclass` does not count: the note does not have these tags, aliases
    or classes.

    Write `tags`, `aliases` and `cssclasses`, each with a list. The fix renames the property, or moves its entries into
    the other one if that is there, too.

    A schema can call more properties `deprecated`, and say what is written instead: the unsafe fix renames them, unless
    the note has the other one, too.
    """

    severity: ClassVar[Severity] = "warning"
    fixes: ClassVar[frozenset[Safety]] = frozenset({"safe", "unsafe"})
    changes: ClassVar[frozenset[Content]] = frozenset({"properties", "tags", "links"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "---\ntag: [a, b] # two\nAlias: The first one\n'cssclass':\n  - wide\n---\n"},
            problems=(
                'Note.md:2:1: "tag" means nothing since Obsidian 1.9: write "tags"',
                'Note.md:3:1: "Alias" means nothing since Obsidian 1.9: write "aliases"',
                'Note.md:4:1: "cssclass" means nothing since Obsidian 1.9: write "cssclasses"',
            ),
            fixed={"Note.md": "---\ntags: [a, b] # two\naliases: The first one\n'cssclasses':\n  - wide\n---\n"},
        ),
        Example(
            files={"Note.md": '---\ntag: a, 2024 #c\nalias: "One, Two + 2"\ncssclass: wide dark\n---\n'},
            problems=(
                'Note.md:2:1: "tag" means nothing since Obsidian 1.9: write "tags"',
                'Note.md:3:1: "alias" means nothing since Obsidian 1.9: write "aliases"',
                'Note.md:4:1: "cssclass" means nothing since Obsidian 1.9: write "cssclasses"',
            ),
            fixed={
                "Note.md": '---\ntags: [a, "2024"] #c\naliases: [One, "Two + 2"]\ncssclasses: [wide, dark]\n---\n',
            },
        ),
        Example(
            files={
                "Note.md": "---\ntag: b\ntags:\n  - A\nalias: [x, Y]\naliases: [y]\ncssclass:\ncssclasses: w\n---\n"
            },
            problems=(
                'Note.md:2:1: "tag" means nothing since Obsidian 1.9: put it into "tags"',
                'Note.md:5:1: "alias" means nothing since Obsidian 1.9: put it into "aliases"',
                'Note.md:7:1: "cssclass" means nothing since Obsidian 1.9: put it into "cssclasses"',
            ),
            fixed={"Note.md": "---\ntags:\n  - A\n  - b\naliases: [y, x, Y]\ncssclasses: w\n---\n"},
        ),
        Example(
            files={"Note.md": '---\ntags: a\ntag:\n- "#A"\n- B/c\n- "2024"\nTopic: x\n---\n'},
            problems=('Note.md:3:1: "tag" means nothing since Obsidian 1.9: put it into "tags"',),
            fixed={"Note.md": '---\ntags: [a, B/c, "2024"]\nTopic: x\n---\n'},
        ),
        Example(
            files={"Note.md": "---\ntags: [a]\ntag: # why\n  - b\n---\n", "Twice.md": "---\ntag: a\nTag: b\n---\n"},
            problems=(
                'Note.md:3:1: "tag" means nothing since Obsidian 1.9: put it into "tags"',
                'Twice.md:2:1: "tag" means nothing since Obsidian 1.9: write "tags"',
                'Twice.md:3:1: "Tag" means nothing since Obsidian 1.9: write "tags"',
            ),
        ),
        Example(
            config=_SCHEMA,
            files={
                "Note.md": "---\nlast modified: # when\n'Rating': 5\nby:\n  nick: M # short\n---\n",
                "Both.md": "---\nLast Modified: 2026-01-02\nby: {name: M, nick: M}\nmodified: 2026-01-02\n---\n",
            },
            problems=(
                'Both.md:2:1: "Last Modified" is deprecated (schema "note"): put it into "Modified"',
                'Both.md:3:15: "by.nick" is deprecated (schema "note"): put it into "by.name"',
                'Note.md:2:1: "Last Modified" is deprecated (schema "note"): write "Modified"',
                'Note.md:3:1: "rating" is deprecated (schema "note"): take it out',
                'Note.md:5:3: "by.nick" is deprecated (schema "note"): write "by.name"',
            ),
            fixed={"Note.md": "---\nModified: # when\n'Rating': 5\nby:\n  name: M # short\n---\n"},
        ),
        Example(config=_SCHEMA, files={"Note.md": "---\nModified: 2026-01-02\nnick: M\nby: {name: M}\n---\n"}),
        Example(files={"Note.md": "---\ntags: [a]\naliases:\ncssclasses: b\nby: {alias: c}\ntagged: d\n---\ntag: e\n"}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for property in note.properties:
            if plural := PLURALS.get(property.name.lower()):
                what = "put it into" if note.property_named(plural) else "write"
                message = f'"{property.name}" means nothing since Obsidian 1.9: {what} "{plural}"'
                yield Problem(property.key, message, _fix(note, property, plural))
        taken: set[str] = set()
        for it in expected(note, vault):
            new = it.wanted.deprecated
            if new and it.found and it.found.name.lower() not in PLURALS:
                yield from _declared(note, it, it.found, str(new).lower() not in taken)
                taken.add(str(new).lower())


def _declared(note: Note, it: Expected, old: Property, is_first: bool) -> Iterator[Problem]:
    """Nothing where another capital letter is all that is asked for, and there. Of several properties for which one is
    to be written, the first gets its name."""
    what, fix, new = "take it out", None, it.wanted.deprecated
    if isinstance(new, str):
        other = find_property(note, new)
        if other == old and old.name in (new, new.rpartition(".")[2]):
            return
        is_free = is_first and other in (None, old)
        what = f'{"write" if is_free else "put it into"} "{new}"'
        fix = _moved(note, it.name, old, new) if is_free and not has_placeholder(note, old) else None
    message = f'"{it.name}" is deprecated (schema "{it.schema.name}"): {what}'
    yield Problem(old.key, message, fix)


def _moved(note: Note, name: str, old: Property, new: str) -> Fix | None:
    """Unsafe: the name may mean something else to whoever asks for it. A property does not leave its map."""
    at = len(name) - len(old.name)
    is_same_map = new[:at].lower() == name[:at].lower() and ("." in old.name or "." not in new[at:])
    return renamed(note, old, new[at:]) if is_same_map else None


def _fix(note: Note, old: Property, plural: str) -> Fix | None:
    """Safe where entries stay as they are: they are tags or aliases again, which the writer meant them to be, and which
    Obsidian's own format converter makes of them. Where a text is taken apart, a space may have been meant: unsafe."""
    same = [p for p in note.properties if p != old and p.name.lower() in (old.name.lower(), plural)]
    is_plain_key = note.slice(old.key).strip("\"'") == old.name
    if not is_plain_key or len(same) > 1 or has_placeholder(note, old):
        return None
    if not same:
        return _renamed(note, old, plural)
    return _merged(note, old, same[0], plural) if same[0].name.lower() == plural else None


def _renamed(note: Note, old: Property, plural: str) -> Fix | None:
    rename = Edit(note.text.index(old.name, old.key.start), old.name, plural)
    if not isinstance(old.value, str) or _is_one(old.value, plural):
        return Fix("safe", (rename,), old.whole) if not isinstance(old.value, dict) else None
    if not can_be_split(note, old):
        return None
    parts = flow_list(_parts(old.value, plural))
    return Fix("unsafe", (rename, Edit(old.span.start, note.slice(old.span), parts)), old.whole)


def _merged(note: Note, old: Property, new: Property, plural: str) -> Fix | None:
    """Takes the lines of `old` away, and adds to the list of `new` what it lacks."""
    is_readable = plural != "tags" or not isinstance(new.value, str) or _is_one(new.value, plural)
    if not (is_readable and stands_alone(note, old) and stands_alone(note, new)):
        return None
    moved = [value for value, _ in old.each() if not is_empty(value)]
    is_whole = isinstance(old.value, list) or all(_is_one(value, plural) for value in moved)
    gone = remove_property(note, old)
    if not gone or (not is_whole and not can_be_split(note, old)):
        return None
    parts = moved if is_whole else _parts(moved[0], plural)
    return Fix("safe" if is_whole else "unsafe", (gone, *_added(note, new, _lacking(parts, new, plural))))


def _is_one(value: str, plural: str) -> bool:
    """Is the text one entry, or nothing?"""
    return _parts(value, plural) in ([value.strip()], [])


def _parts(value: str, plural: str) -> list[str]:
    """As Obsidian took such texts apart before 1.9. A tag or class cannot hold a space, an alias can."""
    parts = value.split(",") if plural == "aliases" else re.split(r"[,\s]+", value)
    return [part.strip() for part in parts if part.strip()]


def _lacking(parts: Iterable[str], new: Property, plural: str) -> list[str]:
    known = {_identity(value, plural) for value, _ in new.each() if value is not None}
    lacking = []
    for part in parts:
        if _identity(part, plural) not in known:
            known.add(_identity(part, plural))
            lacking.append(part)
    return lacking


def _identity(entry: str, plural: str) -> str:
    return tag_key(entry) if plural == "tags" else entry.strip()


def _added(note: Note, new: Property, texts: list[str]) -> Iterator[Edit]:
    """The edit that brings `texts` into the list, in the form that it has; there may be none to bring."""
    old = note.slice(new.span)
    if not texts:
        return
    if new.value is None:
        yield Edit(new.span.start, "", f" {flow_list(texts)}")
    elif not new.entries and is_empty(new.value):
        yield Edit(new.span.start, old, flow_list(texts))
    elif not new.entries:
        first = old if old[0] in "\"'" else written(new.value)
        yield Edit(new.span.start, old, f"[{first}, {', '.join(map(written, texts))}]")
    else:
        last = new.entries[-1]
        before = ", " if old[0] == "[" else note.text[note.text.rindex("\n", 0, last.start) : last.start]
        yield Edit(last.end, "", "".join(before + written(text) for text in texts))
