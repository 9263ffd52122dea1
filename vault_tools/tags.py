"""The grammar of tags (5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from unicodedata import normalize

_FORBIDDEN = r"\s!-,.:-@\[-^`{-~\u2000-\u206f\u2e00-\u2e7f"
"""White space, ASCII punctuation but `-`, `_`, `/`, General and Supplemental Punctuation."""

TAG_BODY = f"[^{_FORBIDDEN}]+"
FORBIDDEN = re.compile(f"[{_FORBIDDEN}]")

_DIGITS = re.compile(r"[0-9]*")


def tag_name(body: str) -> str | None:
    """The tag without a trailing `/`; None when it is empty or has nothing but ASCII digits."""
    name = body.rstrip("/")
    return None if _DIGITS.fullmatch(name) else name


def is_tag(name: str) -> bool:
    """Can it be one, without `#` and trailing `/`?"""
    return not FORBIDDEN.search(name) and not _DIGITS.fullmatch(name)


def property_tag(value: object) -> str | None:
    """An entry of `tags`: the `#` is optional; what is no string or holds white space or a comma gives none (4.6)."""
    if not isinstance(value, str):
        return None
    name = value.strip().removeprefix("#").rstrip("/")
    return None if not name or "," in name or any(map(str.isspace, name)) else name


def tag_key(text: str) -> str:
    """By what it is compared with `Tag.key` (5.2): what somebody calls a tag, with `#` or without."""
    return normalize("NFC", text.strip().removeprefix("#").rstrip("/")).lower()


def levels(tag: str) -> Iterator[str]:
    """The tags around it from the outside in, and itself: `a`, `a/b`, `a/b/c`."""
    return accumulate(tag.split("/"), "{}/{}".format)
