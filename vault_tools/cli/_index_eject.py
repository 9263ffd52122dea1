"""`index --eject`: regions become the user's own text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from vault_tools.cli._index_done import Options, Verb, is_done, is_written, refusal
from vault_tools.cli._index_read import complain_of_manifest, read_vault, read_written
from vault_tools.cli._vault import Place

if TYPE_CHECKING:
    from vault_tools.config import Written
    from vault_tools.index.plan import Plan
    from vault_tools.vault import Vault

_EJECT = Verb("would eject", "ejected")


def code(place: Place, options: Options, _: Any) -> int:
    """Do it, say so, and answer with the exit code. Raises UsageError for options that mean nothing here."""
    if not place.paths:
        raise click.UsageError("--eject needs PATHS: the notes whose regions are to be yours")
    if options._replace(dry_run=False, with_diff=False) != Options():
        raise click.UsageError("--eject takes no other option of `index` than --dry-run and --diff")
    written = read_written(place)
    vault = read_vault(place, written.config)
    return _Ejection(place, options, vault, written).code() if vault else 2


@dataclass(frozen=True)
class _Ejection:
    place: Place
    options: Options
    vault: Vault
    written: Written

    def code(self) -> int:
        from vault_tools.index.eject import ejected
        from vault_tools.index.manifest import manifest, record

        complain_of_manifest(self.vault)
        made = manifest(self.vault).pages
        notes = sorted((it for it in self.vault.every_note if self.place.means(it.path)), key=lambda note: note.path)
        plans = [found for note in notes if (found := ejected(note)).edits or found.refusal or note.path in made]
        done = [found.path for found in plans if self.is_done(found)]
        if not self.options.is_dry:
            record(self.place.root, gone=done)
        for path in done:
            self.warn(path)
        if not plans:
            click.echo("no region stands there", err=True)
        return 1 if len(done) < len(plans) or not plans else 0

    def is_done(self, found: Plan) -> bool:
        """Are its regions the user's own now, or would they be? If not, stderr says why."""
        if found.refusal:
            click.echo(refusal(found.path, found.refusal, self.vault), err=True)
            return False
        if not found.edits and not self.options.with_diff:
            return is_done(found.path, _EJECT, self.options, lambda: None)
        return is_written(self.vault, found.path, [found.edits], self.options, _EJECT)

    def warn(self, path: str) -> None:
        """Does the config still ask for regions there? Then the text would soon be there twice."""
        from vault_tools.index.targets import targets

        for target in targets(self.vault, with_defaults=True):
            if target.path == path:
                where = "without [[index.pages]] in the config"
                what = "write an entry for each page that you want"
                if target.number is not None:
                    line = self.written.line(("index", "pages", target.number))
                    where = f"{self.written.file}:{line}: an entry of [[index.pages]] still asks for it, so"
                    what = "take the entry out"
                said = f'{where} `index` would write region "{target.name}" into {path} again: {what}'
                click.echo(f"warning: {said}", err=True)
