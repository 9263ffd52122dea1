"""What every page can be asked for."""

import pytest
from indexing import block, body, index, page

SHELF = {
    "DSA/Heaps.md": "---\nTopic: Trees\nDate: 31/10/2023\nPages: 12\n---\n#cs/trees\n",
    "DSA/Paths.md": "---\nTopic: [Graphs, Trees]\nDate: 02/11/2023\nPages: 3\n---\n#cs See [[Heaps]].\n",
    "DSA/old/Sorting.md": "---\nTopic: Sorting\nDate: 09/11/2022\n---\n#hide\n",
    "Éclair.md": "---\nAuthor: '[[People/Ann|A. Author]]'\n---\n",
    "People/Ann.md": "---\nmeta: { born: 1980 }\n---\n",
}


def names(root):
    return [line.split("[[")[1].split("]]")[0].split("|")[0] for line in body(root).split("\n") if "[[" in line]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        pytest.param(["Topic"], "Heaps Paths Sorting", id="has the property"),
        pytest.param(["!Topic"], "Ann Éclair", id="has it not"),
        pytest.param(["Topic=Trees"], "Heaps Paths", id="the value, or an entry of a list"),
        pytest.param(["topic = trees"], "Heaps Paths", id="without case"),
        pytest.param(["Topic!=Trees"], "Ann Éclair Sorting", id="not the value"),
        pytest.param(["#cs"], "Heaps Paths", id="a tag has its nested ones (5.2)"),
        pytest.param(["!#hide", "Topic"], "Heaps Paths", id="all of them"),
        pytest.param(["Date>=2023-10-31"], "Heaps Paths", id="dates as dates"),
        pytest.param(["Date<01/01/2023"], "Sorting", id="dates by the vault's formats"),
        pytest.param(["Pages>3"], "Heaps", id="numbers"),
        pytest.param(["Pages<=3"], "Paths", id="numbers, and equal"),
        pytest.param(["Topic>Sorting"], "Heaps Paths", id="text"),
        pytest.param(["Topic<9"], "", id="a text is neither before nor after a number"),
        pytest.param(["meta.born=1980"], "Ann", id="in a map"),
        pytest.param(["file.folder=DSA"], "Heaps Paths", id="the folder"),
        pytest.param(["file.folder-name=old"], "Sorting", id="its name"),
        pytest.param(["file.name!=Heaps", "file.tags"], "Paths Sorting", id="the name; has tags"),
        pytest.param(["!file.folder"], "Éclair", id="in the root"),
        pytest.param(["file.links=Heaps"], "Paths", id="links to a note"),
        pytest.param(["Author=Ann"], "Éclair", id="a link by what it leads to"),
    ],
)
def test_where(where, expected, make):
    root = make(SHELF, page(folder="", where=where, columns=[], view="list"))
    assert index(root)[0] == 0
    found = "" if body(root) == "No notes yet." else " ".join(names(root))
    assert found == expected


COLUMNS = [
    pytest.param(["Topic as Subject"], "| Note | Subject |", "| [[Paths]] | Graphs, Trees |", id="a title"),
    pytest.param(["Date in YYYY-MM-DD"], "| Note | Date |", "| [[Paths]] | 2023-11-02 |", id="a format"),
    pytest.param(["Date as Day in D.M."], "| Note | Day |", "| [[Paths]] | 2.11. |", id="both"),
    pytest.param(["Read in"], "| Note | Read in |", "| [[Paths]] |  |", id="no format, so a name"),
    pytest.param(
        [{"field": "Date", "title": "When in fact", "format": "MM/YYYY"}],
        "| Note | When in fact |",
        "| [[Paths]] | 11/2023 |",
        id="a table of the config",
    ),
    pytest.param(["file.folder", "file.tags"], "| Note | Folder | Tags |", "| [[Paths]] | DSA | cs |", id="of files"),
    pytest.param(
        ["Topic", "file.link as What"], "| Topic | What |", "| Graphs, Trees | [[Paths]] |", id="the link elsewhere"
    ),
    pytest.param(["file.links"], "| Note | Links |", "| [[Paths]] | [[Heaps]] |", id="links"),
    pytest.param(["file.backlinks"], "| Note | Backlinks |", "| [[Paths]] |  |", id="no backlinks"),
    pytest.param([], "| Note |", "| [[Paths]] |", id="none"),
]


@pytest.mark.parametrize(("columns", "head", "row"), COLUMNS)
def test_columns(columns, head, row, make):
    root = make(SHELF, page(folder="DSA", columns=columns))
    assert index(root) == (0, "wrote Page.md\n1 page written, 0 up to date.\n", "")
    lines = body(root).split("\n")
    assert lines[0] == head
    assert row in lines


def test_columns_of_a_marker(make):
    attributes = 'kind=folder folder="DSA" columns="Topic as Subject, Date in YYYY" sort="-Date" limit=2'
    root = make(SHELF | {"Page.md": f"<!-- vault-tools:begin x {attributes} -->\n<!-- vault-tools:end x -->\n"})
    assert index(root)[0] == 0
    assert body(root) == block(
        """
        | Note | Subject | Date |
        | --- | --- | --- |
        | [[Paths]] | Graphs, Trees | 2023 |
        | [[Heaps]] | Trees | 2023 |

        …
        """
    )


