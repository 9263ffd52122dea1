"""What can be entered from a note: by the links that somebody wrote, and by those that are generated in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from vault_tools.index.context import Context, Target
from vault_tools.index.entries import read_page
from vault_tools.index.pages import Page
from vault_tools.index.targets import targets, targets_by_path
from vault_tools.index.views import view
from vault_tools.model import Note
from vault_tools.vault import Resolved, Vault, once_per_vault


def by_hand(note: Note, vault: Vault) -> Iterator[str]:
    """With the links of the notes that it embeds: they are seen in it."""
    for resolved in vault.links[note.path]:
        if resolved.target:
            yield resolved.target
            if resolved.link.embed:
                yield from _opened(vault.links.get(resolved.target, ()))


def by_others(note: Note, vault: Vault) -> Iterator[str]:
    """In the regions of other tools."""
    bodies = [region.body for region in note.foreign]
    found = vault.generated_links.get(note.path, ())
    return _opened(it for it in found if any(body.holds(it.link.span.start) for body in bodies))


def by_us(note: Note, vault: Vault, without: str) -> Iterator[str]:
    """In regions of ours as they will be written: what a page says must not hang on whether another one is fresh.

    Those of the kind `without` are left out.
    """
    from vault_tools.parse import parse_note  # heavy, and few notes have such a region

    place = Context(vault, note.path, pages=_generated(vault), is_check=True, targets=targets(vault, False))
    for page, target in _regions(note, vault):
        if page.kind != without:
            groups, columns = page.listing(place.at(target))
            for link in parse_note(note.path, view(groups, page.view, columns)).links:
                if not link.external and (path := vault.resolve(link.target, note.path).path):
                    yield path


def _regions(note: Note, vault: Vault) -> Iterator[tuple[Page, Target | None]]:
    """Those that are there, and those that the config wants there."""
    for region in note.regions:
        if region.options and (page := read_page(region.options, (), [])):
            yield page, None
    for target in _targets(vault).get(note.path, ()):
        yield target.page, target


@once_per_vault
def _targets(vault: Vault) -> Mapping[str, list[Target]]:
    return targets_by_path(vault, with_defaults=False)


@once_per_vault
def _generated(vault: Vault) -> frozenset[str]:
    return frozenset(note.path for note in vault.notes.values() if note.is_generated)


def _opened(links: Iterable[Resolved]) -> Iterator[str]:
    return (resolved.target for resolved in links if resolved.target)
