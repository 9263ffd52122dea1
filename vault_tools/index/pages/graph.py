"""The link graph as a page: what is linked most, what is not linked at all, and a picture of the core."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta

from vault_tools.index.order import natural
from vault_tools.index.pages import Context, Page, distinct_name
from vault_tools.vault.linktext import escape_text


class Graph(Page, frozen=True):
    most_linked: Annotated[int, Meta(description="So many notes in the list of the most linked ones.")] = 10
    core: Annotated[int, Meta(ge=0, le=20, description="Notes in the picture, the most connected ones first.")] = 20

    def data(self, context: Context) -> dict[str, Any]:
        # networkx is heavy, and `lint` looks at every kind of page to check the config
        from vault_tools.graph.build import build
        from vault_tools.graph.measure import core, islands, most_linked, of_kind, orphans

        graph = build(context.vault)
        picture = core(graph, self.core)
        number = {path: f"n{i}" for i, path in enumerate(sorted(picture))}
        return {
            "most_linked": context.links(most_linked(graph, self.most_linked)),
            "orphans": context.links(sorted(orphans(graph), key=natural)),
            "unresolved": [
                {"name": escape_text(name), "notes": context.links(sorted(graph.predecessors(name)))}
                for name in sorted(of_kind(graph, "unresolved"), key=natural)
            ],
            "islands": [context.links(group) for group in islands(graph)],
            "nodes": [
                {"id": number[path], "label": _label(distinct_name(context.vault, path))} for path in sorted(picture)
            ],
            "edges": [(number[source], number[target]) for source, target in sorted(picture.edges)],
        }


def _label(name: str) -> str:
    """In Mermaid's quotes, where `"` and `#` begin an entity or end the text."""
    return name.replace("#", "#35;").replace('"', "#quot;")
