"""Branches that both changed what `index` generates, merged by a real git with the real driver."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import vault_tools

DRIVER = f"'{sys.executable}' -m vault_tools merge-driver --marker-size %L -- %O %A %B %P"
CODE = str(Path(vault_tools.__file__).parents[1])
NAMES = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE")


def page(kind, path, **options):
    lines = [f"{key} = {json.dumps(value)}" for key, value in options.items()]
    return "\n".join(["[[index.pages]]", f'kind = "{kind}"', f'path = "{path}"', *lines, ""])


SETTINGS = "\n".join(
    [
        page("folder", "{folder}/Main.md", columns=["Topic", "Author"]),
        page("tags", "Index/Tags.md"),
        page("home", "Home.md"),
        page("property", "Index/Topics.md", property="Topic"),
        page("folder", "Index/Newest.md", name="newest", folder="", sort=["-Date", "name"], view="list"),
        page("folder", "Index/Days.md", name="days", folder="", columns=["file.created", "file.modified"]),
    ]
)


class Repository:
    """Each commit is of a day of its own, and has the pages of `index`."""

    def __init__(self, root, inner="", driver=DRIVER):
        self.root, self.vault, self.day = root, root / inner if inner else root, 0
        root.mkdir(exist_ok=True)
        self.git("init", "--initial-branch=main")
        for who in ("name", "email"):
            self.git("config", f"user.{who}", "mira")
        if driver:
            self.git("config", "merge.vault-tools.driver", driver)
            (root / ".gitattributes").write_text("*.md merge=vault-tools\n")

    def run(self, *command, cwd=None):
        date = f"2024-01-{self.day:02}T12:00:00+0000"
        env = os.environ | {
            "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_DATE": date,
            "GIT_EDITOR": "true",
            "PYTHONPATH": CODE,
        }
        done = subprocess.run(command, cwd=cwd or self.root, env=env, capture_output=True, text=True, encoding="utf-8")
        return done.returncode, done.stdout, done.stderr

    def git(self, *arguments, code=0):
        found, out, err = self.run("git", *arguments)
        assert found == code, (arguments, out, err)
        return out.strip()

    def index(self, *options):
        return self.run(sys.executable, "-m", "vault_tools", "index", *options, cwd=self.vault)

    def write(self, files):
        for path, text in files.items():
            file = self.vault / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())

    def commit(self, files=(), pages=True):
        self.day += 1
        self.write(dict(files))
        if pages:
            code, out, err = self.index()
            assert (code, err) == (0, ""), (out, err)
        self.git("add", "--all")
        self.git("commit", "--allow-empty", "-m", f"day {self.day}")

    def branch(self, name, start="main"):
        self.git("checkout", "-b", name, start)

    def text(self, path):
        return (self.vault / path).read_bytes().decode()

    @property
    def tree(self):
        """Names of all blobs of HEAD."""
        return self.git("ls-tree", "-r", "HEAD")

    def assert_clean(self):
        """The pages are what `index` makes of the notes, once the merge is committed."""
        assert self.git("status", "--porcelain") == ""
        code, out, err = self.index("--check")
        assert (code, err) == (0, ""), (out, err)
        code, out, err = self.index()
        assert out.startswith("0 pages written"), (out, err)
        assert self.git("status", "--porcelain") == ""


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "no-config"))
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def note(topic, author, date, tags):
    return f"---\nTopic: {topic}\nAuthor: {author}\nDate: {date}\ntags: [{tags}]\n---\n\nText.\n"


BASE = {
    "vault-tools.toml": SETTINGS,
    "DSA/Graphs.md": note("Graphs", "Ann", "2024-01-10", "dsa"),
    "DSA/Trees.md": note("Trees", "Ben", "2024-01-20", "dsa, tree"),
    "Books/Lear.md": note("Plays", "Will", "2024-01-05", "book"),
}
ONE = {
    "DSA/Heaps.md": note("Trees", "Cem", "2024-01-15", "dsa, heap"),
    "Books/Emma.md": note("Novels", "Jane", "2024-01-06", "book"),
}
TWO = {
    "DSA/Hashes.md": note("Sets", "Dan", "2024-01-16", "dsa, hash"),
    "Books/Dune.md": note("Novels", "Frank", "2024-01-07", "book"),
}


def two_branches(root, one=ONE, two=TWO, base=BASE, **options):
    """On `one`, and on `main`."""
    repository = Repository(root, **options)
    (repository.vault / ".obsidian").mkdir(parents=True)
    repository.commit(base)
    repository.branch("one")
    repository.commit(one)
    repository.git("checkout", "main")
    repository.commit(two)
    return repository


def test_branches_that_each_add_notes_merge_to_what_a_clean_run_gives(tmp_path):
    repository = two_branches(tmp_path / "repository")
    repository.git("branch", "two")
    repository.git("merge", "--no-edit", "one")
    repository.assert_clean()
    merged = repository.tree
    repository.git("checkout", "one")
    repository.git("merge", "--no-edit", "two")
    repository.assert_clean()
    assert repository.tree == merged
    table = [
        line.split("|")[1].strip() for line in repository.text("DSA/Main.md").splitlines() if line.startswith("| [")
    ]
    assert table == ["[[Graphs]]", "[[Hashes]]", "[[Heaps]]", "[[Trees]]"]


def test_a_merge_with_another_folder_of_the_repository_as_vault(tmp_path):
    repository = two_branches(tmp_path / "repository", inner="notes/my vault")
    repository.git("merge", "--no-edit", "one")
    repository.assert_clean()


def test_the_same_by_rebase(tmp_path):
    repository = two_branches(tmp_path / "repository")
    repository.git("checkout", "one")
    repository.commit({"DSA/Ropes.md": note("Trees", "Eve", "2024-01-21", "dsa")})
    repository.git("rebase", "main")
    repository.assert_clean()
    repository.git("checkout", "HEAD~1")
    repository.assert_clean()


@pytest.mark.parametrize("commits", [("one",), ("one~1", "one")])
def test_the_same_by_cherry_pick(commits, tmp_path):
    repository = two_branches(tmp_path / "repository")
    repository.git("checkout", "one")
    repository.commit({"DSA/Ropes.md": note("Trees", "Eve", "2024-01-21", "dsa")})
    repository.git("checkout", "main")
    repository.git("cherry-pick", *commits)
    repository.assert_clean()
    assert ("Heaps" in repository.text("DSA/Main.md")) == (len(commits) == 2)
    assert "Ropes" in repository.text("DSA/Main.md")


def test_a_revert(tmp_path):
    repository = two_branches(tmp_path / "repository")
    repository.commit({"DSA/Ropes.md": note("Trees", "Eve", "2024-01-21", "dsa")})
    repository.git("revert", "--no-edit", "HEAD~1")
    assert "Hashes" not in repository.text("DSA/Main.md")
    assert "Ropes" in repository.text("DSA/Main.md")
    repository.assert_clean()


def test_without_a_driver_resolve_gives_the_same(tmp_path):
    one = two_branches(tmp_path / "one")
    one.git("merge", "--no-edit", "one")
    two = two_branches(tmp_path / "two", driver="")
    two.git("merge", "--no-edit", "one", code=1)
    code, out, err = two.index("--resolve")
    assert (code, err) == (0, ""), out
    two.git("add", "--all")
    two.git("commit", "--no-edit")
    two.assert_clean()
    for path in (
        "DSA/Main.md",
        "Books/Main.md",
        "Home.md",
        "Index/Tags.md",
        "Index/Topics.md",
        "Index/Newest.md",
        "Index/Days.md",
    ):
        assert two.text(path) == one.text(path)
