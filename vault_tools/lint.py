"""Rules over notes: a stream of diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from vault_tools.config import FailOn
from vault_tools.model import SEVERITIES, Diagnostic, Note, Problem
from vault_tools.rules import Rule, Selected
from vault_tools.vault import Vault


def lint(
    vault: Vault, selected: Iterable[Selected], is_meant: Callable[[str], bool] = lambda path: True
) -> Iterator[Diagnostic]:
    """What the rules say about what is written at the vault paths that are meant, sorted by path, place and rule.

    What is excluded yields nothing.
    """
    selected = tuple(selected)
    about_files = _about_files(vault, selected)
    canvases = (path for path in vault.canvases if not vault.is_excluded(path))
    for path in sorted({*vault.notes, *vault.templates, *canvases, *about_files}):
        if is_meant(path):
            note = vault.source(path)
            found = about_files.get(path, [])
            if note:
                found = [*found, *lint_note(note, vault, selected)]
            # one alias in YAML is one link at two properties
            yield from sorted(dict.fromkeys(found), key=lambda diagnostic: diagnostic.order)


def lint_note(note: Note, vault: Vault, selected: tuple[Selected, ...]) -> Iterator[Diagnostic]:
    for chosen in _meant_for(selected, note.path in vault.templates, note.path in vault.canvases, note.is_generated):
        try:
            for problem in chosen.rule.check(note, vault):
                yield _diagnostic(note, problem, chosen)
        except Exception as error:  # our own fault: say where, and let it be seen
            error.add_note(f"in the rule {chosen.rule.name}, on the note {note.path}")
            raise


@lru_cache(maxsize=8)
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


def _about_files(vault: Vault, selected: Iterable[Selected]) -> dict[str, list[Diagnostic]]:
    found: dict[str, list[Diagnostic]] = {}
    for chosen in selected:
        for path, problem in chosen.rule.check_files(vault):
            if not vault.is_excluded(path):
                note = vault.source(path) or Note(path=path, text="")
                found.setdefault(path, []).append(_diagnostic(note, problem, chosen))
    return found


def fails(diagnostics: Iterable[Diagnostic], fail_on: FailOn) -> bool:
    """Is there one as bad as `fail_on`?"""
    if fail_on == "never":
        return False
    bad = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return any(diagnostic.severity in bad for diagnostic in diagnostics)


def _diagnostic(note: Note, problem: Problem, chosen: Selected) -> Diagnostic:
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
        fix=problem.fix,
    )
