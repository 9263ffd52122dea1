"""What we lean on in mistune, so that a new version that takes it away says so here first."""

import inspect
import re

import mistune
import pytest
from mistune import BlockParser, BlockState, InlineParser, InlineState
from mistune._inline.links import Bracket
from mistune.helpers import parse_link_href, parse_link_label
from mistune.util import unescape


def test_the_pinned_minor_version():
    assert mistune.__version__.startswith("3.4.")


@pytest.mark.parametrize(
    ("rule", "groups"),
    [
        ("atx_heading", {"atx_1", "atx_2"}),
        ("setex_heading", {"setext_1"}),
        ("ref_link", {"reflink_1"}),
        ("raw_html", set()),
    ],
)
def test_patterns_of_leaf_blocks_have_the_groups_we_read(rule, groups):
    assert groups <= re.compile(BlockParser.SPECIFICATION[rule], re.M).groupindex.keys()


@pytest.mark.parametrize(
    "name",
    ["parse_fenced_code", "parse_setex_heading", "parse_thematic_break", "parse_ref_link", "parse_raw_html"],
)
def test_block_methods_take_a_match_and_a_state(name):
    assert list(inspect.signature(getattr(BlockParser, name)).parameters) == ["self", "m", "state"]


def test_private_names_that_we_use():
    assert callable(BlockParser._parse_indent_code_fast)
    assert BlockParser.BLOCK_HTML
    assert BlockParser().max_nested_level == 20
    state = BlockState()
    assert state.lazy_line_starts == set()
    assert state.env == {"ref_links": {}}
    assert {"start", "token_index", "image", "previous_link"} <= {*Bracket.__slots__}
    inline = InlineState({})
    assert (inline.brackets, inline.last_link, inline.tokens) == ([], None, [])
    assert list(inspect.signature(InlineParser.finalize_tokens).parameters) == ["self", "tokens", "depth"]


def test_helpers_that_we_call():
    assert parse_link_href("(<a b> 't')", 1) == ("a b", 6)
    assert parse_link_href("(a(b) c)", 1) == ("a(b)", 5)
    assert parse_link_label("[a b] c", 1) == ("a b", 5)
    assert parse_link_label("[a [b]] c", 1) == (None, None)
    assert unescape("a&amp;b &copy &lt;") == "a&b &copy <"


def test_a_block_method_gives_the_offset_after_what_it_took():
    parser, state = BlockParser(), BlockState()
    state.process("```py\nx\n```\nrest\n")
    match = re.compile(BlockParser.SPECIFICATION["fenced_code"], re.M).match(state.src)
    assert parser.parse_fenced_code(match, state) == len("```py\nx\n```\n")
    assert state.tokens[0]["type"] == "block_code"
    assert state.tokens[0]["attrs"] == {"info": "py"}
