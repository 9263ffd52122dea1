"""Options of `lint` on what is shown and where it goes: formats, files, terminals, standard input, exit codes."""

import json
import os
import pty
import shlex
import subprocess
import sys

import pytest
from click.testing import CliRunner

from vault_tools.cli import cli


@pytest.fixture
def vault(tmp_path, monkeypatch):
    """A warning with a safe fix, a warning without one, and two infos."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "vault"
    (root / ".obsidian").mkdir(parents=True)
    (root / "A.md").write_text("[x](B c.md) [[Nowhere]]\n", encoding="utf-8")
    (root / "B c.md").write_text("Text\n", encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def run(*arguments, given=None):
    done = CliRunner().invoke(cli, ["lint", *arguments], input=given)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


LINES = [
    "A.md:1:1: info orphan-note no link leads to this note",
    "A.md:1:1: warning unencoded-link no link, because of the space: write B%20c.md [*]",
    'A.md:1:13: warning broken-link no note "Nowhere"',
    "B c.md:1:1: info orphan-note no link leads to this note",
]
SUMMARY = "Found 4 problems (2 warnings, 2 info) in 2 of 2 notes. 1 can be fixed with --fix."


def test_what_is_shown(vault):
    assert run() == (0, "".join(f"{line}\n" for line in (*LINES, SUMMARY)), "")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 0),
        (("--strict",), 1),
        (("--fail-on", "warning"), 1),
        (("--fail-on", "info"), 1),
        (("--fail-on", "info", "--exit-zero"), 0),
        (("--fail-on", "never", "--strict"), 0),
        (("--strict", "--ignore", "links"), 0),
        (("--strict", "--select", "orphan-note"), 0),
    ],
)
def test_exit_codes(vault, arguments, code):
    assert run(*arguments)[0] == code


def test_the_config_can_be_strict(vault):
    (vault / "vault-tools.toml").write_text('[lint]\nfail-on = "warning"\n', encoding="utf-8")
    assert run()[0] == 1
    assert run("--fail-on", "error")[0] == 0


def test_quiet(vault):
    assert run("--quiet") == (0, "".join(f"{line}\n" for line in LINES), "")
    assert run("-q", "--select", "empty-note") == (0, "", "")


def test_a_file_for_the_report(vault):
    assert run("--output-file", "out/report.txt") == (0, "", "")
    assert (vault / "out/report.txt").read_text(encoding="utf-8").splitlines() == [*LINES, SUMMARY]


def test_a_file_that_cannot_be_written(vault):
    code, out, err = run("-o", ".obsidian")
    assert (code, out) == (2, "")
    assert err.startswith("error: .obsidian: cannot be written: ")


@pytest.mark.skipif(os.name == "nt", reason="named pipes")
def test_a_pipe_for_the_report_is_written_to_and_stays_a_pipe(vault):
    """So do /dev/stdout, which is one here, and /dev/null, which root could replace."""
    command = [sys.executable, "-m", "vault_tools", "lint", "--output-file", "/dev/stdout"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=vault, check=True)
    assert done.stdout.splitlines() == [*LINES, SUMMARY]
    os.mkfifo("pipe")
    own = os.open("pipe", os.O_RDONLY | os.O_NONBLOCK)
    assert run("--output-file", "pipe") == (0, "", "")
    assert os.read(own, 65536).decode().splitlines() == [*LINES, SUMMARY]
    os.close(own)
    assert (vault / "pipe").is_fifo()


def test_statistics(vault):
    out = run("--statistics")[1].splitlines()
    assert [line.split()[:4] for line in out[1:-1]] == [
        ["2", "0", "info", "orphan-note"],
        ["1", "0", "warning", "broken-link"],
        ["1", "1", "warning", "unencoded-link"],
    ]
    assert out[-1] == SUMMARY
    counted = json.loads(run("--statistics", "--format", "json")[1])
    assert [(it["rule"], it["count"]) for it in counted] == [
        ("orphan-note", 2),
        ("broken-link", 1),
        ("unencoded-link", 1),
    ]
    assert run("--statistics", "--format", "sarif")[0] == 2


def test_in_a_workflow_of_github_annotations_are_written(vault, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert run()[1].startswith("::warning file=A.md,line=1,")
    assert run("--format", "text")[1].splitlines()[0] == LINES[0]
    assert run("--statistics")[1].splitlines()[-1] == SUMMARY
    run("--output-file", "report.txt")
    assert (vault / "report.txt").read_text(encoding="utf-8").splitlines()[0] == LINES[0]


@pytest.mark.parametrize(
    ("environment", "arguments", "is_coloured"),
    [
        ({}, (), True),
        ({"NO_COLOR": "1"}, (), False),
        ({"TERM": "dumb"}, (), False),
        ({}, ("--color", "never"), False),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
    ],
)
def test_colours_and_links_on_a_terminal(vault, environment, arguments, is_coloured):
    own, theirs = pty.openpty()
    command = [sys.executable, "-m", "vault_tools", "lint", *arguments]
    with subprocess.Popen(command, stdout=theirs, cwd=vault, env=os.environ | {"TERM": "xterm"} | environment):
        os.close(theirs)
    shown = os.read(own, 65536).decode()
    os.close(own)
    assert ("\x1b[33m" in shown) == is_coloured
    assert (f"\x1b]8;;file://{vault}/B%20c.md\x1b\\" in shown) == is_coloured


@pytest.mark.parametrize(
    ("environment", "arguments", "is_coloured"),
    [({}, (), False), ({"FORCE_COLOR": "1"}, (), True), ({}, ("--color", "always"), True)],
)
def test_colours_in_a_pipe(vault, environment, arguments, is_coloured):
    command = [sys.executable, "-m", "vault_tools", "lint", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=vault, env=os.environ | environment, check=True)
    assert ("\x1b[" in done.stdout) == is_coloured


@pytest.mark.skipif(os.name == "nt", reason="a shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_without_an_output(vault, closed):
    command = f'"$0" -m vault_tools lint --strict {closed}'
    done = subprocess.run(["sh", "-c", command, sys.executable], capture_output=True, text=True, cwd=vault, check=False)
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize(
    ("here", "options", "again"),
    [
        ("..", ("vault",), ""),
        ("..", ("--vault", "vault"), ""),
        (".", ("--config", "other.toml"), "--config other.toml "),
        ("Sub", (), ""),
        ("..", ("--vault", "vault/Sub"), "--vault vault/Sub "),
        (".obsidian", ("--vault", "../Sub"), "--vault {vault}/Sub "),
        ("Sub", ("--vault", "."), "--vault . "),
    ],
)
def test_the_command_that_fixes_finds_the_same_vault_and_config(vault, monkeypatch, here, options, again):
    (vault / "Sub").mkdir()
    (vault / "Sub" / "A.md").write_text("[x](B c.md)\n", encoding="utf-8")
    (vault / "other.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(vault / here)
    out = run("--format", "full", "--select", "unencoded-link", *(it.format(vault=vault) for it in options))[1]
    commands = [line.strip() for line in out.splitlines() if line.startswith("  fix: ")]
    for command in commands:
        assert command.startswith(f"fix: vault-tools lint {again.format(vault=vault)}--fix --fixable unencoded-link ")
    assert commands
    shell = commands[-1].removeprefix("fix: vault-tools lint ")
    assert "\nFixed 1 problem. " in run(*shlex.split(shell))[1]


# --- A note from standard input ------------------------------------------------------------------------------------------


def test_a_note_from_standard_input_is_read_in_place_of_the_one_on_disk(vault):
    out = run("-", "--stdin-filename", "A.md", given="[[B c]] [[Lost]]\n")[1]
    assert out.splitlines()[:-1] == [LINES[0], 'A.md:1:9: warning broken-link no note "Lost"']


def test_a_note_from_standard_input_need_not_be_on_disk(vault, monkeypatch):
    monkeypatch.chdir(vault.parent)
    for name in ("vault/Sub/New.md", "Sub/New.md"):
        out = run("--vault", "vault", "-", "--stdin-filename", name, given="[[B c]] [[Lost]]\n")[1]
        assert 'Sub/New.md:1:9: warning broken-link no note "Lost"' in out.splitlines()


def test_a_note_from_standard_input_is_fixed_on_standard_output(vault):
    command = [sys.executable, "-m", "vault_tools", "lint", "-", "--stdin-filename", "A.md", "--fix"]
    given = "\ufeff[x](B c.md)\r\nmore".encode()
    done = subprocess.run(command, input=given, capture_output=True, cwd=vault, check=True)
    assert done.stdout == "\ufeff[x](B%20c.md)\r\nmore".encode()
    assert done.stderr.decode().splitlines()[-1] == "Fixed 1 problem. Found 1 problem (1 info) in 1 of 1 note."
    assert (vault / "A.md").read_text(encoding="utf-8") == "[x](B c.md) [[Nowhere]]\n"


def test_standard_input_that_is_no_text_comes_back_as_it_was(vault):
    command = [sys.executable, "-m", "vault_tools", "lint", "-", "--stdin-filename", "A.md", "--fix-only"]
    given = b"[x](B c.md) \xff\n"
    done = subprocess.run(command, input=given, capture_output=True, cwd=vault, check=False)
    assert done.stdout == given


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("-",), "- needs --stdin-filename, the note's path in the vault"),
        (("--stdin-filename", "A.md"), "--stdin-filename goes with -"),
        (("-", "A.md", "--stdin-filename", "A.md"), "- means one note, from standard input: give no other path"),
        (("-", "--stdin-filename", "A.md", "--staged"), "- goes without --since and --staged"),
        (("--vault", ".", "-", "--stdin-filename", "../out.md"), "../out.md lies outside the vault "),
        (("-", "--stdin-filename", "."), "--stdin-filename is the path of a note, and . is a folder"),
        (("-", "--stdin-filename", ".obsidian"), "--stdin-filename is the path of a note, and .obsidian is a folder"),
        (("--update-baseline", "--baseline", "x", "--fix"), "--update-baseline goes without fixes: fix first"),
        (("--update-baseline", "--baseline", "x", "--since", "HEAD"), "--update-baseline goes without --since and"),
        (("--update-baseline", "--baseline", "x", "-o", "y"), "--update-baseline reports nothing"),
        (("--diff", "-o", "y"), "--diff goes without --output-file"),
        (("--fix-only", "-o", "y"), "--fix-only reports nothing"),
        (("--select", "brokn-link"), 'no rule or group "brokn-link", did you mean "broken-link"?'),
        (("--fixable", "lnks"), 'no rule or group "lnks", did you mean "links"?'),
        (("--extend-select", ","), "no rule is named: give rules or groups"),
    ],
)
def test_what_makes_no_sense(vault, arguments, reason):
    code, out, err = run(*arguments, given="")
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {reason}")
