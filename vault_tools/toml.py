"""TOML as text: on which line a key stands, and how a value is written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vault_tools.declared import Where

WIDTH = 100
"""A longer list is written with an entry on each line."""

_PART = r"""(?:"[^"\n]*"|'[^'\n]*'|[A-Za-z0-9_-]+)"""
_NAME = rf"(?P<name>{_PART}(?:\s*\.\s*{_PART})*)"
_HEADER = re.compile(rf"\s*\[(?P<array>\[)?\s*{_NAME}\s*\]")
_KEY = re.compile(rf"\s*{_NAME}\s*=")
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def lines_of_keys(text: str) -> dict[Where, int]:
    """The line of each table, and of each key that begins one."""
    lines: dict[Where, int] = {}
    counts: dict[Where, int] = {}
    table: Where = ()
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            table = _indexed(_keys(header["name"]), counts)
            if header["array"]:
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault((*table, *_keys(key["name"])), number)
    return lines


def _indexed(keys: list[str], counts: Mapping[Where, int]) -> Where:
    """`[schema.properties]` belongs to the last `[[schema]]` before it."""
    where: Where = ()
    for i, key in enumerate(keys):
        where = (*where, key)
        if where in counts and i < len(keys) - 1:
            where = (*where, counts[where])
    return where


def _keys(name: str) -> list[str]:
    return [part.strip("\"'") for part in re.findall(_PART, name)]


def write_key(parts: Iterable[str]) -> str:
    """Dotted."""
    return ".".join(part if _BARE.fullmatch(part) else _text(part) for part in parts)


def write_value(value: Any) -> str:
    """On one line."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{write_key([key])} = {write_value(entry)}" for key, entry in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(write_value, value))}]"
    return str(value).lower()


def write_pair(key: Iterable[str], value: Any, comment: str = "") -> Iterator[str]:
    """Lines of `key = value  # comment`."""
    end = f"  # {comment}" if comment else ""
    name, written = write_key(key), write_value(value)
    if len(name) + len(written) <= WIDTH or not isinstance(value, (list, tuple)):
        yield f"{name} = {written}{end}"
        return
    yield f"{name} = [{end}"
    yield from (f"    {write_value(entry)}," for entry in value)
    yield "]"


def _text(text: str) -> str:
    """JSON escapes what TOML escapes, but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
