"""`vault-tools index` on real vaults: which pages it writes, when it writes them, and what it lists."""

import json
import os

import pytest
from indexing import (
    MANIFEST,
    NO_PAGES,
    begin,
    block,
    body,
    contents,
    git,
    index,
    new_note,
    new_vault,
    node,
    notes_in,
    page,
    region,
    run,
    sha,
    state,
    text,
    write,
)

from vault_tools.index.plan import plan
from vault_tools.index.save import diff
from vault_tools.vault.read import read_vault


def lines(*parts):
    return "".join(f"{part}\n" for part in parts)


def changed(before, after):
    """Paths of the files that are not what they were, but for the manifest."""
    return sorted(path for path in after if after[path] != before.get(path) and path != MANIFEST)


# --- Without a config -------------------------------------------------------------------------------------------------


def test_a_bare_vault_gets_the_default_pages(make):
    root = make(
        {
            "Alone.md": '## Books\n\n1. "A Book" by Ann Author\n   - On books.\n',
            "CS/Graphs.md": "---\nTopic: Algorithms\n---\n#cs/graphs See [[Trees]] and [[Gone]].\n",
            "CS/Trees.md": "---\nTopic: Algorithms\ntags: [cs]\n---\nBack to [[Graphs]].\n",
            "CS/Paths.md": "[[Trees]] [[Graphs]]\n",
        }
    )
    expected = {
        "Index/Graph.md": new_note(
            "Graph",
            "graph",
            block(
                f"""
                ## Core

                ```mermaid
                graph LR
                  {node("CS/Graphs.md")}["Graphs"]
                  {node("CS/Paths.md")}["Paths"]
                  {node("CS/Trees.md")}["Trees"]
                  {node("CS/Graphs.md")} --> {node("CS/Trees.md")}
                  {node("CS/Paths.md")} --> {node("CS/Graphs.md")}
                  {node("CS/Paths.md")} --> {node("CS/Trees.md")}
                  {node("CS/Trees.md")} --> {node("CS/Graphs.md")}
                ```

                ## Most linked

                1. [[Graphs]]
                1. [[Trees]]

                ## Orphans

                - [[Alone]]

                ## Unresolved

                - Gone — in [[Graphs]]
                """
            ),
            'kind="graph"',
        ),
        "Index/Home.md": new_note(
            "Home",
            "home",
            block(
                """
                ## Pages

                - [[Graph]]
                - [[Resources]]
                - [[Tags]]
                - [[Topics]]

                ## CS

                - [[Graphs]]
                - [[Paths]]
                - [[Trees]]

                ## Notes

                - [[Alone]]
                """
            ),
            'kind="home"',
        ),
        "Index/Resources.md": new_note(
            "Resources", "resources", "## Books\n\n- A Book by Ann Author — cited in [[Alone]]", 'kind="resources"'
        ),
        "Index/Tags.md": new_note(
            "Tags", "tags", "## cs\n\n- [[Trees]]\n\n### cs/graphs\n\n- [[Graphs]]", 'kind="tags"'
        ),
        "Index/Topics.md": new_note(
            "Topics", "property", "## Algorithms\n\n- [[Graphs]]\n- [[Trees]]", 'kind="property" property="Topic"'
        ),
    }
    before = contents(root)
    assert index(root) == (
        0,
        "".join(f"wrote {path}\n" for path in expected) + "5 pages written, 0 up to date.\n",
        "",
    )
    made = "".join(f"{path}\n" for path in expected)
    assert text(root, MANIFEST).partition("\n")[2] == made
    expected[MANIFEST] = text(root, MANIFEST)
    assert contents(root) == before | {path: markdown.encode() for path, markdown in expected.items()}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({}, ["Graph", "Home"], id="no note at all"),
        pytest.param({"A.md": "plain"}, ["Graph", "Home"], id="a plain note"),
        pytest.param({"A.md": "#cs"}, ["Graph", "Home", "Tags"], id="a tag"),
        pytest.param({"A.md": "---\nTopic: x\n---\n"}, ["Graph", "Home", "Topics"], id="a Topic"),
        pytest.param({"A.md": "---\nTopic:\n---\n"}, ["Graph", "Home"], id="an empty Topic"),
        pytest.param(
            {"A.md": "## Papers\n\n- [P](https://p.org)\n"}, ["Graph", "Home", "Resources"], id="a reading list"
        ),
        pytest.param({"_templates/T.md": "#cs"}, ["Graph", "Home"], id="a tag in a template"),
        pytest.param({"Notes/Tags.md": "#cs"}, ["Graph", "Home", "Tags index"], id="the name belongs to another note"),
    ],
)
def test_default_pages_are_those_that_have_something_to_show(files, expected, make):
    root = make(files)
    assert index(root)[0] == 0
    assert sorted(file.name for file in (root / "Index").iterdir()) == [f"{name}.md" for name in expected]


