from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity
from vault_tools.rules import Example, Rule
from vault_tools.rules.index._plans import reasons
from vault_tools.vault import Vault

_REGION = """# Main

<!-- vault-tools:begin notes kind=folder folder="DSA" columns="Topic" sha={sha} -->

| Note | Topic |
| --- | --- |
| [[Heaps]] | {topic} |

<!-- vault-tools:end notes -->
"""


class StaleIndex(Rule, frozen=True):
    """A generated region does not say what `vault-tools index` would write there now.

    In Obsidian, a generated region shows the vault as it was when the region was last written: what is new is missing
    there, and what is gone may still be listed.

    Run `vault-tools index`. A region that cannot be filled, because its attributes are wrong, is reported too, and so
    is a page that nothing asks for any more: `vault-tools index --clean` removes it. Pages that are missing altogether
    are found by `vault-tools index --check`.
    """

    severity: ClassVar[Severity] = "warning"
    for_generated: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={
                "Main.md": _REGION.format(topic="Trees", sha="c159b8911a322b3f"),
                "DSA/Heaps.md": "---\nTopic: Graphs\n---\n",
            },
            problems=('Main.md:3:1: region "notes" is out of date: run `vault-tools index`',),
            unlike=frozenset({"callout"}),
        ),
        Example(
            files={"Main.md": "<!-- vault-tools:begin x kind=foldr -->\n\n<!-- vault-tools:end x -->\n"},
            problems=('Main.md:1:1: region "x": kind: no kind of page "foldr", did you mean "folder"?',),
            unlike=frozenset({"callout"}),
        ),
        Example(
            files={
                "Main.md": _REGION.format(topic="Graphs", sha="b5a837d8495ef7a6"),
                "DSA/Heaps.md": "---\nTopic: Graphs\n---\n",
            },
            unlike=frozenset({"callout"}),
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for span, reason, _ in reasons(note, vault, "stale", "missing"):
            yield Problem(span, f"{reason}: run `vault-tools index`")
        for span, reason, _ in reasons(note, vault, "options", "dates", "leftover", "template"):
            yield Problem(span, reason)
