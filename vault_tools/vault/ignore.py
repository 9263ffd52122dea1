"""Paths by pattern, in gitignore syntax, with one meaning everywhere. The only module that knows pathspec."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache


@cache
def matcher(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    """Tells whether a vault path matches; the last pattern that matches decides, `!` takes back."""
    if not patterns:
        return lambda path: False
    from pathspec import GitIgnoreSpec

    spec = GitIgnoreSpec.from_lines(patterns)
    return spec.match_file


def matches(path: str, patterns: tuple[str, ...]) -> bool:
    return matcher(patterns)(path)
