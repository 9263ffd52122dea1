"""`nodes` with `id` and `kind`, `edges` with `source`, `target` and `count`; both sorted."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from vault_tools.printable import indented_json


def lines(graph: nx.DiGraph[str]) -> Iterator[str]:
    nodes = [{"id": node, "kind": graph.nodes[node]["kind"]} for node in sorted(graph)]
    edges = [
        {"source": source, "target": target, "count": graph.edges[source, target]["count"]}
        for source, target in sorted(graph.edges)
    ]
    yield indented_json({"nodes": nodes, "edges": edges})
