"""`vault-tools index` on real vaults: which pages it writes, what is in them, and what it leaves alone."""

import hashlib
import json
import os
import re
import stat
import subprocess
import sys
from textwrap import dedent
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt

from vault_tools.cli import cli
from vault_tools.errors import UserError
from vault_tools.index.plan import plan
from vault_tools.index.save import diff, save
from vault_tools.parse import parse_note
from vault_tools.vault.read import read_vault


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def write(root, files):
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def new_vault(root, files, settings=""):
    write(root, files)
    (root / ".obsidian").mkdir(parents=True)
    if settings:
        write(root, {"vault-tools.toml": settings})
    return root


@pytest.fixture
def make(tmp_path):
    def make(files, settings=""):
        return new_vault(tmp_path / "vault", files, settings)

    return make


def page(kind, path="Page.md", **options):
    """An entry of `[[index.pages]]`; JSON's text, numbers, flags and lists are TOML's too."""
    lines = [f"{key.replace('_', '-')} = {json.dumps(value)}" for key, value in options.items()]
    return "\n".join(["[[index.pages]]", f'kind = "{kind}"', f'path = "{path}"', *lines, ""])


def run(command, root, *options):
    return CliRunner().invoke(cli, [command, "--vault", str(root), *map(str, options)], catch_exceptions=False)


def index(root, *options):
    done = run("index", root, *options)
    return done.exit_code, done.stdout, done.stderr


def text(root, path):
    return (root / path).read_bytes().decode()


def state(root):
    """Every file with its bytes and its time, but not the manifest."""
    files = [file for file in root.rglob("*") if file.is_file() and ".vault-tools" not in file.parts]
    return {file.relative_to(root).as_posix(): (file.read_bytes(), file.stat().st_mtime_ns) for file in files}


def contents(root):
    return {path: data for path, (data, _) in state(root).items()}


def begin(name, attributes=""):
    return f"<!-- vault-tools:begin {name}{attributes and ' ' + attributes} -->"


def end(name):
    return f"<!-- vault-tools:end {name} -->"


def sha(body):
    return hashlib.sha256(body.strip("\n").encode()).hexdigest()[:16]


def region(name, body, attributes=""):
    """As we write it: the marker knows what stands below it."""
    attributes = f"{attributes} sha={sha(body)}".strip()
    return f"{begin(name, attributes)}\n\n{body}\n\n{end(name)}\n"


def new_note(title, name, body, attributes=""):
    return f"# {title}\n\n{region(name, body, attributes)}"


def body(root, path):
    """What stands in the one region of a note."""
    note = parse_note(path, text(root, path))
    [found] = note.regions
    return note.slice(found.body).strip("\n")


def lines(*parts):
    return "".join(f"{part}\n" for part in parts)


def node(path):
    """The id of a note in a picture."""
    return f"n{hashlib.sha256(path.encode()).hexdigest()[:8]}"


def block(markdown):
    return dedent(markdown).strip("\n")


# --- Without a config ---------------------------------------------------------------------------------------------------


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


# --- Kinds of pages and their options -----------------------------------------------------------------------------------

SHELF = {
    "Start.md": "[[Note 2]], [[Note 10]] and [[Plato]]\n",
    "DSA/Main.md": "---\ntags: [hide]\n---\n[[Note 10]] [[Note 2]]\n",
    "DSA/Note 2.md": "---\nTopic: Trees\nDate: 31/10/2023\n---\n#cs/trees #cs\n",
    "DSA/Note 10.md": "---\nTopic: [Graphs, Trees]\nDate: 02/11/2023\n---\n#cs [[Note 2]]\n",
    "DSA/old/Note 1.md": "---\ntopic: Graphs\nReviewed: true\n---\n",
}

PICTURE = f"""
    ## Core

    ```mermaid
    graph LR
      {node("DSA/Main.md")}["Main"]
      {node("DSA/Note 10.md")}["Note 10"]
      {node("DSA/Note 2.md")}["Note 2"]
      {node("Start.md")}["Start"]
      {node("DSA/Main.md")} --> {node("DSA/Note 10.md")}
      {node("DSA/Main.md")} --> {node("DSA/Note 2.md")}
      {node("DSA/Note 10.md")} --> {node("DSA/Note 2.md")}
      {node("Start.md")} --> {node("DSA/Note 10.md")}
      {node("Start.md")} --> {node("DSA/Note 2.md")}
    ```
    """
SMALL_PICTURE = f"""
    ## Core

    ```mermaid
    graph LR
      {node("DSA/Note 10.md")}["Note 10"]
      {node("DSA/Note 2.md")}["Note 2"]
      {node("DSA/Note 10.md")} --> {node("DSA/Note 2.md")}
    ```
    """
LOOSE = """
    ## Orphans

    - [[Note 1]]

    ## Unresolved

    - Plato — in [[Start]]
    """


def graph_page(picture, most_linked):
    listed = "\n".join(["## Most linked", "", *(f"1. [[{name}]]" for name in most_linked)])
    return "\n\n".join(filter(None, [block(picture), listed, block(LOOSE)]))


