"""What a Map of Content that somebody writes by hand leaves out, and which of its links lead nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from vault_tools.index.folders import notes_inside
from vault_tools.index.linked import by_hand, by_others, by_us
from vault_tools.index.mocs import holds_query, is_moc, is_moc_of_folder
from vault_tools.model import Note, folders_of, is_attachment
from vault_tools.placeholders import has_placeholder
from vault_tools.tags import levels
from vault_tools.vault import Vault, once_per_vault
from vault_tools.vault.resolve import key

REPORT = "moc-coverage"
"""The kind of page that names what is left out: to stand there is not to be listed."""
_FEWEST = 3


class Coverage(NamedTuple):
    """Of one MOC."""

    moc: Note
    missing: tuple[str, ...]
    """Vault paths: of notes that it ought to link, and of a folder inside with a MOC of its own only that."""
    gone: tuple[str, ...]
    """What its links that lead nowhere say, without `.md`; each once."""
    listed: int
    """How many it links by hand of those that it ought to link."""


class Wanted(NamedTuple):
    """What a MOC ought to link."""

    notes: Mapping[str, str]
    """Each with what is missing if it is not listed: itself, or the MOC of a folder inside."""
    mocs: Mapping[str, str] = {}
    """MOCs of folders inside, each with its folder: whoever links one has listed what is in there."""

    @property
    def size(self) -> int:
        return len(set(self.notes.values()))

    def left_out(self, linked: Collection[str]) -> tuple[str, ...]:
        entered = {self.mocs[path] for path in linked if path in self.mocs}
        return tuple(dict.fromkeys(said for path, said in self.notes.items() if not _is_listed(path, linked, entered)))

    def of(self, moc: Note) -> Wanted:
        """No MOC lists itself."""
        if moc.path not in self.notes and moc.path not in self.mocs:
            return self
        notes = {path: path if said == moc.path else said for path, said in self.notes.items() if path != moc.path}
        return Wanted(notes, {path: folder for path, folder in self.mocs.items() if path != moc.path})


def _is_listed(path: str, linked: Collection[str], entered: Collection[str]) -> bool:
    return path in linked or (bool(entered) and any(folder in entered for folder in folders_of(path)))


def curated(vault: Vault, names: Collection[str]) -> Mapping[str, Coverage]:
    """The MOCs, by path, that link three or more notes of their folder by hand, and at least half of them.

    Others are of a topic, or leave the listing to a query.
    """
    known, names = _known(vault), frozenset(names)
    if names not in known:
        known[names] = {found.moc.path: found for found in _curated(vault, names)}
    return known[names]


@once_per_vault
def _known(vault: Vault) -> dict[frozenset[str], Mapping[str, Coverage]]:
    return {}


def _curated(vault: Vault, names: Collection[str]) -> Iterator[Coverage]:
    by_folder: dict[str, list[Note]] = defaultdict(list)
    for note in vault.notes.values():
        if len(vault.links[note.path]) >= _FEWEST and is_moc(note, names) and not holds_query(note):
            by_folder[note.folder].append(note)
    for folder, mocs in by_folder.items():
        wanted = in_own_folder(vault, folder, names)
        fewest = max(_FEWEST, wanted.size / 2)
        for moc in mocs:
            if len(set(by_hand(moc, vault))) >= fewest and (found := coverage(moc, wanted, vault)).listed >= fewest:
                yield found


def in_own_folder(vault: Vault, folder: str, names: Collection[str]) -> Wanted:
    """What a MOC that lies in a folder is to list; at the root, where one enters the vault, only what lies there."""
    wanted = in_folder(vault, folder, names)
    return wanted if folder else Wanted({path: path for path in wanted.notes if "/" not in path})


def in_folder(vault: Vault, folder: str, names: Collection[str]) -> Wanted:
    """The notes in a folder and in those inside, but neither MOCs nor daily notes nor what is wholly generated."""
    top, notes = key(folder), notes_inside(folder, vault)
    mocs = [note for note in notes if key(note.folder) != top and is_moc_of_folder(note.path, names)]
    entrances = {moc.folder: moc.path for moc in reversed(mocs) if not moc.is_generated}
    listed = (note.path for note in notes if not is_moc(note, names) and _is_content(note, vault))
    return Wanted({path: _entrance(path, entrances) or path for path in listed}, {moc.path: moc.folder for moc in mocs})


def _is_content(note: Note, vault: Vault) -> bool:
    return not note.is_generated and not vault.settings.is_daily(note.path) and not vault.settings.names_day(note.name)


def _entrance(path: str, entrances: Mapping[str, str]) -> str | None:
    """The MOC of the outermost folder around a note that has one."""
    return next((entrances[folder] for folder in reversed(list(folders_of(path))) if folder in entrances), None)


def with_tag(vault: Vault, tag: str, wanted: Wanted) -> Wanted:
    """Those of them that have a tag, or one nested in it (5.2)."""
    paths = [path for path in wanted.notes if any(tag in levels(own.key) for own in vault.notes[path].tags)]
    return Wanted({path: path for path in paths})


def coverage(moc: Note, wanted: Wanted, vault: Vault) -> Coverage:
    """What is generated in the MOC is listed, too, but for what says that it is missing."""
    asked, linked = wanted.of(moc), set(by_hand(moc, vault))
    missing = asked.left_out(linked)
    listed = asked.size - len(missing)
    if missing:
        missing = asked.left_out(linked.union(by_others(moc, vault), by_us(moc, vault, without=REPORT)))
    return Coverage(moc, missing, tuple(_gone(moc, vault)), listed)


def _gone(moc: Note, vault: Vault) -> Iterator[str]:
    found: dict[str, str] = {}
    for resolved in vault.links[moc.path]:
        target = resolved.link.target
        if resolved.target is None and not is_attachment(target) and not has_placeholder(target):
            name = target.removesuffix(".md")
            found.setdefault(key(name), name)
    return iter(found.values())
