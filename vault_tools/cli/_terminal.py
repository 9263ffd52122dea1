"""Colours and clickable paths, where the output is a terminal that wants them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click

from vault_tools.report import PLAIN, Look

_STYLES: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow"},
    "info": {"fg": "cyan"},
    "path": {"bold": True},
    "rule": {"fg": "magenta"},
    "caret": {"fg": "red", "bold": True},
    "fix": {"fg": "green"},
    "added": {"fg": "green"},
    "removed": {"fg": "red"},
    "dim": {"dim": True},
    "bold": {"bold": True},
}


def look(color: str, root: Path) -> Look:
    """For `--color`: `auto` asks the terminal, and NO_COLOR and FORCE_COLOR in the environment."""
    return _look(root) if wants_color(color) else PLAIN


def wants_color(color: str) -> bool:
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    return bool(os.environ.get("FORCE_COLOR")) or (is_terminal and os.environ.get("TERM") != "dumb")


def _look(root: Path) -> Look:
    def link(text: str, path: str) -> str:
        """A hyperlink (OSC 8), as most terminals know it; the others show the text."""
        return f"\x1b]8;;file://{quote(str(root / path))}\x1b\\{text}\x1b]8;;\x1b\\"

    return Look(lambda text, role: click.style(text, **_STYLES[role]), link)


def painted(diff: str, look: Look) -> str:
    """A unified diff with its lines coloured."""
    roles = {"+": "added", "-": "removed", "@": "dim"}
    lines = diff.split("\n")
    return "\n".join(look.paint(line, roles[line[0]]) if line[:1] in roles else line for line in lines)
