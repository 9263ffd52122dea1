"""The JSON Schema of the config file refuses what our reader refuses, and takes what it takes."""

import json
import tomllib

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from vault_tools.cli import cli
from vault_tools.config.tables import Config
from vault_tools.config_schema import config_schema
from vault_tools.declared import check
from vault_tools.index.entries import mistakes as page_mistakes
from vault_tools.selection import mistakes as rule_mistakes

SCHEMA = config_schema()
VALIDATOR = Draft202012Validator(SCHEMA)


def is_read(data):
    found = []
    config = check(data, Config, (), found)
    return config is not None and not [*found, *rule_mistakes(config), *page_mistakes(config)]


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


def test_the_command_prints_it():
    done = CliRunner().invoke(cli, ["config", "schema"])
    assert (done.exit_code, json.loads(done.stdout)) == (0, json.loads(json.dumps(SCHEMA)))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("[vault]\n[lint]\n[resources]\n[index]\n", id="empty tables"),
        pytest.param(
            "[lint]\nselect = ['all', 'links', 'broken-link']\nbaseline = 'b.json'\n", id="all sorts of names"
        ),
        pytest.param("[lint.options.case-collision]\n", id="the options of a rule that has none"),
        pytest.param(
            "[[lint.overrides]]\npaths = []\nselect = []\nseverity = { default = 'info' }\n", id="an override"
        ),
        pytest.param("[[schema]]\nname = 'x'\nmatch = {}\n", id="a schema without anything"),
        pytest.param(
            "[[schema]]\nname = 'x'\nmatch = { path = ['a', 'b'] }\nproperties = { a = { min = 1.5, max = '2' } }\n",
            id="one of several types",
        ),
        pytest.param("[vault]\ndate-formats = ['D. M. YYYY [at] HH:mm']\n", id="a date format of one's own"),
        pytest.param("[[index.pages]]\nkind = 'graph'\npath = 'G.md'\ncore = 0\n", id="at the bound of a number"),
    ],
)
def test_both_take_it(text):
    data = tomllib.loads(text)
    assert is_read(data)
    assert list(VALIDATOR.iter_errors(data)) == []


PAGE = "[[index.pages]]\npath = 'A.md'\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("vualt = {}", id="unknown table"),
        pytest.param("[vault]\nexlude = []", id="unknown key"),
        pytest.param("[vault]\nlink_style = 'auto'", id="underscore"),
        pytest.param("[[lint.overrides]]\npaths = []\nfail-on = 'info'", id="unknown key of an override"),
        pytest.param("[[schema]]\nname = 'x'\nmatch = { pth = 'x' }", id="unknown key of a match"),
        pytest.param("[[schema]]\nname = 'x'\nproperties = { a = { need = true } }", id="unknown key of a property"),
        pytest.param("[lint.options.broken-link]\nignored = []", id="unknown option of a rule"),
        pytest.param("[lint.options.case-collision]\nx = 1", id="option of a rule that has none"),
        pytest.param(PAGE + "kind = 'home'\ncore = 1", id="option of another kind of page"),
        pytest.param("lint = 5", id="number for a table"),
        pytest.param("[vault]\nexclude = 'x'", id="text for a list"),
        pytest.param("[vault]\nexclude = [5]", id="number in a list of text"),
        pytest.param("[vault]\nrespect-excluded = 'yes'", id="text for a flag"),
        pytest.param("[vault]\ndate-formats = ['MM/DD']", id="date format without a year"),
        pytest.param("[lint]\nbaseline = 5", id="number for text"),
        pytest.param("[[schema]]\nname = 'x'\nproperties = { a = { min = [1] } }", id="list for a number or text"),
        pytest.param("[[schema]]\nname = 'x'\nmatch = { path = 5 }", id="number for a text or list of text"),
        pytest.param("[[index.pages]]\nkind = 'graph'\npath = 'G.md'\ncore = 1.5", id="fraction"),
        pytest.param("[lint.options.broken-link]\nonly-paths = 1", id="number for a flag of a rule"),
        pytest.param(PAGE + "kind = 'graph'\ncore = 21", id="more than a page can show"),
        pytest.param("[schema]\nname = 'x'", id="one table for a list of tables"),
        pytest.param("[lint]\nselect = ['broken-lnk']", id="unknown rule"),
        pytest.param("[lint]\nunfixable = ['lnks']", id="unknown group"),
        pytest.param("[lint.severity]\nbroken-lnk = 'info'", id="severity of an unknown rule"),
        pytest.param("[lint.severity]\nbroken-link = 'bad'", id="unknown severity"),
        pytest.param("[lint]\nfail-on = 'always'", id="unknown choice"),
        pytest.param("[lint.options.broken-lnk]", id="options of an unknown rule"),
        pytest.param("[[lint.overrides]]\npaths = []\nignore = ['x']", id="unknown rule in an override"),
        pytest.param("[[lint.overrides]]\npaths = []\noptions = { x = {} }", id="unknown rule with options there"),
        pytest.param("[[schema]]\nname = 'x'\nproperties = { a = { type = 'dat' } }", id="unknown type"),
        pytest.param(PAGE + "kind = 'foldr'", id="unknown kind of page"),
        pytest.param("[[lint.overrides]]\nignore = []", id="override without paths"),
        pytest.param("[[schema]]\nmatch = {}", id="schema without a name"),
        pytest.param("[[schema]]\nname = 'x'\ndefault = 1", id="unknown key that means something in a schema"),
        pytest.param(PAGE, id="page without a kind"),
        pytest.param("[[index.pages]]\nkind = 'home'", id="page without a path"),
        pytest.param(PAGE + "kind = 'property'", id="page without what its kind requires"),
        pytest.param("[[index.pages]]\nkind = 'home'\npath = 'A'", id="page that is no note"),
    ],
)
def test_both_refuse_it(text):
    data = tomllib.loads(text)
    assert not is_read(data)
    assert list(VALIDATOR.iter_errors(data)) != []


def test_every_key_has_a_description():
    def keys(schema, where=()):
        for name, inner in schema.get("properties", {}).items():
            yield (*where, name), inner
            yield from keys(inner, (*where, name))
        for name, inner in schema.get("$defs", {}).items():
            yield from keys(inner, (name,))
        for inner in schema.get("oneOf", []):
            yield from keys(inner, (*where, inner["properties"]["kind"]["const"]))

    found = dict(keys(SCHEMA))
    assert ("vault",) in found
    assert ("RuleOptions", "broken-link", "daily-notes") in found
    assert ("PageOptions", "folder", "columns") in found
    assert {where for where, schema in found.items() if "description" not in schema and where[-1] != "kind"} == set()


def test_defaults_are_those_of_the_declarations():
    vault = SCHEMA["$defs"]["VaultTable"]["properties"]
    assert vault["link-style"]["default"] == "auto"
    assert "default" not in SCHEMA["$defs"]["LintTable"]["properties"]["baseline"], "TOML has no null"
    assert "null" not in json.dumps(SCHEMA)
