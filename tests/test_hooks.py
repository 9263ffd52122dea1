"""`.pre-commit-hooks.yaml` in use: the real pre-commit on a real repository, this project being the hooks' repository.

No network: pip takes what the hooks need from the packages that are installed for these tests.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]

HOOKS = """
repos:
  - repo: {project}
    rev: {rev}
    hooks:
      - id: vault-tools-lint-fix
      - id: vault-tools-lint
      - id: vault-tools-links
      - id: vault-tools-index
"""

SETTINGS = """
[[schema]]
name = "note"
[schema.properties]
Topic = { required = true }

[[index.pages]]
kind = "property"
path = "Topics.md"
property = "Topic"
"""


class Repository:
    def __init__(self, path, env):
        self.path = path
        self.env = env

    def run(self, *command, check=True):
        done = subprocess.run(command, cwd=self.path, env=self.env, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0 or not check, done.stdout + done.stderr
        return done

    def write(self, path, text):
        file = self.path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def commit(self):
        """Exit code, and everything that was said."""
        self.run("git", "add", "--all")
        done = self.run("git", "commit", "-m", "a change", check=False)
        return done.returncode, done.stdout + done.stderr

    def text(self, path):
        return (self.path / path).read_text(encoding="utf-8")

    def head(self):
        return self.run("git", "rev-parse", "HEAD").stdout.strip()

    def put_back(self):
        self.run("git", "reset", "--hard", "--quiet", "start")
        self.run("git", "clean", "-fdq")


def environment(tmp):
    outer = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT", "PIP_"))}
    packages = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    return outer | {
        "HOME": str(tmp / "home"),
        "XDG_CACHE_HOME": str(tmp / "cache"),
        "PRE_COMMIT_HOME": str(tmp / "pre-commit"),
        "PYTHONPATH": os.pathsep.join(packages),
        "PIP_NO_INDEX": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip reads it as the value of "build isolation": so this says no
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "VIRTUALENV_NO_DOWNLOAD": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "Mira",
        "GIT_AUTHOR_EMAIL": "mira@example.org",
        "GIT_COMMITTER_NAME": "Mira",
        "GIT_COMMITTER_EMAIL": "mira@example.org",
    }


def copy_of_the_project(target):
    """What git would take of the working tree: committed or not, but not ignored."""
    command = ["git", "-C", PROJECT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\0"):
        file = PROJECT / name
        if name and file.is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target / name)


@pytest.fixture(scope="module")
def vault(tmp_path_factory):
    """A vault in git whose pre-commit hooks are ours, with one commit that these have let through."""
    tmp = tmp_path_factory.mktemp("hooks")
    env = environment(tmp)
    for folder in ("home", "project", "vault"):
        (tmp / folder).mkdir()
    project, vault = Repository(tmp / "project", env), Repository(tmp / "vault", env)

    copy_of_the_project(project.path)
    project.run("git", "init", "--quiet")
    project.run("git", "add", "--all")
    project.run("git", "commit", "--quiet", "-m", "the project as it is")

    vault.run("git", "init", "--quiet")
    vault.write(".pre-commit-config.yaml", HOOKS.format(project=project.path, rev=project.head()))
    vault.write("vault-tools.toml", SETTINGS)
    vault.run(sys.executable, "-m", "pre_commit", "install")
    vault.write("Trees.md", "---\nTopic: Graphs\n---\nSee [Paths](Paths.md).\n")
    vault.write("Paths.md", "---\nTopic: Graphs\n---\nSee [Trees](Trees.md).\n")
    vault.write(
        "Topics.md",
        "# Topics\n\n<!-- vault-tools:begin property sha=7d03b31ccde69f7c -->\n\n"
        "## Graphs\n\n- [Paths](Paths.md)\n- [Trees](Trees.md)\n\n"
        "<!-- vault-tools:end property -->\n",
    )
    code, said = vault.commit()
    assert code == 0, said
    vault.run("git", "tag", "start")
    return vault


@pytest.fixture(autouse=True)
def clean(vault):
    yield
    vault.put_back()


def test_a_clean_note_is_committed(vault):
    before = vault.head()
    vault.write("Trees.md", "---\nTopic: Graphs\n---\nMore on [Paths](Paths.md).\n")
    code, said = vault.commit()
    assert code == 0, said
    assert said.count("Passed") == 4
    assert vault.head() != before


def test_an_empty_required_property_stops_the_commit(vault):
    before = vault.head()
    vault.write("sub folder/Heaps.md", "---\nAuthor: Mira\nTopic:\n---\nSee [Trees](../Trees.md).\n")
    code, said = vault.commit()
    assert code == 1
    assert (
        'sub folder/Heaps.md:3:1: error required-property "Topic" is empty, but required (schema "note")'
        in said.splitlines()
    )
    assert vault.head() == before


def test_only_what_is_staged_is_judged(vault):
    vault.write("Trees.md", "---\nTopic: Graphs\n---\nBeside [Paths](Paths.md).\n")
    vault.run("git", "add", "Trees.md")
    vault.write("Paths.md", "---\nTopic:\n---\n")
    done = vault.run("git", "commit", "-m", "a change", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert vault.text("Paths.md") == "---\nTopic:\n---\n"


def test_a_stale_region_stops_the_commit_until_index_has_run(vault):
    before = vault.head()
    vault.write("Heaps.md", "---\nTopic: Trees\n---\nSee [Trees](Trees.md) and [Paths](Paths.md).\n")
    code, said = vault.commit()
    assert code == 1
    assert 'Topics.md: region "property" is out of date' in said.splitlines()
    assert vault.head() == before

    vault.run(sys.executable, "-m", "vault_tools", "index")
    code, said = vault.commit()
    assert code == 0, said
    assert vault.head() != before
    assert "## Trees\n\n- [Heaps](Heaps.md)\n" in vault.run("git", "show", "HEAD:Topics.md").stdout


def test_a_commit_that_only_deletes_a_note_is_seen_by_the_index_hook(vault):
    """pre-commit names no deleted files, so that hook looks at the whole vault at every commit."""
    before = vault.head()
    (vault.path / "Trees.md").unlink()
    code, said = vault.commit()
    assert code == 1
    assert 'Topics.md: region "property" is out of date' in said.splitlines()
    assert vault.head() == before


def stops(vault, line):
    """The commit is refused, and among what is said is this line; `…` stands for anything."""
    before = vault.head()
    code, said = vault.commit()
    assert code == 1, said
    pattern = ".*".join(map(re.escape, line.split("…")))
    assert any(re.fullmatch(pattern, shown) for shown in said.splitlines()), said
    assert vault.head() == before


def test_a_commit_that_deletes_a_linked_note_is_stopped(vault):
    """The note that links to it is not in the commit, and nobody names the one that is gone."""
    (vault.path / "Trees.md").unlink()
    stops(vault, 'Paths.md:4:5: error broken-link no note "Trees"…; it worked before, and "Trees.md" is gone')


def test_a_commit_that_renames_a_linked_note_is_stopped_until_the_links_follow(vault):
    vault.run("git", "mv", "Trees.md", "Forest.md")
    stops(
        vault, 'Paths.md:4:5: error broken-link no note "Trees"…; it worked before, and "Trees.md" is now "Forest.md"'
    )

    vault.write("Paths.md", "---\nTopic: Graphs\n---\nSee [Trees](Forest.md).\n")
    vault.run(sys.executable, "-m", "vault_tools", "index")
    code, said = vault.commit()
    assert code == 0, said


def test_a_commit_that_takes_away_a_heading_that_is_linked_to_is_stopped(vault):
    vault.write("Trees.md", "---\nTopic: Graphs\n---\n# Leaves\n\nSee [Paths](Paths.md).\n")
    vault.write("Paths.md", "---\nTopic: Graphs\n---\nSee [Trees](Trees.md#Leaves).\n")
    code, said = vault.commit()
    assert code == 0, said
    vault.write("Trees.md", "---\nTopic: Graphs\n---\n# Roots\n\nSee [Paths](Paths.md).\n")
    stops(vault, 'Paths.md:4:5: error broken-anchor "Trees" has no heading "Leaves"; it worked before')


def test_a_link_to_a_note_that_is_still_to_be_written_stops_nobody(vault):
    vault.write("Trees.md", "---\nTopic: Graphs\n---\nSee [Paths](Paths.md), [[Heaps]].\n")
    code, said = vault.commit()
    assert code == 0, said
    (vault.path / "Paths.md").write_text("---\nTopic: Graphs\n---\nSee [Trees](Trees.md), too.\n", encoding="utf-8")
    code, said = vault.commit()
    assert code == 0, said


def test_a_safe_fix_is_made_and_left_for_the_next_commit(vault):
    """pre-commit wants to see what a hook changes before it is committed."""
    vault.write("Paths.md", "---\nTopic: Graphs\n---\nSee [Trees](Trees.md), [others](Red Black Trees.md).\n")
    vault.write("Red Black Trees.md", "---\nTopic: Graphs\n---\n[Paths](Paths.md)\n")
    vault.run(sys.executable, "-m", "vault_tools", "index")
    stops(vault, "- files were modified by this hook")
    assert vault.text("Paths.md").endswith("[others](Red%20Black%20Trees.md).\n")
    code, said = vault.commit()
    assert code == 0, said


def test_a_broken_canvas_stops_the_commit(vault):
    vault.write("Plan.canvas", '{"nodes": [')
    before = vault.head()
    code, said = vault.commit()
    assert code == 1
    assert any(line.startswith("Plan.canvas:1:") and "invalid-canvas" in line for line in said.splitlines()), said
    assert vault.head() == before


def test_a_vault_full_of_problems_adopts_the_hooks_with_a_baseline(vault):
    vault.write("Old.md", "---\nTopic:\n---\nSee [Trees](Trees.md).\n")
    stops(vault, 'Old.md:2:1: error required-property "Topic" is empty, but required (schema "note")')
    vault.write("vault-tools.toml", '[lint]\nbaseline = "known.json"\n' + SETTINGS)
    vault.run(sys.executable, "-m", "vault_tools", "lint", "--update-baseline")
    code, said = vault.commit()
    assert code == 0, said
    vault.write("Old.md", "---\nAuthor: Mira\nTopic:\n---\nSee [Trees](Trees.md), and more.\n")
    code, said = vault.commit()
    assert code == 0, said
    vault.write("New.md", "---\nTopic:\n---\nSee [Trees](Trees.md).\n")
    stops(vault, 'New.md:2:1: error required-property "Topic" is empty, but required (schema "note")')


def test_other_files_are_not_linted(vault):
    vault.write("picture.svg", "<svg/>")
    code, said = vault.commit()
    assert code == 0
    skipped = [line.partition(".")[0] for line in said.splitlines() if line.endswith("Skipped")]
    assert skipped == ["vault-tools lint --fix", "vault-tools lint"]
