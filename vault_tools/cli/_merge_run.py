"""One note merged, for git."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from vault_tools.errors import UserError

if TYPE_CHECKING:
    from vault_tools.git.merge_file import Labels
    from vault_tools.index.merge import Versions
    from vault_tools.model import Edit, Note


_MOST = 127
"""Above that, git takes an exit code for a fault."""


def merge(base: Path, ours: Path, theirs: Path, path: str, named: Labels) -> int:
    """Into the file `ours`; the exit code. Git's own merge comes first: whatever happens then, nothing is worse."""
    from vault_tools.git.merge_file import merge_in_place
    from vault_tools.git.merged import is_nested
    from vault_tools.index.merge import Versions, is_marked, merge_page

    given = Versions(base.read_bytes(), ours.read_bytes(), theirs.read_bytes())
    plain = merge_in_place(ours, base, theirs, named)
    if is_nested() or not any(map(is_marked, given)):
        return plain
    outcome = merge_page(path, given, named, lambda note: _fill(note, given))
    if outcome is None:
        return plain
    ours.write_bytes(outcome.text)
    return min(outcome.conflicts, _MOST)


def _fill(note: Note, given: Versions) -> tuple[Edit, ...] | None:
    """The note has the path that git gives, which begins at the current folder."""
    from vault_tools.cli._merge_pages import fill
    from vault_tools.cli._vault import Place
    from vault_tools.git.merging import merge_of

    place = Place((Path(note.path),), None, None, may_be_new=True)
    try:
        joined = merge_of(place.root, *given)
        (path,) = place.named
        return fill(replace(note, path=path), place.root, joined) if joined else None
    except UserError:
        return None
