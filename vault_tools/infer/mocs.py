"""Which notes are entrances to their folders."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from vault_tools.index.mocs import holds_query
from vault_tools.index.patterns import FOLDER
from vault_tools.infer.folders import pattern
from vault_tools.infer.signs import NEARLY_ALL
from vault_tools.model import Note
from vault_tools.rules.links.orphan_note import OrphanNote
from vault_tools.vault.ignore import matches

_NAMES = frozenset({"main", "index", "_index", "home", "moc", "map", "overview", "readme", "contents", "start"})
"""Names that say it, in lower case."""
USUAL = OrphanNote().roots
_FEWEST_FOLDERS = 2

Mocs = Mapping[str, Sequence[Note]]
"""By their name, or `x {folder}`; most used first."""


def mocs_of(notes: Iterable[Note]) -> Mocs:
    """Those whose names recur in the folders of a vault and that list what is there."""
    found: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        found[_without_folder(note)].append(note)
    names = sorted((name for name in found if _are_mocs(name, found[name])), key=lambda it: (-len(found[it]), it))
    return {name: found[name] for name in names}


def _without_folder(note: Note) -> str:
    """The name, with that of its folder replaced."""
    folder = note.folder.rpartition("/")[2]
    return re.sub(rf"(?<!\w){re.escape(folder)}(?!\w)", FOLDER, note.name) if folder else note.name


def _are_mocs(name: str, notes: Sequence[Note]) -> bool:
    folders = {note.folder for note in notes}
    if len(folders) < _FEWEST_FOLDERS or name.replace(FOLDER, "").strip().isdigit():
        return False
    if name.lower() in _NAMES:
        return True
    return sum(map(_lists_notes, notes)) >= len(notes) / 2 and (FOLDER in name or len(folders) > _FEWEST_FOLDERS)


def _lists_notes(note: Note) -> bool:
    """Is it a query, or mostly a list of links?"""
    linked = sum(not link.external and link.context == "list" for link in note.links)
    return has_query(note) or (linked >= 3 and 2 * linked >= len(note.items))


def has_query(note: Note) -> bool:
    """Does a plug-in list notes in it, or a tool that generates links to them?"""
    return holds_query(note) or any(not link.external for link in note.generated_links)


def entrances(mocs: Mocs, notes: Sequence[Note]) -> Mapping[str, Sequence[Note]]:
    """The same by patterns in gitignore syntax, and first those that are entrances in any vault."""
    usual = {root: _matching(root, notes) for root in USUAL}
    return usual | {found: own for name, every in mocs.items() for found, own in _patterns(name, every, notes)}


def _patterns(name: str, own: Sequence[Note], notes: Sequence[Note]) -> Iterator[tuple[str, Sequence[Note]]]:
    """One for all of the name, unless it means other notes, too: `*` for the folder alone would be every note."""
    every = f"{pattern(name).replace(FOLDER, '*')}.md"
    if len(own) >= NEARLY_ALL * len(_matching(every, notes)):
        yield every, own
    else:
        yield from ((f"/{pattern(note.path)}", [note]) for note in own)


def _matching(pattern: str, notes: Sequence[Note]) -> list[Note]:
    return [note for note in notes if matches(note.path, (pattern,))]
