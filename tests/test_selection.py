"""Which rules run on which file: the config, overrides by path, and the command line."""

import tomllib

import pytest

from vault_tools.config.tables import Config
from vault_tools.declared import check
from vault_tools.rules import groups, rules
from vault_tools.selection import Asked, mistakes, select

LINKS = set(groups()["links"])
DEFAULT = set(groups()["default"])


def config(text):
    found = []
    read = check(tomllib.loads(text), Config, (), found)
    assert found == []
    return read


def names(text="", path="Note.md", **asked):
    read = config(text)
    assert list(mistakes(read)) == []
    return {chosen.rule.name for chosen in select(read, Asked(**asked)).at(path)}


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        pytest.param("", {}, DEFAULT, id="nothing said"),
        pytest.param("", {"select": ("all",)}, set(rules()), id="all"),
        pytest.param("", {"select": ("links",)}, LINKS, id="a group"),
        pytest.param("", {"select": ("broken-link",)}, {"broken-link"}, id="a rule"),
        pytest.param("", {"extend_select": ("link-case",)}, DEFAULT | {"link-case"}, id="one more"),
        pytest.param("", {"ignore": ("links",)}, DEFAULT - LINKS, id="without a group"),
        pytest.param("", {"ignore": ("all",)}, set(), id="without all"),
        pytest.param("", {"select": ("links", "broken-link"), "ignore": ("links",)}, {"broken-link"}, id="a rule before a group"),
        pytest.param("", {"select": ("links",), "ignore": ("broken-link",)}, LINKS - {"broken-link"}, id="not this rule"),
        pytest.param("", {"select": ("all",), "ignore": ("default",)}, set(rules()) - DEFAULT, id="what is off by default"),
        pytest.param("", {"select": ("links",), "ignore": ("default",)}, LINKS, id="a group before default"),
        pytest.param("", {"extend_select": ("link-case",), "ignore": ("link-case",)}, DEFAULT - {"link-case"}, id="no wins a tie"),
        pytest.param('lint.select = ["links"]', {}, LINKS, id="the config selects"),
        pytest.param('lint.select = ["links"]\nlint.ignore = ["broken-link"]', {}, LINKS - {"broken-link"}, id="and ignores"),
        pytest.param('lint.extend-select = ["link-case"]', {}, DEFAULT | {"link-case"}, id="the config extends"),
        pytest.param('lint.ignore = ["broken-link"]', {"select": ("broken-link",)}, {"broken-link"}, id="who selects, gets"),
        pytest.param('lint.select = ["broken-link"]', {"extend_select": ("empty-link",)}, {"broken-link", "empty-link"}, id="one more than the config"),
        pytest.param('lint.select = ["links"]', {"ignore": ("links",), "extend_select": ("empty-link",)}, {"empty-link"}, id="the command line comes after the config"),
    ],
)  # fmt: skip
def test_names(text, asked, expected):
    assert names(text, **asked) == expected


OVERRIDES = """
[lint]
select = ["links"]
[[lint.overrides]]
paths = ["Daily/"]
ignore = ["orphan-note"]
extend-select = ["empty-property"]
severity = { links = "info", broken-link = "error" }
[[lint.overrides]]
paths = ["Daily/2020/**", "!Daily/2020/keep.md"]
select = ["broken-link"]
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("Note.md", LINKS),
        ("Daily/a.md", (LINKS - {"orphan-note"}) | {"empty-property"}),
        ("Sub/Daily/a.md", (LINKS - {"orphan-note"}) | {"empty-property"}),
        ("Daily/2020/a.md", {"broken-link"}),
        ("Daily/2020/keep.md", (LINKS - {"orphan-note"}) | {"empty-property"}),
    ],
)
def test_overrides_by_path(path, expected):
    """Paths in gitignore syntax: `Daily/` is a folder of that name anywhere."""
    assert names(OVERRIDES, path) == expected


def test_who_selects_on_the_command_line_is_still_spared_what_a_path_is_spared():
    assert names(OVERRIDES, "Daily/a.md", select=("orphan-note", "broken-link")) == {"broken-link"}
    assert names(OVERRIDES, "Daily/a.md", select=("empty-link",)) == {"empty-link"}


def test_severity_by_rule_before_that_of_its_group():
    selected = {chosen.rule.name: chosen.severity for chosen in select(config(OVERRIDES)).at("Daily/a.md")}
    assert selected["broken-link"] == "error"
    assert selected["broken-embed"] == "info"
    assert selected["empty-property"] is None


def test_options_of_an_override():
    text = """
[lint.options.orphan-note]
roots = ["Home.md"]
[[lint.overrides]]
paths = ["Work/"]
options.orphan-note.roots = ["Work/Start.md"]
"""
    at = select(config(text)).at
    roots = [[it.rule.roots for it in at(path) if it.rule.name == "orphan-note"] for path in ("A.md", "Work/A.md")]
    assert roots == [[("Home.md",)], [("Work/Start.md",)]]


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("", {}, {"link-case", "alias-as-target"}),
        ('lint.fixable = ["links"]\nlint.unfixable = ["link-case"]', {}, {"alias-as-target"}),
        ('lint.unfixable = ["links"]', {}, set()),
        ("", {"fixable": ("link-case",)}, {"link-case"}),
        ('lint.unfixable = ["link-case"]', {"fixable": ("link-case",)}, set()),
        ("", {"unfixable": ("all",)}, set()),
    ],
)
def test_whose_fixes_may_be_applied(text, asked, expected):
    selected = select(config(text), Asked(select=("link-case", "alias-as-target"), **asked)).at("Note.md")
    assert {chosen.rule.name for chosen in selected if chosen.is_fixable} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('lint.select = ["link"]', 'lint.select: no rule or group "link", did you mean "links"?'),
        ('lint.extend-select = ["x"]', 'lint.extend-select: no rule or group "x"'),
        ('lint.unfixable = ["brokenlink"]', 'lint.unfixable: no rule or group "brokenlink", did you mean "broken-link"?'),
        ('[[lint.overrides]]\npaths = ["A"]\nignore = ["ophan-note"]', 'lint.overrides[1].ignore: no rule or group "ophan-note", did you mean "orphan-note"?'),
        ('[[lint.overrides]]\npaths = ["A"]\nseverity = { lnks = "info" }', 'lint.overrides[1].severity.lnks: no rule or group "lnks", did you mean "links"?'),
        ('[[lint.overrides]]\npaths = ["A"]\noptions.orphan-note.root = []', 'lint.overrides[1].options.orphan-note.root: unknown key "root", did you mean "roots"?'),
    ],
)  # fmt: skip
def test_wrong_names(text, expected):
    assert [str(mistake) for mistake in mistakes(config(text))] == [expected]
