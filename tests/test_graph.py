"""The link graph: what its nodes and edges are, what is measured on it, and how it is written."""

import json

import networkx as nx
import pytest
from click.testing import CliRunner

from vault_tools.cli import cli
from vault_tools.config.tables import Config, VaultTable
from vault_tools.graph.build import build
from vault_tools.graph.measure import core, islands, most_linked, of_kind, orphans
from vault_tools.vault.memory import memory_vault

REGION = "<!-- vault-tools:begin x kind=tags -->\n\n{}\n\n<!-- vault-tools:end x -->\n"


def shown(graph):
    """Nodes as `kind path`, edges as `source > target` and, when there are more links than one, how many."""
    nodes = {f"{data['kind']} {node}" for node, data in graph.nodes(data=True)}
    edges = {f"{a} > {b}" + f" {n}" * (n > 1) for a, b, n in graph.edges(data="count")}
    return nodes, edges


GRAPHS = [
    pytest.param({}, set(), set(), id="an empty vault"),
    pytest.param({"A.md": "", "a.png": ""}, {"note A.md"}, set(), id="a note; a file that nobody links to"),
    pytest.param(
        {"A.md": "[[B]]", "B.md": ""},
        {"note A.md", "note B.md"},
        {"A.md > B.md"},
        id="a link",
    ),
    pytest.param(
        {"A.md": "[[B]] ![[B#h]] [x](B.md) [[b|y]] `[[B]]`", "B.md": "[[A]]"},
        {"note A.md", "note B.md"},
        {"A.md > B.md 4", "B.md > A.md"},
        id="every link and embed counts, not those in code",
    ),
    pytest.param(
        {"A.md": '---\nup: "[[B]]"\nmore: ["[[B]]", "[[C]]"]\ntext: see [[B]]\n---\n', "B.md": ""},
        {"note A.md", "note B.md", "unresolved C"},
        {"A.md > B.md 2", "A.md > C"},
        id="links in properties count",
    ),
    pytest.param(
        {"A.md": "%% [[B]] %% <!-- [[C]] -->", "B.md": "", "C.md": ""},
        {"note A.md", "note B.md", "note C.md"},
        {"A.md > B.md"},
        id="links in Obsidian's comments count, in HTML's not",
    ),
    pytest.param(
        {"A.md": "![[pic.png]] [x](s/b.canvas)", "s/pic.png": "", "s/b.canvas": ""},
        {"note A.md", "file s/pic.png", "canvas s/b.canvas"},
        {"A.md > s/pic.png", "A.md > s/b.canvas"},
        id="attachments",
    ),
    pytest.param(
        {"A.md": "[[#h]] [[A]] [x](A.md#h) [[A#^b]]"},
        {"note A.md"},
        set(),
        id="links of a note to itself",
    ),
    pytest.param(
        {"A.md": "[[Gone]] [x](gone.md) [[GONE#h]] [[Gone away]]", "B.md": "[[gone]] ![[gone.png]]"},
        {"note A.md", "note B.md", "unresolved Gone", "unresolved Gone away", "unresolved gone.png"},
        {"A.md > Gone 3", "A.md > Gone away", "B.md > Gone", "B.md > gone.png"},
        id="what is unresolved is one node, in the spelling met first, without .md",
    ),
    pytest.param(
        {"A.md": "[x](https://x.org) <https://y.org> [[https://z.org]]"},
        {"note A.md", "unresolved https://z.org"},
        {"A.md > https://z.org"},
        id="external links are none; a URL in a wikilink is internal",
    ),
    pytest.param(
        {"A.md": "[[B]]", "B.md": "", "Index/Tags.md": "# Tags\n\n" + REGION.format("- [[A]]\n- [[Gone]]")},
        {"note A.md", "note B.md"},
        {"A.md > B.md"},
        id="generated notes are left out",
    ),
    pytest.param(
        {"A.md": "[[Tags]]", "Tags.md": "# Tags\n\n" + REGION.format("- [[A]]")},
        {"note A.md"},
        set(),
        id="and so are the links to them, which led nowhere before the page was written",
    ),
    pytest.param(
        {"A.md": "", "Main.md": "mine [[A]]\n" + REGION.format("- [[B]]"), "B.md": ""},
        {"note A.md", "note Main.md", "note B.md"},
        {"Main.md > A.md"},
        id="a region is left out of a note by hand",
    ),
    pytest.param(
        {"A.md": "[[T]]", "_templates/T.md": "[[A]]", "_templates/U.md": "[[A]]"},
        {"note A.md", "note _templates/T.md"},
        {"A.md > _templates/T.md"},
        id="excluded notes are there when someone links to them",
    ),
    pytest.param(
        {"a/A.md": "[[Main]] [[b/Main]] [x](../Main.md)", "a/Main.md": "", "b/Main.md": "", "Main.md": ""},
        {"note a/A.md", "note a/Main.md", "note b/Main.md", "note Main.md"},
        {"a/A.md > Main.md 2", "a/A.md > b/Main.md"},
        id="one name in three places: the exact path wins",
    ),
    pytest.param(
        {"A.md": "---\naliases: [AI]\n---\n", "B.md": "[[AI]]"},
        {"note A.md", "note B.md", "unresolved AI"},
        {"B.md > AI"},
        id="an alias resolves nothing",
    ),
]


@pytest.mark.parametrize(("texts", "nodes", "edges"), GRAPHS)
def test_what_the_graph_is(texts, nodes, edges):
    assert shown(build(memory_vault(texts))) == (nodes, edges)


def test_other_folders_can_be_excluded():
    config = Config(vault=VaultTable(exclude=("Old/",)))
    vault = memory_vault({"A.md": "[[T]]", "Old/B.md": "[[A]]", "_templates/T.md": ""}, config)
    assert shown(build(vault)) == ({"note A.md", "note _templates/T.md"}, {"A.md > _templates/T.md"})