KINDS = [
    pytest.param(
        "folder",
        {"path": "DSA/Index.md"},
        """
        | Note | Topic | Date |
        | --- | --- | --- |
        | [[Main]] |  |  |
        | [[Note 1]] | Graphs |  |
        | [[Note 2]] | Trees | 31/10/2023 |
        | [[Note 10]] | Graphs, Trees | 02/11/2023 |
        """,
        id="folder: the page's own, what half of the notes have, by name",
    ),
    pytest.param(
        "folder",
        {"folder": "DSA/old"},
        """
        | Note | topic | Reviewed |
        | --- | --- | --- |
        | [[Note 1]] | Graphs | yes |
        """,
        id="folder: folder",
    ),
    pytest.param(
        "folder",
        {"path": "DSA/Index.md", "folder": ""},
        """
        | Note | Topic |
        | --- | --- |
        | [[Main]] |  |
        | [[Note 1]] | Graphs |
        | [[Note 2]] | Trees |
        | [[Note 10]] | Graphs, Trees |
        | [[Start]] |  |
        """,
        id="folder: an empty folder is the vault",
    ),
    pytest.param(
        "folder",
        {"folder": "DSA", "columns": ["Date", "TOPIC", "Nothing"]},
        """
        | Note | Date | TOPIC | Nothing |
        | --- | --- | --- | --- |
        | [[Main]] |  |  |  |
        | [[Note 1]] |  | Graphs |  |
        | [[Note 2]] | 31/10/2023 | Trees |  |
        | [[Note 10]] | 02/11/2023 | Graphs, Trees |  |
        """,
        id="folder: columns, without regard to case",
    ),
    pytest.param(
        "folder",
        {"folder": "DSA", "columns": []},
        """
        | Note |
        | --- |
        | [[Main]] |
        | [[Note 1]] |
        | [[Note 2]] |
        | [[Note 10]] |
        """,
        id="folder: no columns",
    ),
    pytest.param(
        "folder",
        {"folder": "DSA", "columns": ["Date"], "sort": ["-Date", "-name"]},
        """
        | Note | Date |
        | --- | --- |
        | [[Note 10]] | 02/11/2023 |
        | [[Note 2]] | 31/10/2023 |
        | [[Note 1]] |  |
        | [[Main]] |  |
        """,
        id="folder: sort",
    ),
    pytest.param(
        "folder",
        {"folder": "DSA", "columns": [], "sort": ["path"], "recursive": False},
        """
        | Note |
        | --- |
        | [[Main]] |
        | [[Note 2]] |
        | [[Note 10]] |
        """,
        id="folder: recursive",
    ),
    pytest.param("folder", {"folder": "Nowhere"}, "No notes yet.", id="folder: nothing in it"),
    pytest.param(
        "property",
        {"property": "Topic"},
        """
        ## Graphs

        - [[Note 1]]
        - [[Note 10]]

        ## Trees

        - [[Note 2]]
        - [[Note 10]]
        """,
        id="property: property, each entry of a list for itself",
    ),
    pytest.param(
        "property",
        {"property": "Date"},
        """
        ## 31/10/2023

        - [[Note 2]]

        ## 02/11/2023

        - [[Note 10]]
        """,
        id="property: another property, dates as dates",
    ),
    pytest.param(
        "property",
        {"property": "Topic", "sort": ["-Date"]},
        """
        ## Graphs

        - [[Note 10]]
        - [[Note 1]]

        ## Trees

        - [[Note 10]]
        - [[Note 2]]
        """,
        id="property: sort",
    ),
    pytest.param("property", {"property": "Nothing"}, "No notes yet.", id="property: that no note has"),
    pytest.param(
        "tags",
        {},
        """
        ## cs

        - [[Note 2]]
        - [[Note 10]]

        ### cs/trees

        - [[Note 2]]

        ## hide

        - [[Main]]
        """,
        id="tags: nested ones below",
    ),
    pytest.param(
        "tags",
        {"sort": ["-Date"]},
        """
        ## cs

        - [[Note 10]]
        - [[Note 2]]

        ### cs/trees

        - [[Note 2]]

        ## hide

        - [[Main]]
        """,
        id="tags: sort",
    ),
    pytest.param("graph", {}, graph_page(PICTURE, ["Note 2", "Note 10"]), id="graph"),
    pytest.param("graph", {"most_linked": 1}, graph_page(PICTURE, ["Note 2"]), id="graph: most-linked"),
    pytest.param("graph", {"core": 2}, graph_page(SMALL_PICTURE, ["Note 2", "Note 10"]), id="graph: core"),
    pytest.param("graph", {"core": 0}, graph_page("", ["Note 2", "Note 10"]), id="graph: no picture"),
    pytest.param(
        "home",
        {},
        """
        ## DSA

        - [[Main|DSA]]

        ## Notes

        - [[Start]]
        """,
        id="home",
    ),
    pytest.param(
        "home",
        {"mocs": ["none"]},
        """
        ## DSA

        - [[Main]]
        - [[Note 2]]
        - [[Note 10]]
        - [[Note 1]]

        ## Notes

        - [[Start]]
        """,
        id="home: mocs",
    ),
    pytest.param(
        "home",
        {"mocs": [], "limit": 2},
        """
        ## DSA

        - [[Main]]
        - [[Note 2]]
        - …

        ## Notes

        - [[Start]]
        """,
        id="home: limit",
    ),
    pytest.param("resources", {}, "No resources yet.", id="resources: none"),
]


@pytest.mark.parametrize(("kind", "options", "expected"), KINDS)
def test_what_a_page_of_the_config_shows(kind, options, expected, make):
    path = options.get("path", "Page.md")
    root = make(SHELF, page(kind, **options))
    assert index(root) == (0, f"wrote {path}\n1 page written, 0 up to date.\n", "")
    assert text(root, path) == new_note(path.rpartition("/")[2].removesuffix(".md"), kind, block(expected))


def test_a_bibliography_has_each_work_once(make):
    root = make(
        {
            "A.md": block(
                """
                # Resources

                ## Books
                1. "Zen" by Ann Author and Bo Writer
                2. "[Draft] *Notes*" by D. Sculley et al.

                ## Courses
                - [Course 10](https://c.org/10) on Coursera
                - [Course 2](https://c.org/a_(b)) from Stanford

                ## Conferences
                - Applied ML Conference by Tecton

                ## Links
                - not a reading list
                """
            ),
            "B/A.md": "## Books\n- “Zen” by Ann Author and Bo Writer\n\n## Courses\n- [Renamed](http://www.c.org/10/)\n",
        },
        page("resources"),
    )
    assert index(root)[0] == 0
    assert body(root, "Page.md") == block(
        r"""
        ## Books

        - \[Draft\] Notes by D. Sculley et al. — cited in [[A]]
        - Zen by Ann Author and Bo Writer — cited in [[A]], [[B/A|A (B)]]

        ## Courses

        - [Course 2](https://c.org/a_%28b%29) from Stanford — cited in [[A]]
        - [Course 10](https://c.org/10) from Coursera — cited in [[A]], [[B/A|A (B)]]

        ## Conferences and Workshops

        - Applied ML Conference by Tecton — cited in [[A]]
        """
    )


def test_a_tag_is_one_whatever_its_case(make):
    root = make({"A.md": "#Graph_Theory/Trees", "B.md": "#graph_theory"}, page("tags"))
    assert index(root)[0] == 0
    assert body(root, "Page.md") == "## Graph\\_Theory\n\n- [[B]]\n\n### Graph\\_Theory/Trees\n\n- [[A]]"


def test_a_property_with_values_of_all_types(make):
    root = make({"A.md": "---\nx: [10, 9, true, 2.5, b, A, [c, d]]\n---\n"}, page("property", property="x"))
    assert index(root)[0] == 0
    headings = [line for line in body(root, "Page.md").split("\n") if line.startswith("#")]
    assert headings == ["## yes", "## 2.5", "## 9", "## 10", "## A", "## b", "## c, d"]


# --- Entries of the config ----------------------------------------------------------------------------------------------


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
    assert sorted(path for path in after if after[path] != before.get(path)) == expected


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


# --- Regions that describe themselves -----------------------------------------------------------------------------------


def marked(opening, closing, between=""):
    return f"Above.\n\n{opening}\n{between}\n{closing}\n\nBelow.\n"


NO_PAGES = page("tags", "never made.md", create=False)
"""Instead of the default pages."""

TABLE = "| Note | Topic |\n| --- | --- |\n| [[Heaps]] | Trees |"

