"""What the shape of the graph says about the notes. Every order is fixed: by measure, then by path."""

from __future__ import annotations

import networkx as nx


def of_kind(graph: nx.DiGraph[str], kind: str) -> list[str]:
    return sorted(node for node, data in graph.nodes(data=True) if data["kind"] == kind)


def most_linked(graph: nx.DiGraph[str], limit: int) -> list[str]:
    """Notes by the number of notes that link to them; only those that more than one note or canvas links to."""
    notes = [node for node in of_kind(graph, "note") if graph.in_degree(node) > 1]
    return sorted(notes, key=lambda node: (-graph.in_degree(node), node))[:limit]


def orphans(graph: nx.DiGraph[str]) -> list[str]:
    """Notes that no note links to and that link to none."""
    return [node for node in of_kind(graph, "note") if graph.degree(node) == 0]


def islands(graph: nx.DiGraph[str]) -> list[list[str]]:
    """Connected groups of two or more notes apart from the largest one; the larger first."""
    notes = graph.subgraph(of_kind(graph, "note"))
    groups = [sorted(group) for group in nx.weakly_connected_components(notes) if len(group) > 1]
    return sorted(groups, key=lambda group: (-len(group), group))[1:]


def core(graph: nx.DiGraph[str], limit: int) -> nx.DiGraph[str]:
    """The notes with the most neighbours, and the links between them; notes without a link among these are dropped."""
    notes = graph.subgraph(of_kind(graph, "note"))
    chosen = sorted(notes, key=lambda node: (-notes.degree(node), node))[:limit]
    among = notes.subgraph(chosen)
    return among.subgraph([node for node in among if among.degree(node)])
