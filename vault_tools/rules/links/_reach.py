"""What the rules on links share: which links are worth checking, and what a broken one may have meant."""

from __future__ import annotations

from collections.abc import Iterator

from vault_tools.model import Note, Severity, name_of
from vault_tools.suggest import Vocabulary, vocabulary
from vault_tools.vault import Resolved, Vault, once_per_vault
from vault_tools.vault.resolve import key


def links_of(note: Note, vault: Vault) -> Iterator[Resolved]:
    """The note's internal links, without those that a template will fill in (7.2)."""
    may_have_placeholders = "<%" in note.text or "{{" in note.text
    for resolved in vault.links[note.path]:
        written = resolved.link.target + resolved.link.subpath
        if not (may_have_placeholders and ("<%" in written or "{{" in written)):
            yield resolved


def lessened(resolved: Resolved) -> Severity | None:
    """Links in comments are mostly written by machines (2.9)."""
    return "info" if resolved.link.context == "comment" else None


@once_per_vault
def aliases(vault: Vault) -> dict[str, list[str]]:
    """The names of the notes that have an alias, by the key of the alias (3.6)."""
    found: dict[str, list[str]] = {}
    for note in vault.every_note:
        for alias in note.aliases:
            found.setdefault(key(alias), []).append(note.name)
    return found


@once_per_vault
def linkable_names(vault: Vault) -> tuple[Vocabulary, dict[str, str]]:
    """What a reader may have meant: names of notes and files, paths, aliases; and the linkpath to write for each."""
    names = {alias: note.name for note in vault.every_note for alias in note.aliases}
    for path in vault.files:
        linkpath = path.removesuffix(".md")
        names[linkpath] = linkpath
    for path in vault.files:
        names[name_of(path)] = name_of(path)
    return vocabulary(names), names
