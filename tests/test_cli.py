"""The command line: options, exit codes, forms of output, and no traceback whatever is in a vault."""

import json
import os
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

import vault_tools
from vault_tools.cli import cli
from vault_tools.config import find_root
from vault_tools.rules import groups, rules


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def make(tmp_path, monkeypatch):
    """Writes a vault and goes into it."""

    def make(files, settings=""):
        root = tmp_path / "vault"
        for path, content in (files | ({"vault-tools.toml": settings} if settings else {})).items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        (root / ".obsidian").mkdir(parents=True)
        monkeypatch.chdir(root)
        return root

    return make


def run(*arguments):
    done = CliRunner().invoke(cli, [str(argument) for argument in arguments], prog_name="vault-tools")
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


BAD = {
    "B.md": "---\nDate: 31/02/2024\n---\n[[Nowhere]] [[A]]\n",
    "A.md": "---\nTopic:\n---\n[[B]]\n",
    "Sub/C.md": "[[A]] [[Missing]] [[A#no]]\n",
}
"""An error, three warnings and an info, without a config."""

BAD_LINES = [
    'A.md:2:1: warning empty-property "Topic" is empty',
    'B.md:2:7: error invalid-date "Date" is "31/02/2024", which is no day of the calendar',
    'B.md:4:1: warning broken-link no note "Nowhere"',
    "Sub/C.md:1:1: info orphan-note no link leads to this note",
    'Sub/C.md:1:7: warning broken-link no note "Missing"',
    'Sub/C.md:1:19: warning broken-anchor "A" has no heading "no"',
]


def listed(lines, summary):
    return "".join(f"{line}\n" for line in (*lines, summary))


# --- lint: what is shown, and the exit code -----------------------------------------------------------------------------


def test_problems_are_sorted_and_summed_up(make):
    make(BAD)
    summary = "Found 6 problems (1 error, 4 warnings, 1 info) in 3 of 3 notes."
    assert run("lint") == (1, listed(BAD_LINES, summary), "")


def test_a_clean_vault(make):
    make({"Home.md": "[[A]]", "A.md": "[[Home]]"})
    assert run("lint") == (0, "No problems in 2 notes.\n", "")


@pytest.mark.parametrize(
    ("files", "options", "summary"),
    [
        pytest.param({}, [], "No problems in 0 notes.", id="no note"),
        pytest.param({"Home.md": "x"}, [], "No problems in 1 note.", id="one note"),
        pytest.param({"A.md": "x"}, [], "Found 1 problem (1 info) in 1 of 1 note.", id="one info"),
        pytest.param({"A.md": "x", "B.md": "x"}, [], "Found 2 problems (2 info) in 2 of 2 notes.", id="two infos"),
        pytest.param({"Home.md": "[[x]]"}, [], "Found 1 problem (1 warning) in 1 of 1 note.", id="one warning"),
        pytest.param(BAD, ["B.md"], "Found 2 problems (1 error, 1 warning) in 1 of 1 note.", id="one note of three"),
    ],
)
def test_the_summary(files, options, summary, make):
    make(files)
    assert run("lint", *options)[1].splitlines()[-1] == summary


SEVERITIES = {"error": BAD, "warning": {"Home.md": "[[x]]"}, "info": {"A.md": "x"}, "none": {"Home.md": "x"}}


@pytest.mark.parametrize(
    ("fail_on", "failing"),
    [
        pytest.param([], {"error"}, id="by default"),
        pytest.param(["--fail-on", "error"], {"error"}, id="error"),
        pytest.param(["--fail-on", "warning"], {"error", "warning"}, id="warning"),
        pytest.param(["--fail-on", "info"], {"error", "warning", "info"}, id="info"),
        pytest.param(["--fail-on", "never"], set(), id="never"),
        pytest.param(["--fail-on", "info", "--exit-zero"], set(), id="--exit-zero"),
    ],
)
@pytest.mark.parametrize("worst", SEVERITIES)
def test_the_exit_code_says_how_bad_it_is(worst, fail_on, failing, make):
    make(SEVERITIES[worst])
    assert run("lint", *fail_on)[0] == (1 if worst in failing else 0)
    assert run("lint", *fail_on, "--format", "json")[0] == (1 if worst in failing else 0)


