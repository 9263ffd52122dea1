"""What a line begins with: marks that belong to the blocks around its text."""

from __future__ import annotations

import re

MARKS = re.compile(r"(?:[ \t]|>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])|\[[^\n]\](?=[ \t])|#{1,6}(?=[ \t]))*+")
"""Of quotes, list items, tasks and headings; a blank after each but `>`, which belongs to it."""
