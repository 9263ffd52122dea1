"""The config file: where it is, what may stand in it, and what it says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from msgspec import Meta, Struct

from vault_tools.dates import DEFAULT_FORMATS, is_format
from vault_tools.declared import Mistake, Where, check
from vault_tools.errors import UserError
from vault_tools.model import Severity
from vault_tools.toml import lines_of_keys

FILE_NAMES = (".vault-tools.toml", "vault-tools.toml", "pyproject.toml")
"""In one folder the first one found wins; in pyproject.toml the table is `tool.vault-tools`."""

Selector = Annotated[str, Meta(extra_json_schema={"$ref": "#/$defs/Selector"})]
"""The name of a rule or group. Which there are is known later, and options too: `config_schema` defines all three."""
RuleOptions = Annotated[dict[str, dict[str, Any]], Meta(extra_json_schema={"$ref": "#/$defs/RuleOptions"})]
PageOptions = Annotated[dict[str, Any], Meta(extra_json_schema={"$ref": "#/$defs/PageOptions"})]
DateFormat = Annotated[str, Meta(extra_json_schema={"pattern": "(?=.*YYYY)(?=.*M)(?=.*D)"})]

FailOn = Literal["error", "warning", "info", "never"]
LinkStyle = Literal["auto", "wikilink", "markdown"]
PropertyType = Literal["text", "number", "checkbox", "date", "datetime", "list", "tags", "aliases"]


class _Table(Struct, frozen=True, rename="kebab", kw_only=True):
    pass


def _check_format(format: str) -> None:
    if not is_format(format):
        raise ValueError(f'"{format}" is not a date format: it needs YYYY, MM or M, DD or D, once each')


class VaultTable(_Table, frozen=True):
    """What belongs to the vault, and how it is written."""

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
        tuple[DateFormat, ...],
        Meta(description="How dates are written, in Moment tokens; their order settles 03/04/2024."),
    ] = DEFAULT_FORMATS
    link_style: Annotated[
        LinkStyle,
        Meta(description="How generated links are written; `auto` is as Obsidian is set, else as most links are."),
    ] = "auto"

    def __post_init__(self) -> None:
        for format in self.date_formats:
            _check_format(format)


class Override(_Table, frozen=True):
    """What holds for some files only; of several that match, each goes on from what the ones before it say."""

    paths: Annotated[tuple[str, ...], Meta(description="Which files, in gitignore syntax.")]
    select: Annotated[tuple[Selector, ...] | None, Meta(description="Only these rules or groups.")] = None
    extend_select: Annotated[tuple[Selector, ...], Meta(description="These rules or groups, too.")] = ()
    ignore: Annotated[tuple[Selector, ...], Meta(description="Not these rules or groups.")] = ()
    severity: Annotated[dict[Selector, Severity], Meta(description="Severity by rule or group.")] = {}
    options: Annotated[RuleOptions, Meta(description="Options by rule, each instead of the usual one.")] = {}


class LintTable(_Table, frozen=True):
    """Which rules run, and how much their problems weigh."""

    select: Annotated[tuple[Selector, ...], Meta(description="Rules, groups, `default` or `all`.")] = ("default",)
    extend_select: Annotated[tuple[Selector, ...], Meta(description="Rules or groups beside those of `select`.")] = ()
    ignore: Annotated[tuple[Selector, ...], Meta(description="Rules or groups that are not run.")] = ()
    fixable: Annotated[tuple[Selector, ...], Meta(description="Rules or groups whose fixes may be applied.")] = ("all",)
    unfixable: Annotated[tuple[Selector, ...], Meta(description="Rules or groups whose fixes are not applied.")] = ()
    fail_on: Annotated[FailOn, Meta(description="The least severity that makes the exit code 1.")] = "error"
    severity: Annotated[dict[Selector, Severity], Meta(description="Severity by rule or group.")] = {}
    baseline: Annotated[
        str | None, Meta(description="A file of problems that are known and not reported, named from the vault's root.")
    ] = None
    options: Annotated[RuleOptions, Meta(description="Options by rule, as its page lists them.")] = {}
    overrides: Annotated[tuple[Override, ...], Meta(description="What holds for some files only.")] = ()


class Match(_Table, frozen=True):
    """Which notes; all that are given must hold."""

    path: Annotated[str | None, Meta(description="Where the note is, in gitignore syntax.")] = None
    tag: Annotated[str | None, Meta(description="A tag of the note, or the parent of one.")] = None
    property: Annotated[str | None, Meta(description="A property that the note has, be it empty or not.")] = None


class PropertySchema(_Table, frozen=True):
    """What one property must look like."""

    type: Annotated[PropertyType, Meta(description="What it is meant to hold.")] = "text"
    required: Annotated[bool, Meta(description="Must the property be there and not empty?")] = False
    format: Annotated[
        DateFormat | None, Meta(description="Of a date, in Moment tokens. Default: any of `vault.date-formats`.")
    ] = None
    min: Annotated[int, Meta(description="So many entries that are not empty, if there are any.")] = 0

    def __post_init__(self) -> None:
        if self.format is not None:
            _check_format(self.format)
            if self.type not in ("date", "datetime"):
                raise ValueError(f"`format` is for dates, and the type is {self.type}")


class Schema(_Table, frozen=True):
    """One kind of note, and what its properties must look like."""

    name: Annotated[str, Meta(description="What the kind of note is called, in messages.")]
    match: Annotated[Match, Meta(description="Which notes are of this kind. Default: every note.")] = Match()
    properties: Annotated[dict[str, PropertySchema], Meta(description="By the name of the property.")] = {}


class ResourcesTable(_Table, frozen=True):
    """Where reading lists are."""

    headings: Annotated[
        dict[str, tuple[str, ...]], Meta(description="More words for headings of reading lists, by kind of resource.")
    ] = {}


class IndexTable(_Table, frozen=True):
    """What `vault-tools index` writes."""

    pages: Annotated[
        tuple[PageOptions, ...], Meta(description="Pages and regions. Default: a useful set in `Index/`.")
    ] = ()
    """Checked by the kind of page that each names."""


class Config(_Table, frozen=True):
    """Settings of vault-tools."""

    vault: Annotated[VaultTable, Meta(description="What belongs to the vault, and how it is written.")] = VaultTable()
    lint: Annotated[LintTable, Meta(description="Which rules run, and how much their problems weigh.")] = LintTable()
    schema: Annotated[
        tuple[Schema, ...], Meta(description="Kinds of notes; of those that match a note the first counts.")
    ] = ()
    resources: Annotated[ResourcesTable, Meta(description="Where reading lists are.")] = ResourcesTable()
    index: Annotated[IndexTable, Meta(description="What `vault-tools index` writes.")] = IndexTable()


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
        if file.is_file() and (name != "pyproject.toml" or _OUR_TABLE.search(file.read_bytes())):
            yield file


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
    if file is None:
        return Written(Config())
    text, data = _load(file)
    lines = lines_of_keys(text)
    if file.name == "pyproject.toml":
        data, lines = _our_table(data, lines)
    mistakes: list[Mistake] = []
    config: Config = check(data, Config, (), mistakes) or Config()
    mistakes += [mistake for find in checks for mistake in find(config)]
    if mistakes:
        located = sorted((_line(lines, mistake.where), str(mistake)) for mistake in mistakes)
        raise UserError("\n".join(["the config is wrong", *(f"{file}:{line}: {what}" for line, what in located)]))
    return Written(config, file, data, lines)


def _load(file: Path) -> tuple[str, Any]:
    try:
        text = file.read_text(encoding="utf-8-sig")
        return text, tomllib.loads(text)
    except OSError as error:
        raise UserError(f"{file}: cannot be read: {error.strerror}") from error
    except ValueError as error:  # TOML, or not UTF-8
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
