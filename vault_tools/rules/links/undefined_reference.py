from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity, Span
from vault_tools.placeholders import has_placeholder
from vault_tools.rules import Example, Rule
from vault_tools.suggest import did_you_mean
from vault_tools.vault import Vault

_INDEXED = re.compile(r"[\w)\]}'\"]")
"""What stands before brackets in code: `a[i][j]`, `f(x)[i][j]`."""
_WORD = re.compile(r"[^\W\d_]{2}")
_CHARACTERS = re.compile(r"\^?(?:\w-\w|\\\w)+")
"""`[a-z][0-9]` is what a regular expression says."""
_MARKS = ("^", "!", "/", "@", "$", "'", '"')
"""How no id begins, but a footnote, a callout, a tag of a forum, a citation, a key in code."""
_DEFINITION = re.compile(r"^[ \t>*+-]*\[([^\[\]\n]+)\]:", re.M)


class UndefinedReference(Rule, frozen=True):
    """A link by reference, `[text][id]`, names an id that the note does not define.

    In Obsidian, it is no link, but text with brackets.

    Add a line `[id]: destination` to the note, where nothing stands before the first bracket. Case does not matter. A
    bracket alone, `[id]`, is never reported: most often it is meant as text; nor is `a[i][j]`, and what else looks like
    code.
    """

    severity: ClassVar[Severity] = "warning"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={
                "Note.md": "See [the guide][guide], [Docs][], ![map][maps] and [a note][Note].\n\n"
                "[Guides]: https://example.org\n[map]: map.png\n",
                "map.png": "",
                "Other.md": "[Docs]: Note.md\n",
            },
            problems=(
                'Note.md:1:5: no link: nothing defines "guide", did you mean "Guides"?',
                'Note.md:1:25: no link: nothing defines "Docs"; add a line "[Docs]: ..."',
                'Note.md:1:35: no link: nothing defines "maps", did you mean "map"?',
                'Note.md:1:52: no link: nothing defines "Note"; add a line "[Note]: ..."',
            ),
        ),
        Example(
            files={"Note.md": "# On [this][1]\n\n| a | b |\n| --- | --- |\n| [![build][ci]](#x) | **[two words][one\n"},
            problems=(
                'Note.md:1:6: no link: nothing defines "1"; add a line "[1]: ..."',
                'Note.md:5:4: no link: nothing defines "ci"; add a line "[ci]: ..."',
            ),
        ),
        Example(
            files={
                "Note.md": "[one][A] [a][] [two] [x][y] a[two][three] m[one][two][three] [[Note]][one] [two][[Note]]\n"
                "[see][^1] [k:: v][other:: w] [two](#x)[three] [two][three](#x) [a-z][0-9] \\[two][three]\n"
                "`[two][three]` $[two][three]$ %%[two][three]%% [late][later] [{{title}}][{{id}}]\n\n"
                "- [x] [A][]\n\n> [!note] [b]\n\n[^1]: x\n[a]: Note.md\n\nText\n  [later]: Note.md\n"
            }
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        slips = [slip for slip in note.slips if slip.kind == "undefined-reference" and _is_meant(note, slip.span)]
        written = {_key(found[1]) for found in _DEFINITION.finditer(note.text)} if slips else ()
        advice: dict[str, str] = {}
        for slip in slips:
            id = _id(note.slice(slip.span))
            if _key(id) not in written:  # what is written, but out of place, may count for Obsidian all the same
                if id not in advice:
                    advice[id] = _advice(id, note)
                yield Problem(slip.span, f'no link: nothing defines "{id}"{advice[id]}')


def _is_meant(note: Note, span: Span) -> bool:
    """Is it surely a link by reference, and neither code nor anything else in brackets?"""
    written = note.slice(span)
    text, id = _text(written), _id(written)
    is_image = written.startswith("!")
    if note.commented.holds(span.start) or "::" in written or has_placeholder(written):
        return False
    if not is_image and (_INDEXED.match(note.text[span.start - 1 : span.start]) or not _WORD.search(text)):
        return False
    return any(map(str.isalnum, id)) and not any(
        part.startswith(_MARKS) or _CHARACTERS.fullmatch(part) for part in (text, id)
    )


def _text(written: str) -> str:
    return written.removeprefix("!")[1:].rpartition("][")[0]


def _id(written: str) -> str:
    """Of `[text][]` it is the text."""
    return " ".join((written.rpartition("][")[2].removesuffix("]") or _text(written)).split())


def _key(id: str) -> str:
    return " ".join(id.split()).casefold()


def _advice(id: str, note: Note) -> str:
    """Numbers are all alike."""
    near = "" if id.isdigit() else did_you_mean(id, (link.key for link in note.links if link.kind == "reference"))
    return near or f'; add a line "[{id}]: ..."'
