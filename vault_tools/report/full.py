"""Each problem with the lines that it is in, why it is one, what Obsidian makes of it, and what a fix would."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from shlex import join
from textwrap import wrap

from vault_tools.explain import in_obsidian, reason
from vault_tools.model import Diagnostic, Fix, Note
from vault_tools.printable import on_one_line
from vault_tools.report import Look, Report
from vault_tools.report._change import change
from vault_tools.report._snippet import WIDTH, snippet
from vault_tools.report._summary import ending
from vault_tools.report.text import line
from vault_tools.rules import rules

_ROLES = {"-": "removed", "+": "added"}


def lines(report: Report) -> Iterator[str]:
    for d in report.diagnostics:
        yield line(d, report.look)
        yield from (f"  {detail}" for detail in _details(d, report))
        yield ""
    yield from ending(report)


def _details(d: Diagnostic, report: Report) -> Iterator[str]:
    note = report.source(d.path)
    if note:
        yield from snippet(d, note, report.look)
    for label, text in _told(d.rule):
        first, *rest = text
        yield f"{report.look.paint(label, 'bold')} {first}"
        yield from rest
    if note and d.fix:
        yield f"{report.look.paint('fix:', 'bold')} {on_one_line(join(_command(d, d.fix, report)))}"
        yield from _change(note, d.fix, report.look)


@cache
def _told(rule: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Labels, each with a text broken into lines."""
    if rule not in rules():
        return ()
    told = (("why:", reason(rules()[rule])), ("in Obsidian:", in_obsidian(rules()[rule]).partition(", ")[2]))
    return tuple((label, _wrapped(label, text)) for label, text in told if text)


def _wrapped(label: str, text: str) -> tuple[str, ...]:
    first, *rest = wrap(f"{label} {text}", WIDTH, break_long_words=False, break_on_hyphens=False)
    return first.removeprefix(f"{label} "), *(f"  {line}" for line in rest)


def _command(d: Diagnostic, fix: Fix, report: Report) -> Iterator[str]:
    """What makes fixes of this kind in the note, and no others."""
    yield from ("vault-tools", "lint", *report.again, "--fix")
    if fix.safety == "unsafe":
        yield "--unsafe-fixes"
    if d.rule in rules() and not rules()[d.rule].is_default:
        yield from ("--extend-select", d.rule)
    path = report.root + d.path
    yield from ("--fixable", d.rule, f"./{path}" if path.startswith("-") else path)


def _change(note: Note, fix: Fix, look: Look) -> Iterator[str]:
    for changed in change(note, fix):
        yield f"  {look.paint(changed, _ROLES[changed[0]])}"
