"""Generated notes that nothing asks for any more, and whether it is proved that removing them loses nothing.

The proof is threefold: the manifest has the note, each region holds what we wrote, and there is nothing beside the
regions but the heading of a new page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import normalize

from vault_tools.file_names import file_name
from vault_tools.index.manifest import PAGES, manifest
from vault_tools.index.obstacles import untouchable
from vault_tools.index.targets import targets
from vault_tools.markers import authorship
from vault_tools.model import SIGNATURES, Note, name_of
from vault_tools.vault import Vault

_HEADING = re.compile(r"\s*(?:# (?P<title>[^\n]*)\n\s*)?")
_ESCAPE = re.compile(r"\\(?=[^\w\s])")


class Leftover(NamedTuple):
    path: str
    doubt: str | None
    """What is not proved, so that the note stays; None when all is."""


def leftovers(vault: Vault) -> Iterator[Leftover]:
    """Notes that no entry of the config and no marker describes, if we made them or all that they hold is generated."""
    wanted = {target.path for target in targets(vault, with_defaults=True)}
    made = manifest(vault).pages
    for path in sorted({*vault.notes, *made} - wanted):
        note = vault.note(path)
        if note and (path in made or note.is_generated) and not _describes_itself(note):
            yield Leftover(path, next(_doubts(note, vault), None))


def vanished(vault: Vault) -> frozenset[str]:
    """What the manifest has, though it is gone and nothing asks for it."""
    wanted = {target.path for target in targets(vault, with_defaults=True)}
    return manifest(vault).pages - wanted - vault.files.keys()


def _describes_itself(note: Note) -> bool:
    """Markers are asked, since damaged ones make no region."""
    return any((marker.attributes or {}).keys() - set(SIGNATURES) for marker in note.markers)


def _doubts(note: Note, vault: Vault) -> Iterator[str]:
    known = manifest(vault)
    if note.path not in known.pages:
        yield known.fault or f"{PAGES} does not say that `index` made it"
    if note.path not in vault.notes:
        yield "it is excluded, or a template"
    if obstacle := untouchable(note):
        yield obstacle.reason
    if not note.regions:
        yield "its markers are gone, so its text may be yours: `index --eject` says that it is"
    for region in note.regions:
        if authorship(note, region) != "ours":
            yield f'region "{region.name}" does not hold what `index` wrote'
    if not _is_bare(note):
        yield "it holds more than its name as a heading and generated regions: `index --eject` says that it is yours"


def _is_bare(note: Note) -> bool:
    """Is there nothing outside the regions but the heading that a new page has, if it has not been told another?"""
    text, done = "", 0
    for region in note.regions:
        text += note.text[done : region.begin.start] + "\n"
        done = region.end.end
    found = _HEADING.fullmatch(text + note.text[done:])
    return note.is_generated and found is not None and (not found["title"] or _is_own_title(found["title"], note))


def _is_own_title(title: str, note: Note) -> bool:
    """Is it the name of the note or of its folder, or a value that the note is called after?"""
    title = _ESCAPE.sub("", title)
    return title in (note.name, name_of(note.folder)) or file_name(title) == normalize("NFC", note.name)
