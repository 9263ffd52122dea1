"""The config file: which one is read, what it says, and everything that is wrong with it at once."""

import os
from pathlib import Path

import pytest

from vault_tools.cli._vault import Place
from vault_tools.config import config_in, find_config, find_root, read_config
from vault_tools.config.tables import Config
from vault_tools.declared import Mistake
from vault_tools.errors import UserError

TABLE = "[tool.vault-tools]\n"


def make(root, paths):
    """Folders end with `/`; what follows a `=` is the text of a file."""
    for entry in paths:
        path, _, text = entry.partition("=")
        target = root / path
        if path.endswith("/"):
            target.mkdir(parents=True, exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")


# --- Where the vault is ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paths", "start", "expected"),
    [
        pytest.param([".obsidian/", "a/b/n.md"], "a/b/n.md", ".", id="the folder with .obsidian, from a note"),
        pytest.param([".obsidian/", "a/b/"], "a/b", ".", id="from a folder"),
        pytest.param([".obsidian/", "a/b/"], "a/b/new.md", ".", id="from a note that is still to be written"),
        pytest.param([".obsidian/"], ".", ".", id="from the root itself"),
        pytest.param([".obsidian/", "a/.obsidian/", "a/b/"], "a/b", "a", id="the nearest .obsidian"),
        pytest.param([".obsidian/", "a/vault-tools.toml"], "a", ".", id=".obsidian before a nearer config file"),
        pytest.param([".obsidian/", "a/.git/"], "a", ".", id=".obsidian before a nearer git root"),
        pytest.param(["vault-tools.toml", "a/.git/"], "a", ".", id="a config file before a nearer git root"),
        pytest.param(["vault-tools.toml", "a/.vault-tools.toml", "a/b/"], "a/b", "a", id="the nearest config file"),
        pytest.param([f"pyproject.toml={TABLE}", "a/.git/"], "a", ".", id="a pyproject.toml with our table"),
        pytest.param(["pyproject.toml=[tool.other]", "a/.git/"], "a", "a", id="not one without it"),
        pytest.param([".git/", "a/b/"], "a/b", ".", id="the git root"),
        pytest.param([".git=gitdir: elsewhere", "a/b/"], "a/b", ".", id="the root of a git worktree"),
        pytest.param([".git/", "a/.git/", "a/b/"], "a/b", "a", id="the nearest git root"),
        pytest.param([".git/", "a/.obsidian=", "a/b/"], "a/b", ".", id="a file .obsidian makes no vault"),
        pytest.param([".git/", "a/vault-tools.toml/", "a/b/"], "a/b", ".", id="a folder vault-tools.toml is no config"),
    ],
)
def test_the_root_of_the_vault(tmp_path, paths, start, expected):
    make(tmp_path, paths)
    assert find_root(tmp_path / start) == tmp_path / expected


def test_without_any_sign_nothing_is_found(tmp_path):
    signs = (".obsidian", ".git", "vault-tools.toml", ".vault-tools.toml", "pyproject.toml")
    if any((folder / sign).exists() for folder in (tmp_path, *tmp_path.parents) for sign in signs):
        pytest.skip("the temporary folder lies within a project")
    make(tmp_path, ["a/n.md"])
    assert find_root(tmp_path / "a") is None
    assert find_root(tmp_path / "a" / "n.md") is None


@pytest.mark.parametrize(
    ("paths", "start", "expected"),
    [
        pytest.param(
            [".vault-tools.toml", "vault-tools.toml", f"pyproject.toml={TABLE}"],
            ".",
            ".vault-tools.toml",
            id="the hidden one first",
        ),
        pytest.param(
            ["vault-tools.toml", f"pyproject.toml={TABLE}"], ".", "vault-tools.toml", id="then the visible one"
        ),
        pytest.param([f"pyproject.toml={TABLE}"], ".", "pyproject.toml", id="then pyproject.toml"),
        pytest.param(
            ["pyproject.toml=[tool.vault-tools.lint]\n"], ".", "pyproject.toml", id="with a table of our table"
        ),
        pytest.param(["pyproject.toml=[project]\nname='x'\n"], ".", None, id="pyproject.toml of somebody else"),
        pytest.param(
            [".vault-tools.toml", "a/b/", f"a/pyproject.toml={TABLE}"],
            "a/b",
            "a/pyproject.toml",
            id="the nearest folder",
        ),
        pytest.param(
            ["vault-tools.toml", "a/pyproject.toml=[tool.other]\n"], "a", "vault-tools.toml", id="past somebody else's"
        ),
        pytest.param(["vault-tools.toml", "a/n.md"], "a/n.md", "vault-tools.toml", id="from a note"),
        pytest.param(["vault-tools.toml"], "new/new.md", "vault-tools.toml", id="from a note that does not exist"),
        pytest.param(["a/vault-tools.toml"], ".", None, id="never downward"),
        pytest.param(["n.md"], ".", None, id="none"),
    ],
)
def test_the_config_file_is_searched_upward(tmp_path, paths, start, expected):
    make(tmp_path, paths)
    assert find_config(tmp_path / start, tmp_path) == (expected and tmp_path / expected)


