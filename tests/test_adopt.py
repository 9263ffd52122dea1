"""`vault-tools index` in notes that are there: where a new region goes, and what `--adopt` makes of what lists notes
already."""

import pytest
from indexing import contents, index, region
from indexing import page as entry
from indexing import text as read

MAIN = "A/Main.md"


def page(kind="folder", path=MAIN, **options):
    return entry(kind, path, **options)


def adopt(root, what, *options):
    return index(root, "--adopt", what, root, *options)


def text(root, path=MAIN):
    return read(root, path)


FOLDER = {"A/Heaps.md": "---\nTopic: Trees\n---\n", "A/Bloom.md": "---\nTopic: Sets\n---\n"}
LIST = "- [[Bloom]]\n- [[Heaps]]"
TABLE = "| Note | Topic |\n| --- | --- |\n| [[Bloom]] | Sets |\n| [[Heaps]] | Trees |"
MARKED = region("folder", LIST)
QUERY = '```dataview\nlist from "A"\n```\n'


# --- Where a new region goes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("below", "before", "after"),
    [
        pytest.param("dataview", f"# A\n\n{QUERY}", "", id="at the end"),
        pytest.param("dataview", f"# A\n\n{QUERY}", "\n\n\n\n", id="trailing blank lines"),
        pytest.param("dataview", f"# A\n\n{QUERY}", "\nMore.\n", id="a blank line below serves"),
        pytest.param("dataview", f"# A\n\n{QUERY}", " \t\nMore.\n", id="blanks in that line"),
        pytest.param("dataview", QUERY, f"\n{QUERY}", id="the first of two"),
        pytest.param(
            "dataview", f"- one\n\n  {QUERY.replace(chr(10), chr(10) + '  ')}\n{QUERY}", "", id="not in a list"
        ),
        pytest.param("dataview", f"> {QUERY.replace(chr(10), chr(10) + '> ', 2)}\n{QUERY}", "", id="not in a quote"),
        pytest.param("dataview", f"%%\n{QUERY}%%\n\n{QUERY}", "", id="not in a comment"),
        pytest.param("dataview", f"~~~~\n{QUERY}~~~~\n\n~~~ Dataview\nlist\n~~~\n", "\nx", id="not in other code"),
        pytest.param("dataview", "```dataviewjs\nx\n```\n\n```js\nx\n```\n", "", id="no such block: at the end"),
        pytest.param("## Notes", "# A\n\n## Notes\n", "\nText.\n\n## More\n", id="a heading"),
        pytest.param("# Notes", "Notes\n=====\n", "\nText.\n", id="a heading with a line below it"),
        pytest.param("## Notes: all", "# Notes all\n\n## notes *all*\n", "\nText.\n", id="compared as links do"),
        pytest.param("## Notes", "> ## Notes\n\n### Notes\n\nText.\n", "", id="no such heading: at the end"),
        pytest.param(None, f"{QUERY}\nMore.\n", "", id="the end is the usual place"),
    ],
)
def test_where_a_region_goes(make, below, before, after):
    """A blank line above and below; nothing that was there is changed."""
    options = {"below": below} if below else {}
    root = make({**FOLDER, "A/Main.md": before + after}, page(view="list", **options))
    assert index(root)[0] == 0
    assert text(root) == f"{before}\n{MARKED}{after}"
    assert index(root) == (0, "0 pages written, 1 up to date.\n", "")


@pytest.mark.parametrize(
    ("below", "before", "after"),
    [("dataview", QUERY, "More.\n"), ("# A", "# A\n", "More."), ("# A", "# A\n", "```dataview\nlist\n```")],
)
def test_without_a_blank_line_below_there_is_one(make, below, before, after):
    root = make({**FOLDER, "A/Main.md": before + after}, page(view="list", below=below))
    assert index(root)[0] == 0
    assert text(root) == f"{before}\n{MARKED}\n{after}"


def test_without_a_final_newline_there_is_one_above(make):
    root = make({**FOLDER, "A/Main.md": QUERY.rstrip("\n")}, page(view="list", below="dataview"))
    assert index(root)[0] == 0
    assert text(root) == f"{QUERY}\n{MARKED}"


def test_line_ends_and_a_byte_order_mark_stay(make):
    before, after = f"\ufeff---\nx: 1\n---\n{QUERY}".replace("\n", "\r\n"), "\r\n\r\nMore."
    root = make({**FOLDER, "A/Main.md": before + after}, page(view="list", below="dataview"))
    assert index(root)[0] == 0
    assert text(root) == before + f"\n{MARKED}".replace("\n", "\r\n") + after


