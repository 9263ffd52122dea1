"""Paths that stand for many pages: `{folder}/Main.md` for one in each folder, `Topics/{Topic}.md` for one per value."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from vault_tools.index.columns import Column, read_column
from vault_tools.index.file_fields import TAGS, unknown_field
from vault_tools.model import folders_of
from vault_tools.vault.resolve import key

FOLDER = "{folder}"
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SHORT = {"tag": TAGS, "tags": TAGS}
"""What tags are called in a path: those in the text count, too."""


def placeholders(path: str) -> Mapping[str, Column]:
    """What stands in braces, `{folder}` apart."""
    found = dict.fromkeys(_PLACEHOLDER.findall(path.replace(FOLDER, "")))
    return {text: _column(text) for text in found}


def _column(text: str) -> Column:
    column = read_column(text)
    return replace(column, field=_SHORT.get(column.field, column.field))


def is_per_folder(path: str) -> bool:
    return path.startswith(f"{FOLDER}/")


def is_per_value(path: str) -> bool:
    return "{" in path and not is_per_folder(path)


def complaint(path: str) -> str | None:
    """Why a path is no pattern; None for one, and for a path without braces."""
    if re.search(r"[{}]", _PLACEHOLDER.sub("", path)) or not all(text.strip() for text in _PLACEHOLDER.findall(path)):
        return "braces hold a property or a field of files, as in `{Topic}`"
    if FOLDER in path and not is_per_folder(path):
        return f"`{FOLDER}` stands at the beginning, and may then be repeated; elsewhere it is `{{file.folder-name}}`"
    if FOLDER in path and placeholders(path):
        return f"one page for each folder, `{FOLDER}`, or one for each value, but not both"
    for column in placeholders(path).values():
        if unknown := unknown_field(column.field):
            return unknown
    return None


def sample(path: str) -> str:
    """One of the paths that it may stand for."""
    return _PLACEHOLDER.sub("x", path)


def in_folder(path: str, folder: str) -> str:
    """First the path of the folder, and further on its name."""
    return path.replace(FOLDER, folder, 1).replace(FOLDER, folder.rpartition("/")[2])


def folder_of(path: str, page: str) -> str | None:
    """The folder whose page it is; None when it is none of these."""
    return next((folder for folder in folders_of(page) if folder and key(in_folder(path, folder)) == key(page)), None)


def filled(text: str, values: Mapping[str, str]) -> str:
    """With the values of those placeholders that are there."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def values_in(path: str, page: str) -> Mapping[str, str] | None:
    """Of each placeholder, as the path of a page has it; None when it is no page of this pattern."""
    pieces = _PLACEHOLDER.split(path)
    written = "".join("([^/]+)" if i % 2 else re.escape(piece) for i, piece in enumerate(pieces))
    found = re.fullmatch(written, page)
    return dict(zip(pieces[1::2], found.groups(), strict=True)) if found else None
