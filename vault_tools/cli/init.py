from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vault_tools.cli._vault import Place, complain_of_unreadable
from vault_tools.errors import UserError

if TYPE_CHECKING:
    from vault_tools.infer import KindOfNote, Proposal
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
    from vault_tools.config.tables import Config
    from vault_tools.infer import infer
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
    click.echo("\n".join(_said(proposal, proposed)))
    if baseline:
        _write_baseline(root, proposed)
    _write(file, text)
    named = Place((root,), None, None).folder()
    click.echo("\n".join(_next(file, proposed, baseline, f" {named.rstrip('/')}" if named else "")))
    sys.exit(2 if complain_of_unreadable(read) else 0)


def _root(vault: Path | None) -> Path:
    """The vault around the folder that is named; else that folder itself."""
    from vault_tools.config import find_vault

    folder = Path(os.path.abspath(vault or Path()))
    if not folder.is_dir():
        raise UserError(f"{vault}: no such folder")
    return find_vault(folder) or folder


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


def _said(proposal: Proposal, proposed: Vault) -> Iterator[str]:
    from vault_tools.cli._table import table
    from vault_tools.infer.cost import missing
    from vault_tools.printable import counted

    lacking = missing(proposed)
    rows = [_row(kind, proposal, lacking) for kind in proposal.kinds]
    if rows:
        yield from table(("kind", "notes", "which", "required, and how many notes lack it"), rows)
        yield ""
    for format, fits, _ in proposal.formats[:3]:
        yield f"dates: {format}, in {counted(fits, 'value')}"
    if proposal.links.all:
        yield f"links: {proposal.links.style}, {proposal.links.alike:,} of {proposal.links.all:,}"
    for what, found in (
        ("entrances of folders", proposal.mocs),
        ("templates", proposal.templates),
        ("archives", proposal.archives),
        ("index pages", tuple(page["path"] for page in proposal.pages)),
    ):
        if found:
            yield f"{what}: {', '.join(found)}"


def _row(kind: KindOfNote, proposal: Proposal, lacking: Mapping[tuple[str, str], int]) -> tuple[str, ...]:
    """With what it takes over from the kind that it extends."""
    base = next((it.properties for it in proposal.kinds if it.name == kind.extends), ())
    required = [guess.name for guess in (*base, *kind.properties) if guess.wanted.required]
    said = ", ".join(f"{name} {lacking[kind.name, name]:,}" for name in required)
    return kind.name, f"{kind.notes:,}", _which(kind), said or "-"


def _which(kind: KindOfNote) -> str:
    from vault_tools.config.schema import each

    match = kind.match
    if match.property:
        return f"{match.property}: {match.value}" if match.value is not None else f"with {match.property}"
    return "all others" if match.path is None else ", ".join(each(match.path)) or "none by itself"


def _write(file: Path, text: str) -> None:
    from vault_tools.vault.write import replace_file

    try:
        replace_file(file, text.encode())
    except OSError as error:
        raise UserError(f"{file}: cannot be written: {error.strerror}") from error


def _write_baseline(root: Path, proposed: Vault) -> None:
    from vault_tools.baseline import updated, write_baseline
    from vault_tools.infer.text import BASELINE
    from vault_tools.lint import lint
    from vault_tools.selection import select

    write_baseline(root / BASELINE, updated({}, lint(proposed, select(proposed.config).at), lambda known: True))


def _next(file: Path, proposed: Vault, baseline: bool, folder: str) -> Iterator[str]:
    from vault_tools.infer.cost import problems
    from vault_tools.infer.text import BASELINE
    from vault_tools.model import SEVERITIES
    from vault_tools.printable import counted

    found = problems(proposed)
    kinds = ", ".join(f"{found[severity]:,} {severity}" for severity in SEVERITIES if found[severity])
    yield ""
    yield f"wrote {file}" + (f" and {file.parent / BASELINE}" if baseline else "")
    if found and not baseline:
        yield f"With it, `vault-tools lint` reports {counted(found.total(), 'problem')} ({kinds})."
    elif found:
        yield f"The baseline knows {counted(found.total(), 'problem')} ({kinds}); only new ones are reported."
    yield ""
    yield "Next:"
    yield f"  read {file.name}, and take out what does not hold"
    yield f"  vault-tools lint{folder}            what is wrong"
    yield f"  vault-tools lint --diff{folder}     what --fix would mend"
    yield f"  vault-tools index --diff{folder}    which pages would be written"
