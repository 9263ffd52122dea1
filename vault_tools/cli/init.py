from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vault_tools.cli._vault import Place, complain_of_unreadable
from vault_tools.errors import UserError

if TYPE_CHECKING:
    from vault_tools.model import Diagnostic
    from vault_tools.vault import Vault

_FILE = "vault-tools.toml"


@click.command(name="init")
@click.argument("vault", required=False, type=click.Path(path_type=Path))
@click.option(
    "--baseline", is_flag=True, help="Write the problems that there are into a baseline: only new ones count."
)
@click.option("--dry-run", is_flag=True, help="Print the config, and write nothing.")
@click.option("--force", is_flag=True, help="Replace the config that there is.")
@click.option("--no-cache", is_flag=True, help="Parse every note again.")
def command(vault: Path | None, baseline: bool, dry_run: bool, force: bool, no_cache: bool) -> None:
    """Propose a config for a vault, from what is in it.

    Reads all notes, and writes vault-tools.toml with the kinds of notes that there are, what properties each has and
    needs, how dates and links are written, where templates and archives are, and pages for `vault-tools index`. Each
    line says in a comment what it comes from. VAULT is by default the one around the current folder.
    """
    from vault_tools.cli._init_said import found, named, steps
    from vault_tools.config.tables import Config
    from vault_tools.infer import infer
    from vault_tools.infer.cost import problems
    from vault_tools.infer.text import config_text

    root = _root(vault)
    file = _file(root, force or dry_run)
    read = Place((), root, None, no_cache).read(Config(), is_quiet=dry_run)
    proposal = infer(read)
    text = config_text(proposal, with_baseline=baseline)
    if dry_run:
        click.echo(text, nl=False)
        sys.exit(2 if complain_of_unreadable(read) else 0)
    proposed = _under(read, text, file)
    click.echo("\n".join(found(proposal, proposed)))
    reported = problems(proposed)
    with _baseline(root, reported) if baseline else nullcontext():
        _write(file, text)
    click.echo("\n".join(steps(file, reported, baseline, named(root))))
    sys.exit(2 if complain_of_unreadable(read) else 0)


def _root(vault: Path | None) -> Path:
    """The vault around the folder that is named, or around the current one, which may have only a config; else that
    folder itself."""
    from vault_tools.config import find_config, find_vault

    folder = Path(os.path.abspath(vault or Path()))
    if not folder.is_dir():
        raise UserError(f"{vault}: no such folder")
    config = None if vault else find_config(folder, Path(folder.anchor))
    return find_vault(folder) or (config.parent if config else folder)


def _file(root: Path, may_replace: bool) -> Path:
    """Where the config is to be; a config that counts for more than a new one is replaced itself."""
    from vault_tools.config import config_in

    there = config_in(root)
    if there and not may_replace:
        raise UserError(f"{there}: there is a config already; --force replaces it, --dry-run only prints the new one")
    return there if there and there.suffix == ".toml" and there.name != "pyproject.toml" else root / _FILE


def _under(read: Vault, text: str, file: Path) -> Vault:
    """The vault with the proposed config, read as the file will be."""
    from vault_tools.config import written_in
    from vault_tools.vault.changed import with_config

    return with_config(read, written_in(text, file).config)


def _write(file: Path, text: str) -> None:
    from vault_tools.vault.write import replace_file

    try:
        replace_file(file, text.encode())
    except OSError as error:
        raise UserError(f"{file}: cannot be written: {error.strerror}") from error


@contextmanager
def _baseline(root: Path, reported: Iterable[Diagnostic]) -> Iterator[None]:
    """Written first, since a config that names one that is not there is wrong; without the config it is as it was."""
    from vault_tools.baseline import updated, write_baseline
    from vault_tools.infer.text import BASELINE
    from vault_tools.vault.write import replace_file

    file = root / BASELINE
    old = file.read_bytes() if file.is_file() else None
    write_baseline(file, updated({}, reported, lambda known: True))
    try:
        yield
    except BaseException:  # Ctrl-C, too
        replace_file(file, old) if old is not None else file.unlink()
        raise
