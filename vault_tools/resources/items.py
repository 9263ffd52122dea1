"""The grammar of one item of a reading list.

"Title" by A and B        [Title](url) on Coursera        Applied ML Conference by Tecton
"Title" by A et al.       [Title](url) from Stanford      **Title** - what it is
"""

from __future__ import annotations

import re
from typing import NamedTuple

_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "「": "」"}
_EMPHASIS = re.compile(r"(\*\*|__|\*|_)(?P<text>.+?)\1(?!\w)")
_BACKSLASH = re.compile(r"\\([!-/:-@\[-`{-~])")
_BY = re.compile(r"^[\s,]*by\s+", re.I)
_LAST_BY = re.compile(r"^(?P<title>.+)\s+by\s+(?P<people>[^a-z].*)$")
_CREDIT = re.compile(r"\bby\s+$", re.I)
_PROVIDER = re.compile(r"^\s*(?:on|from|at|via|in|@)\s+", re.I)
_SEPARATOR = re.compile(r"\s+(?:-|–|—)\s+|^\s*(?:-|–|—|:)\s+|:\s+(?=\S)")
_DESCRIPTION = re.compile(r"\s+[-–—]\s+|:\s+")
_TAIL = re.compile(r"\s+(?:-|–|—)\s+|\s+\(|:\s+")
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?(?P<wiki>[^\[\]]+)\]\]|\[(?P<text>[^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_URL = re.compile(r"<?\bhttps?://\S+")
_ET_AL = re.compile(r",?\s+et\s+al\.?$", re.I)
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{3})\.$")
"""Of a sentence; not of an initial, nor of `Jr.`."""
_AND = re.compile(r"\s*,\s*(?:and|&)\s+|\s+(?:and|&)\s+|\s*,\s*")
_NAME = r"[^\W\d_a-z][\w.'’-]*"
_PERSON = rf"(?:`?@\w[\w-]*`?|{_NAME}(?:\s+(?:(?:van|von|de|der|den|di|da|la|le|bin|al)\s+)*{_NAME}){{0,4}})"
_PEOPLE = re.compile(rf"{_PERSON}(?:(?:{_AND.pattern}){_PERSON})*(?:,?\s+et\s+al\.?)?(?!\w)")
_SHORT = 5
"""Words that may still be the name of somebody, if it does not look like one: `by the Rust project`."""


class Item(NamedTuple):
    title: str
    people: tuple[str, ...] = ()
    et_al: bool = False
    provider: str | None = None
    description: str = ""


def read_item(text: str) -> Item:
    """An item that begins with its title as plain, quoted or emphasised text; a URL in it is no part of the title."""
    first, more = _first_line(text)
    first = _URL.sub("", plain(first)).rstrip(" :-–—")
    title, rest = _lead(first)
    item = _plain(first) if not rest and title == first else read_rest(title, rest)
    return _described(item, more)


def _first_line(text: str) -> tuple[str, str]:
    """Names and providers stand in the first line; a title may go on, if its quote does."""
    first, _, more = text.partition("\n")
    if _BY.match(more):
        credit, _, more = more.partition("\n")
        first = f"{first} {credit}"
    return (text, "") if first.count('"') % 2 or first.count("“") > first.count("”") else (first, more)


def _described(item: Item, more: str) -> Item:
    return item._replace(description=" ".join(filter(None, (item.description, plain(more)))))


def plain(text: str) -> str:
    """On one line, with the text of links in their place."""
    return _LINK.sub(lambda link: link["wiki"] or link["text"], " ".join(text.split()))


def is_prose(text: str) -> bool:
    """A remark and no item: it begins with no title, and is a sentence, or longer than titles are."""
    text = " ".join(text.split())
    words = text.count(" ") + 1
    return not _lead(text)[1] and (words > 20 or (words > 8 and text.endswith((".", "!", "?"))))


def is_credit(text: str) -> bool:
    """Does it end with the "by" that a name follows?"""
    return _CREDIT.search(text) is not None


def read_rest(title: str, rest: str) -> Item:
    """What follows the title: people, or a provider, then a description."""
    first, more = _first_line(rest)
    first = plain(first)
    first = first if first[:1] in ":,(" else f" {first}"
    return _described(_read_first(clean_title(title), first), more)


def _read_first(title: str, rest: str) -> Item:
    if by := _BY.match(rest):
        return _by(title, rest[by.end() :])
    if via := _via(rest):
        return Item(title, (), False, *via)
    description = _SEPARATOR.sub("", rest, count=1) if _SEPARATOR.match(rest) else rest
    dash = rest.lstrip()[:1] in ("-", "–", "—")
    people, more = _cut(description)
    if dash and _reads_as_people(people):
        return Item(title, *_people(people), None, more)
    return Item(title, (), False, None, description.strip())


def _via(text: str) -> tuple[str, str] | None:
    """A provider and what follows it: `on Coursera - in four weeks`."""
    via = _PROVIDER.match(text)
    if not via:
        return None
    provider, description = _cut(text[via.end() :])
    return provider.rstrip(" .,"), description


def _by(title: str, text: str) -> Item:
    """People as far as the text reads as names; what follows is the description."""
    names = _PEOPLE.match(text)
    head, description = (names[0], text[names.end() :]) if names else _cut(text)
    if not names and head.count(" ") >= _SHORT:
        return Item(title, description=f"by {text}")
    people, et_al = _people(head)
    if via := _via(description):
        return Item(title, people, et_al, *via)
    return Item(title, people, et_al, None, description.lstrip(" .,:-–—").strip())


def read_people(text: str) -> tuple[str, ...]:
    """The names that `text` is, with a comma behind them: `Ann Lee, [Ropes](url)`; empty if it is anything else."""
    names = text.strip().removesuffix(",")
    return _people(names)[0] if names != text.strip() and _reads_as_people(names) else ()


def clean_title(title: str) -> str:
    """As it would be read: without quotes around it, without emphasis and backslashes."""
    lead, rest = _lead(title.strip())
    if not rest and lead != title.strip():
        return clean_title(lead)
    return _BACKSLASH.sub(r"\1", _EMPHASIS.sub(r"\g<text>", title.strip()))


def _lead(text: str) -> tuple[str, str]:
    """The quoted or emphasised text that `text` begins with, and what follows; else all of it."""
    if (close := _QUOTES.get(text[:1])) and (end := text.find(close, 1)) > 1:
        return text[1:end], text[end + 1 :]
    if emphasis := _EMPHASIS.match(text):
        return emphasis["text"], text[emphasis.end() :]
    return text, ""


def _plain(text: str) -> Item:
    by = _LAST_BY.match(text)
    if by and _PEOPLE.match(by["people"]):
        return _by(clean_title(by["title"]), by["people"])
    title, _, description = _partition(text, _DESCRIPTION)
    return Item(clean_title(title), (), False, None, description)


def _cut(text: str) -> tuple[str, str]:
    """Up to the dash, colon or parenthesis that begins a description."""
    head, mark, tail = _partition(text, _TAIL)
    return head.strip(), f"({tail}" if mark.strip() == "(" else tail.strip()


def _partition(text: str, pattern: re.Pattern[str]) -> tuple[str, str, str]:
    found = pattern.search(text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


def _people(text: str) -> tuple[tuple[str, ...], bool]:
    bare = _ET_AL.sub("", text.strip())
    names = tuple(_FULL_STOP.sub("", name.strip(" `")) for name in _AND.split(bare) if name.strip())
    return names, bare != text.strip()


def _reads_as_people(text: str) -> bool:
    return _PEOPLE.fullmatch(text) is not None
