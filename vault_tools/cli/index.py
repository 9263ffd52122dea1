from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vault_tools.cli._vault import Place, vault_options

if TYPE_CHECKING:
    from vault_tools.cli._index_run import Options


@click.command(name="index")
@vault_options
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option("--diff", "with_diff", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a page is out of date.")
@click.option("--only", multiple=True, metavar="PAGE", help="Only this page, by its path or name.")
@click.option("--accept-edits", is_flag=True, help="Keep what was edited by hand in a region until it is out of date.")
@click.option("--explain", metavar="NOTE", help="Say on which pages a note is, and why; write nothing.")
@click.option("--overwrite", is_flag=True, help="Replace what was edited by hand in a region.")
@click.option("--watch", is_flag=True, help="Write again whenever something changes, until Ctrl-C.")
def command(
    paths: tuple[Path, ...], vault: Path | None, config: Path | None, no_cache: bool, explain: str | None, **asked: Any
) -> None:
    """Write the generated pages and regions of a vault.

    PATHS are a vault, or folders or notes in it whose pages are to be written. Without pages in the config, a default
    set is written into `Index/`. A region that was edited by hand, or whose markers are damaged, is left alone, and the
    other pages are written.

    Exit code 0: all is written. 1: a page was refused, or, with --check, is out of date. 2: wrong usage or config.
    """
    from vault_tools.cli._index_run import Options, Run, read_vault

    place = Place(paths, vault, config, no_cache)
    mode = _mode({name: asked.pop(name) for name in _MODES})
    options = Options(**asked)
    if options.accept_edits and options.overwrite:
        raise click.UsageError("--accept-edits keeps what --overwrite replaces: choose one")
    if explain is not None and (mode or options.is_dry or options.decision != "refuse"):
        raise click.UsageError("--explain writes nothing, and decides nothing: leave out what is about that")
    if mode:
        sys.exit(_MODES[mode](place, options))
    read = read_vault(place)
    if read and explain is not None:
        from vault_tools.cli._index_explain import explain as explain_note

        return explain_note(explain, options.only, place, read)
    sys.exit(Run(place, options, read).code() if read else 2)


def _mode(asked: dict[str, Any]) -> str | None:
    """What is to be done instead of writing pages once."""
    chosen = [name for name, value in asked.items() if value]
    if len(chosen) > 1:
        raise click.UsageError(f"{' and '.join(f'--{name}' for name in chosen)} are two things: choose one")
    return next(iter(chosen), None)


def _watch(place: Place, options: Options) -> int:
    from vault_tools.cli._index_watch import keep_writing

    if options.is_dry:
        raise click.UsageError("--watch writes pages: leave out --dry-run, --diff and --check, which write none")
    if options.decision != "refuse":
        raise click.UsageError("--watch decides nothing about edits: settle them first")
    keep_writing(place, options)
    return 0


_MODES = {"watch": _watch}
