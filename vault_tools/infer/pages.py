"""Which index pages a vault could have."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vault_tools.config.tables import IndexTable
from vault_tools.dates import parse_date
from vault_tools.file_names import file_name
from vault_tools.index.defaults import free_path
from vault_tools.index.entries import Entry
from vault_tools.index.patterns import FOLDER, placeholders
from vault_tools.infer.mocs import Mocs, has_query
from vault_tools.infer.queries import pages_of_queries
from vault_tools.infer.signs import NEARLY_ALL, spelling
from vault_tools.infer.values import Guess
from vault_tools.model import Note
from vault_tools.resources import bibliography_by_note
from vault_tools.vault import Vault

_MODIFIED = re.compile(
    r"(?:date|last|time)?(?:modified|updated|changed|edited|revised)(?:at|on|date|time)?|mtime|last(?:mod|edit|update)"
    r"|modification(?:date|time)"
)
"""Names, in lower case and without what joins words, that say when a note was changed last."""


def pages(vault: Vault, mocs: Mocs, dates: Sequence[str], grouping: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """Entries of `[[index.pages]]` that would have something to show."""
    return (page for page in _pages(vault, mocs, dates, grouping) if _is_path(page["path"]))


def _is_path(path: str) -> bool:
    """Files can have names that mean something else in a path of the config."""
    try:
        Entry(path=path)
    except ValueError:
        return False
    return not placeholders(path)


def _pages(vault: Vault, mocs: Mocs, dates: Sequence[str], grouping: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    for name, notes in mocs.items():
        if FOLDER not in name:
            yield from _entrances(vault, name, notes, dates)
    yield {"kind": "home", "path": free_path(vault, "Home")}
    for name in grouping:
        yield {"kind": "property", "path": free_path(vault, f"By {name}"), "property": name}
    if any(note.tags for note in vault.notes.values()):
        yield {"kind": "tags", "path": free_path(vault, "Tags")}
    if bibliography_by_note(vault):
        yield {"kind": "resources", "path": free_path(vault, "Resources")}


def _entrances(vault: Vault, name: str, notes: Sequence[Note], dates: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """What is to be listed is listed in the entrances of folders where a plug-in does it now, and as it does: whoever
    keeps lists by hand says more in them than a table could."""
    found = list(pages_of_queries(vault, name, notes))
    yield from found
    if not found and 2 * sum(has_query(note) or bool(note.regions) for note in notes) >= len(notes):
        sort = {"sort": (f"-{dates[0]}", "name")} if dates else {}
        yield {"kind": "folder", "path": f"{FOLDER}/{name}.md", "create": False, **sort}


def grouping_properties(vault: Vault, found: Sequence[Guess]) -> Iterator[str]:
    """Texts and links of which a few come back again and again, once each, if a note can be called after them."""
    seen: set[str] = set()
    for guess in found:
        key = guess.name.lower()
        is_one = guess.wanted.type in ("text", "link") and guess.filled >= len(vault.notes) / 3
        if is_one and key not in seen and file_name(key) == key:
            seen.add(key)
            values = Counter(str(note.value(key)) for note in vault.notes.values() if note.value(key))
            if 2 <= len(values) <= guess.filled / 3:
                yield guess.name


def modified_properties(notes: Sequence[Note], formats: Sequence[str]) -> tuple[str, ...]:
    """Those that hold the day of a note's last change, for `index.modified`; empty where the usual ones are enough.

    Of two in a note the first counts: the usual ones come first, then what most notes have.
    """
    usual = IndexTable().modified
    days: dict[str, list[bool]] = defaultdict(list)
    for note in notes:
        for property in note.properties:
            if _MODIFIED.fullmatch(re.sub(r"[\W_]", "", property.name.lower())):
                days[property.name.lower()] += (
                    parse_date(text, formats) is not None for text in note.texts(property.name)
                )
    found = [name for name, are in days.items() if are and sum(are) >= NEARLY_ALL * len(are)]
    if all(name in usual for name in found):
        return ()
    found.sort(key=lambda name: (usual.index(name) if name in usual else len(usual), -len(days[name]), name))
    return tuple(spelling(name, notes) for name in found)
