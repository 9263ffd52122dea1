"""What the commands on a vault share: the options that find it, and the notes that paths mean."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vault_tools.errors import UserError
from vault_tools.model import folders_of

if TYPE_CHECKING:
    from vault_tools.config import Check, Written
    from vault_tools.config.tables import Config
    from vault_tools.vault import Vault

_F = TypeVar("_F", bound=Callable[..., Any])


def vault_options(function: _F) -> _F:
    """PATHS, --vault, --config and --no-cache; `Place(...)` takes them."""
    return place_options(click.option("--no-cache", is_flag=True, help="Parse every note again.")(function))


def place_options(function: _F) -> _F:
    """Those of them that say where; for a command that reads no note."""
    for decorate in (
        click.option("--config", type=click.Path(path_type=Path), help="The config file, instead of the one found."),
        click.option("--vault", type=click.Path(path_type=Path), help="The folder that is the vault."),
        click.argument("paths", nargs=-1, type=click.Path(path_type=Path)),
    ):
        function = decorate(function)
    return function


@dataclass(frozen=True)
class Place:
    """Which vault, and which part of it, a command line means."""

    paths: tuple[Path, ...]
    vault: Path | None
    config: Path | None
    no_cache: bool = False
    may_be_new: bool = False
    """Need PATHS not be there? A note from standard input can be one that is not saved yet."""

    @cached_property
    def root(self) -> Path:
        """As named; else the vault around the current folder, if PATHS lie in it, or the one around PATHS (1.1).

        Where nothing says that it is a vault, it is the folder that PATHS name, or the current one for notes in it.
        Raises UserError when a path is not there, or when only some of them lie in a vault.
        """
        from vault_tools.config import find_root, find_vault

        for path in (*self.located, *filter(None, [self.vault])):
            if not path.exists() and not (self.may_be_new and path in self.located):
                raise UserError(f"{path}: no such file or folder")
        if self.vault:
            return Path(os.path.abspath(self.vault))
        around = find_vault(Path.cwd())
        if around and self.start.is_relative_to(around):
            return around
        found = find_root(self.start)
        for path in () if found else self.located:
            if one := find_root(Path(os.path.abspath(path))):
                raise UserError(f"{path} lies in the vault {one}, but not all PATHS do: name those of one vault")
        return found or self.guess()

    @cached_property
    def start(self) -> Path:
        """Of PATHS the one, or the folder around them all."""
        return Path(os.path.commonpath([os.path.abspath(path) for path in self.located or (Path(),)]))

    @cached_property
    def names_folders(self) -> bool:
        return all(path.is_dir() for path in self.located)

    @cached_property
    def located(self) -> tuple[Path, ...]:
        """PATHS, of which one that is not here may be a vault path."""
        vault = self.vault
        if not vault:
            return self.paths
        return tuple(path if path.exists() or not self._is_below(vault, path) else vault / path for path in self.paths)

    def _is_below(self, vault: Path, path: Path) -> bool:
        return (vault / path).exists() or (self.may_be_new and _vault_path(path, vault) is None)

    def guess(self) -> Path:
        start, here = self.start, Path.cwd()
        if not self.names_folders and start.is_relative_to(here):
            return here
        return start if start.is_dir() else start.parent

    def is_guess(self) -> bool:
        """Is a folder below the current one taken for the vault, though nothing in it says that it is one?"""
        from vault_tools.config import find_root

        below = Path.cwd() in self.start.parents and self.names_folders
        return self.vault is None and below and find_root(self.start) is None

    def folder(self) -> str:
        """Of the vault below the current folder, with a final `/`; empty when it is not below."""
        root, here = self.root, Path.cwd()
        return f"{root.relative_to(here).as_posix()}/" if root != here and root.is_relative_to(here) else ""

    def before_paths(self) -> str:
        """What to put before a vault path to name the file from the current folder."""
        return "" if self.root == Path.cwd() else self.folder() or f"{self.root}/"

    def again(self) -> tuple[str, ...]:
        """The options without which a command on a single note would not find this vault and this config."""
        alone = Place((self.root / "folder" / "note.md",), None, None, may_be_new=True)
        vault = () if alone.root == self.root else ("--vault", self.before_paths().rstrip("/") or ".")
        return (*vault, *(("--config", str(self.config)) if self.config else ()))

    def read_config(self, *checks: Check) -> Config:
        return self.read_written(*checks).config

    def read_written(self, *checks: Check) -> Written:
        """The config, with the places of what it says."""
        from vault_tools.config import read_written

        return read_written(next(iter(self.configs), None), checks)

    @cached_property
    def configs(self) -> tuple[Path, ...]:
        """The config file as named; else the one that is found, and behind it those that it shadows."""
        from vault_tools.config import find_configs

        if self.config and not self.config.exists():
            raise UserError(f"{self.config}: no such file")
        root = self.root
        return (self.config,) if self.config else tuple(find_configs(self.start if self.paths else root, root))

    def read(self, config: Config, is_quiet: bool = False) -> Vault:
        from vault_tools.cli._progress import Progress
        from vault_tools.vault.read import read_vault

        with Progress("reading", is_quiet) as step:
            return read_vault(self.root, config, not self.no_cache, step)

    @cached_property
    def named(self) -> frozenset[str]:
        """Vault paths of what PATHS name; the root is the empty one. Raises UserError for a path outside."""
        found = set()
        for path in self.located:
            inner = _vault_path(path, self.root)
            if inner is None:
                raise UserError(f"{path} lies outside the vault {self.root}")
            found.add(inner)
        return frozenset(found or {""})

    def means(self, path: str) -> bool:
        """Do PATHS name this vault path, or a folder around it?"""
        return path in self.named or any(folder in self.named for folder in folders_of(path))

    def notes(self, vault: Vault) -> list[str]:
        """Vault paths of the notes that PATHS name or contain; all without PATHS. Templates are not among them."""
        return [path for path in vault.notes if self.means(path)]


def find_note(name: str, vault: Vault) -> str:
    """The vault path of what a link in the root of the vault would open. Raises UserError when it is not just one."""
    from vault_tools.model import name_of
    from vault_tools.suggest import did_you_mean

    if not name:
        raise UserError('no note ""')
    found = vault.resolve(name.replace("\\", "/"), "")
    if found.path is None:
        raise UserError(f'no note "{name}" in the vault {vault.root}{did_you_mean(name, map(name_of, vault.links))}')
    if found.candidates:
        raise UserError(f'"{name}" could be {" or ".join(found.candidates)}: write more of the path')
    return found.path


def _vault_path(path: Path, root: Path) -> str | None:
    """Empty for the root itself, None outside; a path through a link inside the vault keeps its name."""
    from vault_tools.vault.files import visible_name

    for seen_by in (os.path.abspath, os.path.realpath):
        inner, outer = Path(seen_by(path)), Path(seen_by(root))
        if inner.is_relative_to(outer):
            relative = inner.relative_to(outer)
            return "/".join(visible_name(part) for part in relative.parts)
    return None


def complain_of_unreadable(vault: Vault) -> bool:
    """Were there notes that could not be read? They are named on stderr, and settings of Obsidian's as well."""
    for complaint in complaints(vault):
        click.echo(complaint, err=True)
    return bool(vault.unreadable)


def complaints(vault: Vault) -> Iterator[str]:
    """Settings of Obsidian's that mean nothing, and notes that could not be read."""
    for complaint in vault.settings.complaints:
        yield f"warning: {complaint}"
    for path, reason in vault.unreadable.items():
        yield f"error: {path}: cannot be read: {reason}"
