from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vault_tools.cli._vault import Place, vault_options

if TYPE_CHECKING:
    from vault_tools.bulk.operations import Operation

_F = TypeVar("_F", bound=Callable[..., Any])
_ALL = click.option("--all", "is_for_all", is_flag=True, help="Change all notes, without PATHS or --where.")


def _options(function: _F) -> _F:
    """PATHS, where the vault is, and what `Options` takes."""
    for decorate in (
        click.option("--quiet", "-q", is_flag=True, help="Print only what is refused."),
        click.option("--templates", is_flag=True, help="Change templates, too."),
        click.option("--keep-going", is_flag=True, help="Change the other notes when some are refused."),
        click.option("--diff", "with_diff", is_flag=True, help="Show what would change, and write nothing."),
        click.option(
            "--where", multiple=True, metavar="CONDITION", help="Only notes for which this holds; of several, all."
        ),
        vault_options,
    ):
        function = decorate(function)
    return function


@click.group(name="property")
def command() -> None:
    """Change a property in many notes at once.

    Either all notes that are meant are changed, or none: when one of them cannot be changed for sure, it is named, and
    nothing is written. All that stands around the property stays as it is, byte for byte.

    PATHS are a vault, or folders or notes in it. A CONDITION is KEY=VALUE (the value, or one entry of a list; a link is
    named by its note, `up=Books`), KEY!=VALUE, KEY (the note has it), !KEY (it has not), #tag or !#tag. Of several, all
    must hold. KEY= means that it is there and empty.

    Exit code 0: all is changed. 1: a note was refused, or --diff shows something. 2: wrong usage, or a note that cannot
    be read or written.
    """


@command.command(name="rename")
@click.argument("old")
@click.argument("new")
@_options
def rename(old: str, new: str, **asked: Any) -> None:
    """Give the property OLD the name NEW.

    A note that has both is refused. Capitals may change, too.
    """
    from vault_tools.bulk.operations import Rename

    _run(lambda place: Rename(old, new), (old, new), **asked)


class _WithValue(click.Command):
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """A VALUE that begins with a hyphen is taken for an option."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            if error.possibilities:
                raise
            raise click.UsageError(
                f"{error.message} A VALUE that begins with a hyphen comes last, after --.", ctx
            ) from error


@command.command(name="set", cls=_WithValue)
@click.argument("key")
@click.argument("value")
@click.option("--only-missing", is_flag=True, help="Only where it is not there, or is empty.")
@click.option("--only-existing", is_flag=True, help="Only where it is there.")
@_ALL
@_options
def set_(key: str, value: str, only_missing: bool, only_existing: bool, is_for_all: bool, **asked: Any) -> None:
    """Give the property KEY a value, and add it to the notes that have it not.

    VALUE is read as YAML: 5 is a number, true is a checkbox, [a, b] a list, [[Note]] a link, an empty one no value, and
    '"5"' a text. After `--` it may begin with a hyphen.
    """
    from vault_tools.bulk.operations import Set
    from vault_tools.conditions.values import read_value

    _demand_some("set", is_for_all, **asked)
    _run(lambda place: Set(key, read_value(value), not only_existing, not only_missing), (key,), **asked)


@command.command(name="remove")
@click.argument("key")
@_ALL
@_options
def remove(key: str, is_for_all: bool, **asked: Any) -> None:
    """Take the property KEY out of notes, with its value."""
    from vault_tools.bulk.operations import Remove

    _demand_some("remove", is_for_all, **asked)
    _run(lambda place: Remove(key), (key,), **asked)


@command.command(name="convert-date")
@click.argument("key")
@click.option("--to", "to", required=True, metavar="FORMAT", help="How dates are to be written, such as YYYY-MM-DD.")
@click.option("--from", "source", metavar="FORMAT", help="How they are written now; by default as the config says.")
@_options
def convert_date(key: str, to: str, source: str | None, **asked: Any) -> None:
    """Write the dates of the property KEY in another way.

    A FORMAT is written in Moment's tokens: YYYY, MM or M, DD or D, HH, mm, ss. What is no date is refused, and so is
    what can be read in two ways, if neither --from nor `vault.date-formats` settles it.
    """
    _run(lambda place: _conversion(key, to, source, place), (key,), **asked)


def _conversion(key: str, to: str, source: str | None, place: Place) -> Operation:
    from vault_tools.bulk.convert import ConvertDate
    from vault_tools.config.schema import check_format
    from vault_tools.dates import DEFAULT_FORMATS

    for format in (to,) if source is None else (to, source):
        try:
            check_format(format)
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        _demand_trim(format, "format")
    formats = place.read_config().vault.date_formats if source is None else (source,)
    return ConvertDate(key, to, formats, is_settled=formats != DEFAULT_FORMATS)


def _demand_some(what: str, is_for_all: bool, **asked: Any) -> None:
    """A slip must not change thousands of notes."""
    if not (is_for_all or asked["paths"] or asked["where"]):
        raise click.UsageError(f"{what} without PATHS or --where is for all notes of the vault: add --all if so meant")


def _demand_trim(text: str, what: str) -> None:
    if not text or text != text.strip() or not text.isprintable():
        raise click.UsageError(f"{text!r} is no {what}: it is one line of text, without blanks at its ends")


def _run(
    operation: Callable[[Place], Operation],
    names: tuple[str, ...],
    paths: tuple[Path, ...],
    vault: Path | None,
    config: Path | None,
    no_cache: bool,
    where: tuple[str, ...],
    **asked: Any,
) -> None:
    from vault_tools.cli._property_run import Options, Run
    from vault_tools.conditions import read_condition

    for name in names:
        _demand_trim(name, "name of a property")
    place = Place(paths, vault, config, no_cache)
    wanted, options, settings = operation(place), Options(**asked), place.read_config()
    conditions = tuple(read_condition(text, settings.vault.date_formats) for text in where)
    read = place.read(settings, options.quiet)
    sys.exit(Run(place, options, read, wanted, conditions).code())
