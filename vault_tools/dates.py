"""Dates as they are written in properties, read by formats in Moment's tokens: the ones Obsidian users know."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from functools import cache

TOKENS = {
    "YYYY": r"(?P<year>\d{4})",
    "MM": r"(?P<month>\d{2})",
    "DD": r"(?P<day>\d{2})",
    "M": r"(?P<month>\d{1,2})",
    "D": r"(?P<day>\d{1,2})",
    "HH": r"(?P<hour>\d{2})",
    "mm": r"(?P<minute>\d{2})",
    "ss": r"(?P<second>\d{2})",
}
DEFAULT_FORMATS = (
    "YYYY-MM-DD",
    "YYYY-MM-DDTHH:mm",
    "YYYY-MM-DDTHH:mm:ss",
    "DD/MM/YYYY",
    "MM/DD/YYYY",
    "DD.MM.YYYY",
    "DD-MM-YYYY",
    "YYYY/MM/DD",
)
_TOKEN = re.compile(r"\[[^\]]*\]|YYYY|MM|DD|HH|mm|ss|M|D|.", re.S)


def _pieces(format: str) -> list[str]:
    return _TOKEN.findall(format)


def _literal(piece: str) -> str:
    return piece[1:-1] if piece.startswith("[") and piece.endswith("]") else piece


@cache
def _pattern(format: str) -> re.Pattern[str]:
    return re.compile("".join(TOKENS[p] if p in TOKENS else re.escape(_literal(p)) for p in _pieces(format)), re.ASCII)


def is_format(format: str) -> bool:
    """Has it year, month and day, each once, and no letter that is not a token we can read?"""
    pieces = _pieces(format)
    parts = [piece[0] for piece in pieces if piece in TOKENS]
    unknown = any(piece.isalpha() and piece != "T" for piece in pieces if piece not in TOKENS and len(piece) == 1)
    return not unknown and all(parts.count(c) == 1 for c in "DMY") and all(parts.count(c) <= 1 for c in "Hms")


def has_shape(text: str, format: str) -> bool:
    """Digits and separators as in `format`, whether or not there is such a day."""
    return _pattern(format).fullmatch(text.strip()) is not None


def parse_date(text: str, formats: Iterable[str]) -> datetime | None:
    """By the first format that gives a day of the calendar; None when no format does."""
    for format in formats:
        match = _pattern(format).fullmatch(text.strip())
        if match:
            parts = {name: int(digits) for name, digits in match.groupdict().items()}
            try:
                return datetime(**parts)  # type: ignore[arg-type]
            except ValueError:
                continue
    return None


def write_date(day: datetime, format: str) -> str:
    """In a format that `is_format` accepts."""
    written = {
        "YYYY": f"{day.year:04}",
        "MM": f"{day.month:02}",
        "DD": f"{day.day:02}",
        "M": str(day.month),
        "D": str(day.day),
        "HH": f"{day.hour:02}",
        "mm": f"{day.minute:02}",
        "ss": f"{day.second:02}",
    }
    return "".join(written.get(piece, _literal(piece)) for piece in _pieces(format))
