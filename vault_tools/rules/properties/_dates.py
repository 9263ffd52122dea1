"""What the rules on dates share: one verdict on each text that is, or must be, a date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from vault_tools.config.schema import PropertySchema
from vault_tools.dates import DEFAULT_FORMATS, Reading, has_shape, is_like_day, order_of, proven_order, readings
from vault_tools.model import Note, Property, Span
from vault_tools.rules.properties._date_forms import Wanted, wanted_dates
from vault_tools.rules.properties._values import has_placeholder
from vault_tools.schemas import expected
from vault_tools.vault import Vault, once_per_note, once_per_vault

Verdict = Literal["no date", "no day", "other format", "ambiguous"]

_DIGIT = re.compile(r"\d")


class Dated(NamedTuple):
    """A text that is no date, or not the date that it should be."""

    name: str
    """Of the property; dotted, if it is in a map."""
    text: str
    span: Span
    wanted: Wanted
    verdict: Verdict
    readings: tuple[Reading, ...]
    """What it can say; one, unless it is ambiguous."""


class _Text(NamedTuple):
    name: str
    text: str
    span: Span
    wanted: Wanted
    property: Property


def dated(note: Note, vault: Vault, *verdicts: Verdict) -> Iterator[Dated]:
    """The texts of which one of these is true; never what a template will fill in."""
    return (it for it in _dated(note, vault) if it.verdict in verdicts)


def proven_orders(name: str, vault: Vault) -> Mapping[str, int]:
    """How many texts of the property, in all notes, can be dates in one order only, by that order: `DMY`, `MDY`."""
    return _proven_orders(vault).get(name.lower(), {})


@once_per_note
def _dated(note: Note, vault: Vault) -> tuple[Dated, ...]:
    return tuple(_each_dated(note, vault))


def _each_dated(note: Note, vault: Vault) -> Iterator[Dated]:
    for name, text, span, wanted, property in _texts(note, vault):
        verdict, found = _judge(text, wanted)
        if verdict and not has_placeholder(note, property):
            yield Dated(name, text, span, wanted, verdict, found)


def _judge(text: str, wanted: Wanted) -> tuple[Verdict | None, tuple[Reading, ...]]:
    """None when all is well."""
    if not text.strip() or not (wanted.declared or _DIGIT.search(text)):
        return None, ()
    found = tuple(readings(text, wanted.known))
    if not found:
        is_one = has_shape if wanted.declared else is_like_day
        is_like_one = any(is_one(text, format) for format in wanted.known)
        return "no day" if is_like_one else "no date" if wanted.declared else None, ()
    meant = _meant(found, wanted.chosen)
    if meant is None:
        return "ambiguous", found
    return None if meant.format in wanted.right else "other format", (meant,)


def _meant(found: tuple[Reading, ...], chosen: Iterable[str]) -> Reading | None:
    """None when the text may be one day or another, and nobody has said which."""
    if len({it.day for it in found}) == 1:
        return found[0]
    return next((it for format in chosen for it in found if order_of(it.format) == order_of(format)), None)


def _texts(note: Note, vault: Vault) -> Iterator[_Text]:
    """Each that may be a date."""
    listed = {found.key: (name, found, wanted) for name, wanted, found, _ in expected(note, vault) if found}
    for name, property, schema in listed.values():
        yield from _texts_of(name, property, schema, vault)
    for property in note.properties:
        if property.key not in listed:
            yield from _texts_of(property.name, property, None, vault)


def _texts_of(name: str, property: Property, schema: PropertySchema | None, vault: Vault) -> Iterator[_Text]:
    """Nothing where a list stands for a declared date, or one date for a list: `property-type` tells of types."""
    wanted = wanted_dates(name, schema, vault)
    is_list, is_for_lists = isinstance(property.value, list), bool(schema and schema.items)
    if wanted and (is_list == is_for_lists or not wanted.declared):
        for value, span in property.each():
            if isinstance(value, str):
                yield _Text(name, value, span, wanted, property)


@once_per_vault
def _proven_orders(vault: Vault) -> dict[str, Counter[str]]:
    formats = dict.fromkeys((*vault.config.vault.date_formats, *DEFAULT_FORMATS))
    found: dict[str, Counter[str]] = {}
    for note in vault.notes.values():
        for name, property in note.every_property:
            for value, _ in property.each():
                if isinstance(value, str) and (order := proven_order(value, formats)):
                    found.setdefault(name.lower(), Counter())[order] += 1
    return found
