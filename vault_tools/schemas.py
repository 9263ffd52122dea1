"""Which kind of note a note is, and what that asks of its properties."""

from __future__ import annotations

from vault_tools.config import Config, Match, Schema
from vault_tools.model import Note
from vault_tools.vault.ignore import matches


def schema_of(note: Note, config: Config) -> Schema | None:
    """The first schema of the config that matches; None when none does."""
    return next((schema for schema in config.schema if _is_match(note, schema.match)), None)


def _is_match(note: Note, match: Match) -> bool:
    return (
        (match.path is None or matches(note.path, (match.path,)))
        and (match.property is None or note.property_named(match.property) is not None)
        and (match.tag is None or any(_has_tag(tag.key, match.tag) for tag in note.tags))
    )


def _has_tag(key: str, wanted: str) -> bool:
    """A nested tag has its parents (5.2)."""
    wanted = wanted.removeprefix("#").lower()
    return key == wanted or key.startswith(wanted + "/")
