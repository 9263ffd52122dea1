"""Which heading or block a subpath names (3.8, 3.9)."""

from __future__ import annotations

from functools import lru_cache

from vault_tools.model import Block, Heading, Note

_TO_SPACE = str.maketrans(dict.fromkeys('!"#$%&()*+,.:;<=>?@^`{|}~/[]\\\r\n', " "))


@lru_cache(maxsize=4096)
def strip_heading(text: str) -> str:
    """What headings are compared by: nearly all ASCII punctuation is a space, white space runs are one, no case.

    `'`, `-`, `_` and everything outside ASCII stay, so this is no slug.
    """
    return " ".join(text.translate(_TO_SPACE).split()).lower()


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
    """Ids are compared without case; of two equal ones the first wins (3.9)."""
    wanted = segments(subpath)[-1].removeprefix("^").lower()
    return next((block for block in note.blocks if block.id.lower() == wanted), None)


def find_heading(note: Note, subpath: str) -> Heading | None:
    """Segment by segment: the first equal heading, then the first later and deeper one that is equal (3.8)."""
    found: Heading | None = None
    rest = iter(note.headings)
    for segment in segments(subpath):
        wanted = strip_heading(segment)
        outer = found
        found = next(
            (
                h
                for h in rest
                if h.is_anchor and (outer is None or h.level > outer.level) and strip_heading(h.text) == wanted
            ),
            None,
        )
        if found is None or not wanted:
            return None
    return found


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
    wanted = strip_heading(segments(subpath)[-1])
    return [heading for heading in target.headings if not heading.is_anchor and strip_heading(heading.text) == wanted]