def test_the_graph_is_built_once():
    vault = memory_vault({"A.md": "[[B]]"})
    assert build(vault) is build(vault)
    assert type(build(vault)) is nx.DiGraph


# --- Measures -----------------------------------------------------------------------------------------------------------


def linked(*edges, notes=""):
    """A graph of notes from `a>b`, of files from `a>b.png` and of what is unresolved from `a>?b`."""
    graph = nx.DiGraph()
    graph.add_nodes_from(notes.split(), kind="note")
    for edge in edges:
        ends = edge.split(">")
        for end in ends:
            graph.add_node(end, kind="unresolved" if end[0] == "?" else "file" if "." in end else "note")
        graph.add_edge(*ends, count=1)
    return graph


def test_of_kind():
    graph = linked("b>a", "b>?x", "a>p.png", "a>?c")
    assert [of_kind(graph, kind) for kind in ("note", "unresolved", "file", "else")] == [
        ["a", "b"],
        ["?c", "?x"],
        ["p.png"],
        [],
    ]


@pytest.mark.parametrize(
    ("graph", "limit", "expected"),
    [
        pytest.param(linked("a>b", "c>b", "a>d", "b>d", "c>d"), 10, ["d", "b"], id="by the number of notes"),
        pytest.param(linked("a>c", "b>c", "a>d", "b>d"), 10, ["c", "d"], id="then by path"),
        pytest.param(linked("a>c", "b>c", "a>d", "b>d"), 1, ["c"], id="limited"),
        pytest.param(linked("a>c", "b>c"), 0, [], id="none wanted"),
        pytest.param(linked("a>b"), 10, [], id="one link is no reason"),
        pytest.param(linked("a>p.png", "b>p.png", "a>?x", "b>?x"), 10, [], id="only notes"),
    ],
)
def test_most_linked(graph, limit, expected):
    assert most_linked(graph, limit) == expected


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        pytest.param(linked(notes="b a"), ["a", "b"], id="no links"),
        pytest.param(linked("a>b", notes="c"), ["c"], id="neither end of a link"),
        pytest.param(linked("a>?x", "b>p.png"), [], id="a link to anything"),
    ],
)
def test_orphans(graph, expected):
    assert orphans(graph) == expected


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        pytest.param(linked(), [], id="nothing"),
        pytest.param(linked("a>b", "c>b", notes="z"), [], id="one group, and a note alone"),
        pytest.param(linked("m>n", "b>a", "x>y", "y>z"), [["a", "b"], ["m", "n"]], id="the largest is the mainland"),
        pytest.param(linked("c>d", "a>b"), [["c", "d"]], id="equal ones by path"),
        pytest.param(
            linked("d>e", "a>b", "b>c", "x>y", "y>z", "z>w"), [["a", "b", "c"], ["d", "e"]], id="the larger first"
        ),
        pytest.param(linked("a>p.png", "b>p.png", "c>?x", "d>?x", "e>f", "f>g", "g>h"), [], id="only notes connect"),
    ],
)
def test_islands(graph, expected):
    assert islands(graph) == expected


@pytest.mark.parametrize(
    ("graph", "limit", "expected"),
    [
        pytest.param(linked("a>b", "b>c", notes="z"), 10, ["a>b", "b>c"], id="all notes with links"),
        pytest.param(linked("a>b", "b>c", "c>b", "d>b"), 2, ["b>c", "c>b"], id="those with the most links"),
        pytest.param(linked("a>b", "c>d"), 3, ["a>b"], id="without those that lose all links"),
        pytest.param(linked("a>b", "a>?x", "a>p.png"), 10, ["a>b"], id="only notes"),
        pytest.param(linked("a>b"), 0, [], id="none wanted"),
    ],
)
def test_core(graph, limit, expected):
    found = core(graph, limit)
    assert sorted(">".join(edge) for edge in found.edges) == expected
    assert sorted(found) == sorted(set("".join(expected).replace(">", "")))


# --- As JSON ------------------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def graph_command(root, *options):
    done = CliRunner().invoke(cli, ["graph", "--vault", str(root), *options], catch_exceptions=False)
    assert (done.exit_code, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_json(tmp_path):
    for path, text in {
        "z.md": "[[é]] [[z 10]] [[é]]",
        "Sub/é.md": "[[Gone]] ![[p.png]]",
        "z 10.md": "[x](Sub/%C3%A9.md)",
        "z 9.md": "",
        "p.png": "",
    }.items():
        (tmp_path / "vault" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "vault" / path).write_text(text, encoding="utf-8")
    expected = {
        "nodes": [
            {"id": "Gone", "kind": "unresolved"},
            {"id": "Sub/é.md", "kind": "note"},
            {"id": "p.png", "kind": "file"},
            {"id": "z 10.md", "kind": "note"},
            {"id": "z 9.md", "kind": "note"},
            {"id": "z.md", "kind": "note"},
        ],
        "edges": [
            {"source": "Sub/é.md", "target": "Gone", "count": 1},
            {"source": "Sub/é.md", "target": "p.png", "count": 1},
            {"source": "z 10.md", "target": "Sub/é.md", "count": 1},
            {"source": "z.md", "target": "Sub/é.md", "count": 2},
            {"source": "z.md", "target": "z 10.md", "count": 1},
        ],
    }
    assert graph_command(tmp_path / "vault") == expected
    assert graph_command(tmp_path / "vault", "--format", "json") == expected


def test_json_of_an_empty_vault(tmp_path):
    assert graph_command(tmp_path) == {"nodes": [], "edges": []}
