"""`min`, `max` and `after`: what of a value is compared with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Literal

from vault_tools.config.schema import NAMES, PropertySchema, PropertyType
from vault_tools.dates import ISO_DATE, ISO_TIMES, parse_date
from vault_tools.model import Value, is_empty
from vault_tools.schemas.values import is_number

Scale = Literal["number", "date", "length", "count"]
Amount = int | float | datetime

SCALES: Mapping[PropertyType, Scale] = {
    "number": "number",
    "date": "date",
    "datetime": "date",
    "text": "length",
    "url": "length",
    "email": "length",
    "list": "count",
    **dict.fromkeys(NAMES, "count"),
}
"""What values of a type are measured by; others cannot be."""


def scale_of(value: Value, wanted: PropertySchema) -> Scale | None:
    """By the type that is declared, else by what the value is; a text is a date where a bound is one."""
    if wanted.type:
        return SCALES.get(wanted.type)
    if isinstance(value, str):
        return "date" if isinstance(wanted.min, str) or isinstance(wanted.max, str) else "length"
    if isinstance(value, list):
        return "count"
    return "number" if is_number(value) else None


def amount(value: Value, scale: Scale, formats: Iterable[str]) -> Amount | None:
    """None for a value of the wrong type, and for a text that is no date. Only what is counted is an int."""
    match scale, value:
        case "number", int() | float() if not isinstance(value, bool):
            return float(value)
        case "date", str():
            return parse_date(value, formats)
        case "length", str():
            return len(value.strip())
        case "count", list() | str():
            return sum(not is_empty(entry) for entry in (value if isinstance(value, list) else [value]))
    return None


def bound(written: float | str | None, scale: Scale, formats: Iterable[str]) -> Amount | None:
    """A day is written as in notes, or as ISO has it. None where there is none, or one that is not on this scale."""
    if isinstance(written, str):
        return parse_date(written, (*formats, ISO_DATE, *ISO_TIMES)) if scale == "date" else None
    return None if scale == "date" else written


def is_less(one: Amount, other: Amount) -> bool:
    """Of two dates, one of which has no time, only the days count."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        has_times = time() not in (one.time(), other.time())
        return one < other if has_times else one.date() < other.date()
    return not isinstance(one, datetime) and not isinstance(other, datetime) and one < other
