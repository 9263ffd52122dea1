"""Entries whose path stands for many pages: one for each value that notes have, or for each folder."""

import json
import sys
from dataclasses import replace

import pytest
from indexing import block, contents, index, run, shown
from indexing import page as entry

from vault_tools.config import read_config
from vault_tools.file_names import file_name
from vault_tools.index.plan import plan
from vault_tools.parse import parse_note
from vault_tools.vault.read import read_vault


def page(path, kind="folder", **options):
    """Of notes in a list, if it is not said otherwise."""
    return entry(kind, path, **({"view": "list"} if kind == "folder" else {}) | options)


def pages(root, folder=""):
    """What stands in the regions of the notes below a folder, by path."""
    found = {}
    for path, data in contents(root).items():
        if path.startswith(folder) and path.endswith(".md"):
            note = parse_note(path, data.decode())
            if note.regions:
                found[path] = "\n".join(note.slice(region.body).strip("\n") for region in note.regions)
    return dict(sorted(found.items()))


def of(**properties):
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in properties.items()) + "---\n"


NOTES = {
    "A.md": of(Topic="Graphs", Date="05/03/2024") + "#cs/trees",
    "B.md": of(Topic="[graphs, Sorting]", Date="2024-03-09"),
    "C.md": of(Topic='"[[Notes on/Sorting|sorted]]"', Date="2023-12-31") + "#cs",
    "D.md": "no topic\n",
    "Éclair.md": "",
}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param(
            "Topics/{Topic}.md",
            {"Topics/Graphs.md": "- [[A]]\n- [[B]]", "Topics/Sorting.md": "- [[B]]\n- [[C]]"},
            id="a property, whatever its case",
        ),
        pytest.param(
            "By/{Date in YYYY-MM}.md",
            {"By/2023-12.md": "- [[C]]", "By/2024-03.md": "- [[A]]\n- [[B]]"},
            id="dates, however they are written",
        ),
        pytest.param(
            "By/{Date in YYYY}/{Date in MM}.md",
            {"By/2023/12.md": "- [[C]]", "By/2024/03.md": "- [[A]]\n- [[B]]"},
            id="of one field twice the same value",
        ),
        pytest.param(
            "By/{file.letter}.md",
            {
                "By/A.md": "- [[A]]",
                "By/B.md": "- [[B]]",
                "By/C.md": "- [[C]]",
                "By/D.md": "- [[D]]",
                "By/E.md": "- [[Éclair]]",
            },
            id="a field of the file",
        ),
        pytest.param(
            "By/{tag}.md",
            {"By/cs-trees.md": "- [[A]]", "By/cs.md": "- [[A]]\n- [[C]]"},
            id="tags, nested ones in their parents",
        ),
        pytest.param(
            "{Topic}/{Date in YYYY} notes.md",
            {
                "Graphs/2024 notes.md": "- [[A]]\n- [[B]]",
                "Sorting/2023 notes.md": "- [[C]]",
                "Sorting/2024 notes.md": "- [[B]]",
            },
            id="two fields",
        ),
    ],
)
def test_one_page_for_each_value(path, expected, make):
    root = make(NOTES, page(path))
    assert index(root)[0] == 0
    assert pages(root) == expected
    before = contents(root)
    assert index(root)[1] == f"0 pages written, {len(expected)} up to date.\n"
    assert index(root, "--check")[0] == 0
    assert contents(root) == before


