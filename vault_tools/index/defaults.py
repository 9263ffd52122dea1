"""The pages that `index` writes where no config says which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vault_tools.index.context import Target
from vault_tools.index.pages import kinds
from vault_tools.resources import bibliography_by_note
from vault_tools.vault import Vault


def default_pages(vault: Vault) -> Iterator[Target]:
    """Pages in `Index/` that have something to show."""
    yield _default(vault, "Home", "home")
    if any(note.value("Topic") for note in vault.notes.values()):
        yield _default(vault, "Topics", "property", property="Topic")
    if any(note.tags for note in vault.notes.values()):
        yield _default(vault, "Tags", "tags")
    if bibliography_by_note(vault):
        yield _default(vault, "Resources", "resources")
    yield _default(vault, "Graph", "graph")


def _default(vault: Vault, name: str, kind: str, **options: Any) -> Target:
    page = kinds()[kind](**options)
    return Target(free_path(vault, name), kind, name, page, attributes={"kind": kind, **options})


def free_path(vault: Vault, name: str) -> str:
    """In `Index/`, by a name that no other file of the vault has: a page must not take the links that mean another
    note."""
    path = f"Index/{name}.md"
    return path if vault.resolve(name, path).path in (None, path) else f"Index/{name} index.md"
