"""Values that are less or more than the schema allows, and dates that come too early."""

from __future__ import annotations

from collections.abc import Iterator

from vault_tools.config.schema import PropertySchema
from vault_tools.dates import parse_date
from vault_tools.model import Note, Problem, Value
from vault_tools.printable import counted
from vault_tools.rules.properties._described import shown
from vault_tools.schemas import Expected, expected, find_property
from vault_tools.schemas.bounds import Amount, Scale, amount, bound, is_less, scale_of
from vault_tools.vault import Vault

_DEMANDS: dict[Scale, tuple[str, str]] = {
    "number": ("be at least", "be at most"),
    "date": ("not be before", "not be after"),
    "length": ("have at least", "have at most"),
    "count": ("have at least", "have at most"),
}


def beyond_limits(note: Note, it: Expected, vault: Vault) -> Iterator[Problem]:
    """By `min` and `max`; nothing for a date that cannot be read."""
    assert it.found
    scale, formats = scale_of(it.found.value, it.wanted), _formats(it.wanted, vault)
    found = amount(it.found.value, scale, formats) if scale else None
    if scale is None or found is None:
        return
    for written, is_least, demand in zip((it.wanted.min, it.wanted.max), (True, False), _DEMANDS[scale], strict=True):
        limit = bound(written, scale, formats)
        if limit is not None and (is_less(found, limit) if is_least else is_less(limit, found)):
            what = f'"{it.name}" {_measured(it.found.value, scale, found)}'
            yield Problem(it.found.span, f"{what}, but must {demand} {written}")


def _measured(value: Value, scale: Scale, found: Amount) -> str:
    """What is counted is not shown."""
    if isinstance(found, int):
        return f"has {counted(found, 'character' if scale == 'length' else 'value')}"
    return f"is {shown(value)}"


def too_early(note: Note, it: Expected, vault: Vault) -> Iterator[Problem]:
    """By `after`; nothing unless both are dates."""
    assert it.found
    other = find_property(note, it.wanted.after) if it.wanted.after else None
    if not other or not isinstance(it.found.value, str) or not isinstance(other.value, str):
        return
    day = parse_date(it.found.value, _formats(it.wanted, vault))
    first = parse_date(other.value, _formats_of(note, it.wanted.after or "", vault))
    if day and first and is_less(day, first):
        what = f'"{it.name}" is {shown(it.found.value)}, which is before "{it.wanted.after}", {shown(other.value)}'
        yield Problem(it.found.span, what)


def _formats(wanted: PropertySchema | None, vault: Vault) -> tuple[str, ...]:
    usual = vault.config.vault.date_formats
    return wanted.formats(usual) if wanted else usual


def _formats_of(note: Note, name: str, vault: Vault) -> tuple[str, ...]:
    wanted = next((it.wanted for it in expected(note, vault) if it.name.lower() == name.lower()), None)
    return _formats(wanted, vault)