def test_titles_are_the_values_and_so_are_names_in_titles(make):
    root = make({"A.md": of(Topic='"C# *x*"')}, page("{Topic}.md") + page("T/{Topic}.md", title="On {Topic}, {more}"))
    assert index(root)[0] == 0
    assert (root / "C - x.md").read_text("utf-8").startswith("# C# \\*x\\*\n")
    assert (root / "T/C - x.md").read_text("utf-8").startswith("# On C# \\*x\\*, {more}\n")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Graphs", "Graphs"),
        ("AC/DC", "AC-DC"),
        ("Dune: Part Two", "Dune - Part Two"),
        ("a | b", "a - b"),
        ("10:30", "10-30"),
        ("Why?", "Why"),
        ('"Quoted" <text>', "Quoted text"),
        ("C#", "C-"),
        ("C++", "C++"),
        (".NET", "NET"),
        (". .hidden", "hidden"),
        ("et al.", "et al"),
        ("two\nlines", "two lines"),
        ("[[x", "x"),
        ("50%%", "50"),
        ("A [draft]", "A [draft]"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("con", "con-"),
        ("nul.tar", "nul-.tar"),
        ("Contents", "Contents"),
        ("///", ""),
        ("?", ""),
        ("..", ""),
        ("", ""),
    ],
)
def test_a_value_as_the_name_of_a_file(text, name):
    assert file_name(text) == name
    assert file_name(name) == name


def test_only_notes_that_the_page_would_list_have_values(make):
    root = make({**NOTES, "X/E.md": of(Topic="Trees") + "#hide"}, page("{Topic}.md", where=["!#hide"]))
    assert index(root)[0] == 0
    assert "Trees.md" not in pages(root)


def test_a_folder_that_is_named_is_kept_to(make):
    root = make({"X/A.md": of(Topic="x"), "Y/B.md": of(Topic="x")}, page("By/{Topic}.md", folder="X"))
    assert index(root)[0] == 0
    assert pages(root) == {"By/x.md": "- [[A]]"}


def test_values_that_name_no_file_are_left_out_and_told(make):
    root = make(
        {"A.md": of(Topic='"?"'), "B.md": of(Topic="x", Date="soon"), "C.md": of(Topic="'///'"), "D.md": of(Topic="")},
        page("{Topic}.md") + page("By/{Date in YYYY}.md"),
    )
    code, out, err = index(root)
    assert (code, out) == (0, "wrote x.md\n1 page written, 0 up to date.\n")
    assert err == (
        'warning: "{Topic}.md": no file can be named after a value of "A.md" and 1 other: Topic is "?"\n'
        'warning: "By/{Date in YYYY}.md": no file can be named after a value of "B.md": Date is soon\n'
    )


def test_a_name_that_is_too_long_is_left_out(make):
    root = make({"A.md": of(Topic="ä" * 126), "B.md": of(Topic="ö" * 127)}, page("{Topic}.md"))
    assert 'of "B.md": Topic is' in index(root)[2]
    assert list(pages(root)) == ["ä" * 126 + ".md"]


def test_the_time_of_a_file_makes_no_page(make):
    root = make({"A.md": "", "B.md": of(created="2024-01-02")}, page("By/{file.created in YYYY}.md"))
    code, _, err = index(root)
    assert code == 0
    assert list(pages(root)) == ["By/2024.md"]
    assert 'a value of "A.md": file.created is ' in err
    assert ", by the file's time\n" in err
    assert index(root, "--check")[0] == 0


def test_a_misspelt_property_is_told_and_empties_no_page(make):
    root = make(NOTES, page("By/{Topic}.md"))
    assert index(root)[0] == 0
    before = contents(root)
    (root / "vault-tools.toml").write_text(page("By/{Topci}.md"))
    code, out, err = index(root)
    assert (code, out) == (1, "0 pages written, 0 up to date, 2 refused.\n")
    assert 'warning: "By/{Topci}.md": no note has a property "Topci", did you mean "Topic"?' in err
    assert 'By/Graphs.md:3: refused: region "folder": no note has a property "Topci", did you mean "Topic"?' in err
    assert contents(root) == before | {"vault-tools.toml": (root / "vault-tools.toml").read_bytes()}


