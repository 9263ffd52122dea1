"""What commands demand of the config, beyond its being one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vault_tools.config import Check


def config_checks() -> tuple[Check, ...]:
    """What the layers above the config know of it."""
    from vault_tools import selection
    from vault_tools.index.entries import mistakes
    from vault_tools.schemas.mistakes import mistakes as schema_mistakes

    return selection.mistakes, schema_mistakes, mistakes
