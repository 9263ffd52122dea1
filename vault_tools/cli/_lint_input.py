"""What a run of `lint` looks at: the vault as it is to be judged, what changed in it, and what is known of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from vault_tools.errors import UserError

if TYPE_CHECKING:
    from vault_tools.baseline import Baseline
    from vault_tools.cli._lint_run import Run
    from vault_tools.git import Changes
    from vault_tools.vault import Vault


class Input(Struct, frozen=True):
    vault: Vault
    changes: Changes | None
    """None without --since and --staged."""
    baseline_file: Path | None
    baseline: Baseline
    stdin: bytes | None
    """A note; None without -."""


def read_input(run: Run) -> Input:
    file = _baseline_file(run)
    vault, changes = run.place.read(run.config, run.options.quiet), _changes(run)
    stdin = sys.stdin.buffer.read() if run.options.is_stdin else None
    return Input(_as_judged(run, vault, changes, stdin), changes, file, _baseline(run, file), stdin)


def _as_judged(run: Run, vault: Vault, changes: Changes | None, stdin: bytes | None) -> Vault:
    if stdin is not None:
        from vault_tools.vault.changed import with_contents

        (path,) = run.place.named
        if (run.place.root / path).is_dir():
            raise UserError(f"--stdin-filename is the path of a note, and {run.options.stdin_filename} is a folder")
        return with_contents(vault, {path: stdin})
    if changes and run.options.staged:
        from vault_tools.since import staged_vault

        return staged_vault(vault, changes)
    return vault


def _changes(run: Run) -> Changes | None:
    if run.options.since is None and not run.options.staged:
        return None
    from vault_tools.git import changes_since, changes_staged

    root = run.place.root
    return changes_staged(root) if run.options.since is None else changes_since(root, run.options.since)


def _baseline_file(run: Run) -> Path | None:
    named = run.config.lint.baseline
    file = run.options.baseline or (run.place.root / named if named else None)
    if run.options.update_baseline and not file:
        raise UserError("--update-baseline needs --baseline FILE, or `lint.baseline` in the config")
    return file


def _baseline(run: Run, file: Path | None) -> Baseline:
    """An update may be the first one."""
    if not file:
        return {}
    from vault_tools.baseline import baseline_to_update, read_baseline

    return baseline_to_update(file) if run.options.update_baseline else read_baseline(file)