def test_a_page_whose_value_is_gone_can_go(make):
    root = make(NOTES, page("By/{Topic}.md"))
    assert index(root)[0] == 0
    (root / "A.md").unlink()
    (root / "B.md").unlink()
    code, out, err = index(root)
    assert (code, out) == (1, "wrote By/Sorting.md\n1 page written, 0 up to date, 1 refused.\n")
    assert "nothing asks for this page any more: `vault-tools index --clean` removes it" in err
    assert index(root, "--clean")[0] == 0
    assert pages(root) == {"By/Sorting.md": "- [[C]]"}


def test_a_page_whose_value_is_gone_says_so_where_it_may_be_somebody_elses(make):
    """Without the manifest nothing proves that it is ours to remove."""
    root = make(NOTES, page("By/{Topic}.md"))
    assert index(root)[0] == 0
    for path in ("A.md", "B.md", ".vault-tools/pages"):
        (root / path).unlink()
    assert index(root)[1] == "wrote By/Graphs.md\nwrote By/Sorting.md\n2 pages written, 0 up to date.\n"
    assert pages(root) == {"By/Graphs.md": "No notes yet.", "By/Sorting.md": "- [[C]]"}
    assert index(root)[1] == "0 pages written, 2 up to date.\n"


def test_a_note_by_hand_gets_the_region_and_stays_a_note(make):
    files = {"Graphs.md": of(Topic="Maths") + "By hand.\n", "A.md": of(Topic="graphs"), "B.md": of(Topic="Maths")}
    root = make(files, page("{Topic}.md"))
    assert index(root)[0] == 0
    assert (root / "Graphs.md").read_text("utf-8").startswith(files["Graphs.md"] + "\n<!-- vault-tools:begin folder")
    assert pages(root) == {"Graphs.md": "- [[A]]", "Maths.md": "- [[B]]\n- [[Graphs]]"}
    assert not (root / "graphs.md").exists()
    assert index(root)[1] == "0 pages written, 2 up to date.\n"


def test_a_note_by_hand_about_itself_alone_gets_no_page(make):
    root = make({"Graphs.md": of(Topic="Graphs") + "By hand.\n"}, page("{Topic}.md"))
    before = contents(root)
    assert index(root)[1] == "0 pages written, 0 up to date.\n"
    assert contents(root) == before


def test_only_notes_that_are_there_are_filled_where_none_is_to_be_made(make):
    root = make({**NOTES, "Topics/Graphs.md": "By hand.\n"}, page("Topics/{Topic}.md", create=False))
    assert index(root)[0] == 0
    assert pages(root) == {"Topics/Graphs.md": "- [[A]]\n- [[B]]"}


def test_a_page_that_would_be_left_out_is_not_written(make):
    settings = '[vault]\nexclude = ["Old/"]\n' + page("{Topic}/All.md")
    root = make({"A.md": of(Topic="Old"), "B.md": of(Topic="New")}, settings)
    code, _, err = index(root)
    assert code == 0
    assert pages(root) == {"New/All.md": "- [[B]]"}
    assert 'no page "Old/All.md", since the config or Obsidian leaves it out' in err


def test_the_name_of_another_note_is_told_once(make):
    root = make({"DSA/Graphs.md": "By hand.", "A.md": of(Topic='"[[Graphs]]"')}, page("Topics/{Topic}.md"))
    assert "links to another note, by its name alone, may open the new page instead" in index(root)[2]
    assert index(root)[2] == ""


def test_links_among_the_pages_are_right_at_once(make):
    """Home is written before the pages that it lists, and the column leads to one of them."""
    settings = page("Home.md", "home") + page("Topics/{Topic}.md", view="table", columns=["Topic"])
    root = make({"A.md": of(Topic='"[[Graphs]]"'), "B.md": of(Topic='"[[C#]]"')}, settings)
    assert index(root)[0] == 0
    assert pages(root)["Home.md"] == "## Pages\n\n### Topic\n\n- [[C]]\n- [[Graphs]]\n\n## Notes\n\n- [[A]]\n- [[B]]"
    assert pages(root)["Topics/Graphs.md"] == "| Note | Topic |\n| --- | --- |\n| [[A]] | [[Graphs]] |"
    assert index(root, "--check")[0] == 0