def test_default_pages_are_no_problem_to_lint(make):
    root = make({"Home.md": "#cs [[A]]", "A.md": "[[Home]]"})
    assert index(root)[0] == 0
    assert run("lint", root).stdout == "No problems in 5 notes.\n"


def test_a_vault_that_never_asked_for_pages_is_not_told_that_they_are_missing(make):
    root = make({"Home.md": "#cs"})
    assert run("lint", root).stdout == "No problems in 1 note.\n"


def test_no_pages_at_all_for_a_vault_that_only_wants_its_regions(make):
    note = "<!-- vault-tools:begin x kind=tags -->\n<!-- vault-tools:end x -->\n"
    root = make({"A.md": note}, "[index]\npages = []\n")
    assert index(root)[:2] == (0, "wrote A.md\n1 page written, 0 up to date.\n")
    assert index(root, "--check")[0] == 0
    assert not (root / "Index").exists()


# --- Entries of the config --------------------------------------------------------------------------------------------


def test_one_page_in_each_folder(make):
    root = make(
        {"A/x.md": "", "A/deep er/y.md": "", "B/c/z.md": "", "root.md": "", "_templates/t.md": ""},
        page("folder", "{folder}/Main.md"),
    )
    assert index(root) == (
        0,
        "wrote A/Main.md\nwrote A/deep er/Main.md\nwrote B/c/Main.md\n3 pages written, 0 up to date.\n",
        "",
    )
    assert text(root, "A/Main.md") == new_note("A", "folder", "| Note |\n| --- |\n| [[x]] |\n| [[y]] |")
    assert text(root, "A/deep er/Main.md") == new_note("deep er", "folder", "| Note |\n| --- |\n| [[y]] |")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param({"folders": ["/A/"]}, ["A/Main.md", "A/c/Main.md"], id="a folder and what is in it"),
        pytest.param({"folders": ["c/"]}, ["A/c/Main.md", "B/c/Main.md"], id="wherever it is"),
        pytest.param({"folders": ["/*/", "!/B/"]}, ["A/Main.md", "A/c/Main.md"], id="all but one"),
        pytest.param({"create": False}, ["B/Main.md"], id="only where there is a note already"),
    ],
)
def test_which_folders_get_a_page(options, expected, make):
    root = make(
        {"A/x.md": "", "A/c/y.md": "", "B/Main.md": "by hand", "B/c/z.md": ""},
        page("folder", "{folder}/Main.md", **options),
    )
    before = contents(root)
    assert index(root)[0] == 0
    after = contents(root)
    assert changed(before, after) == expected


def test_a_title_and_a_name(make):
    root = make({"A.md": "#cs"}, page("tags", "Page.md", title="All *tags*", name="my-tags"))
    assert index(root)[0] == 0
    assert text(root, "Page.md") == new_note("All *tags*", "my-tags", "## cs\n\n- [[A]]")


def test_two_regions_in_one_page(make):
    root = make(
        {"A.md": "---\nTopic: x\n---\n#cs"},
        page("tags") + page("property", property="Topic", title="of the first only"),
    )
    assert index(root)[0] == 0
    tags, topics = region("tags", "## cs\n\n- [[A]]"), region("property", "## x\n\n- [[A]]")
    assert text(root, "Page.md") == f"# Page\n\n{tags}\n{topics}"
    assert index(root)[1] == "0 pages written, 1 up to date.\n"


