"""`vault-tools index` on what nobody writes on purpose: odd names, odd values, odd configs."""

import hashlib
import io
import json
import unicodedata
from contextlib import redirect_stdout

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt

from vault_tools.cli import cli
from vault_tools.cli._index_done import Options
from vault_tools.cli._index_read import read_vault
from vault_tools.cli._index_run import Run
from vault_tools.cli._vault import Place
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


# --- Markdown that must not break ---------------------------------------------------------------------------------------

BLOCKS = ["```", "~~~", "---", "# h", "> q", "- x", "1. x", "2) y", "[ ] t", "<div>", "[a]: b"]


def blocks_in(markdown):
    return {token.type for token in MarkdownIt("commonmark").parse(markdown)}


@pytest.mark.parametrize("view", ["list", "tree", "callouts"])
@pytest.mark.parametrize("value", BLOCKS)
def test_a_value_at_the_beginning_of_an_item_begins_no_block(make, view, value):
    options = {"folder": "N", "columns": ["V", "file.link"], "view": view}
    root = make(
        {"N/a.md": f"---\nV: {json.dumps(value)}\n---\n", "N/b.md": "---\nV: b\n---\n"}, page("folder", **options)
    )
    assert index(root)[0] == 0
    found = body(root).replace("> [!abstract] Notes\n", "")
    assert len(found.split("\n")) == 2
    allowed = {"bullet_list_open", "list_item_open", "paragraph_open", "inline", "blockquote_open"}
    assert {kind for kind in blocks_in(found) if not kind.endswith("_close")} <= allowed
    assert [item.task for item in parse_note("x.md", found).items] == [None, None]


@pytest.mark.parametrize("value", BLOCKS)
def test_a_value_as_a_branch_of_a_tree_begins_no_block(make, value):
    root = make({"N/a.md": f"---\nV: {json.dumps(value)}\n---\n"}, page("property", property="V", view="tree"))
    assert index(root)[0] == 0
    assert "    - [[a]]" in body(root).split("\n")
    allowed = {"bullet_list_open", "list_item_open", "paragraph_open", "inline"}
    assert {kind for kind in blocks_in(body(root)) if not kind.endswith("_close")} <= allowed


def test_a_numbered_folder_is_one_branch_of_a_tree(make):
    root = make({"1. Inbox/a.md": "", "- b/b.md": "", "~~~/c.md": ""}, page("folder", folder="", view="tree"))
    assert index(root)[0] == 0
    assert body(root).split("\n") == ["- 1\\. Inbox", "    - [[a]]", "- \\- b", "    - [[b]]", "- \\~~~", "    - [[c]]"]


def test_only_the_number_at_the_beginning_is_meant(make):
    root = make(
        {"a.md": '---\nV: "2. in 2024. Or 3) x"\n---\n'}, page("folder", columns=["V", "file.link"], view="list")
    )
    assert index(root)[0] == 0
    assert body(root) == "- 2\\. in 2024. Or 3) x — [[a]]"


def test_a_formula_that_is_not_closed_takes_nothing_of_the_page(make):
    """`$$` is math up to the next `$$`, on whatever line (7)."""
    notes = {"a.md": '---\nV: "costs $$"\n---\n', "b.md": '---\nV: "$$x$$"\n---\n'}
    root = make(notes, page("folder", columns=["V"]))
    assert index(root)[0] == 0
    assert "| [[a]] | costs $\\$ |" in body(root)
    assert "| [[b]] | $$x$$ |" in body(root)


# --- Edits that were accepted -------------------------------------------------------------------------------------------


def test_an_accepted_edit_that_is_out_of_date_can_be_accepted_again(make):
    root = make({"A.md": ""}, page("folder", view="list"))
    assert index(root)[0] == 0
    (root / "Page.md").write_text((root / "Page.md").read_text().replace("- [[A]]", "- mine"))
    assert index(root, "--accept-edits")[0] == 0
    (root / "B.md").write_text("")
    assert index(root)[0] == 1
    assert index(root, "--accept-edits")[1] == "wrote Page.md\n1 page written, 0 up to date.\n"
    signed = f"sha={sha('- [[A]]' + chr(10) + '- [[B]]')} accepted={sha('- mine')}"
    assert (root / "Page.md").read_text().split("\n")[2] == f"<!-- vault-tools:begin folder {signed} -->"
    assert body(root) == "- mine"
    for options in ([], ["--check"], ["--accept-edits"]):
        code, out, _ = index(root, *options)
        assert (code, out[:8]) == (0, "0 pages ")


# --- Names on disk ------------------------------------------------------------------------------------------------------


def test_a_page_goes_into_the_note_that_has_its_name_in_another_case(make):
    """They would be one file on a Mac, and one note to a link everywhere (3.5)."""
    root = make({"A/main.md": "mine\n", "A/a.md": "", "B/b.md": ""}, page("folder", "{folder}/Main.md", view="list"))
    assert index(root)[1] == "wrote A/main.md\nwrote B/Main.md\n2 pages written, 0 up to date.\n"
    assert notes_in(root) == ["A/a.md", "A/main.md", "B/Main.md", "B/b.md"]
    assert body(root, "A/main.md") == "- [[a]]"
    assert (root / "A/main.md").read_text().startswith("mine\n\n<!--")
    assert index(root) == (0, "0 pages written, 2 up to date.\n", "")


