"""Every kind of page with every option that all pages have: it does something, or is refused with a reason."""

import re

import mistune
import msgspec
import pytest
from click.testing import CliRunner
from indexing import block, body, index, page, shown

from vault_tools.cli import cli
from vault_tools.config_schema import config_schema
from vault_tools.index.pages import Page, kinds
from vault_tools.index.show import all_kinds
from vault_tools.parse import parse_note


def note(topic, day="", text=""):
    return f"---\nTopic: {topic}\nDate: {day}\n---\n{text}\n"


FARM = {
    "Ant.md": note("Trees", "2024-01-02", "#t [[Bee]] [[Gone]]\n\n- [ ] Dig"),
    "Bee.md": note("Graphs", "2023-05-06", "[[Ant]] [[Gone]] [[Lost]]\n\n- [ ] Fly"),
    "Cow.md": note("Trees", "2023-05-06", '#t/u [[Ant]]\n\n## Books\n\n- "Milk" by Ann\n- "Hay" by Bob'),
    "Dog.md": note("Graphs", "2022-02-02", '#t\n\n## Blogs\n\n- "Bark" by Ann'),
    "Elk.md": note("Trees"),
    "Zoo/Yak.md": "",
    "Zoo/Zebu.md": "",
    ".vault-tools/templates/mine.md.j2": "Mine: {{ kind }}\n",
}
"""Links: Ant and Bee to each other, Cow to Ant; `Gone` is met in two notes, `Lost` in one. Nothing links Dog and Elk,
nor what lies in the Zoo, which has no properties."""

NEEDED = {
    "date": {"date": "Date", "by": "year"},
    "folder": {"where": ["Topic"]},
    "graph": {"core": 0, "where": ["Topic"]},
    "letter": {"where": ["Topic"]},
    "moc-coverage": {"moc": "Ant"},
    "orphans": {"where": ["Topic"]},
    "property": {"property": "Topic"},
    "recent": {"date": "Date", "columns": []},
    "statistics": {"measures": ["notes"], "where": ["Topic"]},
}
"""Options in each case, so that what is shown is short; a case may say something else."""
TREES = {"where": ["Topic=Trees"]}
TABLE = {"view": "table", "columns": ["Topic as Subject", "Date as Day in YYYY"]}
BACKWARDS = {"sort": ["-name"]}
BY_TOPIC = {"group": ["Topic"]}
ONE = {"limit": 1}


def case(kind, option, options, expected):
    return pytest.param(kind, option, options, block(expected), id=f"{kind}: {option}")