def test_an_excluded_note_is_on_no_page(make):
    settings = '[vault]\nexclude = ["Old/"]\n' + page("tags") + page("home", "Way.md")
    root = make({"A.md": "#cs", "Old/B.md": "#cs #old"}, settings)
    assert index(root)[0] == 0
    assert body(root, "Page.md") == "## cs\n\n- [[A]]"
    assert body(root, "Way.md") == "## Pages\n\n- [[Page]]\n\n## Notes\n\n- [[A]]"


MISTAKES = [
    pytest.param('path = "A.md"\n', "index.pages[1]: `kind` is missing", id="no kind"),
    pytest.param(
        'kind = "foldr"\npath = "A.md"\n', 'no kind of page "foldr", did you mean "folder"?', id="unknown kind"
    ),
    pytest.param('kind = "tags"\n', '"path" is missing', id="no path"),
    pytest.param('kind = "tags"\npath = "A.txt"\n', '"A.txt"', id="not a note"),
    pytest.param('kind = "tags"\npath = "../A.md"\n', '"../A.md" is no path inside the vault', id="outside"),
    pytest.param(
        'kind = "tags"\npath = "/A.md"\n', '"/A.md" is no path inside the vault', id="from the root of the disk"
    ),
    pytest.param('kind = "tags"\npath = ".git/A.md"\n', '".git/A.md" is no path inside the vault', id="hidden"),
    pytest.param('kind = "tags"\npath = "{topic/A.md"\n', "braces hold a property", id="an open brace"),
    pytest.param('kind = "property"\npath = "A.md"\n', '"property" is missing', id="no property"),
    pytest.param(
        'kind = "folder"\npath = "A.md"\ncolums = ["x"]\n',
        'unknown key "colums", did you mean "columns"?',
        id="unknown option",
    ),
    pytest.param('kind = "graph"\npath = "A.md"\ncore = "many"\n', "core: expected a whole number", id="not a number"),
    pytest.param(
        'kind = "home"\npath = "A.md"\nmocs = [1]\n', "mocs: expected text, got a whole number", id="not a text"
    ),
]


def complaints(root, err):
    """Lines of the config, and what is wrong there."""
    found = [
        line.partition("/vault-tools.toml:")[2].partition(": ")[::2] for line in err.splitlines() if str(root) in line
    ]
    return [(int(place), message) for place, message in found]


@pytest.mark.parametrize(("entry", "complaint"), MISTAKES)
def test_mistakes_in_an_entry_are_named_with_their_place(entry, complaint, make):
    root = make({"Note.md": "#cs"}, f"[vault]\n\n[[index.pages]]\n{entry}")
    before = contents(root)
    code, out, err = index(root)
    assert (code, out) == (2, "")
    [(place, message)] = complaints(root, err)
    assert place >= 3
    assert complaint in message
    assert contents(root) == before


def test_one_region_cannot_have_two_entries(make):
    root = make({"Note.md": ""}, page("tags") + page("tags"))
    code, _, err = index(root)
    assert code == 2
    assert complaints(root, err) == [(4, 'index.pages[2]: a second region "tags" in "Page.md": give it a `name`')]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"name": "by tag"}, '"by tag" is no name for a region'),
        ({"name": "-->"}, '"-->" is no name for a region'),
    ],
)
def test_what_a_marker_cannot_hold_is_a_mistake_of_the_config(options, reason, make):
    code, _, err = index(make({"A.md": "#t"}, page("tags", **options)))
    assert code == 2
    assert reason in err


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("<!-- vault-tools:begin x -->", "a `title` holds no marker of a region"),
        ("Mine %% vault-tools:end folder %%", "a `title` holds no marker of a region"),
        ("two\rlines", "a `title` is one line"),
        ("two\nlines", "a `title` is one line"),
    ],
)
def test_a_title_is_one_line_without_a_marker(title, reason, make):
    """Else the page that was just made could not be read any more."""
    root = make({"a.md": ""}, page("folder", title=title))
    code, _, err = index(root)
    assert (code, reason in err) == (2, True)
    assert notes_in(root) == ["a.md"]


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


def test_a_page_that_is_excluded_is_a_mistake_of_the_config(make):
    code, _, err = index(make({"A.md": "#t"}, page("tags", "_templates/Tags.md")))
    assert code == 2
    assert '"_templates/Tags.md" is left out by `vault.templates`' in err


