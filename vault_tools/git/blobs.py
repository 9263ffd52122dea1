"""What git has stored."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from vault_tools.git.program import NO_BLOB, git


def blobs(root: Path, names: Iterable[str]) -> dict[str, bytes]:
    """By their names; what no blob is, or a partial clone has not fetched, is not among them."""
    wanted = [name for name in dict.fromkeys(names) if name != NO_BLOB]
    data = git(root, "cat-file", "--batch", given="".join(f"{name}\n" for name in wanted).encode()) if wanted else b""
    found: dict[str, bytes] = {}
    at = 0
    for name in wanted:
        end = data.index(b"\n", at)
        kind, *size = data[at:end].split(b" ")[1:]
        length = int(size[0]) if size else 0
        if kind == b"blob":
            found[name] = data[end + 1 : end + 1 + length]
        at = end + 1 + (length + 1 if size else 0)
    return found