def test_regions_for_one_place_stand_there_in_the_order_of_the_config(make):
    settings = page(view="list", below="dataview") + page("tags", below="# A") + page(name="b", columns=[], below="# A")
    root = make({**FOLDER, "A/Main.md": f"# A\n\nText.\n\n{QUERY}"}, settings)
    assert index(root)[0] == 0
    bare = "| Note |\n| --- |\n| [[Bloom]] |\n| [[Heaps]] |"
    above = region("tags", "No tags yet.") + "\n" + region("b", bare)
    assert text(root) == f"# A\n\n{above}\nText.\n\n{QUERY}\n{MARKED}"


def test_a_region_that_is_there_is_not_moved(make):
    there = f"Above.\n\n{MARKED}\n{QUERY}"
    root = make({**FOLDER, "A/Main.md": there}, page(view="list", below="dataview"))
    assert index(root) == (0, "0 pages written, 1 up to date.\n", "")


@pytest.mark.parametrize(
    "note", [f"%% not closed\n\n{QUERY}\nText.\n", "Text.\n\n```dataview\nlist\n"], ids=["comment", "code"]
)
def test_below_what_is_never_closed_there_is_no_place(make, note):
    root = make({**FOLDER, "A/Main.md": note}, page(view="list", below="dataview"))
    code, _, err = index(root)
    assert (code, "a new region would be part of something that is never closed" in err) == (1, True)
    assert text(root) == note


@pytest.mark.parametrize("below", ["Dataview", "Notes", "#Notes", "# ", "####### Notes", "# A\n# B"])
def test_what_is_no_place(make, below):
    code, _, err = index(make(FOLDER, page(below=below)))
    assert (code, "is neither `dataview` nor a heading" in err) == (2, True)


def test_two_entries_for_different_folders_can_fill_notes_of_one_name(make):
    """They were refused for having one path and no name, though no note is in both."""
    settings = page(path="{folder}/Main.md", folders=["/A/"], view="list")
    root = make({**FOLDER, "B/x.md": ""}, settings + page(path="{folder}/Main.md", folders=["/B/"], columns=[]))
    assert index(root)[0] == 0
    assert text(root) == f"# A\n\n{MARKED}"
    assert text(root, "B/Main.md") == "# B\n\n" + region("folder", "| Note |\n| --- |\n| [[x]] |")


# --- Dataview blocks ----------------------------------------------------------------------------------------------------


def test_a_query_describes_the_region_below_it(make):
    """The folder is the note's own, and no page lists itself, so neither is said."""
    query = '```dataview\ntable Topic\nfrom "A" where file.name != "Main" sort Topic asc\n```\n'
    root = make({**FOLDER, "A/Main.md": f"# A\n\n{query}\n\n"})
    table = "| Note | Topic |\n| --- | --- |\n| [[Bloom]] | Sets |\n| [[Heaps]] | Trees |"
    adopted = region("index", table, 'kind="folder" columns="Topic" sort="Topic"')
    done = f"# A\n\n{query}\n{adopted}\n\n"
    before = contents(root)
    code, out, err = adopt(root, "dataview", "--diff")
    assert (code, err, contents(root)) == (0, "", before)
    assert [line for line in out.splitlines() if line.startswith("+<!--")] == [
        f"+{line}" for line in adopted.splitlines() if line.startswith("<!--")
    ]
    assert adopt(root, "dataview", "--dry-run") == (
        0,
        "would write A/Main.md\n1 region to be adopted in 1 note.\n",
        "",
    )
    assert contents(root) == before
    assert adopt(root, "dataview") == (0, "wrote A/Main.md\n1 region adopted in 1 note.\n", "")
    assert contents(root) == {**before, "A/Main.md": done.encode()}
    again = adopt(root, "dataview")
    assert (again[0], again[1]) == (0, "0 regions adopted in 0 notes.\n")
    assert contents(root) == {**before, "A/Main.md": done.encode()}
    assert index(root, "--check", root / "A")[0] == 0


def test_another_note_of_the_name_must_still_be_left_out(make):
    query = '```dataview\nlist from "A" where file.name != "Main"\n```\n'
    root = make({**FOLDER, "A/B/Main.md": "x", "A/Main.md": query})
    assert index(root, "--adopt", "dataview", root / "A/Main.md")[0] == 0
    attributes = 'kind="folder" view="list" columns="" where="file.name!=Main"'
    assert text(root) == f"{query}\n{region('index', LIST, attributes)}"


