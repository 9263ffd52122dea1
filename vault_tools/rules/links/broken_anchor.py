from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import ClassVar, NamedTuple

from vault_tools.links import BLOCK_ID
from vault_tools.model import Link, Note, Problem, Severity, heading_key
from vault_tools.rules import Example, Rule
from vault_tools.rules.links._reach import lessened, noteworthy
from vault_tools.suggest import did_you_mean
from vault_tools.vault import Vault, once_per_vault
from vault_tools.vault.anchors import hidden_headings, is_block, is_missing, segments
from vault_tools.vault.linktext import percent_encode

_NOT_IN_SLUG = re.compile(r"[^\w\- ]")
_MOST = 500
"""Among more names than this nobody looks for the nearest one of each link."""
_HEADING = re.compile(r"^(?:<!--)?[ ]{0,3}#{1,6}[ \t]+(?P<text>.*?)(?:[ \t]*#*)?(?:-->)?$", re.M)
_ID = re.compile(rf"\^{BLOCK_ID}")


class BrokenAnchor(Rule, frozen=True):
    """A link leads to a note, but not to a heading or block that is in it.

    In Obsidian, a link to a heading or block that is missing opens the note, but not at the place that was meant, and
    an embed of it shows a "not found" box.

    Headings are compared without case and ASCII punctuation; those inside quotes, callouts and list items cannot be
    linked to.
    """

    severity: ClassVar[Severity] = "warning"
    for_canvases: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "[[Paths#Relaxing the edge]]\n", "Paths.md": "## Relaxing an edge\n"},
            problems=('Note.md:1:1: "Paths" has no heading "Relaxing the edge", did you mean "Relaxing an edge"?',),
        ),
        Example(
            files={"Note.md": "[x](#Later) [[#^gone]] [[#^my_id]]\n"},
            problems=(
                'Note.md:1:1: "Note" has no heading "Later"',
                'Note.md:1:13: "Note" has no block "^gone"',
                'Note.md:1:24: "Note" has no block "^my_id": ids are made of Latin letters, digits and hyphens',
            ),
        ),
        Example(
            files={"Note.md": "[[#links-that-last]]\n\n# Links that last!\n"},
            problems=('Note.md:1:1: "Note" has no heading "links-that-last", did you mean "Links that last!"?',),
            unlike=frozenset({"callout"}),
        ),
        Example(
            files={
                "Note.md": "[a](MAC.md#Wired%20medium|a) [b](MAC.md#Trees)\n",
                "MAC.md": "# Wired medium\n# Trees^[1]\n",
            },
            problems=(
                'Note.md:1:1: "MAC" has no heading "Wired medium|a": in a Markdown link "|" has no meaning,'
                " write [a](MAC.md#Wired%20medium)",
                'Note.md:1:30: "MAC" has no heading "Trees", did you mean "Trees^[1]"?',
            ),
        ),
        Example(
            files={"Note.md": "[[List#Plugins]]\n", "List.md": "<!--\n## Plugins\n-->\n"},
            problems=('Note.md:1:1: "List" has no heading "Plugins": it stands inside an HTML comment',),
        ),
        Example(
            files={"Note.md": "# What is it?\n\n- ## Inside\n\n[x](#what%20is%20it) [[#Inside]]\n"},
            problems=('Note.md:5:22: "Note" has no heading "Inside": it stands inside a list, quote or callout',),
            unlike=frozenset({"callout"}),
        ),
        Example(
            files={
                "Note.md": "[[Paper.pdf#page=3]] [[N#A#B]] [[N#^id]]\n",
                "Paper.pdf": "",
                "N.md": "# A\n## B\nx ^ID\n",
            }
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for resolved in noteworthy(note, vault):
            link, target = resolved.link, vault.note_with_anchor(resolved)
            if target and is_missing(target, link.subpath):
                yield Problem(link.span, _message(target, link, vault), None, lessened(resolved))


def _message(target: Note, link: Link, vault: Vault) -> str:
    parts = segments(link.subpath)
    if is_block(link.subpath):
        if not _ID.fullmatch(parts[-1]):
            return f'"{target.name}" has no block "{parts[-1]}": ids are made of Latin letters, digits and hyphens'
        return f'"{target.name}" has no block "{parts[-1]}"{_near(parts[-1], ["^" + id for id in target.blocks_by_id])}'
    missing = f'"{target.name}" has no heading "{" > ".join(parts)}"'
    heading, bar, text = link.subpath.partition("|")
    if bar and link.kind == "markdown" and not is_missing(target, heading):
        # `[x](Note.md#Heading|x)` is a mixture of the two kinds of links
        plain = f"{percent_encode(link.target)}{percent_encode(heading)}"
        return f'{missing}: in a Markdown link "|" has no meaning, write [{link.display or text}]({plain})'
    if hidden_headings(target, link.subpath):
        return f"{missing}: it stands inside a list, quote or callout"
    if heading_key(parts[-1]) in _commented_headings(vault).get(target.path, ()):
        return f"{missing}: it stands inside an HTML comment"
    return missing + _suggested(parts[-1], target, vault)


@once_per_vault
def _commented_headings(vault: Vault) -> dict[str, set[str]]:
    """By note: what would be headings, if an HTML comment did not hide them."""
    found: dict[str, set[str]] = {}
    for note in vault.every_note:
        for comment in note.comments:
            if comment.kind == "html" and "#" in (text := note.slice(comment.span)):
                headings = (heading_key(heading["text"]) for heading in _HEADING.finditer(text))
                found.setdefault(note.path, set()).update(headings)
    return found


def _suggested(wanted: str, target: Note, vault: Vault) -> str:
    """A heading that GitHub would link so, or that begins with the words, else one that is spelt nearly like them."""
    slugs, keys = _headings(vault)(target.path)
    start = heading_key(wanted) + " "
    longer = keys[i] if (i := bisect_left(keys, start)) < len(keys) and keys[i].startswith(start) else None
    if heading := slugs.get(_slug(wanted)) or (longer and target.anchors[longer][0].text):
        return f', did you mean "{heading}"?'
    return _near(wanted, list(slugs.values()))


class _Headings(NamedTuple):
    by_slug: dict[str, str]
    keys: list[str]


@once_per_vault
def _headings(vault: Vault) -> Callable[[str], _Headings]:
    """Of the note at a path, and remembered: one list is often linked to from many notes."""

    def headings(path: str) -> _Headings:
        note = vault.note(path)
        anchors = note.anchors if note else {}
        return _Headings({_slug(found[0].text): found[0].text for found in anchors.values()}, sorted(anchors))

    return lru_cache(maxsize=None)(headings)


def _near(wanted: str, known: list[str]) -> str:
    return did_you_mean(wanted, known) if len(known) <= _MOST else ""


def _slug(text: str) -> str:
    return _NOT_IN_SLUG.sub("", text.lower()).replace(" ", "-")