HONOURED = [
    # Ant is linked by Bee and Cow, Bee by Ant.
    case(
        "backlinks",
        "where",
        TREES,
        """
        - [[Ant]]
            - [[Cow]]
        - [[Bee]]
            - [[Ant]]
        """,
    ),
    case(
        "backlinks",
        "columns",
        TABLE | TREES,
        """
        ## [[Ant]]

        | Note | Subject | Day |
        | --- | --- | --- |
        | [[Cow]] | Trees | 2023 |

        ## [[Bee]]

        | Note | Subject | Day |
        | --- | --- | --- |
        | [[Ant]] | Trees | 2024 |
        """,
    ),
    case(
        "backlinks",
        "sort",
        BACKWARDS,
        """
        - [[Ant]]
            - [[Cow]]
            - [[Bee]]
        - [[Bee]]
            - [[Ant]]
        """,
    ),
    case(
        "backlinks",
        "group",
        BY_TOPIC,
        """
        - [[Ant]]
            - Graphs
                - [[Bee]]
            - Trees
                - [[Cow]]
        - [[Bee]]
            - Trees
                - [[Ant]]
        """,
    ),
    case(
        "backlinks",
        "limit",
        ONE,
        """
        - [[Ant]]
            - [[Bee]]
            - …
        - [[Bee]]
            - [[Ant]]
        """,
    ),
    # Bee and Cow are of one day; Elk has none.
    case(
        "date",
        "where",
        TREES,
        """
        - 2024
            - [[Ant]]
        - 2023
            - [[Cow]]
        """,
    ),
    case(
        "date",
        "columns",
        TABLE | {"where": ["Date<2023-01-01"]},
        """
        ## 2022

        | Note | Subject | Day |
        | --- | --- | --- |
        | [[Dog]] | Graphs | 2022 |
        """,
    ),
    case(
        "date",
        "sort",
        BACKWARDS,
        """
        - 2024
            - [[Ant]]
        - 2023
            - [[Cow]]
            - [[Bee]]
        - 2022
            - [[Dog]]
        """,
    ),
    case(
        "date",
        "group",
        BY_TOPIC,
        """
        - 2024
            - Trees
                - [[Ant]]
        - 2023
            - Graphs
                - [[Bee]]
            - Trees
                - [[Cow]]
        - 2022
            - Graphs
                - [[Dog]]
        """,
    ),
    case(
        "date",
        "limit",
        ONE,
        """
        - 2024
            - [[Ant]]
        - …
        """,
    ),
    case("folder", "where", TREES, "- [[Ant]]\n- [[Cow]]\n- [[Elk]]"),
    case(
        "folder",
        "columns",
        TABLE | TREES,
        """
        | Note | Subject | Day |
        | --- | --- | --- |
        | [[Ant]] | Trees | 2024 |
        | [[Cow]] | Trees | 2023 |
        | [[Elk]] | Trees |  |
        """,
    ),
    case("folder", "sort", BACKWARDS, "- [[Elk]]\n- [[Dog]]\n- [[Cow]]\n- [[Bee]]\n- [[Ant]]"),
    case(
        "folder",
        "group",
        BY_TOPIC,
        """
        - Graphs
            - [[Bee]]
            - [[Dog]]
        - Trees
            - [[Ant]]
            - [[Cow]]
            - [[Elk]]
        """,
    ),
    case("folder", "limit", ONE, "- [[Ant]]\n- …"),
    # Among the notes on trees only Cow has a link to another.
    case(
        "graph",
        "where",
        TREES,
        """
        - Orphans
            - [[Elk]]
        - Unresolved
            - Gone — in [[Ant]]
        """,
    ),
    case(
        "graph",
        "columns",
        TABLE,
        """
        ## Most linked

        | Note | Subject | Day |
        | --- | --- | --- |
        | [[Ant]] | Trees | 2024 |

        ## Orphans

        | Note | Subject | Day |
        | --- | --- | --- |
        | [[Dog]] | Graphs | 2022 |
        | [[Elk]] | Trees |  |

        ## Unresolved

        | Note to write | Mentioned in |
        | --- | --- |
        | Gone | [[Ant]], [[Bee]] |
        | Lost | [[Bee]] |
        """,
    ),
    case(
        "graph",
        "sort",
        BACKWARDS,
        """
        - Most linked
            1. [[Ant]]
        - Orphans
            - [[Elk]]
            - [[Dog]]
        - Unresolved
            - Gone — in [[Ant]], [[Bee]]
            - Lost — in [[Bee]]
        """,
    ),
    case(
        "graph",
        "limit",
        ONE,
        """
        - Most linked
            1. [[Ant]]
        - Orphans
            - [[Dog]]
            - …
        - Unresolved
            - Gone — in [[Ant]], [[Bee]]
            - …
        """,
    ),
    case(
        "home",
        "where",
        TREES,
        """
        - Notes
            - [[Ant]]
            - [[Cow]]
            - [[Elk]]
        """,
    ),
    case(
        "home",
        "columns",
        TABLE | {"where": ["Topic!=Graphs"]},
        """
        ## Zoo

        | Note | Subject | Day |
        | --- | --- | --- |
        | [[Yak]] |  |  |
        | [[Zebu]] |  |  |

        ## Notes

        | Note | Subject | Day |
        | --- | --- | --- |
        | [[Ant]] | Trees | 2024 |
        | [[Cow]] | Trees | 2023 |
        | [[Elk]] | Trees |  |
        """,
    ),
    case(
        "home",
        "sort",
        BACKWARDS,
        """
        - Zoo
            - [[Zebu]]
            - [[Yak]]
        - Notes
            - [[Elk]]
            - [[Dog]]
            - [[Cow]]
            - [[Bee]]
            - [[Ant]]
        """,
    ),
    case(
        "home",
        "limit",
        ONE | {"where": ["!Topic"]},
        """
        - Zoo
            - [[Yak]]
            - …
        """,
    ),
    case(
        "letter",
        "where",
        TREES,
        """
        - A
            - [[Ant]]
        - C
            - [[Cow]]
        - E
            - [[Elk]]
        """,
    ),
    case(
        "letter",
        "columns",
        TABLE | {"where": ["file.name=Dog"]},
        """
        ## D

        | Note | Subject | Day |
        | --- | --- | --- |
        | [[Dog]] | Graphs | 2022 |
        """,
    ),
    case("letter", "sort", BACKWARDS | {"where": [], "limit": 2}, "- Y\n    - [[Yak]]\n- Z\n    - [[Zebu]]\n- …"),
    case("letter", "group", BY_TOPIC | {"where": ["file.name=Dog"]}, "- D\n    - Graphs\n        - [[Dog]]"),
    case("letter", "limit", ONE, "- A\n    - [[Ant]]\n- …"),
    # Ant links Bee, and is to list what lies beside it.
    case(
        "moc-coverage",
        "where",
        TREES,
        """
        - [[Ant]]
            - [[Cow]]
            - [[Elk]]
            - Lead nowhere
                - Gone
        """,
    ),
    case(
        "moc-coverage",
        "columns",
        TABLE,
        """
        ## [[Ant]]

        | Note | Subject | Day |
        | --- | --- | --- |
        | [[Cow]] | Trees | 2023 |
        | [[Dog]] | Graphs | 2022 |
        | [[Elk]] | Trees |  |

        ### Lead nowhere

        | Link |
        | --- |
        | Gone |
        """,
    ),
    case(
        "moc-coverage",
        "sort",
        BACKWARDS,
        """
        - [[Ant]]
            - [[Elk]]
            - [[Dog]]
            - [[Cow]]
            - Lead nowhere
                - Gone
        """,
    ),
    case(
        "moc-coverage",
        "group",
        BY_TOPIC,
        """
        - [[Ant]]
            - Graphs
                - [[Dog]]
            - Trees
                - [[Cow]]
                - [[Elk]]
            - Lead nowhere
                - Gone
        """,
    ),
    case(
        "moc-coverage",
        "limit",
        ONE,
        """
        - [[Ant]]
            - [[Cow]]
            - …
            - Lead nowhere
                - Gone
        """,
    ),
    case("orphans", "where", TREES, "- [[Elk]]"),
    case(
        "orphans",
        "columns",
        TABLE,
        """
        | Note | Subject | Day |
        | --- | --- | --- |
        | [[Dog]] | Graphs | 2022 |
        | [[Elk]] | Trees |  |
        """,
    ),
    case("orphans", "sort", BACKWARDS, "- [[Elk]]\n- [[Dog]]"),
    case("orphans", "group", BY_TOPIC, "- Graphs\n    - [[Dog]]\n- Trees\n    - [[Elk]]"),
    case("orphans", "limit", ONE, "- [[Dog]]\n- …"),
    case("property", "where", TREES, "- Trees\n    - [[Ant]]\n    - [[Cow]]\n    - [[Elk]]"),
    case(
        "property",
        "columns",
        TABLE | {"where": ["#t/u"]},
        """
        ## Trees

        | Note | Subject | Day |
        | --- | --- | --- |
        | [[Cow]] | Trees | 2023 |
        """,
    ),
    case(
        "property",
        "sort",
        BACKWARDS,
        """
        - Graphs
            - [[Dog]]
            - [[Bee]]
        - Trees
            - [[Elk]]
            - [[Cow]]
            - [[Ant]]
        """,
    ),
    case(
        "property",
        "group",
        {"group": ["-Date in YYYY"]} | TREES,
        """
        - Trees
            - 2024
                - [[Ant]]
            - 2023
                - [[Cow]]
            - None
                - [[Elk]]
        """,
    ),
    case("property", "limit", ONE, "- Trees\n    - [[Ant]]\n- …"),
    case("recent", "where", TREES, "- [[Ant]]\n- [[Cow]]"),
    case(
        "recent",
        "columns",
        TABLE | TREES,
        """
        | Note | Subject | Day |
        | --- | --- | --- |
        | [[Ant]] | Trees | 2024 |
        | [[Cow]] | Trees | 2023 |
        """,
    ),
    case("recent", "sort", BACKWARDS, "- [[Ant]]\n- [[Cow]]\n- [[Bee]]\n- [[Dog]]"),
    case("recent", "group", BY_TOPIC, "- Graphs\n    - [[Bee]]\n    - [[Dog]]\n- Trees\n    - [[Ant]]\n    - [[Cow]]"),
    case("recent", "limit", ONE, "- [[Ant]]\n- …"),
    # Of works: Cow cites two books, Dog a blog.
    case(
        "resources",
        "where",
        TREES,
        """
        - Books
            - Hay by Bob — cited in [[Cow]]
            - Milk by Ann — cited in [[Cow]]
        """,
    ),
    case(
        "resources",
        "columns",
        {"view": "table", "columns": ["by as Author", "kind"]},
        """
        ## Books

        | Title | Author | Kind |
        | --- | --- | --- |
        | Hay | Bob | Books |
        | Milk | Ann | Books |

        ## Blogs and Websites

        | Title | Author | Kind |
        | --- | --- | --- |
        | Bark | Ann | Blogs and Websites |
        """,
    ),
    case(
        "resources",
        "sort",
        {"sort": ["-title"]} | TREES,
        """
        - Books
            - Milk by Ann — cited in [[Cow]]
            - Hay by Bob — cited in [[Cow]]
        """,
    ),
    case(
        "resources",
        "group",
        {"group": ["by"]},
        """
        - Ann
            - Bark by Ann — cited in [[Dog]]
            - Milk by Ann — cited in [[Cow]]
        - Bob
            - Hay by Bob — cited in [[Cow]]
        """,
    ),
    case("resources", "limit", ONE, "- Blogs and Websites\n    - Bark by Ann — cited in [[Dog]]\n- …"),
    case("statistics", "where", TREES, "- Notes — 3"),
    case("statistics", "group", BY_TOPIC, "- Graphs\n    - Notes — 2\n- Trees\n    - Notes — 3"),
    # Ant and Dog have the tag, Cow one inside it.
    case("tags", "where", TREES, "- t\n    - [[Ant]]\n    - t/u\n        - [[Cow]]"),
    case(
        "tags",
        "columns",
        TABLE | {"where": ["Topic=Graphs"]},
        """
        ## t

        | Note | Subject | Day |
        | --- | --- | --- |
        | [[Dog]] | Graphs | 2022 |
        """,
    ),
    case("tags", "sort", BACKWARDS, "- t\n    - [[Dog]]\n    - [[Ant]]\n    - t/u\n        - [[Cow]]"),
    case(
        "tags",
        "group",
        BY_TOPIC,
        """
        - t
            - Graphs
                - [[Dog]]
            - Trees
                - [[Ant]]
            - t/u
                - Trees
                    - [[Cow]]
        """,
    ),
    case("tags", "limit", ONE, "- t\n    - [[Ant]]\n- …"),
    case("tasks", "where", TREES, "- [[Ant]]\n    - Dig"),
    case(
        "tasks",
        "columns",
        TABLE | TREES,
        """
        ## [[Ant]]

        | Task | Subject | Day |
        | --- | --- | --- |
        | Dig | Trees | 2024 |
        """,
    ),
    case("tasks", "sort", BACKWARDS, "- [[Bee]]\n    - Fly\n- [[Ant]]\n    - Dig"),
    case("tasks", "group", BY_TOPIC, "- Graphs\n    - Fly — [[Bee]]\n- Trees\n    - Dig — [[Ant]]"),
    case("tasks", "limit", ONE, "- [[Ant]]\n    - Dig\n- …"),
    case("unresolved", "where", TREES, "- Gone — in [[Ant]]"),
    case("unresolved", "sort", BACKWARDS, "- Lost — in [[Bee]]\n- Gone — in [[Ant]], [[Bee]]"),
    case("unresolved", "limit", ONE, "- Gone — in [[Ant]], [[Bee]]\n- …"),
]

