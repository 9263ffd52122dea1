"""The config file: where it is, what may stand in it, and what it says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from vault_tools.config.tables import Config
from vault_tools.declared import Mistake, Where, check
from vault_tools.errors import UserError
from vault_tools.toml import lines_of_keys

FILE_NAMES = (".vault-tools.toml", "vault-tools.toml", "pyproject.toml")
"""In one folder the first one found wins; in pyproject.toml the table is `tool.vault-tools`."""


class Written(NamedTuple):
    """A config with the file that it is written in."""

    config: Config
    file: Path | None = None
    said: Mapping[str, Any] = {}
    """What the file says, as it stands there."""
    lines: Mapping[Where, int] = {}

    def line(self, where: Where) -> int | None:
        """Where the file says it: the line of the key, or of what it stands in; None for a default."""
        found: Any = self.said
        for key in where:
            try:
                found = found[key]
            except (KeyError, IndexError, TypeError):
                return None
        return _line(self.lines, where)


Check = Callable[[Config], Iterator[Mistake]]
"""What a later layer knows of the config that this file cannot: names of rules, options of pages."""


def find_root(path: Path) -> Path | None:
    """The vault that `path` lies in: the nearest folder with `.obsidian/`, else with a config file, else the git root.

    None when nothing above the path says where the vault begins.
    """
    folder = path if path.is_dir() else path.parent
    for is_root in (_has_obsidian, _has_config, _has_git):
        if found := _nearest(folder, is_root):
            return found
    return None


def find_vault(folder: Path) -> Path | None:
    """The nearest folder with `.obsidian/`, this one or above."""
    return _nearest(folder, _has_obsidian)


def _nearest(folder: Path, is_root: Callable[[Path], bool]) -> Path | None:
    return next((candidate for candidate in (folder, *folder.parents) if is_root(candidate)), None)


def _has_obsidian(folder: Path) -> bool:
    return (folder / ".obsidian").is_dir()


def _has_config(folder: Path) -> bool:
    return config_in(folder) is not None


def _has_git(folder: Path) -> bool:
    return (folder / ".git").exists()


def config_in(folder: Path) -> Path | None:
    return next(_configs_in(folder), None)


def _configs_in(folder: Path) -> Iterator[Path]:
    for name in FILE_NAMES:
        file = folder / name
        if file.is_file() and is_ours(name, file.read_bytes()):
            yield file


def is_ours(name: str, data: bytes) -> bool:
    """Is a file by that name about us? Others have their tables in `pyproject.toml`, too."""
    return name != "pyproject.toml" or _OUR_TABLE.search(data) is not None


_OUR_TABLE = re.compile(rb"^[ \t]*\[+[ \t]*tool[ \t]*\.[ \t]*[\"']?vault-tools[\"']?[ \t]*[.\]]", re.M)


def find_config(path: Path, root: Path) -> Path | None:
    """Searched upward from `path` to the root of the vault."""
    return next(find_configs(path, root), None)


def find_configs(path: Path, root: Path) -> Iterator[Path]:
    """The one that counts, and then those that it shadows."""
    folder = path if path.is_dir() else path.parent
    for candidate in (folder, *folder.parents):
        yield from _configs_in(candidate)
        if candidate == root:
            break


def read_config(file: Path | None, checks: tuple[Check, ...] = ()) -> Config:
    """Defaults without a file. Raises UserError with *all* mistakes, those of `checks` included."""
    return read_written(file, checks).config


def read_written(file: Path | None, checks: tuple[Check, ...] = ()) -> Written:
    """The same, with the places of what is said."""
    return Written(Config()) if file is None else written_in(_text(file), file, checks)


def written_in(text: str, file: Path, checks: tuple[Check, ...] = ()) -> Written:
    """The same of a text that is, or is to be, in `file`."""
    data, lines = _parsed(text, file), lines_of_keys(text)
    if file.name == "pyproject.toml":
        data, lines = _our_table(data, lines)
    mistakes: list[Mistake] = []
    config: Config = check(data, Config, (), mistakes) or Config()
    mistakes += [mistake for find in checks for mistake in find(config)]
    if mistakes:
        located = sorted((_line(lines, mistake.where), str(mistake)) for mistake in mistakes)
        raise UserError("\n".join(["the config is wrong", *(f"{file}:{line}: {what}" for line, what in located)]))
    return Written(config, file, data, lines)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UserError(f"{file}: cannot be read: {error.strerror}") from error
    except ValueError as error:  # not UTF-8
        raise UserError(f"{file}: {error}") from error


def _parsed(text: str, file: Path) -> Any:
    try:
        return tomllib.loads(text)
    except ValueError as error:
        raise UserError(f"{file}: {error}") from error


def _our_table(data: Any, lines: Mapping[Where, int]) -> tuple[Any, dict[Where, int]]:
    """What belongs to `tool.vault-tools`."""
    for key in _OURS:
        data = data.get(key, {}) if isinstance(data, dict) else {}
    inner = {where[len(_OURS) :]: line for where, line in lines.items() if where[: len(_OURS)] == _OURS}
    return data, inner


_OURS = ("tool", "vault-tools")


def _line(lines: Mapping[Where, int], where: Where) -> int:
    """Of the key, or of the nearest table around it; 1 when the file does not name it."""
    while where and where not in lines:
        where = where[:-1]
    return lines.get(where, 1)
