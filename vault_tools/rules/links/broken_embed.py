from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from msgspec import Meta

from vault_tools.model import Note, Problem, Severity, is_attachment
from vault_tools.rules import Example, Rule
from vault_tools.rules.links._reach import lessened, missing, nothing_at, unresolved
from vault_tools.vault import Vault
from vault_tools.vault.ignore import matches


class BrokenEmbed(Rule, frozen=True):
    """An embed shows no file of the vault.

    In Obsidian, an embed of a file that is not there shows an empty box where the picture, recording or note was meant
    to be.

    Files that are no notes need their extension: `![[map]]` never finds `map.png`.
    """

    severity: ClassVar[Severity] = "warning"
    for_canvases: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "![[Tree.png|300]] ![old map](maps/1900.png)\n", "img/tree2.png": ""},
            problems=(
                'Note.md:1:1: no file "Tree.png", did you mean "tree2.png"?',
                'Note.md:1:19: no file "maps/1900.png"',
            ),
        ),
        Example(
            files={"Note.md": "![[Tree]]\n", "img/Tree.png": ""},
            problems=('Note.md:1:1: no note "Tree": a file that is no note needs its extension, write "Tree.png"',),
        ),
        Example(
            files={"Note.md": "![[Trees, old]]\n", "img/Trees, old.png": ""},
            problems=(
                'Note.md:1:1: no note "Trees, old": a file that is no note needs its extension, write "Trees, old.png"',
            ),
        ),
        Example(
            files={"Note.md": "![[Tree.png]]\n", ".obsidian/app.json": '{"attachmentFolderPath": "Attachments"}'},
            problems=('Note.md:1:1: no file "Tree.png", in "Attachments" or elsewhere',),
        ),
        Example(files={"Note.md": "![[tree.PNG]] ![x](Tree.png) ![y](https://example.org/t.png)\n", "a/Tree.png": ""}),
    )

    ignore: Annotated[tuple[str, ...], Meta(description="Linkpaths that may lead nowhere, in gitignore syntax.")] = ()

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for resolved in unresolved(note, vault, "embed"):
            if not matches(resolved.link.target, self.ignore):
                yield Problem(resolved.link.span, _message(resolved.link.target, vault), None, lessened(resolved))


def _message(target: str, vault: Vault) -> str:
    message = missing(target, vault)
    if extended := vault.names.with_other_extension(target):
        name = extended.rpartition("/")[2]
        return f'{nothing_at(target)}: a file that is no note needs its extension, write "{name}"'
    folder = vault.settings.attachments
    if message == nothing_at(target) and folder and not folder.startswith(".") and is_attachment(target):
        return f'{message}, in "{folder}" or elsewhere'
    return message
