"""The tags of a vault: how often each is used, and how it is spelt."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from unicodedata import normalize

from msgspec import Struct

from vault_tools.model import Note, Tag
from vault_tools.overview.tag_variants import Kind, pairs
from vault_tools.tags import levels
from vault_tools.vault import Vault, once_per_vault


class TagUse(Struct, frozen=True, kw_only=True):
    """A tag and what is nested in it (5.2)."""

    name: str
    """Each word as it is met most, so a nested tag begins as the one around it. Of two that are met equally often, the
    one with fewer capitals, else the first in the alphabet."""
    notes: int
    """That have the tag itself."""
    notes_with_nested: int
    uses: int
    """Of the tag itself; none of one that only others are nested in."""
    in_text: int
    in_properties: int
    spellings: dict[str, int]
    """How often it is met so, be it by itself or as the beginning of a nested one; most first."""
    variants: dict[str, Kind]
    """Keys of other tags that are likely the same word, and in what they differ."""

    @property
    def weight(self) -> int:
        """How often it is met, nested ones included."""
        return sum(self.spellings.values())

    @property
    def word(self) -> str:
        """Its own part of the name."""
        return self.name.rpartition("/")[2]


class _Met(NamedTuple):
    """A tag in a note, seen from itself or from one that it is nested in."""

    spelling: str
    tag: Tag
    path: str


def spelling(tag: Tag) -> str:
    """As written, but with accents composed: nobody sees how they are stored."""
    return normalize("NFC", tag.name)


def tag_uses(notes: Iterable[Note]) -> Mapping[str, TagUse]:
    """By key, sorted by key, so that a tag stands before those nested in it."""
    met: dict[str, list[_Met]] = defaultdict(list)
    for note in notes:
        for tag in note.tags:
            for key, name in zip(levels(tag.key), levels(spelling(tag)), strict=True):
                met[key].append(_Met(name, tag, note.path))
    variants = _variants(met)
    found: dict[str, TagUse] = {}
    for key in sorted(met):
        outer, slash, _ = key.rpartition("/")
        found[key] = _use(key, met[key], f"{found[outer].name}/" if slash else "", variants.get(key, {}))
    return found


@once_per_vault
def tags(vault: Vault) -> Mapping[str, TagUse]:
    return tag_uses(vault.notes.values())


def _use(key: str, met: list[_Met], outer: str, variants: dict[str, Kind]) -> TagUse:
    own = [it for it in met if it.tag.key == key]
    sources = Counter(it.tag.source for it in own)
    return TagUse(
        name=outer + _by_use(it.spelling.rpartition("/")[2] for it in met)[0][0],
        notes=len({it.path for it in own}),
        notes_with_nested=len({it.path for it in met}),
        uses=len(own),
        in_text=sources["body"],
        in_properties=sources["property"],
        spellings=dict(_by_use(it.spelling for it in met)),
        variants=variants,
    )


def _by_use(spellings: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(spellings).items(), key=lambda it: (-it[1], sum(map(str.isupper, it[0])), it[0]))


def _variants(keys: Iterable[str]) -> Mapping[str, dict[str, Kind]]:
    found: dict[str, dict[str, Kind]] = defaultdict(dict)
    for one, other, kind in sorted(pairs(keys)):
        found[one][other] = found[other][one] = kind
    return found
