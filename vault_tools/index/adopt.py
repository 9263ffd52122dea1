"""What lists notes in a note already, taken over: a Dataview block or a heading gets a region below it, and the region
of another tool becomes one of ours.

Only markers are put into the text here; `plan` fills them, in the vault that has them. A Dataview block stays, and can
be deleted once the region says what is wanted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, count
from typing import NamedTuple

from vault_tools.errors import UserError
from vault_tools.index.change import Decision
from vault_tools.index.context import Context, Target
from vault_tools.index.listers import Lister, listers
from vault_tools.index.obstacles import Reason, untouchable
from vault_tools.index.places import is_found_again
from vault_tools.index.plan import plan
from vault_tools.index.targets import targets_by_path
from vault_tools.markers import write_begin, write_end
from vault_tools.model import Edit, Note, Span
from vault_tools.source import splice_rounds
from vault_tools.vault import Vault
from vault_tools.vault.changed import with_contents

_NO_PLACE = "no region can be there: it would be part of a list, a quote, or of something that is never closed"


class Adoption(NamedTuple):
    """What is taken over in one note, and what is not."""

    note: Note
    rounds: tuple[tuple[Edit, ...], ...] = ()
    """First the markers, then what stands between them."""
    refusals: tuple[Reason, ...] = ()

    @property
    def text(self) -> str:
        """Of the note, afterwards."""
        return splice_rounds(self.note.text, self.rounds)


def adopt(vault: Vault, what: str, paths: Sequence[str], decision: Decision) -> Iterator[Adoption]:
    """One for each of the notes that has something to be taken over; what has its region already has not."""
    wanted = targets_by_path(vault, with_defaults=False)
    found = [_marked(vault, path, what, wanted.get(path, [])) for path in paths]
    texts = {it.note.path: it.text.encode() for it in found if it.rounds}
    plans = {it.path: it for it in plan(with_contents(vault, texts), True, decision)} if texts else {}
    for one in found:
        filled = plans[one.note.path] if one.rounds else None
        if filled and filled.refusal:
            yield Adoption(one.note, (), (*one.refusals, _before(filled.refusal, one.rounds[0])))
        elif filled:
            yield one._replace(rounds=(*one.rounds, filled.edits))
        elif one.refusals:
            yield one


def _before(refusal: Reason, edits: Sequence[Edit]) -> Reason:
    """With its place in the text that the edits were made in."""
    at = refusal.span.start
    for edit in sorted(edits):
        at = max(edit.start, at - len(edit.new) + len(edit.old)) if at > edit.start else at
    return refusal._replace(span=Span(at, at))


def _marked(vault: Vault, path: str, what: str, wanted: Sequence[Target]) -> Adoption:
    """With regions that are still empty."""
    note = vault.notes[path]
    found = list(listers(note, what))
    if found and (reason := untouchable(note)):
        return Adoption(note, refusals=(reason,))
    fitting = [target for target in wanted if target.below in (None, what)]
    done = list(_regions(found, fitting, {target.name for target in wanted}, Context(vault, path)))
    edits = tuple(one for one in done if isinstance(one, Edit))
    return Adoption(note, (edits,) if edits else (), tuple(one for one in done if isinstance(one, Reason)))


def _regions(
    found: Sequence[Lister | Reason], wanted: Sequence[Target], reserved: set[str], context: Context
) -> Iterator[Edit | Reason]:
    """Those that the config misses, in its order; then such as describe themselves."""
    names = {region.name for region in context.vault.notes[context.path].regions}
    missing = (target for target in wanted if target.name not in names)
    free = (name for name in _names() if name not in names | reserved)
    for one in found:
        yield one if isinstance(one, Reason) else _region(one, next(missing, None), free, context)


def _region(one: Lister, target: Target | None, free: Iterator[str], context: Context) -> Edit | Reason:
    try:
        attributes = target.attributes if target else one.attributes(context)
    except UserError as error:
        return Reason(one.span, str(error), "options")
    name = target.name if target else next(free)
    edit = one.edit(f"{write_begin(name, attributes)}\n{write_end(name)}\n")
    note = context.vault.notes[context.path]
    is_seen = is_found_again(note, [edit], [edit], {name, *(region.name for region in note.regions)})
    return edit if is_seen else Reason(one.span, _NO_PLACE, "damaged")


def _names() -> Iterator[str]:
    return chain(["index"], (f"index-{number}" for number in count(2)))
