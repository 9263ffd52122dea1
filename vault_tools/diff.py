"""Two texts of one note, side by side."""

from __future__ import annotations

import re
from difflib import unified_diff


def unified(path: str, old: str, new: str, *, is_new: bool = False) -> str:
    """With vault paths, as git would show it; empty when nothing changes. Line ends are `\\n` in both texts."""
    tab = "\t" if " " in path else ""  # else `patch` would end the path at the first blank
    before = "/dev/null" if is_new else f"a/{path}{tab}"
    lines = unified_diff(_lines(old), _lines(new), before, f"b/{path}{tab}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    """With their `\\n`, the only line end there is."""
    return [line for line in re.split(r"(?<=\n)", text) if line]
