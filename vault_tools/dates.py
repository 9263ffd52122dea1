"""Dates as they are written in properties, read by formats in Moment's tokens: the ones Obsidian users know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import NamedTuple

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
ISO_DATE = "YYYY-MM-DD"
ISO_TIMES = ("YYYY-MM-DDTHH:mm", "YYYY-MM-DDTHH:mm:ss")
"""What Obsidian itself writes (4.5)."""
DEFAULT_FORMATS = (
    ISO_DATE,
    *ISO_TIMES,
    "DD/MM/YYYY",
    "MM/DD/YYYY",
    "DD.MM.YYYY",
    "DD-MM-YYYY",
    "YYYY/MM/DD",
    "YYYY-MM-DD HH:mm",
    "YYYY-MM-DD HH:mm:ss",
)
_TOKEN = re.compile(r"\[[^\]]*\]|YYYY|MM|DD|HH|mm|ss|M|D|.", re.S)


class Reading(NamedTuple):
    """What a text says by one format."""

    format: str
    day: datetime


def _pieces(format: str) -> list[str]:
    return _TOKEN.findall(format)


def _literal(piece: str) -> str:
    return piece[1:-1] if piece.startswith("[") and piece.endswith("]") else piece


@cache
def _pattern(format: str) -> re.Pattern[str]:
    return re.compile("".join(TOKENS[p] if p in TOKENS else re.escape(_literal(p)) for p in _pieces(format)), re.ASCII)


@cache
def is_format(format: str) -> bool:
    """Has it year, month and day, each once, and no letter that is not a token we can read?"""
    pieces = _pieces(format)
    parts = [piece[0] for piece in pieces if piece in TOKENS]
    unknown = any(piece.isalpha() and piece != "T" for piece in pieces if piece not in TOKENS and len(piece) == 1)
    return not unknown and all(parts.count(c) == 1 for c in "DMY") and all(parts.count(c) <= 1 for c in "Hms")


@cache
def can_write(format: str) -> bool:
    """Is it made of tokens that we know, one at least: `YYYY-MM`, which cannot be read as a day?"""
    pieces = _pieces(format)
    unknown = any(piece.isalpha() and piece != "T" for piece in pieces if piece not in TOKENS and len(piece) == 1)
    return not unknown and any(piece in TOKENS for piece in pieces)


def has_shape(text: str, format: str) -> bool:
    """Digits and separators as in `format`, whether or not there is such a day."""
    return _pattern(format).fullmatch(text.strip()) is not None


def is_like_day(text: str, format: str) -> bool:
    """Has it the shape, and can it be meant for a day: 2024-30-01, but not 45-67-1234?"""
    match = _pattern(format).fullmatch(text.strip())
    if not match:
        return False
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    return 1000 <= year < 3000 and (1 <= month <= 12 or 1 <= day <= 31)


def readings(text: str, formats: Iterable[str]) -> Iterator[Reading]:
    """By each format that gives a day of the calendar; `03/04/2024` is read in two ways."""
    for format in formats:
        match = _pattern(format).fullmatch(text.strip())
        if match:
            parts = {name: int(digits) for name, digits in match.groupdict().items()}
            try:
                yield Reading(format, datetime(**parts))  # type: ignore[arg-type]
            except ValueError:
                continue


def parse_date(text: str, formats: Iterable[str]) -> datetime | None:
    """By the first format that gives a day of the calendar; None when no format does."""
    return next((reading.day for reading in readings(text, formats)), None)


@cache
def has_time(format: str) -> bool:
    return "HH" in _pieces(format)


@cache
def order_of(format: str) -> str:
    """Of year, month and day, whatever stands between them: `DMY`."""
    return "".join(piece[0] for piece in _pieces(format) if piece in TOKENS and piece[0] in "DMY")


def proven_order(text: str, formats: Iterable[str]) -> str | None:
    """The order that 31/12/2024 must have, since there is no month 31; None where the text has the shape of one order
    only, or is a date in several, or in none."""
    orders = {order_of(format): format for format in formats if has_shape(text, format)}
    proven = [order for order, format in orders.items() if parse_date(text, [format])]
    return proven[0] if len(orders) > 1 and len(proven) == 1 else None


def write_date(day: datetime, format: str) -> str:
    """In a format that `can_write` accepts."""
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


def rewrite(reading: Reading, formats: Iterable[str]) -> str | None:
    """By the first format that says just as much; None where each would lose a time, or make one up."""
    for format in formats:
        text = write_date(reading.day, format)
        is_whole = parse_date(text, [format]) == reading.day
        if is_whole and (has_time(reading.format) or not has_time(format)):
            return text
    return None