def test_what_cannot_be_taken_over_is_named_and_the_others_go_on(make):
    bad = "```dataview\nTABLE rating\nFLATTEN rating\n```\n"
    nested = "- a list\n\n  ```dataview\n  list\n  ```\n"
    misspelt = "```dataview\ntable Topics\n```\n"
    note = f"{bad}\n{QUERY}\n{nested}\n{misspelt}\n{QUERY}"
    root = make({**FOLDER, "A/Main.md": note, "A/B.md": "Text.\n"})
    code, out, err = adopt(root, "dataview")
    assert (code, out) == (1, "wrote A/Main.md\n2 regions adopted in 1 note, 3 not adopted.\n")
    assert err.splitlines() == [
        'A/Main.md:1: not adopted: "flatten" in the query cannot be taken over: a page shows each note once',
        "A/Main.md:12: not adopted: no region can be there: it stands in a list, a quote or a footnote",
        'A/Main.md:16: not adopted: no note has a property "Topics", did you mean "Topic"?',
    ]
    found = f"- [[B]]\n{LIST}"
    first, second = (region(name, found, 'kind="folder" view="list" columns=""') for name in ("index", "index-2"))
    assert text(root) == f"{bad}\n{QUERY}\n{first}\n{nested}\n{misspelt}\n{QUERY}\n{second}"


def test_the_region_that_the_config_misses_comes_first(make):
    """Whatever the query says; the next block gets a name that the config does not want."""
    settings = page(name="index", columns=["Topic"], below="dataview")
    root = make({**FOLDER, "A/Main.md": f"```dataview\nwhatever\n```\n\n{QUERY}"}, settings)
    assert adopt(root, "dataview")[0] == 0
    own = region("index-2", LIST, 'kind="folder" view="list" columns=""')
    assert text(root) == f"```dataview\nwhatever\n```\n\n{region('index', TABLE)}\n{QUERY}\n{own}"
    assert index(root, "--check") == (0, "0 pages out of date, 1 up to date.\n", "")


def test_only_the_notes_of_paths(make):
    root = make({**FOLDER, "A/Main.md": QUERY, "B/Main.md": QUERY})
    assert index(root, "--adopt", "dataview", root / "B")[0] == 0
    assert text(root) == QUERY
    assert text(root, "B/Main.md") != QUERY


def test_a_damaged_note_is_left_alone(make):
    note = f"{QUERY}\n<!-- vault-tools:begin x kind=folder -->\n"
    root = make({**FOLDER, "A/Main.md": note})
    code, out, err = adopt(root, "dataview")
    assert (code, out, text(root)) == (1, "0 regions adopted in 0 notes, 1 not adopted.\n", note)
    assert err == 'A/Main.md:5: not adopted: region "x" never ends\n'


def test_what_a_person_wrote_in_another_region_is_not_replaced(make):
    """The refusal has its place in the note as it is."""
    other = region("other", LIST, 'kind="folder" view="list"').replace("- [[Bloom]]", "- [[Bloom]]!")
    note = f"{QUERY}\nText.\n\n{other}"
    root = make({**FOLDER, "A/Main.md": note})
    code, _, err = adopt(root, "dataview")
    assert (code, text(root)) == (1, note)
    assert err.startswith('A/Main.md:7: not adopted: region "other" was edited by hand')


# --- Headings -----------------------------------------------------------------------------------------------------------


def test_a_heading_gets_a_region(make):
    root = make({**FOLDER, "A/Main.md": "# A\n\n## Notes\nText.\n"})
    assert adopt(root, "## Notes")[0] == 0
    adopted = region("index", TABLE, 'kind="folder"')
    assert text(root) == f"# A\n\n## Notes\n\n{adopted}\nText.\n"
    code, out, err = adopt(root, "## Notes")
    assert (code, out) == (0, "0 regions adopted in 0 notes.\n")
    assert err == 'no note there has "## Notes" without a region of its own\n'


def test_below_a_heading_goes_what_the_config_misses(make):
    root = make({**FOLDER, "A/Main.md": "# A\n\nText.\n"}, page(view="list"))
    assert adopt(root, "# A")[0] == 0
    assert text(root) == f"# A\n\n{MARKED}\nText.\n"


