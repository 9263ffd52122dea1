"""`index --explain NOTE`: on which pages a note is, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from vault_tools.cli._index_done import Options
from vault_tools.cli._index_read import read_vault
from vault_tools.cli._index_run import pages_named
from vault_tools.cli._vault import Place, find_note
from vault_tools.errors import UserError
from vault_tools.printable import counted, on_one_line

if TYPE_CHECKING:
    from vault_tools.index.why import Why
    from vault_tools.vault import Vault


def code(place: Place, options: Options, name: str) -> int:
    """Raises UserError when there is no such note, or no such page; UsageError for options that mean nothing here."""
    if options.is_dry or options.decision != "refuse":
        raise click.UsageError("--explain writes nothing, and decides nothing: leave out what is about that")
    vault = read_vault(place)
    if vault:
        _explain(name, options.only, place, vault)
    return 0 if vault else 2


def _explain(name: str, only: tuple[str, ...], place: Place, vault: Vault) -> None:
    from vault_tools.index.why import left_out, why

    note = vault.note(path := find_note(name, vault))
    if note is None:
        raise UserError(f"{path} is no note")
    found = [one for one in why(note, vault) if place.means(one.page)]
    if only:
        wanted = set(pages_named(only, sorted({one.page for one in found})))
        found = [one._replace(is_for_others=False) for one in found if one.page in wanted]
    reason = left_out(note, vault)
    click.echo(on_one_line(path) + (f": no page lists it: {reason}" if reason else ""))
    if reason:
        found = [one for one in found if one.shows]
    for line in _lines(found, is_left_out=bool(reason)):
        click.echo(line)


def _lines(found: list[Why], is_left_out: bool) -> Iterator[str]:
    shown = [one for one in found if not one.is_for_others]
    others = [one for one in found if one.is_for_others]
    for one in shown:
        yield ""
        yield from map(on_one_line, _block(one, is_left_out))
    for pattern, count in sorted(Counter(one.pattern for one in others).items()):
        pages = counted(count, "other page" if pattern in {one.pattern for one in shown} else "page")
        yield ""
        yield on_one_line(f"{pattern}: not on {pages} for {_others(pattern, found)}")


def _others(pattern: str, found: list[Why]) -> str:
    """What these pages are for, and what the note has instead where it is on none of them."""
    from vault_tools.index.patterns import is_per_folder

    if is_per_folder(pattern):
        return "other folders"
    every = [one for one in found if one.pattern == pattern]
    said = every[0].clauses[0].found if every[0].clauses else ""
    return f"other values: {said}" if said and all(one.is_for_others for one in every) else "other values"


def _block(one: Why, is_left_out: bool) -> Iterator[str]:
    yield f'{one.page}, region "{one.region}": {one.shows if is_left_out else _answer(one)}'
    for clause in () if is_left_out else one.clauses:
        yield f"  {'yes' if clause.holds else 'no '} {clause.text}{f': {clause.found}' if clause.found else ''}"
    for how, said in one.arranged:
        yield f"  {how}: {said}"


def _answer(one: Why) -> str:
    if one.refusal:
        return f"it is not known, since the region cannot be filled: {one.refusal}"
    if one.is_itself:
        return "not listed, since it is the page itself"
    if not one.lists_notes:
        return (one.shows or "part of it") if one.is_chosen else "no part of it"
    if not one.is_chosen:
        return "not listed"
    if one.is_cut_off:
        return f"not listed: it is number {one.rank} of {one.total}, and `limit` is {one.limit}"
    return f"listed, as number {one.rank} of {one.total}"
