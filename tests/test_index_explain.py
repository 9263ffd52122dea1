"""`vault-tools index --explain NOTE`: on which pages a note is, and why."""

import json
from textwrap import dedent

import pytest
from indexing import contents, git, index, page


def explain(root, note, *options):
    before = contents(root)
    code, out, err = index(root, "--explain", note, *options)
    assert (code, err) == (0, "")
    assert contents(root) == before
    return out


def told(text):
    return dedent(text).lstrip("\n")


NOTES = {
    "DSA/Graphs.md": '---\nTopic: [Maths, "C#"]\nDate: 05/03/2024\n---\n#cs',
    "DSA/Trees.md": "---\nTopic: Maths\nDate: 31/12/2023\n---\n",
    "Books/Emma.md": "---\nDate: 01/02/2024\n---\n",
}


def test_each_clause_and_what_the_note_has_there(make):
    settings = page("folder", "Recent.md", folder="DSA", where=["Date>=2024-01-01", "#cs"]) + page("tags", "Tags.md")
    root = make(NOTES, settings)
    assert explain(root, "Graphs") == told(
        """
        DSA/Graphs.md

        Recent.md, region "folder": listed, as number 1 of 1
          yes in the folder "DSA": DSA/Graphs.md
          yes Date>=2024-01-01: Date is 05/03/2024
          yes #cs: #cs

        Tags.md, region "tags": listed, as number 1 of 1
          yes a tag: #cs
        """
    )
    assert explain(root, "DSA/Trees.md") == told(
        """
        DSA/Trees.md

        Recent.md, region "folder": not listed
          yes in the folder "DSA": DSA/Trees.md
          no  Date>=2024-01-01: Date is 31/12/2023
          no  #cs

        Tags.md, region "tags": not listed
          no  a tag
        """
    )
    assert 'no  in the folder "DSA": Books/Emma.md\n' in explain(root, "emma")


def test_what_a_property_that_is_not_there_or_empty_is_called(make):
    root = make({"A.md": "", "B.md": "---\nTopic:\n---\n"}, page("folder", "P.md", where=["Topic=x"]))
    assert '  no  Topic=x: it has no property "Topic"\n' in explain(root, "A")
    assert "  no  Topic=x: Topic is empty\n" in explain(root, "B")


def test_where_the_limit_cuts_it_off(make):
    root = make(NOTES, page("folder", "P.md", folder="", sort=["-Date"], limit=1))
    assert explain(root, "Graphs") == told(
        """
        DSA/Graphs.md

        P.md, region "folder": listed, as number 1 of 3
          ordered by: Date is 05/03/2024
        """
    )
    assert 'P.md, region "folder": not listed: it is number 3 of 3, and `limit` is 1\n' in explain(root, "Trees")


def test_who_says_a_date(make):
    files = {"A.md": "---\ncreated: 2024-01-02\n---\n", "B.md": "", "C.md": "new\n"}
    root = make(files, page("folder", "P.md", folder="", sort=["file.created"], columns=["file.modified as Changed"]))
    for command in (["init", "-q"], ["add", "A.md", "B.md"], ["commit", "-qm", "x"]):
        git(root, *command, when="2023-05-06T12:00:00Z")
    assert explain(root, "A").endswith(
        '  ordered by: file.created is 2024-01-02, by the property "created"\n'
        "  shown: file.modified is 2023-05-06, by git\n"
    )
    assert "ordered by: file.created is 2023-05-06, by git\n" in explain(root, "B")
    assert ", by not committed yet, so today\n" in explain(root, "C")


def test_of_many_pages_those_of_the_note(make):
    root = make(NOTES, page("folder", "{folder}/Main.md") + page("folder", "Topics/{Topic}.md"))
    assert explain(root, "Graphs") == told(
        """
        DSA/Graphs.md

        DSA/Main.md, region "folder": listed, as number 1 of 2
          yes in the folder "DSA": DSA/Graphs.md
          yes not such a page itself, of another folder

        Topics/C-.md, region "folder": listed, as number 1 of 1
          yes Topic is C#: Topic is [Maths, "C#"]

        Topics/Maths.md, region "folder": listed, as number 1 of 2
          yes Topic is Maths: Topic is [Maths, "C#"]

        {folder}/Main.md: not on 1 other page for other folders
        """
    )
    none = 'Topics/{Topic}.md: not on 2 pages for other values: it has no property "Topic"\n'
    assert none in explain(root, "Emma")


def test_a_page_of_another_folder_that_lists_the_note_all_the_same(make):
    root = make(NOTES, page("tags", "{folder}/Tags.md"))
    assert 'Books/Tags.md, region "tags": listed, as number 1 of 1\n' in explain(root, "Graphs")


def test_only_one_page(make):
    root = make(NOTES, page("folder", "{folder}/Main.md") + page("folder", "Topics/{Topic}.md"))
    assert explain(root, "Emma", "--only", "Maths") == told(
        """
        Books/Emma.md

        Topics/Maths.md, region "folder": not listed
          no  Topic is Maths: it has no property "Topic"
        """
    )


@pytest.mark.parametrize(
    ("settings", "app", "note", "reason"),
    [
        ('exclude = ["DSA/"]', {}, "Graphs", "`vault.exclude` leaves it out"),
        ("", {"userIgnoreFilters": ["DSA/"]}, "Graphs", "the list of excluded files in Obsidian leaves it out"),
        ('templates = ["DSA/"]', {}, "Graphs", "it is a template, as `vault.templates` has it"),
    ],
)
def test_notes_that_no_page_lists(settings, app, note, reason, make):
    files = {**NOTES, ".obsidian/app.json": json.dumps(app)}
    root = make(files, f"[vault]\n{settings}\n" + page("tags", "Tags.md"))
    assert explain(root, note) == f"DSA/Graphs.md: no page lists it: {reason}\n"


