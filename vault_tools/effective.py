"""The config as it takes effect, value by value: what is said, what is a default, and what Obsidian adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from vault_tools.config import Written
from vault_tools.config.tables import Config
from vault_tools.declared import Where, dotted, options
from vault_tools.index.entries import Entry
from vault_tools.index.pages import kinds
from vault_tools.rules import rules
from vault_tools.toml import write_key, write_pair, write_value
from vault_tools.vault.obsidian import Settings

DEFAULT = "default"


class Value(NamedTuple):
    where: Where
    value: Any
    """Plain data; None is not set."""
    origin: str

    @property
    def table(self) -> Where:
        """The `[[table]]` that it stands in; empty for what is written with a dotted key from the top."""
        return next((self.where[: i + 1] for i, key in enumerate(self.where) if isinstance(key, int)), ())

    @property
    def key(self) -> tuple[str, ...]:
        """Within its table."""
        return tuple(str(part) for part in self.where[len(self.table) :])


def values(written: Written, root: Path) -> Iterator[Value]:
    """All of them, options of rules and pages included; files are named from the vault's root."""
    for where, value in _flat((), _complete(written.config)):
        line = written.line(where)
        yield Value(where, value, f"{_named(written.file, root)}:{line}" if written.file and line else DEFAULT)


def from_obsidian(config: Config, settings: Settings) -> Iterator[Value]:
    """What Obsidian's own settings add to ours or decide for them, under our key if we have one."""
    if config.vault.respect_excluded and settings.ignored:
        yield Value(("vault", "exclude"), settings.ignored, "Obsidian: excluded files")
    if settings.template_folders:
        yield Value(("vault", "templates"), settings.template_folders, "Obsidian: folders of templates")
    if settings.template_notes:
        yield Value(("vault", "templates"), settings.template_notes, "Obsidian: notes used as templates")
    if config.vault.link_style == "auto" and settings.markdown_links is not None:
        style = "markdown" if settings.markdown_links else "wikilink"
        yield Value(("vault", "link-style"), style, "Obsidian: use [[Wikilinks]]")
    if settings.link_format:
        yield Value(("newLinkFormat",), settings.link_format, "Obsidian: new link format")


def as_toml(found: list[Value], with_origin: bool) -> Iterator[str]:
    """A config file that says the same; values that are not set are left out."""
    shown = sorted((value for value in found if value.value is not None), key=lambda value: bool(value.table))
    for i, (section, group) in enumerate(groupby(shown, key=lambda value: value.table or value.where[:1])):
        if i:
            yield ""
        if isinstance(section[-1], int):
            yield f"[[{write_key(str(key) for key in section[:-1])}]]"
        for value in group:
            yield from write_pair(value.key, value.value, value.origin if with_origin else "")


def as_comments(added: list[Value]) -> Iterator[str]:
    if added:
        yield from ("", "# Obsidian's own settings add:")
    for value in added:
        yield f"# {write_key(value.key)} = {write_value(value.value)}  # {value.origin}"


def as_object(value: Value, with_origin: bool) -> dict[str, Any]:
    """For JSON. Indices in keys count from 1, as in our messages."""
    found = {"key": dotted(value.where), "value": value.value}
    return found | ({"origin": value.origin} if with_origin else {})


def _complete(config: Config) -> Mapping[str, Any]:
    """The config with the options that nobody mentioned."""
    data: dict[str, Any] = msgspec.to_builtins(config)
    said = data["lint"]["options"]
    data["lint"]["options"] = {name: o for name, rule in rules().items() if (o := _defaults(rule) | said.get(name, {}))}
    if pages := data["index"]["pages"]:
        data["index"]["pages"] = [_page(page) for page in pages]
    return data


def _page(said: dict[str, Any]) -> dict[str, Any]:
    first = {"kind": said["kind"], "path": said["path"]}
    kind = kinds()[said["kind"]]
    taken = {name: value for name, value in _defaults(kind).items() if name not in kind.refuses}
    return first | _defaults(Entry) | taken | said


def _defaults(type: Any) -> dict[str, Any]:
    return {option.name: option.default for option in options(type)}


def _flat(where: Where, value: Any) -> Iterator[tuple[Where, Any]]:
    """Down to what is no table. A list of tables inside one of a list is a value."""
    is_nested = any(isinstance(key, int) for key in where)
    if isinstance(value, Mapping) and value:
        for key, entry in value.items():
            yield from _flat((*where, key), entry)
    elif isinstance(value, (list, tuple)) and value and isinstance(value[0], Mapping) and not is_nested:
        for i, entry in enumerate(value):
            yield from _flat((*where, i), entry)
    else:
        yield where, value


def _named(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file)
