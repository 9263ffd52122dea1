"""An array of objects whose keys are the fields of `Diagnostic`."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from vault_tools.report import Report


def lines(report: Report) -> Iterator[str]:
    yield msgspec.json.format(msgspec.json.encode(report.diagnostics), indent=2).decode()
