"""Which lists are reading lists, and of what: told by the words of the heading, else by the host of the URL."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from vault_tools.resources.urls import host

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


class HeadingKind(NamedTuple):
    kind: str
    is_whole: bool
    """Is the heading just such words, and so good for the headings below it too? "MLOps Books" only ends with them."""


def heading_kind(heading: str, more: Mapping[str, tuple[str, ...]]) -> HeadingKind | None:
    """None when the heading is not one of a reading list."""
    return _kind(heading, tuple(more.items()))


@lru_cache(maxsize=4096)
def _kind(heading: str, more: tuple[tuple[str, tuple[str, ...]], ...]) -> HeadingKind | None:
    kinds = _by_words(more)
    words = _words(heading)
    if words in kinds:
        return HeadingKind(kinds[words], True)
    endings = (" ".join(words.split()[-count:]) for count in (3, 2, 1))
    kind = next((kind for ending in endings if (kind := kinds.get(ending)) and kind != GENERIC), None)
    return HeadingKind(kind, False) if kind else None


def url_kind(url: str) -> str | None:
    return HOSTS.get(host(url))


@lru_cache(maxsize=4)
def _by_words(more: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    """The user's words count more than ours, so that a word may be moved to another kind."""
    return {_words(phrase): kind for kind, phrases in (*WORDS.items(), *more) for phrase in phrases}


def _words(heading: str) -> str:
    return " ".join(_NOT_WORDS.sub(" ", heading).replace("&", "and").lower().split())