def test_two_entries_for_one_region_are_refused(make):
    root = make({"D/A.md": "x"}, page("folder", "{folder}/Main.md") + page("folder", "D/Main.md"))
    code, _, err = index(root)
    assert code == 1
    assert err.startswith('D/Main.md:1: refused: two entries of [[index.pages]] fill region "folder"')
    assert not (root / "D/Main.md").exists()


def test_misspelt_names_in_an_entry_are_refused_before_its_region_is_written(make):
    settings = page("folder", folder="Graphs", columns=["Topci"])
    root = make({"Graphs/A.md": "---\nTopic: x\n---\n", "Page.md": "by hand\n"}, settings)
    before = contents(root)
    code, _, err = index(root)
    assert (code, contents(root)) == (1, before)
    assert err == 'Page.md:1: refused: region "folder": no note has a property "Topci", did you mean "Topic"?\n'


def test_the_other_pages_are_written_when_one_cannot_be(make):
    root = make({"A.md": "x #t"}, page("tags", "A Page.md") + page("home", "Z Page.md"))
    (root / "A Page.md").mkdir()
    code, _, err = index(root)
    assert (code, "A Page.md" in err) == (1, True)
    assert (root / "Z Page.md").exists()


# --- Running twice ----------------------------------------------------------------------------------------------------

EVERY_KIND = "".join(
    [
        page("home", "Start here.md"),
        page("folder", "{folder}/Main.md", columns=["Topic", "Date"], sort=["-Date"], folders=["DSA/"]),
        page("property", "Index/Topics.md", property="Topic"),
        page("tags", "Index/Tags.md"),
        page("resources", "Index/Resources.md"),
        page("graph", "Index/Graph.md"),
    ]
)

MIXED = {
    "Start.md": "[[Note 2]], [[Note 10]] and [[Plato]]\n",
    "DSA/Main.md": "---\ntags: [hide]\n---\n[[Note 10]] [[Note 2]]\n",
    "DSA/Note 2.md": "---\nTopic: Trees\nDate: 31/10/2023\n---\n#cs/trees #cs\n",
    "DSA/Note 10.md": "---\nTopic: [Graphs, Trees]\nDate: 02/11/2023\n---\n#cs [[Note 2]]\n",
    "DSA/old/Note 1.md": "---\ntopic: Graphs\nReviewed: true\n---\n",
    "Reading.md": '## Books\n\n1. "A Book" by Ann Author\n\n'
    + region("x", "old", "kind=graph")
    + "\n#cs [[Reading]]\n",
    "İstanbul.md": "---\nTopic: ısı\n---\n[[Éclair]]",
    "Éclair.md": "---\nTopic: Isı\n---\n#Δ/β",
    "eclair 2.md": "---\nTopic: z\n---\n[x](%C3%89clair.md)",
    "🗂️ Maps.md": "---\nTopic: Ωmega\n---\n[[zebra]] [[Zebra]] [[nowhere]] ![[a.png]]",
    "Zebra.md": "#δ",
    "a.png": b"\x89PNG",
}


@pytest.mark.parametrize("settings", ["", EVERY_KIND], ids=["default pages", "every kind"])
def test_the_second_run_writes_nothing(settings, make):
    root = make(MIXED, settings)
    assert index(root)[0] == 0
    before = state(root)
    code, out, err = index(root)
    assert (code, err) == (0, "")
    assert out.startswith("0 pages written, ")
    assert state(root) == before


def test_file_times_do_not_matter(make):
    root = make(MIXED, EVERY_KIND)
    assert index(root)[0] == 0
    before = contents(root)
    for number, path in enumerate(before):
        os.utime(root / path, (number, number))
    assert index(root)[1].startswith("0 pages written, ")
    assert contents(root) == before


