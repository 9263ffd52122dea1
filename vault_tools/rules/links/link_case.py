from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar
from unicodedata import normalize

from vault_tools.model import Content, Fix, Link, Note, Problem, Safety, Severity
from vault_tools.rules import Example, Rule
from vault_tools.rules.links._reach import lessened, links_of
from vault_tools.vault import Vault, once_per_vault
from vault_tools.vault.relink import relinked
from vault_tools.vault.resolve import key


class LinkCase(Rule, frozen=True):
    """A link spells the name of its file with other capitals, or with other spaces.

    In Obsidian, a link works whatever its capitals; on GitHub, web servers and in most other programs it leads nowhere
    unless they are those of the file.

    Names that only differ in this are left to `case-collision`.
    """

    severity: ClassVar[Severity] = "info"
    fixes: ClassVar[frozenset[Safety]] = frozenset({"safe"})
    changes: ClassVar[frozenset[Content]] = frozenset({"links", "properties"})
    is_default: ClassVar[bool] = False
    for_canvases: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={
                "Note.md": "[[log]] [[LOG#Monday|x]] [y](sub/plan%20b.md) ![[MAP.png]]\n",
                "Log.md": "# Monday\n",
                "Sub/Plan B.md": "",
                "map.png": "",
            },
            problems=(
                'Note.md:1:1: "log" is spelt "Log"',
                'Note.md:1:9: "LOG" is spelt "Log"',
                'Note.md:1:26: "sub/plan b.md" is spelt "Sub/Plan B.md"',
                'Note.md:1:47: "MAP.png" is spelt "map.png"',
            ),
            fixed={"Note.md": "[[Log]] [[Log#Monday|x]] [y](Sub/Plan%20B.md) ![[map.png]]\n"},
        ),
        Example(
            files={"Sub/Note.md": "[[../LOG]] [[/sub/note.md]]\n", "Log.md": ""},
            problems=(
                'Sub/Note.md:1:1: "../LOG" is spelt "../Log"',
                'Sub/Note.md:1:12: "/sub/note.md" is spelt "/Sub/Note.md"',
            ),
            fixed={"Sub/Note.md": "[[../Log]] [[/Sub/Note.md]]\n"},
        ),
        Example(
            files={"Note.md": "[[Two\u00a0words]]\n", "Two words.md": ""},
            problems=('Note.md:1:1: "Two\u00a0words" is spelt "Two words", with other spaces',),
            fixed={"Note.md": "[[Two words]]\n"},
        ),
        Example(
            files={"Note.md": "# My [[log]]\n", "Log.md": ""},
            problems=('Note.md:1:6: "log" is spelt "Log"',),
            fixed={"Note.md": "# My [[Log]]\n"},
        ),
        Example(
            files={"Note.md": "---\ntags: ['[[log]]']\n---\n", "Log.md": ""},
            problems=('Note.md:2:8: "log" is spelt "Log"',),
        ),
        Example(files={"Note.md": "[[a]] [[A]]\n", "a.md": "", "A.md": ""}),
        Example(files={"Note.md": "[[Log]] [[Log.md|log]] [[sub/Plan]]\n", "Log.md": "", "sub/Plan.md": ""}),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for resolved in links_of(note, vault):
            link = resolved.link
            if resolved.target and link.target:
                spelling = _spelling(link.target, resolved.target)
                is_other = spelling and spelling != normalize("NFC", link.target)
                if spelling and is_other and key(resolved.target) not in _collisions(vault):
                    spaces = "" if spelling.lower() == link.target.lower() else ", with other spaces"
                    message = f'"{link.target}" is spelt "{spelling}"{spaces}'
                    yield Problem(
                        link.span, message, _fix(note, link, spelling, resolved.target, vault), lessened(resolved)
                    )


@once_per_vault
def _collisions(vault: Vault) -> frozenset[str]:
    """Keys that two files have: there a link may mean either."""
    counts = Counter(map(key, vault.files))
    return frozenset(name for name, count in counts.items() if count > 1)


def _spelling(written: str, path: str) -> str | None:
    """`written` as the path spells it, with as many folders; None when `..` stands in its middle."""
    parts, rest = [], written.split("/")
    while rest and rest[0] in ("", ".", ".."):
        parts.append(rest.pop(0))
    if not rest or ".." in rest or "." in rest:
        return None
    actual = path.split("/")[-len(rest) :]
    if key(actual[-1]) != key(rest[-1]):
        actual[-1] = actual[-1][: -len(".md")]
    return "/".join(parts + actual)


def _fix(note: Note, link: Link, spelling: str, target: str, vault: Vault) -> Fix | None:
    """None where the link is a tag, too, as in `tags: ["[[log]]"]`: no safe fix makes another tag of it."""
    is_tag = link.kind == "property" and any(tag.span == link.span for tag in note.tags)
    if is_tag or vault.resolve(spelling, note.path).path != target:
        return None
    edit = relinked(note, link, spelling)
    return Fix("safe", (edit,)) if edit else None
