from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from msgspec import Meta

from vault_tools.model import Note, Problem, Severity
from vault_tools.rules import Example, Rule
from vault_tools.rules.links._reach import aliases, lessened, linkable_names, links_of
from vault_tools.suggest import nearest
from vault_tools.vault import Vault
from vault_tools.vault.ignore import matches
from vault_tools.vault.resolve import key


class BrokenLink(Rule, frozen=True):
    """A link or embed leads to no file of the vault.

    Links are resolved as Obsidian does it: by name anywhere in the vault, Markdown links too; only `.md` may be left
    out; aliases do not count. In a comment the problem is only an info. A link to a note that is still to be written is
    normal for many people, so the rule only warns: set `lint.severity.broken-link` to `error` to forbid it, or list
    what may be missing in `ignore`.
    """

    severity: ClassVar[Severity] = "warning"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "See [it](Bias%20and%20Varience.md).\n", "ML/Bias and Variance.md": ""},
            problems=('Note.md:1:5: no note "Bias and Varience", did you mean "Bias and Variance"?',),
        ),
        Example(
            files={"Note.md": "![[map.png]] and [[Zebra]]\n"},
            problems=('Note.md:1:1: no file "map.png"', 'Note.md:1:18: no note "Zebra"'),
        ),
        Example(
            files={"Note.md": "[[AI]]\n", "Artificial Intelligence.md": "---\naliases: [AI]\n---\n"},
            problems=('Note.md:1:1: no note "AI": it is an alias, write [[Artificial Intelligence|AI]]',),
        ),
        Example(files={"Note.md": "[[sub note]] [x](Sub%20Note.md) `[[code]]`\n", "A/Sub Note.md": ""}),
        Example(
            files={"Note.md": "[[Future/Plan]]\n"},
            config='[lint.options.broken-link]\nignore = ["Future/"]\n',
        ),
    )

    ignore: Annotated[tuple[str, ...], Meta(description="Linkpaths that may lead nowhere, in gitignore syntax.")] = ()

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for resolved in links_of(note, vault):
            if resolved.target is None and not matches(resolved.link.target, self.ignore):
                yield Problem(resolved.link.span, _message(resolved.link.target, vault), None, lessened(resolved))


def _message(target: str, vault: Vault) -> str:
    target = target.removesuffix(".md")
    extension = target.rpartition("/")[2].rpartition(".")[2].lower() if "." in target else ""
    what = "file" if extension in _FILE_EXTENSIONS else "note"
    if notes := aliases(vault).get(key(target)):
        written = " or ".join(f"[[{note}|{target}]]" for note in notes)
        return f'no {what} "{target}": it is an alias, write {written}'
    known, names = linkable_names(vault)
    near = nearest(target, known)
    return f'no {what} "{target}"' + (f', did you mean "{names[near]}"?' if near else "")


_IMAGES = {"avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "webp"}
_MEDIA = {"flac", "m4a", "mp3", "ogg", "wav", "webm", "3gp", "opus", "mkv", "mov", "mp4", "ogv"}
_FILE_EXTENSIONS = _IMAGES | _MEDIA | {"pdf", "canvas", "base"}
"""Of attachments (1.2); any other dot may belong to the name of a note."""
