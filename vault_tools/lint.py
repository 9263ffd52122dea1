"""Rules over notes: a stream of what they find."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from vault_tools.config.tables import FailOn
from vault_tools.directives import ALL, Directive, Unused, directives
from vault_tools.errors import fault
from vault_tools.fingerprint import fingerprint, subject_of
from vault_tools.model import SEVERITIES, Diagnostic, Note, Problem, Silencer, Span
from vault_tools.rules import Rule, groups
from vault_tools.selection import Selected, Selection, select
from vault_tools.vault import Step, Vault, no_step, once_per_vault

RulesAt = Callable[[str], tuple[Selected, ...]]
"""The rules for a vault path."""

BROKEN = "internal-error"
"""The name under which a rule that fails is reported: a fault of ours, not of the note's."""


class Found(NamedTuple):
    diagnostic: Diagnostic
    silencer: Silencer | None = None


class _Raw(NamedTuple):
    chosen: Selected
    problem: Problem

    @property
    def order(self) -> tuple[int, str, str]:
        return self.problem.span.start, self.chosen.rule.name, self.problem.message


def lint(vault: Vault, rules_at: RulesAt, is_meant: Callable[[str], bool] = lambda path: True) -> Iterator[Diagnostic]:
    """What the rules say about what is written at the vault paths that are meant, sorted by path, place and rule.

    What is excluded yields nothing, and neither does what the notes themselves silence.
    """
    return (found.diagnostic for found in search(vault, rules_at, is_meant) if not found.silencer)


def search(
    vault: Vault,
    rules_at: RulesAt,
    is_meant: Callable[[str], bool] = lambda path: True,
    step: Step = no_step,
) -> Iterator[Found]:
    """The same with what is silenced; `step` is told how many files are done."""
    about_files = _about_files(vault, rules_at)
    canvases = (path for path in vault.canvases if not vault.is_excluded(path))
    paths = sorted(filter(is_meant, {*vault.notes, *vault.templates, *canvases, *about_files}))
    meant_for = _chooser(vault)
    for done, path in enumerate(paths, 1):
        note = vault.source(path)
        if note:
            yield from _search_note(note, vault, meant_for(note, rules_at(path)), about_files.get(path, []))
        else:
            yield from _found(Note(path, ""), about_files[path], ())
        step(done, len(paths))


def _search_note(note: Note, vault: Vault, rules: _Meant, about_file: list[_Raw]) -> Iterator[Found]:
    raw = [*about_file, *_asked(rules.with_check, lambda rule: rule.check(note, vault))]
    own = directives(note)
    if own:
        raw.sort(key=lambda it: it.order)
        unused = tuple(_unused(note, vault, rules.all, own, raw))
        raw += _asked(rules.all, lambda rule: rule.check_directives(note, own, unused))
    return _found(note, raw, own)


def _found(note: Note, raw: list[_Raw], own: tuple[Directive, ...]) -> Iterator[Found]:
    counts: Counter[tuple[str, str]] = Counter()
    raw.sort(key=lambda it: it.order)
    silenced = {it for directive in own for it in _silenced(directive, raw)}
    for it, _ in groupby(raw):  # one alias in YAML is a link twice
        rule, subject = it.chosen.rule.name, subject_of(note, it.problem)
        counts[rule, subject] += 1
        identity = fingerprint(rule, note.path, subject, counts[rule, subject])
        yield Found(_diagnostic(note, *it, identity), "comment" if silenced and it in silenced else None)


def _asked(rules: tuple[Selected, ...], ask: Callable[[Rule], Iterator[Problem]]) -> list[_Raw]:
    found: list[_Raw] = []
    for chosen in rules:
        try:
            for problem in ask(chosen.rule):
                found.append(_Raw(chosen, problem))
        except Exception as error:  # our own fault, and no reason to keep quiet about all other notes
            found.append(_Raw(Selected(_Broken()), _confession(chosen.rule, error)))
    return found


class _Broken(Rule, frozen=True):
    """A rule failed."""


_Broken.name, _Broken.group, _Broken.severity = BROKEN, "internal", "error"


def _confession(rule: Rule, error: Exception) -> Problem:
    return Problem(Span(0, 0), f"the rule {rule.name} failed on this note: {fault(error)}", subject=rule.name)


