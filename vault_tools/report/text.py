"""One line per problem, marked `[*]` if it has a safe fix and `[!]` if an unsafe one; then one line that sums up."""

from __future__ import annotations

from collections.abc import Iterator

from vault_tools.model import Diagnostic, Safety
from vault_tools.printable import on_one_line
from vault_tools.report import Look, Report
from vault_tools.report._summary import ending

_MARKS: dict[Safety, str] = {"safe": "[*]", "unsafe": "[!]"}


def lines(report: Report) -> Iterator[str]:
    for d in report.diagnostics:
        yield line(d, report.look)
    yield from ending(report)


def line(d: Diagnostic, look: Look) -> str:
    """What a note says is made printable before it is painted: only the paint may steer the terminal."""
    place = look.link(look.paint(on_one_line(f"{d.path}:{d.line}:{d.column}"), "path"), d.path)
    mark = f" {look.paint(_MARKS[d.fix.safety], 'fix')}" if d.fix else ""
    severity, rule = look.paint(d.severity, d.severity), look.paint(d.rule, "rule")
    return f"{place}: {severity} {rule} {on_one_line(d.message)}{mark}"