MARKERS = [
    pytest.param(
        '<!-- vault-tools:begin notes kind=folder folder="DSA" columns="Topic" -->',
        "<!-- vault-tools:end notes -->",
        TABLE,
        id="HTML, double quotes",
    ),
    pytest.param(
        "<!-- vault-tools:begin notes kind='folder' folder='DSA' columns='Topic' -->",
        "<!-- vault-tools:end notes -->",
        TABLE,
        id="HTML, single quotes",
    ),
    pytest.param(
        "<!--vault-tools:begin  notes\tkind=folder folder=DSA columns=Topic-->",
        "<!--\tvault-tools:end notes  -->",
        TABLE,
        id="HTML, no quotes, other spaces",
    ),
    pytest.param(
        '%% vault-tools:begin notes kind=folder folder="DSA" columns="Topic" %%',
        "%% vault-tools:end notes %%",
        TABLE,
        id="comments of Obsidian",
    ),
    pytest.param(
        '<!-- vault-tools:begin notes kind=folder folder="DSA" columns="Topic, Seen at , " sort="-Seen at,name" -->',
        "<!-- vault-tools:end notes -->",
        "| Note | Topic | Seen at |\n| --- | --- | --- |\n| [[Heaps]] | Trees |  |",
        id="lists with commas, names with spaces",
    ),
    pytest.param(
        '<!-- vault-tools:begin notes kind=folder folder="Q &amp; &quot;A&quot;" columns="" -->',
        "<!-- vault-tools:end notes -->",
        "| Note |\n| --- |\n| [[Why]] |",
        id="entities, an empty list",
    ),
    pytest.param(
        """<!-- vault-tools:begin notes kind=folder folder='Q & "A"' recursive=false columns=x -->""",
        "<!-- vault-tools:end notes -->",
        "| Note | x |\n| --- | --- |\n| [[Why]] | 1 |",
        id="one kind of quotes inside the other, a flag",
    ),
    pytest.param(
        '<!-- vault-tools:begin notes/2024-ü kind=property property="Topic" -->',
        "<!-- vault-tools:end notes/2024-ü -->",
        "## Trees\n\n- [[Heaps]]",
        id="any name without spaces",
    ),
    pytest.param(
        "<!-- vault-tools:begin way kind=home mocs=why limit='1' -->",
        "<!-- vault-tools:end way -->",
        """## DSA\n\n- [[Heaps]]\n\n## Q & "A"\n\n- [[Why|Q & "A"]]""",
        id="numbers",
    ),
]


@pytest.mark.parametrize("between", ["", "\n\n", " \n\t\n"], ids=repr)
@pytest.mark.parametrize(("opening", "closing", "expected"), MARKERS)
def test_a_region_says_what_fills_it(opening, closing, expected, between, make):
    root = make(
        {
            "DSA/Heaps.md": "---\nTopic: Trees\n---\n",
            'Q & "A"/Why.md': "---\nx: 1\n---\n",
            "Main.md": marked(opening, closing, between) + "[[Main]]",
        },
        NO_PAGES,
    )
    assert index(root) == (0, "wrote Main.md\n1 page written, 0 up to date.\n", "")
    opening = re.sub(r"( ?(?:-->|%%))$", rf" sha={sha(expected)}\1", opening)
    wanted = f"Above.\n\n{opening}\n\n{expected}\n\n{closing}\n\nBelow.\n[[Main]]"
    assert text(root, "Main.md") == wanted


def test_a_marker_and_the_config_must_not_say_different_things(make):
    marker = begin("tags", "kind=property property=Topic")
    root = make({"A.md": "---\nTopic: x\n---\n#cs", "Page.md": f"{marker}\n\n{end('tags')}\n"}, page("tags"))
    code, _, err = index(root)
    reason = 'region "tags" describes itself, and [[index.pages]] describes it otherwise: take one away'
    assert (code, err) == (1, f"Page.md:1: refused: {reason}\n")
    assert text(root, "Page.md") == f"{marker}\n\n{end('tags')}\n"


def test_two_regions_of_one_note_are_filled_independently(make):
    both = region("a", "old", "kind=tags") + "between\n" + region("b", "", "kind=home")
    root = make({"A.md": "#cs", "Main.md": both}, NO_PAGES)
    assert index(root)[0] == 0
    assert text(root, "Main.md") == (
        region("a", "## cs\n\n- [[A]]", "kind=tags") + "between\n" + region("b", "## Notes\n\n- [[A]]", "kind=home")
    )


# --- What a person wrote stays ------------------------------------------------------------------------------------------

ADDED = region("tags", "## cs\n\n- [[A]]").encode()

BY_HAND = [
    pytest.param(b"", ADDED, id="empty"),
    pytest.param(b"Mine.\n", b"\n" + ADDED, id="a line"),
    pytest.param(b"Mine.", b"\n\n" + ADDED, id="no final newline"),
    pytest.param(b"Mine.\n\n\n\n", b"\n" + ADDED, id="trailing blank lines"),
    pytest.param(b"Mine.  \n \t", b"\n\n" + ADDED, id="trailing spaces"),
    pytest.param(b"---\na: 1\n---\n", b"\n" + ADDED, id="only frontmatter"),
    pytest.param(b"---\na: 1\n---", b"\n\n" + ADDED, id="only frontmatter, no final newline"),
    pytest.param(b"a\r\nb\r\n", b"\r\n" + ADDED.replace(b"\n", b"\r\n"), id="CRLF"),
    pytest.param(b"a\r\nb", b"\r\n\r\n" + ADDED.replace(b"\n", b"\r\n"), id="CRLF, no final newline"),
    pytest.param(b"a\r\nb\r\nc\nd\r\n", b"\r\n" + ADDED.replace(b"\n", b"\r\n"), id="mostly CRLF"),
    pytest.param(b"a\r\nb\nc\n", b"\n" + ADDED, id="mostly LF"),
    pytest.param(b"a\rb\r", b"\n\n" + ADDED, id="CR, which ends no line"),
    pytest.param(b"\xef\xbb\xbfMine.\n", b"\n" + ADDED, id="byte order mark"),
    pytest.param(b"\xef\xbb\xbf---\r\na: 1\r\n---\r\n", b"\r\n" + ADDED.replace(b"\n", b"\r\n"), id="all at once"),
    pytest.param(b"- a\n  - b", b"\n\n" + ADDED, id="a list"),
    pytest.param(b"| a |\n| - |\n| b |\n", b"\n" + ADDED, id="a table"),
    pytest.param(b"> [!note]\n> b\n", b"\n" + ADDED, id="a callout"),
    pytest.param(b"<div>\nb\n", b"\n" + ADDED, id="HTML"),
    pytest.param(b"Title\n===\n\n    code\n", b"\n" + ADDED, id="indented code"),
    pytest.param("é\u2028ü\x0c\x85\n".encode(), b"\n" + ADDED, id="separators that end no line"),
]


@pytest.mark.parametrize(("old", "added"), BY_HAND)
def test_a_region_is_appended_once_below_what_is_there(old, added, make):
    root = make({"A.md": "#cs", "Tags.md": old}, page("tags", "Tags.md"))
    assert index(root) == (0, "wrote Tags.md\n1 page written, 0 up to date.\n", "")
    assert (root / "Tags.md").read_bytes() == old + added
    before = state(root)
    assert index(root) == (0, "0 pages written, 1 up to date.\n", "")
    assert state(root) == before


@pytest.mark.parametrize(("old", "added"), BY_HAND)
def test_around_a_region_nothing_changes(old, added, make):
    """The same notes with more below the region, when another tag makes it stale."""
    newline = b"\r\n" if b"\r\n" in added else b"\n"
    below = newline + b"Below." + newline * 3 + b" \t"
    root = make({"A.md": "#cs", "B.md": "#ds", "Tags.md": old + added + below}, page("tags", "Tags.md"))
    assert index(root) == (0, "wrote Tags.md\n1 page written, 0 up to date.\n", "")
    more = region("tags", "## cs\n\n- [[A]]\n\n## ds\n\n- [[B]]").encode().replace(b"\n", newline)
    gap = added[: added.index(b"<!--")]
    assert (root / "Tags.md").read_bytes() == old + gap + more + below


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755], ids=oct)
def test_mode_bits_stay(mode, make):
    root = make({"A.md": "#cs", "Tags.md": "Mine."}, page("tags", "Tags.md"))
    (root / "Tags.md").chmod(mode)
    assert index(root)[0] == 0
    assert stat.S_IMODE((root / "Tags.md").stat().st_mode) == mode
    assert [file.name for file in root.iterdir() if file.name.startswith(".vault-tools")] == []


