"""Which regions a vault wants, and in which notes: as its config says, or the default set."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import NamedTuple

from vault_tools.index.context import Target
from vault_tools.index.defaults import default_pages
from vault_tools.index.entries import read_entry
from vault_tools.index.entry_targets import Asked, existing
from vault_tools.index.patterns import is_per_value
from vault_tools.vault import Vault, once_per_vault
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
    asked = [Asked(number, entry, page, vault) for number, (entry, page) in enumerate(read) if entry and page]
    found = [*_spelt_once((target for one in asked for target in one.targets()), vault)]
    made = {target.path for target in found if target.create}
    found = [target for target in found if target.path in made or vault.note(target.path)]
    found += _without_notes(asked, {(target.path, target.name) for target in found})
    return _Wanted(tuple(found), tuple(warning for one in asked for warning in one.warnings()))


def _spelt_once(targets: Iterable[Target], vault: Vault) -> Iterator[Target]:
    """Paths that a system takes for one are one page: as its note is called, else as the first entry has it."""
    first: dict[str, str] = {}
    for target in targets:
        path = existing(target.path, vault)
        yield target._replace(path=path if vault.note(path) else first.setdefault(key(path), path))


def _without_notes(asked: Iterable[Asked], known: Container[tuple[str, str]]) -> Iterator[Target]:
    """Pages for a value that no note has any more, so that they can say so."""
    entries = [one for one in asked if is_per_value(one.entry.path)]
    for note in entries[0].vault.notes.values() if entries else ():
        found = {one.name: target for one in entries if note.regions and (target := one.without_notes(note))}
        yield from (target for name, target in found.items() if (note.path, name) not in known)
