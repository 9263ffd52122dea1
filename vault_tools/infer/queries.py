"""The Dataview queries in the entrances of folders, as entries of `[[index.pages]]`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vault_tools.errors import UserError
from vault_tools.index.context import Context
from vault_tools.index.dataview import Query
from vault_tools.index.patterns import FOLDER
from vault_tools.index.places import DATAVIEW, dataview_blocks, is_outermost, query_of
from vault_tools.index.queries import page_options, without_own_name
from vault_tools.infer.folders import pattern
from vault_tools.model import Note
from vault_tools.vault import Vault
from vault_tools.vault.ignore import matches


def pages_of_queries(vault: Vault, name: str, notes: Sequence[Note]) -> Iterator[Mapping[str, Any]]:
    """Of entrances of one name: one entry for all that ask the same of their folders. Nothing where no query can be
    taken over."""
    alike: dict[tuple[Any, ...], list[Note]] = defaultdict(list)
    for note in notes:
        if asked := _options(note):
            alike[tuple(asked.items())].append(note)
    every = [note for note in vault.notes.values() if note.name == name]
    for shape, found in alike.items():
        for paths, inside in _entries(name, found, every):
            siblings = frozenset(note.path for note in inside)
            contexts = [Context(vault, note.path, siblings) for note in inside]
            place = {"below": DATAVIEW, "create": False}
            yield {"kind": "folder", **paths, **place, **_plain(without_own_name(dict(shape), contexts))}


def _options(note: Note) -> Query | None:
    """Of the first query, which is where a region would be."""
    block = next((block for block in dataview_blocks(note) if is_outermost(note, block)), None)
    if block is None:
        return None
    try:
        return page_options(query_of(note, block), note.folder)
    except UserError:
        return None


def _entries(
    name: str, notes: Sequence[Note], every: Sequence[Note]
) -> Iterator[tuple[Mapping[str, Any], Sequence[Note]]]:
    """A path with `{folder}` for as many notes as it means no other; a path for each of the others."""
    path, inside = f"{FOLDER}/{name}.md", [note for note in notes if note.folder]
    folders = tuple(sorted(f"/{pattern(note.folder)}/" for note in inside))
    meant = [note for note in every if note.folder and matches(f"{note.folder}/", folders)]
    is_one = len(inside) > 1 and len(meant) == len(inside)
    if is_one:
        is_every = sum(bool(note.folder) for note in every) == len(inside)
        yield {"path": path} if is_every else {"path": path, "folders": folders}, inside
    for note in notes:
        if not is_one or not note.folder:
            yield {"path": note.path}, [note]


def _plain(options: Query) -> Mapping[str, Any]:
    """As TOML has them; in a marker all are texts."""
    plain: dict[str, Any] = dict(options)
    if "limit" in plain:
        plain["limit"] = int(plain["limit"])
    if "group" in plain:
        plain["group"] = [plain["group"]]
    return plain
