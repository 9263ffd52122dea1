"""`lint --update-baseline`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vault_tools.baseline import Known, updated, write_baseline
from vault_tools.lint import lint
from vault_tools.printable import counted

if TYPE_CHECKING:
    from vault_tools.cli._lint_input import Input
    from vault_tools.cli._lint_run import Run


def update_baseline(run: Run, given: Input) -> None:
    """The problems that there are become the baseline; what this run does not look at stays in it."""
    is_meant, rules_at, file, old = run.place.means, run.rules_at, given.baseline_file, given.baseline
    assert file

    def is_judged(known: Known) -> bool:
        is_read = is_meant(known.path) and known.path not in given.vault.unreadable
        return is_read and any(it.rule.name == known.rule for it in rules_at(known.path))

    new = updated(old, lint(given.vault, rules_at, is_meant), is_judged)
    write_baseline(file, new)
    if not run.options.quiet:
        added, gone = len(new.keys() - old.keys()), len(old.keys() - new.keys())
        click.echo(f"{file} knows {counted(len(new), 'problem')}: {added:,} added, {gone:,} gone.")
