"""JUnit's XML: a suite per file, a failed test per problem."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from vault_tools.model import Diagnostic
from vault_tools.printable import on_one_line
from vault_tools.report import Report

_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""Besides control characters."""


def lines(report: Report) -> Iterator[str]:
    root = Element("testsuites", _named("vault-tools lint", len(report.diagnostics)))
    for path, found in groupby(report.diagnostics, lambda d: d.path):
        _add_suite(root, _legal(report.folder + path), list(found))
    indent(root)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield tostring(root, encoding="unicode")


def _add_suite(root: Element, path: str, diagnostics: list[Diagnostic]) -> None:
    suite = SubElement(root, "testsuite", _named(path, len(diagnostics)))
    for d in diagnostics:
        case = SubElement(suite, "testcase", name=f"{d.rule} {d.line}:{d.column}", classname=path)
        failure = SubElement(case, "failure", message=_legal(d.message), type=d.severity)
        failure.text = _legal(f"{path}:{d.line}:{d.column}: {d.severity} {d.rule} {d.message}")


def _named(name: str, problems: int) -> dict[str, str]:
    return {"name": name, "tests": str(problems), "failures": str(problems), "errors": "0"}


def _legal(text: str) -> str:
    """XML can hold neither, not even as references."""
    return _NOT_IN_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", on_one_line(text))
