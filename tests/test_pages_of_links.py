"""The pages `orphans`, `unresolved` and `backlinks`: what each lists, in which order, and that it comes to rest."""

import pytest
from indexing import block, body, empty_region, index, page, shown

# --- Orphans ----------------------------------------------------------------------------------------------------------

WEB = {
    "Home.md": "[[Linked]] [[Linked]]\n",
    "Linked.md": "",
    "Alone.md": "[[#Alone]] [outside](https://example.com)\n",
    "Dreamer.md": "[[Nowhere]]\n",
    "Pinned.md": "",
    "Board.canvas": '{"nodes": [{"id": "a", "type": "file", "file": "Pinned.md"}], "edges": []}',
    "Listed.md": "",
    "Map.md": "%% Begin Waypoint %%\n- [[Listed]]\n- [[Map]]\n%% End Waypoint %%\n",
    "Ours.md": "",
    "Index.md": "# Index\n\n<!-- vault-tools:begin x kind=folder -->\n[[Ours]]\n<!-- vault-tools:end x -->\n",
}

ORPHANS = [
    pytest.param({}, ["Alone", "Listed", "Map", "Ours"], id="no link to or from another"),
    pytest.param({"generated": True}, ["Alone", "Ours"], id="links of other tools count"),
    pytest.param(
        {"incoming_only": True}, ["Alone", "Dreamer", "Home", "Listed", "Map", "Ours"], id="no link leads to it"
    ),
    pytest.param(
        {"incoming_only": True, "generated": True}, ["Alone", "Dreamer", "Home", "Map", "Ours"], id="none, of any kind"
    ),
    pytest.param({"where": ["file.name!=Map"], "limit": 1}, ["Alone", None], id="not the entrances; not all"),
]


@pytest.mark.parametrize(("options", "expected"), ORPHANS)
def test_orphans(options, expected, make):
    root = make({path: text for path, text in WEB.items() if path != "Index.md"}, page("orphans", **options))
    assert shown(root) == "\n".join(f"- [[{name}]]" if name else "- …" for name in expected)


def test_our_own_pages_take_no_orphan_away(make):
    root = make(WEB, page("orphans", "Lost.md", generated=True))
    for _ in range(2):
        index(root, "--overwrite")
        assert body(root, "Lost.md") == "- [[Alone]]\n- [[Ours]]"


def test_orphans_in_a_table(make):
    files = {"A.md": "---\nTopic: Graphs\n---\n", "B.md": "[[C]]\n", "C.md": ""}
    root = make(files, page("orphans", view="table", columns=["Topic"]))
    assert shown(root) == "| Note | Topic |\n| --- | --- |\n| [[A]] | Graphs |"


def test_no_orphans(make):
    assert shown(make({"A.md": "[[B]]\n", "B.md": ""}, page("orphans"))) == "No orphans."


# --- Unresolved -------------------------------------------------------------------------------------------------------

PLANS = {
    "A.md": "[[Zebra]] [[Zebra]] [[Ant]] [[Sub/Bee.md#Wings|b]] ![[gone.png]] [x](www.example.com)\n",
    "B.md": "[[zebra]] [y](Cat_1.md) [[https://example.com]] [[2031-05-06]] [[{{title}}]]\n",
    "C.md": "---\nup: '[[Cat_1]]'\n---\n",
    "Deep/A.md": "[[Zebra#Stripes]]\n",
    "_templates/T.md": "[[Never]]\n",
    "Board.canvas": '{"nodes": [{"id": "a", "type": "file", "file": "Dog.md"}], "edges": []}',
}

UNRESOLVED = [
    pytest.param(
        {},
        r"""
        - Zebra — in [[A]], [[Deep/A|A (Deep)]], [[B]]
        - Cat\_1 — in [[B]], [[C]]
        - Ant — in [[A]]
        - Dog — in [[Board.canvas]]
        - Sub/Bee — in [[A]]
        """,
        id="the most mentioned first, by notes and not by links",
    ),
    pytest.param(
        {"sort": ["name"], "view": "table", "limit": 3},
        r"""
        | Note to write | Mentioned in |
        | --- | --- |
        | Ant | [[A]] |
        | Cat\_1 | [[B]], [[C]] |
        | Dog | [[Board.canvas]] |

        …
        """,
        id="a table by name, of some",
    ),
    pytest.param(
        {"sort": ["mentions", "-name"], "links": True},
        """
        - [[Sub/Bee]] — in [[A]]
        - [[Dog]] — in [[Board.canvas]]
        - [[Ant]] — in [[A]]
        - [[Cat_1]] — in [[B]], [[C]]
        - [[Zebra]] — in [[A]], [[Deep/A|A (Deep)]], [[B]]
        """,
        id="the least mentioned first, as links",
    ),
    pytest.param(
        {"where": ["file.name=B"], "daily_notes": True},
        r"""
        - 2031-05-06 — in [[B]]
        - Cat\_1 — in [[B]]
        - Zebra — in [[B]]
        """,
        id="of some notes, with days to come",
    ),
]


@pytest.mark.parametrize(("options", "expected"), UNRESOLVED)
def test_notes_to_write(options, expected, make):
    root = make(PLANS, '[vault]\ntemplates = ["_templates/"]\n' + page("unresolved", **options))
    assert shown(root) == block(expected)


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        pytest.param(
            "[x](Big%20Plan%20(1).md) [y](Sub/Plan.md) [z](../Far.md)",
            ["../Far", "[Big Plan (1)](Big%20Plan%20(1).md)", "C#", "[Sub/Plan](Sub/Plan.md)"],
            id="Markdown",
        ),
        pytest.param(
            "[[Sub/Plan]] [[../Far]]", ["../Far", "C#", "[[Sub/Plan]]"], id="wikilinks, and what none can say"
        ),
    ],
)
def test_a_link_to_a_planned_note_in_the_style_of_the_vault(links, expected, make):
    board = '{"nodes": [{"id": "a", "type": "file", "file": "C#.md"}], "edges": []}'
    root = make({"A.md": links, "Board.canvas": board}, page("unresolved", "Deep/Page.md", links=True))
    found = shown(root, "Deep/Page.md").split("\n")
    assert [line.partition(" — in ")[0] for line in found] == [f"- {name}" for name in expected]


