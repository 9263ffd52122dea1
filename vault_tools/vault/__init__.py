"""A vault: its notes and files, and what their links mean. Built whole or not at all, and never changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, wraps
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from vault_tools.config.tables import Config
from vault_tools.model import Link, Note, file_class
from vault_tools.vault.ignore import matcher
from vault_tools.vault.obsidian import Settings
from vault_tools.vault.resolve import Names, Resolution

_T = TypeVar("_T")
DEFAULTS = Settings()
Step = Callable[[int, int], None]
"""Is told how much of a long work is done, and of how much."""


def no_step(done: int, total: int) -> None:
    """For whoever does not want to know."""


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
    """Notes that `vault.exclude` or Obsidian's own setting takes out of linting and indexing. Links from and to them
    still count."""
    templates: Mapping[str, Note] = field(default_factory=dict)
    """Notes that are inserted into others: exempt from rules on content, and not indexed (7.2)."""
    canvases: Mapping[str, Note] = field(default_factory=dict)
    """By vault path; those that are excluded, too, whose links still count."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Every visible file of the vault, notes included: vault path to the path on disk."""
    settings: Settings = DEFAULTS
    """Obsidian's own."""
    inner: tuple[str, ...] = ()
    """Folders that are vaults of their own (1.7)."""
    root: Path | None = None
    """None for a vault that lives in memory."""
    unreadable: Mapping[str, str] = field(default_factory=dict)
    """Notes that could not be read: vault path to reason."""
    coming: str = ""
    """Name of the commit that this will be, where git is about to make one."""
    derived: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)
    """What `once_per_vault` remembers."""

    def note(self, path: str) -> Note | None:
        return self.notes.get(path) or self.excluded.get(path) or self.templates.get(path)

    def source(self, path: str) -> Note | None:
        """What is written at a vault path: a note or a canvas."""
        return self.note(path) or self.canvases.get(path)

    @cached_property
    def is_excluded(self) -> Callable[[str], bool]:
        """Of a vault path, be it a note's or not."""
        by_config = matcher(self.config.vault.exclude)
        if not self.config.vault.respect_excluded or not self.settings.ignored:
            return by_config
        return lambda path: by_config(path) or self.settings.is_ignored(path)

    def note_with_anchor(self, resolved: Resolved) -> Note | None:
        """The note in which the link's subpath names something; on other files it is a parameter (3.11)."""
        return self.note(resolved.target) if resolved.target and resolved.link.subpath else None

    @property
    def every_note(self) -> Iterator[Note]:
        yield from self.notes.values()
        yield from self.excluded.values()
        yield from self.templates.values()

    @cached_property
    def names(self) -> Names:
        return Names(self.files)

    def resolve(self, linkpath: str, source: str) -> Resolution:
        return self.names.resolve(linkpath, source)

    @cached_property
    def links(self) -> Mapping[str, tuple[Resolved, ...]]:
        """All internal links by source, notes and canvases, in the order of the text."""
        found = {note.path: tuple(self._resolved(note, note.links)) for note in self.every_note}
        for canvas in self.canvases.values():
            found[canvas.path] = tuple(self._in_canvas(canvas))
        return found

    @cached_property
    def generated_links(self) -> Mapping[str, tuple[Resolved, ...]]:
        """The same of links in generated regions; a note without such a region has no entry."""
        notes = (note for note in self.every_note if note.generated_links)
        return {note.path: tuple(self._resolved(note, note.generated_links)) for note in notes}

    def _resolved(self, note: Note, links: Iterable[Link]) -> Iterator[Resolved]:
        resolve = self.names.resolve
        for link in links:
            if not link.external:
                yield Resolved(link, note.path, resolve(link.target, note.path))

    def _in_canvas(self, canvas: Note) -> Iterator[Resolved]:
        for link in canvas.links:
            if not link.external:
                is_path = link.context == "file"
                found = self.names.exactly(link.target) if is_path else self.resolve(link.target, canvas.path)
                yield Resolved(link, canvas.path, found)

    @cached_property
    def backlinks(self) -> Mapping[str, tuple[Resolved, ...]]:
        """By target, those of a note to itself included, but not those on the cards of a canvas (8.1).

        A file without backlinks has no entry.
        """
        found: dict[str, list[Resolved]] = defaultdict(list)
        for links in self.links.values():
            for resolved in links:
                if resolved.target and resolved.link.context != "card":
                    found[resolved.target].append(resolved)
        return {path: tuple(links) for path, links in found.items()}


def build_vault(
    notes: Iterable[Note],
    files: Mapping[str, str],
    config: Config,
    settings: Settings = DEFAULTS,
    inner: tuple[str, ...] = (),
    root: Path | None = None,
    unreadable: Mapping[str, str] | None = None,
    coming: str = "",
) -> Vault:
    """Sorts notes and canvases into what they are for the reader."""
    kinds: dict[str, dict[str, Note]] = {"notes": {}, "excluded": {}, "templates": {}, "canvases": {}}
    vault = Vault(
        config,
        **kinds,
        files=files,
        settings=settings,
        inner=inner,
        root=root,
        unreadable=unreadable or {},
        coming=coming,
    )
    is_template = matcher(config.vault.templates)
    for note in sorted(notes, key=lambda note: note.path):
        path = note.path
        if file_class(path) == "canvas":
            kinds["canvases"][path] = note
        elif vault.is_excluded(path):
            kinds["excluded"][path] = note
        elif is_template(path) or settings.is_template(path):
            kinds["templates"][path] = note
        else:
            kinds["notes"][path] = note
    return vault


def once_per_vault(function: Callable[[Vault], _T]) -> Callable[[Vault], _T]:
    """Remembers what `function` derived from a vault for as long as the vault lives: vaults do not change."""

    @wraps(function)
    def remembered(vault: Vault) -> _T:
        derived: dict[Callable[[Vault], _T], _T] = vault.derived
        if function not in derived:
            derived[function] = function(vault)
        return derived[function]

    return remembered


def once_per_note(function: Callable[[Note, Vault], _T]) -> Callable[[Note, Vault], _T]:
    """The same for what is derived from a note of the vault."""

    @once_per_vault
    def by_path(vault: Vault) -> dict[str, _T]:
        return {}

    @wraps(function)
    def remembered(note: Note, vault: Vault) -> _T:
        known = by_path(vault)
        if note.path not in known:
            known[note.path] = function(note, vault)
        return known[note.path]

    return remembered
