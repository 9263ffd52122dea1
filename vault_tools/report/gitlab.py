"""Code Quality, which GitLab shows in merge requests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vault_tools.model import Diagnostic, Severity
from vault_tools.printable import indented_json
from vault_tools.report import Report

_SEVERITIES: dict[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}


def lines(report: Report) -> Iterator[str]:
    issues = [_issue(d, report.folder) for d in report.diagnostics]
    yield indented_json(issues)


def _issue(d: Diagnostic, folder: str) -> dict[str, Any]:
    return {
        "description": d.message,
        "check_name": d.rule,
        "fingerprint": d.fingerprint,
        "severity": _SEVERITIES[d.severity],
        "location": {"path": folder + d.path, "lines": {"begin": d.line}},
    }
