"""Which heading or block a subpath names (3.8, 3.9)."""

from __future__ import annotations

from functools import lru_cache

from vault_tools.model import Block, Heading, Note, heading_key


@lru_cache(maxsize=4096)
def segments(subpath: str) -> tuple[str, ...]:
    """`#A##B` has the segments `A` and `B`; blank ones are dropped."""
    return tuple(segment.strip() for segment in subpath.split("#") if segment.strip())


def is_block(subpath: str) -> bool:
    """A subpath whose last segment is `^id`."""
    parts = segments(subpath)
    return bool(parts) and parts[-1].startswith("^")


def is_footnote(subpath: str) -> bool:
    """`#[^1]`, which is accepted and not checked (3.10)."""
    parts = segments(subpath)
    return bool(parts) and parts[-1].startswith("[^")


def find_block(note: Note, subpath: str) -> Block | None:
    """Ids are compared without case (3.9)."""
    return note.blocks_by_id.get(segments(subpath)[-1].removeprefix("^").lower())


def find_heading(note: Note, subpath: str) -> Heading | None:
    """Segment by segment: the first equal heading, then the first later and deeper one that is equal (3.8)."""
    found: Heading | None = None
    for segment in segments(subpath):
        wanted = heading_key(segment)
        candidates = note.anchors.get(wanted, []) if wanted else []
        outer = found
        found = next((h for h in candidates if outer is None or (h.span > outer.span and h.level > outer.level)), None)
        if found is None:
            return None
    return found


def equal_headings(note: Note, subpath: str) -> list[Heading]:
    """All headings that a subpath fits, of which Obsidian opens the first (3.8).

    None where that is no question: for a block, a footnote, and a nested subpath, `#A#B`, whose writer has chosen.
    """
    parts = segments(subpath)
    wanted = heading_key(parts[0]) if len(parts) == 1 and not is_block(subpath) and not is_footnote(subpath) else ""
    return note.anchors.get(wanted, []) if wanted else []


def is_missing(target: Note, subpath: str) -> bool:
    """Does `subpath` name nothing in `target`? Not so when nobody can tell, as for headings in comments (B-4)."""
    if not segments(subpath) or is_footnote(subpath):
        return False
    if is_block(subpath):
        return find_block(target, subpath) is None
    if find_heading(target, subpath):
        return False
    return not any(heading.context == "comment" for heading in hidden_headings(target, subpath))


def hidden_headings(target: Note, subpath: str) -> list[Heading]:
    """Those that would be equal, but are no anchors, since they stand inside something."""
    wanted = heading_key(segments(subpath)[-1])
    return [heading for heading in target.headings if not heading.is_anchor and heading.key == wanted]
