"""What is wrong with what a schema says of one property: what no value can satisfy, or not its own `default`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from math import isnan

from vault_tools.config.schema import DATE_TYPES, LIST_TYPES, Plain, PropertySchema, PropertyType
from vault_tools.dates import parse_date
from vault_tools.model import is_empty
from vault_tools.schemas.bounds import SCALES, Scale, amount, bound, is_less, scale_of
from vault_tools.schemas.defaults import PLACEHOLDERS
from vault_tools.schemas.patterns import pattern_mistake
from vault_tools.schemas.values import is_of_type, type_name
from vault_tools.suggest import did_you_mean

Complaint = tuple[str, str]
"""The key that is wrong, and why."""
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def property_mistakes(wanted: PropertySchema, formats: tuple[str, ...]) -> Iterator[Complaint]:
    """`formats` are those in which the vault writes dates."""
    formats = wanted.formats(formats)
    if wrong := pattern_mistake(wanted.pattern or ""):
        yield "pattern", wrong
    yield from _of_enum(wanted, formats)
    yield from _of_default(wanted, formats)
    yield from _of_bounds(wanted, formats)
    if wanted.after is not None and wanted.type not in (None, *DATE_TYPES):
        yield "after", f"is for dates, and the type is {wanted.type}"


def _of_enum(wanted: PropertySchema, formats: tuple[str, ...]) -> Iterator[Complaint]:
    if wanted.enum == ():
        yield "enum", "no value is allowed: name one, or leave it out"
    for value in wanted.enum or ():
        if not _is_of(wanted.entry_type, value, formats):
            yield "enum", _no_such(value, wanted)
        elif isinstance(value, str) and not _matches(wanted.pattern, value):
            yield "enum", f"{_shown(value)} does not match `pattern`"


def _of_default(wanted: PropertySchema, formats: tuple[str, ...]) -> Iterator[Complaint]:
    """One value stands for a list of it."""
    if wanted.default is None:
        return
    values = wanted.default if isinstance(wanted.default, tuple) else (wanted.default,)
    if is_empty([*values]):
        yield "default", "is empty: leave it out"
    elif isinstance(wanted.default, tuple) and wanted.type not in (None, *LIST_TYPES):
        yield "default", f"is a list, but the type is {wanted.type}"
    else:
        wrong = [why for value in values for why in _unfit(value, wanted, formats)]
        yield from (("default", why) for why in wrong or _beyond(values, wanted, formats))


def _unfit(value: Plain, wanted: PropertySchema, formats: tuple[str, ...]) -> Iterator[str]:
    """Where placeholders stand, only the type can be told, and not whether a text will be a date."""
    names = _PLACEHOLDER.findall(value) if isinstance(value, str) else []
    unknown = next((name for name in names if name not in PLACEHOLDERS), None)
    type = wanted.entry_type
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        near = did_you_mean(unknown, PLACEHOLDERS)
        yield f"no placeholder {{{unknown}}}{near or f'; there are {known}'}"
    elif not _is_of("text" if names and type in DATE_TYPES else type, value, formats):
        yield _no_such(value, wanted)
    elif not names and wanted.enum and value not in wanted.enum:
        yield f"{_shown(value)} is not in `enum`"
    elif not names and isinstance(value, str) and not _matches(wanted.pattern, value):
        yield f"{_shown(value)} does not match `pattern`"
    elif not names and wanted.unique:
        yield "is the same in each note, and so not `unique`"


def _beyond(values: tuple[Plain, ...], wanted: PropertySchema, formats: tuple[str, ...]) -> Iterator[str]:
    """Not for placeholders, which have the length of nothing yet."""
    is_list = isinstance(wanted.default, tuple) or wanted.type in LIST_TYPES
    value = [*values] if is_list else values[0]
    scale = None if any(isinstance(it, str) and _PLACEHOLDER.search(it) for it in values) else scale_of(value, wanted)
    found = amount(value, scale, formats) if scale else None
    for key, limit in (("min", wanted.min), ("max", wanted.max)):
        most = bound(limit, scale, formats) if scale else None
        if found is not None and most is not None and (is_less(found, most) if key == "min" else is_less(most, found)):
            yield f"is {'less' if key == 'min' else 'more'} than `{key}`, {limit}"


def _matches(pattern: str | None, text: str) -> bool:
    """A pattern with a mistake is one of its own."""
    return pattern is None or bool(pattern_mistake(pattern)) or re.fullmatch(pattern, text.strip()) is not None


def _of_bounds(wanted: PropertySchema, formats: tuple[str, ...]) -> Iterator[Complaint]:
    given = {key: value for key, value in (("min", wanted.min), ("max", wanted.max)) if value is not None}
    is_date = any(isinstance(value, str) for value in given.values())
    scale = SCALES.get(wanted.type) if wanted.type else "date" if is_date else "number"
    wrong = [(key, why) for key, value in given.items() if (why := _no_bound(value, scale, wanted, formats))]
    yield from wrong
    if scale and len(given) == 2 and not wrong:
        least, most = bound(wanted.min, scale, formats), bound(wanted.max, scale, formats)
        if least is not None and most is not None and is_less(most, least):
            yield "max", f"{wanted.max} is less than `min`, {wanted.min}"


def _no_bound(value: float | str, scale: Scale | None, wanted: PropertySchema, formats: tuple[str, ...]) -> str | None:
    if scale is None:
        return f"is for numbers, dates, texts and lists, and the type is {wanted.type}"
    if scale == "date":
        return None if bound(value, scale, formats) else f"{_shown(value)} is no date, like 2020-08-21"
    if isinstance(value, str) or isnan(value):
        return f"{_shown(value)} is not a number"
    if scale != "number" and (value < 0 or value % 1 != 0):
        return f"{value} is not a number of {'characters' if scale == 'length' else 'entries'}"
    return None


def _is_of(type: PropertyType | None, value: Plain, formats: tuple[str, ...]) -> bool:
    if type in DATE_TYPES:
        return isinstance(value, str) and parse_date(value, formats) is not None
    return type is None or is_of_type(value, type)


def _no_such(value: Plain, wanted: PropertySchema) -> str:
    form = f" in the form {wanted.format}" if wanted.format else ""
    return f"{_shown(value)} is not {type_name(wanted.entry_type or 'text')}{form}"


def _shown(value: Plain) -> str:
    return json.dumps(value, ensure_ascii=False)
