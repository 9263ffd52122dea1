from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vault_tools.cli._vault import Place, complain_of_unreadable, vault_options

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vault_tools.overview.tags import TagUse


@click.command(name="tags")
@vault_options
@click.option("--format", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--sort", type=click.Choice(["notes", "name"]), default="notes", show_default=True)
def command(
    paths: tuple[Path, ...], vault: Path | None, config: Path | None, no_cache: bool, format: str, sort: str
) -> None:
    """List tags, how often each is used and how it is spelt.

    A tag is one whatever its case. Variants are tags that may be the same word: "book" and "books", "to-read" and
    "to_read".
    """
    from vault_tools.cli._table import table
    from vault_tools.overview.tags import tag_uses
    from vault_tools.printable import indented_json

    place = Place(paths, vault, config, no_cache)
    read = place.read(place.read_config())
    uses = tag_uses(read.notes[path] for path in place.notes(read))
    found = _sorted((use for use in uses.values() if use.word), sort)
    if format == "json":
        click.echo(indented_json(found))
    else:
        head = ("tag", "notes", "with nested", "uses", "spellings", "variants")
        click.echo("\n".join(table(head, [_row(use, uses) for use in found]) if found else ["No tags found."]))
    sys.exit(2 if complain_of_unreadable(read) else 0)


def _sorted(uses: Iterable[TagUse], sort: str) -> list[TagUse]:
    from vault_tools.order import natural

    by_name = sorted(uses, key=lambda use: [natural(word) for word in use.name.split("/")])
    return by_name if sort == "name" else sorted(by_name, key=lambda use: -use.notes_with_nested)


def _row(use: TagUse, uses: Mapping[str, TagUse]) -> tuple[str, ...]:
    """A single spelling is that of the first cell."""
    spellings = [f"{name} {number}" for name, number in use.spellings.items()] if len(use.spellings) > 1 else []
    variants = [uses[key].name for key in use.variants]
    counts = map(str, (use.notes, use.notes_with_nested, use.uses))
    return use.name, *counts, ", ".join(spellings), ", ".join(variants)
