from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, NamedTuple, get_args

from vault_tools.model import Content, Cover, Edit, Fix, Note, Problem, Safety, Severity, Span
from vault_tools.placeholders import has_placeholder
from vault_tools.rules import Example, Rule
from vault_tools.rules.structure._places import opaque
from vault_tools.source import splice
from vault_tools.vault import Vault, once_per_vault


class MisplacedFrontmatter(Rule, frozen=True):
    """A block of properties stands where Obsidian does not look for one, so it is plain text.

    In Obsidian, a block of properties in the wrong place is only text: the note has no properties, no tags from them
    and no aliases.

    The first line of the note must be `---` and nothing else: no blank line, no space and no heading before it, no
    space after it. The next line that is `---` closes the block; `...` does not. A block counts as one of properties
    only if all of its lines look like properties; below a text, one must also have a common name, such as `tags`, or
    one that other notes use.

    The fix takes away blank lines and spaces. It is unsafe, because text then becomes properties.
    """

    severity: ClassVar[Severity] = "warning"
    fixes: ClassVar[frozenset[Safety]] = frozenset({"unsafe"})
    changes: ClassVar[frozenset[Content]] = frozenset(get_args(Content))
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "\n \n---\ntags: [a]\n---\nText\n"},
            problems=('Note.md:3:1: the property "tags" is only text: remove the blank lines above the "---"',),
            fixed={"Note.md": "---\ntags: [a]\n---\nText\n"},
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(
            files={"Note.md": "--- \ntitle: A\nstatus:\n  - new\n---\n"},
            problems=('Note.md:1:1: the property "title" is only text: remove the spaces around the first "---"',),
            fixed={"Note.md": "---\ntitle: A\nstatus:\n  - new\n---\n"},
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(
            files={"Note.md": "--- \nx: 1\n---\n"},
            problems=('Note.md:1:1: the property "x" is only text: remove the spaces around the first "---"',),
            fixed={"Note.md": "---\nx: 1\n---\n"},
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(
            files={"Note.md": "\n---\ntags: [a\ntitle: b\n---\n"},
            problems=('Note.md:2:1: the property "tags" is only text: remove the blank lines above the "---"',),
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(
            files={"A.md": "# A\n\n---\nRating: 5\n---\nText\n", "B.md": "---\nRating: 4\n---\n"},
            problems=('A.md:3:1: the property "Rating" is only text: move its block to the first line of the note',),
            unlike=frozenset({"callout"}),
        ),
        Example(
            files={"A.md": "---\ndate: 2024-01-01\n\nText\n", "B.md": "---\ntags:\n- b\n...\nText\n"},
            problems=(
                'A.md:1:1: the property "date" is only text: a line "---" is missing below it',
                'B.md:4:1: the property "tags" is only text: write "---" for "..."',
            ),
        ),
        Example(
            files={
                "A.md": "----\ntags: a\n---\nText\n",
                "B.md": "--\ntitle: a\n--\n",
                "C.md": "---\ntitle: a\n ---\n",
                "D.md": "----\nFirst: text\n\n---\n",
            },
            problems=(
                'A.md:1:1: the property "tags" is only text: write "---" for "----"',
                'B.md:1:1: the property "title" is only text: write "---" for "--"',
                'C.md:3:2: the property "title" is only text: remove the spaces before the "---"',
            ),
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(
            files={
                "A.md": "---\nkey: value\nother: x\n\n# H\n",
                "B.md": "---\ntags: a\nText\n",
                "C.md": "---\nx: 1\nText\n",
            },
            problems=(
                'A.md:1:1: the property "key" is only text: a line "---" is missing below it',
                'B.md:1:1: the property "tags" is only text: a line "---" is missing below it',
            ),
        ),
        Example(
            files={
                "A.md": "# A\n\n---\nDate: in May\nNote: this is text\n---\n",
                "B.md": "# B\n\n---\nAbout tags: a text\nThat goes on\n---\n\n```\n---\ntags: a\n---\n```\n",
                "C.md": "---\n\nTags: they come later\n",
            },
            unlike=frozenset({"callout"}),
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        if note.body == 0:
            for opening in _openings(note):
                block = _open(note.text, opening) if _is_right(opening) else _closed(note.text, opening)
                if name := _known_name(note, opening, block, vault):
                    yield _problem(note, opening, block, name)
                    return


class _Block(NamedTuple):
    names: tuple[str, ...] = ()
    """Of its properties; none if it is not surely one of properties."""
    closing: Span | None = None
    """What was meant to close it and does not."""
    has_blank_lines: bool = False
    runs_into_text: bool = False


_MAX_LINES = 20
_MAX_CHARACTERS = 5000
_COMMON = frozenset(
    {"tags", "aliases", "cssclasses", "title", "date", "created", "updated", "author", "publish"}
    | {"status", "type", "category", "description"}
)
_OPENING = re.compile(r"^[ \t]*(?P<dashes>---|(?<![\s\S])(?:--|-{4,}))[ \t]*$", re.M)
"""Two dashes or more than three only at the very beginning."""
_MEANT_TO_CLOSE = re.compile(r"[ \t]*(?:-{2,}|\.\.\.|—)[ \t]*")
_PROPERTY = re.compile(r"""(?P<quote>["']?)(?P<name>[^\W_][^:\n"']*)(?P=quote):(?:[ \t].*)?""")
_BELOW_A_PROPERTY = re.compile(r"-(?:[ \t].*)?|[ \t]+\S.*|#.*")


def _openings(note: Note) -> Iterator[re.Match[str]]:
    """The first lines of the note that could open a block of properties."""
    hidden = Cover(opaque(note))
    for opening in _OPENING.finditer(note.text, 0, _MAX_CHARACTERS):
        before = note.text[: opening.start("dashes")]
        if before.count("\n") >= _MAX_LINES or has_placeholder(before):
            return  # a template plug-in takes away what stands above
        is_first = not before.strip()  # a tab before it makes it code, but nobody begins a note with that
        if is_first or (before.endswith("\n") and not hidden.holds(opening.start("dashes"))):
            yield opening


def _is_right(opening: re.Match[str]) -> bool:
    """On the first line, and nothing but three dashes there?"""
    return opening.span() == (0, len("---"))


def _is_below_text(note: Note, opening: re.Match[str]) -> bool:
    return bool(note.text[: opening.start()].strip())


def _closing(text: str, opening: re.Match[str]) -> re.Match[str] | None:
    """The next line of three dashes, or of as many as are in the one that opens."""
    return re.compile(rf"^(?:---|{opening['dashes']})[ \t]*$", re.M).search(text, opening.end())


def _closed(text: str, opening: re.Match[str]) -> _Block:
    closing = _closing(text, opening)
    if not closing:
        return _Block()
    lines = text[opening.end() + 1 : closing.start()].split("\n")[:-1]
    return _Block(_names(lines), has_blank_lines=not all(lines))


def _open(text: str, opening: re.Match[str]) -> _Block:
    """A block that nothing closes, on the first line of the note, ends at a blank line, a heading or a text."""
    lines: list[str] = []
    is_text = False
    start = opening.end() + 1
    for line in text[start:].split("\n"):
        if _MEANT_TO_CLOSE.fullmatch(line):
            end = start + len(line.rstrip())
            return _Block(_names(lines), Span(end - len(line.strip()), end))
        is_text = bool(line.strip()) and not line.startswith("#") and not _is_of_property(line, bool(lines))
        if not line.strip() or line.startswith("#") or is_text:
            break
        lines.append(line)
        start += len(line) + 1
    return _Block(_names(lines), runs_into_text=is_text)


def _is_of_property(line: str, is_below: bool) -> bool:
    return bool(_PROPERTY.fullmatch(line) or (is_below and _BELOW_A_PROPERTY.fullmatch(line)))


def _names(lines: list[str]) -> tuple[str, ...]:
    """Of the properties; none as soon as one line can be anything else."""
    names: list[str] = []
    for line in lines:
        if found := _PROPERTY.fullmatch(line):
            names.append(found["name"].rstrip())
        elif line.strip() and not (names and _BELOW_A_PROPERTY.fullmatch(line)):
            return ()
    return tuple(names)


def _known_name(note: Note, opening: re.Match[str], block: _Block, vault: Vault) -> str | None:
    """Below a text, lines of `Name: text` between two thematic breaks are not rare: there we look closer.

    With nothing but blanks above it, a block cannot well be anything else (4.1), unless it runs into text.
    """
    spelled, lower = _known(vault)
    if _is_below_text(note, opening):
        return None if block.has_blank_lines else next((name for name in block.names if name in spelled), None)
    known = next((name for name in block.names if name.lower() in lower), None)
    is_sure = opening["dashes"] == "---" and not block.runs_into_text
    return known or (block.names[0] if block.names and is_sure else None)


@once_per_vault
def _known(vault: Vault) -> tuple[frozenset[str], frozenset[str]]:
    """Names of properties as they are spelled, and in lower case."""
    names = _COMMON.union(property.name for note in vault.every_note for property in note.properties)
    return names, frozenset(name.lower() for name in names)


def _problem(note: Note, opening: re.Match[str], block: _Block, name: str) -> Problem:
    dashes = Span(*opening.span("dashes"))
    before, what = note.text[: dashes.start], f'the property "{name}" is only text'
    for meant in (block.closing, dashes):
        if meant and note.slice(meant) != "---":
            return Problem(meant, f'{what}: write "---" for "{note.slice(meant)}"')
    if block.closing:
        return Problem(block.closing, f'{what}: remove the spaces before the "---"')
    if _is_right(opening):
        return Problem(dashes, f'{what}: a line "---" is missing below it')
    if _is_below_text(note, opening):
        return Problem(dashes, f"{what}: move its block to the first line of the note")
    needless = 'blank lines above the "---"' if "\n" in before else 'spaces around the first "---"'
    return Problem(dashes, f"{what}: remove the {needless}", _fix(note, opening))


def _fix(note: Note, opening: re.Match[str]) -> Fix | None:
    from vault_tools.parse import parse_note  # heavy, and seldom needed

    start, end = opening.span("dashes")
    edits = [Edit(0, note.text[:start], ""), Edit(end, note.text[end : opening.end()], "")]
    closing = _closing(note.text, opening)
    block = Span(0, closing.end() if closing else len(note.text))
    fix = Fix("unsafe", tuple(edit for edit in edits if edit.old), block)
    return None if parse_note(note.path, splice(note.text, fix.edits)).error else fix
