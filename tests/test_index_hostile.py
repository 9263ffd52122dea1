"""`vault-tools index` on what nobody writes on purpose: odd names, odd values, odd configs."""

import hashlib
import json
import unicodedata

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt

from vault_tools.cli import cli
from vault_tools.parse import parse_note


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def make(tmp_path):
    def make(files, settings=""):
        root = tmp_path / "vault"
        (root / ".obsidian").mkdir(parents=True)
        for path, content in {**files, "vault-tools.toml": settings}.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, newline="")
        return root

    return make


def page(kind, path="Page.md", **options):
    lines = [f"{key.replace('_', '-')} = {json.dumps(value)}" for key, value in options.items()]
    return "\n".join(["[[index.pages]]", f'kind = "{kind}"', f"path = {json.dumps(path)}", *lines, ""])


def index(root, *options):
    done = CliRunner().invoke(cli, ["index", "--vault", str(root), *map(str, options)], catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr


def body(root, path="Page.md"):
    note = parse_note(path, (root / path).read_text())
    [found] = note.regions
    return note.slice(found.body).strip("\n")


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def notes_in(root):
    return sorted(file.relative_to(root).as_posix() for file in root.rglob("*.md"))


# --- Configs ------------------------------------------------------------------------------------------------------------


def test_a_kind_that_is_no_text_is_a_mistake_with_its_line(make):
    root = make({"a.md": ""}, '[[index.pages]]\npath = "Page.md"\nkind = ["folder"]\n')
    code, out, err = index(root)
    assert (code, out) == (2, "")
    assert "vault-tools.toml:3: index.pages[1].kind: expected text, got a list" in err


@pytest.mark.parametrize("path", ["a\x00b.md", "a\nb.md", "a\x7fb.md"])
def test_no_page_has_a_control_character_in_its_path(make, path):
    root = make({"a.md": ""}, page("folder", path))
    code, out, err = index(root)
    assert (code, out) == (2, "")
    assert "is no path inside the vault" in err
    assert notes_in(root) == ["a.md"]


@pytest.mark.parametrize(
    "title", ["<!-- vault-tools:begin x -->", "Mine %% vault-tools:end folder %%", "two\rlines", "two\nlines"]
)
def test_a_title_is_one_line_without_a_marker(make, title):
    """Else the page that was just made could not be read any more."""
    root = make({"a.md": ""}, page("folder", title=title))
    assert index(root)[0] == 2
    assert notes_in(root) == ["a.md"]
