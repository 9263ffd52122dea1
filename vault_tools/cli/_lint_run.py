"""One run of `lint`: read, fix, look for problems, report."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vault_tools.cli._progress import Progress
from vault_tools.cli._vault import Place, complain_of_unreadable
from vault_tools.errors import UserError
from vault_tools.printable import counted

if TYPE_CHECKING:
    from vault_tools.baseline import Baseline, Known
    from vault_tools.cli._lint_options import Options
    from vault_tools.config import Config, FailOn
    from vault_tools.fix import Fixed, Fixes
    from vault_tools.git import Changes
    from vault_tools.lint import Found, RulesAt
    from vault_tools.model import Diagnostic
    from vault_tools.report import Report
    from vault_tools.vault import Vault
    from vault_tools.vault.write import Change


@dataclass(frozen=True)
class Run:
    options: Options
    place: Place
    config: Config
    rules_at: RulesAt

    def code(self) -> int:
        """Does everything, and gives the exit code."""
        if self.options.update_baseline:
            self.update_baseline()
            return 2 if complain_of_unreadable(self.vault) else 0
        fixes = self.fixes() if self.options.fixes else None
        if fixes and self.options.with_diff:
            return self.show_diff(fixes)
        if fixes:
            self.save(fixes)
        diagnostics: tuple[Diagnostic, ...] = ()
        if not self.options.fix_only:
            report = self.report(fixes)
            diagnostics = report.diagnostics
            self.show(report)
        elif fixes and not self.options.quiet:
            click.echo(_said_of(fixes), err=self.is_stdin)
        return self.verdict(diagnostics, fixes)

    @property
    def is_stdin(self) -> bool:
        return self.options.stdin_filename is not None

    @cached_property
    def vault(self) -> Vault:
        read = self.place.read(self.config, self.options.quiet)
        if self.is_stdin:
            from vault_tools.vault.changed import with_contents

            return with_contents(read, {self.stdin_path: self.stdin})
        if self.options.staged and self.changes:
            from vault_tools.since import staged_vault

            return staged_vault(read, self.changes)
        return read

    @cached_property
    def stdin(self) -> bytes:
        return sys.stdin.buffer.read()

    @cached_property
    def stdin_path(self) -> str:
        """The vault path of the note from standard input. Raises UserError when it is a folder's."""
        (path,) = self.place.named
        if (self.place.root / path).is_dir():
            raise UserError(f"--stdin-filename is the path of a note, and {self.options.stdin_filename} is a folder")
        return path

    @cached_property
    def changes(self) -> Changes | None:
        from vault_tools.git import changes_since, changes_staged

        if self.options.since is not None:
            return changes_since(self.place.root, self.options.since)
        return changes_staged(self.place.root) if self.options.staged else None

    @cached_property
    def baseline_file(self) -> Path | None:
        named = self.config.lint.baseline
        return self.options.baseline or (self.place.root / named if named else None)

    @cached_property
    def baseline(self) -> Baseline:
        from vault_tools.baseline import read_baseline

        return read_baseline(self.baseline_file) if self.baseline_file else {}

    def search(self, vault: Vault) -> list[Found]:
        from vault_tools.baseline import silence
        from vault_tools.lint import search
        from vault_tools.since import only_of_change

        with Progress("checking", self.options.quiet) as step:
            found: Iterable[Found] = search(vault, self.rules_at, self.place.means, step)
            if self.changes:
                found = only_of_change(found, vault, self.changes, self.rules_at, self.place.means)
            return list(silence(found, self.baseline))

    def update_baseline(self) -> None:
        """The problems that there are become the baseline; what this run does not look at stays in it."""
        from vault_tools.baseline import baseline_to_update, updated, write_baseline
        from vault_tools.lint import lint

        file = self.baseline_file
        if file is None:
            raise UserError("--update-baseline needs --baseline FILE, or `lint.baseline` in the config")
        old = baseline_to_update(file)
        new = updated(old, lint(self.vault, self.rules_at, self.place.means), self._is_judged)
        write_baseline(file, new)
        if not self.options.quiet:
            added, gone = len(new.keys() - old.keys()), len(old.keys() - new.keys())
            click.echo(f"{file} knows {counted(len(new), 'problem')}: {added:,} added, {gone:,} gone.")

    def _is_judged(self, known: Known) -> bool:
        is_read = self.place.means(known.path) and known.path not in self.vault.unreadable
        return is_read and any(it.rule.name == known.rule for it in self.rules_at(known.path))

    def fixes(self) -> Fixes:
        from vault_tools.fix import plan_fixes

        with Progress("fixing", self.options.quiet) as step:
            found = plan_fixes(self.vault, self.rules_at, self.options.safeties, self._may_fix, self._is_open, step)
        if not self.options.quiet:
            for path, rules, reason in sorted(found.refusals):
                click.echo(f"{path}: not fixed: {' and '.join(rules)}: {reason}", err=True)
        return found

    def _may_fix(self, path: str) -> bool:
        changes = self.changes
        return self.place.means(path) and (not changes or path in changes.touched - changes.unstaged.keys())

    def _is_open(self, found: Found) -> bool:
        return found.silencer is None and found.diagnostic.fingerprint not in self.baseline

    def show_diff(self, fixes: Fixes) -> int:
        from vault_tools.cli._terminal import look, painted
        from vault_tools.diff import unified

        for it in fixes.notes:
            diff = unified(it.before.path, it.before.text, it.after.text)
            click.echo(painted(diff, look(self.options.color, self.place.root)), nl=False, color=self.has_color)
        if not self.options.quiet:
            click.echo(_said_of(fixes, "would be fixed"), err=True)
        return 2 if complain_of_unreadable(self.vault) else int(bool(fixes.notes) and not self.options.exit_zero)

    def save(self, fixes: Fixes) -> None:
        """All notes are prepared before the first is written. Raises UserError when one of them cannot be."""
        if self.is_stdin:
            sys.stdout.buffer.write(self._stdin_fixed(fixes))
            return
        from vault_tools.vault.write import write

        for change in [*self._prepared(fixes.notes)]:
            write(change)

    def _prepared(self, notes: Iterable[Fixed]) -> list[Change]:
        from vault_tools.vault.write import prepare

        changes, reasons = [], []
        for it in notes:
            try:
                changes.append(prepare(self.vault, it.before.path, it.edits))
            except UserError as error:
                reasons.append(str(error))
        if reasons:
            raise UserError("\n".join([*reasons, "nothing was written"]))
        return changes

    def _stdin_fixed(self, fixes: Fixes) -> bytes:
        from vault_tools.source import decode, splice

        text, is_utf8 = decode(self.stdin)
        for fixed in fixes.notes:
            for edits in fixed.edits:
                text = splice(text, edits)
        return text.encode() if is_utf8 else self.stdin

    def report(self, fixes: Fixes | None) -> Report:
        from vault_tools.cli._terminal import look
        from vault_tools.report import PLAIN, Report

        vault = fixes.vault if fixes else self.vault
        found = self.search(vault)
        return Report(
            tuple(diagnostic for diagnostic, silencer in found if not silencer),
            sum(self.place.means(path) for path in (*vault.notes, *vault.templates)),
            self.place.folder(),
            tuple((diagnostic, silencer) for diagnostic, silencer in found if silencer),
            sum(it.rules.total() for it in fixes.notes) if fixes else 0,
            vault.source,
            PLAIN if self.options.output_file else look(self.options.color, self.place.root),
            self.options.quiet,
            self.place.before_paths(),
            self.place.again(),
        )

    def show(self, report: Report) -> None:
        text = "".join(f"{line}\n" for line in self._lines(report))
        if file := self.options.output_file:
            _write_report(file, text)
        else:
            click.echo(text, nl=False, err=self.is_stdin and self.options.fix, color=self.has_color)

    def _lines(self, report: Report) -> Iterator[str]:
        if self.options.statistics:
            from vault_tools.report._statistics import statistics, statistics_json

            return (statistics_json if self.options.form == "json" else statistics)(report)
        from vault_tools.report import find_format

        return find_format(self.options.form)(report)

    @property
    def has_color(self) -> bool:
        from vault_tools.cli._terminal import wants_color

        return wants_color(self.options.color)

    @property
    def fail_on(self) -> FailOn:
        return self.options.fail_on or ("warning" if self.options.strict else self.config.lint.fail_on)

    def verdict(self, diagnostics: tuple[Diagnostic, ...], fixes: Fixes | None) -> int:
        from vault_tools.lint import BROKEN, fails

        if complain_of_unreadable(self.vault) or any(it.rule == BROKEN for it in diagnostics):
            return 2
        is_unlinked = any(it.rule == "broken-link" for it in diagnostics)
        if self.place.is_guess() and is_unlinked and not self.options.quiet:
            hint = f"hint: the vault is taken to be {self.place.root}; if it is larger, name it with --vault"
            click.echo(hint, err=True)
        is_fixed = bool(fixes and fixes.notes) and self.options.exit_non_zero_on_fix
        return int((is_fixed or fails(diagnostics, self.fail_on)) and not self.options.exit_zero)


def _said_of(fixes: Fixes, what: str = "fixed") -> str:
    problems = sum(it.rules.total() for it in fixes.notes)
    notes = counted(len(fixes.notes), "note")
    return f"{counted(problems, 'problem')} {what} in {notes}." if problems else "Nothing to fix."


def _write_report(file: Path, text: str) -> None:
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
