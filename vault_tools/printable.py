"""Text of the user's on a terminal: on one line, and without what would steer the terminal."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def on_one_line(text: str) -> str:
    """With escapes, as Python writes them, for control characters and line ends."""
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