def test_what_only_the_page_itself_mentions_is_still_to_write(make):
    root = make({"Page.md": f"[[Idea]]\n\n{empty_region('kind=unresolved')}"})
    assert shown(root) == "- Idea"


def test_a_page_is_no_note_to_write_once_it_is_made(make):
    root = make({"A.md": "[[Page]]\n"}, page("unresolved"))
    assert shown(root) == "No notes to write."


def test_notes_to_write_are_sorted_by_nothing_else(make):
    code, _, errors = index(make({"A.md": ""}, page("unresolved", sort=["Date"])))
    assert code == 2
    assert "sort" in errors


# --- Backlinks --------------------------------------------------------------------------------------------------------

LINKS = {
    "Hub.md": "Read [[Tree]] and [[Leaf]].\n",
    "Tree.md": "---\nTopic: Botany\n---\nSee [[Leaf]], [[Tree]] and [[Gone]].\n",
    "Leaf.md": "---\nup: '[[Tree]]'\n---\n",
    "Far/Leaf.md": "[[Tree]]\n",
    "Map.md": "%% Begin Waypoint %%\n- [[Tree]]\n%% End Waypoint %%\n",
}


def test_what_links_to_the_note_in_which_the_region_stands(make):
    root = make({**LINKS, "Tree.md": f"{LINKS['Tree.md']}\n{empty_region('kind=backlinks')}"})
    assert shown(root, "Tree.md") == "- [[Hub]]\n- [[Far/Leaf|Leaf (Far)]]\n- [[Leaf]]"


BACKLINKS = [
    pytest.param(
        {},
        """
        ## [[Leaf]]

        - [[Hub]]
        - [[Tree]]

        ## [[Tree]]

        - [[Hub]]
        - [[Far/Leaf|Leaf (Far)]]
        - [[Leaf]]
        """,
        id="a page of its own: every note",
    ),
    pytest.param(
        {"limit": 1, "where": ["file.name!=Hub"], "view": "callouts"},
        """
        > [!abstract]- [[Leaf]]
        > - [[Tree]]

        > [!abstract]- [[Tree]]
        > - [[Far/Leaf|Leaf (Far)]]
        > - …
        """,
        id="the limit is of each; callouts",
    ),
    pytest.param(
        {"where": ["Topic"], "view": "table", "columns": ["Topic"]},
        """
        ## [[Leaf]]

        | Note | Topic |
        | --- | --- |
        | [[Tree]] | Botany |
        """,
        id="tables",
    ),
    pytest.param(
        {"group": ["file.folder"], "where": ["file.name=Leaf"]},
        """
        ## [[Tree]]

        ### Far

        - [[Far/Leaf|Leaf (Far)]]

        ### None

        - [[Leaf]]
        """,
        id="groups below each",
    ),
    pytest.param({"note": "tree"}, "- [[Hub]]\n- [[Far/Leaf|Leaf (Far)]]\n- [[Leaf]]", id="another note, by name"),
    pytest.param({"note": "Leaf.md", "sort": ["-name"]}, "- [[Tree]]\n- [[Hub]]", id="another note, by path"),
    pytest.param({"note": "Far/Leaf"}, "No links yet.", id="another note that nobody links to"),
]


@pytest.mark.parametrize(("options", "expected"), BACKLINKS)
def test_backlinks(options, expected, make):
    assert shown(make(LINKS, page("backlinks", **options))) == block(expected)


def test_generated_pages_are_no_notes_that_are_linked_to(make):
    root = make({"A.md": "[[Page]] [[B]]\n", "B.md": ""}, page("backlinks"))
    assert shown(root) == "## [[B]]\n\n- [[A]]"


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ("Tre", 'no note "Tre", did you mean "Tree"?'),
        ("Fra/Leaf", 'no note "Fra/Leaf", did you mean "Far/Leaf"?'),
        ("map.png", 'no note "map.png"'),
        ("Twin", '"Twin" can be any of "A/Twin.md", "B/Twin.md": name the path'),
    ],
)
def test_a_note_that_is_not_there_is_refused(note, reason, make):
    root = make({**LINKS, "A/Twin.md": "", "B/Twin.md": "", "map.png": ""}, page("backlinks", note=note))
    code, _, errors = index(root)
    assert (code, errors) == (1, f'Page.md:1: refused: region "backlinks": {reason}\n')


# --- All of them ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("link", ["[[Leaf]] [[Gone]]", "[x](Leaf.md) [y](Gone.md)"])
@pytest.mark.parametrize("kind", ["date", "letter", "recent", "orphans", "unresolved", "backlinks"])
def test_all_kinds_come_to_rest_side_by_side(kind, link, make):
    """In a note of somebody's own and on a page of their own, beside pages that link to every note."""
    files = {**LINKS, "Own.md": f"Text.\n\n{empty_region(f'kind={kind}')}", "Hub.md": link}
    root = make(files, page(kind) + page("folder", "All.md") + page("graph", "Graph.md"))
    assert index(root)[1].endswith("4 pages written, 0 up to date.\n")
    assert index(root)[1] == "0 pages written, 4 up to date.\n"
