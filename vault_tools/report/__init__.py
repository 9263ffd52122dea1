"""Diagnostics as text: one file per format, each with a function `lines`, found by lying in this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

from vault_tools.model import Diagnostic


class Report(NamedTuple):
    diagnostics: tuple[Diagnostic, ...]
    """Sorted."""
    notes: int
    """How many were checked."""


Format = Callable[[Report], Iterator[str]]


def formats() -> tuple[str, ...]:
    return tuple(sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_")))


def find_format(name: str) -> Format:
    lines: Format = import_module(f"{__name__}.{name}").lines
    return lines
