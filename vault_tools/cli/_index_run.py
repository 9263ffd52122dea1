"""`index` without another word: the pages are written once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

from vault_tools.cli._index_done import Options, is_written, refusal
from vault_tools.cli._index_read import complain_of_manifest, read_vault
from vault_tools.cli._vault import Place
from vault_tools.errors import UserError
from vault_tools.printable import counted

if TYPE_CHECKING:
    from vault_tools.index.plan import Plan
    from vault_tools.vault import Vault

_NEXT = "`vault-tools index --diff` shows what has changed, `vault-tools index` writes it"


def code(place: Place, options: Options, _: Any) -> int:
    """What the command exits with. Raises UserError."""
    vault = read_vault(place)
    return Run(place, options, vault).code() if vault else 2


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
        done = self.write_all(changes)
        refused = len(self.plans) - same - done
        click.echo(_summary(done, same, refused, self.options.is_dry))
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

    def write_all(self, changes: Iterable[Plan]) -> int:
        """How many were written, or would be. New pages are in the manifest even when something stops us on the way."""
        from vault_tools.index.manifest import record

        done: list[Plan] = []
        try:
            for found in changes:
                done.append(found)  # at once: Ctrl-C can come when the file is there, and the next line is not
                if not self.write(found):
                    done.pop()
        finally:
            if not self.options.is_dry:
                record(self.place.root, made=[found.path for found in done if found.is_new])
        return len(done)

    def write(self, found: Plan) -> bool:
        """With `--check` it is said what is out of date there."""
        if self.options.check and not self.options.with_diff:
            click.echo(f"{found.path}: {'; '.join(stale.reason for stale in found.stale)}")
            return True
        return is_written(self.vault, found.path, [found.edits], self.options)

    def complain_of_refusal(self, found: Plan) -> bool:
        """Is the note left alone? Then it is named on stderr, with what would have been written over its edits."""
        from vault_tools.index.save import diff

        if not found.refusal:
            return False
        click.echo(refusal(found.path, found.refusal, self.vault), err=True)
        if found.rejected:
            click.echo(diff(self.vault, found.path, [found.rejected]), err=True, nl=False)
        return True


def no_page_in(place: Place) -> str:
    return f"no page lies there; the vault is {place.root}"


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
    parts = [f"{counted(changed, 'page')} {'out of date' if is_dry else 'written'}", f"{same:,} up to date"]
    return ", ".join(parts + ([f"{refused:,} refused"] if refused else [])) + "."
