"""Maps of Content: notes by which a folder, or a topic, is entered."""

from __future__ import annotations

from collections.abc import Collection

from vault_tools.model import Note, name_of

MOC_NAMES = ("Main", "MOC", "Index", "Home")
NAMES_MEANT = "Names of Maps of Content; notes named like their folder, or tagged `moc`, are some too."
_TAG = "moc"


def is_moc(note: Note, names: Collection[str]) -> bool:
    return is_moc_of_folder(note.path, names) or any(tag.key == _TAG for tag in note.tags)


def is_moc_of_folder(path: str, names: Collection[str]) -> bool:
    """By its name, or by that of its folder: not of a topic alone."""
    folder = path.rpartition("/")[0].rpartition("/")[2]
    return has_moc_name(path, names) or name_of(path).lower() == folder.lower()


def has_moc_name(path: str, names: Collection[str]) -> bool:
    name = name_of(path).lower()
    return any(name == moc.lower() for moc in names)


def holds_query(note: Note) -> bool:
    """Does a plug-in, or Obsidian itself, list notes in it?"""
    return any(code.is_query for code in note.code) or any(link.embed and ".base" in link.target for link in note.links)
