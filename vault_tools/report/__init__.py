"""Diagnostics as text: one file per format, each with a function `lines`, found by lying in this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import NamedTuple

from vault_tools.model import Diagnostic, Note, Silencer
from vault_tools.plugins import module_names


class Look(NamedTuple):
    """How text is shown on a terminal. In a file or a pipe it is only text."""

    paint: Callable[[str, str], str] = lambda text, role: text
    """Roles: the severities, `path`, `rule`, `dim`, `bold`, `caret`, `fix`, and `added` and `removed` in a diff."""
    link: Callable[[str, str], str] = lambda text, path: text
    """Makes a text open the file at a vault path."""


PLAIN = Look()


class Report(NamedTuple):
    diagnostics: tuple[Diagnostic, ...]
    """Sorted."""
    notes: int
    """How many were checked."""
    folder: str = ""
    """Of the vault within the repository, with a final `/`; for readers who know only the repository."""
    silenced: tuple[tuple[Diagnostic, Silencer], ...] = ()
    """What is not reported, and why; sorted."""
    fixed: int = 0
    """How many problems this run has fixed."""
    source: Callable[[str], Note | None] = lambda path: None
    """What is written at a vault path; None for a file that is neither note nor canvas."""
    look: Look = PLAIN
    is_quiet: bool = False
    """Leave out the line that sums up, where it is only for people."""
    root: str = ""
    """What a user who stands where this ran would put before a vault path."""
    again: tuple[str, ...] = ()
    """What a command on a single note has to say so that it reads the same vault and config."""


Format = Callable[[Report], Iterator[str]]


def formats() -> tuple[str, ...]:
    return module_names(__path__)


def find_format(name: str) -> Format:
    lines: Format = import_module(f"{__name__}.{name}").lines
    return lines
