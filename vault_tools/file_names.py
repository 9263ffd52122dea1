"""What the name of a file or folder can hold on every system, and what a link to it can (1.9)."""

from __future__ import annotations

import re
from unicodedata import normalize

REFUSED = re.compile(r'[*"\\<>:|?\x00-\x1f]')
"""What Windows takes in no name."""
DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[1-9¹²³])(?= *(?:\.|$))", re.I)
"""With or without an extension: `NUL.tar.gz` too."""
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
"""What no page is called."""
MEANT = re.compile(r"[#^|]|\[\[|\]\]|%%")
"""What means something in a link."""
MAX_BYTES = 255
"""As most systems have it, for one name."""

_DROPPED = re.compile(r'[*"<>?\s\x00-\x1f\x7f]+|\[\[|\]\]|%%')
_BETWEEN = re.compile(r"[ ]*[\\/:|#^]+[ ]*")


def file_name(text: str) -> str:
    """The text as a name that every system takes and any link can hold; empty when nothing is left of it.

    `AC/DC` is `AC-DC`, `Dune: Part Two` is `Dune - Part Two`, `Why?` is `Why`, and `C#` is `C-`, since it is not `C`.
    """
    name = " ".join(_DROPPED.sub(" ", normalize("NFC", text)).split())
    name = _BETWEEN.sub(_dash, name).strip(". ")
    return DEVICE.sub(r"\g<0>-", name, count=1) if DEVICE.match(name) else name if name.strip("-") else ""


def _dash(found: re.Match[str]) -> str:
    return " - " if " " in found[0] else "-"
