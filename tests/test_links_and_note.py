"""The commands `links` and `note`, and through them a sample of the case tables."""

import json
import shutil
import subprocess
import sys

import pytest
import yaml
from click.testing import CliRunner
from test_cases import FIXTURES, load

from vault_tools.cli import cli

LINK_KEYS = [
    "source",
    "line",
    "column",
    "kind",
    "embed",
    "target",
    "subpath",
    "display",
    "resolved",
    "status",
    "candidates",
]


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def make(tmp_path):
    def write(files):
        for path, text in files.items():
            file = tmp_path / "vault" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")
        return tmp_path / "vault"

    return write


def run(*arguments):
    done = CliRunner().invoke(cli, [str(argument) for argument in arguments], catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr


def links(*arguments):
    code, out, err = run("links", *arguments, "--format", "json")
    assert (code, err) == (0, "")
    return json.loads(out)


def note(*arguments):
    code, out, err = run("note", *arguments, "--format", "json")
    assert (code, err) == (0, "")
    return json.loads(out)


def sample(name):
    """The rows of Appendix A, and some of our own."""
    cases = load(name)["case"]
    return [pytest.param(c, id=c["id"]) for i, c in enumerate(cases) if c["id"].startswith("A") or i % 9 == 0]


@pytest.mark.parametrize("case", sample("resolution"))
def test_resolution_through_links(make, case):
    fixture = FIXTURES[case["fixture"]]
    files = {path: fixture.get("texts", {}).get(path, "") for path in fixture["files"]} | {case["source"]: case["text"]}
    if len({path.lower() for path in files}) < len(files):
        pytest.skip("not on every file system")
    root = make(files)
    [link] = links("--vault", root, root / case["source"])
    assert (link["resolved"] or "") == case["resolved"]
    assert (len(link["candidates"]) > 1) == case["ambiguous"]
    assert link["status"] != "ok" if not case["resolved"] else link["status"] != "unresolved"


@pytest.mark.parametrize("case", sample("anchors"))
def test_anchors_through_links(make, case):
    root = make({case.get("file", "other.png"): "", "N.md": case.get("target", ""), "src.md": case["link"]})
    [link] = links("--vault", root, "src.md")
    assert (link["status"] == "ok") == case["found"]


@pytest.mark.parametrize("case", sample("extraction"))
def test_extraction_through_note(make, case):
    found = note("N", "--vault", make({"N.md": case["text"]}))
    for link, expected in zip(found["links"], case["links"], strict=True):
        assert expected.startswith(f"{'E' if link['embed'] else 'L'}({link['target']}")
    assert [tag["tag"] for tag in found["tags"]] == case["tags"]
    assert [f"{h['level']} {h['text']}" for h in found["headings"]] == case["headings"]
    assert [task["status"] for task in found["tasks"]] == case["tasks"]


VAULT = {
    "Home.md": '---\nup: "[[Sub/Map|top]]"\n---\n[[Map#Two]] ![[p.png|100x80]] [w](https://x.org)\n\n[r]: Gone.md\n',
    "Sub/Map.md": "# One\n[[#^b]] [[Home]]\n",
    "Other/Map.md": "",
    "p.png": "",
    "B.canvas": '{"nodes": [{"id": "1", "type": "file", "file": "Home.md"}, {"id": "2", "type": "text", "text": "[[Home]]"}]}',
}


def test_the_form_of_links(make):
    found = links("--vault", make(VAULT), "Home.md", "--external")
    assert all(list(link) == LINK_KEYS for link in found)
    assert [tuple(link.values()) for link in found] == [
        ("Home.md", 2, 5, "property", False, "Sub/Map", "", "top", "Sub/Map.md", "ok", []),
        (
            *("Home.md", 4, 1, "wikilink", False, "Map", "#Two", None, "Sub/Map.md", "missing-heading"),
            ["Other/Map.md", "Sub/Map.md"],
        ),
        ("Home.md", 4, 13, "wikilink", True, "p.png", "", None, "p.png", "ok", []),
        ("Home.md", 4, 31, "markdown", False, "https://x.org", "", "w", None, "external", []),
        ("Home.md", 6, 1, "reference", False, "Gone.md", "", None, None, "unresolved", []),
    ]


def test_without_external_there_is_none(make):
    assert "external" not in {link["status"] for link in links("--vault", make(VAULT))}


def test_all_sources_are_listed_in_order(make):
    found = [(link["source"], link["kind"]) for link in links("--vault", make(VAULT))]
    assert found == [
        ("B.canvas", "canvas"),
        ("B.canvas", "canvas"),
        ("Home.md", "property"),
        ("Home.md", "wikilink"),
        ("Home.md", "wikilink"),
        ("Home.md", "reference"),
        ("Sub/Map.md", "wikilink"),
        ("Sub/Map.md", "wikilink"),
    ]


def test_backlinks_leave_out_the_note_itself_and_cards(make):
    """Section 8.1: wikilinks on cards are no backlinks."""
    root = make(VAULT)
    assert [(link["source"], link["line"]) for link in links("--vault", root, "Home.md", "--backlinks")] == [
        ("B.canvas", 1),
        ("Sub/Map.md", 2),
    ]
    assert links("--vault", root, "Other/Map.md", "--backlinks") == []


def test_unresolved(make):
    assert [link["target"] for link in links("--vault", make(VAULT), "--unresolved")] == ["Gone.md"]


def test_a_note_is_named_as_a_link_would_name_it(make):
    root = make(VAULT)
    assert {link["source"] for link in links("--vault", root, "sub/map", "p.png")} == {"Sub/Map.md"}
    assert [link["source"] for link in links("--vault", root, "home", "--backlinks")] == ["B.canvas", "Sub/Map.md"]
    assert run("links", "--vault", root, "Map")[2].startswith('error: "Map" could be Other/Map.md or Sub/Map.md')
    assert run("links", "--vault", root, "Hme")[2].endswith('did you mean "Home"?\n')


def test_the_table(make):
    code, out, _ = run("links", "--vault", make(VAULT), "Sub")
    assert code == 0
    assert [line.split() for line in out.splitlines()] == [
        ["where", "kind", "link", "opens", "status"],
        ["Sub/Map.md:2:1", "wikilink", "#^b", "Sub/Map.md", "missing-block"],
        ["Sub/Map.md:2:9", "wikilink", "Home", "Home.md", "ok"],
    ]
    assert run("links", "--vault", make(VAULT), "Sub", "--unresolved")[1] == "No such links.\n"


NOTE = """---
tags: [reading/slow, "#Old"]
Rating: 4
due: 2026-03-01
aliases: AI
---
# A **b** ^top

- [ ] todo #now
  - [x] done ^one
> [!Tip]- Fold
> # Hidden

text[^1] `code` $x$ %%gone%%

[^1]: foot

## Books
1. **Notes** by Mira Solberg: on notes.
"""


def test_the_form_of_note(make):
    found = note("N", "--vault", make({"N.md": NOTE}))
    assert list(found)[:7] == ["path", "name", "aliases", "error", "properties", "headings", "links"]
    assert found["path"] == "N.md"
    assert found["headings"] == [
        {"text": "A **b** ^top", "level": 1, "line": 7, "column": 1},
        {"text": "Books", "level": 2, "line": 18, "column": 1},
    ]
    assert found["tags"] == [
        {"tag": "#reading/slow", "line": 2, "column": 8, "source": "property"},
        {"tag": "#Old", "line": 2, "column": 22, "source": "property"},
        {"tag": "#now", "line": 9, "column": 12, "source": "body"},
    ]
    assert [(p["name"], p["type"], p["value"], p["line"]) for p in found["properties"]] == [
        ("tags", "tags", ["reading/slow", "#Old"], 2),
        ("Rating", "number", 4, 3),
        ("due", "date", "2026-03-01", 4),
        ("aliases", "aliases", "AI", 5),
    ]
    assert [(b["id"], b["block"]["line"]) for b in found["blocks"]] == [("top", 7), ("one", 10)]
    assert [(t["status"], t["done"], t["line"]) for t in found["tasks"]] == [(" ", False, 9), ("x", True, 10)]
    assert [(i["parent"], i["line"], i["column"]) for i in found["items"]] == [(None, 9, 1), (9, 10, 3), (None, 19, 1)]
    assert [(c["type"], c["fold"]) for c in found["callouts"]] == [("Tip", "-")]
    assert [f["line"] for f in found["footnotes"]] == [16]
    assert [f["column"] for f in found["footnote_references"]] == [5]
    assert [r["title"] for r in found["resources"]] == ["Notes"]
    assert [(s["type"], s["id"], s["line"], s["end_line"]) for s in found["sections"]] == [
        ("yaml", None, 1, 6),
        ("heading", "top", 7, 7),
        ("list", None, 9, 10),
        ("callout", None, 11, 12),
        ("paragraph", None, 14, 14),
        ("footnoteDefinition", None, 16, 16),
        ("heading", None, 18, 18),
        ("list", None, 19, 19),
    ]


def test_yaml_says_the_same_as_json(make):
    root = make({"N.md": NOTE, "M.md": "[[N|yes]] [[N#12:30|no]]"})
    assert yaml.safe_load(run("note", "N", "--vault", root)[1]) == note("N", "--vault", root)


def test_a_note_is_named_by_path_or_by_link(make, monkeypatch):
    root = make(VAULT | {".obsidian/app.json": ""})
    monkeypatch.chdir(root / "Sub")
    assert {note(name)["path"] for name in ("Map.md", root / "Sub" / "Map.md", "Sub/Map", "sub/map.md")} == {
        "Sub/Map.md"
    }


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Hme", 'no note "Hme" in the vault '),
        ("Map", '"Map" could be Other/Map.md or Sub/Map.md: write more of the path'),
        ("p.png", "p.png: is no note of the vault"),
    ],
)
def test_what_is_no_note_is_told(make, name, message):
    code, _, err = run("note", name, "--vault", make(VAULT))
    assert code == 2
    assert err.startswith(f"error: {message}")


