"""What a run does not load: starting is most of the time that a small job takes."""

import os
import subprocess
import sys

import pytest

PARSERS = {"yaml", "mistune", "frontmatter"}
PAGES = {"networkx", "jinja2"}
HEAVY = PARSERS | PAGES | {"rapidfuzz", "pathspec", "platformdirs", "watchfiles"}

SPY = """
import sys
from vault_tools.cli import main
try:
    main()
except SystemExit as end:
    print("exit code", end.code, file=sys.stderr)
print("loaded:", *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def run(*arguments, cache):
    """Standard output, the exit code, and the names of the packages that were loaded."""
    command = [sys.executable, "-c", SPY, *map(str, arguments)]
    env = os.environ | {"XDG_CACHE_HOME": str(cache)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", check=True)
    code, loaded = done.stderr.splitlines()[-2:]
    return done.stdout, int(code.removeprefix("exit code ")), set(loaded.split()[1:])


@pytest.fixture
def vault(tmp_path):
    root = tmp_path / "vault"
    (root / ".obsidian").mkdir(parents=True)
    (root / "Trees.md").write_text("---\nTopic: Graphs\ntags: [cs]\n---\n# Trees\n\nSee [[Paths]].\n", encoding="utf-8")
    (root / "Paths.md").write_text('## Books\n\n1. "A Book" by Ann Author\n   - On [[Trees]].\n', encoding="utf-8")
    return root


@pytest.mark.parametrize(
    "arguments", [("--help",), ("--version",), ("lint", "--help"), ("index", "--help")], ids=" ".join
)
def test_to_show_help_nothing_heavy_is_loaded(arguments, tmp_path):
    out, code, loaded = run(*arguments, cache=tmp_path)
    assert out
    assert code == 0
    assert loaded & HEAVY == set()


def test_the_spy_sees_what_is_loaded(vault, tmp_path):
    """Without this the other tests would prove nothing."""
    _, _, loaded = run("index", vault, cache=tmp_path / "cache")
    assert loaded >= PARSERS | PAGES


@pytest.fixture
def second_run(vault, tmp_path):
    """Of `lint`, when all notes are in the cache."""
    cache = tmp_path / "cache"
    first, _, loaded = run("lint", vault, cache=cache)
    assert loaded >= PARSERS
    second, code, loaded = run("lint", vault, cache=cache)
    assert (second, code) == (first, 0)
    assert second == "No problems in 2 notes.\n"
    return loaded


def test_notes_in_the_cache_need_no_parser(second_run):
    assert second_run & PARSERS == set()


def test_a_vault_without_pages_needs_no_templates_and_no_graph(second_run):
    assert second_run & PAGES == set()


def test_only_what_asks_git_loads_what_runs_programs(second_run):
    assert "subprocess" not in second_run
