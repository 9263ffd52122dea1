"""What PyYAML is given where it refuses, or takes for something else, what YAML 1.2 reads (4.3).

Everything keeps its place: a stand-in is as long as what it stands for.
"""

from __future__ import annotations

import re

_LINE_ENDS_OF_1_1 = str.maketrans("\r\x85\u2028\u2029", "\ue00d\ue085\ue028\ue029")
"""A carriage return alone is no line end to Obsidian's library, whatever YAML says."""
_AND_BACK = str.maketrans("\ue00d\ue085\ue028\ue029", "\r\x85\u2028\u2029")
_DASH_VALUE = re.compile(r"^([ \t]*[^\s#'\"\[{][^\n]*?:[ \t]+)-(?=[ \t]*(?:#.*)?$)", re.M)
_TEXT_OF_LINES = re.compile(r"[|>][-+\d]*[ \t]*(?:#.*)?$", re.M)
"""In one of several lines, a tab may be part of it."""
_NEEDLESS_TABS = re.compile(
    r"^ *\t[ \t]*(?=#|$)"  # on a blank line, or before a comment
    r"|^(?P<dash> *-) *\t[ \t]*(?=[^ \t])(?![-?]\s|[^\n]*:\s)",  # between a dash and a text
    re.M,
)
_SURROGATES = re.compile(
    r"\\\\|\\u(?P<high>d[89ab][\da-f]{2})\\u(?P<low>d[c-f][\da-f]{2})|\\(?P<half>u|U0000)d[89a-f][\da-f]{2}", re.I
)
_HALVES = re.compile("([\ue400-\ue7ff])([\ue800-\uebff])")
"""How the halves of a character stand there until it is read: characters without a meaning, which nobody puts side by
side."""


def without_line_ends_of_1_1(source: str) -> str:
    return source if source.isascii() and "\r" not in source else source.translate(_LINE_ENDS_OF_1_1)


def original(text: str) -> str:
    """What is meant by a text that was read."""
    return text if text.isascii() else _HALVES.sub(_joined, text.translate(_AND_BACK))


def _joined(halves: re.Match[str]) -> str:
    return chr(0x10000 + ((ord(halves[1]) - 0xE400) << 10) + ord(halves[2]) - 0xE800)


def stand_in(source: str, problem: str) -> str:
    """The source that PyYAML may read in place of one in which it found a problem; the same if there is none."""
    if problem.startswith("block sequence entries are not allowed"):
        return _DASH_VALUE.sub(r"\1~", source)  # `Author: -`, a list with nothing in it
    if problem.startswith("found invalid Unicode character escape"):
        return _SURROGATES.sub(_as_one, source)
    is_tab = problem.startswith(("found a tab character", "found character"))
    return _without_needless_tabs(source) if is_tab and not _TEXT_OF_LINES.search(source) else source


def _without_needless_tabs(source: str) -> str:
    return _NEEDLESS_TABS.sub(lambda found: (found["dash"] or "").ljust(len(found[0])), source)


def _as_one(found: re.Match[str]) -> str:
    r"""`\ud83d\ude00` is one character of JSON, in two halves; a half alone is none that a file could hold."""
    if found["high"]:
        high, low = (int(found[half], 16) & 0x3FF for half in ("high", "low"))
        return rf"\u{0xE400 + high:04x}\u{0xE800 + low:04x}"
    return rf"\{found['half']}fffd" if found["half"] else found[0]