def test_the_search_ends_at_the_root_of_the_vault(tmp_path):
    make(tmp_path, ["vault-tools.toml", "vault/a/"])
    assert find_config(tmp_path / "vault" / "a", tmp_path / "vault") is None
    make(tmp_path, ["vault/vault-tools.toml"])
    assert find_config(tmp_path / "vault" / "a", tmp_path / "vault") == tmp_path / "vault" / "vault-tools.toml"


# --- What it says ----------------------------------------------------------------------------------------------------


def test_no_file_means_defaults(tmp_path):
    empty = tmp_path / "vault-tools.toml"
    empty.write_bytes(b"")
    assert read_config(None) == read_config(empty) == Config()


FULL = """\
[vault]
exclude = ["Archive/**"]
date-formats = ["DD/MM/YYYY"]
link-style = "markdown"
[lint]
select = ["all"]
ignore = ["orphan-note"]
fail-on = "never"
[lint.severity]
broken-link = "warning"
[lint.options.orphan-note]
roots = ["Home.md"]
[[schema]]
name = "first"
match = { path = "Notes/**", tag = "x" }
[schema.properties]
Date = { type = "date", format = "DD.MM.YYYY", required = true }
[[schema]]
name = "second"
[schema.properties.tags]
type = "tags"
min = 1
[resources.headings]
book = ["Libri", "Novels"]
[[index.pages]]
path = "Index.md"
kind = "home"
"""


@pytest.mark.parametrize("data", [FULL.encode(), FULL.replace("\n", "\r\n").encode()], ids=["LF", "CRLF"])
def test_everything_that_is_said_is_read(tmp_path, data):
    file = tmp_path / "vault-tools.toml"
    file.write_bytes(data)
    config = read_config(file)
    assert config.vault.exclude == ("Archive/**",)
    assert config.vault.date_formats == ("DD/MM/YYYY",)
    assert config.vault.link_style == "markdown"
    assert (config.lint.select, config.lint.ignore, config.lint.fail_on) == (("all",), ("orphan-note",), "never")
    assert config.lint.severity == {"broken-link": "warning"}
    assert config.lint.options == {"orphan-note": {"roots": ["Home.md"]}}
    first, second = config.schema
    assert (first.name, first.match.path, first.match.tag, first.match.property) == ("first", "Notes/**", "x", None)
    date, tags = first.properties["Date"], second.properties["tags"]
    assert (date.type, date.format, date.required, date.min) == ("date", "DD.MM.YYYY", True, None)
    assert (tags.type, tags.format, tags.required, tags.min) == ("tags", None, False, 1)
    assert config.resources.headings == {"book": ("Libri", "Novels")}
    assert config.index.pages == ({"path": "Index.md", "kind": "home"},)


def test_in_pyproject_the_table_is_ours_and_the_rest_is_not(tmp_path):
    file = tmp_path / "pyproject.toml"
    file.write_text('[project]\nname = "x"\nlint = 5\n[tool.vault-tools.lint]\nfail-on = "info"\n', encoding="utf-8")
    assert read_config(file).lint.fail_on == "info"


# --- What is wrong with it -------------------------------------------------------------------------------------------


def complaints(file, checks=()):
    """The lines of the message after its title, without the path of the file."""
    with pytest.raises(UserError) as caught:
        read_config(file, checks)
    title, *lines = str(caught.value).split("\n")
    assert title == "the config is wrong"
    assert all(line.startswith(f"{file}:") for line in lines)
    return [line.removeprefix(f"{file}:") for line in lines]


