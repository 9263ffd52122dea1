from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vault_tools.cli._vault import Place, complain_of_unreadable, vault_options

if TYPE_CHECKING:
    from vault_tools.overview.properties import PropertyUse

_WIDEST = 30
"""Characters of an example."""


@click.command(name="properties")
@vault_options
@click.option("--sort", type=click.Choice(["name", "notes"]), default="notes", show_default=True)
@click.option("--format", type=click.Choice(["table", "json"]), default="table", show_default=True)
def command(
    paths: tuple[Path, ...], vault: Path | None, config: Path | None, no_cache: bool, sort: str, format: str
) -> None:
    """List the properties of notes.

    How many notes have each, how many of them no value in it, of which types the others are, what they hold most often,
    and how else it is spelled.
    """
    from vault_tools.cli._table import table
    from vault_tools.overview.properties import count_properties
    from vault_tools.printable import indented_json

    place = Place(paths, vault, config, no_cache)
    read = place.read(place.read_config())
    uses = count_properties((read.notes[path] for path in place.notes(read)), read.settings)
    found = sorted(uses.values(), key=lambda use: (0 if sort == "name" else -use.notes, use.name.lower()))
    if format == "json":
        click.echo(indented_json(found))
    else:
        head = ("property", "notes", "empty", "types", "examples", "variants")
        lines = table(head, [_row(use, uses) for use in found]) if found else ["No properties found."]
        click.echo("\n".join(lines))
    sys.exit(2 if complain_of_unreadable(read) else 0)


def _row(use: PropertyUse, uses: Mapping[str, PropertyUse]) -> tuple[str, ...]:
    others = {uses[key].name: uses[key].notes for key in use.variants}
    spellings = {name: count for name, count in use.spellings.items() if name != use.name}
    return (
        use.name,
        str(use.notes),
        str(use.empty) if use.empty else "",
        _counts(use.types.items()),
        ", ".join(map(_shortened, use.examples)),
        _counts((spellings | others).items()),
    )


def _counts(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts)


def _shortened(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1].rstrip()}…"