REFUSED = {
    ("graph", "group"): (BY_TOPIC, "it has headings of its own"),
    ("home", "group"): (BY_TOPIC, "its headings are the folders"),
    ("statistics", "columns"): (TABLE, "it shows numbers, and `measures` says which"),
    ("statistics", "sort"): (BACKWARDS, "it shows numbers, in the order of `measures`"),
    ("statistics", "limit"): (ONE, "it shows numbers, and `measures` says which"),
    ("unresolved", "columns"): (TABLE, "a note that is not there has no properties"),
    ("unresolved", "group"): (BY_TOPIC, "a note that is not there has no properties"),
}


@pytest.mark.parametrize(("kind", "option", "options", "expected"), HONOURED)
def test_an_option_does_something(kind, option, options, expected, make):
    base = NEEDED.get(kind, {}) | {"view": "tree"}
    assert shown(make(FARM, page(kind, **(base | options)))) == expected
    without = {name: value for name, value in options.items() if name != option}
    root = make(FARM, page(kind, **(base | without)))
    assert index(root)[0] == 0
    assert body(root) != expected


@pytest.mark.parametrize(("kind", "option"), REFUSED)
def test_an_option_that_would_do_nothing_is_refused(kind, option, make):
    options, reason = REFUSED[kind, option]
    said = f'a page of the kind "{kind}" takes no `{option}`: {reason}'
    code, _, errors = index(make(FARM, page(kind, **options)))
    assert code == 2
    assert f"index.pages[1].{option}: {said}\n" in errors
    value = ",".join(options[option]) if isinstance(options[option], list) else options[option]
    marker = f'<!-- vault-tools:begin x kind={kind} {option}="{value}" -->\n<!-- vault-tools:end x -->\n'
    code, _, errors = index(make({"Page.md": marker}))
    assert code == 1
    assert said in errors


