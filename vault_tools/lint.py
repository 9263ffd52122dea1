"""Rules over notes: a stream of what they find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from vault_tools.config import FailOn
from vault_tools.directives import Directive, Unused, directives
from vault_tools.errors import fault
from vault_tools.fingerprint import fingerprint, subject_of
from vault_tools.model import SEVERITIES, Diagnostic, Note, Problem, Silencer, Span
from vault_tools.rules import Rule, groups
from vault_tools.selection import Selected, select
from vault_tools.vault import Step, Vault, no_step

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
    for done, path in enumerate(paths, 1):
        yield from _search_file(path, vault, rules_at(path), about_files.get(path, []))
        step(done, len(paths))


def _search_file(path: str, vault: Vault, selected: tuple[Selected, ...], about_file: list[_Raw]) -> Iterator[Found]:
    note = vault.source(path) or Note(path=path, text="")
    rules = _meant_for(selected, path in vault.templates, path in vault.canvases, note.is_generated)
    raw = [*about_file, *(_check(note, vault, rules) if vault.source(path) else ())]
    own = directives(note)
    if own:
        raw += _check_directives(note, vault, selected, own, raw)
    counts: Counter[tuple[str, str]] = Counter()
    for chosen, problem in dict.fromkeys(sorted(raw, key=lambda it: it.order)):  # one alias in YAML is a link twice
        subject = subject_of(note, problem)
        counts[chosen.rule.name, subject] += 1
        identity = fingerprint(chosen.rule.name, path, subject, counts[chosen.rule.name, subject])
        is_silenced = any(_silences(directive, chosen.rule, problem) for directive in own)
        yield Found(_diagnostic(note, problem, chosen, identity), "comment" if is_silenced else None)


def _check(note: Note, vault: Vault, rules: tuple[Selected, ...]) -> list[_Raw]:
    found: list[_Raw] = []
    for chosen in rules:
        try:
            for problem in chosen.rule.check(note, vault):
                found.append(_Raw(chosen, problem))
        except Exception as error:  # our own fault, and no reason to keep quiet about all other notes
            found.append(_Raw(Selected(_Broken()), _confession(chosen.rule, error)))
    return found


class _Broken(Rule, frozen=True):
    """A rule failed."""


_Broken.name, _Broken.group, _Broken.severity = BROKEN, "internal", "error"


def _confession(rule: Rule, error: Exception) -> Problem:
    return Problem(Span(0, 0), f"the rule {rule.name} failed on this note: {fault(error)}", subject=rule.name)


def _check_directives(
    note: Note, vault: Vault, selected: tuple[Selected, ...], own: tuple[Directive, ...], raw: list[_Raw]
) -> list[_Raw]:
    """What the rules on directives say of them, once it is known what each silences."""
    unused = tuple(_unused(note, vault, selected, own, raw))
    return [_Raw(chosen, problem) for chosen in selected for problem in chosen.rule.check_directives(note, own, unused)]


def _unused(
    note: Note, vault: Vault, selected: tuple[Selected, ...], own: tuple[Directive, ...], raw: list[_Raw]
) -> Iterator[Unused]:
    """Names that silence nothing though their rules ran; a directive for all rules only if all of the config's did."""
    ran = {chosen.rule.name for chosen in selected}
    for directive in own:
        silenced = {it.chosen.rule.name for it in raw if _reaches(directive, it.problem)}
        if not directive.names:
            asked = {chosen.rule.name for chosen in select(vault.config).at(note.path)}
            if not silenced and asked <= ran:
                yield Unused(directive, ())
        else:
            names = {name: groups().get(name.text, (name.text,)) for name in directive.names}
            idle = tuple(name for name, rules in names.items() if ran.issuperset(rules) and silenced.isdisjoint(rules))
            if idle:
                yield Unused(directive, idle)


def _silences(directive: Directive, rule: Rule, problem: Problem) -> bool:
    names = {name.text for name in directive.names}
    is_named = not names or rule.name in names or rule.group in names or "all" in names
    return is_named and rule.name != BROKEN and _reaches(directive, problem)


def _reaches(directive: Directive, problem: Problem) -> bool:
    return directive.reach.holds(problem.span.start)


@lru_cache(maxsize=64)
def _meant_for(
    selected: tuple[Selected, ...], is_template: bool, is_canvas: bool, is_generated: bool
) -> tuple[Selected, ...]:
    return tuple(
        chosen
        for chosen in selected
        if type(chosen.rule).check is not Rule.check
        and (chosen.rule.for_generated or not is_generated)
        and (chosen.rule.for_templates or not is_template)
        and (chosen.rule.for_canvases or not is_canvas)
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


def _diagnostic(note: Note, problem: Problem, chosen: Selected, identity: str) -> Diagnostic:
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
        fix=problem.fix if chosen.is_fixable else None,
        fingerprint=identity,
    )
