"""One bibliography of all reading lists, with the notes that each work is cited in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from vault_tools.index.listing import Group, Row
from vault_tools.index.pages import Context, Listing, Page
from vault_tools.model import Note
from vault_tools.order import natural
from vault_tools.printable import counted
from vault_tools.resources import Resource, works
from vault_tools.resources.kinds import TITLES
from vault_tools.resources.show import credit
from vault_tools.vault.linktext import escape_text

_SAFE_IN_URL = "%/:?#@!$&'*+,;=~-._"


class Resources(Page, frozen=True):
    def listing(self, context: Context) -> Listing:
        groups = list(self.groups(context))
        return Listing(groups or [Group(empty="No resources yet.")], ("Title", "By", "Cited in"))

    def groups(self, context: Context) -> Iterator[Group]:
        """By kind, in the order of the kinds; works by title."""
        wanted = {note.path for note in self.notes(context)} | {context.path}
        by_kind: dict[str, list[tuple[Resource, ...]]] = defaultdict(list)
        for cited in works(context.vault).values():
            if any(resource.note in wanted for resource in cited):
                by_kind[cited[0].kind].append(cited)
        for kind in [*TITLES, *sorted(by_kind.keys() - TITLES.keys())]:
            found = sorted(by_kind[kind], key=_title)
            if found:
                rows = tuple(self.row(cited, context) for cited in found[: self.limit])
                yield Group(escape_text(TITLES.get(kind, kind)), rows, has_more=len(rows) < len(found))

    def shows(self, note: Note, context: Context) -> str:
        cited = sum(any(resource.note == note.path for resource in every) for every in works(context.vault).values())
        return f"shows {counted(cited, 'work')} that it cites" if cited else ""

    def row(self, cited: tuple[Resource, ...], context: Context) -> Row:
        first = cited[0]
        title, by = escape_text(first.title), escape_text(credit(first))
        text = f"[{title}]({quote(first.url, safe=_SAFE_IN_URL)})" if first.url else title
        paths = dict.fromkeys(resource.note for resource in cited)
        if self.view == "table":
            notes = [context.link(path, in_table=True) for path in paths if path != context.path]
            return Row(text, (by, ", ".join(notes)))
        if by:
            text += f" {'from' if first.provider and not first.authors else 'by'} {by}"
        notes = context.links(paths)
        return Row(text, after=f"cited in {', '.join(notes)}" if notes else "")


def _title(cited: tuple[Resource, ...]) -> tuple[Any, ...]:
    return natural(cited[0].title), cited[0].note
