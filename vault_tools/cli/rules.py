from __future__ import annotations

import click


@click.command(name="rules")
@click.option("--format", type=click.Choice(["table", "markdown"]), default="table", show_default=True)
def command(format: str) -> None:
    """List the rules."""
    from vault_tools.cli._table import table
    from vault_tools.explain import all_pages, summary
    from vault_tools.rules import rules

    if format == "markdown":
        lines = all_pages()
    else:
        rows = [(r.name, r.group, r.severity, "on" if r.is_default else "off", summary(r)) for r in rules().values()]
        lines = table(("rule", "group", "severity", "default", "what is wrong"), rows)
    for line in lines:
        click.echo(line)
