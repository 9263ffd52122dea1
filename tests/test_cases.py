"""The case tables of the semantics reference, through the public functions."""

import tomllib
from pathlib import Path

import pytest

from vault_tools.parse import parse_note
from vault_tools.rules.links.broken_anchor import BrokenAnchor
from vault_tools.vault.anchors import find_block, find_heading, is_block
from vault_tools.vault.memory import memory_vault

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