def test_home_leaves_values_to_the_page_that_shows_them_all(make):
    settings = page("Home.md", "home") + page("Topics/{Topic}.md") + page("Letters/{file.letter}.md", name="l")
    overview = page("Topics.md", "property", property="topic")
    root = make({"A.md": of(Topic="Graphs"), "B.md": ""}, settings + overview)
    assert index(root)[0] == 0
    home = (
        "## Pages\n\n- [[Topics]]\n\n### Letter\n\n- [[Letters/A|A]]\n- [[Letters/B|B]]\n\n## Notes\n\n- [[A]]\n- [[B]]"
    )
    assert pages(root)["Home.md"] == home


def test_home_lists_so_many_values_as_notes_of_a_folder(make):
    notes = {f"N/{i}.md": of(Topic=f"T {i}") for i in range(40)}
    root = make(notes, page("Home.md", "home", limit=3) + page("Topics/{Topic}.md"))
    assert index(root)[0] == 0
    home = "## Pages\n\n### Topic\n\n- [[T 0]]\n- [[T 1]]\n- [[T 2]]\n- …\n\n## N\n\n- [[0]]\n- [[1]]\n- [[2]]\n- …"
    assert pages(root)["Home.md"] == home


@pytest.mark.parametrize("name", ["🗂️ {folder}", "{folder}", "_index"])
def test_one_page_for_each_folder_by_its_name(name, make):
    files = {"DSA/A.md": "", "DSA/Trees/B.md": "", "Books/C.md": "", "D.md": ""}
    root = make(files, page("{folder}/" + f"{name}.md", recursive=False) + page("Home.md", "home"))
    assert index(root)[0] == 0
    found = pages(root)
    home = found.pop("Home.md")
    books, dsa, trees = (name.replace("{folder}", folder) for folder in ("Books", "DSA", "Trees"))
    assert found == {
        f"Books/{books}.md": "- [[C]]",
        f"DSA/{dsa}.md": "- [[A]]",
        f"DSA/Trees/{trees}.md": "- [[B]]",
    }
    assert "## Pages" not in home
    assert home.index("## Books") < home.index(books) < home.index("## DSA") < home.index("## Notes")
    assert index(root)[1] == "0 pages written, 4 up to date.\n"


def test_a_folder_that_has_only_its_page_keeps_it(make):
    root = make({"DSA/A.md": "", "B/C.md": ""}, page("{folder}/🗂️ {folder}.md"))
    assert index(root)[0] == 0
    (root / "DSA/A.md").unlink()
    (root / ".vault-tools/pages").unlink()
    assert index(root)[0] == 0
    assert pages(root)["DSA/🗂️ DSA.md"] == "No notes yet."


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("{Topic.md", "braces hold a property"),
        ("Topic}.md", "braces hold a property"),
        ("{}.md", "braces hold a property"),
        ("{{Topic}}.md", "braces hold a property"),
        ("Index/{folder}.md", "elsewhere it is `{file.folder-name}`"),
        ("{folder}.md", "elsewhere it is `{file.folder-name}`"),
        ("{folder}/{Topic}.md", "but not both"),
        ("{file.leter}.md", 'no field "file.leter", did you mean "file.letter"?'),
        ("../{Topic}.md", "is no path inside the vault"),
        (".x/{Topic}.md", "is no path inside the vault"),
        ("{Topic}", "does not end in `.md`"),
    ],
)
def test_paths_that_are_no_patterns(path, complaint, make):
    code, _, err = index(make(NOTES, page(path)))
    assert code == 2
    assert complaint in err


