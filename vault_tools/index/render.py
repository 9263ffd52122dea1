"""Page to Markdown, by its template."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from vault_tools.index.pages import Context, Page

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
_BLANK_LINES = re.compile(r"\n{3,}")


def render(page: Page, context: Context) -> str:
    """Without blank lines around it, and never more than one inside."""
    template = _environment().select_template([f"{page.kind}.md.j2", "page.md.j2"])
    return _BLANK_LINES.sub("\n\n", template.render(page.data(context))).strip()


@cache
def _environment() -> Environment:
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
