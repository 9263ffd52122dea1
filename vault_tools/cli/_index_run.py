"""A run of `index`: what it reads, writes and says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import click

from vault_tools.cli._vault import Place, complain_of_unreadable
from vault_tools.errors import UserError

if TYPE_CHECKING:
    from vault_tools.config import Check, Written
    from vault_tools.config.tables import Config
    from vault_tools.index.plan import Decision, Plan
    from vault_tools.vault import Vault


class Options(NamedTuple):
    """What a command line asks of a run."""

    dry_run: bool = False
    with_diff: bool = False
    check: bool = False
    only: tuple[str, ...] = ()
    accept_edits: bool = False
    overwrite: bool = False

    @property
    def is_dry(self) -> bool:
        return self.dry_run or self.with_diff or self.check

    @property
    def decision(self) -> Decision:
        return "overwrite" if self.overwrite else "accept" if self.accept_edits else "refuse"


_NEXT = "`vault-tools index --diff` shows what has changed, `vault-tools index` writes it"
PARTIAL = "nothing is written: pages made from a part of the notes would be wrong"


def read_written(place: Place) -> Written:
    """The config, with the places of what it says. Raises UserError with all mistakes."""
    return place.read_written(*config_checks())


def config_checks() -> tuple[Check, ...]:
    """What the layers above the config know of it."""
    from vault_tools import selection
    from vault_tools.index.entries import mistakes
    from vault_tools.schemas.mistakes import mistakes as schema_mistakes

    return selection.mistakes, schema_mistakes, mistakes


def read_vault(place: Place, config: Config | None = None) -> Vault | None:
    """None, with the reasons on stderr, when a note cannot be read. Without a config the one of the place is read."""
    vault = place.read(config or read_written(place).config)
    if complain_of_unreadable(vault):
        click.echo(PARTIAL, err=True)
        return None
    return vault


@dataclass(frozen=True)
class Run:
    place: Place
    options: Options
    vault: Vault

    @cached_property
    def plans(self) -> list[Plan]:
        """Of the pages that are asked for. Raises UserError when there is no such page."""
        from vault_tools.index.plan import plan

        options = self.options
        found = list(plan(self.vault, True, options.decision, options.check))
        if options.only:
            wanted = set(pages_named(options.only, [one.path for one in found]))
            return [one for one in found if one.path in wanted]
        return [one for one in found if self.place.means(one.path)]

    def code(self) -> int:
        """Write what is to be written, say so, and answer with the exit code. Raises UserError when a template fails:
        then nothing is written, since it may be the template of every page."""
        self.demand_templates()
        for warning in self.warnings():
            click.echo(warning, err=True)
        if self.place.paths and not self.plans:
            click.echo(no_page_in(self.place), err=True)
        complain_of_manifest(self.vault)
        changes = [found for found in self.plans if found.edits]
        same = sum(not found.edits and not self.complain_of_refusal(found) for found in self.plans)
        for found in changes if self.options.is_dry else ():
            click.echo(self.preview(found), nl=False)
        done = changes if self.options.is_dry else self.write_all(changes)
        refused = len(self.plans) - same - len(done)
        click.echo(_summary(len(done), same, refused, self.options.is_dry))
        if self.options.check and changes and not self.options.with_diff:
            click.echo(_NEXT, err=True)
        return 1 if refused or (self.options.check and changes) else 0

    def demand_templates(self) -> None:
        refusals = [found.refusal for found in self.plans if found.refusal]
        reasons = dict.fromkeys(refusal.reason for refusal in refusals if refusal.kind == "template")
        if reasons:
            raise UserError("\n".join([*reasons, "nothing was written"]))

    def warnings(self) -> Iterator[str]:
        from vault_tools.index.targets import warnings

        return (f"warning: {warning}" for warning in warnings(self.vault))

    def preview(self, found: Plan) -> str:
        from vault_tools.index.save import diff

        if self.options.with_diff:
            return diff(self.vault, found)
        if self.options.check:
            return f"{found.path}: {'; '.join(stale.reason for stale in found.stale)}\n"
        return f"would write {found.path}\n"

    def write_all(self, changes: Iterable[Plan]) -> list[Plan]:
        """Those that were written. New pages are in the manifest even when something stops us on the way."""
        from vault_tools.index.manifest import record

        done: list[Plan] = []
        try:
            for found in changes:
                done.append(found)  # at once: Ctrl-C can come when the file is there, and the next line is not
                if not self.write(found):
                    done.pop()
        finally:
            record(self.place.root, made=[found.path for found in done if found.is_new])
        return done

    def write(self, found: Plan) -> bool:
        """Was it written? If not, stderr says why, and the others go on."""
        from vault_tools.index.save import save

        try:
            save(self.vault, found)
        except UserError as error:
            click.echo(f"error: {error}", err=True)
            return False
        click.echo(f"wrote {found.path}")
        return True

    def complain_of_refusal(self, found: Plan) -> bool:
        """Is the note left alone? Then it is named on stderr, with what would have been written over its edits."""
        from vault_tools.index.save import diff

        if not found.refusal:
            return False
        click.echo(refusal(found, self.vault), err=True)
        if found.rejected:
            click.echo(diff(self.vault, found._replace(edits=found.rejected)), err=True, nl=False)
        return True


def refusal(found: Plan, vault: Vault) -> str:
    """Of a plan that has one: where it is, and why."""
    assert found.refusal
    note = vault.note(found.path)
    line = note.place(found.refusal.span.start).line if note else 1
    return f"{found.path}:{line}: refused: {found.refusal.reason}"


def no_page_in(place: Place) -> str:
    return f"no page lies there; the vault is {place.root}"


def complain_of_manifest(vault: Vault) -> None:
    from vault_tools.index.manifest import manifest

    if fault := manifest(vault).fault:
        click.echo(f"warning: {fault}", err=True)


def pages_named(names: Iterable[str], pages: list[str]) -> Iterator[str]:
    """By path, with or without `.md`, or by name. Raises UserError when there is no such page."""
    from vault_tools.model import name_of
    from vault_tools.suggest import did_you_mean

    for name in names:
        wanted = name.replace("\\", "/").removesuffix(".md")
        found = [page for page in pages if page.removesuffix(".md") == wanted or name_of(page) == wanted]
        if not found:
            raise UserError(f'no page "{name}"{did_you_mean(name, [*pages, *map(name_of, pages)])}')
        yield from found


def _summary(changed: int, same: int, refused: int, is_dry: bool) -> str:
    pages = "1 page" if changed == 1 else f"{changed} pages"
    parts = [f"{pages} {'out of date' if is_dry else 'written'}", f"{same} up to date"]
    return ", ".join(parts + ([f"{refused} refused"] if refused else [])) + "."
