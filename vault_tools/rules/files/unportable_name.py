from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from vault_tools.file_names import DEVICE, MAX_BYTES, MEANT, REFUSED
from vault_tools.model import Problem, Severity, Span, file_class, name_of
from vault_tools.rules import Example, Rule
from vault_tools.rules.files._entries import entries, reported_at
from vault_tools.vault import Vault


class UnportableName(Rule, frozen=True):
    """A file or folder has a name that another system refuses, or that no link can spell.

    In Obsidian, a link to a name with `#`, `^`, `|`, `[[`, `]]` or `%%` may lead elsewhere, because these mean
    something in a link. What Windows refuses is missing there after a sync or a git checkout.

    Windows takes none of `* " \\ < > : | ?`, no name that ends in a space or a dot, and no `CON.md` or `NUL.md`. Rename
    it in Obsidian, which mends the links. A folder is reported once, at the first file in it. A note whose name ends in
    a dot before its `.md` is only an info: the file itself is no trouble, but what is named after it is.
    """

    severity: ClassVar[Severity] = "warning"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Why?.md": "", "Talks/Q*A/a.md": "", "Talks/Q*A/b.md": ""},
            problems=(
                'Talks/Q*A/a.md:1:1: the folder "Q*A": Windows refuses "*"',
                'Why?.md:1:1: "Why?.md": Windows refuses "?"',
            ),
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(
            files={"C# | F#.md": "", "a^b.png": "", "x[[y.md": "", "50%%.md": ""},
            problems=(
                '50%%.md:1:1: "50%%.md": "%%" may begin a comment in a link',
                'C# | F#.md:1:1: "C# | F#.md": Windows refuses "|"; a link takes what follows "#" for a heading;'
                ' a wikilink takes what follows "|" for the text to show',
                'a^b.png:1:1: "a^b.png": links to a name with "^" may fail',
                'x[[y.md:1:1: "x[[y.md": no wikilink can hold "[["',
            ),
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(
            files={"aux.md": "", "Part 1./a.md": "", "draft ": "", "Note .md": ""},
            problems=(
                'Note .md:1:1: "Note .md": a link loses the space at its edge, so [[Note ]] looks for "Note"',
                'Part 1./a.md:1:1: the folder "Part 1.": Windows takes no name that ends in a dot',
                'aux.md:1:1: "aux.md": Windows keeps "aux" for a device',
                'draft :1:1: "draft ": Windows takes no name that ends in a space',
            ),
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(
            files={"Central Ideas..md": ""},
            problems=(
                'Central Ideas..md:1:1: "Central Ideas..md": the name of the note ends in a dot: a folder or export'
                " that is named after it fails on Windows",
            ),
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(files={"Auxiliary.md": "", "A [draft] & 100% (b)'s.md": "", "code/#make#.py": ""}),
    )

    def check_files(self, vault: Vault) -> Iterator[tuple[str, Problem]]:
        for path in entries(vault):
            name = path.rpartition("/")[2]
            is_folder = path not in vault.files
            reasons = [*_unportable(name)]
            if is_folder or file_class(path) != "other":  # nobody links to code
                reasons += _unlinkable(name)
            severity: Severity | None = None
            if not reasons and name.endswith("..md"):
                reasons, severity = [_DOT], "info"
            if reasons and (place := reported_at(path, vault)):
                what = f'{"the folder " if is_folder else ""}"{_CONTROL.sub("�", name)}"'
                yield place, Problem(Span(0, 0), f"{what}: {'; '.join(reasons)}", None, severity)


_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_MEANINGS = {
    "#": 'a link takes what follows "#" for a heading',
    "^": 'links to a name with "^" may fail',
    "|": 'a wikilink takes what follows "|" for the text to show',
    "%%": '"%%" may begin a comment in a link',
}
_DOT = "the name of the note ends in a dot: a folder or export that is named after it fails on Windows"


def _unportable(name: str) -> Iterator[str]:
    if refused := dict.fromkeys(REFUSED.findall(name)):
        yield "Windows refuses " + " and ".join(_shown(character) for character in refused)
    if name.endswith((" ", ".")):
        yield f"Windows takes no name that ends in a {'dot' if name.endswith('.') else 'space'}"
    if device := DEVICE.match(name):
        yield f'Windows keeps "{device[0]}" for a device'
    if len(name) * 4 > MAX_BYTES and (size := len(name.encode(errors="replace"))) > MAX_BYTES:
        yield f"the name has {size} bytes, and most systems take {MAX_BYTES} at most"


def _unlinkable(name: str) -> Iterator[str]:
    """What a character in a name does to links (1.9)."""
    for meant in dict.fromkeys(MEANT.findall(name)):
        yield _MEANINGS.get(meant) or f'no wikilink can hold "{meant}"'
    short = name_of(name)
    if name.endswith(".md") and short != short.strip(" "):
        yield f'a link loses the space at its edge, so [[{short}]] looks for "{short.strip(" ")}"'


def _shown(character: str) -> str:
    return f'"{character}"' if character >= " " else f"the control character U+{ord(character):04X}"
