"""In which format the dates of a vault are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from vault_tools.dates import DEFAULT_FORMATS, order_of, readings

NEARLY_ALL = 0.9


class DateFormat(NamedTuple):
    """What most of some texts are written in."""

    format: str
    fits: int
    """How many of the texts are dates in it."""
    proofs: int
    """How many of these are dates in no other order: not 03/04/2024 and 05/05/2024, but 31/12/2024 and 2024-04-03."""


def date_format_of(texts: Iterable[str], formats: Iterable[str] = DEFAULT_FORMATS) -> DateFormat | None:
    """The format that fits nearly all of them; None when there is none. Of several the one with the most proofs, then
    the first of `formats`: without any proof, that is a guess."""
    formats = tuple(formats)
    fits, proofs, count = Counter[str](), Counter[str](), 0
    for text in texts:
        count += 1
        found = tuple(readings(text, formats))
        fits.update(it.format for it in found)
        if len({order_of(it.format) for it in found}) == 1:
            proofs.update(it.format for it in found)
    fitting = [format for format in formats if fits[format] and fits[format] >= NEARLY_ALL * count]
    best = max(fitting, key=proofs.__getitem__, default=None)
    return DateFormat(best, fits[best], proofs[best]) if best else None
