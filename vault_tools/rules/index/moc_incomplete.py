from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from msgspec import Meta

from vault_tools.index.context import distinct_name
from vault_tools.index.coverage import curated
from vault_tools.index.mocs import MOC_NAMES, NAMES_MEANT
from vault_tools.model import Note, Problem, Severity, Span
from vault_tools.printable import counted
from vault_tools.rules import Example, Rule
from vault_tools.rules._wording import listed
from vault_tools.vault import Vault
from vault_tools.vault.ignore import matches

_MOST = 3
_MAP = "# Lear\n\n- [[Acts]]\n- [[Cast]]\n- [Style](Style.md)\n"
_PLAY = {f"Lear/{name}.md": "x\n" for name in ("Acts", "Cast", "Style", "Tone")}


class MocIncomplete(Rule, frozen=True):
    """A Map of Content lists most notes of its folder, but not all.

    In Obsidian, nothing puts a new note into a list that is written by hand, and whoever goes by the list does not come
    across it.

    Add the note where it belongs, or put it into `exempt`. A Map of Content is known by its name, by that of its
    folder, or by the tag `moc`. It is taken for the list of its folder if it links three notes there by hand, and at
    least half of all; at the root of the vault only the notes right there are meant. A query in it is trusted to list
    the rest. A folder inside that has a Map of Content of its own is listed by a link to that. What an embedded note or
    a generated region links is listed, too. Daily notes, other Maps of Content and what is wholly generated need not
    be. Pages of the kind `moc-coverage` show the same.
    """

    severity: ClassVar[Severity] = "info"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Lear/Lear.md": _MAP, **_PLAY},
            problems=('Lear/Lear.md:1:1: "Tone" is not listed here, where 3 notes of the folder are',),
        ),
        Example(
            files={
                "Plays/Main.md": "# Plays\n\n[[Emma]], [[Faust]], [[Godot]], [[Hamlet]]\n",
                **{f"Plays/{name}.md": "x\n" for name in ("Emma", "Faust", "Godot", "Hamlet", "Iphigenia")},
                "Plays/Lear/Main.md": "x\n",
                "Plays/Lear/Acts.md": "x\n",
                "Plays/Lear/Cast.md": "x\n",
                "Plays/Old/Zaire.md": "x\n",
                "Plays/Old/Ajax.md": "x\n",
            },
            problems=(
                'Plays/Main.md:1:1: "Iphigenia" and "Main (Lear)" and "Ajax" and 1 more are not listed here, where 4'
                " notes of the folder are",
            ),
        ),
        Example(config='[lint.options.moc-incomplete]\nexempt = ["Tone.md"]\n', files={"Lear/Lear.md": _MAP, **_PLAY}),
        Example(
            config='[lint.options.moc-incomplete]\nmocs = ["Map"]\n',
            files={
                "Lear/Map.md": _MAP,
                **_PLAY,
                "Plays/Main.md": "# Plays\n\n[[Emma]] [[Faust]] [[Godot]]\n",
                **{f"Plays/{name}.md": "x\n" for name in ("Emma", "Faust", "Godot", "Hamlet")},
            },
            problems=('Lear/Map.md:1:1: "Tone" is not listed here, where 3 notes of the folder are',),
        ),
        Example(files={"Lear/Lear.md": f"{_MAP}- ![[Tone]]\n", **_PLAY}),
        Example(files={"Lear/Lear.md": f"{_MAP}\n```dataview\nLIST\n```\n", **_PLAY}, unlike=frozenset({"callout"})),
        Example(
            files={"Lear/Lear.md": f"{_MAP}\n%% Begin Waypoint %%\n- [[Tone]]\n%% End Waypoint %%\n", **_PLAY},
            unlike=frozenset({"callout"}),
        ),
        Example(
            files={
                "Lear/Lear.md": f"{_MAP}\n<!-- vault-tools:begin x kind=folder -->\n<!-- vault-tools:end x -->\n",
                **_PLAY,
            },
            unlike=frozenset({"callout"}),
        ),
        Example(files={"Lear/Lear.md": f"{_MAP}- ![[More]]\n", "Lear/More.md": "- [[Tone]]\n", **_PLAY}),
        Example(
            files={
                "Lear/Lear.md": f"{_MAP}- [[Tone]]\n- [[King/Main]]\n",
                **_PLAY,
                "Lear/2026-03-01.md": "x\n",
                "Lear/Themes.md": "#moc\n",
                "Lear/King/Main.md": "x\n",
                "Lear/King/Age.md": "x\n",
                "Lear/King/Fool/Jokes.md": "x\n",
                "Lear/Index.md": "<!-- vault-tools:begin x kind=folder -->\n<!-- vault-tools:end x -->\n",
            },
            unlike=frozenset({"frontmatter"}),
        ),
        Example(files={"Lear/Plays.md": _MAP, **_PLAY}),
        Example(files={"Home.md": "[[Acts]] [[Cast]] [[Style]]\n", **_PLAY}),
        Example(files={"Lear/Lear.md": "# Lear\n\n[[Acts]] [[Cast]]\n", **_PLAY}),
        Example(
            files={"Lear/Lear.md": _MAP, **_PLAY, **{f"Lear/{name}.md": "x\n" for name in ("A", "B", "C")}},
        ),
    )

    mocs: Annotated[tuple[str, ...], Meta(description=NAMES_MEANT)] = MOC_NAMES
    exempt: Annotated[tuple[str, ...], Meta(description="Notes that no list need have, in gitignore syntax.")] = (
        "README.md",
        "Readme.md",
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        found = curated(vault, self.mocs).get(note.path)
        missing = [path for path in found.missing if not matches(path, self.exempt)] if found else []
        if found and missing:
            names = [distinct_name(vault, path) for path in missing]
            are = "is" if len(names) == 1 else "are"
            count = f"{counted(found.listed, 'note')} of the folder are"
            message = f"{listed(names, 'and', _MOST)} {are} not listed here, where {count}"
            place = note.headings[0].span if note.headings else Span(0, 0)
            yield Problem(place, message, subject="\n".join(missing))