VIEWS = [
    pytest.param(
        {"view": "list", "columns": ["Topic"], "sort": ["-Date"]},
        """
        - [[Paths]] — Graphs, Trees
        - [[Heaps]] — Trees
        - [[Sorting]] — Sorting
        """,
        id="list",
    ),
    pytest.param(
        {"view": "list", "group": ["Topic"]},
        """
        ## Graphs

        - [[Paths]]

        ## Sorting

        - [[Sorting]]

        ## Trees

        - [[Heaps]]
        - [[Paths]]
        """,
        id="group: each entry of a list for itself",
    ),
    pytest.param(
        {"view": "table", "columns": ["Date"], "group": ["-Date in YYYY", "Date in YYYY-MM"]},
        """
        ## 2023

        ### 2023-10

        | Note | Date |
        | --- | --- |
        | [[Heaps]] | 31/10/2023 |

        ### 2023-11

        | Note | Date |
        | --- | --- |
        | [[Paths]] | 02/11/2023 |

        ## 2022

        ### 2022-11

        | Note | Date |
        | --- | --- |
        | [[Sorting]] | 09/11/2022 |
        """,
        id="group: in two steps, the first from last to first",
    ),
    pytest.param(
        {"view": "list", "group": ["Pages"]},
        """
        ## 3

        - [[Paths]]

        ## 12

        - [[Heaps]]

        ## None

        - [[Sorting]]
        """,
        id="group: what is missing comes last",
    ),
    pytest.param(
        {"view": "tree"},
        """
        - [[Heaps]]
        - [[Paths]]
        - old
            - [[Sorting]]
        """,
        id="tree: folders in folders",
    ),
    pytest.param(
        {"view": "tree", "group": ["file.folder-name", "Topic"], "where": ["Topic=Sorting"]},
        """
        - old
            - Sorting
                - [[Sorting]]
        """,
        id="tree: of groups",
    ),
    pytest.param(
        {"view": "callouts", "group": ["Date in YYYY"], "columns": ["Pages"]},
        """
        > [!abstract]- 2022
        > - [[Sorting]]

        > [!abstract]- 2023
        > - [[Heaps]] — 12
        > - [[Paths]] — 3
        """,
        id="callouts",
    ),
    pytest.param(
        {"view": "callouts", "group": ["Date in YYYY", "Topic"], "where": ["Topic=Sorting"]},
        """
        > [!abstract]- 2022
        >
        > > [!abstract]- Sorting
        > > - [[Sorting]]
        """,
        id="callouts in callouts",
    ),
    pytest.param(
        {"view": "callouts", "where": ["Pages"], "limit": 1},
        """
        > [!abstract] Notes
        > - [[Heaps]]
        > - …
        """,
        id="callouts: one for all",
    ),
    pytest.param({"view": "callouts", "where": ["Nothing"]}, "> [!abstract] Notes\n> No notes yet.", id="no notes"),
    pytest.param(
        {"view": "list", "sort": ["-Topic", "Date"], "limit": 2},
        """
        - [[Heaps]]
        - [[Sorting]]
        - …
        """,
        id="limit: of those that are sorted",
    ),
]


@pytest.mark.parametrize(("options", "expected"), VIEWS)
def test_views(options, expected, make):
    root = make(SHELF, page(folder="DSA", **options))
    assert index(root)[0] == 0
    assert body(root) == block(expected)
    assert index(root)[1] == "0 pages written, 1 up to date.\n"


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"where": ["="]}, '`where`: "=" is no condition: write KEY=VALUE'),
        ({"where": ["Date>"]}, '`where`: "Date>" is no condition'),
        ({"where": ["file.foldr=DSA"]}, 'no field "file.foldr", did you mean "file.folder"?'),
        ({"columns": ["file.modifed"]}, 'no field "file.modifed", did you mean "file.modified"?'),
        ({"sort": ["-file.tag"]}, 'no field "file.tag", did you mean "file.tags"?'),
        ({"group": ["file.x"]}, 'no field "file.x": they are'),
        ({"columns": [{"field": "Date", "format": "yyyy"}]}, '"yyyy" is not a date format'),
        ({"view": "grid"}, '"grid" is none of list, table, tree, callouts'),
        ({"limit": 0}, "limit: expected a whole number >= 1"),
    ],
)
def test_mistakes_in_the_options_of_any_page(options, complaint, make):
    root = make(SHELF, page("tags", **options))
    code, out, err = index(root)
    assert (code, out) == (2, "")
    assert complaint in err


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"where": ["Topci=x"]}, 'no note has a property "Topci", did you mean "Topic"?'),
        ({"group": ["-Datte in YYYY"]}, 'no note has a property "Datte", did you mean "Date"?'),
        ({"columns": ["Topci as T"]}, 'no note has a property "Topci", did you mean "Topic"?'),
    ],
)
def test_misspelt_properties_are_refused(options, reason, make):
    root = make(SHELF, page("property", property="Topic", **options))
    assert index(root)[::2] == (1, f'Page.md:1: refused: region "property": {reason}\n')


def test_dates_are_read_as_a_schema_declares_them(make):
    """02.01.2024 is written in no format of the vault, and 03/04/2024 is the fourth of March."""
    notes = {
        "A.md": "---\nBegun: 02.01.2024\nDue: 03/04/2024\n---\n",
        "B.md": "---\nBegun: 01.02.2024\nDue: 02/05/2024\n---\n",
    }
    settings = (
        '[vault]\ndate-formats = ["DD/MM/YYYY"]\n[[schema]]\nname = "x"\n[schema.properties]\n'
        'Begun = { type = "date", format = "DD.MM.YYYY" }\nDue = { type = "date", format = "MM/DD/YYYY" }\n'
    )
    columns = ["Begun in YYYY-MM-DD", "Due in YYYY-MM-DD"]
    root = make(notes, settings + page(columns=columns, sort=["-Begun"], where=["Due>=2024-02-01"]))
    assert index(root)[0] == 0
    assert body(root).split("\n")[2:] == ["| [[B]] | 2024-02-01 | 2024-02-05 |", "| [[A]] | 2024-01-02 | 2024-03-04 |"]
