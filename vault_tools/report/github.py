"""Workflow commands that GitHub shows as annotations."""

from __future__ import annotations

from collections.abc import Iterator

from vault_tools.model import SEVERITIES, Diagnostic, Severity
from vault_tools.printable import on_one_line
from vault_tools.report import Report
from vault_tools.report._summary import summary

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


def lines(report: Report) -> Iterator[str]:
    """Worst first: GitHub shows about ten of a kind per step and drops the rest."""
    for d in sorted(report.diagnostics, key=lambda d: (SEVERITIES.index(d.severity), d.order)):
        yield f"::{_COMMANDS[d.severity]} {','.join(_properties(d, report.folder))}::{on_one_line(_data(d.message))}"
    if not report.is_quiet:
        yield summary(report)


def _properties(d: Diagnostic, folder: str) -> Iterator[str]:
    yield f"file={_property(folder + d.path)}"
    yield f"line={d.line}"
    if d.line == d.end_line:  # GitHub rejects columns that span lines
        yield f"col={d.column}"
        yield f"endColumn={d.end_column}"
    yield f"endLine={d.end_line}"
    yield f"title={_property(d.rule)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
