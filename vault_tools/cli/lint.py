from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from vault_tools.cli._lint_options import Options
from vault_tools.cli._lint_run import Run
from vault_tools.cli._vault import Place, vault_options
from vault_tools.report import formats

_F = TypeVar("_F", bound=Callable[..., Any])


def _rules_option(name: str, help: str) -> Callable[[_F], _F]:
    return click.option(name, multiple=True, metavar="RULES", help=f"{help}.")


@click.command(name="lint")
@vault_options
@_rules_option("--select", help="Run only these rules")
@_rules_option("--extend-select", help="Run these rules, too")
@_rules_option("--ignore", help="Do not run these rules")
@_rules_option("--fixable", help="Apply only the fixes of these rules")
@_rules_option("--unfixable", help="Do not apply the fixes of these rules")
@click.option("--fix", is_flag=True, help="Apply fixes that are safe, then report what is left.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix, --fix-only or --diff: the unsafe ones, too.")
@click.option("--diff", "with_diff", is_flag=True, help="Show what --fix would change, and write nothing.")
@click.option("--fix-only", is_flag=True, help="Apply fixes, and do not report what is left.")
@click.option("--exit-non-zero-on-fix", is_flag=True, help="Exit with 1 when something was fixed.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    help="The least severity that makes the exit code 1; by default `error`, or as the config says.",
)
@click.option("--strict", is_flag=True, help="The same as --fail-on warning.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even when there are problems.")
@click.option("--baseline", type=click.Path(path_type=Path), help="Do not report the problems that this file knows.")
@click.option("--update-baseline", is_flag=True, help="Write all problems that there are into the baseline.")
@click.option("--since", metavar="REV", help="Only what changed since a git revision, and what that broke elsewhere.")
@click.option("--staged", is_flag=True, help="Only what the next commit changes, and what that breaks elsewhere.")
@click.option(
    "--stdin-filename",
    type=click.Path(path_type=Path),
    help="With the path -: where the note from standard input belongs.",
)
@click.option(
    "--format",
    type=click.Choice(formats()),
    help="Form of the output; by default `text`, in GitHub's workflows `github`.",
)
@click.option("--statistics", is_flag=True, help="Show how many problems each rule has, instead of the problems.")
@click.option("--output-file", "-o", type=click.Path(path_type=Path), help="Write the report into a file.")
@click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colours and clickable paths."
)
@click.option("--quiet", "-q", is_flag=True, help="Print the problems and nothing else.")
def command(paths: tuple[Path, ...], vault: Path | None, config: Path | None, no_cache: bool, **options: Any) -> None:
    """Report what is wrong in the notes of a vault, and fix it.

    PATHS are a vault, folders or notes; the whole vault is read, and the problems of these are shown. By default it is
    the vault around the current folder. A single `-` is a note from standard input.

    RULES are names of rules or groups with commas between them, such as `links,empty-note`; `all` and `default` are
    groups, too. `vault-tools rules` lists them.

    Exit code 0: no problem as bad as --fail-on. 1: there is one, or --diff shows something, or --exit-non-zero-on-fix
    and something was fixed. 2: wrong usage, wrong config, or a note that cannot be read or written.
    """
    from vault_tools import selection
    from vault_tools.cli._config_checks import config_checks

    asked = Options(**options)
    asked.demand_sense(paths)
    stdin = asked.stdin_filename
    place = Place((stdin,) if stdin else paths, vault, config, no_cache, may_be_new=stdin is not None)
    settings = place.read_config(*config_checks())
    run = Run(asked, place, settings, selection.select(settings, asked.asked).at)
    sys.exit(run.code())