def test_fail_on_may_be_configured(make):
    make(SEVERITIES["warning"], '[lint]\nfail-on = "warning"\n')
    assert run("lint")[0] == 1
    assert run("lint", "--fail-on", "error")[0] == 0


USAGE = [
    pytest.param(
        ["lint", "--select", "brokn-link"], 'no rule or group "brokn-link", did you mean "broken-link"?', id="rule"
    ),
    pytest.param(["lint", "--ignore", "lnks"], 'no rule or group "lnks", did you mean "links"?', id="group"),
    pytest.param(
        ["lint", "--select", "links,zzz", "--select", "xxx"],
        'no rule or group "zzz"; no rule or group "xxx"',
        id="several, and nothing near",
    ),
    pytest.param(
        ["lint", "--fail-on", "eror"], "'eror' is not one of 'error', 'warning', 'info', 'never'", id="severity"
    ),
    pytest.param(["lint", "--format", "xml"], "'xml' is not one of", id="format"),
    pytest.param(["lint", "--nothing"], "No such option", id="option"),
    pytest.param(["lint", "gone.md"], "gone.md: no such file or folder", id="missing note"),
    pytest.param(["lint", "A.md", "gone"], "gone: no such file or folder", id="one missing of two"),
    pytest.param(["lint", "--vault", "gone"], "gone: no such file or folder", id="missing vault"),
    pytest.param(["lint", "--config", "gone.toml"], "gone.toml: no such file", id="missing config"),
    pytest.param(["lint", "--vault", "Sub", "A.md"], "A.md lies outside the vault", id="outside"),
    pytest.param(["lint", "--vault", "Sub", ".."], ".. lies outside the vault", id="around"),
    pytest.param(["index", "gone"], "gone: no such file or folder", id="index"),
    pytest.param(["graph", "gone"], "gone: no such file or folder", id="graph"),
    pytest.param(["resources", "gone"], "gone: no such file or folder", id="resources"),
    pytest.param(["explain", "brokn-link"], 'no rule "brokn-link", did you mean "broken-link"?', id="explain"),
    pytest.param(["explain"], "Missing argument 'RULE'", id="explain nothing"),
    pytest.param(["nothing"], 'no command "nothing"', id="command"),
]


@pytest.mark.parametrize(("arguments", "complaint"), USAGE)
def test_wrong_usage(arguments, complaint, make):
    make(BAD)
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert complaint in err


@pytest.mark.parametrize(
    "arguments", [["--select", "x"], ["gone.md"], ["--config", "gone.toml"], ["--config", "bad.toml"]]
)
def test_exit_zero_is_for_problems_only(arguments, make):
    make(BAD | {"bad.toml": "[nothing]\n"})
    assert run("lint", "--exit-zero", *arguments)[0] == 2


# --- lint: which rules --------------------------------------------------------------------------------------------------


def rules_of(lines):
    return sorted({line.split(" ")[2] for line in lines.splitlines()[:-1]})


@pytest.mark.parametrize(
    ("options", "settings", "expected"),
    [
        pytest.param(
            [], "", ["broken-anchor", "broken-link", "empty-property", "invalid-date", "orphan-note"], id="all"
        ),
        pytest.param(["--select", "broken-link"], "", ["broken-link"], id="a rule"),
        pytest.param(["--select", "broken-link,orphan-note"], "", ["broken-link", "orphan-note"], id="a comma"),
        pytest.param(
            ["--select", " broken-link , properties,"],
            "",
            ["broken-link", "empty-property", "invalid-date"],
            id="spaces",
        ),
        pytest.param(
            ["--select", "broken-link", "--select", "orphan-note"], "", ["broken-link", "orphan-note"], id="twice"
        ),
        pytest.param(["--select", "properties"], "", ["empty-property", "invalid-date"], id="a group"),
        pytest.param(["--ignore", "links,invalid-date"], "", ["empty-property"], id="ignore"),
        pytest.param(["--select", "links", "--ignore", "broken-link"], "", ["broken-anchor", "orphan-note"], id="both"),
        pytest.param(["--select", "all", "--ignore", "default"], "", ["untagged-note"], id="what is off by default"),
        pytest.param([], 'select = ["links"]\nignore = ["broken-link"]', ["broken-anchor", "orphan-note"], id="config"),
        pytest.param(
            ["--ignore", "orphan-note"], 'ignore = ["broken-link", "properties"]', ["broken-anchor"], id="ignore more"
        ),
        pytest.param(
            ["--select", "broken-link"], 'ignore = ["broken-link"]', ["broken-link"], id="select wins over the config"
        ),
    ],
)
def test_which_rules_run(options, settings, expected, make):
    make(BAD, f"[lint]\n{settings}\n")
    assert rules_of(run("lint", *options)[1]) == expected


