"""How messages are put, where several rules put them alike."""

from __future__ import annotations

from collections.abc import Sequence


def listed(names: Sequence[str], conjunction: str, most: int) -> str:
    """In quotes; of more than `most` the rest is only counted."""
    shown = [f'"{name}"' for name in names[:most]]
    if len(names) > most:
        shown.append(f"{len(names) - most} more")
    return f" {conjunction} ".join(shown)
