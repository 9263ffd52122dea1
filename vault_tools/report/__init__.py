"""Diagnostics as text: one file per format, each with a function `lines`, found by lying in this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import NamedTuple

from vault_tools.model import Diagnostic
from vault_tools.plugins import module_names


class Report(NamedTuple):
    diagnostics: tuple[Diagnostic, ...]
    """Sorted."""
    notes: int
    """How many were checked."""
    folder: str = ""
    """Of the vault within the repository, with a final `/`; for readers who know only the repository."""


Format = Callable[[Report], Iterator[str]]


def formats() -> tuple[str, ...]:
    return module_names(__path__)


def find_format(name: str) -> Format:
    lines: Format = import_module(f"{__name__}.{name}").lines
    return lines