@pytest.mark.parametrize(
    ("notes", "config"),
    [
        pytest.param(
            {"A/a.md": "---\nTopic: x\n---\n"},
            page("folder", "{folder}/Main.md") + page("property", "Index/Topics.md", property="Topic"),
            id="a page makes no folder that gets a page",
        ),
        pytest.param({"A.md": "x #t", "Index/Tags.md": ""}, "", id="a page whose note was empty"),
        pytest.param({"A.md": "x #t", "Index/Tags.md": "# Tags\n"}, "", id="a page whose note was a heading"),
        pytest.param({"A.md": "x #t [[Tags]]"}, "", id="a note that links to a page before it is there"),
        pytest.param(
            {"A/x.md": "text"},
            page("home", "A/Main.md") + page("folder", "{folder}/Main.md", create=False),
            id="a note that another page makes is there for `create`",
        ),
        pytest.param({"x.md": "#t"}, page("tags", "Cafe\u0301.md"), id="a path that is typed decomposed"),
        pytest.param(
            {"Main.md": region("r", "", "kind=resources") + "\n- Remember the milk\n", "A.md": "## Books\n\n- Ropes\n"},
            NO_PAGES,
            id="a list below a generated heading",
        ),
    ],
)
def test_the_second_run_changes_nothing_when(notes, config, make):
    root = make(notes, config)
    code, out, _ = index(root)
    assert (code, out.startswith("wrote ")) == (0, True)
    before = state(root)
    assert index(root)[0] == 0
    assert state(root) == before


def test_neither_run_changes_anything_below_an_open_fence(make):
    root = make({"A.md": "x", "B.md": "text\n\n```\nnever closed\n"}, page("tags", "B.md"))
    before = state(root)
    for _ in range(2):
        assert index(root)[0] == 1
        assert state(root) == before


# --- Looking without writing ------------------------------------------------------------------------------------------

THREE = {
    "A.md": "Mine #cs",
    "Fine.md": region("t", "## cs\n\n- [[A]]", "kind=tags"),
    "Old.md": "Above\n" + region("t", "- [[A]]", "kind=tags") + "\n" + region("h", "old", "kind=home"),
}

SETTINGS = page("tags", "Sub Folder/New.md") + page("tags", "A.md")

CS = "## cs\n\n- [[A]]"

HOME = "## Pages\n\n- [[Fine]]\n- [[New]]\n\n## Notes\n\n- [[A]]"

DIFF = lines(
    "--- a/A.md",
    "+++ b/A.md",
    "@@ -1 +1,7 @@",
    "-Mine #cs",
    "\\ No newline at end of file",
    "+Mine #cs",
    "+",
    f"+<!-- vault-tools:begin tags sha={sha('No tags yet.')} -->",
    "+",
    "+No tags yet.",
    "+",
    "+<!-- vault-tools:end tags -->",
    "--- a/Old.md",
    "+++ b/Old.md",
    "@@ -1,12 +1,21 @@",
    " Above",
    f"-<!-- vault-tools:begin t kind=tags sha={sha('- [[A]]')} -->",
    f"+<!-- vault-tools:begin t kind=tags sha={sha(CS)} -->",
    "+",
    "+## cs",
    " ",
    " - [[A]]",
    " ",
    " <!-- vault-tools:end t -->",
    " ",
    f"-<!-- vault-tools:begin h kind=home sha={sha('old')} -->",
    f"+<!-- vault-tools:begin h kind=home sha={sha(HOME)} -->",
    " ",
    "-old",
    "+## Pages",
    "+",
    "+- [[Fine]]",
    "+- [[New]]",
    "+",
    "+## Notes",
    "+",
    "+- [[A]]",
    " ",
    " <!-- vault-tools:end h -->",
    "--- /dev/null",
    "+++ b/Sub Folder/New.md\t",
    "@@ -0,0 +1,9 @@",
    "+# New",
    "+",
    f"+<!-- vault-tools:begin tags sha={sha(CS)} -->",
    "+",
    "+## cs",
    "+",
    "+- [[A]]",
    "+",
    "+<!-- vault-tools:end tags -->",
    "3 pages out of date, 1 up to date.",
)


@pytest.mark.parametrize(
    ("options", "code", "out"),
    [
        pytest.param(
            ["--check"],
            1,
            'A.md: region "tags" is missing\n'
            'Old.md: region "t" is out of date; region "h" is out of date\n'
            "Sub Folder/New.md: the page is missing\n"
            "3 pages out of date, 1 up to date.\n",
            id="--check",
        ),
        pytest.param(
            ["--dry-run"],
            0,
            "would write A.md\nwould write Old.md\nwould write Sub Folder/New.md\n3 pages out of date, 1 up to date.\n",
            id="--dry-run",
        ),
        pytest.param(
            ["--diff"],
            0,
            DIFF,
            id="--diff",
        ),
    ],
)
def test_looking_writes_nothing(options, code, out, make):
    root = make(THREE, SETTINGS)
    before = state(root)
    hint = "`vault-tools index --diff` shows what has changed, `vault-tools index` writes it\n"
    assert index(root, *options) == (code, out, hint if options == ["--check"] else "")
    assert state(root) == before
    assert sorted(path.name for path in root.iterdir()) == [
        ".obsidian",
        "A.md",
        "Fine.md",
        "Old.md",
        "vault-tools.toml",
    ]


