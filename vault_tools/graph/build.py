"""Vault to graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import networkx as nx

from vault_tools.model import Note
from vault_tools.vault import Resolved, Vault, once_per_vault
from vault_tools.vault.resolve import key

LinkGraph: TypeAlias = "nx.DiGraph[str]"


@once_per_vault
def build(vault: Vault) -> LinkGraph:
    """Notes and what they link to.

    Nodes have a `kind`: `note`, `canvas`, `file` (an attachment that a note links to) or `unresolved` (a linkpath that
    opens nothing, without `.md`, in the spelling met first). Edges have a `count`: links, embeds and property links.
    Links of a note to itself make no edge. Notes that are wholly generated are left out with the links to them, and so
    are templates and excluded notes unless a note links to them. Links in generated regions do not count.
    """
    return _graph(vault, is_counted=lambda note: not note.is_generated, links=vault.links)


@once_per_vault
def with_generated(vault: Vault) -> LinkGraph:
    """The same with the links in generated regions, and with the notes that are wholly generated."""
    generated = vault.generated_links
    links = {source: (*own, *generated.get(source, ())) for source, own in vault.links.items()}
    return _graph(vault, is_counted=lambda note: True, links=links)


def _graph(vault: Vault, is_counted: Callable[[Note], bool], links: Mapping[str, tuple[Resolved, ...]]) -> LinkGraph:
    graph: LinkGraph = nx.DiGraph()
    for note in vault.notes.values():
        if is_counted(note):
            graph.add_node(note.path, kind="note")
    for path in vault.canvases:
        if not vault.is_excluded(path):
            graph.add_node(path, kind="canvas")
    spellings: dict[str, str] = {}
    for source in list(graph):
        for resolved in links[source]:
            if resolved.link.context == "card":
                continue  # in Obsidian's graph only the files that a canvas shows count (8.1)
            target, kind = resolved.target, "note"
            found = vault.note(target) if target else None
            if target is None:
                written = _unresolved_name(resolved.link.target, vault)
                target, kind = spellings.setdefault(key(written), written), "unresolved"
            elif found is None:
                kind = "file"
            if target != source and (found is None or is_counted(found)):
                _add_link(graph, source, target, kind)
    return graph


def _unresolved_name(linkpath: str, vault: Vault) -> str:
    """Without `.md`, unless that would be the path of a file: `B.md.md` beside `B.md`."""
    name = linkpath.removesuffix(".md")
    return linkpath if name in vault.files else name


def _add_link(graph: LinkGraph, source: str, target: str, kind: str) -> None:
    if target not in graph:
        graph.add_node(target, kind=kind)
    count = graph.edges[source, target]["count"] if graph.has_edge(source, target) else 0
    graph.add_edge(source, target, count=count + 1)
