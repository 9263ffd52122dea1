"""Names in the options of a page that the vault does not know, though it knows one that is spelt nearly like it."""

from __future__ import annotations

from collections.abc import Iterable

from vault_tools.suggest import did_you_mean
from vault_tools.vault import Vault, once_per_vault


def misspelt_property(names: Iterable[str], vault: Vault) -> str | None:
    """That no note has one of these properties, though some have one that is spelt nearly like it."""
    known = _property_names(vault)
    for name in names:
        near = did_you_mean(name, known.values()) if name.lower() not in known else ""
        if near:
            return f'no note has a property "{name}"{near}'
    return None


@once_per_vault
def _property_names(vault: Vault) -> dict[str, str]:
    """By their lower case (4.2)."""
    return {property.name.lower(): property.name for note in vault.every_note for property in note.properties}
