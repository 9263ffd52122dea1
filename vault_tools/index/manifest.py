"""Which notes `index` itself made: `.vault-tools/pages` in the root of the vault, one vault path a line.

It is meant to be committed and merged: the order of its lines, doubled ones, and their ends do not matter. It proves
nothing alone; see `clean`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from vault_tools.errors import UserError
from vault_tools.source import decode, normalise
from vault_tools.vault import Vault, once_per_vault
from vault_tools.vault.files import visible_name
from vault_tools.vault.write import replace_file

PAGES = ".vault-tools/pages"
_HEAD = "# The notes that `vault-tools index` made, and that `index --clean` may remove. Commit this file.\n"
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)|^={7}$", re.M)


class Manifest(NamedTuple):
    pages: frozenset[str] = frozenset()
    fault: str | None = None
    """Why it cannot be trusted; then it has no pages, and is left as it is."""


@once_per_vault
def manifest(vault: Vault) -> Manifest:
    """Without pages where there is none, and for a vault that lives in memory."""
    return _read(vault.root) if vault.root else Manifest()


def record(root: Path, made: Iterable[str] = (), gone: Iterable[str] = ()) -> None:
    """Written only if it changes. Raises UserError when it cannot be written."""
    known = _read(root)
    pages = known.pages.union(path for path in made if "\n" not in path).difference(gone)
    if known.fault or pages == known.pages:
        return
    try:
        replace_file(root / PAGES, (_HEAD + "".join(f"{path}\n" for path in sorted(pages))).encode())
    except OSError as error:
        raise UserError(f"{PAGES}: cannot be written: {error.strerror}") from error


def _read(root: Path) -> Manifest:
    try:
        text, is_utf8 = decode((root / PAGES).read_bytes())
    except FileNotFoundError:
        return Manifest()
    except OSError as error:
        return _distrusted(f"cannot be read: {error.strerror}")
    if not is_utf8:
        return _distrusted("is not valid UTF-8")
    text = normalise(text)
    if _CONFLICT.search(text):
        return _distrusted("holds a git conflict")
    return Manifest(frozenset(visible_name(line) for line in text.split("\n") if line.endswith(".md")))


def _distrusted(why: str) -> Manifest:
    return Manifest(fault=f"{PAGES} {why}, so it neither proves nor learns which pages `index` made")
