"""Which lists are reading lists, and of what: told by the words of the heading, else by the host of the URL."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlsplit

GENERIC = "other"
"""The kind of what stands under a heading like "Resources" and has no better one."""

WORDS: dict[str, tuple[str, ...]] = {
    "book": ("books", "book"),
    "course": ("courses", "course", "moocs", "specializations"),
    "paper": ("papers", "paper", "research papers", "publications"),
    "blog": ("blogs and websites", "blogs", "blog posts", "websites", "articles"),
    "repository": ("github repositories", "repositories", "repos", "github repos"),
    "conference": ("conferences and workshops", "conferences", "workshops"),
    "video": ("videos", "talks", "lectures on video", "youtube channels"),
    "podcast": ("podcasts",),
    "newsletter": ("newsletters",),
    "tool": ("tools", "libraries", "software"),
    GENERIC: ("resources", "further reading", "reading list", "recommended reading", "bibliography"),
}
"""Headings by kind; a heading may also only end with these words, like "MLOps Books"."""

TITLES: dict[str, str] = {
    "book": "Books",
    "course": "Courses",
    "paper": "Papers",
    "blog": "Blogs and Websites",
    "repository": "Repositories",
    "conference": "Conferences and Workshops",
    "video": "Videos",
    "podcast": "Podcasts",
    "newsletter": "Newsletters",
    "tool": "Tools",
    GENERIC: "Other",
}
"""What a list of the kind is called, in the order in which lists are shown."""

HOSTS: dict[str, str] = {
    "github.com": "repository",
    "gitlab.com": "repository",
    "arxiv.org": "paper",
    "doi.org": "paper",
    "coursera.org": "course",
    "edx.org": "course",
    "udemy.com": "course",
    "youtube.com": "video",
    "youtu.be": "video",
}

WITH_ORGANISER = frozenset({"conference"})
"""Kinds whose "by" names an organiser and no author."""

_NOT_WORDS = re.compile(r"[^\w\s&]+")


def heading_kind(heading: str, more: Mapping[str, tuple[str, ...]]) -> str | None:
    """None when the heading is not one of a reading list."""
    words = _words(heading)
    for kind, phrases in _merged(tuple(more.items())):
        if any(words == phrase or (kind != GENERIC and words.endswith(" " + phrase)) for phrase in phrases):
            return kind
    return None


def url_kind(url: str) -> str | None:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return HOSTS.get(host)


@lru_cache(maxsize=4)
def _merged(more: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The user's words come first, so that a user may move a word to another kind."""
    return (*((kind, tuple(map(_words, phrases))) for kind, phrases in more), *WORDS.items())


@lru_cache(maxsize=1024)
def _words(heading: str) -> str:
    return " ".join(_NOT_WORDS.sub(" ", heading).replace("&", "and").lower().split())
