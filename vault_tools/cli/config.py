from __future__ import annotations

from pathlib import Path

import click

from vault_tools.cli._vault import Place, place_options


@click.group(name="config")
def command() -> None:
    """Show the config, or what it may say."""


@command.command(name="show")
@place_options
@click.option("--origin", is_flag=True, help="Say where each value comes from, and what Obsidian's own settings add.")
@click.option("--format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def show(paths: tuple[Path, ...], vault: Path | None, config: Path | None, origin: bool, format: str) -> None:
    """Print every value that takes effect.

    As TOML that can stand in vault-tools.toml, without what is not set; or as JSON, an array of objects with `key`,
    `value` and, if asked for, `origin`.
    """
    from vault_tools.cli._config_checks import config_checks
    from vault_tools.effective import as_comments, as_object, as_toml, from_obsidian, values
    from vault_tools.printable import indented_json
    from vault_tools.vault.obsidian import settings_in

    place = Place(paths, vault, config)
    written = place.read_written(*config_checks())
    settings = settings_in(place.root)
    found = list(values(written, place.root))
    added = list(from_obsidian(written.config, settings)) if origin else []
    if format == "json":
        objects = [as_object(value, origin) for value in found + added]
        click.echo(indented_json(objects))
    else:
        click.echo("\n".join([*as_toml(found, origin), *as_comments(added)]))
    for file in place.configs[1:]:
        click.echo(f"warning: {file} is not read: {written.file} comes before it", err=True)
    for complaint in settings.complaints if origin else ():
        click.echo(f"warning: {complaint}", err=True)


@command.command(name="schema")
@click.option("--format", type=click.Choice(["json", "markdown"]), default="json", show_default=True)
def schema(format: str) -> None:
    """Print what the config file may say.

    As a JSON Schema, for editors that check and complete TOML by one, or as Markdown, for people.
    """
    from vault_tools.config_page import page
    from vault_tools.config_schema import config_schema
    from vault_tools.printable import indented_json

    if format == "markdown":
        click.echo("\n".join(page()))
    else:
        click.echo(indented_json(config_schema()))