def _unused(
    note: Note, vault: Vault, rules: tuple[Selected, ...], own: tuple[Directive, ...], raw: list[_Raw]
) -> Iterator[Unused]:
    """Directives, and names in them, that silence nothing, though all rules ran that the config has for them here."""
    ran = {chosen.rule.name for chosen in rules}
    asked = {chosen.rule.name for chosen in _configured(vault).at(note.path) if not _is_on_directives(chosen.rule)}

    def is_idle(name: str, reach: Span) -> bool:
        meant = asked.intersection(_rules_of(name))
        silenced = (it.chosen.rule.name for it in _within(reach, raw))
        return bool(meant) and meant <= ran and not any(rule in _rules_of(name) for rule in silenced)

    for directive in own:
        if directive.silences:
            idle = tuple(name for name in directive.names if is_idle(name.text, name.reach))
            if idle or (not directive.names and is_idle(ALL, directive.reach)):
                yield Unused(directive, idle)


@once_per_vault
def _configured(vault: Vault) -> Selection:
    return select(vault.config)


def _rules_of(name: str) -> tuple[str, ...]:
    return groups().get(name, (name,))


def _is_on_directives(rule: Rule) -> bool:
    return type(rule).check_directives is not Rule.check_directives


def _silenced(directive: Directive, raw: list[_Raw]) -> Iterator[_Raw]:
    for name, reach in directive.reaches:
        yield from (it for it in _within(reach, raw) if _is_meant(name, it.chosen.rule))
    for it in _within(directive.span, raw):  # what is said of the directive itself
        if _is_on_directives(it.chosen.rule) and any(_is_meant(name.text, it.chosen.rule) for name in directive.names):
            yield it


def _is_meant(name: str, rule: Rule) -> bool:
    """What is said of directives is meant only by name: one that is for all rules would hide its own mistakes."""
    if _is_on_directives(rule):
        return name in (rule.name, rule.group)
    return rule.name != BROKEN and (name == ALL or rule.name in _rules_of(name))


def _within(reach: Span, raw: list[_Raw]) -> list[_Raw]:
    """Of what is sorted by place, what begins there."""
    first, last = (
        bisect_left(raw, offset, key=lambda it: it.problem.span.start) for offset in (reach.start, reach.end)
    )
    return raw[first:last]


class _Meant(NamedTuple):
    """The rules for one kind of note."""

    selected: tuple[Selected, ...]
    """For any kind; kept, so that its identity stays its own."""
    all: tuple[Selected, ...]
    with_check: tuple[Selected, ...]
    """Those that look at a note by itself."""


def _chooser(vault: Vault) -> Callable[[Note, tuple[Selected, ...]], _Meant]:
    """Remembers by identity: to hash all rules again for each note takes longer than some rules do."""
    known: dict[tuple[int, bool, bool, bool], _Meant] = {}

    def meant_for(note: Note, selected: tuple[Selected, ...]) -> _Meant:
        kind = note.path in vault.templates, note.path in vault.canvases, note.is_generated
        key = (id(selected), *kind)
        if key not in known:
            rules = tuple(it for it in selected if _is_for(it.rule, *kind))
            known[key] = _Meant(selected, rules, tuple(it for it in rules if type(it.rule).check is not Rule.check))
        return known[key]

    return meant_for


def _is_for(rule: Rule, is_template: bool, is_canvas: bool, is_generated: bool) -> bool:
    return (
        (rule.for_generated or not is_generated)
        and (rule.for_templates or not is_template)
        and (rule.for_canvases or not is_canvas)
    )


def _about_files(vault: Vault, rules_at: RulesAt) -> dict[str, list[_Raw]]:
    """What the rules say about files as such, by vault path: each set of rules about the files that it is for."""
    found: dict[str, list[_Raw]] = {}
    for selected in {id(it): it for it in map(rules_at, vault.files)}.values():
        for chosen in selected:
            if type(chosen.rule).check_files is not Rule.check_files:
                for path, problem in chosen.rule.check_files(vault):
                    if rules_at(path) is selected and not vault.is_excluded(path):
                        found.setdefault(path, []).append(_Raw(chosen, problem))
    return found


def fails(diagnostics: Iterable[Diagnostic], fail_on: FailOn) -> bool:
    """Is there one as bad as `fail_on`?"""
    if fail_on == "never":
        return False
    bad = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return any(diagnostic.severity in bad for diagnostic in diagnostics)


def _diagnostic(note: Note, chosen: Selected, problem: Problem, identity: str) -> Diagnostic:
    start, end = note.place(problem.span.start), note.place(problem.span.end)
    rule = chosen.rule
    return Diagnostic(
        path=note.path,
        line=start.line,
        column=start.column,
        end_line=end.line,
        end_column=end.column,
        rule=rule.name,
        group=rule.group,
        severity=chosen.severity or problem.severity or rule.severity,
        message=problem.message,
        fix=problem.fix if chosen.is_fixable and note.is_intact else None,
        fingerprint=identity,
    )
