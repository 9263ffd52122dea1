"""`index --watch`: the pages are written, and again whenever something changed."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import click

from vault_tools.cli._index_done import Options, refusal
from vault_tools.cli._index_read import PARTIAL, read_written
from vault_tools.cli._index_run import Run, no_page_in
from vault_tools.cli._vault import Place, complaints
from vault_tools.config import Written
from vault_tools.errors import UserError
from vault_tools.index.manifest import record
from vault_tools.index.plan import Plan
from vault_tools.index.save import save
from vault_tools.source import decode, normalise
from vault_tools.vault import Vault
from vault_tools.vault.files import visible_name
from vault_tools.vault.write import Change
from vault_tools.watch import changes


class _Past(NamedTuple):
    """What a run leaves to the next one."""

    config: Written
    """The last one that was right."""
    written: Mapping[str, Change] = {}
    """By vault path, the notes that are as we wrote them."""
    said: frozenset[str] = frozenset()
    """On stderr; each line is said once for as long as it holds."""


def code(place: Place, options: Options, _: Any) -> int:
    """After Ctrl-C or SIGTERM. Raises UserError when the config is wrong at first, and when the vault is gone; and
    UsageError for options that mean nothing here."""
    if options.is_dry:
        raise click.UsageError("--watch writes pages: leave out --dry-run, --diff and --check, which write none")
    if options.decision != "refuse":
        raise click.UsageError("--watch decides nothing about edits: settle them first")
    past = _Past(read_written(place))
    with _until_signal() as is_over:
        for paths in changes(place.root, is_over, place.config):
            if not _are_ours(paths, place.root, past.written):
                past = _run(place, options, past)
                gc.collect()  # it is off, and vaults hold references in circles
    click.echo("no longer watching", err=True)
    return 0


def _run(place: Place, options: Options, past: _Past) -> _Past:
    """One that writes nothing, and has nothing new to complain of, says nothing."""
    config, wrong = _config(place, past.config)
    vault = place.read(config.config)
    written = {path: change for path, change in past.written.items() if _is_as_read(change, vault)}
    said = set()
    for found in chain(wrong, _results(place, options, vault), [f"watching {place.root}; Ctrl-C ends it"]):
        if isinstance(found, Change):
            written[found.path] = found
            click.echo(f"wrote {found.path}")
            continue
        if found not in past.said:
            click.echo(found, err=True)
        said.add(found)
    return _Past(config, written, frozenset(said))


def _config(place: Place, last: Written) -> tuple[Written, tuple[str, ...]]:
    """Found and read anew. The last one, and why, when that is wrong, or gone: the default pages nobody asked for."""
    try:
        found = read_written(replace(place, vault=place.root, may_be_new=True))
        if last.file and not found.file:
            raise UserError(f"{last.file}: the config is gone")
    except UserError as error:
        return last, (f"error: {error}\nuntil that is settled, the config holds as it was",)
    return found, ()


def _results(place: Place, options: Options, vault: Vault) -> Iterator[Change | str]:
    """What is written, and what there is to complain of."""
    if vault.unreadable and not any(os.path.exists(vault.files[path]) for path in vault.unreadable):
        return  # they were deleted while we read, which is a change that is still to come
    yield from complaints(vault)
    if vault.unreadable:
        yield PARTIAL
        return
    run = Run(place, options, vault)
    try:
        run.demand_templates()
    except UserError as error:
        yield f"error: {error}"
        return
    yield from run.warnings()
    if place.paths and not run.plans:
        yield no_page_in(place)
    for found in run.plans:
        if found.refusal:
            yield refusal(found.path, found.refusal, vault)
        elif found.edits:
            yield from _saved(found, place.root, vault)


def _saved(found: Plan, root: Path, vault: Vault) -> Iterator[Change | str]:
    try:
        yield save(vault, found.path, [found.edits])
        if found.is_new:
            record(root, made=[found.path])
    except UserError as error:
        yield f"error: {error}"


def _is_as_read(change: Change, vault: Vault) -> bool:
    """Did the vault hold what we wrote? Else pages may tell of something else that was there for a while."""
    note = vault.note(change.path)
    return note is not None and note.text == normalise(decode(change.new)[0])


def _are_ours(paths: Iterable[str], root: Path, written: Mapping[str, Change]) -> bool:
    """Do all files hold what we wrote, and nothing else lies in the folders? Not so of no paths."""
    return bool(paths) and all(_is_ours(path, root, written) for path in paths)


def _is_ours(path: str, root: Path, written: Mapping[str, Change]) -> bool:
    try:
        if path in written:
            return written[path].file.read_bytes() == written[path].new
        return all(_is_ours(f"{path}/{visible_name(name)}", root, written) for name in os.listdir(root / path))
    except OSError:  # it is gone, or no folder
        return False


@contextmanager
def _until_signal() -> Iterator[Callable[[], bool]]:
    """Did Ctrl-C or SIGTERM come? A run is then finished; a second signal leaves it, which no file minds."""
    caught: list[int] = []

    def end(number: int, _: object) -> None:
        caught.append(number)
        if len(caught) > 1:
            raise KeyboardInterrupt

    signals = signal.SIGINT, signal.SIGTERM
    for one in signals:
        signal.signal(one, end)
    try:
        yield lambda: bool(caught)
    except KeyboardInterrupt:
        pass
    finally:
        for one in signals:  # programs around us may send it on once more, and this run has ended well
            signal.signal(one, signal.SIG_IGN)
