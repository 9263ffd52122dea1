"""What a page is, and which kinds there are.

A kind is one file and one template: its fields are its options, `data` gives the template what it shows. It is found by
lying in this folder; the file's name is the kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, ClassVar, NamedTuple

from msgspec import Struct

from vault_tools.index.order import sorted_notes
from vault_tools.model import Note
from vault_tools.plugins import classes_in, module_names
from vault_tools.suggest import did_you_mean
from vault_tools.vault import Vault, once_per_vault
from vault_tools.vault.linktext import write_link

SORT = "Properties, or `name` or `path`; `-Date` is from last to first. What is missing comes last."


class Context(NamedTuple):
    """Where a page stands, for its links and for what it must leave out."""

    vault: Vault
    path: str
    siblings: frozenset[str] = frozenset()
    """Pages made by the same entry of the config; a folder's page does not list the others."""
    pages: frozenset[str] = frozenset()
    """Notes that are, or will be, wholly generated."""

    def link(self, target: str, display: str | None = None, in_table: bool = False) -> str:
        """By default under the note's name, with its folder when several notes bear it."""
        return write_link(self.vault, target, self.path, display or distinct_name(self.vault, target), in_table)

    def links(self, targets: Iterable[str]) -> list[str]:
        """A page never lists itself."""
        return [self.link(target) for target in targets if target != self.path]

    def sorted(self, notes: Iterable[Note], sort: tuple[str, ...]) -> list[Note]:
        return sorted_notes(notes, sort, self.vault.config.vault.date_formats)

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def notes(self) -> list[Note]:
        """Those that a page may list: neither itself, nor what is wholly generated."""
        return [note for note in self.vault.notes.values() if note.path != self.path and not note.is_generated]


def distinct_name(vault: Vault, path: str) -> str:
    folder, _, name = path.removesuffix(".md").rpartition("/")
    if name not in _shared_names(vault):
        return name
    return f"{name} ({folder.rpartition('/')[2]})" if folder else name


@once_per_vault
def _shared_names(vault: Vault) -> frozenset[str]:
    """Generated notes do not count: they must not look different once they exist."""
    counts = Counter(note.name for note in vault.every_note if not note.is_generated)
    return frozenset(name for name, count in counts.items() if count > 1)


def misspelt_property(names: Iterable[str], vault: Vault) -> str | None:
    """That no note has one of these properties, though some have one that is spelt nearly like it."""
    known = _property_names(vault)
    for name in names:
        near = did_you_mean(name, known.values()) if name.lower() not in known else ""
        if near:
            return f'no note has a property "{name}"{near}'
    return None


def sort_properties(sort: Iterable[str]) -> list[str]:
    """The properties among sort keys."""
    return [name for key in sort if (name := key.removeprefix("-")) not in ("name", "path")]


@once_per_vault
def _property_names(vault: Vault) -> dict[str, str]:
    """By their lower case (4.2)."""
    return {property.name.lower(): property.name for note in vault.every_note for property in note.properties}


class Page(Struct, frozen=True, rename="kebab", kw_only=True):
    """Base of all kinds of pages."""

    kind: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.kind = cls.__module__.rpartition(".")[2]

    def complaint(self, context: Context) -> str | None:
        """Which name in the options is misspelt, as far as the vault tells; None when all is well."""
        return None

    def data(self, context: Context) -> dict[str, Any]:
        """What the template shows: plain values, links already written."""
        raise NotImplementedError


@cache
def kinds() -> Mapping[str, type[Page]]:
    found = {}
    for name in module_names(__path__):
        for kind in classes_in(import_module(f"{__name__}.{name}"), Page):
            found[kind.kind] = kind
    return found
