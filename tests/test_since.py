"""`--since` and `--staged`: what a change touched, and what it broke elsewhere, in real git repositories."""

import json
import os
import subprocess

import pytest
from click.testing import CliRunner

from vault_tools.cli import cli


class Repository:
    def __init__(self, root):
        self.root = root
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments):
        env = os.environ | {
            f"GIT_{who}_{what}": "mira@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        done = subprocess.run(["git", *arguments], cwd=self.root, env=env, capture_output=True, check=True)
        return done.stdout.decode().strip()

    def write(self, files):
        for path, text in files.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(self, files=(), message="a change"):
        self.write(dict(files))
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    root = tmp_path / "repository"
    root.mkdir()
    monkeypatch.chdir(root)
    return Repository(root)


def run(*arguments):
    done = CliRunner().invoke(cli, ["lint", *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def found(*arguments, select="links"):
    out = run("--format", "json", "--select", select, *arguments)[1]
    return [(d["path"], d["line"], d["severity"], d["rule"], d["message"]) for d in json.loads(out)]


GONE = 'no note "Trees"; it worked before, and "Trees.md" is gone'


def test_a_deleted_note_breaks_links_in_notes_that_nobody_touched(repository):
    repository.commit({"A.md": "[[B]] [[Trees]] [[Never there]]\n", "B.md": "[[A]]\n", "Trees.md": "[[A]]\n"})
    (repository.root / "Trees.md").unlink()
    assert found("--since", "HEAD") == [("A.md", 1, "error", "broken-link", GONE)]
    assert found("--staged") == []  # not yet
    repository.git("add", "--all")
    assert found("--staged") == [("A.md", 1, "error", "broken-link", GONE)]
    assert run("--staged", "--select", "links")[0] == 1


def test_a_renamed_note_is_named(repository):
    repository.commit({"A.md": "[[B]] [x](Trees.md)\n", "B.md": "[[A]]\n", "Trees.md": "[[A]]\n\nSome more text.\n"})
    repository.git("mv", "Trees.md", "Forest.md")
    message = 'no note "Trees"; it worked before, and "Trees.md" is now "Forest.md"'
    assert ("A.md", 1, "error", "broken-link", message) in found("--staged")


def test_links_that_follow_a_note_to_another_folder_are_not_broken(repository):
    """A link by name finds the note wherever it is (3.3)."""
    repository.commit({"A.md": "[[Trees]]\n", "Trees.md": "[[A]]\n"})
    (repository.root / "Sub").mkdir()
    repository.git("mv", "Trees.md", "Sub/Trees.md")
    assert found("--staged") == []


def test_a_new_note_can_make_a_link_elsewhere_ambiguous(repository):
    repository.commit({"A.md": "[[Trees]]\n", "x/Trees.md": "[[A]]\n"})
    repository.commit({"y/Trees.md": "[[A]]\n"})
    assert [(path, rule) for path, _, _, rule, _ in found("--since", "HEAD~1")] == [
        ("A.md", "ambiguous-link"),
        ("y/Trees.md", "orphan-note"),
    ]


def test_an_image_that_is_gone(repository):
    repository.commit({"A.md": "![[map.png]] [[A]]\n", "map.png": b"\x89PNG"})
    (repository.root / "map.png").unlink()
    reason = 'no file "map.png"; it worked before, and "map.png" is gone'
    assert ("A.md", 1, "error", "broken-embed", reason) in found("--since", "HEAD")


def test_a_block_that_is_gone(repository):
    repository.commit({"A.md": "[[B#^one]]\n", "B.md": "[[A]] ^one\n"})
    repository.write({"B.md": "[[A]]\n"})
    ((path, line, severity, rule, message),) = found("--since", "HEAD")
    assert (path, line, severity, rule) == ("A.md", 1, "error", "broken-anchor")
    assert message.endswith("; it worked before")


def test_in_a_touched_note_everything_is_reported_and_old_problems_elsewhere_are_not(repository):
    repository.commit({"A.md": "[[Nowhere]] [[B]]\n", "B.md": "[[Lost]] [[A]]\n"})
    repository.write({"A.md": "[[Nowhere]] [[B]]!\n"})
    assert found("--since", "HEAD") == [("A.md", 1, "warning", "broken-link", 'no note "Nowhere"')]


def test_a_link_to_a_note_that_is_planned_is_no_error(repository):
    repository.commit({"A.md": "[[B]]\n", "B.md": "[[A]]\n"})
    repository.write({"A.md": "[[B]] [[Planned]]\n"})
    assert found("--since", "HEAD") == [("A.md", 1, "warning", "broken-link", 'no note "Planned"')]


def test_a_note_that_git_does_not_know_yet_counts_as_changed(repository):
    repository.commit({"A.md": "[[A]]\n", ".gitignore": "Private/\n"})
    repository.write({"New.md": "[[Nowhere]] [[New]]\n", "Private/P.md": "[[Nowhere]] [[P]]\n"})
    assert [path for path, *_ in found("--since", "HEAD", select="broken-link")] == ["New.md"]


def test_what_others_did_on_the_main_branch_is_not_ours(repository):
    base = repository.commit({"A.md": "[[A]]\n", "B.md": "[[B]]\n"})
    repository.git("switch", "--quiet", "--create", "ours")
    repository.commit({"A.md": "[[Ours]] [[A]]\n"})
    repository.git("switch", "--quiet", "main")
    repository.commit({"B.md": "[[Theirs]] [[B]]\n"})
    repository.git("switch", "--quiet", "ours")
    for revision in ("main", base):
        assert [path for path, *_ in found("--since", revision, select="broken-link")] == ["A.md"]


def test_what_is_staged_is_judged_and_not_what_is_on_disk(repository):
    repository.commit({"A.md": "[[A]]\n", "B.md": "[[A]] [[B]]\n"})
    repository.write({"A.md": "[[Staged]] [[A]]\n"})
    repository.git("add", "A.md")
    repository.write({"A.md": "[[On disk]] [[A]]\n", "B.md": "[[Unstaged]] [[B]]\n"})
    assert found("--staged", select="broken-link") == [("A.md", 1, "warning", "broken-link", 'no note "Staged"')]


def test_a_note_that_is_deleted_but_not_staged_is_still_there(repository):
    repository.commit({"A.md": "[[B]]\n", "B.md": "[[A]]\n"})
    (repository.root / "B.md").unlink()
    repository.write({"A.md": "[[B]] more\n"})
    repository.git("add", "A.md")
    assert found("--staged") == []


def test_before_the_first_commit_all_that_is_staged_is_new(repository):
    repository.write({"A.md": "[[Nowhere]] [[A]]\n"})
    repository.git("add", "A.md")
    assert [path for path, *_ in found("--staged", select="broken-link")] == ["A.md"]


def test_a_vault_in_a_folder_of_the_repository(repository):
    repository.commit(
        {"README.md": "[[x]]\n", "notes/A.md": "[[Ä ö]]\n", "notes/Ä ö.md": "[[A]]\n", "notes/.obsidian/app.json": "{}"}
    )
    (repository.root / "notes/Ä ö.md").unlink()
    repository.write({"README.md": "[[y]]\n", "notes/.obsidian/app.json": '{"x": 1}'})
    repository.git("add", "--all")
    assert [(path, rule) for path, _, _, rule, _ in found("--staged", "notes")] == [
        ("A.md", "broken-link"),
        ("A.md", "orphan-note"),
    ]


def test_names_that_git_would_put_in_quotes(repository):
    """Line ends in a name, too: git is asked with NUL between the names."""
    name = 'a "quoted"\tname.md'
    repository.commit({name: "[[x]] text\n", "B.md": "[[B]]\n"})
    repository.write({name: "[[y]] text\n"})
    assert [path for path, *_ in found("--since", "HEAD", select="broken-link")] == [name]


def test_the_index_that_a_hook_is_told_of(repository, monkeypatch):
    """`git commit A.md` stages in an index of its own and names it, from the top of the repository, to its hooks."""
    repository.commit({"notes/.obsidian/app.json": "{}", "notes/A.md": "[[A]]\n"})
    repository.write({"notes/A.md": "[[Nowhere]] [[A]]\n"})
    index = repository.root / ".git" / "other-index"
    index.write_bytes((repository.root / ".git" / "index").read_bytes())
    env = os.environ | {"GIT_INDEX_FILE": ".git/other-index"}
    subprocess.run(["git", "add", "--all"], cwd=repository.root, env=env, check=True)
    assert found("--staged", "notes", select="broken-link") == []
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/other-index")
    assert [path for path, *_ in found("--staged", "notes", select="broken-link")] == ["A.md"]


def test_a_fix_of_what_is_staged_leaves_notes_alone_that_have_more_changes(repository):
    repository.commit({"A.md": "[[A]]\n", "B.md": "[[B]]\n", "C d.md": "[[A]]\n"})
    link = "[x](C d.md) [[A]] [[B]]\n"
    repository.write({"A.md": link, "B.md": link})
    repository.git("add", "--all")
    repository.write({"B.md": link + "not staged\n"})
    assert run("--staged", "--fix")[2] == "B.md: not fixed: it has changes that are not staged\n"
    assert (repository.root / "A.md").read_text() == "[x](C%20d.md) [[A]] [[B]]\n"
    assert (repository.root / "B.md").read_text() == link + "not staged\n"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--since", "nope"), 'error: no revision "nope" in the git repository of '),
        (("--since", "--all"), 'error: no revision "--all" in the git repository of '),
        (("--since", "HEAD", "--staged"), "error: --since and --staged are two questions: ask one of them"),
    ],
)
def test_what_cannot_be_asked(repository, arguments, reason):
    repository.commit({"A.md": ""})
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(reason)


@pytest.mark.parametrize("arguments", [("--since", "HEAD"), ("--staged",)])
def test_without_a_repository(tmp_path, monkeypatch, arguments):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / ".obsidian").mkdir()
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(f"error: there is nothing to compare {tmp_path} with, since git finds no repository there: ")


@pytest.mark.parametrize("arguments", [("--since", "HEAD"), ("--staged",)])
def test_a_repository_that_git_does_not_trust(repository, monkeypatch, arguments):
    """It belongs to another user, as in many containers; git has a switch to test that."""
    repository.commit({"A.md": ""})
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "git config --global --add safe.directory" in err


def test_without_git(repository, monkeypatch):
    repository.commit({"A.md": ""})
    monkeypatch.setenv("PATH", "")
    code, _, err = run("--staged")
    assert code == 2
    assert err.startswith("error: git cannot be run (")