def test_a_page_of_a_folder_is_not_listed_whatever_its_case(make):
    files = {"A/a.md": "", "A/B/main.md": "mine\n", "A/B/b.md": ""}
    root = make(files, page("folder", "{folder}/Main.md", view="list"))
    assert index(root)[0] == 0
    assert body(root, "A/Main.md") == "- [[a]]\n- [[b]]"


def test_two_entries_that_spell_a_path_otherwise_fill_one_note(make):
    root = make({"a.md": "#t"}, page("folder", "Page.md") + page("tags", "page.md"))
    assert index(root)[1] == "wrote Page.md\n1 page written, 0 up to date.\n"
    assert notes_in(root) == ["Page.md", "a.md"]
    assert index(root) == (0, "0 pages written, 1 up to date.\n", "")


def test_two_notes_that_differ_by_case_stay_two(make):
    root = make({"a.md": "#t", "Page.md": "1\n", "page.md": "2\n"}, page("folder", "Page.md") + page("tags", "page.md"))
    assert index(root)[1] == "wrote Page.md\nwrote page.md\n2 pages written, 0 up to date.\n"
    assert index(root) == (0, "0 pages written, 2 up to date.\n", "")


def test_a_page_goes_into_the_folder_that_is_there_however_its_letters_are_composed(make):
    decomposed = unicodedata.normalize("NFD", "Üben")
    root = make({f"{decomposed}/a.md": ""}, page("folder", "{folder}/Main.md"))
    assert index(root)[0] == 0
    assert notes_in(root) == [f"{decomposed}/Main.md", f"{decomposed}/a.md"]
    assert index(root) == (0, "0 pages written, 1 up to date.\n", "")


def test_a_folder_with_the_name_of_a_page_is_named(make):
    root = make({"a.md": "", "Page.md/b.md": ""}, page("folder"))
    code, _, err = index(root)
    assert (code, err) == (1, "error: Page.md: cannot be written: there is a folder of this name\n")


# --- Templates ----------------------------------------------------------------------------------------------------------

TWICE = [
    "{% set n.x = n.x ~ n.x %}",
    "{% set n.x = n.x + n.x %}",
    "{% set n.x = n.x | replace('a', 'aa') %}",
    "{% set n.x = n.x.replace('a', 'aa') %}",
    "{% set n.x %}{{ n.x }}{{ n.x }}{% endset %}",
]


@pytest.mark.parametrize("twice", TWICE)
def test_a_template_that_doubles_a_text_is_stopped(make, twice):
    """A thousand times: no machine has so much memory."""
    template = (
        f"{{% set n = namespace(x='a') %}}{{% for i in range(1000) %}}{twice}{{% endfor %}}{{{{ n.x | length }}}}"
    )
    root = make({"a.md": "", ".vault-tools/templates/folder.md.j2": template}, page("folder"))
    code, _, err = index(root)
    assert code == 2
    assert "folder.md.j2:1: it makes more than 5,000,000 characters" in err


def test_a_template_that_squares_a_number_is_stopped(make):
    template = "{% set n = namespace(x=9) %}{% for i in range(1000) %}{% set n.x = n.x * n.x %}{% endfor %}{{ n.x }}"
    root = make({"a.md": "", ".vault-tools/templates/folder.md.j2": template}, page("folder"))
    code, _, err = index(root)
    assert code == 2
    assert "folder.md.j2:1: it makes a number that nobody could read" in err


# --- What is listed -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "listed"),
    [
        ("Topic=Graphs", ["a"]),
        ("Topic", ["a"]),
        ("!Topic", ["bad", "c"]),
        ("#t", ["bad"]),
        ("Topic!=Graphs", ["bad", "c"]),
    ],
)
def test_a_note_whose_frontmatter_cannot_be_read_has_no_property(make, condition, listed):
    """(4.4)"""
    files = {"a.md": "---\nTopic: Graphs\n---\n", "bad.md": "---\nTopic: [Graphs\n---\n#t\n", "c.md": ""}
    root = make(files, page("folder", where=[condition], view="list"))
    assert index(root)[0] == 0
    assert body(root).split("\n") == [f"- [[{name}]]" for name in listed]


def test_nothing_to_explain_is_no_note(make):
    assert index(make({"a.md": ""}), "--explain", "") == (2, "", 'error: no note ""\n')


def test_values_that_look_the_same_are_one_group(make):
    """A letter and its accent can be one character or two."""
    values = {"a.md": unicodedata.normalize("NFC", "Épée"), "b.md": unicodedata.normalize("NFD", "Épée")}
    notes = {path: f"---\nT: {value}\n---\n" for path, value in values.items()}
    root = make(notes, page("property", property="T"))
    assert index(root)[0] == 0
    assert body(root) == f"## {unicodedata.normalize('NFC', 'Épée')}\n\n- [[a]]\n- [[b]]"


# --- Interruptions ------------------------------------------------------------------------------------------------------


class Interrupted(io.StringIO):
    """Where nothing can be printed: Ctrl-C comes first."""

    def write(self, text):
        raise KeyboardInterrupt


def test_a_page_that_was_written_when_the_run_ended_is_in_the_manifest(make):
    root = make({"a.md": ""}, page("folder"))
    place = Place((), root, None)
    with pytest.raises(KeyboardInterrupt), redirect_stdout(Interrupted()):
        Run(place, Options(), read_vault(place)).code()
    assert notes_in(root) == ["Page.md", "a.md"]
    assert (root / ".vault-tools/pages").read_text().split("\n")[1:] == ["Page.md", ""]
