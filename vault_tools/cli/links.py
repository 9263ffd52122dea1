from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vault_tools.cli._vault import Place, complain_of_unreadable, vault_options

if TYPE_CHECKING:
    from collections.abc import Iterator

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

    In notes and canvases: wikilinks, Markdown links, embeds, links in properties, reference definitions.
    """
    import msgspec

    from vault_tools.cli._table import table
    from vault_tools.describe import as_table

    place = Place(paths, vault, config, no_cache)
    read = place.read(place.read_config())
    rows = list(_backlinks(place, read) if backlinks else _links(place, read, external))
    if unresolved:
        rows = [row for row in rows if row.status == "unresolved"]
    if format == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(rows), indent=2).decode())
    else:
        head = ("where", "kind", "link", "opens", "status")
        click.echo("\n".join(table(head, as_table(rows)) if rows else ["No such links."]))
    sys.exit(2 if complain_of_unreadable(read) else 0)


def _links(place: Place, vault: Vault, external: bool) -> Iterator[LinkRow]:
    from vault_tools.describe import link_rows

    for path in sorted(filter(place.means, vault.links)):
        source = vault.source(path)
        assert source
        rows = list(link_rows(source, vault))
        if external:
            rows = sorted([*rows, *link_rows(source, vault, external=True)], key=lambda row: (row.line, row.column))
        yield from rows


def _backlinks(place: Place, vault: Vault) -> Iterator[LinkRow]:
    from vault_tools.describe import backlink_rows

    for path in sorted(filter(place.means, vault.backlinks)):
        yield from backlink_rows(path, vault)
