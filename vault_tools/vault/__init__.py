"""A vault: its notes and files, and what their links mean. Built whole or not at all, and never changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, wraps
from pathlib import Path
from typing import NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from vault_tools.config import Config
from vault_tools.model import Link, Note
from vault_tools.vault.ignore import matcher
from vault_tools.vault.resolve import Names, Resolution

_T = TypeVar("_T")


class Resolved(NamedTuple):
    """A link and what it opens. External links are not resolved and have none of these."""

    link: Link
    source: str
    resolution: Resolution

    @property
    def target(self) -> str | None:
        return self.resolution.path


@dataclass(frozen=True, eq=False)
class Vault:
    config: Config
    notes: Mapping[str, Note]
    """By vault path, in the order of the paths; without the excluded ones."""
    excluded: Mapping[str, Note] = field(default_factory=dict)
    """Notes that `vault.exclude` takes out of linting and indexing. Links from and to them still count."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Every visible file of the vault, notes included: vault path to the path on disk."""
    root: Path | None = None
    """None for a vault that lives in memory."""
    unreadable: Mapping[str, str] = field(default_factory=dict)
    """Notes that could not be read: vault path to reason."""

    def note(self, path: str) -> Note | None:
        return self.notes.get(path) or self.excluded.get(path)

    @property
    def every_note(self) -> Iterator[Note]:
        yield from self.notes.values()
        yield from self.excluded.values()

    @cached_property
    def names(self) -> Names:
        return Names(self.files)

    def resolve(self, linkpath: str, source: str) -> Resolution:
        return self.names.resolve(linkpath, source)

    @cached_property
    def links(self) -> Mapping[str, tuple[Resolved, ...]]:
        """All internal links by source, in the order of the text."""
        resolve = self.names.resolve
        return {
            note.path: tuple(
                Resolved(link, note.path, resolve(link.target, note.path)) for link in note.links if not link.external
            )
            for note in self.every_note
        }

    @cached_property
    def backlinks(self) -> Mapping[str, tuple[Resolved, ...]]:
        """By target; a note's links to itself are left out. A file without backlinks has no entry."""
        found: dict[str, list[Resolved]] = defaultdict(list)
        for links in self.links.values():
            for resolved in links:
                if resolved.target and resolved.target != resolved.source:
                    found[resolved.target].append(resolved)
        return {path: tuple(links) for path, links in found.items()}


def build_vault(
    notes: Iterable[Note],
    files: Mapping[str, str],
    config: Config,
    root: Path | None = None,
    unreadable: Mapping[str, str] | None = None,
) -> Vault:
    is_excluded = matcher(config.vault.exclude)
    own: dict[str, Note] = {}
    excluded: dict[str, Note] = {}
    for note in sorted(notes, key=lambda note: note.path):
        (excluded if is_excluded(note.path) else own)[note.path] = note
    return Vault(config, own, excluded, files, root, unreadable or {})


def once_per_vault(function: Callable[[Vault], _T]) -> Callable[[Vault], _T]:
    """Remembers what `function` derived from a vault for as long as the vault lives: vaults do not change."""
    known: WeakKeyDictionary[Vault, _T] = WeakKeyDictionary()

    @wraps(function)
    def remembered(vault: Vault) -> _T:
        if vault not in known:
            known[vault] = function(vault)
        return known[vault]

    return remembered
