"""What the rules on links share: which links are worth checking, why one leads nowhere, and what it may have meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from vault_tools.model import Note, Safety, Severity, Span, heading_key, is_attachment, name_of
from vault_tools.placeholders import has_placeholder
from vault_tools.suggest import Vocabulary, nearest_name, vocabulary
from vault_tools.vault import Resolved, Vault, once_per_vault
from vault_tools.vault.relink import is_wikilink
from vault_tools.vault.resolve import key

Reason = Literal["url", "host", "alias", "embed", "link"]
"""Each has a rule of its own, so that one link is one problem."""

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://|(?:mailto|tel):|www\.", re.I)
_HOST = re.compile(
    r"www\.[^\s/]+\.[^\s]+"
    r"|(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|org|net|edu|gov|io|dev|app|ai|co|uk|de|fr|eu|info|ly|me|tv)(?:[/?:].*)?",
    re.I,
)
_FORMULA = re.compile(r"(?=.*[\[\],])[\d\s.,+*/()\[\]-]+")


def links_of(note: Note, vault: Vault) -> Iterator[Resolved]:
    """The note's internal links, without those that a template will fill in (7.2)."""
    return _filled_in(vault.links[note.path])


def noteworthy(note: Note, vault: Vault) -> Iterator[Resolved]:
    """Of these links, those that are not all there is to say: they lead nowhere, into a note, or to one of several."""
    return _filled_in(_noteworthy(vault).get(note.path, ()))


def unresolved(note: Note, vault: Vault, reason: Reason) -> Iterator[Resolved]:
    """The note's links that lead to no file, for this reason."""
    for resolved in noteworthy(note, vault):
        if resolved.target is None and _reason(resolved, note, vault) == reason:
            yield resolved


def _filled_in(links: Iterable[Resolved]) -> Iterator[Resolved]:
    for resolved in links:
        if not has_placeholder(resolved.link.target + resolved.link.subpath):
            yield resolved


@once_per_vault
def _noteworthy(vault: Vault) -> dict[str, list[Resolved]]:
    """Few links are: one walk over all of them spares each rule its own."""
    found: dict[str, list[Resolved]] = {}
    for path, links in vault.links.items():
        for resolved in links:
            resolution = resolved.resolution
            if resolution.path is None or resolution.candidates or resolved.link.subpath:
                found.setdefault(path, []).append(resolved)
    return found


def _reason(resolved: Resolved, note: Note, vault: Vault) -> Reason:
    link = resolved.link
    if link.context == "file":
        return "link"
    if is_wikilink(note, link):
        if _URL.match(link.target):
            return "url"
    elif _HOST.fullmatch(link.target):
        return "host"
    if key(link.target.removesuffix(".md")) in aliases(vault):
        return "alias"
    return "embed" if link.embed else "link"


def lessened(resolved: Resolved, severity: Severity | None = None) -> Severity | None:
    """Links in comments are mostly written by machines (2.9); for others `severity`, or the rule's own."""
    return "info" if resolved.link.context == "comment" else severity


def lessened_at(note: Note, span: Span) -> Severity | None:
    """The same for what is no link, but looks like one."""
    return "info" if note.commented.holds(span.start) else None


def safety_at(note: Note, span: Span) -> Safety:
    """A fix in a heading changes what links to the heading must say."""
    return "unsafe" if any(heading.span.holds(span.start) for heading in note.headings) else "safe"


def missing(target: str, vault: Vault) -> str:
    """The message for a linkpath that no file has, with what it may have meant."""
    target = target.removesuffix(".md")
    what = nothing_at(target)
    if _FORMULA.fullmatch(target):
        return f"{what}; if it is code or a formula, put it between backticks"
    near = _nearest(vault)(target)
    if near and heading_key(near.word) == heading_key(target):
        return f"{what}, did you mean {near}?"
    if notes := _headings(vault).get(heading_key(target)):
        return f'{what}, but a heading of "{notes[0]}": write [[{notes[0]}#{target}]]' if len(notes) == 1 else what
    return f"{what}, did you mean {near}?" if near else what


def nothing_at(target: str) -> str:
    """How that message begins."""
    return f'no {"file" if is_attachment(target) else "note"} "{target.removesuffix(".md")}"'


@once_per_vault
def aliases(vault: Vault) -> dict[str, list[str]]:
    """The vault paths of the notes that have an alias, by the key of the alias (3.6)."""
    found: dict[str, list[str]] = {}
    for note in vault.every_note:
        for alias in note.aliases:
            paths = found.setdefault(key(alias), [])
            if note.path not in paths:
                paths.append(note.path)
    return found


@once_per_vault
def _headings(vault: Vault) -> dict[str, list[str]]:
    """The names of the notes that have a heading, by what it is compared by."""
    found: dict[str, list[str]] = {}
    for note in vault.notes.values():
        for heading in note.anchors:
            found.setdefault(heading, []).append(note.name)
    return found


@once_per_vault
def _nearest(vault: Vault) -> Callable[[str], _Near | None]:
    """Remembers what it found: one missing note is often linked from many."""
    return lru_cache(maxsize=None)(_Names(vault).nearest)


class _Near(NamedTuple):
    word: str
    linkpath: str
    """What to write; another than the word if that is an alias."""

    def __str__(self) -> str:
        return f'"{self.word}"' if self.word == self.linkpath else f"[[{self.linkpath}|{self.word}]]"


class _Names:
    """What could have been meant. Paths and names are only gathered when they are asked for."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def nearest(self, target: str) -> _Near | None:
        if "/" in target:
            moved = self._vault.resolve(target.rpartition("/")[2], "").path
            near = moved.removesuffix(".md") if moved else nearest_name(target, self._paths)
            return _Near(near, near) if near else None
        near = nearest_name(target, self._names[0])
        return _Near(near, self._names[1][near]) if near else None

    @cached_property
    def _paths(self) -> Vocabulary:
        return vocabulary(path.removesuffix(".md") for path in self._vault.files)

    @cached_property
    def _names(self) -> tuple[Vocabulary, dict[str, str]]:
        """Names of files, and aliases; and the linkpath to write for each."""
        names = {alias: note.name for note in self._vault.every_note for alias in note.aliases}
        names |= {name_of(path): name_of(path) for path in self._vault.files}
        return vocabulary(names), names
