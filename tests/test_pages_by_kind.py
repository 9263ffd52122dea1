"""What pages of the kinds `folder`, `property`, `tags`, `graph`, `home` and `resources` show."""

import mistune
import pytest
from indexing import block, body, index, new_note, node, page, shown, text

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


def test_folders_are_compared_as_links_are(make):
    root = make({"DSA/A.md": ""}, page("folder", folder="dsa"))
    index(root)
    assert "[[A]]" in body(root, "Page.md")


# --- That they read well ----------------------------------------------------------------------------------------------


def test_what_is_left_out_does_not_set_a_list_apart(make):
    """Items of a list with a blank line in it are paragraphs, far from each other."""
    found = shown(make({"A.md": "", "B.md": "", "C.md": ""}, page("folder", view="list", limit=2)))
    assert found == "- [[A]]\n- [[B]]\n- …"
    assert mistune.html(found) == "<ul>\n<li>[[A]]</li>\n<li>[[B]]</li>\n<li>…</li>\n</ul>\n"


def test_a_note_that_joins_the_picture_changes_no_other_line(make):
    files = {"B.md": "[[C]]\n", "C.md": "[[B]]\n"}
    before = shown(make(files, page("graph"))).split("```")[1].splitlines()
    after = shown(make({**files, "A.md": "[[B]]\n"}, page("graph"))).split("```")[1].splitlines()
    assert [line for line in after if line in before] == before
    assert len(after) == len(before) + 2, "a node and an edge"


def test_home_is_in_the_order_of_the_file_explorer(make):
    """Without `.md`, and the entrance of a folder before those of the folders in it."""
    files = {
        "Plays/Lear/Lear.md": "",
        "Plays/Main.md": "",
        "Refs/Well Made 145.md": "",
        "Refs/Well Made.md": "",
        "Notes/One.md": "",
        "Readme.md": "",
    }
    entries = page("tags", "Stats by course.md") + page("tags", "Stats.md", name="b") + page("home")
    assert shown(make(files, entries)) == block(
        """
        ## Pages

        - [[Stats]]
        - [[Stats by course]]

        ## Notes

        - [[One]]

        ## Plays

        - [[Main|Plays]]
        - [[Lear]]

        ## Refs

        - [[Well Made]]
        - [[Well Made 145]]

        ## Other notes

        - [[Readme]]
        """
    )
