"""What every run of `index` reads first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vault_tools.cli._config_checks import config_checks
from vault_tools.cli._vault import Place, complain_of_unreadable

if TYPE_CHECKING:
    from vault_tools.config import Written
    from vault_tools.config.tables import Config
    from vault_tools.vault import Vault

PARTIAL = "nothing is written: pages made from a part of the notes would be wrong"


def read_written(place: Place) -> Written:
    """The config, with the places of what it says. Raises UserError with all mistakes."""
    return place.read_written(*config_checks())


def read_vault(place: Place, config: Config | None = None) -> Vault | None:
    """None, with the reasons on stderr, when a note cannot be read. Without a config the one of the place is read."""
    vault = place.read(config or read_written(place).config)
    if complain_of_unreadable(vault):
        click.echo(PARTIAL, err=True)
        return None
    return vault


def complain_of_manifest(vault: Vault) -> None:
    from vault_tools.index.manifest import manifest

    if fault := manifest(vault).fault:
        click.echo(f"warning: {fault}", err=True)
