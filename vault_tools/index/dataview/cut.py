"""A query in parts: its clauses, and what commas or `and` divide; never in a string or in parentheses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from vault_tools.errors import UserError
from vault_tools.placeholders import PLACEHOLDER
from vault_tools.printable import on_one_line

STRING = r'"(?:[^"\\]|\\.)*"'
_TOKEN = re.compile(rf"{STRING}|//[^\n]*|\s+|.", re.S)
_CLAUSE = re.compile(r"(?<![\w.#/-])(from|where|sort|limit|group by|flatten)(?![\w/-])", re.I)
_AND = re.compile(r"(?<![\w.#/-])and(?![\w/-])|&&?", re.I)
_COMMA = re.compile(",")


def refusal(part: str, why: str) -> UserError:
    return UserError(f'"{on_one_line(part)}" in the query cannot be taken over: {why}')


def unquoted(text: str) -> str:
    """Quotes and backslashes can be escaped; every other backslash is one."""
    return re.sub(r'\\(["\\])', r"\1", text[1:-1]) if text.startswith('"') else text


def clauses_of(text: str) -> tuple[str, Mapping[str, Sequence[str]]]:
    """What stands above the clauses, and what each of these says, by its keyword in lower case."""
    if placeholder := PLACEHOLDER.search(text):
        written = re.compile(r".*?(?:%>|\}\}|$)", re.M).match(text, placeholder.start())
        raise refusal(written[0] if written else text, "a template fills it in, and until then it is no query")
    (_, header), *cut = _cut(_plain(text), _CLAUSE)
    _check_order([keyword.lower() for keyword, _ in cut])
    clauses: dict[str, list[str]] = defaultdict(list)
    for keyword, said in cut:
        clauses[keyword.lower()].append(said)
    return header, dict(clauses)


def list_of(text: str) -> list[str]:
    """What commas divide; Dataview allows one more at the end."""
    return [part for _, part in _cut(text.removesuffix(","), _COMMA)] if text else []


def parts_of(text: str) -> list[str]:
    """What `and` joins."""
    return [part for _, part in _cut(text, _AND)]


def _plain(text: str) -> str:
    """Without comments; outside strings a run of blanks is one space."""
    tokens = (found[0] for found in _TOKEN.finditer(text))
    plain = "".join(" " if token.isspace() or token.startswith("//") else token for token in tokens)
    return re.sub(rf"({STRING})|\s+", lambda found: found[1] or " ", plain).strip()


def _cut(text: str, at: re.Pattern[str]) -> list[tuple[str, str]]:
    """The parts, each with what stands before it: with nothing, in the case of the first."""
    mask, end = "".join(_masked(text)), len(text)
    cuts = [(0, 0), *(found.span() for found in at.finditer(mask)), (end, end)]
    return [(text[start:stop], text[stop:below].strip()) for (start, stop), (below, _) in pairwise(cuts)]


def _masked(text: str) -> Iterator[str]:
    """Of the same length, but what strings and parentheses hold is unreadable."""
    depth = 0
    for token in (found[0] for found in _TOKEN.finditer(text)):
        depth -= token in (")", "]")
        yield "~" * len(token) if depth > 0 or token.startswith('"') else token
        depth += token in ("(", "[")


def _check_order(keywords: Sequence[str]) -> None:
    """Clauses work in the order in which they are written; a page chooses, sorts, cuts and groups its notes."""
    for first, second in pairwise(("", *keywords)):
        if second == "flatten":
            raise refusal(second, "a page shows each note once")
        if first and (second == "from" or first == "group by" or (first == "limit" and second != "group by")):
            raise refusal(f"{first} ... {second}", f"`{second}` must stand above `{first}`")
