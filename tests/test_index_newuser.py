"""What somebody meets who has never used `index` before: pages that read well, and answers that help."""

import mistune
import pytest
from indexing import block, index, page, shown

# --- Pages that read well -----------------------------------------------------------------------------------------------


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


def test_a_table_for_one_value_does_not_say_it_in_each_row(make):
    files = {"A.md": "---\nCourse: Optics\nDate: 2024-01-02\n---\n", "B.md": "---\nCourse: Optics\n---\n"}
    entry = page("folder", "Courses/{Course}.md")
    assert shown(make(files, entry), "Courses/Optics.md") == block(
        """
        | Note | Date |
        | --- | --- |
        | [[A]] | 2024-01-02 |
        | [[B]] |  |
        """
    )
    asked = page("folder", "Courses/{Course}.md", columns=["Course"])
    assert shown(make(files, asked), "Courses/Optics.md").startswith("| Note | Course |")


def test_a_page_of_recent_notes_says_how_recent_they_are(make):
    files = {"A.md": "---\nmodified: 2024-01-02\n---\n", "B.md": "---\nmodified: 2024-03-01\n---\n"}
    assert shown(make(files, page("recent"))) == "- [[B]] — 2024-03-01\n- [[A]] — 2024-01-02"
    assert shown(make(files, page("recent", columns=[]))) == "- [[B]]\n- [[A]]"


def test_a_page_of_recent_notes_with_file_times_stays_as_it_is(make):
    root = make({"A.md": ""}, page("recent"))
    assert index(root)[0] == 0
    assert index(root, "--check")[0] == 0


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


def test_a_path_is_no_date(make):
    """Else daily notes would stand before all others."""
    files = {"1 Inbox.md": "", "2024-01-02.md": ""}
    assert shown(make(files, page("folder", view="list", sort=["path"]))) == "- [[1 Inbox]]\n- [[2024-01-02]]"


# --- Answers that help --------------------------------------------------------------------------------------------------


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


def test_no_pages_at_all_for_a_vault_that_only_wants_its_regions(make):
    note = "<!-- vault-tools:begin x kind=tags -->\n<!-- vault-tools:end x -->\n"
    root = make({"A.md": note}, "[index]\npages = []\n")
    assert index(root)[:2] == (0, "wrote A.md\n1 page written, 0 up to date.\n")
    assert index(root, "--check")[0] == 0
    assert not (root / "Index").exists()


def test_a_region_that_nothing_describes_any_more_says_what_can_be_done(make):
    root = make({"A.md": ""}, page("tags") + page("letter", "Letters.md"))
    assert index(root)[0] == 0
    (root / "Page.md").write_text((root / "Page.md").read_text() + "\nMy own line.\n")
    (root / "vault-tools.toml").write_text(page("letter", "Letters.md"))
    assert "`index --eject` says that it is yours" in index(root, "--clean")[2]
    error = index(root)[2]
    assert "no entry of [[index.pages]] fills it" in error
    assert "`index --eject`" in error
    assert index(root, "--eject", str(root / "Page.md"))[0] == 0
    assert index(root, "--check")[0] == 0


def test_a_check_that_fails_says_what_to_do_next(make):
    root = make({"A.md": "#cs\n"}, page("tags"))
    assert index(root)[0] == 0
    assert index(root, "--check")[2] == ""
    (root / "A.md").write_text("#cs #graphs\n")
    code, _, error = index(root, "--check")
    assert code == 1
    assert error == "`vault-tools index --diff` shows what has changed, `vault-tools index` writes it\n"


def test_coverage_says_whose_nothing_is_left_out(make):
    files = {"Lear/Lear.md": "[[Acts]] [[Cast]] [[Tone]]\n", "Lear/Acts.md": "", "Lear/Cast.md": "", "Lear/Tone.md": ""}
    assert shown(make(files, page("moc-coverage"))) == "Nothing is left out of [[Lear]]."


def test_a_page_that_nothing_asks_for_is_not_explained(make):
    root = make({"A.md": "#cs\n"}, page("tags", "Old.md") + page("tags"))
    assert index(root)[0] == 0
    (root / "vault-tools.toml").write_text(page("tags"))
    assert (
        index(root, "--explain", "A")[1]
        == block(
            """
        A.md

        Page.md, region "tags": listed, as number 1 of 1
          yes a tag: #cs
        """
        )
        + "\n"
    )
