"""Regions as they are written."""

from __future__ import annotations

from collections.abc import Mapping

from vault_tools.markers import body_hash, signed, write_begin, write_end
from vault_tools.model import Edit, Note, Region


def enclosed(body: str) -> str:
    """What stands between the markers: a blank line, without which the first line would be HTML, and one below."""
    return f"\n\n{body}\n\n"


def region_text(name: str, attributes: Mapping[str, str], body: str) -> str:
    begin = signed(write_begin(name, attributes), sha=body_hash(body))
    return f"{begin}{enclosed(body)}{write_end(name)}\n"


def resigned(note: Note, region: Region, **signatures: str) -> Edit:
    begin = note.slice(region.begin)
    return Edit(region.begin.start, begin, signed(begin, **signatures))


def rewritten(note: Note, region: Region, inside: str, **signatures: str) -> tuple[Edit, Edit]:
    """Its marker and what stands below it, whether or not that changes anything."""
    return resigned(note, region, **signatures), Edit(region.body.start, note.slice(region.body), inside)
