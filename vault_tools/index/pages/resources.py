"""One bibliography of all reading lists, with the notes that each work is cited in."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from urllib.parse import quote

from vault_tools.index.order import natural
from vault_tools.index.pages import Context, Page
from vault_tools.resources import Resource, works
from vault_tools.resources.kinds import TITLES
from vault_tools.resources.show import credit
from vault_tools.vault.linktext import escape_text

_SAFE_IN_URL = "%/:?#@!$&'*+,;=~-._"


class Resources(Page, frozen=True):
    def data(self, context: Context) -> dict[str, Any]:
        by_kind: dict[str, list[tuple[Resource, ...]]] = defaultdict(list)
        for cited in works(context.vault).values():
            by_kind[cited[0].kind].append(cited)
        order = [*TITLES, *sorted(by_kind.keys() - TITLES.keys())]
        return {
            "kinds": [
                {
                    "name": escape_text(TITLES.get(kind, kind)),
                    "works": [_work(cited, context) for cited in sorted(by_kind[kind], key=_title)],
                }
                for kind in order
                if kind in by_kind
            ]
        }


def _title(cited: tuple[Resource, ...]) -> tuple[Any, ...]:
    return natural(cited[0].title), cited[0].note


def _work(cited: tuple[Resource, ...], context: Context) -> dict[str, Any]:
    first = cited[0]
    title = escape_text(first.title)
    return {
        "title": f"[{title}]({quote(first.url, safe=_SAFE_IN_URL)})" if first.url else title,
        "credit": escape_text(credit(first)),
        "by": "from" if first.provider and not first.authors else "by",
        "notes": context.links(dict.fromkeys(resource.note for resource in cited)),
    }
