"""Does a region say what it should, as far as this clone can tell?

Dates that only a file's time tells are not compared: no other clone has the same.
"""

from __future__ import annotations

import re

from vault_tools.index.context import Context
from vault_tools.index.dates import gap
from vault_tools.index.fields import UNPROVED, is_unproved, raw_values, values
from vault_tools.index.file_fields import DATES
from vault_tools.index.pages import Page
from vault_tools.index.region_text import enclosed


def is_fresh(old: str, body: str) -> bool:
    """Is `old`, with the blank lines around it, what would be written for `body`?"""
    new = enclosed(body)
    if UNPROVED not in new:
        return old == new
    return re.fullmatch(re.escape(new).replace(re.escape(UNPROVED), "[^|\n]*?"), old) is not None


def is_comparable(page: Page, context: Context) -> bool:
    """Is the choice and the order of its notes one that every clone finds?"""
    ordering = {name.lower() for name in page.ordering_fields()} & DATES
    return not context.is_check or not any(
        is_unproved(value) for name in ordering for note in context.notes for value in raw_values(note, name, context)
    )


def unknown_dates(page: Page, context: Context) -> str | None:
    """Why a page cannot be made in this clone: git would know days, and does not tell. None when all are known."""
    members = context.members.fields if context.members else ()
    asked = {name.lower() for name in (*page.named_fields(), *members)} & DATES
    why = gap(context.vault) if asked else None
    if not why:
        return None
    every = context._replace(members=None).notes if asked & {name.lower() for name in members} else context.notes
    missing = [note for note in every for name in asked if not values(note, name, context)]
    return f'no date of "{missing[0].path}" is known, since {why}' if missing else None
