"""A vault from texts, for the examples of rules and for tests."""

from __future__ import annotations

from collections.abc import Mapping

from vault_tools.config.tables import Config
from vault_tools.model import file_class
from vault_tools.parse import READERS
from vault_tools.source import decode
from vault_tools.vault import Vault, build_vault
from vault_tools.vault.files import is_hidden, visible_name
from vault_tools.vault.obsidian import FOLDER, read_settings


def memory_vault(texts: Mapping[str, str], config: Config | None = None) -> Vault:
    r"""Vault paths to texts; of a file that is neither note nor canvas only the path counts.

    A lone surrogate such as `\udce9` in a text is a byte that is not UTF-8, as in Python's file names.

    Below `.obsidian/` the texts are Obsidian's settings; other hidden files are not seen.
    """
    files = {visible_name(path): text for path, text in texts.items() if not is_hidden(path)}
    notes = [
        READERS[kind](path, *decode(text.encode(errors="surrogateescape")))
        for path, text in files.items()
        if (kind := file_class(path)) in READERS
    ]
    settings = read_settings(lambda name: texts.get(f"{FOLDER}/{name}"))
    inner = {path.partition(f"/{FOLDER}/")[0] for path in texts if f"/{FOLDER}/" in path}
    return build_vault(notes, {path: path for path in files}, config or Config(), settings, tuple(sorted(inner)))