def test_check_is_content_after_index(make):
    root = make(THREE, SETTINGS)
    assert index(root)[0] == 0
    assert index(root, "--check") == (0, "0 pages out of date, 4 up to date.\n", "")
    assert index(root, "--diff") == (0, "0 pages out of date, 4 up to date.\n", "")


def test_check_fails_when_a_note_changes_a_page_that_is_far_away(make):
    root = make(THREE, SETTINGS)
    assert index(root)[0] == 0
    write(root, {"Deep/er/Note.md": "#cs"})
    code, out, _ = index(root, "--check")
    assert code == 1
    assert out.splitlines()[-1] == "4 pages out of date, 0 up to date."


@pytest.mark.parametrize("option", ["--check", "--dry-run", "--diff"])
def test_looking_at_damage(option, make):
    root = make({"Broken.md": begin("a", "kind=tags")}, NO_PAGES)
    before = state(root)
    code, out, err = index(root, option)
    assert (code, out) == (1, "0 pages out of date, 0 up to date, 1 refused.\n")
    assert err == 'Broken.md:1: refused: region "a" never ends\n'
    assert state(root) == before


def test_git_can_apply_the_diff(make, tmp_path):
    files = THREE | {"Old.md": THREE["Old.md"] + "x\u2028y\x0cz", "no newline.md": "mine"}
    root = make(files, SETTINGS + page("tags", "no newline.md"))
    vault = read_vault(root, use_cache=False)
    patch = "".join(diff(vault, found.path, [found.edits]) for found in plan(vault) if found.edits)
    other = new_vault(tmp_path / "other", files)
    write(tmp_path, {"patch": patch})
    git(other, "apply", tmp_path / "patch")
    assert index(root, "--diff")[0] == 0


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        pytest.param(["A.md"], ["A.md"], id="a note"),
        pytest.param(["Sub"], ["Sub/B.md", "Sub/C.md"], id="a folder"),
        pytest.param(["A.md", "Sub/C.md"], ["A.md", "Sub/C.md"], id="two notes"),
        pytest.param(["."], ["A.md", "Sub/B.md", "Sub/C.md"], id="the vault"),
    ],
)
def test_only_the_pages_that_are_asked_for(paths, expected, make):
    stale = region("t", "old", "kind=tags")
    root = make({"A.md": stale, "Sub/B.md": stale, "Sub/C.md": stale, "Sub2.md": "#cs"}, NO_PAGES)
    before = contents(root)
    assert index(root, *(root / path for path in paths))[0] == 0
    after = contents(root)
    assert changed(before, after) == expected


@pytest.mark.parametrize("name", ["Page", "Page.md", "Sub/Other"])
def test_only(name, make):
    root = make({"A.md": "#x"}, page("tags") + page("tags", "Sub/Other.md") + page("home", "Third.md"))
    assert index(root, "--only", name)[0] == 0
    made = [path for path in ("Page.md", "Sub/Other.md", "Third.md") if (root / path).exists()]
    assert made == [name.removesuffix(".md") + ".md"]


def test_only_a_page_that_there_is_not(make):
    root = make({"A.md": "#x"}, page("tags", "Reading list.md"))
    code, out, err = index(root, "--only", "Reading lst")
    assert (code, out) == (2, "")
    assert 'no page "Reading lst", did you mean "Reading list' in err


# --- What is listed, and what is not ----------------------------------------------------------------------------------


