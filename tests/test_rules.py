"""Every example of every rule, as given and in the variations that must not change the answer."""

import tomllib

import pytest

from vault_tools.config.tables import Config
from vault_tools.declared import check
from vault_tools.explain import in_obsidian
from vault_tools.lint import lint
from vault_tools.rules import rules
from vault_tools.selection import Asked, mistakes, select
from vault_tools.source import splice
from vault_tools.vault.memory import memory_vault

HEAD = "---\nadded: by the test\n---\n"


def linted(rule, files, config_text, beside=()):
    problems = []
    config = check(tomllib.loads(config_text), Config, (), problems)
    assert problems == []
    assert list(mistakes(config)) == []
    vault = memory_vault(files, config)
    at = select(config, Asked(select=(rule.name, *beside))).at
    return vault, [d for d in lint(vault, at) if d.rule == rule.name]


def found(rule, files, config_text, beside=()):
    return [(d.path, d.line, d.column, d.message) for d in linted(rule, files, config_text, beside)[1]]


def fixed(rule, files, config_text, beside=()):
    """The texts after every fix, given with what the edits count in."""
    edits = {}
    for diagnostic in linted(rule, files, config_text, beside)[1]:
        if diagnostic.fix:
            edits.setdefault(diagnostic.path, set()).update(diagnostic.fix.edits)
    return {path: splice(files[path], found) for path, found in edits.items()}


def expected(example):
    for problem in example.problems:
        path, line, column, message = problem.split(":", 3)
        yield path, int(line), int(column), message.removeprefix(" ")


def texts(files, change):
    return {path: change(text) if path.endswith(".md") else text for path, text in files.items()}


EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name} {number}")
    for rule in rules().values()
    for number, example in enumerate(rule.examples, 1)
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_as_given(rule, example):
    assert found(rule, example.files, example.config, example.beside) == list(expected(example))


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_what_the_fixes_make(rule, example):
    texts = fixed(rule, example.files, example.config, example.beside)
    assert texts == example.fixed
    assert fixed(rule, example.files | texts, example.config, example.beside) == {}, "a fix leaves nothing to fix"


@pytest.mark.parametrize("change", [lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t], ids=["CRLF", "BOM"])
@pytest.mark.parametrize(("rule", "example"), [p for p in EXAMPLES if p.values[1].fixed])
def test_fixes_in_other_bytes(rule, example, change):
    assert fixed(rule, texts(example.files, change), example.config, example.beside) == texts(example.fixed, change)


def examples(variation, fits):
    return [p for p in EXAMPLES if variation not in p.values[1].unlike and fits(p.values[1])]


def has_no_frontmatter(example):
    return not any(text.startswith("---\n") for text in example.files.values())


OTHER_BYTES = {
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "bom": lambda text: "\ufeff" + text,
    "no-final-newline": lambda text: text.removesuffix("\n"),
}


@pytest.mark.parametrize(
    ("rule", "example", "change"),
    [
        pytest.param(*param.values, change, id=f"{param.id}-{variation}")
        for variation, change in OTHER_BYTES.items()
        for param in examples(variation, lambda example: True)
    ],
)
def test_with_other_bytes(rule, example, change):
    assert found(rule, texts(example.files, change), example.config, example.beside) == list(expected(example))


@pytest.mark.parametrize(("rule", "example"), examples("frontmatter", has_no_frontmatter))
def test_with_frontmatter_in_front(rule, example):
    shift = HEAD.count("\n")
    moved = [(path, line + shift, column, message) for path, line, column, message in expected(example)]
    assert found(rule, texts(example.files, lambda text: HEAD + text), example.config, example.beside) == moved


@pytest.mark.parametrize(
    ("rule", "example"),
    examples("callout", lambda example: not next(iter(example.files.values())).startswith("---\n")),
)
def test_inside_a_callout(rule, example):
    first, text = next(iter(example.files.items()))
    quoted = "> [!note]\n" + "".join(f"> {line}\n" for line in text.removesuffix("\n").split("\n"))
    moved = [
        (path, line + 1, column + 2, message) if path == first else (path, line, column, message)
        for path, line, column, message in expected(example)
    ]
    assert found(rule, example.files | {first: quoted}, example.config, example.beside) == moved


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.name)
def test_a_rule_is_whole(rule):
    assert rule.__module__.rpartition(".")[2] == rule.name.replace("-", "_")
    assert rule.__doc__
    assert in_obsidian(rule).endswith(".")
    assert rule.__doc__.count("\n    In Obsidian, ") == 1
    assert any(example.problems for example in rule.examples)
    assert any(not example.problems or len(example.files) > 1 for example in rule.examples)


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.name)
def test_a_rule_says_what_its_fixes_are(rule):
    """The examples show a fix of each safety that the rule says it has, and of no other; only a fix can change."""
    shown = {d.fix.safety for e in rule.examples for d in linted(rule, e.files, e.config, e.beside)[1] if d.fix}
    assert shown == rule.fixes
    assert rule.fixes or not rule.changes
