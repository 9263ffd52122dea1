"""Names of daily notes, in all that Moment can write: `YYYY/MM-MMMM/YYYY-MM-DD-dddd` (7.1).

Unlike the formats that dates are read by, these may say a thing twice, and in words of any language.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache

from vault_tools.dates import TOKENS

_WORD = r"[^\W\d_]+\.?"
_SHAPES = TOKENS | {
    "MMMM": _WORD,
    "MMM": _WORD,
    "dddd": _WORD,
    "ddd": _WORD,
    "dd": _WORD,
    "Do": r"(?P<day>\d{1,2})[^\W\d_]*\.?",
    "DDDD": r"\d{3}",
    "DDD": r"\d{1,3}",
    "YY": r"\d{2}",
    "Q": r"[1-4]",
    **dict.fromkeys(("gggg", "GGGG"), r"\d{4}"),
    **dict.fromkeys(("ww", "WW"), r"\d{2}"),
    **dict.fromkeys(("w", "W"), r"\d{1,2}"),
}
_PIECE = re.compile(rf"\[[^\]]*\]|{'|'.join(sorted(_SHAPES, key=len, reverse=True))}|.", re.S)
_GROUP = re.compile(r"\(\?P<(\w+)>")
_OF_DAY = frozenset({"D", "DD", "Do", "DDD", "DDDD"})


def is_day_name(text: str, format: str) -> bool:
    """A format that names no day, such as one for weekly notes, fits nothing."""
    pattern = _pattern(format)
    found = pattern.fullmatch(text) if pattern else None
    return found is not None and (_day(found) is not None or not _is_whole(found))


def day_named(text: str, format: str) -> datetime | None:
    """None, too, where a number of the day is missing: of a month in words we know only that it is one."""
    pattern = _pattern(format)
    found = pattern.fullmatch(text) if pattern else None
    return _day(found) if found else None


def _is_whole(found: re.Match[str]) -> bool:
    return found.groupdict().keys() >= {"year", "month", "day"}


def _day(found: re.Match[str]) -> datetime | None:
    if not _is_whole(found):
        return None
    try:
        return datetime(**{name: int(digits) for name, digits in found.groupdict().items()})  # type: ignore[arg-type]
    except ValueError:
        return None


@cache
def _pattern(format: str) -> re.Pattern[str] | None:
    """What is said a second time must be the same."""
    pieces = _PIECE.findall(format)
    if _OF_DAY.isdisjoint(pieces):
        return None
    written = ""
    seen: set[str] = set()
    for piece in pieces:
        shape = _SHAPES.get(piece) or re.escape(piece[1:-1] if piece[0] == "[" and len(piece) > 1 else piece)
        group = _GROUP.search(shape)
        written += f"(?P={group[1]})" if group and group[1] in seen else shape
        seen.update([group[1]] if group else ())
    return re.compile(written)
