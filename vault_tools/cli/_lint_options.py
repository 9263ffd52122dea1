"""The options of `lint`, and what they mean together."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from vault_tools.errors import UserError

if TYPE_CHECKING:
    from vault_tools.config.tables import FailOn
    from vault_tools.model import Safety
    from vault_tools.selection import Asked


class Options(Struct, frozen=True, kw_only=True):
    """What the command line says, beside the vault."""

    select: tuple[str, ...]
    extend_select: tuple[str, ...]
    ignore: tuple[str, ...]
    fixable: tuple[str, ...]
    unfixable: tuple[str, ...]
    fix: bool
    unsafe_fixes: bool
    with_diff: bool
    fix_only: bool
    exit_non_zero_on_fix: bool
    fail_on: FailOn | None
    strict: bool
    exit_zero: bool
    baseline: Path | None
    update_baseline: bool
    since: str | None
    staged: bool
    stdin_filename: Path | None
    format: str | None
    statistics: bool
    output_file: Path | None
    color: str
    quiet: bool

    @property
    def is_stdin(self) -> bool:
        """Is it one note, from standard input?"""
        return self.stdin_filename is not None

    @property
    def fixes(self) -> bool:
        return self.fix or self.fix_only or self.with_diff

    @property
    def safeties(self) -> frozenset[Safety]:
        return frozenset({"safe", "unsafe"} if self.unsafe_fixes else {"safe"})

    @property
    def form(self) -> str:
        """Workflow commands where GitHub reads them, if no form is asked for."""
        is_log = self.output_file is None and not self.statistics
        in_workflow = is_log and os.environ.get("GITHUB_ACTIONS") == "true"
        return self.format or ("github" if in_workflow else "text")

    @property
    def asked(self) -> Asked:
        """Raises UserError when a name of a rule is wrong."""
        from vault_tools.selection import Asked

        return Asked(
            _selectors(self.select) if self.select else None,
            _selectors(self.extend_select),
            _selectors(self.ignore),
            _selectors(self.fixable) if self.fixable else None,
            _selectors(self.unfixable),
        )

    def demand_sense(self, paths: tuple[Path, ...]) -> None:
        """Raises UserError for options that contradict each other."""
        stdin, of_change = Path("-") in paths, self.since is not None or self.staged
        for is_wrong, reason in (
            (self.since is not None and self.staged, "--since and --staged are two questions: ask one of them"),
            (stdin and len(paths) > 1, "- means one note, from standard input: give no other path"),
            (stdin and self.stdin_filename is None, "- needs --stdin-filename, the note's path in the vault"),
            (stdin and of_change, "- goes without --since and --staged"),
            (self.stdin_filename is not None and not stdin, "--stdin-filename goes with -"),
            (self.update_baseline and self.fixes, "--update-baseline goes without fixes: fix first"),
            (self.update_baseline and stdin, "--update-baseline goes without -"),
            (self.update_baseline and of_change, "--update-baseline goes without --since and --staged: it takes all"),
            (
                self.update_baseline and self.output_file,
                "--update-baseline reports nothing: it goes without --output-file",
            ),
            (self.with_diff and self.output_file, "--diff goes without --output-file: send its output into a file"),
            (self.fix_only and self.output_file, "--fix-only reports nothing: it goes without --output-file"),
            (self.statistics and self.form not in ("text", "json"), "--statistics is there as text and as json"),
        ):
            if is_wrong:
                raise UserError(reason)


def _selectors(values: tuple[str, ...]) -> tuple[str, ...]:
    """Raises UserError when one of them names nothing."""
    from vault_tools.rules import unknown

    names = tuple(name.strip() for value in values for name in value.split(",") if name.strip())
    if values and not names:
        raise UserError("no rule is named: give rules or groups, as `vault-tools rules` lists them")
    problems = [problem for name in names if (problem := unknown(name))]
    if problems:
        raise UserError("; ".join(problems))
    return names
