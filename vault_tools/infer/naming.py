"""A property that people name kinds of notes by, `type: book`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from vault_tools.links import linked_name
from vault_tools.model import Note

FEWEST = 3
"""So many notes make a kind; fewer are chance."""
NAMING = ("type", "kind", "category", "categories", "class", "fileclass", "note-type", "notetype", "layout")
NOT_A_SIGN = frozenset({"tags", "aliases", "cssclasses", "tag", "alias", "cssclass", "publish", "created", "modified"})
"""What a note of any kind may have."""
_USUAL = 0.5
"""What so many notes of one value have sets it apart from others."""


def names_of(note: Note) -> frozenset[str]:
    """Of its properties, in lower case (4.2)."""
    return frozenset(property.name.lower() for property in note.properties)


def naming_property(notes: Sequence[Note]) -> str | None:
    """The one that most notes have, if its values come back, and notes of one have not just what those of another have:
    `category: soup` and `category: bread` are recipes both."""
    counts = Counter(name for note in notes for name in names_of(note) if name in NAMING)
    fewest = max(FEWEST, len([note for note in notes if note.properties]) / 4)
    for name, count in counts.most_common():
        sets = {_usual_names(found) for found in values(notes, name).values() if len(found) >= FEWEST}
        if count >= fewest and len(sets) >= 2:
            return name
    return None


def _usual_names(notes: Sequence[Note]) -> frozenset[str]:
    counts = Counter(name for note in notes for name in names_of(note))
    return frozenset(name for name, count in counts.items() if count >= _USUAL * len(notes)) - NOT_A_SIGN


def values(notes: Iterable[Note], name: str) -> Mapping[str, list[Note]]:
    """Notes by the texts of a property, without case and as first spelled; a link counts as the note that it leads
    to."""
    found: dict[str, list[Note]] = defaultdict(list)
    spelled: dict[str, str] = {}
    for note in notes:
        for text in dict.fromkeys(map(linked_name, note.texts(name))):
            found[spelled.setdefault(text.lower(), text)].append(note)
    return found
