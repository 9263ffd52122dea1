"""Where Obsidian follows CommonMark, an independent parser must see the same blocks on the same lines."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from vault_tools.parse import parse_note

JUDGE = MarkdownIt("commonmark")


def theirs(text):
    found = {"headings": [], "code": [], "items": []}
    depth = 0
    for token in JUDGE.parse(text):
        if token.type in ("blockquote_open", "list_item_open"):
            depth += 1
        if token.type in ("blockquote_close", "list_item_close"):
            depth -= 1
        if token.type == "heading_open":
            found["headings"].append((token.map[0] + 1, int(token.tag[1]), depth == 0))
        elif token.type in ("fence", "code_block"):
            found["code"].append((token.map[0] + 1, token.type == "fence"))
        elif token.type == "list_item_open":
            found["items"].append(token.map[0] + 1)
    return found


def ours(text):
    note = parse_note("N.md", text)

    def line(span):
        return note.place(span.start).line

    return {
        "headings": [(line(h.span), h.level, h.is_anchor) for h in note.headings],
        "code": [(line(c.span), c.kind == "fenced") for c in note.code if c.kind != "inline"],
        "items": [line(item.span) for item in note.items],
    }


HAND_WRITTEN = [
    pytest.param("> a\n# b\n", id="a heading ends a quote"),
    pytest.param("> a\n```\nb\n```\n", id="a fence ends a quote"),
    pytest.param("- # h\n  text\n", id="a heading in an item, then text"),
    pytest.param("- a\n===\n", id="an underline after an item is text"),
    pytest.param("> a\nlazy\n> b\n", id="a lazy line in a quote"),
    pytest.param("- a\nlazy\n- b\n", id="a lazy line in an item"),
    pytest.param("> - a\nlazy\n\n    code\n", id="a lazy line in a list in a quote"),
    pytest.param("- a\n\n  b\n\n\n- c\n", id="a loose list"),
    pytest.param("-\n  foo\n-\n\n  bar\n", id="an item may begin with one blank line only"),
    pytest.param("1. a\n   - b\n\n     ```\n     c\n     ```\n", id="a fence in nested items"),
    pytest.param("text\n2. no list\n", id="a list that begins with 2 does not end a paragraph"),
    pytest.param("text\n1. a list\n", id="a list that begins with 1 does"),
    pytest.param("a\n---\nb\n***\n", id="an underline and a break"),
    pytest.param("-\ta\n\n\tb\n\n\t\tc\n", id="tabs"),
    pytest.param("    code\n\n\n    more\ntext\n    no code\n", id="indented code"),
    pytest.param("~~~ a`b\n```\n~~~\n# h\n", id="backticks in tildes"),
    pytest.param("<div>\n# no heading\n\n# heading\n", id="HTML until a blank line"),
    pytest.param("<!-- a\n\n# no\n-->\n# yes\n", id="a comment over a blank line"),
    pytest.param("* * *\n- - -\n+ + +\n", id="breaks and items that look like them"),
    pytest.param("- a\n * b\n  + c\n", id="three lists"),
    pytest.param("10) a\n    b\n\n   c\n", id="content begins after the marker"),
    pytest.param("```\nunclosed\n# no\n", id="an unclosed fence"),
    pytest.param("# a #\n## b \\#\n#c\n####### d\n#\n", id="closing hashes and things that are no headings"),
]


@pytest.mark.parametrize("text", HAND_WRITTEN)
def test_hand_written(text):
    assert ours(text) == theirs(text)


LEAVES = ["", "a", "b c", "# h", "## i", "```", "~~~", "***", "---", "===", "  p", "    q"]
CONTAINERS = ["- j", "- ", "  - k", "1. l", "2) t", "* u", "+ v", "> m", ">", "> - n", "> # o", "> > s", "> ```"]


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from([*LEAVES, *CONTAINERS]), min_size=1, max_size=9))
def test_generated(lines):
    text = "first\n\n" + "\n".join(lines) + "\n"  # a note that begins with `---` would have frontmatter
    assert ours(text) == theirs(text)
