"""When are two values the same?"""

from __future__ import annotations

from vault_tools.model import Value


def is_same(value: Value, other: Value) -> bool:
    """Equal, and of one type all through: 1 is neither 1.0 nor true."""
    return repr(value) == repr(other)
