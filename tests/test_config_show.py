"""`vault-tools config show`: every value, where it comes from, and what Obsidian adds."""

import json
import tomllib

import pytest
from click.testing import CliRunner

from vault_tools.cli import cli
from vault_tools.config import read_config
from vault_tools.config.tables import Config
from vault_tools.toml import lines_of_keys, write_key, write_value


def run(*arguments):
    done = CliRunner().invoke(cli, ["config", "show", *map(str, arguments)], prog_name="vault-tools")
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def make(tmp_path, monkeypatch):
    """Writes a vault and goes into it."""

    def make(files):
        for path, text in {".obsidian/app.json": "{}", **files}.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        return tmp_path

    return make


SETTINGS = """\
# a comment
[vault]
exclude = [
  "a = b",
  "Old \\"x\\"/",
]

[lint]
severity = { broken-link = "error", files = "info" }
options.broken-link.ignore = ["Ideas/"]

[[lint.overrides]]
paths = ["Drafts/"]
options = { empty-property = { allow = ["x"] } }

[[schema]]
name = "first"
[schema.match]
path = "A/**"

[[schema]]
name = "second"
[schema.properties."Due date"]
type = "date"

[resources.headings]
book = ["Textbooks"]

[[index.pages]]
kind = "folder"
path = "{folder}/Main.md"
columns = []
"""


def origins(*arguments):
    """By key."""
    code, out, err = run("--origin", "--format", "json", *arguments)
    assert (code, err) == (0, "")
    return {it["key"]: (it["value"], it["origin"]) for it in json.loads(out)}


def test_every_value_and_where_it_comes_from(make):
    make({"vault-tools.toml": SETTINGS})
    found = origins()
    assert found["vault.exclude"] == (["a = b", 'Old "x"/'], "vault-tools.toml:3")
    assert found["vault.link-style"] == ("auto", "default")
    assert found["lint.baseline"] == (None, "default")
    assert found["lint.severity.files"] == ("info", "vault-tools.toml:9")
    assert found["lint.options.broken-link.ignore"] == (["Ideas/"], "vault-tools.toml:10")
    assert found["lint.options.broken-link.only-paths"] == (False, "default")
    assert found["lint.overrides[1].options.empty-property.allow"] == (["x"], "vault-tools.toml:14")
    assert found["lint.overrides[1].ignore"] == ([], "default")
    assert found["schema[1].match.path"] == ("A/**", "vault-tools.toml:19")
    assert found["schema[2].name"] == ("second", "vault-tools.toml:22")
    assert found["schema[2].properties.Due date.type"] == ("date", "vault-tools.toml:24")
    assert found["schema[2].properties.Due date.required"] == (False, "default")
    assert found["index.pages[1].columns"] == ([], "vault-tools.toml:32")
    assert found["index.pages[1].sort"] == (["name"], "default")


def test_a_file_elsewhere_and_pyproject(make):
    root = make(
        {"sub/pyproject.toml": '[project]\nname = "x"\n[tool.vault-tools]\nlint.fail-on = "info"\n', "sub/A.md": ""}
    )
    assert origins("sub")["lint.fail-on"] == ("info", "sub/pyproject.toml:4")
    assert origins()["lint.fail-on"] == ("error", "default")
    assert origins("--config", root / "sub/pyproject.toml")["lint.fail-on"] == ("info", "sub/pyproject.toml:4")
    outside = root.parent / "outside.toml"
    outside.write_text("[lint]\nfail-on = 'never'\n")
    assert origins("--config", outside)["lint.fail-on"] == ("never", f"{outside}:2")


@pytest.mark.parametrize("text", ["", SETTINGS])
@pytest.mark.parametrize("options", [(), ("--origin",)])
def test_what_is_printed_can_be_the_config(make, text, options):
    root = make({"vault-tools.toml": text})
    before = json.loads(run("--format", "json")[1])
    code, out, err = run(*options)
    assert (code, err) == (0, "")
    (root / "vault-tools.toml").write_text(out, encoding="utf-8")
    assert json.loads(run("--format", "json")[1]) == before
    after = {key: value for key, (value, origin) in origins().items() if origin == "default"}
    assert all(value is None for value in after.values()), "every value is there"


