"""SARIF 2.1.0, which GitHub code scanning and editors read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from vault_tools import __version__
from vault_tools.explain import page, paragraphs, summary
from vault_tools.model import Diagnostic, Edit, Note, Severity, Silencer
from vault_tools.printable import indented_json
from vault_tools.report import Report
from vault_tools.rules import Rule, rules

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_SUPPRESSIONS: dict[Silencer, str] = {"comment": "inSource", "baseline": "external"}

_Object = dict[str, Any]

_IDENTITIES = ("vaultTools/v1", "primaryLocationLineHash")
"""The second is the only one that GitHub looks at; without it, GitHub makes one from the line."""


def lines(report: Report) -> Iterator[str]:
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
    yield indented_json(document)


def _run(report: Report) -> _Object:
    found = [*((d, None) for d in report.diagnostics), *report.silenced]
    return {
        "tool": {
            "driver": {
                "name": "vault-tools",
                "version": __version__,
                "rules": [_descriptor(rule) for rule in rules().values()],
            }
        },
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(d, silencer, report) for d, silencer in sorted(found, key=lambda it: it[0].order)],
    }


def _descriptor(rule: type[Rule]) -> _Object:
    text = "\n\n".join(paragraphs(rule))
    return {
        "id": rule.name,
        "name": rule.__name__,
        "shortDescription": {"text": summary(rule)},
        "fullDescription": {"text": text},
        "help": {"text": text, "markdown": "\n".join(page(rule))},
        "defaultConfiguration": {"enabled": rule.is_default, "level": _LEVELS[rule.severity]},
        "properties": {"group": rule.group, "tags": [rule.group]},
    }


_INDEX = {name: index for index, name in enumerate(rules())}


def _result(d: Diagnostic, silencer: Silencer | None, report: Report) -> _Object:
    index = {"ruleIndex": _INDEX[d.rule]} if d.rule in _INDEX else {}
    file = {"uri": quote(report.folder + d.path), "uriBaseId": _ROOT}
    region = _region(d.line, d.column, d.end_line, d.end_column)
    return {
        "ruleId": d.rule,
        **index,
        "level": _LEVELS[d.severity],
        "message": {"text": d.message.replace("](", "\\](")},  # else SARIF reads a link of its own there
        "locations": [{"physicalLocation": {"artifactLocation": file, "region": region}}],
        "partialFingerprints": dict.fromkeys(_IDENTITIES, d.fingerprint),
        **_fixes(d, file, report.source(d.path)),
        "suppressions": [{"kind": _SUPPRESSIONS[silencer]}] if silencer else [],
    }


def _fixes(d: Diagnostic, file: _Object, note: Note | None) -> _Object:
    """Only what may be applied without a look at it."""
    if not note or not d.fix or d.fix.safety != "safe":
        return {}
    replacements = [_replacement(edit, note) for edit in d.fix.edits]
    return {"fixes": [{"artifactChanges": [{"artifactLocation": file, "replacements": replacements}]}]}


def _replacement(edit: Edit, note: Note) -> _Object:
    start, end = note.place(edit.start), note.place(edit.end)
    return {"deletedRegion": _region(*start, *end), "insertedContent": {"text": edit.new}}


def _region(line: int, column: int, end_line: int, end_column: int) -> _Object:
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
