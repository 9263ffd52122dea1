"""What tells the notes of a kind from all others: the folder that they lie in, a tag, or a property."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from vault_tools.config.schema import Match, each
from vault_tools.infer.folders import folders_that_tell
from vault_tools.infer.naming import NAMING, names_of, values
from vault_tools.model import Note, name_of
from vault_tools.tags import levels

NEARLY_ALL = 0.8


def best_signs(members: Sequence[Note], notes: Sequence[Note], signs: AbstractSet[str]) -> list[str]:
    """The properties that most of them have, all equally many; that which fewest others have comes first."""
    inside = Counter(name for note in members for name in names_of(note) & signs)
    everywhere = Counter(name for note in notes for name in names_of(note) & signs)
    best = [name for name, count in inside.items() if count == max(inside.values())]
    return sorted(best, key=lambda name: (everywhere[name], name not in NAMING, name))


def match_of(members: Sequence[Note], notes: Sequence[Note], sign: str) -> Match | None:
    """By folder or tag, because a note that lacks the property is then of the kind, too; else by the property."""
    if folders := folders_that_tell(members, notes):
        return Match(path=folders[0] if len(folders) == 1 else folders)
    if tag := _tag_that_tells(members, notes):
        return Match(tag=tag)
    having = [note for note in notes if sign in names_of(note)]
    inside = sum(sign in names_of(note) for note in members)
    is_sign = inside >= NEARLY_ALL * len(members) and len(members) >= NEARLY_ALL * len(having)
    return Match(property=spelling(sign, members), value=_only_value(members, sign)) if is_sign else None


def _only_value(members: Sequence[Note], sign: str) -> str | None:
    """Of a property that names kinds, if it names just this one."""
    found = values(members, sign) if sign in NAMING else ()
    return next(iter(found)) if len(found) == 1 else None


def _tag_that_tells(members: Sequence[Note], notes: Sequence[Note]) -> str | None:
    """One that nearly all of the members have, and few other notes; of several the innermost."""
    inside = Counter(tag for note in members for tag in _tags_of(note))
    everywhere = Counter(tag for note in notes for tag in _tags_of(note))
    telling = [tag for tag, count in inside.items() if count >= NEARLY_ALL * max(len(members), everywhere[tag])]
    return min(telling, key=lambda tag: (-inside[tag], everywhere[tag], -tag.count("/"), tag), default=None)


def _tags_of(note: Note) -> frozenset[str]:
    """In lower case, with their parents (5.2)."""
    return frozenset(outer for tag in note.tags for outer in levels(tag.key))


def name_by(match: Match, signs: Sequence[str], notes: Sequence[Note]) -> str:
    """For a schema: that of its tag, of the value that it has, or of its folder if it has only one; else that of the
    property that makes the kind, and so where that property says in which folder a note is: `Course: Optics`."""
    if match.tag is not None:
        return slug(each(match.tag)[0].rpartition("/")[2])
    if match.value is not None:
        return slug(str(match.value))
    folders = [name_of(folder.strip("/")) for folder in each(match.path)]
    return slug(signs[0] if len(folders) != 1 or _says_folder(signs[0], notes) else folders[0])


def _says_folder(sign: str, notes: Sequence[Note]) -> bool:
    """Do most of its values?"""
    said = [(texts[0].lower(), note.folder.lower().split("/")) for note in notes if (texts := note.texts(sign))]
    return 2 * sum(text in folders for text, folders in said) > len(said)


def slug(text: str) -> str:
    """For the name of a schema; what only sorts, `01 Books`, is left out."""
    plain = re.sub(r"[\W_]+", "-", re.sub(r"['’]", "", text.lower())).strip("-")
    return re.sub(r"^[\d-]+(?=\D)", "", plain) or "notes"


def spelling(name: str, notes: Iterable[Note]) -> str:
    """As most of them write it; `name` is in lower case, and one of them has it."""
    found = Counter(property.name for note in notes for property in note.properties if property.name.lower() == name)
    return min(found, key=lambda it: (-found[it], it))
