"""One line per problem, then one line that sums up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from vault_tools.model import SEVERITIES, Severity, file_class
from vault_tools.printable import on_one_line
from vault_tools.report import Report


def lines(report: Report) -> Iterator[str]:
    for d in report.diagnostics:
        yield on_one_line(f"{d.path}:{d.line}:{d.column}: {d.severity} {d.rule} {d.message}")
    yield summary(report)


def summary(report: Report) -> str:
    if not report.diagnostics:
        return f"No problems in {_counted(report.notes, 'note')}."
    counts = Counter(d.severity for d in report.diagnostics)
    listed = ", ".join(_counted(counts[severity], _NOUNS[severity]) for severity in SEVERITIES if counts[severity])
    touched = {d.path for d in report.diagnostics}
    notes = sum(file_class(path) == "note" for path in touched)
    others = f" and {_counted(len(touched) - notes, 'other file')}" if len(touched) > notes else ""
    total = _counted(len(report.diagnostics), "problem")
    return f"Found {total} ({listed}) in {notes} of {_counted(report.notes, 'note')}{others}."


_NOUNS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "info"}


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 or noun == "info" else f"{number} {noun}s"
