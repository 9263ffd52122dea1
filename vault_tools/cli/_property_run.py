"""One change to a property of many notes: planned, shown or saved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from vault_tools.bulk import Plan, plan
from vault_tools.bulk.hints import on_change, on_nothing
from vault_tools.bulk.operations import Operation
from vault_tools.cli._terminal import look, painted, wants_color
from vault_tools.cli._vault import Place, complain_of_unreadable
from vault_tools.conditions import Condition
from vault_tools.diff import unified
from vault_tools.printable import counted
from vault_tools.vault.write import prepare_all
from vault_tools.vault.write_all import write_all

if TYPE_CHECKING:
    from vault_tools.model import Note
    from vault_tools.vault import Vault


class Options(Struct, frozen=True):
    """What all sub-commands are told."""

    with_diff: bool
    keep_going: bool
    templates: bool
    quiet: bool


class Run(Struct, frozen=True):
    place: Place
    options: Options
    vault: Vault
    operation: Operation
    conditions: tuple[Condition, ...]

    def code(self) -> int:
        """Does everything, and gives the exit code."""
        is_part = complain_of_unreadable(self.vault) and any(map(self.place.means, self.vault.unreadable))
        found = plan(self.notes(), self.operation, self.conditions)
        for path, line, reason in found.refusals:
            click.echo(f"{path}:{line}: refused: {reason}", err=True)
        if (is_part or found.refusals) and not self.options.keep_going:
            self.say(f"Nothing was written{_because(found)}.", err=True)
            return 2 if is_part else 1
        if self.options.with_diff:
            self.show_diff(found)
        else:
            self.save(found)
        is_bad = bool(found.refusals or (self.options.with_diff and found.changes))
        return 2 if is_part else int(is_bad)

    def notes(self) -> Iterator[Note]:
        yield from (note for path, note in self.vault.notes.items() if self.place.means(path))
        if self.options.templates:
            yield from (note for path, note in self.vault.templates.items() if self.place.means(path))

    def show_diff(self, found: Plan) -> None:
        for it in found.changes:
            diff = unified(it.before.path, it.before.text, it.after.text)
            click.echo(painted(diff, look("auto", self.place.root)), nl=False, color=wants_color("auto"))
        self.say(f"{counted(len(found.changes), 'note')} would change." if found.changes else _NOTHING, err=True)
        self.hint(found)

    def save(self, found: Plan) -> None:
        write_all(prepare_all(self.vault, ((it.before.path, [it.edits]) for it in found.changes)))
        for it in found.changes:
            self.say(f"changed {it.before.path}")
        notes = counted(len(found.changes), "note")
        self.say(f"{self.operation.done} {notes}." if found.changes else _NOTHING)
        self.hint(found)

    def hint(self, found: Plan) -> None:
        after = on_change(self.vault, self.operation, self.options.templates)
        for line in after if found.changes else on_nothing(self.notes(), self.operation):
            self.say(f"hint: {line}", err=True)

    def say(self, text: str, err: bool = False) -> None:
        if not self.options.quiet:
            click.echo(text, err=err)


_NOTHING = "Nothing to change."


def _because(found: Plan) -> str:
    if not found.refusals:
        return ""
    many = len(found.refusals)
    return f": {counted(many, 'note')} {'was' if many == 1 else 'were'} refused (--keep-going changes the others)"
