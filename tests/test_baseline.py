"""Problems that are known: what the file says, when a problem is still the same one, and when it is gone."""

import json
import os

import pytest
from click.testing import CliRunner

from vault_tools.cli import cli


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def vault(tmp_path, monkeypatch):
    root = tmp_path / "vault"
    (root / ".obsidian").mkdir(parents=True)
    monkeypatch.chdir(root)
    return root


def write(root, path, text):
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def lint(*arguments):
    done = CliRunner().invoke(cli, ["lint", *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def problems(*arguments):
    found = json.loads(lint("--format", "json", "--select", "broken-link,empty-property", *arguments)[1])
    return [(d["path"], d["line"], d["rule"], d["message"]) for d in found]


def adopt(*arguments):
    return lint("--baseline", "known.json", "--update-baseline", "--select", "broken-link,empty-property", *arguments)


def test_what_is_known_is_not_reported_and_what_is_new_is(vault):
    write(vault, "A.md", "---\nTopic:\n---\n[[Gone]]\n")
    assert adopt() == (0, "known.json knows 2 problems: 2 added, 0 gone.\n", "")
    assert problems("--baseline", "known.json") == []
    write(vault, "A.md", "---\nTopic:\n---\n[[Gone]] [[Lost]]\n")
    assert problems("--baseline", "known.json") == [("A.md", 4, "broken-link", 'no note "Lost"')]
    code, out, _ = lint("--baseline", "known.json", "--select", "broken-link", "--strict")
    assert (code, out.splitlines()[0]) == (1, 'A.md:4:10: warning broken-link no note "Lost"')


def test_numbers_can_be_read(vault):
    write(vault, "A.md", "".join(f"[[Gone {i}]]\n" for i in range(1234)))
    assert adopt() == (0, "known.json knows 1,234 problems: 1,234 added, 0 gone.\n", "")
    write(vault, "A.md", "")
    assert adopt()[1] == "known.json knows 0 problems: 0 added, 1,234 gone.\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# New\n\nSome text above.\n\nSee [[Gone]] and [[Gone]].\n", id="moved down"),
        pytest.param("---\nx: 1\n---\nSee [[Gone|with a text]] and ![x](y.png) [[gone]].\n", id="written otherwise"),
        pytest.param("- [[Gone]]\n- [[Gone|b]]\n", id="into a list"),
        pytest.param("[[Gone]]\n", id="one less"),
    ],
)
def test_a_problem_is_the_same_wherever_it_stands_in_its_note(vault, text):
    write(vault, "A.md", "See [[Gone]] and [[Gone]].\n")
    adopt()
    write(vault, "A.md", text)
    assert [p for p in problems("--baseline", "known.json") if p[2] == "broken-link"] == []


def test_once_more_in_the_same_note_is_new(vault):
    write(vault, "A.md", "See [[Gone]].\n")
    adopt()
    write(vault, "A.md", "See [[Gone]], [[Gone]].\n")
    assert problems("--baseline", "known.json") == [("A.md", 1, "broken-link", 'no note "Gone"')]


def test_in_another_note_is_new(vault):
    write(vault, "A.md", "[[Gone]]\n")
    adopt()
    write(vault, "B.md", "[[Gone]]\n")
    assert problems("--baseline", "known.json") == [("B.md", 1, "broken-link", 'no note "Gone"')]


def test_what_is_gone_leaves_the_baseline_when_it_is_updated(vault):
    write(vault, "A.md", "[[Gone]] [[Lost]]\n")
    adopt()
    write(vault, "A.md", "[[Lost]] [[Missing]]\n")
    assert adopt()[1] == "known.json knows 2 problems: 1 added, 1 gone.\n"
    assert problems("--baseline", "known.json") == []
    write(vault, "A.md", "[[Gone]]\n")
    assert len(problems("--baseline", "known.json")) == 1


