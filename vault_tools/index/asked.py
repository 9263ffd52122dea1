"""The notes that hold or get a region, in the vault as it will be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from vault_tools.index.context import Context, Target
from vault_tools.index.obstacles import leftover
from vault_tools.index.targets import targets, targets_by_path
from vault_tools.model import Note, Region, Span
from vault_tools.vault import Vault
from vault_tools.vault.changed import with_contents


def asked_for(vault: Vault, with_defaults: bool, is_check: bool = False) -> Iterator[tuple[Context, list[Target]]]:
    """Each note that holds or gets a region, sorted by path, and what the config wants there."""
    vault = _with_pages_in_conflict(vault)
    wanted = targets_by_path(vault, with_defaults)
    marked = {note.path for note in vault.notes.values() if note.markers}
    future = _future(vault, wanted.keys())
    generated = (note for note in future.notes.values() if note.is_generated)
    pages = frozenset(note.path for note in generated if note.path in wanted or not leftover(note, vault))
    every = targets(vault, with_defaults)
    for path in sorted(marked | wanted.keys()):
        yield Context(future, path, pages=pages, is_check=is_check, targets=every), wanted.get(path, [])


def _with_pages_in_conflict(vault: Vault) -> Vault:
    """Of these, our side: nobody writes them, but they are pages all the same, and what they list is not theirs."""
    pages = [note for note in vault.notes.values() if note.conflicts and note.markers]
    if not pages:
        return vault
    from vault_tools.index.conflicts import our_side  # seldom needed

    ours = (our_side(note) for note in pages)
    return with_contents(vault, {note.path: note.text.encode() for note in ours if note.regions})


def _future(vault: Vault, wanted: Iterable[str]) -> Vault:
    """The vault as it will be when the pages are written: what a page shows must not change by its being there."""
    nowhere = Span(0, 0)
    pages = {
        path: Note(path, "", regions=(Region("", nowhere, nowhere),))
        for path in wanted
        if (note := vault.note(path)) is None or not (note.regions or note.has_own_text)
    }
    if not pages:
        return vault
    notes = {**vault.notes, **pages}
    return replace(vault, notes=dict(sorted(notes.items())), files={**dict.fromkeys(notes, ""), **vault.files})