def test_a_page_itself(make):
    own = "Own words.\n\n<!-- vault-tools:begin x kind=folder -->\n\n<!-- vault-tools:end x -->\n"
    root = make({"A.md": own, "B.md": ""}, page("home", "Home.md"))
    assert index(root)[0] == 0
    assert 'A.md, region "x": not listed, since it is the page itself\n' in explain(root, "A")
    assert explain(root, "Home") == "Home.md: no page lists it: all that it says is generated\n"


def test_pages_that_list_no_notes(make):
    settings = page("graph", "Graph.md", where=["#cs"]) + page("home", "Home.md") + page("resources", "R.md")
    root = make({"A.md": '#cs\n\n## Books\n\n- "One" by Ann\n- "Two" by Bob\n'}, settings)
    assert index(root)[0] == 0
    assert explain(root, "A") == told(
        """
        A.md

        Graph.md, region "graph": part of it
          yes #cs: #cs

        Home.md, region "home": a link to it, below "Notes"

        R.md, region "resources": shows 2 works that it cites
        """
    )
    assert explain(root, "R") == told(
        """
        R.md: no page lists it: all that it says is generated

        Home.md, region "home": a link to it, since it is generated
        """
    )


def test_a_region_that_cannot_be_filled(make):
    broken = "<!-- vault-tools:begin x kind=foldr -->\n\n<!-- vault-tools:end x -->\n"
    root = make({"A.md": broken + "words", "B.md": ""}, page("tags", "Tags.md"))
    answer = 'A.md, region "x": it is not known, since the region cannot be filled: region "x": kind: no kind of page'
    assert answer in explain(root, "B")


def test_the_default_pages_are_explained_too(make):
    assert 'Index/Tags.md, region "tags": listed, as number 1 of 1\n' in explain(make({"A.md": "#cs"}), "A")


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--explain", "Grphs"], 'error: no note "Grphs" in the vault'),
        (["--explain", "pic.png"], "error: pic.png is no note\n"),
        (["--explain", "Graphs", "--only", "Tgs"], 'error: no page "Tgs", did you mean "Tags"?\n'),
        (["--explain", "Graphs", "--check"], "--explain writes nothing"),
        (["--explain", "Graphs", "--overwrite"], "--explain writes nothing"),
        (["--explain", "Graphs", "--watch"], "--explain and --watch are two things"),
    ],
)
def test_wrong_usage(options, complaint, make):
    root = make({**NOTES, "pic.png": ""}, page("tags", "Tags.md"))
    code, out, err = index(root, *options)
    assert (code, out) == (2, "")
    assert complaint in err


def test_the_same_answer_at_every_run_and_after_the_pages_are_written(make):
    root = make(NOTES, page("folder", "{folder}/Main.md") + page("tags", "Tags.md") + page("home", "Home.md"))
    before = explain(root, "Graphs")
    assert explain(root, "Graphs") == before
    assert index(root)[0] == 0
    assert explain(root, "Graphs") == before


@pytest.mark.parametrize(
    ("note", "said"),
    [
        pytest.param("Top", 'a link to it, below "Notes"', id="in no folder"),
        pytest.param("B/Main", 'a link to it, below "B"', id="a MOC"),
        pytest.param("One", 'no link to it: of the notes in "B" its Maps of Content stand for them', id="behind a MOC"),
        pytest.param("C1", 'a link to it, below "C"', id="in a folder"),
        pytest.param("C2", 'no link to it: of the notes in "C" there are more than 1', id="behind the limit"),
        pytest.param("Secret", "no part of it", id="left out"),
    ],
)
def test_is_a_note_at_home(note, said, make):
    files = {"Top.md": "", "B/Main.md": "", "B/One.md": "", "C/C1.md": "", "C/C2.md": "", "C/Secret.md": "#hide"}
    root = make(files, page("home", limit=1, where=["!#hide"]))
    assert f'Page.md, region "home": {said}\n' in index(root, "--explain", note)[1]


def test_an_explanation_says_which_tags_and_for_what_other_pages_are(make):
    files = {"A/One.md": "#cs\n", "B/Two.md": ""}
    root = make(files, page("tags") + page("folder", "{folder}/Main.md") + page("tags", "{tag}.md"))
    one, two = index(root, "--explain", "One")[1], index(root, "--explain", "Two")[1]
    assert "  yes a tag: #cs\n" in one
    assert one.endswith("\n{folder}/Main.md: not on 1 other page for other folders\n")
    assert "{tag}.md: not on 1 page for other values: it has no file.tags\n" in two


def test_a_page_that_nothing_asks_for_is_not_explained(make):
    root = make({"A.md": "#cs\n"}, page("tags", "Old.md") + page("tags"))
    assert index(root)[0] == 0
    (root / "vault-tools.toml").write_text(page("tags"))
    assert explain(root, "A") == told(
        """
        A.md

        Page.md, region "tags": listed, as number 1 of 1
          yes a tag: #cs
        """
    )


def test_nothing_to_explain_is_no_note(make):
    assert index(make({"a.md": ""}), "--explain", "") == (2, "", 'error: no note ""\n')
