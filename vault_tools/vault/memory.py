"""A vault from texts, for the examples of rules and for tests."""

from __future__ import annotations

from collections.abc import Mapping

from vault_tools.config import Config
from vault_tools.parse import parse_note
from vault_tools.vault import Vault, build_vault
from vault_tools.vault.files import visible_name


def memory_vault(texts: Mapping[str, str], config: Config | None = None) -> Vault:
    """Vault paths to texts; of a file that is no note only the path counts."""
    texts = {visible_name(path): text for path, text in texts.items()}
    notes = [parse_note(path, text) for path, text in texts.items() if path.lower().endswith(".md")]
    return build_vault(notes, {path: path for path in texts}, config or Config())
