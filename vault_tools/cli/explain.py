from __future__ import annotations

import click


@click.command(name="explain")
@click.argument("rule")
def command(rule: str) -> None:
    """Print the page of a rule.

    What it finds and why, its options, and examples.
    """
    from vault_tools.explain import page
    from vault_tools.rules import find_rule

    for line in page(find_rule(rule)):
        click.echo(line)
