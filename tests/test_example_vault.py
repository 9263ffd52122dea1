"""The example vault, wrong on purpose: what `lint` says of it and what `index` writes, whole.

After a change that is meant, write `tests/golden/` again and read the difference line by line:

    vault-tools lint example_vault > tests/golden/lint.txt
    cp -r example_vault /tmp/copy && vault-tools index /tmp/copy    # then copy the pages that it names
"""

import shutil
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from vault_tools.cli import cli
from vault_tools.rules import rules

PROJECT = Path(__file__).parents[1]
EXAMPLE = PROJECT / "example_vault"
GOLDEN = Path(__file__).parent / "golden"
NEVER = ("ambiguous-date", "case-collision", "damaged-region", "edited-region")


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(PROJECT)


@pytest.fixture
def copy(tmp_path):
    return Path(shutil.copytree(EXAMPLE, tmp_path / "example_vault"))


def run(*arguments):
    done = CliRunner().invoke(cli, [str(argument) for argument in arguments], catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr


def notes(root):
    """One of them is not UTF-8."""
    files = root.rglob("*.md")
    return {file.relative_to(root).as_posix(): file.read_bytes().decode(errors="replace") for file in files}


def test_lint():
    code, out, err = run("lint", "example_vault")
    assert out.splitlines() == (GOLDEN / "lint.txt").read_text(encoding="utf-8").splitlines()
    assert (code, err) == (1, "")
    assert run("lint", "example_vault", "--exit-zero") == (0, out, "")


def test_each_rule_has_something_to_say():
    """Most of them once; a note as the template left it lacks two properties, and no conference is described.

    What two notes share is said of both. Two files that differ only in case could not be checked out everywhere, the
    config says in which order dates are, and `index` would refuse a region that is damaged or edited.
    """
    found = Counter(line.split(": ")[1].split(" ")[1] for line in run("lint", "example_vault")[1].splitlines()[:-1])
    often = {"required-property": 2, "duplicate-value": 2, "resource-without-description": 3}
    default = [name for name, rule in rules().items() if rule.is_default and name not in NEVER]
    assert found == {name: often.get(name, 1) for name in default}


def test_index(copy):
    before = notes(copy)
    code, out, err = run("index", copy)
    golden = notes(GOLDEN / "index")
    assert (code, err) == (0, "")
    assert out.splitlines() == [*(f"wrote {path}" for path in sorted(golden)), "8 pages written, 0 up to date."]
    after = notes(copy)
    assert {path: text for path, text in after.items() if text != before.get(path)} == golden
    assert run("index", copy) == (0, "0 pages written, 8 up to date.\n", "")


def test_lint_after_index(copy):
    """Only the stale region is gone: generated pages are no notes to find fault with."""
    assert run("index", copy)[0] == 0
    before = (GOLDEN / "lint.txt").read_text(encoding="utf-8").splitlines()[:-1]
    after = run("lint", copy)[1].splitlines()[:-1]
    assert after == [line for line in before if "stale-index" not in line]


def test_index_changes_nothing_but_the_region_of_a_note_by_hand(copy):
    path = "Reading/Main.md"
    begin, end = '<!-- vault-tools:begin reading kind=folder folder="Reading"', "<!-- vault-tools:end reading -->"
    old, new = notes(EXAMPLE)[path], notes(GOLDEN / "index")[path]
    assert old.partition(begin)[0] == new.partition(begin)[0]
    assert old.partition(end)[2] == new.partition(end)[2]
