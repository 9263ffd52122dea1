from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from msgspec import Meta

from vault_tools.model import Note, Problem, Severity, file_class, name_of
from vault_tools.rules import Example, Rule
from vault_tools.rules.links._reach import lessened, missing, unresolved
from vault_tools.vault import Vault
from vault_tools.vault.ignore import matches


class BrokenLink(Rule, frozen=True):
    """A link leads to no file of the vault.

    In Obsidian, a link to a file that is not there opens nothing, and a click on it makes a new, empty note.

    Links are resolved as Obsidian does it: by name anywhere in the vault, Markdown links too; only `.md` may be left
    out; aliases do not count. In a comment the problem is only an info. A link to a note that is still to be written is
    normal for many people, so the rule only warns: set `lint.severity.broken-link` to `error` to forbid it, or say in
    the options what may be missing.
    """

    severity: ClassVar[Severity] = "warning"
    for_canvases: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "See [it](Bias%20and%20Varience.md).\n", "ML/Bias and Variance.md": ""},
            problems=('Note.md:1:5: no note "Bias and Varience", did you mean "Bias and Variance"?',),
        ),
        Example(
            files={"Note.md": "[map](map.png) and [[Zebra]]\n"},
            problems=('Note.md:1:1: no file "map.png"', 'Note.md:1:20: no note "Zebra"'),
        ),
        Example(
            files={"Note.md": "[[Relaxing an edge]]\n", "Paths.md": "## Relaxing an edge\n"},
            problems=(
                'Note.md:1:1: no note "Relaxing an edge", but a heading of "Paths": write [[Paths#Relaxing an edge]]',
            ),
        ),
        Example(
            files={"Note.md": "The matrix [[1, 2], [3, 4]] is regular.\n"},
            problems=('Note.md:1:12: no note "1, 2], [3, 4"; if it is code or a formula, put it between backticks',),
        ),
        Example(
            files={"Plan.canvas": '{"nodes": [{"id": "a", "type": "file", "file": "Gone.md"}], "edges": []}'},
            problems=('Plan.canvas:1:49: no note "Gone" in the root of the vault',),
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(files={"Note.md": "[[sub note]] [x](Sub%20Note.md) `[[code]]`\n", "A/Sub Note.md": ""}),
        Example(
            files={"Note.md": "[[Future/Plan]]\n"},
            config='[lint.options.broken-link]\nignore = ["Future/"]\n',
        ),
        Example(
            files={"Note.md": "[[2026-12-01]] [[Plan]]\n"},
            config="[lint.options.broken-link]\ndaily-notes = true\nonly-paths = true\n",
        ),
    )

    ignore: Annotated[tuple[str, ...], Meta(description="Linkpaths that may lead nowhere, in gitignore syntax.")] = ()
    only_paths: Annotated[bool, Meta(description="A name without a folder may lead nowhere.")] = False
    daily_notes: Annotated[
        bool, Meta(description="A date in the format of the daily notes may lead nowhere, such as one to come.")
    ] = False

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for resolved in unresolved(note, vault, "link"):
            target = resolved.link.target
            if not self.is_allowed(target, vault):
                message = _in_canvas(target, vault) if resolved.link.context == "file" else missing(target, vault)
                yield Problem(resolved.link.span, message, None, lessened(resolved))

    def is_allowed(self, target: str, vault: Vault) -> bool:
        return (
            matches(target, self.ignore)
            or (self.only_paths and "/" not in target)
            or (self.daily_notes and vault.settings.names_day(target))
        )


def _in_canvas(path: str, vault: Vault) -> str:
    """A file that a canvas shows is named by its whole path, and looked for nowhere else (8.1)."""
    folder, _, name = path.rpartition("/")
    where = f'in "{folder}"' if folder else "in the root of the vault"
    moved = vault.resolve(name, "").path
    noun = "note" if file_class(name) == "note" else "file"
    return f'no {noun} "{name_of(name)}" {where}' + (f', did you mean "{moved}"?' if moved else "")
