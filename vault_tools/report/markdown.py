"""A report to commit or to post. What notes say stands in code spans, where nothing is a link, a tag or a mention."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, groupby

from vault_tools.model import Diagnostic, Safety
from vault_tools.printable import on_one_line
from vault_tools.report import Report
from vault_tools.report._statistics import counts
from vault_tools.report._summary import summary

_MARKS: dict[Safety, str] = {"safe": " (has a fix)", "unsafe": " (has an unsafe fix)"}


def lines(report: Report) -> Iterator[str]:
    yield from ("# Problems in the vault", "", summary(report))
    if report.diagnostics:
        yield from ("", "| rule | severity | problems | fixable |", "| --- | --- | ---: | ---: |")
        for it in counts(report):
            yield f"| {it.rule} | {it.severity} | {it.count:,} | {it.fixable:,} |"
    for path, found in groupby(report.diagnostics, lambda d: d.path):
        yield from ("", f"## {_code(report.folder + path)}", "")
        yield from map(_item, found)


def _item(d: Diagnostic) -> str:
    mark = _MARKS[d.fix.safety] if d.fix else ""
    return f"- {d.line}:{d.column} {d.severity} {d.rule}: {_code(d.message)}{mark}"


def _code(text: str) -> str:
    """A code span ends at as many backticks as it begins with, so there must not be as many in it."""
    text = on_one_line(text)
    runs = {len(run) for run in re.findall("`+", text)}
    fence = "`" * next(length for length in count(1) if length not in runs)
    space = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{fence}{space}{text}{space}{fence}"
