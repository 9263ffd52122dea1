"""The order of names and values: the same on every machine, so never the locale's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any
from unicodedata import combining, normalize

from vault_tools.dates import parse_date
from vault_tools.model import Value, is_empty

_DIGITS = re.compile(r"([0-9]+)")


@lru_cache(maxsize=1 << 16)
def natural(text: str) -> tuple[Any, ...]:
    """Numbers by value, letters without case and accents; the text itself settles what is then equal."""
    folded = "".join(c for c in normalize("NFKD", text.casefold()) if not combining(c))
    return tuple(_part(part) for part in _DIGITS.split(folded) if part), text


def _part(part: str) -> tuple[int, int, str]:
    """A run of digits is compared by its length and then as text: that is by value, however long it is."""
    if not _DIGITS.fullmatch(part):
        return 1, 0, part
    digits = part.lstrip("0")
    return 0, len(digits), digits


def value_key(value: Value, date_formats: Iterable[str]) -> tuple[Any, ...]:
    """Numbers, then dates, then everything else as text; of a list its first entry counts.

    What this begins with says which of the three it is.
    """
    if isinstance(value, bool | int | float):
        return 0, value
    if isinstance(value, list):
        value = next((entry for entry in value if not is_empty(entry)), "")
    return (1, value) if isinstance(value, datetime) else _text_key(str(value), tuple(date_formats))


@lru_cache(maxsize=1 << 16)
def _text_key(text: str, date_formats: tuple[str, ...]) -> tuple[Any, ...]:
    """Remembered, since a page for each folder asks for the same names again and again."""
    day = parse_date(text, date_formats)
    return (1, day) if day else (2, natural(text))
