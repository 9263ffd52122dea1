"""The kinds of pages for a reader."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from inspect import cleandoc

from vault_tools.declared import option_table
from vault_tools.index.entries import Entry
from vault_tools.index.pages import Page, kinds


def summary(kind: type[Page]) -> str:
    """The docstring of its file."""
    return cleandoc(sys.modules[kind.__module__].__doc__ or "").replace("\n", " ")


def all_kinds() -> Iterator[str]:
    """`docs/index.md`."""
    yield "# Pages"
    yield ""
    yield "Made by `vault-tools pages --format markdown`; do not edit."
    yield ""
    yield "An entry of `[[index.pages]]` has a `kind`, the options of its kind, and these:"
    yield from option_table(Entry)
    yield ""
    yield "The marker of a region in a note has a `kind` and its options as attributes, lists with commas:"
    yield '`<!-- vault-tools:begin NAME kind=folder columns="Topic, Date" sort="-Date" -->`.'
    for name, kind in kinds().items():
        yield ""
        yield f"## {name}"
        yield ""
        yield summary(kind)
        yield from option_table(kind)
