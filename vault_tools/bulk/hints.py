"""What is said after a run, since only the user can judge it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vault_tools.bulk.leftovers import leftovers
from vault_tools.bulk.operations import Operation, Rename, Set
from vault_tools.model import Note, Value
from vault_tools.property_edits import written
from vault_tools.suggest import did_you_mean
from vault_tools.tags import property_tag
from vault_tools.vault import Vault

_SPECIAL = {"tags": "tags", "aliases": "aliases", "cssclasses": "CSS classes"}
"""What Obsidian takes their entries for (4.6)."""


def on_change(vault: Vault, operation: Operation, with_templates: bool) -> Iterator[str]:
    """Of what the change means, and what it leaves behind."""
    if isinstance(operation, Rename):
        yield from _special(operation.name, operation.new)
        yield from leftovers(vault, operation, with_templates)
    if isinstance(operation, Set) and operation.name.lower() == "tags":
        yield from _no_tags(operation.value)


def on_nothing(notes: Iterable[Note], operation: Operation) -> Iterator[str]:
    """Where there is no note, or none that has the property, but one that is spelt much like it."""
    known = list(notes)
    if not known:
        yield "no note is meant: templates, excluded notes and canvases are left out"
    names = {it.name.lower(): it.name for note in known for it in note.properties}
    if operation.name.lower() not in names and (near := did_you_mean(operation.name, names.values())):
        yield f'no note has "{operation.name}"{near}'


def _special(old: str, new: str) -> Iterator[str]:
    for name, other in ((old, new), (new, old)):
        if name.lower() in _SPECIAL and name.lower() != other.lower():
            yield f'in Obsidian what "{name}" holds are {_SPECIAL[name.lower()]}, and what "{other}" holds are none'


def _no_tags(value: Value) -> Iterator[str]:
    for entry in value if isinstance(value, list) else [value]:
        if entry is not None and property_tag(entry) is None:
            yield f"in Obsidian {written(entry)} is no tag: tags are texts without blanks, in a list such as [a, b]"