def test_severity_may_be_configured(make):
    make({"Home.md": "[[x]]"}, '[lint.severity]\nbroken-link = "error"\n')
    assert run("lint")[:2] == (
        1,
        listed(['Home.md:1:1: error broken-link no note "x"'], "Found 1 problem (1 error) in 1 of 1 note."),
    )


# --- lint: which notes --------------------------------------------------------------------------------------------------

PATHS = [
    pytest.param([], ["A.md", "B.md", "Sub/C.md", "Sub/deep/D.md"], id="the vault around here"),
    pytest.param(["."], ["A.md", "B.md", "Sub/C.md", "Sub/deep/D.md"], id="this folder"),
    pytest.param(["A.md"], ["A.md"], id="a note"),
    pytest.param(["./Sub/../A.md"], ["A.md"], id="the long way"),
    pytest.param(["B.md", "A.md", "B.md"], ["A.md", "B.md"], id="notes, one twice"),
    pytest.param(["Sub"], ["Sub/C.md", "Sub/deep/D.md"], id="a folder"),
    pytest.param(["Sub/"], ["Sub/C.md", "Sub/deep/D.md"], id="a folder with a slash"),
    pytest.param(["Sub/deep", "A.md"], ["A.md", "Sub/deep/D.md"], id="a folder and a note"),
    pytest.param(["Sub/deep", "Sub"], ["Sub/C.md", "Sub/deep/D.md"], id="a folder in another"),
    pytest.param(["pic.png"], [], id="no note"),
    pytest.param(["_templates/T.md"], [], id="an excluded note, even when it is named"),
    pytest.param(["_templates"], [], id="an excluded folder"),
    pytest.param([".trash/T.md"], [], id="a hidden note"),
    pytest.param(["Sub2"], [], id="an empty folder"),
]


@pytest.mark.parametrize(("paths", "expected"), PATHS)
def test_paths_say_which_notes_are_shown(paths, expected, make):
    files = dict.fromkeys(("A.md", "B.md", "Sub/C.md", "Sub/deep/D.md", "_templates/T.md", ".trash/T.md"), "[[x]]")
    root = make(files | {"pic.png": "", "Sub2/pic.png": ""})
    assert [
        line.split(":")[0] for line in run("lint", "--select", "broken-link", *paths)[1].splitlines()[:-1]
    ] == expected
    absolute = [root / path for path in paths] or [root]
    assert run("lint", *absolute, "--format", "json") == run("lint", *paths, "--format", "json")


def test_the_whole_vault_is_read_for_one_note(make):
    make({"Sub/A.md": "[[B]] [[C]]", "B.md": "", "_templates/C.md": ""})
    assert run("lint", "Sub/A.md", "--select", "broken-link") == (0, "No problems in 1 note.\n", "")


def test_the_vault_is_found_from_the_path_and_not_from_here(make, tmp_path, monkeypatch):
    root = make({"Sub/A.md": "[[B]]", "B.md": ""})
    monkeypatch.chdir(tmp_path)
    assert run("lint", "vault/Sub/A.md", "--select", "broken-link") == (0, "No problems in 1 note.\n", "")
    assert run("lint", "--vault", root, root / "Sub", "--select", "broken-link")[1] == "No problems in 1 note.\n"
    assert run("lint", "--vault", "vault/Sub", "--select", "broken-link")[1].startswith(
        'A.md:1:1: warning broken-link no note "B"'
    )