def test_nothing_is_left_out():
    shared = {field.encode_name for field in msgspec.structs.fields(Page)} - {"view", "template"}
    told = {(kind, option) for kind, option, *_ in (case.values for case in HONOURED)}
    assert told | REFUSED.keys() == {(kind, option) for kind in kinds() for option in shared}
    assert not told & REFUSED.keys()
    assert REFUSED.keys() == {(name, option) for name, kind in kinds().items() for option in kind.refuses}


@pytest.mark.parametrize("kind", kinds())
def test_template(kind, make):
    assert shown(make(FARM, page(kind, **NEEDED.get(kind, {}), template="mine.md.j2"))) == f"Mine: {kind}"


# --- Views --------------------------------------------------------------------------------------------------------------

FORMS = {
    "list": r"#{2,6} .+|(- |1\. ).+|",
    "table": r"#{2,6} .+|\|( .* \|)+|",
    "tree": r"( {4})*(- |1\. ).+",
    "callouts": r"(> )+(\[!abstract\]-? .+|- .+|1\. .+)|(> )*>|",
}
"""What a line is, if nothing is said in whole sentences."""


@pytest.mark.parametrize("kind", kinds())
def test_each_view_is_what_it_is_called_and_says_the_same(kind, make):
    base = {"where": ["Topic"]} | NEEDED.get(kind, {})
    linked = set()
    for view, form in FORMS.items():
        found = shown(make(FARM, page(kind, **base, view=view)))
        assert [line for line in found.split("\n") if not re.fullmatch(form, line)] == [], view
        assert "<li><p>" not in mistune.html(found), "a blank line among the items sets them apart"
        linked.add(frozenset(link.target for link in parse_note("Page.md", found).links))
    assert len(linked) == 1
    assert kind == "statistics" or linked != {frozenset()}


