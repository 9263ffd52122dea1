"""What Obsidian's own settings say, as far as it matters to a reader of the vault (1.4, 4.5, 6, 7.1)."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, Literal
from warnings import catch_warnings

from msgspec import Struct

from vault_tools.day_names import is_day_name
from vault_tools.vault.resolve import key

FOLDER = ".obsidian"
ReadText = Callable[[str], str | None]
"""The text of a file in the configuration folder, by its path there; None when there is no such file."""

_REPEATED_REPEAT = re.compile(r"\((?:[^()\\]|\\.)*[+*}](?:[^()\\]|\\.)*\)[+*{]")
_CALLOUT_IN_CSS = re.compile(r"""\[\s*data-callout\s*~?=\s*(?:"([^"\n]+)"|'([^'\n]+)'|([^\s"'\]]+))\s*(?:[is]\s*)?\]""")
_TEMPLATER = "plugins/templater-obsidian/data.json"
_TEMPLATE_FOLDERS = (("templates.json", "folder"), (_TEMPLATER, "templates_folder"))
_TEMPLATE_NOTES = (("daily-notes.json", "template"), ("zk-prefixer.json", "template"))


class Settings(Struct, frozen=True, dict=True):
    """Defaults are Obsidian's: of every file only what was changed is stored, and most vaults lack most files."""

    ignored: tuple[str, ...] = ()
    """`userIgnoreFilters`: files that are hidden from lists, though links still find them (1.6)."""
    link_format: Literal["shortest", "relative", "absolute"] | None = None
    markdown_links: bool | None = None
    attachments: str = ""
    """Folder for pasted files; empty is the root, `.` and `./sub` are relative to the note."""
    template_folders: tuple[str, ...] = ()
    template_notes: tuple[str, ...] = ()
    """As they are named there, usually without `.md`."""
    daily_folder: str = ""
    daily_format: str = "YYYY-MM-DD"
    types: dict[str, str] = {}
    """Type by the name of the property, in lower case."""
    callouts: frozenset[str] = frozenset()
    """Types of callouts, in lower case, that the theme and the CSS snippets in use know (6)."""
    complaints: tuple[str, ...] = ()
    """What could not be read; defaults are taken instead."""

    @cached_property
    def _filters(self) -> tuple[Callable[[str], bool], ...]:
        return tuple(found for text in self.ignored if (found := _filter(text)))

    def is_ignored(self, path: str) -> bool:
        return any(matches(path) for matches in self._filters)

    def is_template(self, path: str) -> bool:
        """A note that Obsidian or Templater inserts into others (7.2)."""
        wanted = key(path)
        return any(wanted.startswith(f"{folder}/") for folder in self._template_keys[0]) or (
            wanted.removesuffix(".md") in self._template_keys[1]
        )

    def is_daily(self, path: str) -> bool:
        """A note of a day."""
        inner = path.removeprefix(f"{self.daily_folder}/") if self.daily_folder else path
        return (inner != path or not self.daily_folder) and self.names_day(inner)

    def names_day(self, linkpath: str) -> bool:
        """Is it the name of a daily note, be it there or still to come?"""
        return is_day_name(linkpath.removesuffix(".md"), self.daily_format)

    @cached_property
    def _template_keys(self) -> tuple[list[str], set[str]]:
        return [key(path) for path in self.template_folders], {
            key(path).removesuffix(".md") for path in self.template_notes
        }


