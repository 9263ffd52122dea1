"""The page `statistics`: what it counts."""

import pytest
from indexing import block, index, page, shown

COUNTED = {
    "A.md": "---\nTopic: x\ntags: [One]\n---\n[[B]] [[B]] [[Gone]] #one/two\n\n- [ ] a\n- [x] b\n",
    "B.md": "---\ntopic: y\n---\n![[A]] #one\n",
    "C.md": "[x](https://x.org)\n\n## Books\n\n- A Book by Ann Author\n",
    "_templates/T.md": "[[A]] [[B]]\n",
}


def test_all_measures(make):
    """Links: three of A and the embed of B. The external one is none of the vault's. `One` and `#one` are one tag."""
    assert shown(make(COUNTED, page("statistics"))) == block(
        """
        | Measure | Number |
        | --- | --- |
        | Notes | 3 |
        | Links | 4 |
        | Links that lead nowhere | 1 |
        | Orphans | 1 |
        | Tags | 2 |
        | Properties | 2 |
        | Open tasks | 1 |
        | Tasks done | 1 |
        | Resources | 1 |
        """
    )


def test_measures_that_are_chosen_of_notes_that_are_chosen(make):
    settings = page("statistics", measures=["orphans", "notes"], where=["Topic!=x"], view="list")
    assert shown(make(COUNTED, settings)) == "- Orphans — 1\n- Notes — 2"


def test_numbers_of_groups(make):
    settings = page("statistics", measures=["notes"], group=["Topic"])
    rows = "\n\n| Measure | Number |\n| --- | --- |\n| Notes | 1 |"
    assert shown(make(COUNTED, settings)) == "\n\n".join(f"## {title}{rows}" for title in ("x", "y", "None"))


def test_the_note_that_the_numbers_stand_in_is_counted(make):
    root = make({"Page.md": "Mine, [[A]].\n", "A.md": ""}, page("statistics", measures=["notes", "links"]))
    assert shown(root) == "| Measure | Number |\n| --- | --- |\n| Notes | 2 |\n| Links | 1 |"


def test_many(make):
    root = make({"A.md": "[[B]] " * 1234, "B.md": ""}, page("statistics", measures=["links"], view="list"))
    assert shown(root) == "- Links — 1,234"


def test_no_notes_are_counted(make):
    assert shown(make({}, page("statistics"))) == "No notes yet."


@pytest.mark.parametrize("option", [{"columns": ["Topic"]}, {"limit": 3}, {"measures": ["note"]}])
def test_options_that_would_do_nothing(make, option):
    code, _, error = index(make(COUNTED, page("statistics", **option)))
    assert code == 2
    assert next(iter(option)) in error
