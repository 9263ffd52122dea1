"""Where the old name of a property may still stand after it was renamed: hints, since only the user can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from vault_tools.bulk.operations import Rename
from vault_tools.model import Code, Note, file_class
from vault_tools.vault import Vault

_INLINE_QUERY = re.compile(r"`\$?=")
_MOST_NAMED = 5


def leftovers(vault: Vault, rename: Rename, with_templates: bool) -> Iterator[str]:
    """One line for each kind of place; none where only capitals change, which nothing tells apart (4.2)."""
    old, new = rename.name, rename.new
    if old.lower() == new.lower():
        return
    templates = [it.path for it in vault.templates.values() if it.property_named(old)]
    if templates and not with_templates:
        yield f'templates have "{old}", too (--templates renames it there): {_listed(templates)}'
    if queries := sorted(_queries(vault, old)):
        yield f'queries may use "{old}": {_listed(queries)}'
    types = vault.settings.types
    if old.lower() in types and new.lower() not in types:
        yield f'in Obsidian "{old}" has the type {types[old.lower()]}, and "{new}" has none yet'


def _listed(paths: list[str]) -> str:
    more = len(paths) - _MOST_NAMED
    return ", ".join(paths[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _queries(vault: Vault, name: str) -> Iterator[str]:
    """Paths of notes and bases with a query that has the name as a word; Dataview writes hyphens for spaces."""
    names = "|".join(map(re.escape, {name, name.replace(" ", "-")}))
    word = re.compile(rf"(?<![\w-])(?:{names})(?![\w-])", re.I)
    for note in vault.every_note:
        if any(_is_query(note, code) and word.search(note.slice(code.span)) for code in note.code):
            yield note.path
    for path, file in vault.files.items():
        if file_class(path) == "base" and word.search(_text(file)):
            yield path


def _is_query(note: Note, code: Code) -> bool:
    if code.kind == "inline":
        return _INLINE_QUERY.match(note.text, code.span.start) is not None
    return code.is_query


def _text(file: str) -> str:
    """Empty where it cannot be read: it is only for a hint."""
    try:
        return Path(file).read_text("utf-8", errors="replace")
    except OSError:
        return ""
