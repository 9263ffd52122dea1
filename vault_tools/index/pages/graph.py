"""The link graph as a page: what is linked most, what is not linked at all, and a picture of the core."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from vault_tools.index.listing import Group, Row
from vault_tools.index.pages import Context, Listing, Page, distinct_name
from vault_tools.order import natural
from vault_tools.vault.linktext import escape_text

if TYPE_CHECKING:
    from vault_tools.graph.build import LinkGraph


class Graph(Page, frozen=True):
    most_linked: Annotated[int, Meta(description="So many notes in the list of the most linked ones.")] = 10
    core: Annotated[int, Meta(ge=0, le=20, description="Notes in the picture, the most connected ones first.")] = 20

    def listing(self, context: Context) -> Listing:
        return Listing(list(self.groups(self.graph(context), context)))

    def graph(self, context: Context) -> LinkGraph:
        """Without the notes that `where` leaves out, or that have not the value which the page is for."""
        # networkx is heavy, and `lint` looks at every kind of page to check the config
        from vault_tools.graph.build import build

        every = build(context.vault)
        if not self.where and context.members is None:
            return every
        unwanted = context.vault.notes.keys() - {note.path for note in self.notes(context)}
        return every.subgraph([node for node in every if node not in unwanted])

    def groups(self, graph: LinkGraph, context: Context) -> Iterator[Group]:
        from vault_tools.graph.measure import islands, most_linked, of_kind, orphans

        yield self.picture(graph, context)
        yield Group("Most linked", _rows(context.links(most_linked(graph, self.most_linked))), is_ordered=True)
        yield Group(
            "Orphans",
            _rows(context.links(sorted(orphans(graph), key=natural)[: self.limit])),
            empty="None: every note has a link to or from another.",
        )
        names = [name for name in sorted(of_kind(graph, "unresolved"), key=natural) if any(graph.predecessors(name))]
        yield Group(
            "Unresolved",
            tuple(
                Row(escape_text(name), after=f"in {', '.join(context.links(sorted(graph.predecessors(name))))}")
                for name in names[: self.limit]
            ),
            empty="None: every link leads somewhere.",
        )
        yield Group(
            "Islands",
            _rows(", ".join(context.links(group)) for group in islands(graph)[: self.limit]),
            intro="Groups of notes that no link connects with the rest.",
        )

    def picture(self, graph: LinkGraph, context: Context) -> Group:
        """For Mermaid, which GitHub draws, too."""
        from vault_tools.graph.measure import core

        picture = core(graph, self.core)
        nodes = [f'  {_id(path)}["{_label(distinct_name(context.vault, path))}"]' for path in sorted(picture)]
        edges = [f"  {_id(source)} --> {_id(target)}" for source, target in sorted(picture.edges)]
        lines = ["```mermaid", "graph LR", *nodes, *edges, "```"]
        return Group("Core", text="\n".join(lines)) if nodes else Group()


def _rows(links: Iterable[str]) -> tuple[Row, ...]:
    return tuple(map(Row, links))


def _id(path: str) -> str:
    """One that no other note changes by coming or going: a number would, and each line with it."""
    return f"n{sha256(path.encode()).hexdigest()[:8]}"


def _label(name: str) -> str:
    """In Mermaid's quotes, where `"` and `#` begin an entity or end the text."""
    return name.replace("#", "#35;").replace('"', "#quot;")
