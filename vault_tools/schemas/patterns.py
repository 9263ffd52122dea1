"""Regular expressions of a config: which are none, and which may never come to an end."""

from __future__ import annotations

import re
from warnings import catch_warnings

_ATOM = r"(?:\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[^\\()\[\]|+*?{}])"
_GROUP = re.compile(rf"\((?:\?(?:P<\w+>|[a-z]*:))?((?:{_ATOM}(?:[+*?]\??)?|\|)+)\)(?:[+*](?!\+)|\{{\d*,\}})")
_ONE_REPEAT = re.compile(r"(?=.*[+*])(?:a[*?]\??)*(?:a\+\??)?(?:a[*?]\??)*")
"""Each `a` an atom: one repetition at most that must be there, and no atom alone."""


def pattern_mistake(pattern: str) -> str | None:
    """None when all is well."""
    try:
        with catch_warnings(action="ignore"):
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"is no regular expression: {error}"
    found = next(filter(_is_endless, _GROUP.finditer(pattern)), None)
    return f"can take for ever: {found[0]} repeats what is a repetition itself" if found else None


def _is_endless(group: re.Match[str]) -> bool:
    """`(a+)+` and `(a+b?)*` can take `aaaa` apart in eight ways, and each letter more doubles them; `(a+b)*` has one
    way only."""
    return any(map(_ONE_REPEAT.fullmatch, re.sub(_ATOM, "a", group[1]).split("|")))
