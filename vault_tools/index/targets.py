"""Which regions a vault wants, and in which notes: as its config says, or the default set."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from vault_tools.index.context import Target
from vault_tools.index.defaults import default_pages
from vault_tools.index.entries import Entry, read_entry
from vault_tools.index.file_fields import is_of_file
from vault_tools.index.manifest import manifest
from vault_tools.index.misspelt import misspelt_property
from vault_tools.index.pages import Page
from vault_tools.index.patterns import filled, folder_of, in_folder, is_pattern, is_per_folder, placeholders
from vault_tools.index.per_value import PagesPerValue, ValuePage, page_without_notes, pages_per_value
from vault_tools.model import Note, name_of
from vault_tools.vault import Vault, once_per_vault
from vault_tools.vault.ignore import matcher
from vault_tools.vault.linktext import escape_text
from vault_tools.vault.resolve import key


def targets(vault: Vault, with_defaults: bool) -> tuple[Target, ...]:
    """The regions that the config wants, in its order; if it has none, the default set `with_defaults`."""
    if vault.config.index.pages is None:
        return tuple(default_pages(vault)) if with_defaults else ()
    return _wanted(vault).targets


def targets_by_path(vault: Vault, with_defaults: bool) -> Mapping[str, list[Target]]:
    """The same by the notes that they are in."""
    found: dict[str, list[Target]] = {}
    for target in targets(vault, with_defaults):
        found.setdefault(target.path, []).append(target)
    return found


def warnings(vault: Vault) -> tuple[str, ...]:
    """Why there is no page for some values, or no good one."""
    return _wanted(vault).warnings


class _Wanted(NamedTuple):
    targets: tuple[Target, ...]
    warnings: tuple[str, ...]


@once_per_vault
def _wanted(vault: Vault) -> _Wanted:
    read = [read_entry(options, (), []) for options in vault.config.index.pages or ()]
    asked = [_Asked(number, entry, page, vault) for number, (entry, page) in enumerate(read) if entry and page]
    found = [*_spelt_once((target for one in asked for target in one.targets()), vault)]
    made = {target.path for target in found if target.create}
    found = [target for target in found if target.path in made or vault.note(target.path)]
    found += _without_notes(asked, {(target.path, target.name) for target in found})
    return _Wanted(tuple(found), tuple(warning for one in asked for warning in one.warnings()))


def _spelt_once(targets: Iterable[Target], vault: Vault) -> Iterator[Target]:
    """Paths that a system takes for one are one page: as its note is called, else as the first entry has it."""
    first: dict[str, str] = {}
    for target in targets:
        path = _there(target.path, vault)
        yield target._replace(path=path if vault.note(path) else first.setdefault(key(path), path))


def _there(path: str, vault: Vault) -> str:
    """The note that is there already, however its letters are."""
    return path if vault.note(path) else vault.names.exactly(path).path or path


@dataclass(frozen=True)
class _Asked:
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
        is_wanted = is_pattern(self.entry.path) and not is_per_folder(self.entry.path)
        return pages_per_value(self.entry.path, self.page, self.vault) if is_wanted else PagesPerValue((), ())

    def targets(self) -> Iterator[Target]:
        if is_per_folder(self.entry.path):
            yield from self.for_folders()
        elif is_pattern(self.entry.path):
            yield from map(self.for_value, self.per_value.pages)
        else:
            yield self.target(self.entry.path, self.entry.title or escape_text(name_of(self.entry.path)))

    def target(self, path: str, title: str) -> Target:
        entry = self.entry
        return Target(path, self.name, title, self.page, entry.create, number=self.number, below=entry.below)

    def for_folders(self) -> Iterator[Target]:
        pattern = self.entry.path
        folders = _folders(self.entry, self.vault)
        paths = {folder: _there(in_folder(pattern, folder), self.vault) for folder in folders}
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


def _without_notes(asked: Iterable[_Asked], known: Container[tuple[str, str]]) -> Iterator[Target]:
    """Pages for a value that no note has any more, so that they can say so."""
    entries = [one for one in asked if is_pattern(one.entry.path) and not is_per_folder(one.entry.path)]
    for note in entries[0].vault.notes.values() if entries else ():
        found = {one.name: target for one in entries if note.regions and (target := one.without_notes(note))}
        yield from (target for name, target in found.items() if (note.path, name) not in known)


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
