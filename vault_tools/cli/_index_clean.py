"""`index --clean`: what nothing asks for any more is removed, if it is proved to be ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from vault_tools.cli._index_done import Options, Verb, is_done
from vault_tools.cli._index_read import complain_of_manifest, read_vault
from vault_tools.cli._vault import Place
from vault_tools.printable import counted

if TYPE_CHECKING:
    from vault_tools.index.clean import Leftover
    from vault_tools.vault import Vault

_REMOVE = Verb("would remove", "removed")


def code(place: Place, options: Options, _: Any) -> int:
    """Do it, say so, and answer with the exit code. Raises UsageError for options that mean nothing here."""
    from vault_tools.index.clean import leftovers

    if options._replace(dry_run=False) != Options():
        raise click.UsageError("--clean takes no other option of `index` than --dry-run")
    vault = read_vault(place)
    if vault is None:
        return 2
    complain_of_manifest(vault)
    found = [it for it in leftovers(vault) if place.means(it.path)]
    done = [it.path for it in found if _is_removed(it, vault, options)]
    if not options.is_dry:
        _forget(place, vault, done)
    click.echo(_summary(len(done), len(found) - len(done), options.is_dry))
    return 1 if len(done) < len(found) else 0


def _is_removed(found: Leftover, vault: Vault, options: Options) -> bool:
    """Or would be? If not, stderr says why."""
    from vault_tools.vault.write import remove

    if found.doubt:
        click.echo(f"{found.path}: stays: {found.doubt}", err=True)
        return False
    return is_done(found.path, _REMOVE, options, lambda: remove(vault, found.path))


def _forget(place: Place, vault: Vault, removed: list[str]) -> None:
    """With the pages that somebody removed by hand."""
    from vault_tools.index.clean import vanished
    from vault_tools.index.manifest import record

    gone = [path for path in vanished(vault) if place.means(path)]
    record(place.root, gone=[*removed, *gone])


def _summary(removed: int, staying: int, is_dry: bool) -> str:
    said = f"{counted(removed, 'page')} {'to be removed' if is_dry else 'removed'}"
    return f"{said}, {staying:,} left alone." if staying else f"{said}."
