"""A table of the notes in a folder."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

from msgspec import Meta

from vault_tools.index.cells import show, show_property
from vault_tools.index.pages import SORT, Context, Page, misspelt_property, sort_properties
from vault_tools.model import Note, folders_of, is_empty
from vault_tools.suggest import did_you_mean
from vault_tools.vault.resolve import key

_NOT_COLUMNS = frozenset({"tags", "aliases", "cssclasses", "cssclass", "tag", "alias"})


class Folder(Page, frozen=True):
    folder: Annotated[
        str | None,
        Meta(description="Vault path. Default: the page's own folder; empty for the whole vault."),
    ] = None
    columns: Annotated[
        tuple[str, ...] | None,
        Meta(description="Properties. Default: those that at least half of the notes in the table have."),
    ] = None
    sort: Annotated[tuple[str, ...], Meta(description=SORT)] = ("name",)
    recursive: Annotated[bool, Meta(description="With the notes of the folders inside?")] = True

    def complaint(self, context: Context) -> str | None:
        every = {folder for note in context.vault.every_note for folder in folders_of(note.path) if folder}
        if self.folder and key(self.folder.strip("/")) not in map(key, every):
            if near := did_you_mean(self.folder, sorted(every)):
                return f'there is no folder "{self.folder}"{near}'
        return misspelt_property([*(self.columns or ()), *sort_properties(self.sort)], context.vault)

    def data(self, context: Context) -> dict[str, Any]:
        notes = context.sorted(self.notes(context), self.sort)
        columns = self.columns if self.columns is not None else _columns(notes)
        names = Counter(note.name for note in notes)
        rows = [
            {"link": _link(note, names, context), "cells": [show_property(note, column, context) for column in columns]}
            for note in notes
        ]
        return {"columns": [show(column) for column in columns], "rows": rows}

    def notes(self, context: Context) -> list[Note]:
        """Folders are compared as links compare paths (3.5)."""
        wanted = key(context.folder if self.folder is None else self.folder.strip("/"))
        return [note for note in context.notes if note.path not in context.siblings and self.is_in(note, wanted)]

    def is_in(self, note: Note, wanted: str) -> bool:
        folder = key(note.folder)
        return folder == wanted or (self.recursive and (not wanted or folder.startswith(wanted + "/")))


def _link(note: Note, names: Counter[str], context: Context) -> str:
    """Among the notes of the folder the bare name is enough, unless two of these share it."""
    return context.link(note.path, note.name if names[note.name] == 1 else None, in_table=True)


def _columns(notes: list[Note]) -> list[str]:
    """Names without regard to case (4.2), spelt and ordered as they are met first, in the order of the paths."""
    counts: Counter[str] = Counter()
    spelling: dict[str, str] = {}
    for note in sorted(notes, key=lambda note: note.path):
        for property in note.properties:
            if not is_empty(property.value):
                counts[spelling.setdefault(property.name.lower(), property.name)] += 1
    return [name for name, count in counts.items() if 2 * count >= len(notes) and name.lower() not in _NOT_COLUMNS]