def test_a_new_page_has_the_mode_of_any_new_file(make):
    root = make({"A.md": "#cs"}, page("tags", "Tags.md"))
    old = os.umask(0o027)
    try:
        assert index(root)[0] == 0
    finally:
        os.umask(old)
    assert stat.S_IMODE((root / "Tags.md").stat().st_mode) == 0o640


def test_a_link_to_a_note_stays_a_link(make, tmp_path):
    root = make({"A.md": "#cs"}, page("tags", "Tags.md"))
    write(tmp_path, {"elsewhere/Tags.md": "Mine.\n"})
    (root / "Tags.md").symlink_to("../elsewhere/Tags.md")
    assert index(root)[0] == 0
    assert os.readlink(root / "Tags.md") == "../elsewhere/Tags.md"
    assert (tmp_path / "elsewhere/Tags.md").read_bytes() == b"Mine.\n\n" + ADDED


def test_a_note_that_changes_while_index_runs_is_not_written(make):
    root = make({"A.md": "#cs", "Tags.md": region("t", "old", "kind=tags")})
    vault = read_vault(root)
    [found] = plan(vault)
    write(root, {"Tags.md": region("t", "mine, typed just now", "kind=tags")})
    before = state(root)
    with pytest.raises(UserError, match=r"^Tags\.md: the note was changed in the meantime"):
        save(vault, found.path, [found.edits])
    assert state(root) == before


def test_a_note_that_appears_while_index_runs_is_not_written(make):
    root = make({"A.md": "#cs"})
    vault = read_vault(root)
    plans = {found.path: found for found in plan(vault, with_defaults=True)}
    write(root, {"Index/Tags.md": "Mine."})
    before = state(root)
    with pytest.raises(UserError, match=r"^Index/Tags\.md: there is a file now"):
        save(vault, "Index/Tags.md", [plans["Index/Tags.md"].edits])
    assert state(root) == before


# --- Running twice ------------------------------------------------------------------------------------------------------

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

MIXED = SHELF | {
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


ENVIRONMENTS = [
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC", "PYTHONUTF8": "1"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "Pacific/Kiritimati"},
    {"PYTHONHASHSEED": "4321", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr", "TZ": "America/St_Johns"},
]


def test_pages_are_the_same_on_every_machine(tmp_path):
    """Files made in another order, and the real program with other settings of the machine."""
    found = []
    for number, env in enumerate(ENVIRONMENTS):
        files = list(MIXED.items())
        root = new_vault(tmp_path / str(number), dict(files[number:] + files[:number][::-1]), EVERY_KIND)
        done = subprocess.run(
            [sys.executable, "-m", "vault_tools", "index"],
            cwd=root,
            env=os.environ | env,
            capture_output=True,
            check=True,
        )
        assert done.stderr == b""
        found.append((done.stdout, contents(root)))
    assert found[0] == found[1] == found[2]
    assert len(found[0][1]) == len(MIXED) + 7


# --- Damage -------------------------------------------------------------------------------------------------------------

A, B, Z = begin("a", "kind=tags"), begin("b", "kind=tags"), end("a")
UNREADABLE = (
    "the marker cannot be read: it stands alone on its line, in no list, quote or code, with a name, then attributes as"
    " in HTML, and nothing after the name of an end"
)

DAMAGE = [
    pytest.param(["", A, "old"], 2, 'region "a" never ends', id="no end"),
    pytest.param(["", "old", Z], 3, 'region "a" ends but never began', id="no begin"),
    pytest.param([A, Z, A, Z], 3, 'a second region "a"', id="the whole region twice"),
    pytest.param([A, A, Z], 2, 'region "a" begins inside region "a"', id="two begins"),
    pytest.param([A, Z, Z], 3, 'region "a" ends but never began', id="two ends"),
    pytest.param([A, "", B, end("b"), Z], 3, 'region "b" begins inside region "a"', id="nested"),
    pytest.param([A, B, Z, end("b")], 2, 'region "b" begins inside region "a"', id="crossed"),
    pytest.param([A, "old", end("b")], 3, 'region "b" ends inside region "a"', id="another name"),
    pytest.param([A, "old", end("A")], 3, 'region "A" ends inside region "a"', id="another case"),
    pytest.param([Z, A], 1, 'region "a" ends but never began', id="the wrong way round"),
    pytest.param(["<!-- vault-tools:begin -->", Z], 1, UNREADABLE, id="no name"),
    pytest.param([begin("kind=tags"), Z], 1, UNREADABLE, id="an attribute for a name"),
    pytest.param([begin("a", "kind"), Z], 1, UNREADABLE, id="an attribute without a value"),
    pytest.param([begin("a", "kind="), Z], 1, UNREADABLE, id="nothing after the sign"),
    pytest.param([begin("a", "kind=tags kind=home"), Z], 1, UNREADABLE, id="an attribute twice"),
    pytest.param([begin("a", 'kind="tags'), Z], 1, UNREADABLE, id="an open quote"),
    pytest.param([begin("a", 'kind="tags"sort="name"'), Z], 1, UNREADABLE, id="no space between attributes"),
    pytest.param([begin("a", "kind = tags"), Z], 1, UNREADABLE, id="spaces around the sign"),
    pytest.param([A, "<!-- vault-tools:end a kind=tags -->"], 2, UNREADABLE, id="an end with attributes"),
    pytest.param([A, "<!-- vault-tools:end -->"], 2, UNREADABLE, id="an end without a name"),
    pytest.param([A, "old", f"{Z} tail"], 3, UNREADABLE, id="text after an end"),
    pytest.param([f"text {A}", "old", Z], 1, UNREADABLE, id="text before a begin"),
    pytest.param([A, "old", "```", Z, "```"], 1, 'region "a" never ends', id="the end in a code block"),
    pytest.param([A, "old", f"> {Z}"], 3, UNREADABLE, id="the end in a quote"),
    pytest.param(
        [A, "<<<<<<< HEAD", "old", "=======", "new", ">>>>>>> laptop", Z],
        2,
        "a git conflict is not settled",
        id="a conflict inside",
    ),
    pytest.param(
        ["<<<<<<< HEAD", A, "=======", B, ">>>>>>> laptop", Z],
        1,
        "a git conflict is not settled",
        id="a conflict around",
    ),
    pytest.param(
        [A, Z, "", "<<<<<<< HEAD", "mine", "=======", "yours", ">>>>>>> laptop"],
        4,
        "a git conflict is not settled",
        id="a conflict elsewhere",
    ),
    pytest.param([begin("a"), Z], 1, None, id="neither attributes nor an entry of the config"),
    pytest.param(
        [begin("a", "kind=foldr"), Z],
        1,
        'region "a": kind: no kind of page "foldr", did you mean "folder"?',
        id="an unknown kind",
    ),
    pytest.param([begin("a", "kind=property"), Z], 1, 'region "a": "property" is missing', id="an option is missing"),
]


@pytest.mark.parametrize("style", ["<!-- … -->", "%% … %%"])
@pytest.mark.parametrize(("lines", "line", "reason"), DAMAGE)
def test_a_damaged_note_is_left_alone_and_the_others_are_written(lines, line, reason, style, make):
    broken = "\n".join(lines)
    if style == "%% … %%":
        broken = broken.replace("<!--", "%%").replace("-->", "%%")
    root = make({"Broken.md": f"---\ntags: [x]\n---\n{broken}\n", "Good.md": region("g", "old", "kind=tags")}, NO_PAGES)
    before = state(root)
    code, out, err = index(root)
    assert (code, out) == (1, "wrote Good.md\n1 page written, 0 up to date, 1 refused.\n")
    found, _, said = err.partition(": refused: ")
    assert found == f"Broken.md:{line + 3}"
    assert said == f"{reason}\n" if reason else said.startswith('region "a": no entry of [[index.pages]] fills it')
    after = state(root)
    assert after.pop("Good.md")[0] == region("g", "## x\n\n- [[Broken]]", "kind=tags").encode()
    assert before.pop("Good.md")
    assert after == before


def test_two_markers_on_one_line_are_damage(make):
    root = make({"Broken.md": f"{A}{Z}"}, NO_PAGES)
    assert index(root)[::2] == (1, f"Broken.md:1: refused: {UNREADABLE}\n")


@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param(f"{begin('tags', 'kind=tags')}\r\nold\r\n".encode(), id="CRLF"),
        pytest.param(b"\xef\xbb\xbf" + begin("tags", "kind=tags").encode(), id="byte order mark, no final newline"),
        pytest.param(b"\xff\n" + region("tags", "old", "kind=tags").encode(), id="not UTF-8"),
        pytest.param(b"Caf\xe9\n", id="not UTF-8, and the config wants a region there"),
        pytest.param(b"```\ncode that never ends\n", id="an open code block"),
        pytest.param(b"a\n\n~~~\n", id="an open code block with tildes"),
        pytest.param(b"<!-- a comment that never ends\n", id="an open comment"),
        pytest.param(b"<script>\nlet x\n", id="an open script"),
        pytest.param(b"<pre>\nx", id="an open pre"),
    ],
)
def test_a_page_of_the_config_that_cannot_be_filled_is_left_alone(damaged, make):
    root = make({"A.md": "#cs", "Tags.md": damaged}, page("tags", "Tags.md") + page("home", "Way.md"))
    assert index(root)[:2] == (1, "wrote Way.md\n1 page written, 0 up to date, 1 refused.\n")
    assert (root / "Tags.md").read_bytes() == damaged
    code, out, err = index(root)
    assert (code, out) == (1, "0 pages written, 1 up to date, 1 refused.\n")
    assert err.startswith("Tags.md:")
    assert (root / "Tags.md").read_bytes() == damaged


