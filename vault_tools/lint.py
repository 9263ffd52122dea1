"""Rules over notes: a stream of diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

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
    for path in sorted({*vault.notes, *vault.templates, *vault.canvases, *about_files}):
        if is_meant(path):
            note = vault.source(path)
            found = about_files.get(path, [])
            if note:
                found = [*found, *lint_note(note, vault, selected)]
            yield from sorted(
                dict.fromkeys(found),  # one alias in YAML is one link at two properties
                key=lambda diagnostic: diagnostic.order,
            )


def lint_note(note: Note, vault: Vault, selected: Iterable[Selected]) -> Iterator[Diagnostic]:
    is_generated = note.is_generated
    is_template, is_canvas = note.path in vault.templates, note.path in vault.canvases
    for chosen in selected:
        rule = chosen.rule
        if (
            (rule.for_generated or not is_generated)
            and (rule.for_templates or not is_template)
            and (rule.for_canvases or not is_canvas)
        ):
            with _blamed_on(rule, note.path):
                for problem in rule.check(note, vault):
                    yield _diagnostic(note, problem, chosen)


def _about_files(vault: Vault, selected: Iterable[Selected]) -> dict[str, list[Diagnostic]]:
    found: dict[str, list[Diagnostic]] = {}
    for chosen in selected:
        with _blamed_on(chosen.rule, "names of files"):
            for path, problem in chosen.rule.check_files(vault):
                if not vault.is_excluded(path):
                    note = vault.source(path) or Note(path=path, text="")
                    found.setdefault(path, []).append(_diagnostic(note, problem, chosen))
    return found


@contextmanager
def _blamed_on(rule: Rule, subject: str) -> Iterator[None]:
    """An exception is our own fault: say where it was, and let it be seen."""
    try:
        yield
    except Exception as error:
        error.add_note(f"in the rule {rule.name}, on {subject}")
        raise


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