def test_a_config_may_be_named(make, tmp_path):
    root = make({"Home.md": "[[x]]"}, '[lint]\nignore = ["broken-link"]\n')
    (tmp_path / "other.toml").write_text('[lint.severity]\nbroken-link = "error"\n', encoding="utf-8")
    assert run("lint")[0] == 0
    assert run("lint", "--config", tmp_path / "other.toml")[0] == 1
    assert run("lint", root / "Home.md", "--config", tmp_path / "other.toml")[0] == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("vault-tools.toml", '[lint]\nignore = ["links"]\n', id="vault-tools.toml"),
        pytest.param(".vault-tools.toml", '[lint]\nignore = ["links"]\n', id="hidden"),
        pytest.param("pyproject.toml", '[tool.vault-tools.lint]\nignore = ["links"]\n', id="pyproject.toml"),
    ],
)
def test_where_a_config_is_found(name, text, make, monkeypatch):
    root = make({"Sub/Home.md": "[[x]]", name: text})
    assert run("lint", "Sub/Home.md") == (0, "No problems in 1 note.\n", "")
    monkeypatch.chdir(root / "Sub")
    assert run("lint") == (0, "No problems in 1 note.\n", "")


def test_other_tables_of_pyproject_are_not_ours(make):
    make({"Home.md": "x", "pyproject.toml": '[project]\nname = "x"\n'})
    assert run("lint") == (0, "No problems in 1 note.\n", "")


# --- Mistakes in the config ---------------------------------------------------------------------------------------------

MISTAKES = """\
[vault]
exlude = ["a"]

[lint]
fail-on = 3

[[schema]]
name = "note"
[schema.properties]
Date = { type = "date", format = "soon" }
"""

NAMES = """\
[lint]
select = ["link"]
[lint.severity]
brokn-link = "error"
[lint.options.broken-link]
ignor = ["x"]
[[index.pages]]
kind = "foldr"
path = "A.md"
"""


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param(
            MISTAKES,
            {
                2: 'vault.exlude: unknown key "exlude", did you mean "exclude"?',
                5: "lint.fail-on: ",
                10: 'schema[1].properties.Date: "soon" is not a date format',
            },
            id="keys and types",
        ),
        pytest.param(
            NAMES,
            {
                2: 'lint.select: no rule or group "link", did you mean "links"?',
                4: 'lint.severity.brokn-link: no rule or group "brokn-link", did you mean "broken-link"?',
                6: 'lint.options.broken-link.ignor: unknown key "ignor", did you mean "ignore"?',
                8: 'index.pages[1].kind: no kind of page "foldr", did you mean "folder"?',
            },
            id="names of rules, options and pages",
        ),
    ],
)
@pytest.mark.parametrize("command", ["lint", "index"])
def test_all_mistakes_of_a_config_are_listed_with_their_lines(command, settings, expected, make):
    root = make({"A.md": ""}, settings)
    code, out, err = run(command)
    assert (code, out) == (2, "")
    found = {}
    for line in err.splitlines():
        place, _, message = line.removeprefix("error: ").removeprefix(f"{root}/vault-tools.toml:").partition(": ")
        if place.isdigit():
            found[int(place)] = message
    assert found.keys() == expected.keys()
    assert all(found[line].startswith(message) for line, message in expected.items())


def test_a_config_that_is_not_toml(make):
    root = make({"A.md": ""}, "[lint]\nselect = [\n\nx")
    code, out, err = run("lint")
    assert (code, out) == (2, "")
    assert f"{root}/vault-tools.toml" in err
    assert "line 4" in err


# --- Forms of output ----------------------------------------------------------------------------------------------------

KEYS = {
    "path": str,
    "line": int,
    "column": int,
    "end_line": int,
    "end_column": int,
    "rule": str,
    "group": str,
    "severity": str,
    "message": str,
    "fix": (dict, type(None)),
    "fingerprint": str,
}


