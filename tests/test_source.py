"""Bytes and text: whatever an edit does, every byte outside it stays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vault_tools.model import Edit
from vault_tools.source import decode, newline_of, normalise, splice

BOM = "\ufeff"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"", ("", True), id="nothing"),
        pytest.param("é😀".encode(), ("é😀", True), id="UTF-8"),
        pytest.param(b"\xef\xbb\xbfa\r\nb", ("\ufeffa\r\nb", True), id="byte order mark and line ends are kept"),
        pytest.param(b"a\xe9b", ("a\ufffdb", False), id="Latin-1"),
        pytest.param(b"a\xf0\x9f\x98", ("a\ufffd", False), id="cut in the middle of a character"),
        pytest.param("a".encode("utf-16-le") + b"\xff", ("a\0\ufffd", False), id="UTF-16"),
    ],
)
def test_what_is_not_utf8_is_replaced_and_said(data, expected):
    assert decode(data) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a\nb", "a\nb", id="nothing to do"),
        pytest.param("a\r\nb\r\n", "a\nb\n", id="CRLF"),
        pytest.param("a\r\nb\nc\r\n", "a\nb\nc\n", id="mixed line ends"),
        pytest.param(BOM + "a", "a", id="byte order mark"),
        pytest.param("a" + BOM + "b", "a\ufeffb", id="only the first character is one"),
        pytest.param(BOM + BOM + "a", "a", id="two, so that normalising twice changes nothing"),
        pytest.param(BOM, "", id="nothing but a byte order mark"),
        pytest.param("a\rb\r\nc", "a\rb\nc", id="a carriage return alone stays"),
    ],
)
def test_normalised_text_has_no_mark_and_one_kind_of_line_end(text, expected):
    assert normalise(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", "\n", id="no line ends"),
        pytest.param("a\nb\n", "\n", id="LF"),
        pytest.param("a\r\nb\r\n", "\r\n", id="CRLF"),
        pytest.param("a\r\nb\r\nc\n", "\r\n", id="mostly CRLF"),
        pytest.param("a\r\nb\nc\n", "\n", id="mostly LF"),
        pytest.param("a\r\nb\n", "\n", id="as many of each"),
    ],
)
def test_the_newline_of_a_text_is_the_one_that_most_lines_have(text, expected):
    assert newline_of(text) == expected


@pytest.mark.parametrize(
    ("text", "edits", "expected"),
    [
        pytest.param("a b c\n", [Edit(2, "b", "x")], "a x c\n", id="replace"),
        pytest.param("a b c\n", [Edit(2, "b ", "")], "a c\n", id="delete"),
        pytest.param("a b c\n", [Edit(2, "", "x ")], "a x b c\n", id="insert"),
        pytest.param("a b c\n", [], "a b c\n", id="no edits"),
        pytest.param("a", [Edit(0, "", "x"), Edit(1, "", "y")], "xay", id="at both ends"),
        pytest.param("", [Edit(0, "", "x\n")], "x\n", id="into nothing"),
        pytest.param("a b c\n", [Edit(4, "c", "z"), Edit(0, "a", "x")], "x b z\n", id="in any order"),
        pytest.param("abc", [Edit(0, "a", "x"), Edit(1, "b", "y")], "xyc", id="side by side"),
        pytest.param("a\nb", [Edit(2, "b", "x")], "a\nx", id="no final newline"),
        pytest.param("a\r\nb\r\nc", [Edit(2, "b", "x")], "a\r\nx\r\nc", id="CRLF outside stays"),
        pytest.param("a\r\nb\r\nc", [Edit(2, "b", "x\ny")], "a\r\nx\r\ny\r\nc", id="new lines get CRLF"),
        pytest.param("a\r\nb\r\nc", [Edit(1, "\nb\n", "\n")], "a\r\nc", id="a line with its CRLFs"),
        pytest.param("a\r\nb\r\nc", [Edit(2, "b\n", "")], "a\r\nc", id="a line with the CRLF after it"),
        pytest.param("a\r\nb", [Edit(1, "", "x")], "ax\r\nb", id="before a CRLF"),
        pytest.param("a\r\nb", [Edit(2, "", "x")], "a\r\nxb", id="after a CRLF"),
        pytest.param(
            "a\r\nb\nc\r\nd\n", [Edit(4, "c", "x\ny")], "a\r\nb\nx\ny\r\nd\n", id="mixed line ends, as many of each: LF"
        ),
        pytest.param(
            "a\r\nb\nc\r\nd\r\n", [Edit(2, "b", "x\ny")], "a\r\nx\r\ny\nc\r\nd\r\n", id="mixed line ends, mostly CRLF"
        ),
        pytest.param(BOM + "a\nb", [Edit(0, "a", "x")], BOM + "x\nb", id="byte order mark stays"),
        pytest.param(BOM + "a", [Edit(0, "", "x")], BOM + "xa", id="byte order mark stays in front"),
        pytest.param(BOM + "a\r\nb", [Edit(2, "b", "x")], BOM + "a\r\nx", id="byte order mark and CRLF"),
        pytest.param(BOM, [Edit(0, "", "x")], BOM + "x", id="nothing but a byte order mark"),
        pytest.param("é😀\r\nb", [Edit(3, "b", "x")], "é😀\r\nx", id="offsets count characters"),
        pytest.param("a\r\rb\r\nc", [Edit(5, "c", "x")], "a\r\rb\r\nx", id="carriage returns alone stay"),
    ],
)
def test_an_edit_changes_its_own_text_only(text, edits, expected):
    assert splice(text, edits) == expected


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param([Edit(0, "x", "y")], id="another text"),
        pytest.param([Edit(0, "A", "y")], id="another case"),
        pytest.param([Edit(1, "\r\n", "y")], id="CRLF, which normalised text does not have"),
        pytest.param([Edit(2, "bc", "y")], id="more than there is"),
        pytest.param([Edit(9, "b", "y")], id="beyond the end"),
        pytest.param([Edit(0, "a", "x"), Edit(2, "x", "y")], id="one of two"),
    ],
)
def test_an_edit_that_does_not_find_its_text_is_refused(edits):
    with pytest.raises(ValueError, match="is not what the edit expects"):
        splice("a\r\nb", edits)


TOKENS = st.lists(st.sampled_from(["a", "b", "é", "\n", "\r\n"]), max_size=30)
NEW = st.lists(st.sampled_from(["x", "y", "\n"]), max_size=4).map("".join)


@st.composite
def tokens_and_edits(draw):
    """A text as a list of what is one character when normalised, and edits of it that do not overlap."""
    tokens = draw(TOKENS)
    plain = normalise("".join(tokens))
    cuts = sorted(draw(st.sets(st.integers(0, len(tokens)), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return tokens, [Edit(start, plain[start:end], draw(NEW)) for start, end in pairs]


@given(tokens_and_edits(), st.sampled_from(["", BOM]))
@settings(deadline=None, max_examples=1000)
def test_splicing_and_normalising_can_change_places(case, mark):
    tokens, edits = case
    text = mark + "".join(tokens)
    plain = normalise(text)
    for edit in reversed(edits):
        plain = plain[: edit.start] + edit.new + plain[edit.end :]
    assert normalise(splice(text, edits)) == plain


@given(tokens_and_edits(), st.sampled_from(["", BOM]))
@settings(deadline=None, max_examples=1000)
def test_every_raw_character_outside_the_edits_stays(case, mark):
    tokens, edits = case
    newline = "\r\n" if tokens.count("\r\n") > tokens.count("\n") else "\n"
    expected = list(tokens)
    for edit in reversed(edits):
        expected[edit.start : edit.end] = [edit.new.replace("\n", newline)]
    assert splice(mark + "".join(tokens), edits) == mark + "".join(expected)
