"""Notes that are still to be written: what links lead to in vain, and the notes in which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal

from msgspec import Meta

from vault_tools.index.clauses import Clause
from vault_tools.index.context import Context
from vault_tools.index.listing import Group, Row
from vault_tools.index.pages import Listing, Page
from vault_tools.links import split_linktext
from vault_tools.model import Note, is_attachment, name_of
from vault_tools.order import natural
from vault_tools.placeholders import has_placeholder
from vault_tools.vault import Vault
from vault_tools.vault.linktext import escape_text, is_safe_in_wikilink, link_style, percent_encode

Sort = Literal["name", "-name", "mentions", "-mentions"]
MENTIONED = ("Note to write", "Mentioned in")
_URL = re.compile(r".*://|mailto:|www\.", re.I)


class Unresolved(Page, frozen=True):
    """Files that are no notes are not listed, nor what is a URL rather than a name."""

    nothing: ClassVar[str] = "No notes to write."
    listed: ClassVar[str] = "Notes to write"
    lists_notes: ClassVar[bool] = False
    refuses: ClassVar[Mapping[str, str]] = {
        "columns": "a note that is not there has no properties",
        "group": "a note that is not there has no properties",
    }

    sort: Annotated[
        tuple[Sort, ...], Meta(description="By `name`, or by how many notes mention it; `-` is from last to first.")
    ] = ("-mentions", "name")
    links: Annotated[
        bool, Meta(description="Is the name a link, which makes the note by a click but leads nowhere until then?")
    ] = False
    daily_notes: Annotated[bool, Meta(description="With the names of daily notes that are not there?")] = False

    def ordering_fields(self) -> list[str]:
        """`mentions` is no property."""
        return self.asked_fields()

    def notes(self, context: Context) -> list[Note]:
        """Those that `sort` is not about."""
        return self.chosen(context)

    def clauses(self, context: Context) -> Iterator[Clause]:
        """Of the notes in which such links stand."""
        sources = {path for paths in self.planned(context.vault).values() for path in paths}
        yield Clause("a link to a note that is not there", lambda note: note.path in sources)
        yield from super().clauses(context)

    def listing(self, context: Context) -> Listing:
        mentions = self.mentions(context)
        names = self.sorted_names(mentions)
        rows = tuple(self.row(name, mentions[name], context) for name in names[: self.limit])
        return Listing([Group("", rows, empty=self.nothing, has_more=len(rows) < len(names))], MENTIONED)

    def mentions(self, context: Context) -> dict[str, list[str]]:
        """By name, what is to be listed beside it. Canvases have nothing that `where` could ask for."""
        wanted = {note.path for note in self.notes(context)}
        if not self.where:
            wanted |= {context.path, *context.vault.canvases}
        planned = self.planned(context.vault).items()
        found = {name: sorted(wanted.intersection(paths), key=_by_name) for name, paths in planned}
        return {name: paths for name, paths in found.items() if paths}

    def planned(self, vault: Vault) -> dict[str, list[str]]:
        """By name, the notes and canvases in which the links to it stand."""
        from vault_tools.graph.build import build
        from vault_tools.graph.measure import of_kind

        graph = build(vault)
        return {name: [*graph.predecessors(name)] for name in of_kind(graph, "unresolved") if self.is_note(name, vault)}

    def is_note(self, name: str, vault: Vault) -> bool:
        is_day = vault.settings.names_day(name) or vault.settings.is_daily(name)
        is_name = not (is_attachment(name) or has_placeholder(name) or _URL.match(name))
        return is_name and (self.daily_notes or not is_day)

    def sorted_names(self, mentions: Mapping[str, Sequence[str]]) -> list[str]:
        names = sorted(mentions, key=natural)
        for key in reversed(self.sort):
            if key.endswith("mentions"):
                names.sort(key=lambda name: len(mentions[name]), reverse=key.startswith("-"))
            else:
                names.sort(key=natural, reverse=key.startswith("-"))
        return names

    def row(self, name: str, paths: Sequence[str], context: Context) -> Row:
        shown = (_link(name, context) if self.links else None) or escape_text(name)
        return mentioned(shown, paths, context, self.view == "table")


def mentioned(shown: str, paths: Iterable[str], context: Context, in_table: bool) -> Row:
    """What is still to be written, as it is shown, and where links to it stand."""
    notes = ", ".join(context.links(paths, in_table))
    return Row(shown, (notes,)) if in_table else Row(shown, after=f"in {notes}" if notes else "")


def _by_name(path: str) -> tuple[Any, ...]:
    return natural(name_of(path)), path


def _link(name: str, context: Context) -> str | None:
    """None where no link would be read as the name: `C#`, or what is relative to another note."""
    if name.startswith(("./", "../")) or context.vault.resolve(name, context.path).path:
        return None
    if link_style(context.vault) == "wikilink" and is_safe_in_wikilink(name):
        return f"[[{name}]]"
    path = f"{name}.md"
    is_kept = split_linktext(path) == (path, "") and ":" not in path.partition("/")[0]
    return f"[{escape_text(name)}]({percent_encode(path)})" if is_kept else None
