"""The case tables of the semantics reference, through the public functions."""

import json
import tomllib
from pathlib import Path

import pytest

from vault_tools.model import file_class
from vault_tools.parse import parse_note
from vault_tools.parse.canvas import parse_canvas
from vault_tools.rules.links.broken_anchor import BrokenAnchor
from vault_tools.vault.anchors import find_block, find_heading, is_block
from vault_tools.vault.memory import memory_vault
from vault_tools.vault.obsidian import read_settings

CASES = Path(__file__).parent / "cases"


def load(name):
    return tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))


def params(name):
    return [pytest.param(case, id=f"{case['id']} ({case['section']})") for case in load(name)["case"]]


FIXTURES = load("resolution")["fixtures"]


@pytest.mark.parametrize("case", params("resolution"))
def test_which_file_a_link_designates(case):
    fixture = FIXTURES[case["fixture"]]
    texts = {path: fixture.get("texts", {}).get(path, "") for path in fixture["files"]}
    texts = {path: text for path, text in texts.items() if not any(p.startswith(".") for p in path.split("/"))}
    vault = memory_vault(texts)
    [link] = parse_note(case["source"], case["text"]).links
    resolution = vault.resolve(link.target, case["source"])
    assert (resolution.path or "") == case["resolved"]
    assert bool(resolution.candidates) == case["ambiguous"]


@pytest.mark.parametrize("case", params("anchors"))
def test_which_anchor_a_subpath_names(case):
    vault = memory_vault({"src.md": case["link"], case.get("file", "other.png"): "", "N.md": case.get("target", "")})
    reported = [problem.message for problem in BrokenAnchor().check(vault.notes["src.md"], vault)]
    assert (not reported) == case["found"], reported
    if "line" in case:
        [link] = vault.notes["src.md"].links
        note = vault.notes["N.md"]
        if is_block(link.subpath):
            start = find_block(note, link.subpath).target.start
        else:
            start = find_heading(note, link.subpath).span.start
        assert note.place(start).line == case["line"]


def shown(link):
    parts = [link.target, link.subpath, link.display or ""]
    while not parts[-1]:
        parts.pop()
    return f"{'E' if link.embed else 'L'}({','.join(parts)})"


@pytest.mark.parametrize("case", params("extraction"))
def test_what_a_scan_extracts(case):
    note = parse_note("N.md", case["text"])
    assert [shown(link) for link in note.links if not link.external] == case["links"]
    assert ["#" + tag.name for tag in note.tags] == case["tags"]
    assert [f"{h.level} {h.text}" for h in note.headings if h.is_anchor] == case["headings"]
    assert [item.task for item in note.items if item.task is not None] == case["tasks"]
    assert [block.id for block in note.blocks] == case["blocks"]
    if "sizes" in case:
        assert [link.size for link in note.links] == case["sizes"]


@pytest.mark.parametrize("case", params("tags"))
def test_which_tags_a_note_has(case):
    tags = parse_note("N.md", case["text"]).tags
    assert ["#" + tag.name for tag in tags] == case["tags"]
    assert [tag.key for tag in tags] == case.get("keys", [tag.key for tag in tags])


def typed(values):
    """Unlike `==`, a comparison of this tells 1, 1.0 and true apart, and nan is nan."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


@pytest.mark.parametrize("case", params("properties"))
def test_what_frontmatter_yields(case):
    note = parse_note("N.md", case["text"])
    assert (note.error is not None) == case.get("error", False), note.error
    if "names" in case:
        assert [property.name for property in note.properties] == case["names"]
    else:
        values = json.loads(case["json"]) if "json" in case else case.get("values", {})
        assert typed({property.name: property.value for property in note.properties}) == typed(values)
    keys = [f"{link.key}=" if link.kind == "property" else "" for link in note.links]
    links = zip(keys, note.links, strict=True)
    assert [key + shown(link) for key, link in links if not link.external] == case["links"]
    assert ["#" + tag.name for tag in note.tags] == case["tags"]
    assert list(note.aliases) == case.get("aliases", list(note.aliases))


@pytest.mark.parametrize("case", params("canvas"))
def test_what_a_canvas_links_to(case):
    canvas = parse_canvas("C.canvas", case["text"])
    assert [f"{link.context}={shown(link)}" for link in canvas.links if not link.external] == case["links"]
    assert ["#" + tag.name for tag in canvas.tags] == case["tags"]
    assert len(canvas.faults) == case.get("faults", 0), canvas.faults


@pytest.mark.parametrize("case", params("settings"))
def test_what_obsidian_is_told_about_a_note(case):
    settings = read_settings(case["files"].get)
    assert settings.is_ignored(case["path"]) == case.get("ignored", False)
    assert settings.is_template(case["path"]) == case.get("template", False)


@pytest.mark.parametrize("case", params("files"))
def test_which_class_a_file_belongs_to(case):
    assert {file_class(path) for path in case["paths"]} == {case["class"]}