def test_json(make):
    make(BAD | {"Ü.md": "x [[Ä]]\n"})
    code, out, err = run("lint", "--format", "json")
    assert (code, err) == (1, "")
    found = json.loads(out)
    assert len(found) == len(BAD_LINES) + 2
    for entry in found:
        assert list(entry) == list(KEYS)
        assert all(isinstance(entry[key], type) for key, type in KEYS.items())
        assert entry["rule"] in groups()[entry["group"]]
        assert entry["severity"] in ("error", "warning", "info")
        assert (1, 1) <= (entry["line"], entry["column"]) <= (entry["end_line"], entry["end_column"])
    last = found[-1]
    assert re.fullmatch("[0-9a-f]{32}", last.pop("fingerprint"))
    assert last == {
        "path": "Ü.md",
        "line": 1,
        "column": 3,
        "end_line": 1,
        "end_column": 8,
        "rule": "broken-link",
        "group": "links",
        "severity": "warning",
        "message": 'no note "Ä"',
        "fix": None,
    }
    text = [f"{d['path']}:{d['line']}:{d['column']}: {d['severity']} {d['rule']} {d['message']}" for d in found]
    assert text == run("lint")[1].splitlines()[:-1]


def test_json_of_a_clean_vault_is_an_empty_array(make):
    make({"Home.md": "x"})
    assert run("lint", "--format", "json") == (0, "[]\n", "")


def test_github(make):
    make(
        {
            "100%, a: b.md": "---\nTopic: a: b\n---\n[[x: y, 50%]]\n",
            "Home.md": "[[100%, a: b]] ## Books\n",
            "M.md": '[[Home]]\n\n## Books\n\n1. "A" by B\n\n   ```\n   code\n   ```\n',
            "Z.md": "[[M]] [[Z]]\n---\nx",
        }
    )
    code, out, err = run("lint", "--format", "github")
    assert (code, err) == (1, "")
    head = "file=100%25%2C a%3A b.md,line=2"
    name = "file=100%25%2C a%3A b.md,line=1,col=1,endColumn=1,endLine=1,title=unportable-name"
    assert out.splitlines() == [
        f"::error {head},col=9,endColumn=10,endLine=2,title=invalid-frontmatter::mapping values are not allowed in this"
        " context (a colon inside a value: put the value in quotes)",
        f'::warning {name}::"100%25, a: b.md": Windows refuses ":"',
        '::warning file=100%25%2C a%3A b.md,line=4,col=1,endColumn=14,endLine=4,title=broken-link::no note "x: y, 50%25"',
        '::notice file=M.md,line=5,endLine=9,title=resource-without-description::"A" has no description',
        "::notice file=Z.md,line=1,col=1,endColumn=1,endLine=1,title=orphan-note::no link leads to this note",
        "Found 5 problems (1 error, 2 warnings, 2 info) in 3 of 4 notes.",
    ]


def test_github_escapes_line_ends(make):
    make({"Home.md": '---\nDate: "31/02/2024"\n"D\\nE\\r: x": 31/02/2024\n---\n'})
    out = run("lint", "--format", "github")[1].splitlines()
    assert [line.partition("::")[2].partition("::")[2] for line in out[:-1]] == [
        '"Date" is "31/02/2024", which is no day of the calendar',
        '"D%0AE%0D: x" is "31/02/2024", which is no day of the calendar',
    ]


