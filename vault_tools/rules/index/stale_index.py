from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.index.plan import Plan, plan
from vault_tools.model import Note, Problem, Severity
from vault_tools.rules import Example, Rule
from vault_tools.vault import Vault, once_per_vault

_REGION = """# Main

<!-- vault-tools:begin notes kind=folder folder="DSA" columns="Topic" -->

| Note | Topic |
| --- | --- |
| [[Heaps]] | {topic} |

<!-- vault-tools:end notes -->
"""


class StaleIndex(Rule, frozen=True):
    """A generated region does not say what `vault-tools index` would write there now.

    In Obsidian, a generated region shows the vault as it was when the region was last written: what is new is missing
    there, and what is gone may still be listed.

    Run `vault-tools index`. A region that cannot be filled, because a marker is damaged or its attributes are wrong, is
    reported too. Pages that are missing altogether are found by `vault-tools index --check`.
    """

    severity: ClassVar[Severity] = "warning"
    for_generated: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Main.md": _REGION.format(topic="Trees"), "DSA/Heaps.md": "---\nTopic: Graphs\n---\n"},
            problems=('Main.md:3:1: region "notes" is out of date: run `vault-tools index`',),
            unlike=frozenset({"callout"}),
        ),
        Example(
            files={"Main.md": "<!-- vault-tools:begin x kind=foldr -->\n\n<!-- vault-tools:end x -->\n"},
            problems=('Main.md:1:1: region "x": kind: no kind of page "foldr", did you mean "folder"?',),
            unlike=frozenset({"callout"}),
        ),
        Example(
            files={"Main.md": _REGION.format(topic="Graphs"), "DSA/Heaps.md": "---\nTopic: Graphs\n---\n"},
            unlike=frozenset({"callout"}),
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        found = _plans(vault).get(note.path)
        if note.conflicts:
            return  # `conflict-markers` says so
        if found and found.refusal:
            yield Problem(found.refusal.span, found.refusal.reason)
        elif found:
            for span, reason, _ in found.stale:
                yield Problem(span, f"{reason}: run `vault-tools index`")


@once_per_vault
def _plans(vault: Vault) -> dict[str, Plan]:
    """Only what the config or a marker asks for: nobody who never ran `index` wants to hear of the default pages."""
    return {found.path: found for found in plan(vault, is_check=True)}