WEB = {"Ant.md": "[[Bee]]\n", "Bee.md": "[[Ant]]\n", "Cow.md": "[[Dog]] [[Gone]]\n", "Dog.md": "", "Elk.md": ""}

WHOLE_GRAPHS = [
    pytest.param(
        "tree",
        """
        - Core
            ```mermaid
            graph LR
              nab03aedf["Ant"]
              n5e1551b8["Bee"]
              nab03aedf --> n5e1551b8
              n5e1551b8 --> nab03aedf
            ```
        - Orphans
            - [[Elk]]
        - Unresolved
            - Gone — in [[Cow]]
        - Islands — Groups of notes that no link connects with the rest.
            - [[Cow]], [[Dog]]
        """,
        id="tree",
    ),
    pytest.param(
        "callouts",
        """
        > [!abstract]- Core
        > ```mermaid
        > graph LR
        >   nab03aedf["Ant"]
        >   n5e1551b8["Bee"]
        >   nab03aedf --> n5e1551b8
        >   n5e1551b8 --> nab03aedf
        > ```

        > [!abstract]- Orphans
        > - [[Elk]]

        > [!abstract]- Unresolved
        > - Gone — in [[Cow]]

        > [!abstract]- Islands
        > Groups of notes that no link connects with the rest.
        >
        > - [[Cow]], [[Dog]]
        """,
        id="callouts",
    ),
    pytest.param(
        "table",
        """
        ## Core

        ```mermaid
        graph LR
          nab03aedf["Ant"]
          n5e1551b8["Bee"]
          nab03aedf --> n5e1551b8
          n5e1551b8 --> nab03aedf
        ```

        ## Orphans

        | Note | Folder |
        | --- | --- |
        | [[Elk]] |  |

        ## Unresolved

        | Note to write | Mentioned in |
        | --- | --- |
        | Gone | [[Cow]] |

        ## Islands

        Groups of notes that no link connects with the rest.

        | Notes |
        | --- |
        | [[Cow]], [[Dog]] |
        """,
        id="table",
    ),
]


