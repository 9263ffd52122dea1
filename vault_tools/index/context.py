"""Where a page stands, and what it may see of the vault from there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from vault_tools.model import Note
from vault_tools.vault import Vault, once_per_vault
from vault_tools.vault.linktext import write_link

if TYPE_CHECKING:
    from vault_tools.index.pages import Page


class Members(NamedTuple):
    """The notes that have the values which a page is for."""

    fields: tuple[str, ...]
    """Those that the values are of."""
    values: tuple[str, ...]
    paths: tuple[str, ...]
    """Sorted."""
    in_full: frozenset[str] = frozenset()
    """Fields, in lower case, of which the title says all: `{Topic}`, but not `{Date in YYYY}`."""


class Target(NamedTuple):
    """One region in one note."""

    path: str
    name: str
    title: str
    page: Page
    create: bool = True
    siblings: frozenset[str] = frozenset()
    """As `Context` has them."""
    attributes: Mapping[str, str] = {}
    """Of the marker, when it must describe itself because no config does."""
    members: Members | None = None
    pattern: str = ""
    """What the path was made from, if that stands for many pages."""
    number: int | None = None
    """Of the entry of the config that wants it, from 0."""
    below: str | None = None
    """Where the region goes in a note that lacks it."""


class Context(NamedTuple):
    """Where a page stands, for its links and for what it must leave out."""

    vault: Vault
    path: str
    siblings: frozenset[str] = frozenset()
    """Pages made by the same entry of the config; a folder's page does not list the others."""
    pages: frozenset[str] = frozenset()
    """Notes that are, or will be, wholly generated."""
    is_check: bool = False
    """Is it only asked whether the page is up to date? Then no file's time is read: no other clone has the same."""
    title: str = ""
    """Of the page, as Markdown; empty where no entry of the config says it."""
    members: Members | None = None
    """Of a page for a value: it lists no other notes."""
    targets: tuple[Target, ...] = ()
    """All regions that the config wants."""

    def at(self, target: Target | None) -> Context:
        """Where the region of a target stands; without one, a region that describes itself."""
        if target is None:
            return self
        return self._replace(siblings=target.siblings, title=target.title, members=target.members)

    def link(self, target: str, display: str | None = None, in_table: bool = False) -> str:
        """By default under the note's name, with its folder when several notes bear it."""
        return write_link(self.vault, target, self.path, display or distinct_name(self.vault, target), in_table)

    def links(self, targets: Iterable[str], in_table: bool) -> list[str]:
        """A page never lists itself."""
        return [self.link(target, in_table=in_table) for target in targets if target != self.path]

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def notes(self) -> list[Note]:
        """Those that a page may list: neither itself, nor what is wholly generated."""
        known = _written_by_hand(self.vault)
        paths = known if self.members is None else filter(known.__contains__, self.members.paths)
        return [known[path] for path in paths if path != self.path]


@once_per_vault
def _written_by_hand(vault: Vault) -> Mapping[str, Note]:
    """By path, sorted by it."""
    return {note.path: note for note in vault.notes.values() if not note.is_generated}


def distinct_name(vault: Vault, path: str) -> str:
    folder, _, name = path.removesuffix(".md").rpartition("/")
    if name not in _shared_names(vault):
        return name
    return f"{name} ({folder.rpartition('/')[2]})" if folder else name


@once_per_vault
def _shared_names(vault: Vault) -> frozenset[str]:
    """Generated notes do not count: they must not look different once they exist."""
    counts = Counter(note.name for note in vault.every_note if not note.is_generated)
    return frozenset(name for name, count in counts.items() if count > 1)