def test_a_folder_of_pages_that_is_excluded_is_a_mistake(make):
    code, _, err = index(make(NOTES, '[vault]\nexclude = ["Old/"]\n' + page("Old/{Topic}.md")))
    assert code == 2
    assert '"Old/{Topic}.md" is left out by `vault.exclude`' in err


def test_other_kinds_keep_to_the_notes_of_the_value(make):
    files = {
        "A.md": of(Topic="x") + '[[B]]\n\n## Books\n\n- "One" by Ann\n',
        "B.md": of(Topic="y") + '[[A]] #t\n\n## Books\n\n- "Two" by Bob\n',
    }
    settings = page("R {Topic}.md", "resources") + page("T {Topic}.md", "tags") + page("G {Topic}.md", "graph")
    root = make(files, settings)
    assert index(root)[0] == 0
    found = pages(root)
    assert found["R x.md"] == "## Books\n\n- One by Ann — cited in [[A]]"
    assert found["T y.md"] == "## t\n\n- [[B]]"
    assert "T x.md" not in found  # where there would be nothing to show
    assert "[[B]]" not in found["G x.md"]


def test_lint_finds_a_page_of_a_value_that_is_out_of_date(make):
    root = make(NOTES, page("By/{Topic}.md"))
    assert index(root)[0] == 0
    (root / "E.md").write_text(of(Topic="graphs"))
    done = run("lint", root, "--select", "stale-index", "--format", "json")
    assert [found["path"] for found in json.loads(done.stdout)] == ["By/Graphs.md"]


def calls(function):
    """How many functions of Python it calls: the same on every machine."""
    count = 0

    def called(frame, event, argument):
        nonlocal count
        count += event == "call"

    sys.setprofile(called)
    try:
        function()
    finally:
        sys.setprofile(None)
    return count


def test_twice_as_many_values_are_twice_the_work(tmp_path):
    """Not each page looks at each note."""

    def vault(values):
        files = {f"{i:04}.md": of(Author=f"Author {i % values}") for i in range(3 * values)}
        root = tmp_path / str(values)
        (root / ".obsidian").mkdir(parents=True)
        for path, text in (files | {"vault-tools.toml": page("By/{Author}.md")}).items():
            (root / path).write_text(text)
        return read_vault(root, read_config(root / "vault-tools.toml"))

    small, large = vault(100), vault(200)
    list(plan(small))  # what is done once for all vaults
    assert len(list(plan(vault(50)))) == 50
    assert calls(lambda: list(plan(replace(large)))) < 2.5 * calls(lambda: list(plan(replace(small))))


def test_a_table_for_one_value_does_not_say_it_in_each_row(make):
    files = {"A.md": "---\nCourse: Optics\nDate: 2024-01-02\n---\n", "B.md": "---\nCourse: Optics\n---\n"}
    settings = entry("folder", "Courses/{Course}.md")
    assert shown(make(files, settings), "Courses/Optics.md") == block(
        """
        | Note | Date |
        | --- | --- |
        | [[A]] | 2024-01-02 |
        | [[B]] |  |
        """
    )
    asked = entry("folder", "Courses/{Course}.md", columns=["Course"])
    assert shown(make(files, asked), "Courses/Optics.md").startswith("| Note | Course |")


def test_what_the_title_says_is_no_heading_again(make):
    """B has another topic, too, which no page for Graphs needs to know; the month is not said by the year."""
    by_topic = page("Topics/{Topic}.md", "property", property="topic")
    by_year = page("Years/{Date in YYYY}.md", group=["Date in YYYY-MM"])
    root = make(NOTES, by_topic + by_year)
    assert index(root)[0] == 0
    assert pages(root) == {
        "Topics/Graphs.md": "- [[A]]\n- [[B]]",
        "Topics/Sorting.md": "- [[B]]\n- [[C]]",
        "Years/2023.md": "## 2023-12\n\n- [[C]]",
        "Years/2024.md": "## 2024-03\n\n- [[A]]\n- [[B]]",
    }