@pytest.mark.parametrize(("view", "expected"), WHOLE_GRAPHS)
def test_the_graph_with_its_picture(view, expected, make):
    """Ant and Bee have two links, and so come before Cow and Dog with one."""
    found = shown(make(WEB, page("graph", core=2, view=view)))
    assert found == block(expected)
    assert "<li><p>" not in mistune.html(found)
    [code] = [code for code in parse_note("Page.md", found).code if code.kind != "inline"]
    assert code.info == "mermaid"


def test_a_tree_says_beside_a_title_that_there_is_nothing(make):
    found = shown(make({"Ant.md": "[[Bee]]\n", "Bee.md": ""}, page("graph", core=0, view="tree")))
    none = "None: every note has a link to or from another."
    assert found == f"- Orphans — {none}\n- Unresolved — None: every link leads somewhere."


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("list", "- [[Ant]]\n- …"),
        ("table", "| Note | Topic | Date |\n| --- | --- | --- |\n| [[Ant]] | Trees | 2024-01-02 |\n\n…"),
        ("callouts", "> [!abstract] Notes\n> - [[Ant]]\n> - …"),
    ],
)
def test_that_there_is_more_stands_right_below_a_list(view, expected, make):
    assert shown(make(FARM, page("folder", limit=1, where=["Topic"], view=view))) == expected


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("list", "## A\n\n- [[Ant]]\n\n…"),
        ("table", "## A\n\n| Note |\n| --- |\n| [[Ant]] |\n\n…"),
        ("callouts", "> [!abstract]- A\n> - [[Ant]]\n\n…"),
    ],
)
def test_that_there_is_more_under_other_headings_is_no_item_of_the_last_one(view, expected, make):
    assert shown(make(FARM, page("letter", limit=1, view=view))) == expected


def test_that_there_is_more_inside_a_callout(make):
    options = {"group": ["Topic"], "limit": 1, "view": "callouts", "note": "Ant"}
    assert shown(make(FARM, page("backlinks", **options))) == "> [!abstract]- Graphs\n> - [[Bee]]\n\n…"
    del options["note"]
    expected = """
        > [!abstract]- [[Ant]]
        >
        > > [!abstract]- Graphs
        > > - [[Bee]]
        >
        > …

        > [!abstract]- [[Bee]]
        >
        > > [!abstract]- Trees
        > > - [[Ant]]
        """
    assert shown(make(FARM, page("backlinks", **options))) == block(expected)


# --- Columns that nobody asked for, and those of what is no note --------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "options", "expected"),
    [
        ("orphans", {}, "| Note | Folder |\n| --- | --- |\n| [[Elk]] |  |\n| [[Yak]] | Zoo |"),
        ("orphans", {"columns": []}, "| Note |\n| --- |\n| [[Elk]] |\n| [[Yak]] |"),
        ("recent", {"date": "Date"}, "| Note | Date |\n| --- | --- |\n| [[Elk]] | 2024-01-02 |"),
        ("date", {"date": "Date"}, "| Note | Date |\n| --- | --- |\n| [[Elk]] | 2024-01-02 |"),
        ("date", {"date": "Date", "by": "day"}, "| Note |\n| --- |\n| [[Elk]] |"),
    ],
)
def test_default_columns(kind, options, expected, make):
    root = make({"Elk.md": note("Trees", "2024-01-02"), "Zoo/Yak.md": ""}, page(kind, view="table", **options))
    assert shown(root).rpartition("\n\n")[2] == expected


def test_home_in_a_table_says_nothing_of_pages_that_may_not_be_there_yet(make):
    """Of the two MOCs of the folder one is written by hand."""
    files = {"Zoo/Main.md": note("Animals"), "Zoo/Yak.md": "", "Ant.md": ""}
    other = (
        '[[index.pages]]\nkind = "folder"\npath = "{folder}/Index.md"\n[[index.pages]]\nkind="tags"\npath="Tags.md"\n'
    )
    root = make(files, page("home", view="table", columns=["Topic", "file.link", "file.folder"]) + other)
    assert index(root)[0] == 0
    assert shown(root) == block(
        r"""
        ## Pages

        | Page |
        | --- |
        | [[Tags]] |

        ## Zoo

        | Topic | Note | Folder |
        | --- | --- | --- |
        |  | [[Index\|Zoo]] |  |
        | Animals | [[Main\|Zoo]] | Zoo |

        ## Notes

        | Topic | Note | Folder |
        | --- | --- | --- |
        |  | [[Ant]] |  |
        """
    )


