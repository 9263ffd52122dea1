"""What `index` would change: regions found, filled, compared. Nothing is written here.

Everything outside a region stays, byte for byte: a plan is made of edits, and these only reach from marker to marker,
or append a new region below what is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from vault_tools.declared import Mistake
from vault_tools.index.entries import Target, mistakes, read_page, targets
from vault_tools.index.pages import Context, Page
from vault_tools.index.render import render
from vault_tools.model import Edit, Note, Region, Span
from vault_tools.parse.markers import damage
from vault_tools.vault import Vault

__all__ = ["Plan", "Refusal", "mistakes", "plan"]


class Refusal(NamedTuple):
    """Why a note is left alone, and where."""

    span: Span
    reason: str


class Plan(NamedTuple):
    """What happens to one note. It is up to date when there is no edit and no refusal."""

    path: str
    is_new: bool = False
    edits: tuple[Edit, ...] = ()
    stale: tuple[Refusal, ...] = ()
    """The regions that the edits replace or add, for messages."""
    refusal: Refusal | None = None


def plan(vault: Vault, with_defaults: bool = False) -> Iterator[Plan]:
    """One plan for each note that holds or gets a region, sorted by path."""
    wanted: dict[str, list[Target]] = {}
    for target in targets(vault, with_defaults):
        wanted.setdefault(target.path, []).append(target)
    marked = {note.path for note in vault.notes.values() if note.markers}
    new = wanted.keys() - {note.path for note in vault.every_note}
    future = replace(vault, files={**vault.files, **dict.fromkeys(new, "")}) if new else vault
    pages = tuple(wanted)
    for path in sorted(marked | wanted.keys()):
        note = vault.note(path)
        context = Context(future, path, frozenset(), pages)
        if note is None:
            yield _new(path, wanted[path], context)
        else:
            yield _existing(note, wanted.get(path, []), context)


def _new(path: str, wanted: list[Target], context: Context) -> Plan:
    regions = [_region_text(target.name, _body(target.page, context, target)) for target in wanted]
    text = f"# {wanted[0].title}\n\n" + "\n".join(regions)
    return Plan(path, True, (Edit(0, "", text),), (Refusal(Span(0, 0), "the page is missing"),))


def _existing(note: Note, wanted: list[Target], context: Context) -> Plan:
    refusal = _untouchable(note)
    if refusal:
        return Plan(note.path, refusal=refusal)
    by_name = {target.name: target for target in wanted}
    edits: list[Edit] = []
    stale: list[Refusal] = []
    for region in note.regions:
        target = by_name.pop(region.name, None)
        page = _described(region, note, target)
        if isinstance(page, Refusal):
            return Plan(note.path, refusal=page)
        old, new = note.slice(region.body), f"\n\n{_body(page, context, target)}\n\n"
        if old != new:
            edits.append(Edit(region.body.start, old, new))
            stale.append(Refusal(region.begin, f'region "{region.name}" is out of date'))
    for target in by_name.values():
        edits.append(_appended(note, _region_text(target.name, _body(target.page, context, target)), bool(edits)))
        stale.append(Refusal(Span(0, 0), f'region "{target.name}" is missing'))
    return Plan(note.path, False, tuple(edits), tuple(stale))


def _untouchable(note: Note) -> Refusal | None:
    if not note.is_utf8:
        return Refusal(Span(0, 0), "the note is not valid UTF-8")
    if note.conflicts:
        return Refusal(note.conflicts[0], "a git conflict is not settled")
    broken = next(damage(note.markers), None)
    return Refusal(broken[0].span, broken[1]) if broken else None


def _described(region: Region, note: Note, target: Target | None) -> Page | Refusal:
    """What fills a region: its own attributes, or else the entry of the config for it."""
    if not region.attributes and target:
        return target.page
    found: list[Mistake] = []
    page = read_page(region.attributes, (), found)
    if page is None:
        hint = "" if region.attributes else ", and no entry of [[index.pages]] fills it"
        return Refusal(region.begin, f'region "{region.name}": {"; ".join(map(str, found))}{hint}')
    return page


def _body(page: Page, context: Context, target: Target | None) -> str:
    return render(page, context._replace(siblings=target.siblings) if target else context)


def _region_text(name: str, body: str) -> str:
    return f"<!-- vault-tools:begin {name} -->\n\n{body}\n\n<!-- vault-tools:end {name} -->\n"


def _appended(note: Note, region: str, is_later: bool) -> Edit:
    """Below what is there, after a blank line."""
    text = note.text
    gap = "" if not text and not is_later else "\n" if text.endswith("\n") else "\n\n"
    return Edit(len(text), "", gap + region)
