"""Where templates lie: in a folder of the vault, and behind it ours."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from vault_tools.errors import UserError
from vault_tools.vault import Vault, once_per_vault
from vault_tools.vault.files import visible_name

_OURS = Path(__file__).parent.parent / "templates"
_ENDING = ".j2"


@once_per_vault
def own_templates(vault: Vault) -> Mapping[str, Path]:
    """Files by their names in the folder. What a link leads out of it to is not among them."""
    return dict(_files(vault.root / vault.config.index.templates, vault.root)) if vault.root else {}


@cache
def our_templates() -> Mapping[str, Path]:
    return dict(_files(_OURS, _OURS))


def _files(folder: Path, around: Path) -> Iterator[tuple[str, Path]]:
    inside = Path(os.path.realpath(folder))
    if not inside.is_relative_to(os.path.realpath(around)):
        return
    for parent, _, names in os.walk(folder):
        for file in (Path(parent, name) for name in sorted(names) if name.endswith(_ENDING)):
            if Path(os.path.realpath(file)).is_relative_to(inside):
                yield visible_name(file.relative_to(folder).as_posix()), file


def source(name: str, vault: Vault) -> tuple[str, str] | None:
    """The text of a template, and what it is called in messages. Raises UserError when it cannot be read."""
    file = own_templates(vault).get(name) or our_templates().get(name)
    if file is None:
        return None
    called = in_messages(name, vault)
    try:
        return file.read_text("utf-8-sig"), called
    except UnicodeDecodeError as error:
        raise UserError(f"{called} is not valid UTF-8") from error
    except OSError as error:
        raise UserError(f"{called} cannot be read: {error.strerror}") from error


def in_messages(name: str, vault: Vault) -> str:
    """The vault path, or for one of ours its name."""
    return f"{vault.config.index.templates}/{name}" if name in own_templates(vault) else name
