"""`index --adopt`: what lists notes in a note already becomes a region."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from vault_tools.cli._index_done import Options, is_written
from vault_tools.cli._index_read import read_vault
from vault_tools.cli._vault import Place

if TYPE_CHECKING:
    from vault_tools.index.adopt import Adoption

_SHOWN = 5
"""So many notes are named for one reason."""


def code(place: Place, options: Options, what: str) -> int:
    """Write what is to be written, say so, and answer with the exit code. Raises UsageError for options that mean
    nothing here."""
    from vault_tools.index.adopt import adopt

    _demand_sense(place, options, what)
    vault = read_vault(place)
    if vault is None:
        return 2
    found = list(adopt(vault, what, place.notes(vault), options.decision))
    done = [one for one in found if one.rounds and is_written(vault, one.note.path, one.rounds, options)]
    _complain(found)
    if not found:
        click.echo(f'no note there has "{what}" without a region of its own', err=True)
    refused = sum(len(one.refusals) for one in found)
    click.echo(_summary(done, refused, options.is_dry))
    return 1 if refused or len(done) < len(found) else 0


def _demand_sense(place: Place, options: Options, what: str) -> None:
    from vault_tools.index.listers import TOOLS, is_lister
    from vault_tools.index.places import DATAVIEW
    from vault_tools.suggest import did_you_mean

    known = (DATAVIEW, *TOOLS)
    if not is_lister(what):
        hint = did_you_mean(what, known) or f": it is {', '.join(known)}, or a heading such as `## Notes`"
        raise click.UsageError(f'nothing to adopt is called "{what}"{hint}')
    if options.check or options.only:
        raise click.UsageError("--adopt goes with neither --check nor --only")
    if not place.paths:
        raise click.UsageError("--adopt changes notes only where PATHS name them: `.` is all of the vault")


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