def test_invalid_utf8_is_named(make):
    root = make({"A.md": b"\xff\n" + region("t", "old", "kind=tags").encode()}, NO_PAGES)
    assert index(root)[2] == "A.md:1: refused: the note is not valid UTF-8\n"


@pytest.mark.parametrize(
    "note",
    [
        pytest.param(f"```\n{A}\n\nold\n\n{Z}\n```\n", id="fenced code"),
        pytest.param(f"~~~~ html\n{A}\n{Z}\n~~~\n~~~~\n", id="fenced with tildes"),
        pytest.param(f"text\n\n    {A}\n    {Z}\n", id="indented code"),
        pytest.param(f"`{A}` and `{Z}`\n", id="code in a line"),
        pytest.param(f"- a\n\n  ```\n  {A}\n  ```\n", id="code in a list"),
        pytest.param(f"```\n{A}\n", id="code that never ends"),
        pytest.param(f"---\nx: '{A}'\n---\n", id="a property"),
    ],
)
def test_a_marker_that_is_only_shown_is_text(note, make):
    root = make({"Note.md": note}, NO_PAGES)
    before = state(root)
    assert index(root) == (0, "0 pages written, 0 up to date.\n", "")
    assert state(root) == before


# --- Looking without writing --------------------------------------------------------------------------------------------

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
    root = make({"Broken.md": A}, NO_PAGES)
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
    subprocess.run(["git", "apply", "-"], cwd=other, input=patch.encode(), check=True, capture_output=True)
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
    assert [path for path in sorted(after) if after[path] != before[path]] == expected


# --- Order --------------------------------------------------------------------------------------------------------------


def dated(dates):
    return {f"{name}.md": f"---\nDate: {date}\n---\n" for name, date in dates.items()}


def column(root, path="Page.md"):
    """The names of the notes in a table, in its order."""
    rows = body(root, path).split("\n")[2:]
    return " ".join(row.split("[[")[1].split("]]")[0] for row in rows)


DATES = {"a": "02/11/2023", "b": "31/10/2023", "c": "", "d": "1 may", "e": "2024-01-01", "f": "01/01/2024", "g": "[]"}


@pytest.mark.parametrize(
    ("dates", "sort", "more", "expected"),
    [
        pytest.param(DATES, "Date", "", "b a e f d c g", id="up: dates, then text, then nothing"),
        pytest.param(DATES, "-Date", "", "d e f a b c g", id="down: nothing is last again"),
        pytest.param(DATES, "date", "", "b a e f d c g", id="without regard to case"),
        pytest.param({"a": "03/04/2024", "b": "01/05/2024"}, "Date", "", "a b", id="day first by default"),
        pytest.param(
            {"a": "03/04/2024", "b": "01/05/2024"}, "Date", 'date-formats = ["MM/DD/YYYY"]', "b a", id="month first"
        ),
        pytest.param(
            {"a": "9.1.2024", "b": "10.1.2024"}, "Date", 'date-formats = ["D.M.YYYY"]', "a b", id="a declared format"
        ),
        pytest.param(
            {"a": "2024-01-02T10:00", "b": "2024-01-02T09:30", "c": "2024-01-02"}, "Date", "", "c b a", id="with times"
        ),
        pytest.param({"a": "31/02/2024", "b": "01/03/2024"}, "Date", "", "b a", id="no day of the calendar is text"),
        pytest.param({"a": "10", "b": "9", "c": "-1", "d": "9.5"}, "Date", "", "c b d a", id="numbers"),
        pytest.param({"a": "v10", "b": "v9", "c": "V1"}, "Date", "", "c b a", id="text with numbers"),
        pytest.param({"a": "[31/12/2023, x]", "b": "01/01/2023"}, "Date", "", "b a", id="a list by its first entry"),
    ],
)
def test_values_are_sorted_as_what_they_mean(dates, sort, more, expected, make):
    root = make(dated(dates), f"[vault]\n{more}\n" + page("folder", folder="", columns=[], sort=[sort]))
    assert index(root)[0] == 0
    assert column(root) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["Note 10", "Note 2", "Note 1"], "Note 1 Note 2 Note 10", id="numbers by value"),
        pytest.param(["b", "A", "a1", "B2"], "A a1 b B2", id="without regard to case"),
        pytest.param(["zebra", "Éclair", "eclair 2"], "Éclair eclair 2 zebra", id="without regard to accents"),
        pytest.param(["x007", "x7", "x 7"], "x007 x7 x 7", id="equal numbers by their text"),
        pytest.param(["Ω", "z", "я", "日"], "z Ω я 日", id="other scripts"),
    ],
)
def test_names_are_in_their_natural_order(names, expected, make):
    root = make({f"{name}.md": "" for name in names}, page("folder", folder="", columns=[]))
    assert index(root)[0] == 0
    assert column(root) == expected


