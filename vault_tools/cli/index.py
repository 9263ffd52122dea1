from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vault_tools.cli._vault import Place, complain_of_unreadable, vault_options
from vault_tools.errors import UserError

if TYPE_CHECKING:
    from vault_tools.index.plan import Plan
    from vault_tools.vault import Vault

PARTIAL = "nothing is written: pages made from a part of the notes would be wrong"


@click.command(name="index")
@vault_options
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option("--diff", "with_diff", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a page is out of date.")
@click.option("--watch", "is_watching", is_flag=True, help="Write again whenever something changes, until Ctrl-C.")
def command(
    paths: tuple[Path, ...],
    vault: Path | None,
    config: Path | None,
    no_cache: bool,
    dry_run: bool,
    with_diff: bool,
    check: bool,
    is_watching: bool,
) -> None:
    """Write the generated pages and regions of a vault.

    PATHS are a vault, or folders or notes in it whose pages are to be written. Without pages in the config, a default
    set is written into `Index/`. With --watch they are kept up to date: nothing is said while nothing is written.

    Exit code 0: all is written. 1: a page was refused, or, with --check, is out of date. 2: wrong usage or config.
    """
    from vault_tools import selection
    from vault_tools.index.entries import mistakes
    from vault_tools.index.plan import plan
    from vault_tools.schemas.mistakes import mistakes as schema_mistakes

    place = Place(paths, vault, config, no_cache)
    if is_watching:
        if dry_run or with_diff or check:
            raise click.UsageError("--watch writes pages: leave out --dry-run, --diff and --check, which write none")
        from vault_tools.cli._index_watch import keep_writing

        keep_writing(place, selection.mistakes, schema_mistakes, mistakes)
        return
    read = place.read(place.read_config(selection.mistakes, schema_mistakes, mistakes))
    if complain_of_unreadable(read):
        click.echo(PARTIAL, err=True)
        sys.exit(2)
    plans = [found for found in plan(read, with_defaults=True) if place.means(found.path)]
    if paths and not plans:
        click.echo(no_page_in(place), err=True)
    changes = [found for found in plans if found.edits]
    same = sum(not found.edits and not _complain_of_refusal(found, read) for found in plans)
    is_dry = dry_run or with_diff or check
    if is_dry:
        for found in changes:
            click.echo(_preview(found, read, with_diff, check), nl=False)
    done = changes if is_dry else [found for found in changes if _write(found, read)]
    refused = len(plans) - same - len(done)
    click.echo(_summary(len(done), same, refused, is_dry))
    sys.exit(1 if refused or (check and changes) else 0)


def _preview(found: Plan, vault: Vault, with_diff: bool, check: bool) -> str:
    from vault_tools.index.save import diff

    if with_diff:
        return diff(vault, found)
    if check:
        return f"{found.path}: {'; '.join(reason for _, reason in found.stale)}\n"
    return f"would write {found.path}\n"


def _write(found: Plan, vault: Vault) -> bool:
    """Was it written? If not, stderr says why, and the others go on."""
    from vault_tools.index.save import save

    try:
        save(vault, found)
    except UserError as error:
        click.echo(f"error: {error}", err=True)
        return False
    click.echo(f"wrote {found.path}")
    return True


def _complain_of_refusal(found: Plan, vault: Vault) -> bool:
    """Is the note left alone? Then it is named on stderr."""
    if found.refusal:
        click.echo(refusal(found, vault), err=True)
    return bool(found.refusal)


def refusal(found: Plan, vault: Vault) -> str:
    """Of a plan that has one: where it is, and why."""
    assert found.refusal
    note = vault.note(found.path)
    line = note.place(found.refusal.span.start).line if note else 1
    return f"{found.path}:{line}: refused: {found.refusal.reason}"


def no_page_in(place: Place) -> str:
    return f"no page lies there; the vault is {place.root}"


def _summary(changed: int, same: int, refused: int, is_dry: bool) -> str:
    pages = "1 page" if changed == 1 else f"{changed} pages"
    parts = [f"{pages} {'out of date' if is_dry else 'written'}", f"{same} up to date"]
    return ", ".join(parts + ([f"{refused} refused"] if refused else [])) + "."
