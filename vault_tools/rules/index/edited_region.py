from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity
from vault_tools.rules import Example, Rule
from vault_tools.rules.index._plans import reasons
from vault_tools.vault import Vault

_REGION = """# Main

<!-- vault-tools:begin notes kind=tags{signatures} -->

{body}

<!-- vault-tools:end notes -->
"""
_OURS, _MINE = "## trees\n\n- [[Heaps]]", "- [[Heaps]], my favourite"
_SHA, _ACCEPTED = " sha=5a87c6aafaf24374", " accepted=3bba097869811868"


def _example(signatures: str, body: str, problem: str = "") -> Example:
    return Example(
        files={"Main.md": _REGION.format(signatures=signatures, body=body), "Heaps.md": "A tree. #trees\n"},
        problems=(f'Main.md:3:1: region "notes" {problem}',) if problem else (),
        unlike=frozenset({"callout"}),
    )


class EditedRegion(Rule, frozen=True):
    """A generated region holds something else than what `vault-tools index` wrote there.

    In Obsidian, a generated region is text like any other: whoever edits it, be it a person or a plug-in that formats
    notes, sees nothing of the tool that will want to write it anew.

    As long as it is so, `vault-tools index` leaves the whole note alone. `index --accept-edits` keeps the text until
    the region is out of date, `index --overwrite` replaces it, and `index --eject` takes the markers away, so that it
    is yours for good. What you want to add stands better above or below the region, which is never touched there.
    """

    severity: ClassVar[Severity] = "warning"
    for_generated: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        _example(
            _SHA,
            _MINE,
            "was edited by hand: keep that with `index --accept-edits`, or lose it with `index --overwrite`",
        ),
        _example(
            "",
            _MINE,
            "holds a text that is not known to be generated: keep it with `index --accept-edits`, or lose it with"
            " `index --overwrite`",
        ),
        _example(
            f" sha=0000000000000000{_ACCEPTED}",
            _MINE,
            "was edited by hand, which was accepted, and is out of date: `index --accept-edits` keeps it,"
            " `index --overwrite` loses it",
        ),
        _example(_SHA, _OURS),
        _example(_SHA + _ACCEPTED, _MINE),
        _example("", _OURS),
        _example(_SHA, ""),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for span, reason, _ in reasons(note, vault, "edited"):
            yield Problem(span, reason)
