"""How far a long run is, on a terminal only."""

from __future__ import annotations

import sys
import time

import click

PATIENCE = 1.0
"""Seconds before anything is shown: a quick run says nothing."""
_PAUSE = 0.1


class Progress:
    """Call it with what is done, of how much; leave the block, and nothing is left on the screen."""

    def __init__(self, label: str, is_quiet: bool = False) -> None:
        self._label = label
        self._is_shown = sys.stderr is not None and sys.stderr.isatty() and not is_quiet
        self._next = time.monotonic() + PATIENCE
        self._is_dirty = False

    def __call__(self, done: int, total: int) -> None:
        if self._is_shown and time.monotonic() >= self._next:
            self._next = time.monotonic() + _PAUSE
            self._is_dirty = True
            click.echo(f"\r\x1b[K{self._label} {done} of {total}", nl=False, err=True)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_dirty:
            click.echo("\r\x1b[K", nl=False, err=True)
