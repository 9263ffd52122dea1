"""The command line: one file per command, imported when the command is used."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from vault_tools import __version__
from vault_tools.errors import UserError, fault
from vault_tools.plugins import module_names

_INTERRUPTED = 130
_TERMINATED = 143
"""What shells say of a program that was ended by SIGINT and SIGTERM."""


class _Refusal(click.ClickException):
    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"error: {self.message}", err=True)


class _Commands(click.Group):
    """A module of this folder is a command, unless its name begins with an underscore."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name.replace("_", "-") for name in module_names(__path__)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        if cmd_name not in self.list_commands(ctx):
            from vault_tools.suggest import did_you_mean

            ctx.fail(f'no command "{cmd_name}"{did_you_mean(cmd_name, self.list_commands(ctx))}')
        command: click.Command = import_module(f"{__name__}.{cmd_name.replace('-', '_')}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except UserError as error:
            raise _Refusal(str(error)) from error
        except KeyboardInterrupt:
            click.echo("interrupted; every file is either as it was or written whole", err=True)
            sys.exit(_INTERRUPTED)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="vault-tools")
def cli() -> None:
    """Lint and index Obsidian vaults, without Obsidian."""


def main() -> None:
    """The program: like `cli`, with no traceback whatever happens, unless VAULT_TOOLS_TRACEBACK is set."""
    gc.disable()  # what a command reads lives as long as it does: to look for garbage in it takes long and finds none
    atexit.register(gc.freeze)  # Python would look once more at the end
    for stream in filter(None, (sys.stdout, sys.stderr)):  # a note may hold what the terminal cannot show
        stream.reconfigure(errors="backslashreplace")
    signal.signal(signal.SIGTERM, _end)
    try:
        try:
            cli(prog_name="vault-tools")
        finally:
            if sys.stdout:
                sys.stdout.flush()
    except OSError as error:
        _give_up(error)
    except Exception as error:
        if os.environ.get("VAULT_TOOLS_TRACEBACK"):
            raise
        click.echo(f"error: {fault(error)} (VAULT_TOOLS_TRACEBACK=1 shows more)", err=True)
        sys.exit(2)


def _end(*_: object) -> NoReturn:
    """Whoever ends us from outside leaves us the time to tidy up, as Ctrl-C does."""
    sys.exit(_TERMINATED)


def _give_up(error: OSError) -> NoReturn:
    """The output cannot be written: nobody reads on, or the disk is full. Python would try once more at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    if not isinstance(error, BrokenPipeError):
        click.echo(f"error: the output cannot be written: {error.strerror}", err=True)
    sys.exit(1 if isinstance(error, BrokenPipeError) else 2)
