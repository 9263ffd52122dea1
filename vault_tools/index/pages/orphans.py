"""Notes that nothing links to and that link to nothing, neither to a file nor to a note that is not there yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar

from msgspec import Meta

from vault_tools.index.clauses import Clause
from vault_tools.index.context import Context
from vault_tools.index.linked import by_others
from vault_tools.index.pages import Page
from vault_tools.model import Note
from vault_tools.vault import Vault


class Orphans(Page, frozen=True):
    """What `vault-tools` writes itself never counts: this page would take away what it lists."""

    nothing: ClassVar[str] = "No orphans."
    listed: ClassVar[str] = "Orphans"

    generated: Annotated[
        bool, Meta(description="Do links count that other tools generate, such as Waypoint? Our own never do.")
    ] = False
    incoming_only: Annotated[bool, Meta(description="Is a note listed, too, that links to others itself?")] = False

    def default_columns(self, notes: Sequence[Note], context: Context) -> Sequence[str]:
        return ("file.folder",)

    def clauses(self, context: Context) -> Iterator[Clause]:
        linked = self.linked(context.vault)
        yield Clause(
            "no link to it" if self.incoming_only else "no link to or from it",
            lambda note: note.path not in linked,
            lambda note: linked.get(note.path, ""),
        )
        yield from super().clauses(context)

    def linked(self, vault: Vault) -> dict[str, str]:
        """What is no orphan, by vault path, and why."""
        # networkx is heavy, and `lint` looks at every kind of page to check the config
        from vault_tools.graph.build import build

        links = [*build(vault).edges, *(_generated(vault) if self.generated else ())]
        found = {target: f'"{source}" links to it' for source, target in reversed(links)}
        if not self.incoming_only:
            for source, target in links:
                found.setdefault(source, f'it links to "{target}"')
        return found


def _generated(vault: Vault) -> Iterator[tuple[str, str]]:
    """Links in the regions of other tools."""
    for note in vault.notes.values():
        yield from ((note.path, target) for target in by_others(note, vault) if target != note.path)
