"""The line at the end: how many problems there are, and what can be done about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from vault_tools.model import SEVERITIES, Safety, file_class
from vault_tools.printable import counted
from vault_tools.report import Report


def ending(report: Report) -> Iterator[str]:
    """The last line of a list for people; none if they want it quiet."""
    if not report.is_quiet:
        yield report.look.paint(summary(report), "bold")


def summary(report: Report) -> str:
    return " ".join(_sentences(report))


def _sentences(report: Report) -> Iterator[str]:
    if report.fixed:
        yield f"Fixed {counted(report.fixed, 'problem')}."
    yield _found(report) if report.diagnostics else f"No problems in {counted(report.notes, 'note')}."
    yield from _fixable(Counter(d.fix.safety for d in report.diagnostics if d.fix))
    if known := sum(silencer == "baseline" for _, silencer in report.silenced):
        more = " more" if report.diagnostics else ""
        yield f"{known:,}{more} {'is' if known == 1 else 'are'} in the baseline."


def _found(report: Report) -> str:
    counts = Counter(d.severity for d in report.diagnostics)
    listed = ", ".join(counted(counts[severity], severity) for severity in SEVERITIES if counts[severity])
    touched = {d.path for d in report.diagnostics}
    notes = sum(file_class(path) == "note" for path in touched)
    others = f" and {counted(len(touched) - notes, 'other file')}" if len(touched) > notes else ""
    total = counted(len(report.diagnostics), "problem")
    return f"Found {total} ({listed}) in {notes:,} of {counted(report.notes, 'note')}{others}."


def _fixable(counts: Counter[Safety]) -> Iterator[str]:
    safe, unsafe = counts["safe"], counts["unsafe"]
    if safe:
        more = f", {unsafe:,} more with --unsafe-fixes" if unsafe else ""
        yield f"{safe:,} can be fixed with --fix{more}."
    elif unsafe:
        yield f"{unsafe:,} can be fixed with --fix --unsafe-fixes."