def test_a_pipe_that_closes_early_is_no_error(make):
    make({f"{number}.md": "[[x]] " * 2000 for number in range(5)})
    with subprocess.Popen(
        [sys.executable, "-m", "vault_tools", "lint"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_a_terminal_that_cannot_show_a_name(make):
    make({"Ü 🗂️.md": "[[Ω]]"})
    env = os.environ | {"PYTHONIOENCODING": "latin-1"}
    done = subprocess.run([sys.executable, "-m", "vault_tools", "lint"], env=env, capture_output=True, check=True)
    assert b"\xdc " + rb'\U0001f5c2\ufe0f.md:1:1: warning broken-link no note "\u03a9"' in done.stdout.splitlines()
    assert done.stderr == b""


# --- Whatever is in a vault ---------------------------------------------------------------------------------------------

ODD = {
    "empty.md": b"",
    "fence.md": b"---",
    "two fences.md": b"---\n---",
    "binary.md": bytes(range(256)) * 40,
    "zeros.md": b"\0" * 1000,
    "long.md": b"- [[x]] #tag **a** `b` $c$ " * 40_000,
    "brackets.md": b"[" * 50_000,
    "quotes.md": b"> " * 2_000,
    "lists.md": "".join("  " * depth + "- x\n" for depth in range(500)).encode(),
    "bom.md": b"\xef\xbb\xbf",
    "crlf.md": b"---\r\na: 1\r\n---\r\n\r\n[[x]]\r\n",
    "cr.md": b"---\ra: 1\r---\r[[x]]\r",
    "yaml.md": b"---\na: &a [*a, *a]\nb: !!python/object:os.system x\n? [c]\n: d\n---\n",
    "deep yaml.md": b"---\na: " + b"[" * 3000 + b"\n---\n",
    "number.md": b"---\na: " + b"1" * 6000 + b"\nb: .nan\nc: 1e999\n---\n",
    "latin.md": "Café [[Ü]]".encode("latin-1"),
    "\udcff\udcfe.md": b"[[x]]",
    "x" * 200 + ".md": b"[[" + b"x" * 5000 + b"]]",
    "a.md/in a folder.md": b"[[x]]",
    "new\nline.md": b"[[x]]",
    ".md": b"[[x]]",
    "UPPER.MD": b"[[x]]",
}


def write_odd(root):
    for path, content in ODD.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    (root / "empty folder.md").mkdir()
    (root / "dangling.md").symlink_to("nowhere.md")
    (root / "loop").symlink_to(".")
    os.mkfifo(root / "pipe.md")


@pytest.mark.parametrize(
    "arguments",
    [
        ["lint"],
        ["lint", "--format", "json"],
        ["lint", "--format", "github"],
        ["index", "--dry-run"],
        ["index", "--diff"],
        ["index", "--check"],
        ["index"],
        ["resources"],
        ["resources", "--format", "json"],
        ["graph"],
    ],
    ids=" ".join,
)
def test_nothing_in_a_vault_makes_a_traceback(arguments, make):
    write_odd(make({}))
    code, out, _ = run(*arguments)
    assert code in (0, 1)
    if "json" in arguments or arguments == ["graph"]:
        json.loads(out)


@pytest.mark.parametrize("arguments", [["lint"], ["index"], ["resources"], ["graph"]], ids=" ".join)
def test_an_empty_vault(arguments, make):
    make({})
    assert run(*arguments)[0] == 0


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_note_without_permission(make):
    root = make({"A.md": "[[x]]", "Secret.md": "[[x]]"})
    (root / "Secret.md").chmod(0)
    code, out, err = run("lint", "--select", "broken-link")
    assert (code, out.splitlines()[0]) == (2, 'A.md:1:1: warning broken-link no note "x"')
    assert err == "error: Secret.md: cannot be read: Permission denied\n"


@pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="needs a file that even root cannot read")
@pytest.mark.parametrize(
    "arguments",
    [["lint"], ["lint", "--exit-zero"], ["lint", "--fail-on", "never"], ["index"], ["graph"], ["resources"]],
    ids=" ".join,
)
def test_a_note_that_cannot_be_read(arguments, make):
    """The others are dealt with, but the exit code says that the answer is not the whole truth."""
    root = make({"A.md": "[[x]]"})
    (root / "Memory.md").symlink_to("/proc/self/mem")
    code, out, err = run(*arguments)
    assert code == 2
    first, *rest = err.splitlines()
    assert first == "error: Memory.md: cannot be read: Input/output error"
    pages = "nothing is written: pages made from a part of the notes would be wrong"
    assert rest == ([pages] if arguments[0] == "index" else [])
    assert not (root / "Index").exists()
    if arguments[0] == "lint":
        assert out.splitlines()[0] == 'A.md:1:1: warning broken-link no note "x"'


# --- Other commands -----------------------------------------------------------------------------------------------------


def test_rules(make):
    code, out, err = run("rules")
    assert (code, err) == (0, "")
    head, *lines = out.splitlines()
    assert re.split(r"  +", head) == ["rule", "group", "severity", "default", "fix", "what is wrong"]
    assert [line.split()[:3] for line in lines] == [[r.name, r.group, r.severity] for r in rules().values()]
    fix, what = head.index("fix"), head.index("what is wrong")
    assert {line[fix:what].strip() for line in lines} == {"", "safe", "unsafe", "safe, unsafe"}
    assert all(line[fix - 2 : fix] == line[what - 2 : what] == "  " for line in lines)


def test_rules_as_json():
    code, out, err = run("rules", "--format", "json")
    assert (code, err) == (0, "")
    found = {rule["name"]: rule for rule in json.loads(out)}
    assert list(found) == list(rules())
    assert found["missing-scheme"] == {
        "name": "missing-scheme",
        "group": "links",
        "severity": "warning",
        "default": True,
        "fixes": ["unsafe"],
        "summary": "A Markdown link to a web page lacks `https://`.",
        "options": [],
    }
    assert found["link-case"]["default"] is False
    assert found["unquoted-link"]["fixes"] == ["safe", "unsafe"]
    assert found["empty-property"]["options"] == [
        {"name": "allow", "type": "list of text", "default": [], "description": "Properties that may be empty."}
    ]


@pytest.mark.parametrize("rule", rules())
def test_explain(rule):
    code, out, err = run("explain", rule)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == f"# {rule}"
    assert f"Group `{rules()[rule].group}` · severity `{rules()[rule].severity}`" in lines[2]
    assert lines[2].partition("fixes: ")[2] == (", ".join(sorted(rules()[rule].fixes)) or "none")
    assert "Reported:" in lines
    assert "Traceback" not in out


def test_explain_lists_the_options_of_a_rule():
    lines = run("explain", "broken-link")[1].splitlines()
    [row] = [line for line in lines if line.startswith("| `ignore` |")]
    assert "`[]`" in row
    assert "Linkpaths that may lead nowhere" in row


READING = """# Resources

## Books

1. "A Book" by Ann Author and Bo Writer
   - On books.

## Courses

- [One](https://c.org) on Coursera
"""


def test_resources_as_a_table(make):
    make({"Sub/R.md": READING, "A.md": "## Books\n\n- plain\n"})
    assert run("resources") == (
        0,
        "kind    title   by                        url            where\n"
        "book    plain                                            A.md:3\n"
        "book    A Book  Ann Author and Bo Writer                 Sub/R.md:5\n"
        "course  One     Coursera                  https://c.org  Sub/R.md:10\n",
        "",
    )
    assert run("resources", "A.md")[1].splitlines()[1:] == ["book  plain           A.md:3"]


def test_resources_as_json(make):
    make({"Sub/R.md": READING})
    code, out, err = run("resources", "--format", "json")
    assert (code, err) == (0, "")
    assert json.loads(out) == [
        {
            "kind": "book",
            "title": "A Book",
            "authors": ["Ann Author", "Bo Writer"],
            "et_al": False,
            "url": None,
            "provider": None,
            "organiser": None,
            "description": "On books.",
            "note": "Sub/R.md",
            "heading": "Books",
            "position": 1,
            "raw": '1. "A Book" by Ann Author and Bo Writer\n   - On books.',
            "line": 5,
            "column": 1,
        },
        {
            "kind": "course",
            "title": "One",
            "authors": [],
            "et_al": False,
            "url": "https://c.org",
            "provider": "Coursera",
            "organiser": None,
            "description": "",
            "note": "Sub/R.md",
            "heading": "Courses",
            "position": 1,
            "raw": "- [One](https://c.org) on Coursera",
            "line": 10,
            "column": 1,
        },
    ]


COMMANDS = ("explain", "graph", "index", "lint", "resources", "rules")


def test_help_names_the_commands():
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    assert set(COMMANDS) <= {line.split()[0] for line in out.partition("Commands:")[2].splitlines() if line}


@pytest.mark.parametrize("flag", ["--help", "-h"])
@pytest.mark.parametrize("name", cli.list_commands(None))
def test_every_command_has_help(name, flag):
    code, out, err = run(name, flag)
    assert (code, err) == (0, "")
    usage, _, text = out.partition("\n\n")
    assert usage.startswith(f"Usage: vault-tools {name} ")
    assert text.strip()


def test_the_version():
    command = [sys.executable, "-m", "vault_tools", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert (done.stdout, done.stderr) == (f"vault-tools, version {vault_tools.__version__}\n", "")


# --- Found while trying to break it -------------------------------------------------------------------------------------


def test_selecting_nothing_is_no_way_to_pass(make):
    """An empty variable in a CI script."""
    make({"A.md": "[[x]]"})
    assert run("lint", "--select", "")[0] == 2
    assert run("lint", "--select", ",")[0] == 2


def test_the_nearest_valid_value_is_named(make):
    make({"A.md": ""}, "[lint]\nfail-on = 'eror'\n")
    reason = 'lint.fail-on: "eror" is none of error, warning, info, never, did you mean "error"?'
    assert run("lint")[2].endswith(f":2: {reason}\n")


def test_the_nearest_command_is_named():
    assert 'no command "lnt", did you mean "lint"?' in run("lnt")[2]


def test_mistakes_of_form_rules_and_pages_are_told_together_by_line(make):
    make(
        {"A.md": ""},
        "[[index.pages]]\nkind = 'foldr'\npath = 'A.md'\n[lint]\nselect = ['brokn-link']\n[vault]\nexlude = []\n",
    )
    lines = run("lint")[2].splitlines()
    assert [re.search(r"toml:(\d+): (\S+):", line).groups() for line in lines[1:]] == [
        ("2", "index.pages[1].kind"),
        ("5", "lint.select"),
        ("7", "vault.exlude"),
    ]


@pytest.mark.parametrize(
    ("path", "output", "said"),
    [
        pytest.param("Sub/C.md", "No problems in 1 note.\n", "", id="a note: the folder that one stands in"),
        pytest.param(
            "Sub",
            'C.md:1:1: warning broken-link no note "A"\nFound 1 problem (1 warning) in 1 of 1 note.\n',
            "hint: the vault is taken to be {}/Sub; if it is larger, name it with --vault\n",
            id="a folder: itself, with a hint",
        ),
    ],
)
def test_where_nothing_says_where_the_vault_begins(path, output, said, tmp_path, monkeypatch):
    if find_root(tmp_path):
        pytest.skip("the temporary folder lies within a project")
    (tmp_path / "Sub").mkdir()
    (tmp_path / "A.md").write_text("x")
    (tmp_path / "Sub" / "C.md").write_text("[[A]]")
    monkeypatch.chdir(tmp_path)
    assert run("lint", path, "--select", "broken-link") == (0, output, said.format(tmp_path))


def test_paths_in_two_vaults_are_refused(tmp_path, monkeypatch):
    """A folder around both would be read as one vault, in which links have other meanings."""
    if find_root(tmp_path):
        pytest.skip("the temporary folder lies within a project")
    for vault in ("One", "Two"):
        (tmp_path / vault / ".obsidian").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    code, out, err = run("lint", "One", "Two")
    assert (code, out) == (2, "")
    assert err == f"error: One lies in the vault {tmp_path / 'One'}, but not all PATHS do: name those of one vault\n"
    assert run("lint", "One")[0] == 0


def test_a_conflict_in_a_generated_page_is_an_error(make):
    """Generated pages conflict most often of all."""
    conflict = "<<<<<<< HEAD\n- [[A]]\n=======\n- [[B]]\n>>>>>>> x\n"
    page = f"<!-- vault-tools:begin t kind=tags -->\n\n{conflict}\n<!-- vault-tools:end t -->\n"
    make({"Home.md": page, "A.md": "", "B.md": ""})
    code, out, _ = run("lint", "Home.md")
    assert code == 1
    assert [line.split()[1:3] for line in out.splitlines()[:-1]] == [["error", "conflict-markers"]]


def test_one_alias_in_yaml_is_reported_once(make):
    make({"Home.md": "---\na: &x '[[Nope]]'\nb: *x\n---\n"})
    code, out, _ = run("lint", "--select", "broken-link")
    assert (code, out.splitlines()[0]) == (0, 'Home.md:2:4: warning broken-link no note "Nope"')
    assert len(out.splitlines()) == 2


def test_annotations_are_relative_to_the_folder_one_stands_in(make, monkeypatch):
    root = make({"Home.md": "[[x]]"})
    monkeypatch.chdir(root.parent)
    assert "file=vault/Home.md," in run("lint", "vault", "--format", "github")[1]


def test_every_note_that_has_the_alias_is_offered(make):
    make({"Home.md": "[[AI]] [[A]] [[B]]", "A.md": "---\naliases: AI\n---\n", "B.md": "---\naliases: [ai]\n---\n"})
    message = '"AI" is an alias of "A" and "B": write [[A|AI]] or [[B|AI]]'
    assert message in run("lint", "--select", "alias-as-target")[1]
