"""The link graph as a page: what is linked most, what is not linked at all, and a picture of the core."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, ClassVar

from msgspec import Meta

from vault_tools.index.context import Context, distinct_name
from vault_tools.index.listing import Group, Row, sorted_notes
from vault_tools.index.pages import Limit, Listing, Page
from vault_tools.index.pages.unresolved import MENTIONED, mentioned
from vault_tools.model import Note
from vault_tools.order import natural
from vault_tools.vault.linktext import escape_text

if TYPE_CHECKING:
    from vault_tools.graph.build import LinkGraph


class Graph(Page, frozen=True):
    lists_notes: ClassVar[bool] = False
    refuses: ClassVar[Mapping[str, str]] = {"group": "it has headings of its own"}

    most_linked: Annotated[int, Meta(description="So many notes in the list of the most linked ones.")] = 10
    core: Annotated[int, Meta(ge=0, le=20, description="Notes in the picture, the most connected ones first.")] = 20
    sort: Annotated[tuple[str, ...], Meta(description="As everywhere; of the orphans.")] = ("path",)
    limit: Annotated[Limit | None, Meta(description="So many at most in each list.")] = None

    def listing(self, context: Context) -> Listing:
        return Listing(list(self.groups(self.graph(context), context)), self.titles((), context))

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
        from vault_tools.graph.measure import islands, most_linked, orphans

        yield self.picture(graph, context)
        linked = _notes(most_linked(graph, self.most_linked), context)
        yield self.below_title("Most linked", linked, context)._replace(is_ordered=True)
        alone = sorted_notes(_notes(orphans(graph), context), self.sort, context)
        none = "None: every note has a link to or from another."
        yield self.below_title("Orphans", alone, context)._replace(empty=none)
        yield self.unresolved(graph, context)
        in_table = self.view == "table"
        apart = [Row(", ".join(links)) for island in islands(graph) if (links := context.links(island, in_table))]
        yield self.rows_below("Islands", apart, ("Notes",))._replace(
            intro="Groups of notes that no link connects with the rest."
        )

    def unresolved(self, graph: LinkGraph, context: Context) -> Group:
        from vault_tools.graph.measure import of_kind

        names = [name for name in sorted(of_kind(graph, "unresolved"), key=natural) if any(graph.predecessors(name))]
        in_table = self.view == "table"
        rows = [mentioned(escape_text(it), sorted(graph.predecessors(it)), context, in_table) for it in names]
        return self.rows_below("Unresolved", rows, MENTIONED)._replace(empty="None: every link leads somewhere.")

    def rows_below(self, title: str, rows: list[Row], columns: tuple[str, ...]) -> Group:
        """Of what is no note."""
        shown = tuple(rows[: self.limit])
        return Group(title, shown, columns=columns, has_more=len(shown) < len(rows))

    def default_columns(self, notes: Sequence[Note], context: Context) -> Sequence[str]:
        return ("file.folder",)

    def picture(self, graph: LinkGraph, context: Context) -> Group:
        """For Mermaid, which GitHub draws, too."""
        from vault_tools.graph.measure import core

        picture = core(graph, self.core)
        nodes = [f'  {_id(path)}["{_label(distinct_name(context.vault, path))}"]' for path in sorted(picture)]
        edges = [f"  {_id(source)} --> {_id(target)}" for source, target in sorted(picture.edges)]
        lines = ["```mermaid", "graph LR", *nodes, *edges, "```"]
        return Group("Core", text="\n".join(lines)) if nodes else Group()


def _notes(paths: Iterable[str], context: Context) -> list[Note]:
    """Without the page itself."""
    found = (context.vault.note(path) for path in paths if path != context.path)
    return [note for note in found if note]


def _id(path: str) -> str:
    """One that no other note changes by coming or going: a number would, and each line with it."""
    return f"n{sha256(path.encode()).hexdigest()[:8]}"


def _label(name: str) -> str:
    """In Mermaid's quotes, where `"` and `#` begin an entity or end the text."""
    return name.replace("#", "#35;").replace('"', "#quot;")