def test_a_page_by_hand_never_lists_itself(make):
    note = "---\nTopic: x\ntags: [cs]\n---\n"
    kinds = {"kind=folder columns=''": "| Note |\n| --- |\n| [[Other]] |"}
    kinds |= {"kind=property property=Topic": "## x\n\n- [[Other]]", "kind=tags": "## cs\n\n- [[Other]]"}
    kinds |= {"kind=home": "## Notes\n\n- [[Other]]"}
    regions = "\n".join(region(f"r{number}", "old", attributes) for number, attributes in enumerate(kinds))
    root = make({"Page.md": note + regions, "Other.md": note}, NO_PAGES)
    assert index(root)[0] == 0
    filled = "\n".join(region(f"r{i}", body, attributes) for i, (attributes, body) in enumerate(kinds.items()))
    assert text(root, "Page.md") == note + filled


def test_generated_pages_list_each_other_only_at_home(make):
    root = make({"Sub/A.md": "---\nTopic: x\n---\n#cs"}, EVERY_KIND + page("folder", "All.md", columns=[]))
    for _ in range(2):
        assert index(root)[0] == 0
        assert body(root, "All.md") == "| Note |\n| --- |\n| [[A]] |"
        assert body(root, "Index/Tags.md") == "## cs\n\n- [[A]]"
        assert body(root, "Index/Graph.md").startswith("## Orphans\n\n- [[A]]\n\n")
        home = "## Pages\n\n- [[All]]\n- [[Index/Graph|Graph]]\n- [[Resources]]\n- [[Tags]]\n- [[Topics]]\n\n"
        assert body(root, "Start here.md").replace("[[Graph]]", "[[Index/Graph|Graph]]") == home + "## Sub\n\n- [[A]]"


GENERATED = """
#generated [[Nowhere]] [[Hidden]] [gone](gone.md) ![[gone.png]] ^block

## Books

- "Generated Book" by No One

- [ ] task
"""


def test_what_is_generated_is_not_counted(make):
    """Links, tags and reading lists of a region are nobody's; the same around it are the user's."""
    own = '# Own\n\n[[A]] #own [[Missing]]\n\n## Books\n\n- "Own Book" by Some One: good\n\n'
    files = {"A.md": "[[Own]]", "Hidden.md": "[[A]]"}
    root = make(files | {"Own.md": own + region("t", GENERATED, "kind=tags")}, page("tags") + page("resources", "R.md"))
    reported = [(d["path"], d["rule"], d["message"]) for d in json.loads(run("lint", root, "--format", "json").stdout)]
    assert reported == [
        ("Hidden.md", "orphan-note", "no link leads to this note"),
        ("Own.md", "broken-link", 'no note "Missing"'),
        ("Own.md", "stale-index", 'region "t" is out of date: run `vault-tools index`'),
    ]
    edges = [
        {"source": "A.md", "target": "Own.md", "count": 1},
        {"source": "Hidden.md", "target": "A.md", "count": 1},
        {"source": "Own.md", "target": "A.md", "count": 1},
        {"source": "Own.md", "target": "Missing", "count": 1},
    ]
    assert json.loads(run("graph", root).stdout)["edges"] == edges
    assert [found["title"] for found in json.loads(run("resources", root, "--format", "json").stdout)] == ["Own Book"]
    assert index(root)[0] == 0
    assert body(root, "Page.md") == "## own\n\n- [[Own]]"
    assert body(root, "R.md") == "## Books\n\n- Own Book by Some One — cited in [[Own]]"
    assert json.loads(run("graph", root).stdout)["edges"] == edges


def test_a_line_of_tags_is_no_heading(make):
    root = make({"A.md": "#cs [[B]]\n\n" + region("x", "old", "kind=home"), "B.md": ""}, page("tags"))
    index(root)
    assert body(root, "Page.md") == "## cs\n\n- [[A]]"


def test_a_graph_in_a_note_by_hand_does_not_list_the_note(make):
    root = make({"Map.md": "mine\n\n" + region("g", "", "kind=graph"), "A.md": ""}, NO_PAGES)
    index(root)
    assert "[[Map]]" not in body(root, "Map.md")
    assert "[[A]]" in body(root, "Map.md")


def test_a_work_that_only_the_page_itself_cites_is_cited_nowhere_else(make):
    root = make({"Main.md": "## Books\n\n- Ropes\n\n" + region("r", "", "kind=resources")}, NO_PAGES)
    index(root)
    assert body(root, "Main.md") == "## Books\n\n- Ropes"


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
