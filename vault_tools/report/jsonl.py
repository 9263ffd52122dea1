"""The objects of `json`, one per line; nothing where there is no problem."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from vault_tools.report import Report


def lines(report: Report) -> Iterator[str]:
    for d in report.diagnostics:
        yield msgspec.json.encode(d).decode()