def test_home_of_an_empty_vault(make):
    assert shown(make({}, page("home"))) == "No notes yet."


# --- Works --------------------------------------------------------------------------------------------------------------

SHELF = {
    "A.md": '## Books\n\n- "Two | Bars" by Ann Lee and Bob et al.\n    - On *bars*.\n\n## Courses\n\n- [ML](https://www.x.org/ml) on X\n',
    "B.md": '## Books\n\n- "Two | Bars" by Ann Lee and Bob et al.\n\n## Games\n\n- "Chess" by Bob\n',
}
OWN_KIND = '[resources]\nheadings = { game = ["Games"] }\n'


def works(make, **options):
    return shown(make(SHELF, OWN_KIND + page("resources", **options)))


def test_all_columns_of_works(make):
    columns = ["kind", "title as What", "by", "provider", "host", "url", "notes", "description"]
    assert works(make, view="table", columns=columns, group=[]) == block(
        r"""
        | Kind | What | By | Provider | Site | URL | Cited in | Description |
        | --- | --- | --- | --- | --- | --- | --- | --- |
        | game | Chess | Bob |  |  |  | [[B]] |  |
        | Courses | [ML](https://www.x.org/ml) | X | X | x.org | <https://www.x.org/ml> | [[A]] |  |
        | Books | Two \| Bars | Ann Lee and Bob et al. |  |  |  | [[A]], [[B]] | On \*bars\*. |
        """
    )


def test_each_author_has_a_heading_and_kinds_come_in_our_order(make):
    assert works(make, view="tree", group=["by", "kind"], columns=["notes"]) == block(
        r"""
        - Ann Lee
            - Books
                - Two \| Bars — [[A]], [[B]]
        - Bob
            - Books
                - Two \| Bars — [[A]], [[B]]
            - game
                - Chess — [[B]]
        - X
            - Courses
                - [ML](https://www.x.org/ml) — [[A]]
        """
    )


def test_works_that_are_cited_most_come_first(make):
    found = works(make, group=[], sort=["-notes", "-title"], columns=[])
    assert found == "- Two \\| Bars\n- [ML](https://www.x.org/ml)\n- Chess"
    assert works(make, group=["-host"], sort=["host"], columns=[]) == block(
        r"""
        ## x.org

        - [ML](https://www.x.org/ml)

        ## None

        - Chess
        - Two \| Bars
        """
    )


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"columns": ["autor"]}, 'works have no field "autor"'),
        ({"sort": ["-titel"]}, 'works have no field "titel", did you mean "title"?'),
        ({"group": ["Topic"]}, 'works have no field "Topic": they have title, by, kind'),
        ({"columns": ["title in YYYY"]}, "`title` has no format: a work has no date"),
    ],
)
def test_what_works_do_not_have(options, reason, make):
    code, _, errors = index(make(SHELF, page("resources", **options)))
    assert code == 2
    assert reason in errors


# --- Where options are told -----------------------------------------------------------------------------------------


def test_the_schema_and_the_shown_config_know_only_what_is_taken(make):
    schema = config_schema()["$defs"]["PageOptions"]["oneOf"]
    known = {(one["properties"]["kind"]["const"], name) for one in schema for name in one["properties"]}
    assert not known & REFUSED.keys()
    assert ("graph", "sort") in known
    root = make(FARM, "".join(page(kind, **NEEDED.get(kind, {}), name=kind) for kind in kinds()))
    done = CliRunner().invoke(cli, ["config", "show", "--vault", str(root)], catch_exceptions=False)
    assert done.exit_code == 0
    (root / "vault-tools.toml").write_text(done.stdout, "utf-8")
    assert index(root)[2] == ""


def test_docs_tell_what_is_refused():
    told = "\n".join(all_kinds())
    for (kind, option), (_, reason) in REFUSED.items():
        section = told.split(f"\n## {kind}\n")[1].split("\n## ")[0]
        assert f"\nIt takes no `{option}`: {reason}.\n" in section
