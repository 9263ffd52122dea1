"""What the folders of a vault say: which of them tell notes from others, and which are set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from vault_tools.model import Note, folders_of
from vault_tools.placeholders import has_placeholder
from vault_tools.vault import Vault

_PURE = (1, 0.95, 0.9, 0.8)
"""Of the notes in a folder, so many are of the kind; the purest folders that cover the kind are taken."""
_COVERED = 0.8
"""Of the notes of the kind, so many lie in such folders."""
_MOST_FOLDERS = 6
_ARCHIVE = re.compile(r"[\W\d_]*(archives?|archived|attic|trash|graveyard|backups?|old)[\W\d_]*", re.I)
_TEMPLATES = re.compile(r"[\W\d_]*(templates?|vorlagen?|mod[eè]les?|plantillas?)[\W\d_]*", re.I)
_TO_FILL = re.compile(r"<%[-_*+]?\s*tp\.|\{\{(?:title|date|time)\b")
"""What hardly any text but a template has."""
_FEWEST_TEMPLATES = 3


def folders_that_tell(members: Sequence[Note], notes: Sequence[Note]) -> tuple[str, ...]:
    """Patterns of folders that hold nearly all of the members, and little else; the outermost ones.

    Nothing when there are none, too many, or when it is the whole vault.
    """
    inside, everywhere = _counts(members), _counts(notes)
    for purity in _PURE:
        pure = {folder for folder in inside if folder and inside[folder] >= max(2, purity * everywhere[folder])}
        outermost = [folder for folder in pure if pure.isdisjoint(folders_of(folder))]
        covered = sum(inside[folder] for folder in outermost)
        if covered >= _COVERED * len(members) and len(outermost) <= _MOST_FOLDERS:
            return tuple(sorted(f"/{pattern(folder)}/" for folder in outermost))
    return ()


def _counts(notes: Sequence[Note]) -> Counter[str]:
    """Of the notes in each folder and below it."""
    return Counter(folder for note in notes for folder in folders_of(note.path))


def pattern(path: str) -> str:
    """In gitignore syntax, which some characters mean something to."""
    return re.sub(r"([\\*?\[!#])", r"\\\1", path)


def template_folders(vault: Vault) -> tuple[str, ...]:
    """Folders of templates, beside those that Obsidian knows: called so, with a placeholder or by default for them; or
    with a placeholder in nearly all notes. The outermost ones."""
    found = {
        folder
        for note in vault.every_note
        if has_placeholder(note.text) or note.path in vault.templates
        for folder in _called(note, _TEMPLATES)
    }
    found.update(_filled_later(vault))
    return _outermost({folder for folder in found if not vault.settings.is_template(f"{folder}/x.md")})


def _filled_later(vault: Vault) -> Iterator[str]:
    counts = Counter(note.folder for note in vault.every_note)
    for folder, count in Counter(note.folder for note in vault.every_note if _TO_FILL.search(note.text)).items():
        if folder and count >= max(_FEWEST_TEMPLATES, _PURE[-1] * counts[folder]):
            yield folder


def archive_folders(vault: Vault) -> tuple[str, ...]:
    """Folders called so; outermost ones."""
    return _outermost({folder for note in vault.every_note for folder in _called(note, _ARCHIVE)})


def _called(note: Note, name: re.Pattern[str]) -> Iterator[str]:
    """Folders around the note that have such a name."""
    return (folder for folder in folders_of(note.path) if name.fullmatch(folder.rpartition("/")[2]))


def _outermost(folders: set[str]) -> tuple[str, ...]:
    return tuple(sorted(f"{pattern(it)}/" for it in folders if folders.isdisjoint(folders_of(it))))
