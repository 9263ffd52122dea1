"""What a run of `index` does to one note, and says of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import click

from vault_tools.errors import UserError

if TYPE_CHECKING:
    from vault_tools.index.change import Decision
    from vault_tools.index.obstacles import Reason
    from vault_tools.index.save import Rounds
    from vault_tools.vault import Vault


class Options(NamedTuple):
    """What a command line asks of a run."""

    dry_run: bool = False
    with_diff: bool = False
    check: bool = False
    only: tuple[str, ...] = ()
    accept_edits: bool = False
    overwrite: bool = False

    @property
    def is_dry(self) -> bool:
        return self.dry_run or self.with_diff or self.check

    @property
    def decision(self) -> Decision:
        return "overwrite" if self.overwrite else "accept" if self.accept_edits else "refuse"


class Verb(NamedTuple):
    would: str
    did: str


WRITE = Verb("would write", "wrote")


def is_done(path: str, verb: Verb, options: Options, do: Callable[[], object]) -> bool:
    """Was it done, or would it be? If not, stderr says why, and the others go on."""
    try:
        if not options.is_dry:
            do()
    except UserError as error:
        click.echo(f"error: {error}", err=True)
        return False
    click.echo(f"{verb.would if options.is_dry else verb.did} {path}")
    return True


def is_written(vault: Vault, path: str, rounds: Rounds, options: Options, verb: Verb = WRITE) -> bool:
    """The same of edits, which may also be shown."""
    from vault_tools.index.save import diff, save

    if options.with_diff:
        click.echo(diff(vault, path, rounds), nl=False)
        return True
    return is_done(path, verb, options, lambda: save(vault, path, rounds))


def refusal(path: str, reason: Reason, vault: Vault) -> str:
    """With the line that it is about."""
    note = vault.source(path)
    line = note.place(reason.span.start).line if note else 1
    return f"{path}:{line}: refused: {reason.reason}"