# --- What is not listed -------------------------------------------------------------------------------------------------


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


# --- Links --------------------------------------------------------------------------------------------------------------

NAMES = [
    "plain",
    "with space",
    "Choosing Weights.",
    "ends...",
    "(all)",
    "open (",
    "close )",
    ") turned (",
    "pipe | pipe",
    "[draft] x",
    "a [b",
    "a ]b",
    "[[x]] y",
    "100%",
    "50%25 off",
    "%20",
    "a_b_c *d* `e`",
    "tick ` tick",
    "$x$ ~~y~~ ==z==",
    "<b>",
    "a --> b",
    "<!-- vault-tools:end r -->",
    "%% vault-tools:end r %%",
    "caret ^x",
    "quote \" ' quote",
    "back \\ slash",
    "R&D",
    "wow!",
    "Café Ünder",
    "日本 ノート",
    "🗂️",
    "data.csv",
    "Note.md",
    "README",
    "v1.2",
    "-dash",
    "1. one",
    "+ plus",
    "@at, semi; eq=",
    "Main",
]
FOLDERS = ["", "Sub", "Sub/deep (er)", "b [c]", "d%20e", "Main"]
STYLE = {
    "markdown": "[x](plain.md)",
    "wikilink": "[[plain]]",
}


def odd_vault():
    """Every name, some in several folders; each note with a number in a property, a tag and a reading list."""
    paths = [f"{name}.md" for name in NAMES]
    paths += [f"{folder}/{name}.md" for folder in FOLDERS[1:] for name in ("Main", "pipe | pipe", "Choosing Weights.")]
    return dict(enumerate(paths))


def odd_notes(style):
    files = {
        path: f'---\nid: {number}\ntags: [t{number}]\n---\n{STYLE[style]}\n\n## Books\n\n- "Work {number}" by A\n'
        for number, path in odd_vault().items()
    }
    return files | {"data.csv": "", "Sub/data.csv": ""}


def links_of(markdown, path):
    """Texts and targets of the links in generated Markdown, as two independent readers see them."""
    inside = "\n".join(line for line in markdown.split("\n") if not line.startswith("<!-- vault-tools"))
    tokens = MarkdownIt("commonmark").enable("table").parse(inside)
    hrefs = [
        unquote(token.attrGet("href"))
        for block in tokens
        for token in block.children or ()
        if token.type == "link_open"
    ]
    own = [link for link in parse_note(path, inside).links if not link.external]
    assert [link.target for link in own if link.kind == "markdown"] == hrefs
    return [link.target + link.subpath for link in own]


@pytest.mark.parametrize("place", ["Page.md", "Sub/Page.md", "x/y/Page.md"])
@pytest.mark.parametrize("kind", ["folder", "property", "tags", "resources"])
@pytest.mark.parametrize("style", STYLE)
def test_every_link_leads_to_the_note_that_is_meant(style, kind, place, make):
    options = {"folder": {"folder": "", "columns": ["id"]}, "property": {"property": "id"}}
    root = make(odd_notes(style), page(kind, place, **options.get(kind, {})))
    assert index(root)[0] == 0
    vault = read_vault(root)
    expected = {str(number): path for number, path in odd_vault().items()}
    found = {}
    if kind == "folder":
        for row in body(root, place).split("\n")[2:]:
            link, _, number = row.strip("| ").rpartition(" | ")
            found[number] = links_of(f"| {link} |\n| --- |\n", place)
    else:
        pattern = {"property": "## ", "tags": "## t", "resources": "- Work "}[kind]
        for part in ("\n" + body(root, place)).split("\n" + pattern)[1:]:
            number = part.split("\n")[0].split(" ")[0]
            found[number] = links_of("- x\n" * (kind == "resources") + part, place)
    assert all(len(links) == 1 for links in found.values()), found
    opened = {number: vault.resolve(links[0], place) for number, links in found.items()}
    assert {number: resolution.path for number, resolution in opened.items()} == expected
    assert [number for number, resolution in opened.items() if resolution.candidates] == []


@pytest.mark.parametrize("style", STYLE)
def test_the_lists_of_a_graph_and_of_home_lead_to_notes_too(style, make):
    """With another page beside: six notes called `Main`, one at the root, and a page that is called so itself."""
    files = {path: note.replace(STYLE[style], "") for path, note in odd_notes(style).items()}
    settings = f'[vault]\nlink-style = "{style}"\n' + page("graph", "Index/Main.md") + page("home", "Index/Home.md")
    root = make(files, settings)
    assert index(root)[0] == 0
    vault = read_vault(root)
    for path, expected in (
        ("Index/Main.md", sorted(odd_vault().values())),
        (
            "Index/Home.md",
            sorted(["Index/Main.md", *(p for p in odd_vault().values() if "/" not in p or p.endswith("/Main.md"))]),
        ),
    ):
        opened = [vault.resolve(target, path) for target in links_of(body(root, path), path)]
        assert [resolution.candidates for resolution in opened] == [()] * len(opened)
        assert sorted(resolution.path for resolution in opened) == expected


