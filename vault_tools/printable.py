"""Text for people: on one line, without what would steer a terminal; how many of something there are; and JSON."""

from __future__ import annotations

import re
from typing import Any

import msgspec

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def on_one_line(text: str) -> str:
    """With escapes, as Python writes them, for control characters and line ends."""
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def counted(number: int, noun: str) -> str:
    """`1 note`, `2 notes`, `10,000 notes`; `info` stays as it is."""
    return f"{number:,} {noun}" if number == 1 or noun == "info" else f"{number:,} {noun}s"


def indented_json(value: Any) -> str:
    """A struct is an object of its fields."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
