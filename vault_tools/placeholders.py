"""What a template plug-in fills in later: `{{title}}`, `<% tp.date.now() %>` (7.1)."""

from __future__ import annotations

import re

PLACEHOLDER = re.compile(r"\{\{|<%")


def has_placeholder(text: str) -> bool:
    return PLACEHOLDER.search(text) is not None
