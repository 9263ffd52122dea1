"""How the dates of a property are to be written: as its schema says, as Obsidian has stored it, as the vault does."""

from __future__ import annotations

from typing import Literal, NamedTuple

from vault_tools.config.schema import NAMES, PropertySchema
from vault_tools.dates import DEFAULT_FORMATS, ISO_DATE, ISO_TIMES
from vault_tools.vault import Vault

_ISO = {"date": (ISO_DATE,), "datetime": ISO_TIMES}


class Wanted(NamedTuple):
    right: tuple[str, ...]
    known: tuple[str, ...]
    """Formats that a date is recognised by; those that are right come first."""
    chosen: tuple[str, ...]
    """Formats that someone has decided on: they say whether the day or the month comes first."""
    declared: Literal["schema", "types.json"] | None
    """By what the property is for dates; None where only its values can look like some."""

    @property
    def form(self) -> str:
        if len(self.right) <= 3:
            return " or ".join(self.right)
        return f"{self.right[0]} or another of vault.date-formats"


def wanted_dates(name: str, schema: PropertySchema | None, vault: Vault) -> Wanted | None:
    """None for what is declared as something else. `schema` is what the schema of the note says of the property."""
    formats = vault.config.vault.date_formats
    known = (*formats, *DEFAULT_FORMATS)
    chosen = formats if formats != DEFAULT_FORMATS else ()
    stored = vault.settings.types.get(name.lower(), "")
    if schema and schema.entry_type:
        right = _by_schema(schema, stored in _ISO, formats)
        mine = (schema.format,) if schema.format else ()
        return Wanted(right, _once(*right, *known), (*mine, *chosen), "schema") if right else None
    if stored in _ISO and not (schema and schema.type):
        return Wanted(_ISO[stored], _once(*_ISO[stored], *known), chosen, "types.json")
    return None if name.lower() in NAMES else Wanted(formats, formats, chosen, None)


def _by_schema(schema: PropertySchema, is_stored: bool, formats: tuple[str, ...]) -> tuple[str, ...]:
    """Nothing where it is not for dates. Not all that is in `formats` need have a place for a time."""
    iso = _ISO.get(schema.entry_type or "", ())
    if schema.format:
        return (schema.format,)
    if is_stored or not iso:
        return iso
    return _once(*formats, *iso) if schema.entry_type == "datetime" else formats


def _once(*formats: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(formats))
