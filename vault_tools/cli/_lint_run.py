"""One run of `lint`: read, fix, look for problems, report."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from vault_tools.cli._progress import Progress
from vault_tools.cli._terminal import look, wants_color
from vault_tools.cli._vault import Place, complain_of_unreadable
from vault_tools.errors import UserError

if TYPE_CHECKING:
    from vault_tools.cli._lint_input import Input
    from vault_tools.cli._lint_options import Options
    from vault_tools.config.tables import Config
    from vault_tools.fix import Fixes
    from vault_tools.lint import Found, RulesAt
    from vault_tools.model import Diagnostic
    from vault_tools.report import Format, Report
    from vault_tools.vault import Vault


class Run(Struct, frozen=True):
    """What a command line and the config ask for."""

    options: Options
    place: Place
    config: Config
    rules_at: RulesAt

    def code(self) -> int:
        """Does everything, and gives the exit code."""
        from vault_tools.cli._lint_input import read_input

        given = read_input(self)
        if self.options.update_baseline:
            return _update_baseline(self, given)
        return _fix(self, given) if self.options.fixes else _report(self, given)


def _update_baseline(run: Run, given: Input) -> int:
    from vault_tools.cli._lint_baseline import update_baseline

    update_baseline(run, given)
    return 2 if complain_of_unreadable(given.vault) else 0


def _fix(run: Run, given: Input) -> int:
    from vault_tools.cli._lint_fixes import plan, said_of, save, show_diff

    fixes = plan(run, given)
    if run.options.with_diff:
        show_diff(run, fixes)
        is_bad = bool(fixes.notes) and not run.options.exit_zero
        return 2 if complain_of_unreadable(given.vault) else int(is_bad)
    save(given, fixes)
    if not run.options.fix_only:
        return _report(run, given, fixes)
    if not run.options.quiet:
        click.echo(said_of(fixes), err=run.options.is_stdin)
    return _verdict(run, given, (), fixes)


def _report(run: Run, given: Input, fixes: Fixes | None = None) -> int:
    """On the vault as it is after the fixes."""
    from vault_tools.report import PLAIN, Report

    options, place, vault = run.options, run.place, fixes.vault if fixes else given.vault
    found = _search(run, given, vault)
    report = Report(
        diagnostics=tuple(diagnostic for diagnostic, silencer in found if not silencer),
        notes=sum(map(place.means, (*vault.notes, *vault.templates))),
        folder=place.folder(),
        silenced=tuple((diagnostic, silencer) for diagnostic, silencer in found if silencer),
        fixed=sum(it.rules.total() for it in fixes.notes) if fixes else 0,
        source=vault.source,
        look=PLAIN if options.output_file else look(options.color, place.root),
        is_quiet=options.quiet,
        root=place.before_paths(),
        again=place.again(),
    )
    _show(options, report)
    return _verdict(run, given, report.diagnostics, fixes)


def _search(run: Run, given: Input, vault: Vault) -> list[Found]:
    from vault_tools.lint import search

    with Progress("checking", run.options.quiet) as step:
        found: Iterable[Found] = search(vault, run.rules_at, run.place.means, step)
        if given.changes:
            from vault_tools.since import only_of_change

            found = only_of_change(found, vault, given.changes, run.rules_at, run.place.means)
        if given.baseline:
            from vault_tools.baseline import silence

            found = silence(found, given.baseline)
        return list(found)


def _show(options: Options, report: Report) -> None:
    text = "".join(f"{line}\n" for line in _format(options)(report))
    if options.output_file:
        _write(options.output_file, text)
    else:
        click.echo(text, nl=False, err=options.is_stdin and options.fix, color=wants_color(options.color))


def _format(options: Options) -> Format:
    if options.statistics:
        from vault_tools.report._statistics import statistics, statistics_json

        return statistics_json if options.form == "json" else statistics
    from vault_tools.report import find_format

    return find_format(options.form)


def _write(file: Path, text: str) -> None:
    """A file is replaced whole. A device or a pipe, such as /dev/stdout, stays what it is."""
    from vault_tools.vault.write import replace_file

    data = text.encode(errors="backslashreplace")
    try:
        if file.is_char_device() or file.is_fifo():
            file.write_bytes(data)
        else:
            replace_file(file, data)
    except OSError as error:
        raise UserError(f"{file}: cannot be written: {error.strerror}") from error


def _verdict(run: Run, given: Input, diagnostics: tuple[Diagnostic, ...], fixes: Fixes | None) -> int:
    from vault_tools.lint import BROKEN, fails

    if complain_of_unreadable(given.vault) or any(it.rule == BROKEN for it in diagnostics):
        return 2
    options = run.options
    if run.place.is_guess() and any(it.rule == "broken-link" for it in diagnostics) and not options.quiet:
        hint = f"hint: the vault is taken to be {run.place.root}; if it is larger, name it with --vault"
        click.echo(hint, err=True)
    is_fixed = bool(fixes and fixes.notes) and options.exit_non_zero_on_fix
    fail_on = options.fail_on or ("warning" if options.strict else run.config.lint.fail_on)
    return int((is_fixed or fails(diagnostics, fail_on)) and not options.exit_zero)
