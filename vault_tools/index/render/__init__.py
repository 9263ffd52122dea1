"""Page to Markdown, by a template: one of the vault's, or ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vault_tools.errors import UserError
from vault_tools.index.context import Context
from vault_tools.index.given import given
from vault_tools.index.pages import Page
from vault_tools.index.render.own import in_messages, our_templates, own_templates, source
from vault_tools.markers import has_marker, write_begin, write_end
from vault_tools.printable import on_one_line
from vault_tools.suggest import did_you_mean
from vault_tools.vault import Vault, once_per_vault

if TYPE_CHECKING:
    from vault_tools.index.render.sandbox import Sandbox

_BLANK_LINES = re.compile(r"\n{3,}")
_OBJECT = re.compile(r"<[^<>]* at 0x[0-9A-Fa-f]+>")
"""How Python shows what has no text: the number is another one at each run."""


class TemplateError(UserError):
    """A template of the vault cannot make a page."""


def missing_template(page: Page, vault: Vault) -> str | None:
    """That there is no template of the name that a page gives."""
    own = own_templates(vault)
    if page.template is None or page.template in own:
        return None
    return f'no template "{page.template}" in "{vault.config.index.templates}"{did_you_mean(page.template, own)}'


def render(page: Page, context: Context) -> str:
    """Without blank lines around it, and never more than one inside. Raises TemplateError."""
    names = [page.template] if page.template else [f"{page.kind}.md.j2", "page.md.j2"]
    own = own_templates(context.vault)
    name = next(name for name in names if name in own or name in our_templates())
    if name in own:
        return _made(name, page, context)
    return _tidy(_sandbox(context.vault).get_template(name).render(page.data(context)))


def _made(name: str, page: Page, context: Context) -> str:
    """By a template of the vault, in which anything may be wrong."""
    from vault_tools.index.render.sandbox import MISTAKES

    file = in_messages(name, context.vault)
    page_named = f'(for the page "{context.path}")'
    sandbox = _sandbox(context.vault)
    try:
        text = _tidy(sandbox.text(name, given(page, context)))
    except (UserError, *MISTAKES) as error:
        raise TemplateError(on_one_line(f"{sandbox.reason(error, file)} {page_named}")) from error
    if complaint := _unusable(text):
        raise TemplateError(on_one_line(f"{file}: what it makes {complaint} {page_named}"))
    return text


def _tidy(text: str) -> str:
    return _BLANK_LINES.sub("\n\n", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _unusable(text: str) -> str | None:
    """Why a text cannot stand in a region; None when it can."""
    from vault_tools.parse import parse_note  # heavy, and few vaults have templates

    if has_marker(text):
        return "has a marker of a region in it"
    if found := _OBJECT.search(text):
        return f"shows {found[0]}, which is another text at each run"
    alone = parse_note("", f"\n{text}")  # no frontmatter
    region = parse_note("", f"{write_begin('page', {})}\n\n{text}\n\n{write_end('page')}\n")
    if not region.regions or any(slip.kind == "unclosed-comment" for slip in alone.slips):
        return "opens a code block or a comment that it never closes"
    return None


@once_per_vault
def _sandbox(vault: Vault) -> Sandbox:
    from vault_tools.index.render.sandbox import Sandbox  # jinja2 is heavy, and `lint` looks at every kind of page

    return Sandbox(lambda name: source(name, vault))
