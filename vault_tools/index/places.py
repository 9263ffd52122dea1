"""Where a new region goes in a note that is there: at its end, below its first Dataview block, or below a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

from vault_tools.model import Code, Edit, Note, Span, heading_key
from vault_tools.source import splice

DATAVIEW = "dataview"
_HEADING = re.compile(r"(?P<hashes>#{1,6})\s+(?P<text>\S.*)")


def is_place(text: str) -> bool:
    return text == DATAVIEW or _HEADING.fullmatch(text) is not None


def dataview_blocks(note: Note) -> Iterator[Code]:
    """Those that Dataview shows in place of the query: not in a comment, and not in what is generated."""
    for code in note.code:
        is_shown = not (note.commented.holds(code.span.start) or note.is_generated_at(code.span.start))
        if code.kind == "fenced" and is_shown and code.info.lower().split()[:1] == [DATAVIEW]:
            yield code


def query_of(note: Note, block: Code) -> str:
    """What stands between the fences."""
    return "\n".join(note.slice(block.span).split("\n")[1:-1])


def is_outermost(note: Note, block: Code) -> bool:
    """Does it stand in no list, quote or other container? A region can stand in none."""
    return any(section.span == block.span for section in note.sections)


def place_below(note: Note, below: str | None) -> Span | None:
    """What a new region goes below; None for the end of the note, also where the note has nothing of the kind."""
    if below is None:
        return None
    if below == DATAVIEW:
        return next((block.span for block in dataview_blocks(note) if is_outermost(note, block)), None)
    return _heading(note, below)


def _heading(note: Note, written: str) -> Span | None:
    found = _HEADING.fullmatch(written)
    assert found
    level, key = len(found["hashes"]), heading_key(found["text"])
    for heading in note.headings:
        is_ours = note.is_generated_at(heading.span.start)
        if heading.is_anchor and not is_ours and (heading.level, heading.key) == (level, key):
            return heading.span
    return None


def line_after(note: Note, above: Span | None) -> int:
    """Where the line below begins; the end of the note when there is no such line."""
    end = note.text.find("\n", above.end - 1) + 1 if above else 0
    return end or len(note.text)


def inserted(note: Note, at: int, regions: str) -> Edit:
    """Regions at the beginning of a line, with a blank line above and below; those that are there serve."""
    above, below = note.text[:at], note.text[at:]
    gap = "" if not above else "\n" if above.endswith("\n") else "\n\n"
    is_apart = not below.partition("\n")[0].strip()
    return Edit(at, "", f"{gap}{regions}{'' if is_apart else chr(10)}")


def is_found_again(note: Note, edits: Iterable[Edit], added: Iterable[Edit], names: Set[str]) -> bool:
    """Would the next run see the regions that this one writes? Else it would add them once more."""
    from vault_tools.parse import parse_note  # heavy, and only needed when something changes

    unclosed = [slip.span.start for slip in note.slips if slip.kind == "unclosed-comment"]
    if any(start < edit.start for start in unclosed for edit in added):
        return False
    return {region.name for region in parse_note(note.path, splice(note.text, edits)).regions} == names