def cells(markdown):
    """The text in the cells of the one table, without its head, for a strict reader of Markdown."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    assert [token.type for token in tokens].count("table_open") == 1
    rows, row = [], []
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "td_open":
            row.append("".join(child.content for child in following.children))
        elif token.type == "tr_close" and row:
            rows.append(row)
            row = []
    return rows


def test_a_table_shows_the_names_as_they_are(make):
    root = make(odd_notes("markdown"), page("folder", folder="", columns=["id"], sort=["id"]))
    assert index(root)[0] == 0
    shared = {"Main", "pipe | pipe", "Choosing Weights."}
    names = [(path.removesuffix(".md").rpartition("/")[::2]) for path in odd_vault().values()]
    shown = [f"{name} ({folder.rpartition('/')[2]})" if folder and name in shared else name for folder, name in names]
    assert cells(text(root, "Page.md")) == [[name, str(number)] for number, name in enumerate(shown)]


@pytest.mark.parametrize(
    ("style", "name", "expected"),
    [
        pytest.param("markdown", "C# sharp", "C# sharp", id="Markdown, a hash"),
        pytest.param("wikilink", "C# sharp", "C# sharp", id="wikilink, a hash"),
        pytest.param("wikilink", "caret ^x", "[caret ^x](caret%20%5Ex.md)", id="wikilink, a caret"),
        pytest.param("wikilink", "a|b", r"[a\|b](a%7Cb.md)", id="wikilink, a bar"),
        pytest.param("wikilink", "a%%b", r"[a%\%b](a%25%25b.md)", id="wikilink, percent signs"),
        pytest.param("markdown", "a (b)", "[a (b)](a%20(b).md)", id="Markdown, parentheses"),
        pytest.param("markdown", "a (b", "[a (b](a%20%28b.md)", id="Markdown, half of them"),
        pytest.param("markdown", "[a]", r"[\[a\]](%5Ba%5D.md)", id="Markdown, brackets"),
        pytest.param("markdown", "Choosing Weights.", "[Choosing Weights.](Choosing%20Weights..md)", id="a last dot"),
    ],
)
def test_how_a_link_is_written(style, name, expected, make):
    root = make({f"{name}.md": "#cs"}, f'[vault]\nlink-style = "{style}"\n' + page("tags"))
    assert index(root)[0] == 0
    assert body(root, "Page.md") == f"## cs\n\n- {expected}"


@pytest.mark.parametrize(
    ("files", "setting", "expected"),
    [
        pytest.param({}, "auto", "[[A]]", id="no links: wikilinks"),
        pytest.param({"L.md": "[[A]] [x](A.md) [x](A.md)"}, "auto", "[A](A.md)", id="more Markdown links"),
        pytest.param({"L.md": "[[A]] [x](A.md)"}, "auto", "[[A]]", id="as many of both"),
        pytest.param({"L.md": "[[A]] [x](https://x.org) [x](mailto:x@x.org)"}, "auto", "[[A]]", id="external ones"),
        pytest.param({"L.md": "[[A]] `[x](A.md) [x](A.md)`"}, "auto", "[[A]]", id="links in code"),
        pytest.param({"L.md": "[x](A.md)"}, "wikilink", "[[A]]", id="wikilinks by config"),
        pytest.param({"L.md": "[[A]]"}, "markdown", "[A](A.md)", id="Markdown by config"),
    ],
)
def test_links_are_in_the_style_of_the_vault(files, setting, expected, make):
    root = make({"A.md": "#cs"} | files, f'[vault]\nlink-style = "{setting}"\n' + page("tags"))
    for _ in range(2):
        assert index(root)[0] == 0
        assert body(root, "Page.md") == f"## cs\n\n- {expected}"


# --- Values that could break a page -------------------------------------------------------------------------------------

VALUES = {
    "a | b": "a | b",
    "| --- | --- |": "| --- | --- |",
    r"a \| b": "a | b",
    "a\nb\n\nc": "a b c",
    "  a\t b ": "a b",
    "<!-- vault-tools:end folder -->": "<!-- vault-tools:end folder -->",
    "<!-- vault-tools:begin x kind=tags -->": "<!-- vault-tools:begin x kind=tags -->",
    "<!--": "<!--",
    "-->": "-->",
    "%% vault-tools:end folder %%": "%% vault-tools:end folder %%",
    "%%": "%%",
    "%%%": "%%%",
    "%%%%": "%%%%",
    "# no heading": "# no heading",
    "- no list": "- no list",
    "> no quote": "> no quote",
    "a \\": "a \\",
    "```": "```",
    "ends with |": "ends with |",
    "|": "|",
}
"""What stands in a property, and what a reader of the page sees."""


def valued():
    return {
        f"{number:02}.md": f"---\nid: i{number:02}\nx: {json.dumps(value)}\n---\n"
        for number, value in enumerate(VALUES)
    }


def test_no_value_breaks_a_table(make):
    root = make(valued(), page("folder", columns=["x", "id"]))
    assert index(root)[0] == 0
    found = [row[1:] for row in cells(text(root, "Page.md"))]
    assert found == [[shown, f"i{number:02}"] for number, shown in enumerate(VALUES.values())]
    assert len(parse_note("Page.md", text(root, "Page.md")).regions) == 1
    assert index(root) == (0, "0 pages written, 1 up to date.\n", "")


def test_no_value_breaks_a_list(make):
    root = make(valued(), page("property", property="x"))
    assert index(root)[0] == 0
    tokens = MarkdownIt("commonmark").parse(text(root, "Page.md"))
    assert [token.type for token in tokens].count("heading_open") == len(set(VALUES.values())) + 1
    assert [token.type for token in tokens].count("list_item_open") == len(VALUES)
    note = parse_note("Page.md", text(root, "Page.md"))
    assert [found.name for found in note.regions] == ["property"]
    assert index(root) == (0, "0 pages written, 1 up to date.\n", "")


def test_no_name_breaks_a_diagram(make):
    root = make({'a "b" #c [d].md': "[x](b%20%5D--%3E%20c.md)", "b ]--> c.md": ""}, page("graph"))
    assert index(root)[0] == 0
    picture = body(root, "Page.md").split("```")[1]
    a, b = node('a "b" #c [d].md'), node("b ]--> c.md")
    assert picture == f'mermaid\ngraph LR\n  {a}["a #quot;b#quot; #35;c [d]"]\n  {b}["b ]--> c"]\n  {a} --> {b}\n'


# --- Found while trying to break it -------------------------------------------------------------------------------------


def changed_by_a_second_run(root):
    index(root)
    before = state(root)
    index(root)
    return [path for path, bytes_ in state(root).items() if bytes_ != before.get(path)]


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
        pytest.param({"A.md": "x", "B.md": "text\n\n```\nnever closed\n"}, page("tags", "B.md"), id="an open fence"),
    ],
)
def test_the_second_run_changes_nothing_when(notes, config, make):
    assert changed_by_a_second_run(make(notes, config)) == []


def test_a_line_of_tags_is_no_heading(make):
    root = make({"A.md": "#cs [[B]]\n\n" + region("x", "old", "kind=home"), "B.md": ""}, page("tags"))
    index(root)
    assert body(root, "Page.md") == "## cs\n\n- [[A]]"


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        ("kind=folder colums=Topic", 'colums: unknown key "colums", did you mean "columns"?'),
        ("kind=home limit=many", "limit: expected a whole number, got text"),
        ("kind=home limit=0", "limit: expected a whole number >= 1"),
        ("kind=graph core=21", "core: expected a whole number <= 20"),
    ],
)
def test_wrong_options_of_a_marker_are_refused(attributes, reason, make):
    root = make({"A.md": region("t", "old", attributes)}, NO_PAGES)
    code, _, err = index(root)
    assert (code, err) == (1, f'A.md:1: refused: region "t": {reason}\n')


def test_a_begin_marker_that_is_never_closed(make):
    """It would be a comment that swallows the region and the end marker."""
    text = "x\n\n<!-- vault-tools:begin t kind=tags\n\nold\n\n<!-- vault-tools:end t -->\n"
    root = make({"A.md": text}, NO_PAGES)
    code, _, err = index(root)
    assert code == 1
    assert err.startswith("A.md:3: refused: the marker cannot be read")


@pytest.mark.parametrize("name", ["\u1369", "\u1369 1", "5" * 200, "x\u2460", "\u00b2"])
def test_digits_of_other_scripts_have_an_order_too(name, make):
    assert index(make({f"{name}.md": ""}, page("folder", columns=[])))[0] == 0


def test_a_number_of_5000_digits_has_an_order(make):
    root = make({"A.md": "---\nx: '" + "1" * 5000 + "'\n---\n"}, page("property", property="x"))
    assert index(root)[0] == 0


MARKDOWN = '[vault]\nlink-style = "markdown"\n'


@pytest.mark.parametrize("name", ["AT&amp;T", "&copy;"])
def test_names_that_look_like_entities(name, make):
    """CommonMark reads entities in destinations and texts."""
    root = make({f"{name}.md": "x #cs"}, MARKDOWN + page("tags"))
    index(root)
    blocks = MarkdownIt("commonmark").parse(body(root, "Page.md"))
    [link] = [block.children for block in blocks if block.children and block.children[0].type == "link_open"]
    assert unquote(link[0].attrGet("href")) == f"{name}.md"
    assert "".join(token.content for token in link[1:-1]) == name


@pytest.mark.parametrize("name", ["http:foo", "note: x", "x:y"])
def test_names_that_look_like_a_url(name, make):
    root = make({f"{name}.md": "x #cs"}, MARKDOWN + page("tags"))
    index(root)
    [link] = parse_note("Page.md", body(root, "Page.md")).links
    assert (link.external, link.target) == (False, f"./{name}.md")


@pytest.mark.parametrize("name", ["trail ", "new\nline"])
def test_names_that_a_wikilink_cannot_hold(name, make):
    root = make({f"{name}.md": "x #cs"}, page("tags"))
    index(root)
    [link] = parse_note("Page.md", body(root, "Page.md")).links
    assert read_vault(root).resolve(link.target, "Page.md").path == f"{name}.md"


def test_the_bare_text_of_a_name_is_no_tag(make):
    """No link can lead to `C #sharp`: a `#` ends every linkpath (1.9)."""
    root = make({"C #sharp.md": "x #cs"}, page("tags"))
    index(root)
    assert parse_note("Page.md", body(root, "Page.md")).tags == ()


def test_a_graph_in_a_note_by_hand_does_not_list_the_note(make):
    root = make({"Map.md": "mine\n\n" + region("g", "", "kind=graph"), "A.md": ""}, NO_PAGES)
    index(root)
    assert "[[Map]]" not in body(root, "Map.md")
    assert "[[A]]" in body(root, "Map.md")


def test_the_other_pages_are_written_when_one_cannot_be(make):
    root = make({"A.md": "x #t"}, page("tags", "A Page.md") + page("home", "Z Page.md"))
    (root / "A Page.md").mkdir()
    code, _, err = index(root)
    assert (code, "A Page.md" in err) == (1, True)
    assert (root / "Z Page.md").exists()


def test_folders_are_compared_as_links_are(make):
    root = make({"DSA/A.md": ""}, page("folder", folder="dsa"))
    index(root)
    assert "[[A]]" in body(root, "Page.md")


def test_links_in_properties_are_written_for_the_page_they_stand_on(make):
    notes = {"X/A.md": "---\nup: '[above](../B.md)'\nsee: ['[[C|c]]', text]\n---\n", "B.md": "", "Y/C.md": ""}
    root = make(notes, MARKDOWN + page("folder", "Index/Page.md", folder="X", columns=["up", "see"]))
    index(root)
    assert body(root, "Index/Page.md").split("\n")[-1] == "| [A](../X/A.md) | [above](../B.md) | [c](../Y/C.md), text |"


@pytest.mark.parametrize(
    ("notes", "config"),
    [
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
def test_the_second_run_changes_nothing_either_when(notes, config, make):
    assert changed_by_a_second_run(make(notes, config)) == []


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"name": "by tag"}, '"by tag" is no name for a region'),
        ({"name": "-->"}, '"-->" is no name for a region'),
        ({"title": "a\nb"}, "a `title` is one line"),
    ],
)
def test_what_a_marker_cannot_hold_is_a_mistake_of_the_config(options, reason, make):
    code, _, err = index(make({"A.md": "#t"}, page("tags", **options)))
    assert code == 2
    assert reason in err


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


def test_a_region_is_not_put_below_an_open_comment(make):
    """2.9: in Obsidian `%%` hides everything until the next one."""
    root = make({"A.md": "#t", "Page.md": "text\n\n%%\nhidden\n"}, page("tags"))
    code, _, err = index(root)
    assert (code, err.startswith("Page.md:5: refused: a new region")) == (1, True)


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        ("kind=folder folder=Grapsh", 'there is no folder "Grapsh", did you mean "Graphs"?'),
        ("kind=property property=Topik", 'no note has a property "Topik", did you mean "Topic"?'),
        ("kind=folder columns=Topci", 'no note has a property "Topci", did you mean "Topic"?'),
        ("kind=tags sort=-Topci", 'no note has a property "Topci", did you mean "Topic"?'),
    ],
)
def test_misspelt_names_in_a_marker_are_refused(attributes, reason, make):
    root = make({"Graphs/A.md": "---\nTopic: x\n---\n", "M.md": region("r", "", attributes)}, NO_PAGES)
    code, _, err = index(root)
    assert (code, err) == (1, f'M.md:1: refused: region "r": {reason}\n')


def test_misspelt_names_in_an_entry_are_refused_before_its_region_is_written(make):
    settings = page("folder", folder="Graphs", columns=["Topci"])
    root = make({"Graphs/A.md": "---\nTopic: x\n---\n", "Page.md": "by hand\n"}, settings)
    before = contents(root)
    code, _, err = index(root)
    assert (code, contents(root)) == (1, before)
    assert err == 'Page.md:1: refused: region "folder": no note has a property "Topci", did you mean "Topic"?\n'


def test_numbers_are_shown_as_they_are_written(make):
    notes = {"X/A.md": "---\nid: 0123\nlong: 202409091230451234\nlist: [1.50, x]\nwhen: {{date}}\n---\n"}
    root = make(notes, page("folder", folder="X", columns=["id", "long", "list", "when"]))
    index(root)
    assert body(root, "Page.md").split("\n")[-1] == "| [[A]] | 0123 | 202409091230451234 | 1.50, x | {{date}} |"


def test_a_name_that_begins_with_a_space(make):
    root = make({" lead.md": "x #cs"}, MARKDOWN + page("tags"))
    index(root)
    [link] = parse_note("Page.md", body(root, "Page.md")).links
    assert read_vault(root).resolve(link.target, "Page.md").path == " lead.md"


def test_embeds_do_not_vote_on_the_style_of_links(make):
    root = make({"A.md": "![a](a.png) ![b](a.png) [[B]] #t", "B.md": "", "a.png": ""}, page("tags"))
    index(root)
    assert "[[A]]" in body(root, "Page.md")


def test_a_note_that_is_read_only_is_not_written(make):
    root = make({"A.md": "#t", "Page.md": "mine\n"}, page("tags"))
    (root / "Page.md").chmod(0o444)
    code, _, err = index(root)
    assert (code, err) == (1, "error: Page.md: cannot be written: the file is read-only\n")
    assert text(root, "Page.md") == "mine\n"


def test_a_conflict_that_runs_through_a_fence_is_one(make):
    conflict = "<<<<<<< HEAD\n```python\na\n=======\n```py\nb\n>>>>>>> x\n```\n\n"
    root = make({"A.md": "#t", "Page.md": conflict + region("t", "old", "kind=tags")}, NO_PAGES)
    code, _, err = index(root)
    assert (code, err) == (1, "Page.md:1: refused: a git conflict is not settled\n")


def test_a_work_that_only_the_page_itself_cites_is_cited_nowhere_else(make):
    root = make({"Main.md": "## Books\n\n- Ropes\n\n" + region("r", "", "kind=resources")}, NO_PAGES)
    index(root)
    assert body(root, "Main.md") == "## Books\n\n- Ropes"
