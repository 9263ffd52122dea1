from __future__ import annotations

import sys
from pathlib import Path

import click

from vault_tools.cli._vault import Place, complain_of_unreadable, vault_options


@click.command(name="resources")
@vault_options
@click.option("--format", type=click.Choice(["table", "json"]), default="table", show_default=True)
def command(paths: tuple[Path, ...], vault: Path | None, config: Path | None, no_cache: bool, format: str) -> None:
    """List what the reading lists of notes name.

    Books, courses, papers and more, below headings of that kind.
    """
    from vault_tools.cli._table import table
    from vault_tools.resources import bibliography_by_note
    from vault_tools.resources.show import as_json, as_row

    place = Place(paths, vault, config, no_cache)
    read = place.read(place.read_config())
    by_note = bibliography_by_note(read)
    found = [(resource, read.notes[path]) for path in place.notes(read) for resource in by_note.get(path, ())]
    if format == "json":
        click.echo(as_json(found))
    else:
        rows = [as_row(resource, note) for resource, note in found]
        lines = table(("kind", "title", "by", "url", "where"), rows) if rows else ["No reading lists found."]
        click.echo("\n".join(lines))
    sys.exit(2 if complain_of_unreadable(read) else 0)