FORMAT = "is not a date format: it needs YYYY, MM or M, DD or D, once each"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "[vault]\nexlude = []\n", ['2: vault.exlude: unknown key "exlude", did you mean "exclude"?'], id="typo"
        ),
        pytest.param("\n[lnt]\n", ['2: lnt: unknown key "lnt", did you mean "lint"?'], id="typo in a table"),
        pytest.param("[lint]\nxyz = 1\n", ['2: lint.xyz: unknown key "xyz"'], id="nothing like it"),
        pytest.param(
            "[lint]\nfail_on = 'info'\n",
            ['2: lint.fail_on: unknown key "fail_on", did you mean "fail-on"?'],
            id="underscore",
        ),
        pytest.param("[lint]\n\nselect = 'all'\n", ["3: lint.select: expected a list, got text"], id="text for a list"),
        pytest.param(
            "[lint]\nselect = [\n  5,\n]\n",
            ["2: lint.select: expected text, got a whole number"],
            id="number in a list",
        ),
        pytest.param(
            "[lint]\nfail-on = 'erorr'\n",
            ['2: lint.fail-on: "erorr" is none of error, warning, info, never, did you mean "error"?'],
            id="no such choice",
        ),
        pytest.param(
            "[lint.severity]\na = 'warnin'\nb = 'info'\nc = 'bad'\n",
            [
                '2: lint.severity.a: "warnin" is none of error, warning, info, did you mean "warning"?',
                '4: lint.severity.c: "bad" is none of error, warning, info',
            ],
            id="two of three entries",
        ),
        pytest.param("lint = 5\n", ["1: lint: expected a table"], id="number for a table"),
        pytest.param(
            "x = 1\nlint.select = 5\n",
            ['1: x: unknown key "x"', "2: lint.select: expected a list, got a whole number"],
            id="dotted key",
        ),
        pytest.param(
            "vault = { exlude = 1 }\n",
            ['1: vault.exlude: unknown key "exlude", did you mean "exclude"?'],
            id="inline table",
        ),
        pytest.param(
            "\"vault\".'link-style' = 5\n",
            ['1: vault.link-style: "5" is none of auto, wikilink, markdown'],
            id="quoted keys",
        ),
        pytest.param("schema = 5\n", ["1: schema: expected a list, got a whole number"], id="number for tables"),
        pytest.param(
            "[[schema]]\nname = 'a'\n\n[[schema]]\nmatch = { pth = 'x' }\n",
            ['4: schema[2]: "name" is missing', '5: schema[2].match.pth: unknown key "pth", did you mean "path"?'],
            id="the second of several tables",
        ),
        pytest.param(
            "[[schema]]\nname = 'a'\n[schema.properties.X]\nrequired = 'yes'\n[schema.match]\npathh = 5\n",
            [
                "4: schema[1].properties.X.required: expected true or false, got text",
                '6: schema[1].match.pathh: unknown key "pathh", did you mean "path"?',
            ],
            id="tables of a table",
        ),
        pytest.param(
            "[[schema]]\nname = 'a'\n[schema.properties]\nX = { type = 'dat' }\n",
            [
                '4: schema[1].properties.X.type: "dat" is none of '
                "text, number, checkbox, date, datetime, link, url, email, list, tags, aliases, cssclasses, object"
                ', did you mean "date"?'
            ],
            id="no such type of property",
        ),
        pytest.param(
            "[[schema]]\nname = 'a'\n[schema.properties]\nX = { type = 'date', format = 'DD/MM' }\n",
            [f'4: schema[1].properties.X: "DD/MM" {FORMAT}'],
            id="date format of a property",
        ),
        pytest.param(
            "[[schema]]\nname = 'a'\n[schema.properties]\nX = { min = 2024-01-01 }\nY = { max = true }\n",
            [
                "4: schema[1].properties.X.min: a date or a time must stand in quotes here",
                "5: schema[1].properties.Y.max: expected a number or text, got true or false",
            ],
            id="date without quotes",
        ),
        pytest.param(
            "[vault]\ndate-formats = ['DD/MM/YYYY', 'dd/mm/yyyy']\n",
            [f'1: vault: "dd/mm/yyyy" {FORMAT}'],
            id="date format",
        ),
    ],
)
def test_a_mistake_has_its_line_and_the_nearest_name(tmp_path, text, expected):
    file = tmp_path / "vault-tools.toml"
    file.write_text(text, encoding="utf-8")
    assert complaints(file) == expected


def test_all_mistakes_are_named_at_once_in_the_order_of_their_lines(tmp_path):
    file = tmp_path / ".vault-tools.toml"
    file.write_text(
        "[vault]\n"
        "exlude = []\n"
        "link-style = 'wiki'\n"
        "[lint]\n"
        "select = 'all'\n"
        "[lint.severity]\n"
        "broken-link = 'warn'\n"
        "[[schema]]\n"
        "nam = 'a'\n"
        "[indx]\n",
        encoding="utf-8",
    )
    assert complaints(file) == [
        '2: vault.exlude: unknown key "exlude", did you mean "exclude"?',
        '3: vault.link-style: "wiki" is none of auto, wikilink, markdown',
        "5: lint.select: expected a list, got text",
        '7: lint.severity.broken-link: "warn" is none of error, warning, info',
        '8: schema[1]: "name" is missing',
        '9: schema[1].nam: unknown key "nam", did you mean "name"?',
        '10: indx: unknown key "indx", did you mean "index"?',
    ]