def test_it_reads_well(make):
    make(
        {
            "vault-tools.toml": '[vault]\nexclude = ["Old/"]\n\n[[schema]]\nname = "x"\nproperties = { A = { min = 2 } }\n'
        }
    )
    blocks = run("--origin")[1].rstrip().split("\n\n")
    assert blocks[0].split("\n")[:2] == [
        'vault.exclude = ["Old/"]  # vault-tools.toml:2',
        'vault.templates = ["_templates/", "Templates/", "templates/"]  # default',
    ]
    assert blocks[0].split("\n")[3:5] == ["vault.date-formats = [  # default", '    "YYYY-MM-DD",']
    assert blocks[-1].split("\n") == [
        "[[schema]]",
        'name = "x"  # vault-tools.toml:5',
        "extends = []  # default",
        "properties.A.required = false  # default",
        "properties.A.min = 2  # vault-tools.toml:6",
        "properties.A.unique = false  # default",
        "properties.A.deprecated = false  # default",
        "properties.A.requires = []  # default",
    ]


OBSIDIAN = {
    ".obsidian/app.json": '{"userIgnoreFilters": ["Old/"], "useMarkdownLinks": true, "newLinkFormat": "relative"}',
    ".obsidian/templates.json": '{"folder": "Meta/T"}',
    ".obsidian/daily-notes.json": '{"template": "Meta/Daily"}',
}


def test_what_obsidian_adds(make):
    make(OBSIDIAN)
    assert run("--origin")[1].split("\n\n")[-1].rstrip().split("\n") == [
        "# Obsidian's own settings add:",
        '# vault.exclude = ["Old/"]  # Obsidian: excluded files',
        '# vault.templates = ["Meta/T"]  # Obsidian: folders of templates',
        '# vault.templates = ["Meta/Daily"]  # Obsidian: notes used as templates',
        '# vault.link-style = "markdown"  # Obsidian: use [[Wikilinks]]',
        '# newLinkFormat = "relative"  # Obsidian: new link format',
    ]
    assert "Obsidian" not in run()[1]


def test_what_obsidian_says_in_vain_is_not_shown(make):
    make({**OBSIDIAN, "vault-tools.toml": '[vault]\nrespect-excluded = false\nlink-style = "wikilink"\n'})
    shown = run("--origin")[1]
    assert "excluded files" not in shown
    assert "[[Wikilinks]]" not in shown
    assert "new link format" in shown


def test_a_setting_of_obsidian_that_cannot_be_read_is_named(make):
    make({".obsidian/app.json": "{"})
    assert run("--origin")[2].startswith("warning: .obsidian/app.json: is no JSON")


def test_files_that_are_shadowed_are_named(make):
    root = make(
        {
            "vault-tools.toml": "",
            "a/.vault-tools.toml": "",
            "a/vault-tools.toml": "",
            "a/pyproject.toml": "",
            "a/A.md": "",
        }
    )
    first, second, third = root / "a/.vault-tools.toml", root / "a/vault-tools.toml", root / "vault-tools.toml"
    assert run("a")[2].splitlines() == [
        f"warning: {second} is not read: {first} comes before it",
        f"warning: {third} is not read: {first} comes before it",
    ]
    assert run()[2] == ""
    assert run("a", "--config", third)[2] == ""


def test_a_wrong_config_is_refused(make):
    root = make({"vault-tools.toml": "[lint]\nselect = ['broken-lnk']\n"})
    code, out, err = run()
    assert (code, out) == (2, "")
    message = 'lint.select: no rule or group "broken-lnk", did you mean "broken-link"?'
    assert err.splitlines() == ["error: the config is wrong", f"{root / 'vault-tools.toml'}:2: {message}"]


@pytest.mark.parametrize(
    "value",
    ["", 'a "b" \\ c\n\t\x00\x7fé', True, 5, -1.5, [], ["a", 1], {}, {"a b": [{"c.d": "x"}], "e": {"f": False}}],
)
def test_values_are_read_as_they_were_written(value):
    assert tomllib.loads(f"{write_key(['a', 'b c', 'd.e'])} = {write_value(value)}") == {"a": {"b c": {"d.e": value}}}


def test_lines_of_keys():
    text = "a = 1\n[b.'c d']\n\"e.f\" = 2\ng . h = 3\n[[i]]\nj = 1\n[i.k]\n[[i]]\nj = 2\n"
    assert lines_of_keys(text) == {
        ("a",): 1,
        ("b", "c d"): 2,
        ("b", "c d", "e.f"): 3,
        ("b", "c d", "g", "h"): 4,
        ("i", 0): 5,
        ("i", 0, "j"): 6,
        ("i", 0, "k"): 7,
        ("i", 1): 8,
        ("i", 1, "j"): 9,
    }


def test_without_a_file_all_is_default(make):
    make({})
    assert {origin for _, origin in origins().values()} == {"default"}
    assert read_config(None) == Config()
