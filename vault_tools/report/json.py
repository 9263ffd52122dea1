"""An array of objects whose keys are the fields of `Diagnostic`."""

from __future__ import annotations

from collections.abc import Iterator

from vault_tools.printable import indented_json
from vault_tools.report import Report


def lines(report: Report) -> Iterator[str]:
    yield indented_json(report.diagnostics)
