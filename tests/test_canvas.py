"""JSON Canvas 1.0 (8.1): what a canvas links to, with its places."""

import json

import pytest

from vault_tools.config.tables import Config
from vault_tools.graph.build import build
from vault_tools.lint import lint
from vault_tools.parse.canvas import parse_canvas
from vault_tools.selection import select
from vault_tools.vault.memory import memory_vault
from vault_tools.vault.read import read_vault


def canvas(*nodes, edges=(), **rest):
    return json.dumps({"nodes": list(nodes), "edges": list(edges), **rest}, ensure_ascii=False)


def file(path, **rest):
    return {"id": path, "type": "file", "file": path, **rest}


def card(text, id="card"):
    return {"id": id, "type": "text", "text": text}


def seen(text):
    note = parse_canvas("B.canvas", text)
    return [(link.context, link.embed, link.target, link.subpath, note.slice(link.span)) for link in note.links]


def test_file_nodes_and_backgrounds_hold_vault_paths():
    text = canvas(
        file("Notes/A.md", subpath="#H"), file("b.png"), {"id": "g", "type": "group", "background": "img/c.png"}
    )
    assert seen(text) == [
        ("file", False, "Notes/A.md", "#H", "Notes/A.md"),
        ("file", False, "b.png", "", "b.png"),
        ("file", False, "img/c.png", "", "img/c.png"),
    ]


def test_cards_are_markdown():
    assert seen(canvas(card("# [[A|x]]\n\n- [b](B%20C.md#D) ![[p.png]] `[[no]]`"))) == [
        ("card", False, "A", "", "[[A|x]]"),
        ("card", False, "B C.md", "#D", "[b](B%20C.md#D)"),
        ("card", True, "p.png", "", "![[p.png]]"),
    ]


@pytest.mark.parametrize("ascii", [True, False])
def test_places_count_in_the_json(ascii):
    """Every escape of JSON shifts what stands behind it."""
    node = card('"q" \\ é 😀\n\t[[Ä]] #täg')
    text = json.dumps({"nodes": [node]}, ensure_ascii=ascii, indent="\t")
    note = parse_canvas("B.canvas", text)
    [link], [tag] = note.links, note.tags
    assert json.loads(f'"{note.slice(link.span)}"') == "[[Ä]]"
    assert json.loads(f'"{note.slice(tag.span)}"') == "#täg"


@pytest.mark.parametrize("text", ["", " \n", "{}", '{"nodes": null}', '{"nodes": [3, {"type": "dance"}], "edges": {}}'])
def test_what_is_empty_or_unknown_is_no_fault(text):
    note = parse_canvas("B.canvas", text)
    assert (note.links, note.faults) == ((), ())


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ('{"nodes": [}', "Expecting value", "}"),
        ("[]", "the canvas is not a JSON object", "[]"),
        ("[" * 100_000, "nested too deeply", "[" * 100_000),
        (canvas(card("a", "x"), card("b", "x")), 'the id "x" is given twice', 'x", "type": "text", "text": "b'),
        (canvas(card("a", "x"), edges=[{"id": "e", "fromNode": "x", "toNode": "y"}]), "an arrow ends at", 'y"}'),
    ],
)
def test_faults_have_a_place(text, message, place):
    [fault] = parse_canvas("B.canvas", text).faults
    assert fault.message.startswith(message)
    assert text[fault.span.start :].startswith(place)


VAULT = {
    "Notes/A.md": "# H",
    "x/C.md": "",
    "Board.canvas": canvas(file("Notes/A.md"), file("A.md"), card("[[C]] [[gone]]")),
}


def test_a_file_node_is_never_looked_for_elsewhere():
    vault = memory_vault(VAULT)
    assert [(r.link.target, r.target) for r in vault.links["Board.canvas"]] == [
        ("Notes/A.md", "Notes/A.md"),
        ("A.md", None),
        ("C", "x/C.md"),
        ("gone", None),
    ]


def test_cards_make_no_backlinks_and_no_edges():
    """Section 8.1, tool rule and B-18."""
    vault = memory_vault(VAULT)
    assert set(vault.backlinks) == {"Notes/A.md"}
    assert set(build(vault).successors("Board.canvas")) == {"Notes/A.md", "A"}


def test_a_canvas_is_linted():
    found = [(d.rule, d.line, d.message) for d in lint(memory_vault(VAULT), select(Config()).at) if "canvas" in d.path]
    assert found == [
        ("broken-link", 1, 'no note "A" in the root of the vault, did you mean "Notes/A.md"?'),
        ("broken-link", 1, 'no note "gone"'),
    ]


def test_a_canvas_and_a_note_of_the_same_bytes_are_two_things(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "vault").mkdir()
    text = canvas(card("[[A]] #t"))
    for name in ("a.canvas", "b.md"):
        (tmp_path / "vault" / name).write_text(text)
    for _ in range(2):  # parsed, then stored
        vault = read_vault(tmp_path / "vault")
        assert [link.kind for link in vault.canvases["a.canvas"].links] == ["canvas"]
        assert [link.kind for link in vault.notes["b.md"].links] == ["wikilink"]


def test_a_link_node_is_external():
    """Section 8.1: `url` is a URL, and on a card all links are the canvas's."""
    note = parse_canvas("B.canvas", canvas({"id": "u", "type": "link", "url": "https://x.org"}, card("https://y.org")))
    assert [(link.kind, link.external, link.target) for link in note.links] == [
        ("canvas", True, "https://x.org"),
        ("canvas", True, "https://y.org"),
    ]


def test_a_decomposed_path_is_composed():
    vault = memory_vault({"Café.md": "", "B.canvas": canvas(file("Cafe\u0301.md"))})
    assert [resolved.target for resolved in vault.links["B.canvas"]] == ["Café.md"]


def test_an_excluded_canvas_keeps_its_links():
    """Section 1.6: exclusion takes nothing out of the vault."""
    texts = {"X/B.canvas": canvas(file("N.md"), file("gone.md")), "N.md": "x"}
    vault = memory_vault(texts | {".obsidian/app.json": '{"userIgnoreFilters": ["X/"]}'})
    assert set(vault.backlinks) == {"N.md"}
    assert list(lint(vault, select(Config()).at)) == []


@pytest.mark.parametrize(
    "node",
    [
        '{"type": "text", "text": "[[x\\ud800]] #t\\ud800"}',
        '{"type": "file", "file": "a\\udc00.md"}',
        '{"id": "\\ud800"}, {"id": "\\ud800"}',
        '{"x": ' + "9" * 5000 + ', "type": "file", "file": "a.md"}',
        '{"type": "file", "file": 3, "subpath": []}, {"type": "text", "text": null}, {"type": {}, "id": []}',
    ],
)
def test_whatever_json_holds_can_be_read_and_stored(tmp_path, node):
    (tmp_path / "B.canvas").write_text('{"nodes": [' + node + "]}")
    vault = read_vault(tmp_path, use_cache=False)
    assert all(fault.kind == "duplicate" for fault in vault.canvases["B.canvas"].faults)
