"""Telling git of a merge driver."""

from __future__ import annotations

import os
from pathlib import Path

from vault_tools.git.program import demand_repository, git

_DRIVER = (
    "if command -v vault-tools >/dev/null; then vault-tools merge-driver --marker-size %L"
    " --base-label %S --ours-label %X --theirs-label %Y -- %O %A %B %P && exit;"
    " code=$?; vault-tools merge-driver --help >/dev/null 2>&1 && exit $code; fi;"
    " git merge-file -q --marker-size=%L %A %O %B"
)
"""A program with a window may find less than a terminal does, and what is found may not run, since its Python is gone:
git would then leave our side in the file, with no sign of theirs."""

ATTRIBUTES = ("*.md merge=vault-tools", "**/.vault-tools/pages merge=union")
"""For notes, and for the list of those that `index` made: there, both sides are right."""


def install(folder: Path) -> None:
    """Tells it for the repository around a folder, and no other. Raises UserError."""
    demand_repository(folder)
    git(folder, "config", "merge.vault-tools.name", "notes with generated regions")
    git(folder, "config", "merge.vault-tools.driver", _DRIVER)


def attributes(folder: Path) -> tuple[Path, str]:
    """The file that says which notes the driver is for, and what it holds; empty where there is none."""
    top = git(folder, "rev-parse", "--show-toplevel").removesuffix(b"\n")
    file = Path(os.fsdecode(top)) / ".gitattributes"
    return file, file.read_text("utf-8", "surrogateescape") if file.exists() else ""
