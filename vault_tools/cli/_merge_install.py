"""Telling git of the merge driver."""

from __future__ import annotations

from pathlib import Path

import click


def install_here() -> None:
    """For the repository around the current folder. Raises UserError."""
    from vault_tools.git.install import ATTRIBUTES, attributes, install
    from vault_tools.vault.write import replace_file

    install(Path.cwd())
    click.echo("told git of the driver, for this clone")
    file, text = attributes(Path.cwd())
    missing = [line for line in ATTRIBUTES if line not in text.splitlines()]
    if missing:
        gap = "\n" if text and not text.endswith("\n") else ""
        added = "".join(f"{line}\n" for line in missing)
        replace_file(file, (text + gap + added).encode(errors="surrogateescape"))
        click.echo(f"added to {file}, which you may want to commit:\n{added}", nl=False)
