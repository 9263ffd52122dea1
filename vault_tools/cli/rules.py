from __future__ import annotations

import click


@click.command(name="rules")
@click.option("--format", type=click.Choice(["table", "json", "markdown"]), default="table", show_default=True)
def command(format: str) -> None:
    """List the rules.

    As JSON or Markdown, with their options.
    """
    from vault_tools.cli._table import table
    from vault_tools.explain import all_pages, as_object, fixes_of, summary
    from vault_tools.printable import indented_json
    from vault_tools.rules import rules

    if format == "json":
        objects = [as_object(rule) for rule in rules().values()]
        click.echo(indented_json(objects))
        return
    head = ("rule", "group", "severity", "default", "fix", "what is wrong")
    rows = [
        (rule.name, rule.group, rule.severity, "on" if rule.is_default else "off", fixes_of(rule), summary(rule))
        for rule in rules().values()
    ]
    for line in all_pages() if format == "markdown" else table(head, rows):
        click.echo(line)
