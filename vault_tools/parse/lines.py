"""What kind of line begins here: the patterns that the block loop and the containers share."""

from __future__ import annotations

import re

from mistune.helpers import BLOCK_TAGS, PRE_TAGS

_TEXT = (
    r"(?:[^\W\d_]|[^\x00-\x7f\s]|[!\"'(),./;?@\\&{}\]^]|\[(?=[^\n\]\\]*\](?!:))|``?[^`\n]|\*\*?[^\s*]|__?[^\s_]"
    r"|#[^\s#]|<https?:|\d+[^\s\d.)])"
)
"""A line that begins so can only be text of a paragraph."""

LINE = re.compile(
    r"(?P<blank>(?:[ \t\v\f]*\n)+)"
    r"|(?P<text>(?: {0,3}" + _TEXT + r"[^\n]*(?:\n|\Z))+)"
    r"| {0,3}(?P<first>[^ \t\n])"
    r"|(?P<indented>[ \t]+)"
)
"""A run of blank lines, a run of lines of text (decided in C for many lines at once), or the start of another line."""

PLAIN = re.compile(_TEXT)
ITEM = re.compile(r"( {0,3})([-+*]|\d{1,9}[.)])(?:([ \t]+)(?=[^ \t\n])|(?=[ \t]*(?:\n|\Z)))")
"""Indentation, marker, gap; no gap when the item has no text on its first line."""

THEMATIC_BREAK = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})(?:\n|\Z)")

HTML = (
    r" {0,3}<(?:!--|\?|![A-Za-z]|!\[CDATA\[|(?:"
    + "|".join(PRE_TAGS)
    + r")(?:[ \t>]|$)|/?(?:"
    + "|".join((*BLOCK_TAGS, "search"))
    + r")(?:[ \t]|/?>|$))"
)
"""HTML that ends a paragraph, by the rules 1 to 6 of CommonMark; mistune's own pattern wants a blank after the name."""

INTERRUPTS = re.compile(
    "|".join(
        [
            r" {0,3}(?:`{3,}[^`\n]*|~{3,}[^\n]*)$",
            r" {0,3}#{1,6}(?:[ \t]|$)",
            r" {0,3}>",
            THEMATIC_BREAK.pattern,
            HTML,
            r" {0,3}(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)",
            r" {0,3}\[\^[^\]\s]+\]:",
            r" {0,3}\$\$(?=(?:[^$]|\$(?!\$))*\$\$[ \t]*$)",
            r" {0,3}%%(?!%)(?=(?:[^%]|%(?!%))*%%[ \t]*$)",
        ]
    ),
    re.M | re.I,
)
"""A line that cannot lazily continue a paragraph."""

INTERRUPTS_FIRST = frozenset("`~#>*-_+<0123456789$%[")


def columns(blanks: str) -> int:
    """Width of leading white space; a tab goes on to the next multiple of four."""
    return len(blanks) if "\t" not in blanks else len(blanks.expandtabs(4))
