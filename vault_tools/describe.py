"""A note, and a link, as plain data for programs and people outside: places instead of offsets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import asdict

from vault_tools.model import Link, Note, Span
from vault_tools.resources import bibliography_by_note
from vault_tools.resources.show import as_object
from vault_tools.vault import Resolved, Vault
from vault_tools.vault.anchors import is_block, is_missing
from vault_tools.vault.types import property_type

Status = Literal["ok", "unresolved", "missing-heading", "missing-block", "external"]
Data = dict[str, Any]


class LinkRow(Struct, frozen=True):
    """A link and what it opens; these fields, in this order, are the JSON format."""

    source: str
    line: int
    column: int
    kind: str
    embed: bool
    target: str
    """The linkpath, decoded and trimmed; the whole URL when the link is external."""
    subpath: str
    display: str | None
    """Without the size of an image."""
    resolved: str | None
    status: Status
    candidates: tuple[str, ...]
    """All files that the link could mean, when Obsidian had to choose."""


def link_rows(note: Note, vault: Vault, *, external: bool = False) -> Iterator[LinkRow]:
    """The links of a note or canvas, in the order of the text; the external ones instead, if asked for."""
    if external:
        for link in note.links:
            if link.external:
                yield _row(note, link, None, "external", ())
    else:
        for resolved in vault.links[note.path]:
            yield _resolved_row(resolved, note, vault)


def backlink_rows(path: str, vault: Vault) -> Iterator[LinkRow]:
    """The links that lead to a file from elsewhere, by their sources."""
    for resolved in sorted(vault.backlinks.get(path, ()), key=lambda resolved: resolved.source):
        source = vault.source(resolved.source)
        assert source
        yield _resolved_row(resolved, source, vault)


def _resolved_row(resolved: Resolved, source: Note, vault: Vault) -> LinkRow:
    return _row(source, resolved.link, resolved.target, status(resolved, vault), resolved.resolution.candidates)


def status(resolved: Resolved, vault: Vault) -> Status:
    """Of an internal link."""
    if resolved.target is None:
        return "unresolved"
    subpath, target = resolved.link.subpath, vault.note_with_anchor(resolved)
    if target is None or not is_missing(target, subpath):
        return "ok"
    return "missing-block" if is_block(subpath) else "missing-heading"


def _row(note: Note, link: Link, resolved: str | None, status: Status, candidates: tuple[str, ...]) -> LinkRow:
    place = note.place(link.span.start)
    kind = "markdown" if link.kind == "url" else link.kind
    return LinkRow(
        note.path,
        *place,
        kind,
        link.embed,
        link.target,
        link.subpath,
        link.text,
        resolved,
        status,
        candidates,
    )


def describe(note: Note, vault: Vault) -> Data:
    """All that is known of one note. Lists are in the order of the text; lines and columns start at 1."""
    return {
        "path": note.path,
        "name": note.name,
        "aliases": list(note.aliases),
        "error": {"message": note.error.message, **_at(note, note.error.span)} if note.error else None,
        "properties": [
            {
                "name": it.name,
                "type": property_type(it.name, it.value, vault.settings),
                "value": it.value,
                **_at(note, it.key),
            }
            for it in note.properties
        ],
        "headings": [
            {"text": it.text, "level": it.level, **_at(note, it.span)} for it in note.headings if it.is_anchor
        ],
        "links": [asdict(row) for row in link_rows(note, vault)],
        "external": [asdict(row) for row in link_rows(note, vault, external=True)],
        "backlinks": [asdict(row) for row in backlink_rows(note.path, vault)],
        "tags": [{"tag": f"#{it.name}", **_at(note, it.span), "source": it.source} for it in note.tags],
        "blocks": [{"id": it.id, **_at(note, it.span), "block": _range(note, it.target)} for it in note.blocks],
        "tasks": [
            {"status": it.task, "done": it.task != " ", "text": note.slice(it.text), **_at(note, it.span)}
            for it in note.items
            if it.task is not None
        ],
        "items": [
            {
                "text": note.slice(it.text),
                "task": it.task,
                "parent": None if it.parent is None else note.place(note.items[it.parent].span.start).line,
                **_at(note, it.marker),
            }
            for it in note.items
        ],
        "callouts": [{"type": it.type, "fold": it.fold, **_at(note, it.span)} for it in note.callouts],
        "footnotes": [{"id": it.id, **_at(note, it.span)} for it in note.footnotes],
        "footnote_references": [{"id": it.id, **_at(note, it.span)} for it in note.footnote_references],
        "references": [
            {"id": it.key, "target": it.target + it.subpath, **_at(note, it.span)}
            for it in note.links
            if it.kind == "reference"
        ],
        "code": [{"kind": it.kind, "info": it.info, **_range(note, it.span)} for it in note.code],
        "math": [_range(note, span) for span in note.math],
        "comments": [{"kind": it.kind, **_range(note, it.span)} for it in note.comments],
        "regions": [{"name": it.name, **_range(note, it.body)} for it in note.regions],
        "foreign": [{"tool": it.tool, "query": it.query, **_range(note, it.body)} for it in note.foreign],
        "resources": [as_object(it, note) for it in bibliography_by_note(vault).get(note.path, ())],
        "sections": list(_sections(note)),
    }


def _sections(note: Note) -> Iterator[Data]:
    """The frontmatter first; a section whose block id stands below it has that id (9.1)."""
    ids = {block.target: block.id for block in note.blocks}
    if note.body:
        yield {"type": "yaml", "id": None, **_range(note, Span(0, note.body - 1))}
    for it in note.sections:
        yield {"type": it.kind, "id": ids.get(it.span), **_range(note, it.span)}


def _at(note: Note, span: Span) -> Data:
    return dict(note.place(span.start)._asdict())


def _range(note: Note, span: Span) -> Data:
    end = note.place(span.end)
    return {**_at(note, span), "end_line": end.line, "end_column": end.column}


def as_table(rows: Iterable[LinkRow]) -> list[tuple[str, ...]]:
    return [
        (
            f"{row.source}:{row.line}:{row.column}",
            row.kind,
            ("!" if row.embed else "") + row.target + row.subpath,
            row.resolved or "",
            row.status,
        )
        for row in rows
    ]
