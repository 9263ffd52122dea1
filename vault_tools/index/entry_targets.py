"""Which regions one entry of the config wants, and in which notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from vault_tools.index.context import Target
from vault_tools.index.entries import Entry
from vault_tools.index.file_fields import is_of_file
from vault_tools.index.manifest import manifest
from vault_tools.index.misspelt import misspelt_property
from vault_tools.index.pages import Page
from vault_tools.index.patterns import filled, folder_of, in_folder, is_per_folder, is_per_value, placeholders
from vault_tools.index.per_value import PagesPerValue, ValuePage, page_without_notes, pages_per_value
from vault_tools.model import Note, name_of
from vault_tools.vault import Vault
from vault_tools.vault.ignore import matcher
from vault_tools.vault.linktext import escape_text


@dataclass(frozen=True)
class Asked:
    """An entry of the config in a vault."""

    number: int
    entry: Entry
    page: Page
    vault: Vault

    @property
    def name(self) -> str:
        return self.entry.name or self.page.kind

    @cached_property
    def per_value(self) -> PagesPerValue:
        path = self.entry.path
        return pages_per_value(path, self.page, self.vault) if is_per_value(path) else PagesPerValue((), ())

    def targets(self) -> Iterator[Target]:
        if is_per_folder(self.entry.path):
            yield from self.for_folders()
        elif is_per_value(self.entry.path):
            yield from map(self.for_value, self.per_value.pages)
        else:
            yield self.target(self.entry.path, self.entry.title or escape_text(name_of(self.entry.path)))

    def target(self, path: str, title: str) -> Target:
        entry = self.entry
        return Target(path, self.name, title, self.page, entry.create, number=self.number, below=entry.below)

    def for_folders(self) -> Iterator[Target]:
        pattern = self.entry.path
        folders = _folders(self.entry, self.vault)
        paths = {folder: existing(in_folder(pattern, folder), self.vault) for folder in folders}
        siblings = frozenset(paths.values())
        for folder, path in paths.items():
            title = self.entry.title or escape_text(folder.rpartition("/")[2])
            yield self.target(path, title)._replace(siblings=siblings, pattern=pattern)

    def for_value(self, found: ValuePage) -> Target:
        """They are no siblings: a note by hand that is a page for one value can have another value itself."""
        spelt = {text: escape_text(value) for text, value in found.values.items()}
        title = filled(self.entry.title or f"{{{[*spelt][-1]}}}", spelt)
        return self.target(found.path, title)._replace(members=found.members, pattern=self.entry.path)

    def without_notes(self, note: Note) -> Target | None:
        """Its page, written once, for a value that no note has any more. None, too, for one that is ours to remove."""
        is_filled = any(region.name == self.name and not region.options for region in note.regions)
        is_to_go = note.is_generated and note.path in manifest(self.vault).pages and not self.mistake
        found = page_without_notes(self.entry.path, note.path) if is_filled and not is_to_go else None
        return self.for_value(found) if found else None

    @cached_property
    def mistake(self) -> str | None:
        """Why there is no page at all, if that was not meant."""
        names = [column.field for column in placeholders(self.entry.path).values() if not is_of_file(column.field)]
        return None if self.per_value.pages else misspelt_property(names, self.vault)

    def warnings(self) -> Iterator[str]:
        yield from self.per_value.warnings
        if self.mistake:
            yield f'"{self.entry.path}": {self.mistake}'


def _folders(entry: Entry, vault: Vault) -> list[str]:
    """Every folder that holds a note; not the root.

    One that holds nothing but its page still counts, unless the manifest proves that the page is ours to remove.
    """
    is_wanted = matcher(entry.folders)
    made = manifest(vault).pages
    found: set[str | None] = set()
    for note in vault.notes.values():
        if not note.is_generated:
            found.add(note.folder)
        elif note.path not in made:
            found.add(folder_of(entry.path, note.path))
    return [folder for folder in sorted(filter(None, found)) if not entry.folders or is_wanted(folder + "/")]


def existing(path: str, vault: Vault) -> str:
    """The note that is there already, however its letters are."""
    return path if vault.note(path) else vault.names.exactly(path).path or path