# --- Other tools --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tool", "begin", "end", "attributes", "body"),
    [
        (
            "waypoint",
            "%% Begin Waypoint %%",
            "%% End Waypoint %%",
            'kind="folder" view="tree"',
            "- [[Bloom]]\n- [[Heaps]]\n- B\n    - [[Deep]]",
        ),
        (
            "zoottelkeeper",
            "%% Zoottelkeeper: Beginning of the autogenerated index file list  %%",
            "%% Zoottelkeeper: End of the autogenerated index file list  %%",
            'kind="folder" recursive="false" view="list"',
            LIST,
        ),
        (
            "dataview-serializer",
            '<!-- SerializedQuery: TABLE Topic FROM "A" WHERE Topic SORT file.name DESC -->',
            "<!-- SerializedQuery END -->",
            'kind="folder" columns="Topic" where="Topic" sort="-name"',
            "| Note | Topic |\n| --- | --- |\n| [[Heaps]] | Trees |\n| [[Bloom]] | Sets |",
        ),
        (
            "obsidian-hub",
            "%% Hub MOCs: Don't edit below  %%",
            "%% Hub MOCs: Don't edit above  %%",
            'kind="folder" view="list"',
            "- [[Bloom]]\n- [[Deep]]\n- [[Heaps]]",
        ),
    ],
)
def test_the_region_of_another_tool_becomes_ours(make, tool, begin, end, attributes, body):
    """What it had generated goes, and nothing else."""
    files = {**FOLDER, "A/B/Deep.md": ""}
    root = make({**files, "A/Main.md": f"# A\nText.\n{begin}\n- [[Gone]]\n\n{end}\nMore.\n\n\n"})
    assert adopt(root, tool) == (0, "wrote A/Main.md\n1 region adopted in 1 note.\n", "")
    assert text(root) == f"# A\nText.\n{region('index', body, attributes)}More.\n\n\n"
    assert index(root, "--check", root / "A")[0] == 0


def test_a_waypoint_where_the_config_wants_a_region_is_that_region(make):
    root = make({**FOLDER, "A/Main.md": "%% Begin Waypoint %%\n%% End Waypoint %%\n"}, page(view="list"))
    assert adopt(root, "waypoint")[0] == 0
    assert text(root) == MARKED


def test_a_note_that_is_then_wholly_generated_is_listed_nowhere(make):
    """It is no one's writing; so the other page is written as it will be from now on."""
    waypoint = "# B\n\n%% Begin Waypoint %%\n%% End Waypoint %%\n"
    root = make({**FOLDER, "A/Main.md": "Text.\n\n" + waypoint, "A/B.md": waypoint})
    assert adopt(root, "waypoint")[0] == 0
    assert text(root).endswith(region("index", LIST, 'kind="folder" view="tree"'))
    assert index(root, "--check", root / "A")[0] == 0


def test_what_stays_of_another_tool(make):
    """A footer is no page; in a quote is no place; and a region in a region goes with it."""
    quoted = "> <!-- SerializedQuery: LIST -->\n> - [[x]]\n> <!-- SerializedQuery END -->\n"
    footer = "%% Hub footer: Please don't edit anything below this line %%\n\n# x\n"
    root = make({**FOLDER, "A/Main.md": quoted, "A/Foot.md": footer})
    assert adopt(root, "dataview-serializer")[::2] == (
        1,
        "A/Main.md:1: not adopted: no region can be there: it would be part of a list, a quote, or of something that is"
        " never closed\n",
    )
    assert adopt(root, "obsidian-hub")[::2] == (
        1,
        "A/Foot.md:1: not adopted: the footer of a hub cannot become a page: it lists what links to its note\n",
    )
    assert (text(root), text(root, "A/Foot.md")) == (quoted, footer)


def test_one_reason_in_many_notes_is_said_a_few_times(make):
    footer = "%% Hub footer: Please don't edit anything below this line %%\n"
    err = adopt(make({f"{i}.md": footer for i in range(9)}), "obsidian-hub")[2].splitlines()
    assert [line.partition(":")[0] for line in err] == ["0.md", "1.md", "2.md", "3.md", "4.md", "... and 4 more"]


# --- Usage --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--adopt", "dataview"], "only where PATHS name them"),
        (["--adopt", "dataveiw", "."], 'did you mean "dataview"?'),
        (["--adopt", "Notes", "."], "or a heading such as `## Notes`"),
        (["--adopt", "dataview", "--check", "."], "neither --check nor --only"),
        (["--adopt", "dataview", "--only", "Home", "."], "neither --check nor --only"),
    ],
)
def test_wrong_usage(make, monkeypatch, options, said):
    root = make({**FOLDER, "A/Main.md": QUERY})
    monkeypatch.chdir(root)
    code, _, err = index(root, *options)
    assert (code, said in err, text(root)) == (2, True, QUERY)