def read_settings(read: ReadText) -> Settings:
    """Never raises: a file that is missing or empty means the defaults, one that is damaged is complained of."""
    complaints: list[str] = []
    files: dict[str, dict[str, Any]] = {}

    def value(file: str, name: str, kind: type) -> Any:
        if file not in files:
            files[file] = _object(file, read(file), complaints)
        found = files[file].get(name)
        return found if isinstance(found, kind) else None

    ignored = [text for text in value("app.json", "userIgnoreFilters", list) or () if text and isinstance(text, str)]
    complaints += [f"{FOLDER}/app.json: the filter {text} is not understood" for text in ignored if not _filter(text)]
    named = [
        *(value(file, name, str) for file, name in _TEMPLATE_NOTES),
        *_named_by_templater(lambda name: value(_TEMPLATER, name, list)),
    ]
    link_format = value("app.json", "newLinkFormat", str)
    snippets = [name for name in value("appearance.json", "enabledCssSnippets", list) or () if isinstance(name, str)]
    return Settings(
        ignored=tuple(ignored),
        link_format=link_format if link_format in ("shortest", "relative", "absolute") else None,
        markdown_links=value("app.json", "useMarkdownLinks", bool),
        attachments=(value("app.json", "attachmentFolderPath", str) or "").rstrip("/"),
        template_folders=_folders(value(file, name, str) for file, name in _TEMPLATE_FOLDERS),
        template_notes=_folders(named),
        daily_folder=_folder(value("daily-notes.json", "folder", str)),
        daily_format=value("daily-notes.json", "format", str) or "YYYY-MM-DD",
        types={
            name.lower(): kind
            for name, kind in (value("types.json", "types", dict) or {}).items()
            if isinstance(kind, str)
        },
        callouts=frozenset(_callouts(read, value("appearance.json", "cssTheme", str), snippets)),
        complaints=tuple(complaints),
    )


def settings_in(root: Path) -> Settings:
    """Of the vault at `root`; defaults when Obsidian was never there."""
    folder = _configuration(root)
    return read_settings(lambda name: _text(folder / name)) if folder else Settings()


def _configuration(root: Path) -> Path | None:
    """`.obsidian`, else the only other dot folder that looks like one: it can be given another name (1.4)."""
    if (root / FOLDER).is_dir():
        return root / FOLDER
    try:
        hidden = [entry.name for entry in os.scandir(root) if entry.name.startswith(".") and entry.is_dir()]
    except OSError:
        return None
    others = [root / name for name in hidden if (root / name / "app.json").is_file()]
    return others[0] if len(others) == 1 else None


def _text(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8-sig", errors="replace") if file.is_file() else None
    except OSError:
        return None


def _object(file: str, text: str | None, complaints: list[str]) -> dict[str, Any]:
    if not text or not text.strip():
        return {}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        complaints.append(f"{FOLDER}/{file}: is no JSON, so Obsidian's defaults are taken: {error}")
        return {}
    return found if isinstance(found, dict) else {}


def _folder(path: str | None) -> str:
    """A vault path; empty for the root."""
    return "/".join(part for part in (path or "").replace("\\", "/").split("/") if part not in ("", "."))


def _folders(paths: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(filter(None, map(_folder, paths)))


def _named_by_templater(listed: Callable[[str], Any]) -> Iterator[str]:
    for setting in ("folder_templates", "file_templates", "startup_templates"):
        for entry in listed(setting) or ():
            name = entry.get("template") if isinstance(entry, dict) else entry
            if isinstance(name, str):
                yield name


def _callouts(read: ReadText, theme: str | None, snippets: list[str]) -> Iterator[str]:
    """What the style sheets in use select callouts by."""
    sheets = [f"themes/{theme}/theme.css"] if theme else []
    for sheet in (*sheets, *(f"snippets/{name}.css" for name in snippets)):
        for found in _CALLOUT_IN_CSS.finditer(read(sheet) or ""):
            yield found[found.lastindex or 0].lower()


def _filter(text: str) -> Callable[[str], bool] | None:
    """One of `userIgnoreFilters`: what paths begin with, or a JavaScript expression between slashes (1.6).

    The plain form is compared without case, the other has its flags (B-15). An expression that Python cannot read is
    ignored, as Obsidian ignores one that JavaScript cannot read; and so is one that may never come to an end.
    """
    expression = re.fullmatch(r"/(?P<source>.+)/(?P<flags>[a-z]*)", text)
    if not expression:
        start = text.lower()
        return lambda path: path.lower().startswith(start)
    if _REPEATED_REPEAT.search(expression["source"]):
        return None
    try:
        with catch_warnings(action="ignore"):
            pattern = re.compile(expression["source"], re.I if "i" in expression["flags"] else 0)
    except (re.error, OverflowError, RecursionError):
        return None
    return lambda path: pattern.search(path) is not None
