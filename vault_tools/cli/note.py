from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from vault_tools.cli._vault import Place, complain_of_unreadable, find_note
from vault_tools.errors import UserError


@click.command(name="note")
@click.argument("note")
@click.option("--format", type=click.Choice(["yaml", "json"]), default="yaml", show_default=True)
@click.option("--vault", type=click.Path(path_type=Path), help="The folder that is the vault.")
@click.option("--config", type=click.Path(path_type=Path), help="The config file, instead of the one found.")
@click.option("--no-cache", is_flag=True, help="Parse every note again.")
def command(note: str, format: str, vault: Path | None, config: Path | None, no_cache: bool) -> None:
    """Print all that is known of one note.

    NOTE is a file, or what a link to the note would say. Properties with their types, headings, links, tags, blocks,
    tasks, lists, callouts, reading lists and more, each with its line and column.
    """
    import msgspec

    from vault_tools.describe import describe
    from vault_tools.printable import indented_json

    named = Place((Path(note),), vault, config, no_cache)
    place = named if named.located[0].is_file() else replace(named, paths=())
    read = place.read(place.read_config())
    path = next(iter(place.named)) if place.paths else find_note(note, read)
    found = read.source(path)
    if found is None:
        raise UserError(f"{note}: is no note of the vault {place.root}")
    data = describe(found, read)
    if format == "json":
        click.echo(indented_json(data))
    else:
        click.echo(msgspec.yaml.encode(data).decode(), nl=False)
    sys.exit(2 if complain_of_unreadable(read) else 0)
