"""Reading lists: the items under headings such as Books, Courses or Papers, as data."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from msgspec import Struct

from vault_tools.config import ResourcesTable
from vault_tools.model import Heading, Link, ListItem, Note, Span
from vault_tools.resources.items import Item, read_item, read_rest
from vault_tools.resources.kinds import GENERIC, WITH_ORGANISER, heading_kind, url_kind
from vault_tools.vault import Vault, once_per_vault


class Resource(Struct, frozen=True):
    """One item of a reading list."""

    kind: str
    title: str
    authors: tuple[str, ...]
    et_al: bool
    url: str | None
    provider: str | None
    organiser: str | None
    description: str
    """Of the item itself, then of the items below it; empty when there is none."""
    note: str
    heading: str
    position: int
    """Counted from 1 under its heading, whatever number the item bears."""
    span: Span
    raw: str

    @property
    def key(self) -> str:
        """Two resources with one key are one work: the same URL, else the same kind, title and first author."""
        if self.url:
            return _normal_url(self.url)
        return "\n".join((self.kind, self.title, *self.authors[:1])).casefold()


def resources(note: Note, table: ResourcesTable) -> Iterator[Resource]:
    """Every item of the note's reading lists, in the order of the text; nothing when the note has none."""
    sections = _Sections(note, table)
    children: dict[int, list[ListItem]] = defaultdict(list)
    for item in note.items:
        if item.parent is not None:
            children[item.parent].append(item)
    counts: dict[int, int] = defaultdict(int)
    for index, item in enumerate(note.items):
        if item.parent is not None or item.text.start == item.text.end:
            continue
        heading, kind = sections.of(item.span.start)
        if heading is None or kind is None:
            continue
        found = _resource(note, item, children[index], heading, kind, counts[heading.span.start] + 1)
        if found:
            counts[heading.span.start] += 1
            yield found


@once_per_vault
def bibliography_by_note(vault: Vault) -> dict[str, tuple[Resource, ...]]:
    """The resources of every note that has any, by path, in the order of paths and texts."""
    found = ((note.path, tuple(resources(note, vault.config.resources))) for note in vault.notes.values())
    return {path: listed for path, listed in found if listed}


def bibliography(vault: Vault) -> Iterator[Resource]:
    for listed in bibliography_by_note(vault).values():
        yield from listed


@once_per_vault
def works(vault: Vault) -> dict[str, tuple[Resource, ...]]:
    """The bibliography by key: everything in one entry is the same work."""
    found: dict[str, list[Resource]] = defaultdict(list)
    for resource in bibliography(vault):
        found[resource.key].append(resource)
    return {key: tuple(group) for key, group in found.items()}


class _Sections:
    """Which heading an offset lies under, and what kind of list that makes."""

    def __init__(self, note: Note, table: ResourcesTable) -> None:
        self.headings = [heading for heading in note.headings if heading.is_anchor]
        self.starts = [heading.span.start for heading in self.headings]
        self.kinds = [heading_kind(heading.text, table.headings) for heading in self.headings]

    def of(self, offset: int) -> tuple[Heading | None, str | None]:
        """The nearest heading above, and the kind of the nearest one around that has a kind."""
        nearest = bisect_left(self.starts, offset) - 1
        if nearest < 0:
            return None, None
        level = 7
        for i in range(nearest, -1, -1):
            if self.headings[i].level < level:
                level = self.headings[i].level
                if self.kinds[i]:
                    return self.headings[nearest], self.kinds[i]
        return self.headings[nearest], None


def _resource(
    note: Note, item: ListItem, children: list[ListItem], heading: Heading, kind: str, position: int
) -> Resource | None:
    link = _leading_link(note, item)
    parts = _item(note, item, link)
    url = _url(note, item, link)
    if kind == GENERIC:
        kind = (url_kind(url) if url else None) or GENERIC
        if not url and not parts.people:
            return None  # under "Resources" not every remark is a resource
    organised = kind in WITH_ORGANISER
    below = (" ".join(note.slice(child.text).split()) for child in children)
    return Resource(
        kind=kind,
        title=parts.title,
        authors=() if organised else parts.people,
        et_al=parts.et_al,
        url=url,
        provider=parts.provider,
        organiser=" and ".join(parts.people) if organised and parts.people else None,
        description=" ".join(filter(None, (parts.description, *below))),
        note=note.path,
        heading=heading.text,
        position=position,
        span=item.span,
        raw=note.slice(item.span),
    )


def _leading_link(note: Note, item: ListItem) -> Link | None:
    """The link that the item begins with, emphasised or not."""
    links = note.links
    i = bisect_left(links, item.text.start, key=lambda link: link.span.start)
    while i < len(links) and links[i].kind == "property":
        i += 1
    if i == len(links) or links[i].span.end > item.text.end or links[i].embed:
        return None
    before = note.text[item.text.start : links[i].span.start]
    return links[i] if not before.strip("*_ ") else None


def _item(note: Note, item: ListItem, link: Link | None) -> Item:
    if link is None:
        return read_item(note.slice(item.text))
    title = link.display or (
        _host(link.target) if link.external else link.target.rpartition("/")[2].removesuffix(".md")
    )
    return read_rest(title, note.text[link.span.end : item.text.end].lstrip("*_"))


def _url(note: Note, item: ListItem, link: Link | None) -> str | None:
    if link:
        return link.target if link.external else None
    inside = (other for other in note.links if item.text.start <= other.span.start < item.text.end)
    return next((other.target for other in inside if other.external), None)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")


def _normal_url(url: str) -> str:
    """Without scheme, `www.`, fragment, tracking parameters and a final slash."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    query = "&".join(p for p in parts.query.split("&") if p and not p.startswith("utm_"))
    return f"{host}{parts.path.rstrip('/')}" + (f"?{query}" if query else "")
