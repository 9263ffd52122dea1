"""Running the rules: what is said when one of them fails, and what a run says when it is interrupted."""

import os
import pty
import signal
import subprocess
import sys
import time

import pytest

from vault_tools.lint import BROKEN, lint
from vault_tools.model import Problem, Span
from vault_tools.rules import Rule
from vault_tools.selection import Selected
from vault_tools.vault.memory import memory_vault


class FailsOnB(Rule, frozen=True):
    """Ours, wrong on purpose."""

    def check(self, note, vault):
        yield Problem(Span(0, 1), "seen")
        if note.path == "B.md":
            raise ZeroDivisionError("no reason")


def test_a_rule_that_fails_is_one_problem_and_the_others_go_on():
    found = list(lint(memory_vault({"A.md": "a", "B.md": "b", "C.md": "c"}), lambda path: (Selected(FailsOnB()),)))
    assert [(d.path, d.rule, d.severity) for d in found] == [
        ("A.md", "fails-on-b", "warning"),
        ("B.md", "fails-on-b", "warning"),
        ("B.md", BROKEN, "error"),
        ("C.md", "fails-on-b", "warning"),
    ]
    assert found[2].message.startswith(
        "the rule fails-on-b failed on this note: ZeroDivisionError: no reason (test_lint.py:"
    )


def test_nothing_in_a_note_silences_a_fault_of_ours():
    text = "<!-- vault-tools: ignore-file -->\n"
    assert [d.rule for d in lint(memory_vault({"B.md": text}), lambda path: (Selected(FailsOnB()),))] == [BROKEN]


@pytest.mark.parametrize(
    "text",
    ["<<<<<<< a\nx\n=======\n>>>>>>> b\n\n{}\n", "---\nx: [\n---\n{}\n", "\ufffd {}\n"],
    ids=["a git conflict", "YAML that cannot be read", "no UTF-8"],
)
def test_what_no_fix_touches_is_not_said_to_have_one(tmp_path, text):
    """`--fix` leaves such notes alone as a whole."""
    for name, inner in (("Bad.md", text), ("Good.md", "{}\n")):
        data = inner.format("[x](A b.md)").encode()
        (tmp_path / name).write_bytes(data.replace("\ufffd".encode(), b"\xff"))
    command = [sys.executable, "-m", "vault_tools", "lint", "--no-cache", "--select", "unencoded-link", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert [line.endswith(" [*]") for line in done] == [False, True, False]
    assert done[-1].endswith("1 can be fixed with --fix.")


PROGRAM = """
import sys
from vault_tools.rules.links.broken_link import BrokenLink
from vault_tools.cli import main
def check(self, note, vault):
    raise ZeroDivisionError("no reason")
BrokenLink.check = check
main()
"""


def test_a_failing_rule_makes_the_exit_code_2(tmp_path):
    (tmp_path / "A.md").write_text("[[x]]\n")
    command = [sys.executable, "-c", PROGRAM, "lint", "--exit-zero", "--no-cache", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "A.md:1:1: error internal-error the rule broken-link failed on this note: ZeroDivisionError" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


ELSEWHERE = """
import vault_tools.vault.read
def read_vault(*_):
    raise ZeroDivisionError("no reason")
vault_tools.vault.read.read_vault = read_vault
from vault_tools.cli import main
main()
"""


@pytest.mark.parametrize("wanted", [False, True])
def test_a_fault_elsewhere_is_one_line_unless_more_is_wanted(tmp_path, wanted):
    env = os.environ | ({"VAULT_TOOLS_TRACEBACK": "1"} if wanted else {})
    command = [sys.executable, "-c", ELSEWHERE, "lint", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    assert ("Traceback" in done.stderr) == wanted
    if not wanted:
        assert done.returncode == 2
        assert done.stderr.startswith(
            "error: ZeroDivisionError: no reason (<string>:4); this is a fault of vault-tools"
        )


@pytest.fixture
def big_vault(tmp_path):
    """It takes some seconds to parse."""
    for i in range(1500):
        links = " ".join(f"[[Note {(i + k) % 1500}|a *text*]] `code` and #tag/{k}" for k in range(60))
        (tmp_path / f"Note {i}.md").write_text(f"---\nTopic: x\n---\n# Note {i}\n\n{links}\n", encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_a_run_that_is_interrupted_ends_without_a_traceback(big_vault, name, code):
    command = [sys.executable, "-m", "vault_tools", "lint", "--no-cache", str(big_vault)]
    for delay in (0.8, 0.6, 0.4):
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with subprocess.Popen(command, text=True, start_new_session=True, **pipes) as running:
            time.sleep(delay)
            if is_in_time := running.poll() is None:
                os.killpg(running.pid, getattr(signal, name))  # as a terminal does: all processes of the run
            out, err = running.communicate(timeout=60)
        if is_in_time and running.returncode != 1:
            break
    assert running.returncode == code, err
    assert "Traceback" not in out + err
    assert out == ""


IMPATIENT = """
from vault_tools.cli import _progress, main
_progress.PATIENCE = 0
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="terminals")
def test_progress_is_shown_on_a_terminal_and_nothing_of_it_stays(big_vault):
    own, theirs = pty.openpty()
    command = [
        sys.executable,
        "-c",
        IMPATIENT,
        "lint",
        "--no-cache",
        "--exit-zero",
        "--select",
        "links",
        str(big_vault),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs) as running:
        os.close(theirs)
        out = running.stdout.read()
    assert running.returncode == 0
    shown = b""
    while True:
        try:
            part = os.read(own, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(own)
    assert out == b"No problems in 1,500 notes.\n"
    assert b"\r\x1b[Kreading " in shown
    assert b" of 1500" in shown
    assert shown.endswith(b"\r\x1b[K")


def test_no_progress_in_a_file(big_vault):
    command = [
        sys.executable,
        "-c",
        IMPATIENT,
        "lint",
        "--no-cache",
        "--exit-zero",
        "--select",
        "links",
        str(big_vault),
    ]
    assert subprocess.run(command, capture_output=True, check=True).stderr == b""
