"""A run of `index --adopt`: what it asks for, writes and says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from vault_tools.cli._index_run import Options, read_vault
from vault_tools.cli._vault import Place
from vault_tools.errors import UserError

if TYPE_CHECKING:
    from vault_tools.index.adopt import Adoption
    from vault_tools.vault import Vault

_SHOWN = 5
"""So many notes are named for one reason."""


@dataclass(frozen=True)
class Adopting:
    place: Place
    options: Options
    what: str

    def code(self) -> int:
        """Write what is to be written, say so, and answer with the exit code. Raises click.UsageError."""
        from vault_tools.index.adopt import adopt

        self.demand_sense()
        vault = read_vault(self.place)
        if vault is None:
            return 2
        found = list(adopt(vault, self.what, self.place.notes(vault), self.options.decision))
        done = [one for one in found if one.rounds and self.adopts(one, vault)]
        _complain(found)
        if not found:
            click.echo(f'no note there has "{self.what}" without a region of its own', err=True)
        refused = sum(len(one.refusals) for one in found)
        click.echo(_summary(done, refused, self.options.is_dry))
        return 1 if refused or len(done) < len(found) else 0

    def demand_sense(self) -> None:
        from vault_tools.index.listers import TOOLS, is_lister
        from vault_tools.index.places import DATAVIEW
        from vault_tools.suggest import did_you_mean

        known = (DATAVIEW, *TOOLS)
        if not is_lister(self.what):
            hint = did_you_mean(self.what, known) or f": it is {', '.join(known)}, or a heading such as `## Notes`"
            raise click.UsageError(f'nothing to adopt is called "{self.what}"{hint}')
        if self.options.check or self.options.only:
            raise click.UsageError("--adopt goes with neither --check nor --only")
        if not self.place.paths:
            raise click.UsageError("--adopt changes notes only where PATHS name them: `.` is all of the vault")

    def adopts(self, one: Adoption, vault: Vault) -> bool:
        """Was it written, or shown? If not, stderr says why, and the others go on."""
        from vault_tools.diff import unified
        from vault_tools.vault.write import prepare, write

        path = one.note.path
        if self.options.is_dry:
            text = unified(path, one.note.text, one.text) if self.options.with_diff else f"would write {path}\n"
            click.echo(text, nl=False)
            return True
        try:
            write(prepare(vault, path, one.rounds))
        except UserError as error:
            click.echo(f"error: {error}", err=True)
            return False
        click.echo(f"wrote {path}")
        return True


def _complain(found: Iterable[Adoption]) -> None:
    """Of what is not adopted, on stderr, with its place; of what is so in many notes, some of them."""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for one in found:
        for refusal in one.refusals:
            by_reason[refusal.reason].append(f"{one.note.path}:{one.note.place(refusal.span.start).line}")
    for reason, places in by_reason.items():
        for place in places[:_SHOWN]:
            click.echo(f"{place}: not adopted: {reason}", err=True)
        if len(places) > _SHOWN:
            click.echo(f"... and {len(places) - _SHOWN:,} more: not adopted: {reason}", err=True)


def _summary(done: Sequence[Adoption], refused: int, is_dry: bool) -> str:
    from vault_tools.printable import counted

    regions = counted(sum(len(one.rounds[0]) for one in done), "region")
    said = f"{regions} {'to be adopted' if is_dry else 'adopted'} in {counted(len(done), 'note')}"
    return f"{said}, {refused:,} not adopted." if refused else f"{said}."
