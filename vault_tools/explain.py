"""The page of a rule, made from the rule itself: docstring, options, examples."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc
from typing import Any

from vault_tools.declared import option_table, options
from vault_tools.rules import Example, Rule, rules

_OBSIDIAN = "In Obsidian, "


def paragraphs(rule: type[Rule]) -> tuple[str, ...]:
    """Of its docstring, each on one line."""
    return tuple(paragraph.replace("\n", " ") for paragraph in cleandoc(rule.__doc__ or "").split("\n\n"))


def summary(rule: type[Rule]) -> str:
    """The first paragraph of its docstring, which is one sentence."""
    return paragraphs(rule)[0]


def reason(rule: type[Rule]) -> str:
    """Why it matters: the first paragraph after the summary, or else the summary."""
    further = (paragraph for paragraph in paragraphs(rule)[1:] if not paragraph.startswith(_OBSIDIAN))
    return next(further, summary(rule))


def in_obsidian(rule: type[Rule]) -> str:
    """What a reader sees in Obsidian; empty where the docstring does not say."""
    return next((paragraph for paragraph in paragraphs(rule) if paragraph.startswith(_OBSIDIAN)), "")


def fixes_of(rule: type[Rule]) -> str:
    """`safe`, `unsafe`, both, or empty."""
    return ", ".join(sorted(rule.fixes))


def as_object(rule: type[Rule]) -> dict[str, Any]:
    """All that a list of rules tells, for JSON."""
    return {
        "name": rule.name,
        "group": rule.group,
        "severity": rule.severity,
        "default": rule.is_default,
        "fixes": sorted(rule.fixes),
        "summary": summary(rule),
        "options": [
            {"name": o.name, "type": o.type, "default": o.default, "description": o.description} for o in options(rule)
        ],
    }


def page(rule: type[Rule], level: int = 1) -> Iterator[str]:
    """Lines of Markdown."""
    yield f"{'#' * level} {rule.name}"
    yield ""
    default = "on by default" if rule.is_default else "off by default"
    fixes = fixes_of(rule) or "none"
    yield f"Group `{rule.group}` · severity `{rule.severity}` · {default} · fixes: {fixes}"
    yield ""
    yield from cleandoc(rule.__doc__ or "").split("\n")
    yield from option_table(rule)
    for example in rule.examples:
        yield ""
        yield from _example(example)


def all_pages() -> Iterator[str]:
    """`docs/rules.md`."""
    yield "# Rules"
    yield ""
    yield "Made by `vault-tools rules --format markdown`; do not edit."
    for rule in rules().values():
        yield ""
        yield from page(rule, level=2)


def _example(example: Example) -> Iterator[str]:
    yield "Reported:" if example.problems else "Not reported:"
    yield ""
    yield "````text"
    if example.config:
        yield "vault-tools.toml"
        yield from _indented(example.config.strip())
    for path, text in example.files.items():
        yield path
        yield from _indented(text.removesuffix("\n"))
    yield "````"
    if example.problems:
        yield ""
        yield from (f"- `{problem.replace('`', '')}`" for problem in example.problems)
    if example.fixed:
        yield from ("", "Fixed:", "", "````text")
        for path, text in example.fixed.items():
            yield path
            yield from _indented(text.removesuffix("\n"))
        yield "````"


_SHOWN = str.maketrans("\0\r", "␀␍")
"""What a page cannot hold."""


def _indented(text: str) -> Iterator[str]:
    text = text.encode(errors="surrogateescape").decode(errors="replace").translate(_SHOWN)  # what is not UTF-8
    for line in text.split("\n") if text else []:
        yield f"    {line}".rstrip()
