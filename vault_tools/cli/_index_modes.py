"""What `index` can do instead of writing the pages once, each in a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from vault_tools.cli._index_run import Options
    from vault_tools.cli._vault import Place

Mode = Callable[["Place", "Options", Any], int]
"""From where, how, and what the option was given; to the exit code."""


def chosen(asked: Mapping[str, Any]) -> str | None:
    """Raises UsageError when there are two."""
    names = [name for name, value in asked.items() if value or value == ""]
    if len(names) > 1:
        raise click.UsageError(f"{' and '.join(f'--{name}' for name in names)} are two things: choose one")
    return next(iter(names), None)


def _adopt(place: Place, options: Options, what: str) -> int:
    from vault_tools.cli._index_adopt import Adopting

    return Adopting(place, options, what).code()


def _clean(place: Place, options: Options, _: Any) -> int:
    from vault_tools.cli import _index_clean

    return _index_clean.code(place, options)


def _eject(place: Place, options: Options, _: Any) -> int:
    from vault_tools.cli import _index_eject

    return _index_eject.code(place, options)


def _explain(place: Place, options: Options, name: str) -> int:
    from vault_tools.cli._index_explain import code

    if options.is_dry or options.decision != "refuse":
        raise click.UsageError("--explain writes nothing, and decides nothing: leave out what is about that")
    return code(name, options.only, place)


def _resolve(place: Place, options: Options, _: Any) -> int:
    from vault_tools.cli import _index_resolve

    return _index_resolve.code(place, options)


def _watch(place: Place, options: Options, _: Any) -> int:
    from vault_tools.cli._index_watch import keep_writing

    if options.is_dry:
        raise click.UsageError("--watch writes pages: leave out --dry-run, --diff and --check, which write none")
    if options.decision != "refuse":
        raise click.UsageError("--watch decides nothing about edits: settle them first")
    keep_writing(place, options)
    return 0


MODES: Mapping[str, Mode] = {
    "adopt": _adopt,
    "clean": _clean,
    "eject": _eject,
    "explain": _explain,
    "resolve": _resolve,
    "watch": _watch,
}