def test_frontmatter_that_cannot_be_read_is_said(make):
    found = note("N", "--vault", make({"N.md": "---\na: 1\na: 2\n---\n"}))
    assert found["error"] == {"message": 'the property "a" is given twice', "line": 3, "column": 1}


def test_a_note_through_a_real_process(make):
    """With what a terminal and a pipe make of names and texts in every script."""
    root = make({"Ünï 😀.md": "# Ünï 😀\n"})
    command = [sys.executable, "-m", "vault_tools", "note", str(root / "Ünï 😀.md"), "--format", "json"]
    done = subprocess.run(command, capture_output=True, check=True, env={"PATH": "", "PYTHONUTF8": "1"}, cwd=root)
    assert json.loads(done.stdout)["headings"][0]["text"] == "Ünï 😀"
    shutil.rmtree(root)


def test_a_note_counts_its_links_to_itself(make):
    """Sections 3.4 and 3.7: they are kept, though they save no note from being an orphan."""
    root = make({"N.md": "# H\n[[#H]] [[N]]\n"})
    assert len(links("--vault", root, "N", "--backlinks")) == 2
    assert "orphan-note" in run("lint", "--vault", root)[1]


def test_links_to_the_web_lead_to_no_note(make):
    for option in ("--backlinks", "--unresolved"):
        code, _, err = run("links", "--vault", make(VAULT), "--external", option)
        assert (code, "links to the web lead to no note" in err.replace("--external goes with neither", "")) == (
            2,
            True,
        )


