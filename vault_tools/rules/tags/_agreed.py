"""The tags that a vault has agreed on, and those that are none of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from vault_tools.model import Note, Tag
from vault_tools.placeholders import has_placeholder
from vault_tools.suggest import Vocabulary, vocabulary
from vault_tools.tags import TAG_BODY, is_tag, levels, tag_key, tag_name
from vault_tools.vault import Vault, once_per_vault

_FIRST_WORD = re.compile(rf"[`*]*#?({TAG_BODY})")


class Agreed(NamedTuple):
    listed: frozenset[str]
    """Keys; none where nobody has agreed on anything."""
    around: frozenset[str]
    """Keys of tags that those are nested in."""
    words: Vocabulary

    def lacks(self, tag: Tag) -> bool:
        """Never what is no tag, or what a template will fill in."""
        if not self.listed or tag.key in self.around or any(level in self.listed for level in levels(tag.key)):
            return False
        return is_written(tag)


def is_written(tag: Tag) -> bool:
    """Is it a tag, as it stands? Not so what `invalid-tag` reports, and what a template will fill in."""
    return not has_placeholder(tag.name) and (tag.source == "body" or is_tag(tag.name))


def is_unknown(tag: Tag, vault: Vault) -> bool:
    """Does `unknown-tag` report it, by its options for the whole vault?"""
    options: dict[str, Any] = vault.config.lint.options.get("unknown-tag", {})
    return bool(options) and agreed(tuple(options.get("tags", ())), options.get("note", ""), vault).lacks(tag)


def listing(name: str, vault: Vault) -> Note | None:
    """The note that lists the tags; None if there is none."""
    found = vault.resolve(name, "").path if name else None
    return vault.note(found) if found else None


def agreed(tags: tuple[str, ...], note: str, vault: Vault) -> Agreed:
    """What is listed here and in the note; nothing if that note is not there."""
    known = _agreed_by_source(vault)
    if (tags, note) not in known:
        known[tags, note] = _read(tags, listing(note, vault), is_lost=bool(note) and not listing(note, vault))
    return known[tags, note]


def _read(tags: tuple[str, ...], note: Note | None, *, is_lost: bool) -> Agreed:
    names = () if is_lost else dict.fromkeys((*map(_without_star, tags), *(_listed(note) if note else ())))
    keys = frozenset(filter(None, map(tag_key, names)))
    around = frozenset(level for key in keys for level in levels(key))
    return Agreed(keys, around, vocabulary(names))


def _without_star(tag: str) -> str:
    """`project/*` is `project`: what is nested in it is allowed anyway."""
    return tag.strip().removeprefix("#").removesuffix("*").rstrip("/")


def _listed(note: Note) -> Iterator[str]:
    yield from (_without_star(tag.name) for tag in note.tags)
    for item in note.items:
        word = _FIRST_WORD.match(note.text, item.text.start, item.text.end)
        if word and (name := tag_name(word[1])):
            yield name


@once_per_vault
def _agreed_by_source(vault: Vault) -> dict[tuple[tuple[str, ...], str], Agreed]:
    return {}
