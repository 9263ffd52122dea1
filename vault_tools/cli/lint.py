from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vault_tools.cli._vault import Place, complain_of_unreadable, vault_options
from vault_tools.report import formats

if TYPE_CHECKING:
    from vault_tools.config import Config


@click.command(name="lint")
@vault_options
@click.option("--format", type=click.Choice(formats()), default="text", show_default=True, help="Form of the output.")
@click.option("--select", multiple=True, metavar="RULES", help="Only these rules or groups, with commas.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Not these rules or groups, with commas.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    help="The least severity that makes the exit code 1; by default `error`, or as the config says.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even when there are problems.")
def command(
    paths: tuple[Path, ...],
    vault: Path | None,
    config: Path | None,
    no_cache: bool,
    format: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    exit_zero: bool,
) -> None:
    """Report what is wrong in the notes of a vault.

    PATHS are a vault, folders or notes; the whole vault is read, and the problems of these are shown. By default it is
    the vault around the current folder.

    Exit code 0: no problem as bad as --fail-on. 1: there are. 2: wrong usage, config, or a note that cannot be read.
    """
    from vault_tools import selection
    from vault_tools.index.entries import mistakes as page_mistakes
    from vault_tools.lint import fails, lint
    from vault_tools.report import Report, find_format

    place = Place(paths, vault, config, no_cache)
    settings = _with_options(place.read_config(selection.mistakes, page_mistakes), select, ignore, fail_on)
    read = place.read(settings)
    notes = [path for path in (*read.notes, *read.templates) if place.means(path)]
    report = Report(tuple(lint(read, selection.select(settings).at, place.means)), len(notes), place.folder())
    click.echo("\n".join(find_format(format)(report)))
    if complain_of_unreadable(read):
        sys.exit(2)
    if place.is_guess() and any(diagnostic.rule == "broken-link" for diagnostic in report.diagnostics):
        click.echo(f"hint: the vault is taken to be {place.root}; if it is larger, name it with --vault", err=True)
    sys.exit(1 if fails(report.diagnostics, settings.lint.fail_on) and not exit_zero else 0)


def _with_options(settings: Config, select: tuple[str, ...], ignore: tuple[str, ...], fail_on: str | None) -> Config:
    """The config, with what the command line says instead."""
    from msgspec.structs import replace

    lint = settings.lint
    if select:
        lint = replace(lint, select=_selectors(select), ignore=())
    if ignore:
        lint = replace(lint, ignore=(*lint.ignore, *_selectors(ignore)))
    if fail_on:
        lint = replace(lint, fail_on=fail_on)
    return replace(settings, lint=lint)


def _selectors(values: tuple[str, ...]) -> tuple[str, ...]:
    """Raises UserError when one of them names nothing."""
    from vault_tools.errors import UserError
    from vault_tools.selection import unknown

    names = tuple(name.strip() for value in values for name in value.split(",") if name.strip())
    if not names:
        raise UserError("no rule is named: give rules or groups, as `vault-tools rules` lists them")
    problems = [problem for name in names if (problem := unknown(name))]
    if problems:
        raise UserError("; ".join(problems))
    return names
