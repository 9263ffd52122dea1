"""Which notes are entrances to their folders, and which index pages a vault could have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vault_tools.infer.values import Guess
from vault_tools.model import Note
from vault_tools.resources import bibliography_by_note
from vault_tools.vault import Vault

_ENTRANCES = frozenset({"main", "index", "_index", "home", "moc", "map", "overview", "readme", "contents", "start"})
"""Names that say it, in lower case."""
_FEWEST_FOLDERS = 2
_QUERIES = ("dataview", "dataviewjs", "base")
_NAME = "{folder}"


def moc_names(vault: Vault) -> tuple[str, ...]:
    """Names, or `x {folder}`, of notes that recur in the folders of a vault and list what is there; most used first."""
    found: dict[str, list[Note]] = defaultdict(list)
    for note in vault.notes.values():
        found[_pattern(note)].append(note)
    counts = {name: len(notes) for name, notes in found.items() if _are_mocs(name, notes)}
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def _pattern(note: Note) -> str:
    """The name, with that of its folder, or of the folder beside it that it is called after, replaced."""
    folder = note.folder.rpartition("/")[2]
    return note.name.replace(folder, _NAME) if folder and folder in note.name else note.name


def _are_mocs(name: str, notes: Sequence[Note]) -> bool:
    folders = {note.folder for note in notes}
    if len(folders) < _FEWEST_FOLDERS or name.replace(_NAME, "").strip().isdigit():
        return False
    if name.lower() in _ENTRANCES:
        return True
    return sum(map(_lists_notes, notes)) >= len(notes) / 2 and (_NAME in name or len(folders) > _FEWEST_FOLDERS)


def _lists_notes(note: Note) -> bool:
    """Is it a query, or mostly a list of links?"""
    has_query = any(code.info.split()[:1] and code.info.split()[0].lower() in _QUERIES for code in note.code)
    has_base = any(link.embed and ".base" in link.target for link in note.links)
    linked = sum(not link.external and link.context == "list" for link in note.links)
    return has_query or has_base or (linked >= 3 and 2 * linked >= len(note.items))


def pages(
    vault: Vault, mocs: Sequence[str], dates: Sequence[str], grouping: Sequence[str]
) -> Iterator[Mapping[str, Any]]:
    """Entries of `[[index.pages]]` that would have something to show."""
    for name in mocs:
        if _NAME not in name:
            sort = {"sort": (f"-{dates[0]}", "name")} if dates else {}
            yield {"kind": "folder", "path": f"{_NAME}/{name}.md", "create": False, **sort}
    yield {"kind": "home", "path": _free(vault, "Home")}
    for name in grouping:
        yield {"kind": "property", "path": _free(vault, f"By {name}"), "property": name}
    if any(note.tags for note in vault.notes.values()):
        yield {"kind": "tags", "path": _free(vault, "Tags")}
    if bibliography_by_note(vault):
        yield {"kind": "resources", "path": _free(vault, "Resources")}


def _free(vault: Vault, name: str) -> str:
    """A path whose name no other file has: a page must not take the links that mean another note."""
    path = f"Index/{name}.md"
    return path if vault.resolve(name, path).path in (None, path) else f"Index/{name} index.md"


def grouping_properties(vault: Vault, found: Sequence[Guess]) -> Iterator[str]:
    """Texts and links of which a few come back again and again."""
    for guess in found:
        if guess.wanted.type in ("text", "link") and guess.filled >= len(vault.notes) / 3:
            values = Counter(str(note.value(guess.name)) for note in vault.notes.values() if note.value(guess.name))
            if 2 <= len(values) <= guess.filled / 3:
                yield guess.name
