"""What a config for a vault could say, inferred from its notes. Nothing is asked and nothing is written here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from vault_tools.config.schema import Match
from vault_tools.infer.folders import archive_folders, folders_that_tell, template_folders
from vault_tools.infer.kinds import FEWEST, NEARLY_ALL, Kind, common_names, kinds_of, names_of
from vault_tools.infer.pages import grouping_properties, moc_names, pages
from vault_tools.infer.values import Guess, guesses
from vault_tools.model import Note
from vault_tools.overview.dates import DateFormat, date_format_of
from vault_tools.schemas.match import is_match
from vault_tools.vault import Vault
from vault_tools.vault.linktext import link_style

BASE = "note"
DATE_TYPES = ("date", "datetime")
NOTHING = Match(path=())


class KindOfNote(NamedTuple):
    """A `[[schema]]`."""

    name: str
    match: Match
    notes: int
    properties: tuple[Guess, ...]
    extends: str | None = None


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
    mocs: tuple[str, ...]
    pages: tuple[Mapping[str, Any], ...]


def infer(vault: Vault) -> Proposal:
    """From a vault that was read with its archives as notes; they are left out of what is said of kinds."""
    archives = archive_folders(vault)
    left_out = Match(path=archives)
    notes = [note for note in vault.notes.values() if not note.is_generated and not is_match(note, left_out)]
    formats = tuple(_date_formats(notes))
    kinds = tuple(_kinds(notes, [*vault.templates.values()], [it.format for it in formats]))
    mocs = moc_names(vault)
    found = [guess for kind in kinds for guess in kind.properties]
    dates = [guess.name for guess in sorted(found, key=lambda it: -it.filled) if guess.wanted.type in DATE_TYPES]
    wanted = tuple(pages(vault, mocs, dates, list(grouping_properties(vault, found))))
    return Proposal(len(notes), kinds, formats, _links(vault), template_folders(vault), archives, mocs, wanted)


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


def _kinds(notes: Sequence[Note], templates: Sequence[Note], formats: Sequence[str]) -> Iterator[KindOfNote]:
    """The base last: of several that match a note the first counts."""
    having = [note for note in notes if note.properties]
    common = common_names(having)
    found = list(kinds_of(notes, common, templates))
    base = tuple(guess for guess in guesses(having, formats) if guess.name.lower() in common)
    for kind in found:
        own = tuple(guesses(kind.notes, formats, kind.templates, common | {kind.naming}))
        yield KindOfNote(kind.name, kind.match, len(kind.notes), own, BASE if base else None)
    if base:
        match = _rest(notes, having, found, base)
        covered = [note for note in notes if is_match(note, match) and not any(is_match(note, k.match) for k in found)]
        yield KindOfNote(BASE, match, len(covered), base)


def _rest(notes: Sequence[Note], having: Sequence[Note], found: Sequence[Kind], base: Sequence[Guess]) -> Match:
    """Which notes of no kind are to have what all kinds have: all of them if nearly all do, else those in the folders
    where they do, else none."""
    rest = [note for note in notes if not any(is_match(note, kind.match) for kind in found)]
    required = {guess.name.lower() for guess in base if guess.wanted.required}
    good = [note for note in rest if required <= names_of(note)]
    if len(good) >= max(1, NEARLY_ALL * len(rest)):
        return Match()
    folders = folders_that_tell(good, rest) if len(good) >= FEWEST else ()
    return Match(path=folders) if folders else NOTHING


def _links(vault: Vault) -> Links:
    kinds = Counter(it.link.kind for links in vault.links.values() for it in links if not it.link.embed)
    style = link_style(vault)
    return Links(style, kinds[style], kinds["wikilink"] + kinds["markdown"])