def test_what_a_run_does_not_look_at_stays_in_the_baseline(vault):
    write(vault, "A.md", "[[Gone]]\n")
    write(vault, "Sub/B.md", "---\nTopic:\n---\n[[Gone]]\n")
    adopt()
    write(vault, "A.md", "")
    write(vault, "Sub/B.md", "")
    lint("--baseline", "known.json", "--update-baseline", "--select", "broken-link", "Sub")
    known = json.loads((vault / "known.json").read_text(encoding="utf-8"))["problems"]
    assert [(it["path"], it["rule"]) for it in known] == [("A.md", "broken-link"), ("Sub/B.md", "empty-property")]


def test_the_file_is_sorted_has_a_problem_a_line_and_is_written_only_when_it_changes(vault):
    write(vault, "B.md", "[[Gone]]\n")
    write(vault, "A.md", "[[Ü]]\n")
    adopt()
    file = vault / "known.json"
    lines = file.read_text(encoding="utf-8").splitlines()
    assert [line[:20] for line in lines if "fingerprint" in line] == ['    {"path":"A.md","', '    {"path":"B.md","']
    assert 'no note \\"Ü\\"' in lines[3]
    before = file.stat().st_mtime_ns, file.stat().st_ino
    adopt()
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == before


def test_the_config_names_the_baseline_from_the_root_of_the_vault(vault, monkeypatch):
    write(vault, "vault-tools.toml", '[lint]\nbaseline = "meta/known.json"\n')
    write(vault, "Sub/A.md", "[[Gone]]\n")
    monkeypatch.chdir(vault / "Sub")
    assert lint("--update-baseline", "--select", "broken-link")[0] == 0
    assert (vault / "meta" / "known.json").exists()
    assert problems() == []


def test_what_the_note_itself_silences_is_not_in_the_baseline(vault):
    write(vault, "A.md", "[[Gone]] <!-- vault-tools: ignore broken-link -->\n")
    assert adopt()[1].startswith("known.json knows 0 problems: 0 added")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, "known.json: no such file; make it with --update-baseline"),
        ("{", "known.json: this is no baseline ("),
        (
            '{"version": 1, "problems": [\n<<<<<<< a\n=======\n>>>>>>> b\n]}',
            "known.json: this is no baseline (a git conflict",
        ),
        ('{"version": 1, "problems": [{"path": 3}]}', "known.json: this is no baseline ("),
        ('{"version": 99, "problems": []}', "known.json: a baseline of version 99, but this is version 1"),
    ],
)
def test_a_baseline_that_cannot_be_read_stops_the_run(vault, text, reason):
    write(vault, "A.md", "")
    if text is not None:
        write(vault, "known.json", text)
    code, out, err = lint("--baseline", "known.json")
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {reason}")


@pytest.mark.parametrize("text", ["# A note\n", '{"version": 1, "problems": [\n<<<<<<< a\n=======\n>>>>>>> b\n]}', ""])
def test_what_is_no_baseline_is_not_overwritten(vault, text):
    write(vault, "known.json", text)
    code, out, err = adopt()
    assert (code, out) == (2, "")
    assert err.endswith("; if it was one, delete it and make it anew with --update-baseline\n")
    assert (vault / "known.json").read_text(encoding="utf-8") == text


def test_a_baseline_of_another_version_is_made_anew(vault):
    write(vault, "A.md", "[[Gone]]\n")
    write(vault, "known.json", '{"version": 99, "problems": []}')
    assert adopt()[1] == "known.json knows 1 problem: 1 added, 0 gone.\n"
    assert problems("--baseline", "known.json") == []


@pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="needs a file that even root cannot read")
def test_a_note_that_cannot_be_read_keeps_what_is_known_of_it(vault):
    write(vault, "A.md", "[[Gone]]\n")
    adopt()
    (vault / "A.md").unlink()
    (vault / "A.md").symlink_to("/proc/self/mem")
    assert adopt()[:2] == (2, "known.json knows 1 problem: 0 added, 0 gone.\n")


def test_an_update_needs_a_file(vault):
    write(vault, "A.md", "")
    code, _, err = lint("--update-baseline")
    assert code == 2
    assert err == "error: --update-baseline needs --baseline FILE, or `lint.baseline` in the config\n"
