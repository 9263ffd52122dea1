"""Notes of which nothing is asked: those of days, which begin empty, and entrances, which only lead on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from vault_tools.config.schema import Match
from vault_tools.infer.folders import pattern
from vault_tools.infer.kinds import Kind, common_names
from vault_tools.infer.naming import FEWEST, names_of
from vault_tools.infer.signs import NEARLY_ALL
from vault_tools.model import Note
from vault_tools.schemas.match import is_match
from vault_tools.vault import Vault

Entrances = Mapping[str, Sequence[Note]]
"""By patterns in gitignore syntax."""
DAILY, ENTRANCE = "daily", "entrance"


def kinds_apart(vault: Vault, notes: Sequence[Note], entrances: Entrances) -> Iterator[Kind]:
    is_daily = vault.settings.is_daily
    daily = [note for note in notes if is_daily(note.path)]
    if len(daily) >= FEWEST:
        yield _kind(DAILY, _days(vault.settings.daily_folder, daily, notes), notes)
    rest = [note for note in notes if not is_daily(note.path)]
    if lacking := tuple(_lacking(entrances, rest)):
        yield _kind(ENTRANCE, lacking, rest)


def _kind(name: str, path: tuple[str, ...], notes: Sequence[Note]) -> Kind:
    match = Match(path=path[0] if len(path) == 1 else path)
    return Kind(name, match, tuple(note for note in notes if is_match(note, match)))


def _days(folder: str, daily: Sequence[Note], notes: Sequence[Note]) -> tuple[str, ...]:
    """Their folder, if it has little else; else the form of their names."""
    inside = [note for note in notes if folder and note.path.startswith(f"{folder}/")]
    if inside and len(daily) >= NEARLY_ALL * len(inside):
        return (f"/{pattern(folder)}/",)
    return tuple(sorted({re.sub(r"\d", "[0-9]", f"/{pattern(note.path)}") for note in daily}))


def _lacking(entrances: Entrances, notes: Sequence[Note]) -> Iterator[str]:
    """Patterns of those among the notes that mostly lack what others have."""
    paths = {note.path for found in entrances.values() for note in found}
    common = common_names([note for note in notes if note.properties and note.path not in paths])
    without = {note.path for note in notes if not note.properties or not common <= names_of(note)}
    every = {note.path for note in notes}
    for root, found in entrances.items():
        own = every.intersection(note.path for note in found)
        if own and 2 * len(own & without) >= len(own):
            yield root
