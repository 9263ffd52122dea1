"""How often each rule found something, and how bad it is."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from vault_tools.explain import summary as summary_of
from vault_tools.model import SEVERITIES, Diagnostic, Severity
from vault_tools.printable import indented_json
from vault_tools.report import Report
from vault_tools.report._summary import ending
from vault_tools.rules import rules


class Count(msgspec.Struct, frozen=True):
    """These fields, in this order, are the JSON."""

    rule: str
    severity: Severity
    """A rule whose problems are not all as bad has several of these."""
    count: int
    fixable: int
    """How many of them have a safe fix."""
    summary: str


def counts(report: Report) -> list[Count]:
    """The most frequent first."""
    found: dict[tuple[str, Severity], list[Diagnostic]] = {}
    for d in report.diagnostics:
        found.setdefault((d.rule, d.severity), []).append(d)
    counted = (_count(rule, severity, found) for (rule, severity), found in found.items())
    return sorted(counted, key=lambda it: (-it.count, it.rule, SEVERITIES.index(it.severity)))


def _count(rule: str, severity: Severity, found: list[Diagnostic]) -> Count:
    fixable = sum(d.fix is not None and d.fix.safety == "safe" for d in found)
    return Count(rule, severity, len(found), fixable, summary_of(rules()[rule]) if rule in rules() else "")


def statistics(report: Report) -> Iterator[str]:
    """A line per rule and severity, then one line that sums up."""
    look, counted = report.look, counts(report)
    if counted:
        width = max(len(it.rule) for it in counted)
        yield look.paint(f"problems  fixable  severity  {'rule':<{width}}  what is wrong", "dim")
        for it in counted:
            severity, rule = look.paint(f"{it.severity:<8}", it.severity), look.paint(f"{it.rule:<{width}}", "rule")
            yield f"{it.count:>8,}  {it.fixable:>7,}  {severity}  {rule}  {it.summary}".rstrip()
    yield from ending(report)


def statistics_json(report: Report) -> Iterator[str]:
    yield indented_json(counts(report))
