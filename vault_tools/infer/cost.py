"""What a proposed config would ask of the vault as it is."""

from __future__ import annotations

from collections import Counter

from vault_tools.lint import lint
from vault_tools.model import Diagnostic
from vault_tools.rules.properties.required_property import RequiredProperty
from vault_tools.schemas import schema_of
from vault_tools.selection import select
from vault_tools.vault import Vault


def missing(vault: Vault) -> Counter[tuple[str, str]]:
    """How many notes lack what is required, by schema and property, under the config that the vault has."""
    rule = RequiredProperty()
    return Counter(
        (schema.name, problem.subject)
        for note in vault.notes.values()
        if not note.is_generated and (schema := schema_of(note, vault))
        for problem in rule.check(note, vault)
    )


def problems(vault: Vault) -> tuple[Diagnostic, ...]:
    """What `lint` would report."""
    return tuple(lint(vault, select(vault.config).at))
