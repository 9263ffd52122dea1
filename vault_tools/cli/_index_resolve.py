"""`index --resolve`: git conflicts that lie in regions only, settled by generating these anew."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

from vault_tools.cli._index_done import Options, Verb, is_written, refusal
from vault_tools.cli._index_read import read_vault
from vault_tools.cli._vault import Place
from vault_tools.errors import UserError
from vault_tools.printable import counted

if TYPE_CHECKING:
    from vault_tools.index.conflicts import Sides
    from vault_tools.index.plan import Plan
    from vault_tools.model import Note
    from vault_tools.vault import Vault

_RESOLVE = Verb("would resolve", "resolved")


def code(place: Place, options: Options, _: Any) -> int:
    """What the command exits with. Raises UsageError."""
    if options.check or options.only or options.accept_edits:
        raise click.UsageError("--resolve settles conflicts in PATHS: leave out --check, --only and --accept-edits")
    vault = read_vault(place)
    return Resolution(place, options, vault).code() if vault else 2


@dataclass(frozen=True)
class Resolution:
    place: Place
    options: Options
    vault: Vault

    def code(self) -> int:
        """Settle what can be settled, say so, and answer with the exit code."""
        from vault_tools.index.conflicts import settleable

        found, others = settleable(self.vault)
        for path, reason in others.items():
            click.echo(refusal(path, reason, self.vault), err=True)
        if others:
            click.echo("nothing is written: pages made while notes are in conflict would be wrong", err=True)
            return 1
        plans = self._plans(found)
        done = [self._settle(one, plans[path]) for path, one in found.items() if self.place.means(path)]
        self._sum_up(sum(done), len(done))
        return 0 if all(done) else 1

    def _plans(self, found: dict[str, Sides]) -> dict[str, Plan]:
        """For the notes as they are with empty regions: it does not matter to one what stands in another."""
        from vault_tools.index.plan import plan
        from vault_tools.source import splice
        from vault_tools.vault.changed import with_contents

        empty = {path: splice(one.ours.text, one.rounds[1]).encode() for path, one in found.items()}
        return {one.path: one for one in plan(with_contents(self.vault, empty), with_defaults=True)}

    def _settle(self, found: Sides, plan: Plan) -> bool:
        """Is it settled, or could it be? If not, stderr says why."""
        from vault_tools.index.conflicts import unproved

        path = found.note.path
        reason = None if self.options.overwrite else unproved(found, self._stages.get(path))
        if reason := reason or plan.refusal:
            click.echo(refusal(path, reason, self.vault), err=True)
            return False
        return is_written(self.vault, path, (*found.rounds, plan.edits), self.options, _RESOLVE)

    @cached_property
    def _stages(self) -> dict[str, tuple[Note, Note]]:
        """Our version and theirs of the notes that git merges just now. Empty where it merges nothing."""
        from vault_tools.git.blobs import blobs
        from vault_tools.git.merged import stages
        from vault_tools.index.merge import read

        root = self.place.root
        try:
            names = {path: (it.ours, it.theirs) for path, it in stages(root).items() if it.ours and it.theirs}
            data = blobs(root, (name for both in names.values() for name in both))
        except UserError:
            return {}
        both = {
            path: [data.get(name, b"") for name in pair] for path, pair in names.items() if path in self.vault.notes
        }
        return {path: (read(path, ours), read(path, theirs)) for path, (ours, theirs) in both.items()}

    def _sum_up(self, resolved: int, asked: int) -> None:
        is_dry = self.options.is_dry
        refused = f", {asked - resolved:,} refused" if resolved < asked else ""
        click.echo(f"{counted(resolved, 'note')} {'would be resolved' if is_dry else 'resolved'}{refused}.")
        if resolved and not is_dry:
            click.echo("Nothing is staged: look at it, and `git add` it.")
