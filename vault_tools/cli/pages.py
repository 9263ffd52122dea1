from __future__ import annotations

import click


@click.command(name="pages")
@click.option("--format", type=click.Choice(["table", "markdown"]), default="table", show_default=True)
def command(format: str) -> None:
    """List the kinds of pages.

    As Markdown, with their options.
    """
    from vault_tools.cli._table import table
    from vault_tools.index.pages import kinds
    from vault_tools.index.show import all_kinds, summary

    rows = [(name, summary(kind)) for name, kind in kinds().items()]
    for line in all_kinds() if format == "markdown" else table(("kind", "what it shows"), rows):
        click.echo(line)
