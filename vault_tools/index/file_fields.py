"""What is known of a note's file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple
from unicodedata import normalize

from vault_tools.index.context import Context
from vault_tools.index.dates import Dated, created, modified
from vault_tools.model import Note, is_empty
from vault_tools.suggest import did_you_mean

TAGS = "file.tags"
DATES = frozenset({"file.created", "file.modified"})


def is_of_file(name: str) -> bool:
    return name.lower().startswith("file.")


def unknown_field(name: str) -> str | None:
    """That files have no such field; None for a name of a property."""
    if not is_of_file(name) or name.lower() in FILE_FIELDS:
        return None
    return f'no field "{name}"{did_you_mean(name, FILE_FIELDS)}: they are {", ".join(FILE_FIELDS)}'


class Linked(NamedTuple):
    """A value that is shown as a link to a note."""

    path: str


class Field(NamedTuple):
    """Something that is known of a note's file."""

    title: str
    description: str
    values: Callable[[Note, Context], Iterator[Any]]


def _dated(found: Dated | None) -> Iterator[Dated]:
    if found:
        yield found


def _text(value: str) -> Iterator[str]:
    if not is_empty(value):
        yield value


def _tags(note: Note, context: Context) -> Iterator[str]:
    """Each once, whatever its case (5.2)."""
    names: dict[str, str] = {}
    for tag in note.tags:
        names.setdefault(tag.key, tag.name)
    return iter(names.values())


def _links(note: Note, context: Context) -> Iterator[Linked]:
    found = dict.fromkeys(resolved.target for resolved in context.vault.links.get(note.path, ()))
    return (Linked(path) for path in found if path and path != note.path and context.vault.note(path))


def _backlinks(note: Note, context: Context) -> Iterator[Linked]:
    found = {resolved.source for resolved in context.vault.backlinks.get(note.path, ())} - {note.path}
    return (Linked(path) for path in sorted(found) if context.vault.note(path))


def _letter(note: Note, context: Context) -> Iterator[str]:
    """Without accents: Éclair stands at E."""
    first = normalize("NFKD", note.name.lstrip("\"'([{_-")[:1]).upper()[:1]
    yield first if first.isalpha() else "0-9" if first.isdecimal() else "Other"


FILE_FIELDS: Mapping[str, Field] = {
    "file.link": Field("Note", "A link to the note.", lambda note, _: iter([Linked(note.path)])),
    "file.name": Field("Name", "Its name, without `.md`.", lambda note, _: _text(note.name)),
    "file.letter": Field("Letter", "The first letter of its name; else `0-9` or `Other`.", _letter),
    "file.path": Field("Path", "Its path in the vault.", lambda note, _: _text(note.path)),
    "file.folder": Field("Folder", "The path of its folder.", lambda note, _: _text(note.folder)),
    "file.folder-name": Field(
        "Folder", "The name of its folder.", lambda note, _: _text(note.folder.rpartition("/")[2])
    ),
    "file.created": Field("Created", "When it came.", lambda note, context: _dated(created(note, context.vault))),
    "file.modified": Field(
        "Modified", "When it was changed last.", lambda note, context: _dated(modified(note, context.vault))
    ),
    TAGS: Field("Tags", "Its tags, those in its text, too.", _tags),
    "file.links": Field("Links", "The notes that it links to.", _links),
    "file.backlinks": Field("Backlinks", "The notes that link to it.", _backlinks),
}
