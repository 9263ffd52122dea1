"""The fixes of a run of `lint`: planned, shown, saved."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from vault_tools.cli._progress import Progress
from vault_tools.cli._terminal import look, painted, wants_color
from vault_tools.diff import unified
from vault_tools.fix import Fixed, Fixes, plan_fixes
from vault_tools.printable import counted
from vault_tools.source import decode, splice_rounds
from vault_tools.vault.write import prepare_all
from vault_tools.vault.write_all import write_all

if TYPE_CHECKING:
    from vault_tools.cli._lint_input import Input
    from vault_tools.cli._lint_run import Run
    from vault_tools.lint import Found


def plan(run: Run, given: Input) -> Fixes:
    """What is refused is told on stderr."""
    options, changes = run.options, given.changes
    # a fix of a note that is staged in part would be one of what is not staged
    in_part = changes.touched & changes.unstaged.keys() if changes else frozenset()

    def may_fix(path: str) -> bool:
        return run.place.means(path) and path not in in_part and (not changes or path in changes.touched)

    def is_open(found: Found) -> bool:
        return found.silencer is None and found.diagnostic.fingerprint not in given.baseline

    with Progress("fixing", options.quiet) as step:
        fixes = plan_fixes(given.vault, run.rules_at, options.safeties, may_fix, is_open, step)
    if not options.quiet:
        for path in sorted(filter(run.place.means, in_part & given.vault.notes.keys())):
            click.echo(f"{path}: not fixed: it has changes that are not staged", err=True)
        for path, rules, reason in sorted(fixes.refusals):
            click.echo(f"{path}: not fixed: {' and '.join(rules)}: {reason}", err=True)
    return fixes


def show_diff(run: Run, fixes: Fixes) -> None:
    color = run.options.color
    for it in fixes.notes:
        diff = unified(it.before.path, it.before.text, it.after.text)
        click.echo(painted(diff, look(color, run.place.root)), nl=False, color=wants_color(color))
    if not run.options.quiet:
        click.echo(said_of(fixes, "would be fixed"), err=True)


def said_of(fixes: Fixes, what: str = "fixed") -> str:
    problems = sum(it.rules.total() for it in fixes.notes)
    notes = counted(len(fixes.notes), "note")
    return f"{counted(problems, 'problem')} {what} in {notes}." if problems else "Nothing to fix."


def save(given: Input, fixes: Fixes) -> None:
    """All notes, or none. Raises UserError when one of them cannot be written."""
    if given.stdin is not None:
        sys.stdout.buffer.write(_fixed(given.stdin, fixes.notes))
        return
    write_all(prepare_all(given.vault, ((it.before.path, it.edits) for it in fixes.notes)))


def _fixed(data: bytes, notes: Iterable[Fixed]) -> bytes:
    text, is_utf8 = decode(data)
    for fixed in notes:
        text = splice_rounds(text, fixed.edits)
    return text.encode() if is_utf8 else data