def test_what_later_layers_know_to_be_wrong_is_named_too(tmp_path):
    file = tmp_path / "vault-tools.toml"
    file.write_text("[vault]\nexlude = []\n[lint.severity]\nbroken-lnk = 'info'\n", encoding="utf-8")

    def no_such_rule(config):
        for name in config.lint.severity:
            yield Mistake(("lint", "severity", name), f'no rule "{name}"')

    assert complaints(file, (no_such_rule,)) == [
        '2: vault.exlude: unknown key "exlude", did you mean "exclude"?',
        '4: lint.severity.broken-lnk: no rule "broken-lnk"',
    ]


def test_lines_count_in_the_whole_pyproject(tmp_path):
    file = tmp_path / "pyproject.toml"
    file.write_text(
        "[project]\nlint = 5\n\n[tool.vault-tools]\nx = 1\n[tool.vault-tools.lint]\nselct = []\n", encoding="utf-8"
    )
    assert complaints(file) == ['5: x: unknown key "x"', '7: lint.selct: unknown key "selct", did you mean "select"?']


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"[vault]\nexclude = \n", "(at line 2, column 11)", id="TOML syntax"),
        pytest.param(b"a = 1\na = 2\n", "(at line 2, ", id="a key twice"),
        pytest.param(b"a = '\xe9'\n", "byte 0xe9 in position 5", id="not UTF-8"),
    ],
)
def test_what_is_no_toml_at_all_is_said_with_its_place(tmp_path, data, expected):
    file = tmp_path / "vault-tools.toml"
    file.write_bytes(data)
    with pytest.raises(UserError) as caught:
        read_config(file)
    assert str(caught.value).startswith(f"{file}: ")
    assert expected in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(UserError) as caught:
        read_config(tmp_path / "none.toml")
    assert str(caught.value) == f"{tmp_path / 'none.toml'}: cannot be read: {os.strerror(2)}"


@pytest.mark.parametrize(
    ("text", "is_ours"),
    [
        ("[tool.vault-tools]\n", True),
        ("[ tool . vault-tools ]\n", True),
        ("[tool.vault-tools.lint]\n", True),
        ("[[tool.vault-tools.schema]]\nname = 'x'\n", True),
        ("[tool.vault-toolsmith]\n", False),
        ("# [tool.vault-tools]\n", False),
        ("tool = 5\n", False),
    ],
)
def test_which_pyproject_is_ours(text, is_ours, tmp_path):
    (tmp_path / "pyproject.toml").write_text(text)
    assert (config_in(tmp_path) is not None) == is_ours


def test_a_pyproject_whose_tool_is_no_table(tmp_path):
    (tmp_path / "pyproject.toml").write_text("tool = 5\n")
    assert read_config(tmp_path / "pyproject.toml") == Config()


def test_the_vault_around_the_current_folder_is_meant_and_not_one_inside_it(tmp_path, monkeypatch):
    """Section 1.1, tool rule; and 1.7: inner vaults do not change the scope."""
    for folder in ("outer/.obsidian", "outer/inner/.obsidian", "elsewhere/.obsidian"):
        (tmp_path / folder).mkdir(parents=True)
    outer, note = tmp_path / "outer", tmp_path / "outer/inner/A.md"
    note.write_text("")
    monkeypatch.chdir(outer)
    assert Place((Path("inner/A.md"),), None, None).root == outer
    assert Place((tmp_path / "elsewhere",), None, None).root == tmp_path / "elsewhere"
    monkeypatch.chdir(tmp_path)
    assert Place((note,), None, None).root == outer / "inner"
    assert Place((note, outer), None, None).root == outer


def test_of_several_paths_the_vault_around_all_is_meant(tmp_path, monkeypatch):
    (tmp_path / "v/a/.obsidian").mkdir(parents=True)
    (tmp_path / "v/vault-tools.toml").write_text("")
    for name in ("v/a/A.md", "v/B.md"):
        (tmp_path / name).write_text("")
    monkeypatch.chdir(tmp_path)
    assert Place((Path("v/a/A.md"), Path("v/B.md")), None, None).root == tmp_path / "v"


def test_a_path_may_be_a_vault_path(tmp_path, monkeypatch):
    (tmp_path / "v/Sub").mkdir(parents=True)
    (tmp_path / "v/Sub/A.md").write_text("")
    monkeypatch.chdir(tmp_path)
    assert Place((Path("Sub/A.md"),), Path("v"), None).named == {"Sub/A.md"}
