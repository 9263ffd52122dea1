"""Reading lists: the items under headings such as Books, Courses or Papers, as data."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from vault_tools.config.tables import ResourcesTable
from vault_tools.model import Heading, Link, ListItem, Note, Span, name_of
from vault_tools.resources.items import Item, is_credit, is_prose, plain, read_item, read_people, read_rest
from vault_tools.resources.kinds import GENERIC, WITH_ORGANISER, heading_kind, url_kind
from vault_tools.resources.urls import host, normal_url
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
            return normal_url(self.url)
        return "\n".join((self.kind, self.title, *self.authors[:1])).casefold()


def resources(note: Note, table: ResourcesTable) -> Iterator[Resource]:
    """Every item of the note's reading lists, in the order of the text; nothing when the note has none."""
    if not note.items:
        return
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
        self.headings = [h for h in note.headings if h.is_anchor and not note.is_generated_at(h.span.start)]
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
                found = self.kinds[i]
                if found and (found.is_whole or i == nearest):
                    return self.headings[nearest], found.kind
        return self.headings[nearest], None


def _resource(
    note: Note, item: ListItem, children: list[ListItem], heading: Heading, kind: str, position: int
) -> Resource | None:
    read = _read(note, item)
    if read is None:
        return None
    parts, url = read
    if kind == GENERIC:
        kind = (url_kind(url) if url else None) or GENERIC
        if not url and not parts.people:
            return None  # under "Resources" not every remark is a resource
    organised = kind in WITH_ORGANISER
    below = (" ".join(text.split()) for text in _texts_below(note, item, children))
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


def _texts_below(note: Note, item: ListItem, children: list[ListItem]) -> Iterator[str]:
    """A paragraph of the item below its first, then the items in it; code says nothing."""
    end = children[0].span.start if children else item.span.end
    code = (c.span.start for c in note.code if c.kind != "inline" and item.text.end <= c.span.start < end)
    yield note.text[item.text.end : min(code, default=end)]
    for child in children:
        yield note.slice(child.text)


def _links(note: Note, item: ListItem) -> list[Link]:
    """In the item's own text."""
    first = bisect_left(note.links, item.text.start, key=lambda link: link.span.start)
    last = bisect_left(note.links, item.text.end, key=lambda link: link.span.start)
    return [link for link in note.links[first:last] if not link.embed]


def _read(note: Note, item: ListItem) -> tuple[Item, str | None] | None:
    """What the item says and its URL; None for a remark that names nothing."""
    text, links = note.slice(item.text), _links(note, item)
    leads = bool(links) and not note.text[item.text.start : links[0].span.start].strip("*_ ")
    if leads:
        link = links[0]
        return read_rest(_title(link), note.text[link.span.end : item.text.end].lstrip("*_")), _url(link)
    outside = next((link for link in links if link.external), None)
    if outside and outside.display:
        before = note.text[item.text.start : outside.span.start]
        if (people := read_people(before)) or before.rstrip().endswith(":"):
            after = read_rest(outside.display, note.text[outside.span.end : item.text.end])
            return after._replace(people=people or after.people), outside.target
        if is_prose(text):
            return Item(outside.display, description=plain(text)), outside.target
    if is_prose(text):
        return None
    is_works = outside and not is_credit(note.text[item.text.start : outside.span.start])
    return read_item(text), outside.target if outside and is_works else None


def _title(link: Link) -> str:
    if link.display:
        return link.display
    return host(link.target) if link.external else name_of(link.target)


def _url(link: Link) -> str | None:
    return link.target if link.external else None
