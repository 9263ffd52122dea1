from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.model import Note, Problem, Severity
from vault_tools.rules import Example, Rule
from vault_tools.vault import Vault


class InvalidCanvas(Rule, frozen=True):
    """The JSON of a canvas cannot be read, or does not fit together.

    In Obsidian, a canvas that is no JSON does not open, and none of its links count. Of two cards with one id only one
    may stay when the canvas is saved next, and an arrow is not drawn if there is no card where it ends.

    Most often a git merge or an edit by hand left a comma too many. An id that is given twice and an arrow without its
    card are warnings.
    """

    severity: ClassVar[Severity] = "error"
    for_canvases: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Map.canvas": '{"nodes": []\n "edges": []}'},
            problems=("Map.canvas:2:2: Obsidian cannot open this canvas: expecting ',' delimiter",),
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(
            files={
                "Map.canvas": '{"nodes": [{"id": "a"}, {"id": "a"}],\n "edges": [{"id": "e", "fromNode": "a",'
                ' "toNode": "b"}]}'
            },
            problems=(
                'Map.canvas:1:33: the id "a" is given twice',
                'Map.canvas:2:52: an arrow ends at "b", which is no card',
            ),
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(
            files={"Empty.canvas": "", "Map.canvas": '{"nodes": [{"id": "a", "type": "new"}], "more": 1}', "a.md": "{"},
            unlike=frozenset({"callout"}),
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for fault in note.faults:
            if fault.kind != "syntax":
                yield Problem(fault.span, fault.message, severity="warning")
            elif note.is_utf8:  # `invalid-encoding` says why it cannot be read
                message = fault.message[0].lower() + fault.message[1:]
                yield Problem(fault.span, f"Obsidian cannot open this canvas: {message}")