def test_a_path_of_the_vault_is_taken_before_a_link(make, tmp_path):
    root = make({"a.md": "lower", "b/a.md": "[[a]]"})
    assert note("b/a.md", "--vault", root)["path"] == "b/a.md"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("obsidian://open?vault=V", ["obsidian://open?vault=V"]),
        ("see ftp://x.org/a, file:///a/b and HTTPS://X.org.", ["ftp://x.org/a", "file:///a/b", "HTTPS://X.org"]),
        ("zotero://select/items/1_A (x-devonthink-item://B)", ["zotero://select/items/1_A", "x-devonthink-item://B"]),
        ("a:b http:/x c://", []),
    ],
)
def test_bare_addresses(make, text, expected):
    """Sections 2.1 and 2.6."""
    assert [link["target"] for link in note("N", "--vault", make({"N.md": text}))["external"]] == expected


@pytest.mark.parametrize(("depth", "is_read"), [(199, True), (400, False)])
def test_deep_values_are_no_traceback(depth, is_read, make):
    root = make({"N.md": "---\na: " + "[" * depth + "]" * depth + "\n---\n"})
    assert run("note", "N", "--vault", root)[0] == 0
    found = note("N", "--vault", root)
    assert [it["name"] for it in found["properties"]] == ["a"] * is_read
    assert (found["error"] is None) == is_read


def test_a_number_too_long_for_anything_is_infinite(make):
    root = make({"N.md": "---\na: 0x" + "f" * 400 + "\nb: " + "9" * 5000 + "\n---\n"})
    assert [p["type"] for p in note("N", "--vault", root)["properties"]] == ["number", "number"]


def test_what_would_steer_the_terminal_is_shown_as_text(make):
    root = make({"N.md": '---\naliases: ["a\\nb"]\n---\n[a\nb]() [[\x1b[31mred]]\n'})
    for arguments in (["lint", "--select", "all"], ["links"]):
        out = run(*arguments, "--vault", root)[1]
        assert "\x1b" not in out
        assert "\\x1b[31mred" in out
        assert all(line.startswith(("N.md", "where", "Found")) for line in out.splitlines())


@pytest.mark.parametrize(("closing", "code"), [(">&-", 0), ("> /dev/full", 2)])
def test_output_that_cannot_be_written(make, closing, code):
    command = f'"{sys.executable}" -m vault_tools links --vault "{make(VAULT)}" {closing}'
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
