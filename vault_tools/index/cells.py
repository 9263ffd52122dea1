"""Values of properties as they are shown on a page."""

from __future__ import annotations

import re

from vault_tools.model import Value

_LINE_BREAKS = re.compile(r"\s+")
_BAR = re.compile(r"(?<!\\)\|")


def show(value: Value) -> str:
    """Text on one line that can break neither a table nor a region; what is Markdown in it stays Markdown."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(filter(None, map(show, value)))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {show(entry)}" for key, entry in value.items())
    text = _LINE_BREAKS.sub(" ", str(value)).strip()
    return _BAR.sub(r"\\|", text).replace("<!--", "&lt;!--").replace("%%", "%\\%")
