"""What a template of the vault is given: plain values, of which links, cells and titles are Markdown already."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from vault_tools.dates import ISO_DATE
from vault_tools.errors import UserError
from vault_tools.index.context import Context
from vault_tools.index.dates import Dated, created, gap, modified
from vault_tools.index.fields import day_shown, values
from vault_tools.index.file_fields import TAGS
from vault_tools.index.pages import Page
from vault_tools.model import Note, name_of
from vault_tools.vault.linktext import escape_text

OF_PAGE: Mapping[str, str] = {
    "title": "Its heading.",
    "path": "Its path in the vault.",
    "folder": "The path of its folder.",
    "kind": "Its kind.",
    "view": "How it is to look.",
    "listing": "All that the page shows, as we would write it.",
    "groups": "The same in pieces: each has `title`, `rows` (with `text`, `cells` and `after`) and inner `groups`.",
    "columns": "Titles of a table, that of its first column among them.",
    "notes": "The notes that it lists, in order.",
}
"""Names of values, and what they are."""


class _Value(NamedTuple):
    description: str
    of: Callable[[Note, Context], Any]


OF_NOTE: Mapping[str, _Value] = {
    "name": _Value("Its name, without `.md`; `name \\| escape` is Markdown.", lambda note, _: note.name),
    "path": _Value("Its path in the vault.", lambda note, _: note.path),
    "folder": _Value("The path of its folder.", lambda note, _: note.folder),
    "link": _Value("A link to it.", lambda note, context: context.link(note.path)),
    "table_link": _Value("The same for a table.", lambda note, context: context.link(note.path, in_table=True)),
    "tags": _Value("Its tags, without `#`.", lambda note, context: values(note, TAGS, context)),
    "properties": _Value("Its properties by their names.", lambda note, _: {p.name: p.value for p in note.properties}),
    "created": _Value("The day when it came, `2024-12-31`.", lambda note, context: _day(created, note, context)),
    "modified": _Value("The day when it was changed last.", lambda note, context: _day(modified, note, context)),
}


class GivenNote(Mapping[str, Any]):
    """A note; what nobody asks for is not looked for: git may have to tell its dates."""

    def __init__(self, note: Note, context: Context) -> None:
        self._note, self._context = note, context

    def __getitem__(self, name: str) -> Any:
        return OF_NOTE[name].of(self._note, self._context)

    def __iter__(self) -> Iterator[str]:
        return iter(OF_NOTE)

    def __len__(self) -> int:
        return len(OF_NOTE)


class _Notes:
    """A list that is made when it is asked for."""

    def __init__(self, page: Page, context: Context) -> None:
        self._page, self._context = page, context

    @cached_property
    def _every(self) -> list[GivenNote]:
        return [GivenNote(note, self._context) for note in self._page.notes(self._context)[: self._page.limit]]

    def __iter__(self) -> Iterator[GivenNote]:
        return iter(self._every)

    def __len__(self) -> int:
        return len(self._every)

    def __getitem__(self, index: Any) -> Any:
        return self._every[index]


def given(page: Page, context: Context) -> dict[str, Any]:
    """By the names of `OF_PAGE`."""
    return {
        "title": context.title or escape_text(name_of(context.path)),
        "path": context.path,
        "folder": context.folder,
        "notes": _Notes(page, context),
        **page.data(context),
    }


def _day(dated: Callable[[Note, Any], Dated | None], note: Note, context: Context) -> str | None:
    """Raises UserError where git would know it, and does not tell."""
    found = dated(note, context.vault)
    if found is None and (why := gap(context.vault)):
        raise UserError(f'no date of "{note.path}" is known, since {why}')
    return day_shown(found, ISO_DATE, context) if found else None
