"""Which index pages a vault could have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vault_tools.file_names import file_name
from vault_tools.index.patterns import FOLDER
from vault_tools.index.targets import free_path
from vault_tools.infer.mocs import Mocs, has_query
from vault_tools.infer.values import Guess
from vault_tools.resources import bibliography_by_note
from vault_tools.vault import Vault


def pages(vault: Vault, mocs: Mocs, dates: Sequence[str], grouping: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """Entries of `[[index.pages]]` that would have something to show.

    What is to be listed is listed in the entrances of folders where a plug-in does it now: whoever keeps lists by hand
    says more in them than a table could.
    """
    for name, notes in mocs.items():
        if FOLDER not in name and 2 * sum(has_query(note) or bool(note.regions) for note in notes) >= len(notes):
            sort = {"sort": (f"-{dates[0]}", "name")} if dates else {}
            yield {"kind": "folder", "path": f"{FOLDER}/{name}.md", "create": False, **sort}
    yield {"kind": "home", "path": free_path(vault, "Home")}
    for name in grouping:
        yield {"kind": "property", "path": free_path(vault, f"By {name}"), "property": name}
    if any(note.tags for note in vault.notes.values()):
        yield {"kind": "tags", "path": free_path(vault, "Tags")}
    if bibliography_by_note(vault):
        yield {"kind": "resources", "path": free_path(vault, "Resources")}


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
