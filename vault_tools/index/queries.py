"""The Dataview queries of a vault as options of pages that stand where the queries do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vault_tools.declared import Mistake
from vault_tools.errors import UserError
from vault_tools.index.context import Context
from vault_tools.index.dataview import Query, read_query
from vault_tools.index.entries import read_page
from vault_tools.index.pages import Page
from vault_tools.model import name_of
from vault_tools.vault.resolve import key


def page_options(query: str, folder: str) -> Query:
    """Of a page in `folder`; what it does by default is left out.

    Raises UserError when a part of the query cannot be taken over.
    """
    options = dict(read_query(query))
    if options["recursive"] == "true":
        del options["recursive"]
    if key(str(options["folder"])) == key(folder):
        del options["folder"]
    read(options)
    return options


def read(options: Mapping[str, object]) -> Page:
    """Raises UserError with what is wrong in them."""
    mistakes: list[Mistake] = []
    page = read_page(options, (), mistakes)
    if page is None:
        raise UserError("; ".join(map(str, mistakes)))
    return page


def without_own_name(options: Query, contexts: Sequence[Context]) -> Query:
    """Of pages that bear one name. A query must say that its own note is not to be listed, which no page lists: that is
    left out, unless it leaves out another note of the name, too."""
    own = f"file.name!={name_of(contexts[0].path)}"
    if own not in options.get("where", ()):
        return options
    where = tuple(condition for condition in options["where"] if condition != own)
    less = {name: where if name == "where" else said for name, said in options.items() if name != "where" or where}
    old, new = read(options), read(less)
    return less if all(old.notes(context) == new.notes(context) for context in contexts) else options
