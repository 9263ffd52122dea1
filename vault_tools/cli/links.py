from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vault_tools.cli._vault import Place, complain_of_unreadable, find_note, vault_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from vault_tools.describe import LinkRow
    from vault_tools.vault import Vault


@click.command(name="links")
@vault_options
@click.option("--format", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--backlinks", is_flag=True, help="The links that lead to PATHS, instead of those that stand in them.")
@click.option("--unresolved", is_flag=True, help="Only links that lead to no file.")
@click.option("--external", is_flag=True, help="Links to the web, too.")
def command(
    paths: tuple[Path, ...],
    vault: Path | None,
    config: Path | None,
    no_cache: bool,
    format: str,
    backlinks: bool,
    unresolved: bool,
    external: bool,
) -> None:
    """List links and what they open.

    In notes and canvases: wikilinks, Markdown links, embeds (with a "!"), links in properties, reference definitions.
    PATHS are a vault, or folders or notes in it; a note may also be named as a link would name it.
    """
    if external and (backlinks or unresolved):
        raise click.UsageError(
            "--external goes with neither --backlinks nor --unresolved: links to the web lead to no note."
        )
    from vault_tools.cli._table import table
    from vault_tools.describe import as_table
    from vault_tools.printable import indented_json

    place, names = _place(paths, vault, config, no_cache)
    read = place.read(place.read_config())
    named = {find_note(name, read) for name in names}

    def is_meant(path: str) -> bool:
        return path in named or ((not names or bool(place.paths)) and place.means(path))

    rows = list(_backlinks(is_meant, read) if backlinks else _links(is_meant, read, external))
    if unresolved:
        rows = [row for row in rows if row.status == "unresolved"]
    if format == "json":
        click.echo(indented_json(rows))
    else:
        head = ("where", "kind", "link", "opens", "status")
        click.echo("\n".join(table(head, as_table(rows)) if rows else ["No such links."]))
    sys.exit(2 if complain_of_unreadable(read) else 0)


def _place(
    paths: tuple[Path, ...], vault: Path | None, config: Path | None, no_cache: bool
) -> tuple[Place, tuple[str, ...]]:
    """What is no path here or in the vault may be the name of a note."""
    given = Place(paths, vault, config, no_cache)
    is_path = [located.exists() for located in given.located]
    names = tuple(str(path) for path, exists in zip(paths, is_path, strict=True) if not exists)
    return replace(given, paths=tuple(path for path in paths if str(path) not in names)), names


def _links(is_meant: Callable[[str], bool], vault: Vault, external: bool) -> Iterator[LinkRow]:
    from vault_tools.describe import link_rows

    for path in sorted(filter(is_meant, vault.links)):
        source = vault.source(path)
        assert source
        rows = list(link_rows(source, vault))
        if external:
            rows = sorted([*rows, *link_rows(source, vault, external=True)], key=lambda row: (row.line, row.column))
        yield from rows


def _backlinks(is_meant: Callable[[str], bool], vault: Vault) -> Iterator[LinkRow]:
    from vault_tools.describe import backlink_rows

    for path in sorted(filter(is_meant, vault.backlinks)):
        yield from backlink_rows(path, vault)
