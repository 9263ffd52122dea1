"""What a config for a vault could say, inferred from its notes. Nothing is asked and nothing is written here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from vault_tools.config.schema import DATE_TYPES, Match
from vault_tools.dates import DEFAULT_FORMATS
from vault_tools.infer.apart import kinds_apart
from vault_tools.infer.folders import archive_folders, template_folders
from vault_tools.infer.mocs import entrances, mocs_of
from vault_tools.infer.pages import grouping_properties, modified_properties, pages
from vault_tools.infer.schemas import KindOfNote, schemas_of
from vault_tools.infer.types import Ways
from vault_tools.infer.values import Guess
from vault_tools.model import Note
from vault_tools.overview.dates import DateFormat, date_format_of
from vault_tools.overview.properties import count_properties
from vault_tools.schemas.match import is_match
from vault_tools.vault import Vault
from vault_tools.vault.linktext import link_style

_MANY = 10
"""Notes; what fewer leave empty may be forgotten."""


class Links(NamedTuple):
    style: str
    alike: int
    """Links between notes that are written so."""
    all: int


class Proposal(NamedTuple):
    notes: int
    kinds: tuple[KindOfNote, ...]
    formats: tuple[DateFormat, ...]
    """Most used first."""
    links: Links
    templates: tuple[str, ...]
    archives: tuple[str, ...]
    schema_property: str | None
    """By what notes are to name their schemas, if the usual name means something else here."""
    mocs: tuple[str, ...]
    """Their names, or `x {folder}`."""
    roots: tuple[str, ...]
    """Patterns of them, and of those that are entrances in any vault."""
    left_empty: tuple[str, ...]
    """Properties that have no value in most of the notes that have them."""
    modified: tuple[str, ...]
    """Properties that say when a note was changed last, if they are not only the usual ones."""
    pages: tuple[Mapping[str, Any], ...]


def infer(vault: Vault) -> Proposal:
    """From a vault that was read with its archives as notes; they are left out of what is said of kinds."""
    archives, templates = archive_folders(vault), template_folders(vault)
    left_out = Match(path=archives + templates)
    every = [note for note in vault.notes.values() if not is_match(note, left_out)]
    notes = [note for note in every if not note.is_generated]
    formats, mocs = tuple(_date_formats(notes)), mocs_of(every)
    roots = entrances(mocs, every)
    ways = Ways([it.format for it in formats], vault.settings.types)
    apart = tuple(kinds_apart(vault, notes, roots))
    kinds = tuple(schemas_of(notes, apart, list(_templates(vault, templates)), ways))
    found = [guess for kind in kinds if not kind.is_apart for guess in kind.properties]
    return Proposal(
        notes=len(notes),
        kinds=kinds,
        formats=formats,
        links=_links(vault),
        templates=templates,
        archives=archives,
        schema_property=_schema_property(vault) if kinds else None,
        mocs=tuple(mocs),
        roots=tuple(roots),
        left_empty=tuple(_left_empty(notes, vault)),
        modified=modified_properties(notes, [it.format for it in formats] or DEFAULT_FORMATS),
        pages=tuple(pages(vault, mocs, _dates(found), list(grouping_properties(vault, found)))),
    )


def _left_empty(notes: Sequence[Note], vault: Vault) -> Iterator[str]:
    for use in count_properties(notes, vault.settings).values():
        if use.notes >= _MANY and 2 * use.empty > use.notes:
            yield use.name


def _templates(vault: Vault, folders: tuple[str, ...]) -> Iterator[Note]:
    """With those that are taken for notes as long as nobody says that these folders hold templates."""
    yield from vault.templates.values()
    yield from (note for note in vault.notes.values() if is_match(note, Match(path=folders)))


def _schema_property(vault: Vault) -> str | None:
    usual = vault.config.vault.schema_property
    return f"note-{usual}" if any(note.texts(usual) for note in vault.notes.values()) else None


def _dates(found: Sequence[Guess]) -> list[str]:
    """Properties that hold them, most used first."""
    return [guess.name for guess in sorted(found, key=lambda it: -it.filled) if guess.wanted.type in DATE_TYPES]


def _date_formats(notes: Sequence[Note]) -> Iterator[DateFormat]:
    """Over all properties that hold dates."""
    texts: dict[str, list[str]] = defaultdict(list)
    for note in notes:
        for property in note.properties:
            texts[property.name.lower()] += note.texts(property.name)
    fits, proofs = Counter[str](), Counter[str]()
    for found in filter(None, map(date_format_of, texts.values())):
        fits[found.format] += found.fits
        proofs[found.format] += found.proofs
    for format, count in fits.most_common():
        yield DateFormat(format, count, proofs[format])


def _links(vault: Vault) -> Links:
    kinds = Counter(it.link.kind for links in vault.links.values() for it in links if not it.link.embed)
    style = link_style(vault)
    return Links(style, kinds[style], kinds["wikilink"] + kinds["markdown"])
