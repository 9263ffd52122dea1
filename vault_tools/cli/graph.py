from __future__ import annotations

import sys
from pathlib import Path

import click

from vault_tools.cli._vault import Place, complain_of_unreadable, vault_options
from vault_tools.graph.formats import formats


@click.command(name="graph")
@vault_options
@click.option("--format", type=click.Choice(formats()), default="json", show_default=True)
@click.option("--generated", is_flag=True, help="With the links in generated regions, and with generated notes.")
def command(
    paths: tuple[Path, ...], vault: Path | None, config: Path | None, no_cache: bool, format: str, generated: bool
) -> None:
    """Print the link graph of a vault.

    PATHS only say which vault is meant: the graph is that of the whole vault.
    """
    from vault_tools.graph.build import build, with_generated
    from vault_tools.graph.formats import find_format

    place = Place(paths, vault, config, no_cache)
    read = place.read(place.read_config())
    graph = with_generated(read) if generated else build(read)
    for line in find_format(format)(graph):
        click.echo(line)
    sys.exit(2 if complain_of_unreadable(read) else 0)
