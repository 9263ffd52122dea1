"""The config file: where it is, what may stand in it, and what it says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from vault_tools.dates import DEFAULT_FORMATS, is_format
from vault_tools.declared import Mistake, Where, check
from vault_tools.errors import UserError
from vault_tools.model import Severity

FILE_NAMES = (".vault-tools.toml", "vault-tools.toml", "pyproject.toml")
"""In one folder the first one found wins; in pyproject.toml the table is `tool.vault-tools`."""

FailOn = Literal["error", "warning", "info", "never"]
LinkStyle = Literal["auto", "wikilink", "markdown"]
PropertyType = Literal["text", "number", "checkbox", "date", "datetime", "list", "tags", "aliases"]


class _Table(Struct, frozen=True, rename="kebab", kw_only=True):
    pass


def _check_format(format: str) -> None:
    if not is_format(format):
        raise ValueError(f'"{format}" is not a date format: it needs YYYY, MM or M, DD or D, once each')


class VaultTable(_Table, frozen=True):
    exclude: Annotated[
        tuple[str, ...],
        Meta(description="Notes that are never linted or indexed, in gitignore syntax; links to them still count."),
    ] = ()
    templates: Annotated[
        tuple[str, ...],
        Meta(description="Notes that are inserted into others, beside those that Obsidian knows as templates."),
    ] = ("_templates/", "Templates/", "templates/")
    respect_excluded: Annotated[bool, Meta(description="Leave out what Obsidian's own setting excludes, too.")] = True
    date_formats: Annotated[
        tuple[str, ...], Meta(description="How dates are written, in Moment tokens; their order settles 03/04/2024.")
    ] = DEFAULT_FORMATS
    link_style: Annotated[
        LinkStyle, Meta(description="How generated links are written; `auto` follows the links of the vault.")
    ] = "auto"

    def __post_init__(self) -> None:
        for format in self.date_formats:
            _check_format(format)


class Override(_Table, frozen=True):
    """What holds for some files only; of several that match, each goes on from what the ones before it say."""

    paths: Annotated[tuple[str, ...], Meta(description="Which files, in gitignore syntax.")]
    select: Annotated[tuple[str, ...] | None, Meta(description="Only these rules or groups.")] = None
    extend_select: Annotated[tuple[str, ...], Meta(description="These rules or groups, too.")] = ()
    ignore: Annotated[tuple[str, ...], Meta(description="Not these rules or groups.")] = ()
    severity: Annotated[dict[str, Severity], Meta(description="Severity by rule or group.")] = {}
    options: Annotated[
        dict[str, dict[str, Any]], Meta(description="Options by rule, each instead of the usual one.")
    ] = {}


class LintTable(_Table, frozen=True):
    select: Annotated[tuple[str, ...], Meta(description="Rules, groups, `default` or `all`.")] = ("default",)
    extend_select: Annotated[tuple[str, ...], Meta(description="Rules or groups beside those of `select`.")] = ()
    ignore: Annotated[tuple[str, ...], Meta(description="Rules or groups that are not run.")] = ()
    fixable: Annotated[tuple[str, ...], Meta(description="Rules or groups whose fixes may be applied.")] = ("all",)
    unfixable: Annotated[tuple[str, ...], Meta(description="Rules or groups whose fixes are not applied.")] = ()
    fail_on: Annotated[FailOn, Meta(description="The least severity that makes the exit code 1.")] = "error"
    severity: Annotated[dict[str, Severity], Meta(description="Severity by rule or group.")] = {}
    baseline: Annotated[
        str | None, Meta(description="A file of problems that are known and not reported, named from the vault's root.")
    ] = None
    options: Annotated[dict[str, dict[str, Any]], Meta(description="Options by rule, as its page lists them.")] = {}
    overrides: Annotated[tuple[Override, ...], Meta(description="What holds for some files only.")] = ()


class Match(_Table, frozen=True):
    """All that are given must hold."""

    path: str | None = None
    tag: str | None = None
    property: str | None = None


class PropertySchema(_Table, frozen=True):
    type: PropertyType = "text"
    required: bool = False
    format: str | None = None
    min: int = 0

    def __post_init__(self) -> None:
        if self.format is not None:
            _check_format(self.format)
            if self.type not in ("date", "datetime"):
                raise ValueError(f"`format` is for dates, and the type is {self.type}")


class Schema(_Table, frozen=True):
    """One kind of note."""

    name: str
    match: Match = Match()
    properties: dict[str, PropertySchema] = {}


class ResourcesTable(_Table, frozen=True):
    headings: Annotated[
        dict[str, tuple[str, ...]], Meta(description="More words for headings of reading lists, by kind of resource.")
    ] = {}


class IndexTable(_Table, frozen=True):
    pages: tuple[dict[str, Any], ...] = ()
    """Checked by the kind of page that each names."""


class Config(_Table, frozen=True):
    vault: VaultTable = VaultTable()
    lint: LintTable = LintTable()
    schema: tuple[Schema, ...] = ()
    resources: ResourcesTable = ResourcesTable()
    index: IndexTable = IndexTable()


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
    for name in FILE_NAMES:
        file = folder / name
        if file.is_file() and (name != "pyproject.toml" or _OUR_TABLE.search(file.read_bytes())):
            return file
    return None


_OUR_TABLE = re.compile(rb"^[ \t]*\[+[ \t]*tool[ \t]*\.[ \t]*[\"']?vault-tools[\"']?[ \t]*[.\]]", re.M)


def find_config(path: Path, root: Path) -> Path | None:
    """Searched upward from `path` to the root of the vault."""
    folder = path if path.is_dir() else path.parent
    for candidate in (folder, *folder.parents):
        if found := config_in(candidate):
            return found
        if candidate == root:
            break
    return None


def read_config(file: Path | None, checks: tuple[Check, ...] = ()) -> Config:
    """Defaults without a file. Raises UserError with *all* mistakes, those of `checks` included."""
    if file is None:
        return Config()
    try:
        text = file.read_text(encoding="utf-8-sig")
        data: Any = tomllib.loads(text)
    except OSError as error:
        raise UserError(f"{file}: cannot be read: {error.strerror}") from error
    except ValueError as error:  # TOML, or not UTF-8
        raise UserError(f"{file}: {error}") from error
    prefix: tuple[str, ...] = ()
    if file.name == "pyproject.toml":
        prefix = ("tool", "vault-tools")
        for key in prefix:
            data = data.get(key, {}) if isinstance(data, dict) else {}
    mistakes: list[Mistake] = []
    config: Config = check(data, Config, (), mistakes) or Config()
    mistakes += [mistake for find in checks for mistake in find(config)]
    if mistakes:
        places = _Places(text)
        located = sorted((places.line((*prefix, *mistake.where)), str(mistake)) for mistake in mistakes)
        raise UserError("\n".join(["the config is wrong", *(f"{file}:{line}: {what}" for line, what in located)]))
    return config


class _Places:
    """On which line of the TOML text a key stands."""

    _HEADER = re.compile(r"\s*\[(?P<array>\[)?\s*(?P<name>[^\]]+?)\s*\]")
    _KEY = re.compile(r"\s*(?P<name>[A-Za-z0-9_.\"'-]+(?:\s*\.\s*[A-Za-z0-9_\"'-]+)*)\s*=")

    def __init__(self, text: str) -> None:
        self.lines: dict[Where, int] = {}
        counts: dict[Where, int] = {}
        table: Where = ()
        for number, line in enumerate(text.split("\n"), 1):
            if header := self._HEADER.match(line):
                table = self._indexed(_keys(header["name"]), counts)
                if header["array"]:
                    counts[table] = counts.get(table, -1) + 1
                    table = (*table, counts[table])
                self.lines.setdefault(table, number)
            elif key := self._KEY.match(line):
                self.lines.setdefault((*table, *_keys(key["name"])), number)

    def _indexed(self, keys: list[str], counts: dict[Where, int]) -> Where:
        """`[schema.properties]` belongs to the last `[[schema]]` before it."""
        where: Where = ()
        for i, key in enumerate(keys):
            where = (*where, key)
            if where in counts and i < len(keys) - 1:
                where = (*where, counts[where])
        return where

    def line(self, where: Where) -> int:
        """Of the key, or of the nearest table around it; 1 when the file does not name it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)


def _keys(name: str) -> list[str]:
    return [part.strip().strip("\"'") for part in name.split(".")]
