from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from vault_tools.cli._vault import Place, vault_options

_MODES = ("adopt", "clean", "eject", "explain", "resolve", "watch")
"""What is done instead of writing the pages once. Each has a file of its own."""


@click.command(name="index")
@vault_options
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option("--diff", "with_diff", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a page is out of date.")
@click.option("--only", multiple=True, metavar="PAGE", help="Only this page, by its path or name.")
@click.option("--accept-edits", is_flag=True, help="Keep what was edited by hand in a region until it is out of date.")
@click.option("--overwrite", is_flag=True, help="Replace what was edited by hand in a region.")
@click.option(
    "--adopt",
    metavar="WHAT",
    help='Put a region below each Dataview block (dataview) or a heading ("## Notes") of PATHS, or in the place of what'
    " another tool generates (waypoint, zoottelkeeper, dataview-serializer, obsidian-hub).",
)
@click.option("--clean", is_flag=True, help="Remove generated pages that nothing asks for, if they are all ours.")
@click.option("--eject", is_flag=True, help="Take away the markers in PATHS: what stands between them is then yours.")
@click.option("--explain", metavar="NOTE", help="Say on which pages a note is, and why; write nothing.")
@click.option("--resolve", is_flag=True, help="Settle git conflicts in regions by generating these anew.")
@click.option("--watch", is_flag=True, help="Write again whenever something changes, until Ctrl-C.")
def command(paths: tuple[Path, ...], vault: Path | None, config: Path | None, no_cache: bool, **asked: Any) -> None:
    """Write the generated pages and regions of a vault.

    PATHS are a vault, or folders or notes in it whose pages are to be written. Without pages in the config, a default
    set is written into `Index/`. A region that was edited by hand, or whose markers are damaged, is left alone, and the
    other pages are written.

    The pages that it makes are named in `.vault-tools/pages`, which belongs into the repository: --clean only removes
    what is named there.

    With --adopt only what it names is done, in the notes of PATHS: see it with --diff first. The text around stays, and
    so does a Dataview block, which can be deleted when its region is as it should be.

    Exit code 0: all is written. 1: a page was refused, or, with --check, is out of date. 2: wrong usage or config.
    """
    from vault_tools.cli._index_done import Options

    place = Place(paths, vault, config, no_cache)
    modes = {name: value for name in _MODES if (value := asked.pop(name)) or value == ""}
    options = Options(**asked)
    if options.accept_edits and options.overwrite:
        raise click.UsageError("--accept-edits keeps what --overwrite replaces: choose one")
    if len(modes) > 1:
        raise click.UsageError(f"{' and '.join(f'--{name}' for name in modes)} are two things: choose one")
    mode, given = next(iter(modes.items()), ("run", None))
    sys.exit(import_module(f"vault_tools.cli._index_{mode}").code(place, options, given))
