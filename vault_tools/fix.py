"""Fixes applied until none is left, in memory; nothing is written here.

First do no harm: a note is read again after each round, and what its fixes did not declare must be as it was. A fix
that breaks this is dropped, and so are rules that undo each other. Notes that nobody can vouch for, because of a git
conflict, of bytes that are no UTF-8 or of YAML that cannot be read, are left alone.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from vault_tools.edits import edited
from vault_tools.inventory import Declared
from vault_tools.lint import Found, RulesAt, search
from vault_tools.model import Content, Diagnostic, Edit, Fix, ForeignRegion, Note, Region, Safety
from vault_tools.source import splice
from vault_tools.vault import Step, Vault, no_step

MOST_ROUNDS = 50
"""A note that is still changing then never settles."""
MOST_GROWTH = 10_000
"""Nor does one that became more than twice as long, and by so many characters: each round may double it."""


class Round(NamedTuple):
    edits: tuple[Edit, ...]
    rules: tuple[str, ...]
    """One for each problem that is fixed."""


class Fixed(NamedTuple):
    """A note that changes: round after round, each made to what the one before it left."""

    before: Note
    after: Note
    rounds: tuple[Round, ...] = ()

    @property
    def rules(self) -> Counter[str]:
        """How many problems of each rule are fixed."""
        return Counter(rule for round in self.rounds for rule in round.rules)

    @property
    def edits(self) -> Iterator[tuple[Edit, ...]]:
        return (round.edits for round in self.rounds)


class Refusal(NamedTuple):
    """Fixes that are not applied after all."""

    path: str
    rules: tuple[str, ...]
    reason: str


class _Candidate(NamedTuple):
    diagnostic: Diagnostic
    declared: Declared


class Fixes(NamedTuple):
    vault: Vault
    """As it is when all is written."""
    notes: tuple[Fixed, ...]
    """Sorted by path."""
    refusals: tuple[Refusal, ...]


def plan_fixes(
    vault: Vault,
    rules_at: RulesAt,
    safeties: frozenset[Safety],
    is_meant: Callable[[str], bool],
    is_open: Callable[[Found], bool] = lambda found: found.silencer is None,
    step: Step = no_step,
) -> Fixes:
    """What becomes of the notes that are meant when all fixes so safe are applied to the problems that are open.

    `step` is told in each round how far it is.
    """
    attempt = _Attempt(vault, rules_at, safeties)
    while candidates := attempt.candidates(filter(is_open, search(attempt.vault, rules_at, is_meant, step))):
        for path, found in candidates.items():
            attempt.on_note(path, found)
        attempt.next_round()
    notes = tuple(fixed for path in sorted(attempt.fixed) if (fixed := attempt.fixed[path]).rounds)
    return Fixes(attempt.vault, notes, tuple(dict.fromkeys(attempt.refusals)))


def _is_generated(note: Note, edit: Edit) -> bool:
    """Would it change something between two markers, or a marker?"""
    regions: tuple[Region | ForeignRegion, ...] = (*note.regions, *note.foreign)
    return any(edit.start < region.end.end and region.begin.start < edit.end for region in regions)


class _Attempt:
    """One run of fixes: the only thing here that changes, for as long as the run lasts."""

    def __init__(self, vault: Vault, rules_at: RulesAt, safeties: frozenset[Safety]) -> None:
        self.vault = vault
        self.rules_at = rules_at
        self.safeties = safeties
        self.fixed: dict[str, Fixed] = {}
        self.refusals: list[Refusal] = []
        self._blocked: set[tuple[str, str]] = set()
        """Path, and fingerprint or rule."""
        self._changed: dict[str, Note] = {}

    def candidates(self, found: Iterable[Found]) -> dict[str, list[Diagnostic]]:
        """Problems with a fix that may be applied, by path."""
        by_path: dict[str, list[Diagnostic]] = {}
        for diagnostic, _ in found:
            if diagnostic.fix and self._may_fix(diagnostic, diagnostic.fix):
                by_path.setdefault(diagnostic.path, []).append(diagnostic)
        return by_path

    def _may_fix(self, diagnostic: Diagnostic, fix: Fix) -> bool:
        path, note = diagnostic.path, self.vault.notes.get(diagnostic.path)
        return (
            fix.safety in self.safeties
            and note is not None
            and note.is_intact
            and not any(_is_generated(note, edit) for edit in fix.edits)
            and self._blocked.isdisjoint(((path, diagnostic.fingerprint), (path, diagnostic.rule)))
        )

    def on_note(self, path: str, candidates: list[Diagnostic]) -> None:
        note = self.vault.notes[path]
        changes = {chosen.rule.name: chosen.rule.changes for chosen in self.rules_at(path)}
        fixes = [_Candidate(it, _declared(it, changes[it.rule])) for it in _apart(candidates)]
        after = _fixed(note, fixes)
        if not after:
            fixes = self._together(note, fixes)
            after = _fixed(note, fixes) if fixes else None
        if after:
            self._take(path, note, after, [it.diagnostic for it in fixes])

    def _together(self, note: Note, fixes: list[_Candidate]) -> list[_Candidate]:
        """Of those that do harm only together, the first; the others wait for the next round."""
        harmless = self._harmless(note, fixes)
        while len(harmless) > 1 and not _fixed(note, harmless):
            harmless = self._harmless(note, harmless[: len(harmless) // 2])
        return harmless

    def _harmless(self, note: Note, fixes: list[_Candidate]) -> list[_Candidate]:
        """Halved until one stands alone that does harm: it is refused."""
        if _fixed(note, fixes):
            return fixes
        if len(fixes) > 1:
            middle = len(fixes) // 2
            return self._harmless(note, fixes[:middle]) + self._harmless(note, fixes[middle:])
        rule, what = fixes[0].diagnostic.rule, fixes[0].diagnostic.fingerprint
        self._block(note.path, what, (rule,), "it would change more of the note than it says")
        return []

    def _take(self, path: str, note: Note, after: Note, applied: list[Diagnostic]) -> None:
        so_far = self.fixed.get(path) or Fixed(note, note)
        edits = sorted({edit for diagnostic in applied for edit in _fix(diagnostic).edits})
        round = Round(tuple(edits), tuple(diagnostic.rule for diagnostic in applied))
        fixed = Fixed(so_far.before, after, (*so_far.rounds, round))
        if fighters := _fighters(fixed):
            for rule in fighters:
                self._blocked.add((path, rule))
            reason = "they undo each other" if len(fighters) > 1 else "its fixes never come to an end"
            self.refusals.append(Refusal(path, fighters, reason))
            fixed = Fixed(so_far.before, so_far.before)
        self.fixed[path] = fixed
        self._changed[path] = fixed.after

    def _block(self, path: str, what: str, names: tuple[str, ...], reason: str) -> None:
        self._blocked.add((path, what))
        self.refusals.append(Refusal(path, names, reason))

    def next_round(self) -> None:
        self.vault = replace(self.vault, notes={**self.vault.notes, **self._changed})
        self._changed = {}


def _fighters(fixed: Fixed) -> tuple[str, ...]:
    """The rules that brought the note back to what it was before one of the rounds; none when they did not."""
    text = fixed.before.text
    for i, round in enumerate(fixed.rounds):
        if text == fixed.after.text:
            return tuple(sorted({rule for later in fixed.rounds[i:] for rule in later.rules}))
        text = splice(text, round.edits)
    is_too_long = len(fixed.after.text) > 2 * len(fixed.before.text) + MOST_GROWTH
    return tuple(sorted(set(fixed.rounds[-1].rules))) if len(fixed.rounds) > MOST_ROUNDS or is_too_long else ()


def _fix(diagnostic: Diagnostic) -> Fix:
    assert diagnostic.fix
    return diagnostic.fix


def _apart(candidates: list[Diagnostic]) -> Iterator[Diagnostic]:
    """Those whose edits are not in the way of an earlier one's; the others wait for the next round."""
    taken: list[Edit] = []
    for candidate in sorted(candidates, key=lambda it: (_fix(it).edits[0].start, it.order)):
        edits = _fix(candidate).edits
        if all(_is_free(edit, taken) for edit in edits):
            for edit in edits:
                insort(taken, edit)
            yield candidate


def _is_free(edit: Edit, taken: list[Edit]) -> bool:
    """Two edits of one place are in each other's way, and so are two insertions there."""
    at = bisect_left(taken, edit)
    return not any(
        (edit.start < other.end and other.start < edit.end) or edit.start == other.start
        for other in taken[max(0, at - 1) : at + 1]
    )


def _fixed(note: Note, fixes: Sequence[_Candidate]) -> Note | None:
    """The note with some fixes; None if they do harm together, or cannot be applied."""
    return edited(note, [it.declared for it in fixes])


def _declared(diagnostic: Diagnostic, changes: frozenset[Content]) -> Declared:
    """A heading is what links lead to: no safe fix may make another one of it, whatever its rule declares."""
    fix = _fix(diagnostic)
    return Declared(fix.edits, changes - {"headings"} if fix.safety == "safe" else changes, fix.reach)
