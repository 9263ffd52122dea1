"""Rules over notes: a stream of diagnostics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vault_tools.config import FailOn
from vault_tools.model import SEVERITIES, Diagnostic, Note, Problem
from vault_tools.rules import Selected
from vault_tools.vault import Vault


def lint(vault: Vault, selected: Iterable[Selected], paths: Iterable[str] | None = None) -> Iterator[Diagnostic]:
    """What the rules say about the notes at `paths` (default: all), sorted by path, place and rule.

    A path that is excluded, or no note of the vault, yields nothing.
    """
    selected = tuple(selected)
    for path in vault.notes if paths is None else sorted(set(paths)):
        note = vault.notes.get(path)
        if note:
            found = dict.fromkeys(lint_note(note, vault, selected))  # one alias in YAML is one link at two properties
            yield from sorted(found, key=lambda diagnostic: diagnostic.order)


def lint_note(note: Note, vault: Vault, selected: Iterable[Selected]) -> Iterator[Diagnostic]:
    generated = note.is_generated
    for chosen in selected:
        if generated and not chosen.rule.for_generated:
            continue
        try:
            for problem in chosen.rule.check(note, vault):
                yield _diagnostic(note, problem, chosen)
        except Exception as error:  # our own fault: say where, and let it be seen
            error.add_note(f"in the rule {chosen.rule.name}, on the note {note.path}")
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
