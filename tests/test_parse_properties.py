"""What is true of every text, however odd: hypothesis makes the texts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vault_tools.parse import parse_note

CHARACTERS = st.characters(exclude_categories=["Cs"])
ARBITRARY = st.text(CHARACTERS, max_size=200)

# fmt: off
BLOCK_MARKS = [
    "\n", "\n", "\n\n", "\r\n", "\r", " ", "  ", "    ", "\t", "# ", "###### ", "===\n", "---\n", "***\n",
    "> ", ">", "> [!note]- ", "- ", "-\t", "* ", "1. ", "10) ", "- [ ] ", "[x] ", "```\n", "```py\n", "~~~\n", "````",
    "| a | b |\n| - | - |\n", "[r]: to.md\n", "[^1]: ", "$$\n", "%%\n", "<!--\n", "<div>\n", "</div>\n", "^id\n",
    "<!-- vault-tools:begin a -->\n", "<!-- vault-tools:end a -->\n", "%% vault-tools:begin b x=1 %%\n",
    "%% vault-tools:end b %%\n", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> other\n",
]
INLINE_MARKS = [
    "abc", "é😀", "\0", "\ufeff", "\u00a0", "\u2028", "\u0085", "\x0b", "\x0c", "\\", "`", "``", "|", "\\|", "*", "__",
    "[[Note]]", "![[Image.png|100]]", "[[#Heading]]", "[[", "]]", "![", "[", "]", "(", ")", "[text](to.md)",
    "![alt](<a b.png> \"t\")", "[r]", "[^1]", "^[", "%%", "%%%", "$", "$$", "<!--", "-->", "<b>", "<https://x.org>",
    "https://x.org/a_(b)", "#tag", "#a/b/", "#1", "#", " ^id", "!", "&amp;", ":", "'", '"',
]
YAML_MARKS = [
    "\n", "\n", "  ", "\t", "a", "b", "é", ": ", ":", "- ", "? ", "#", " # ", "[", "]", "{", "}", ", ", "'", '"', "|\n",
    ">-\n", "&x ", "*x", "!!str ", "!!int ", "!", "%", "@", "`", "~", "<<: ", "tags: ", "aliases: ", "[[Note]]",
    "'[[A#b|c]]'", "12", "0x1F", "0o17", "1e3", ".inf", "2020-08-21", "true", "null", "...", "---\n", "\0", "\x07",
    "\u2028", "\u0085", "\ufeff", "\\", "\r\n", "{{date}}",
]
# fmt: on


def made_of(pieces):
    return st.lists(st.sampled_from(pieces), max_size=40).map("".join)


MARKDOWN = made_of(BLOCK_MARKS + INLINE_MARKS)
FRONTMATTER = st.tuples(made_of(YAML_MARKS), made_of(INLINE_MARKS)).map(lambda pair: f"---\n{pair[0]}\n---\n{pair[1]}")
TEXTS = st.one_of(ARBITRARY, MARKDOWN, FRONTMATTER)


def spans(note):
    for property in note.properties:
        yield from (property.key, property.span, *property.entries)
    for item in note.items:
        yield from (item.marker, item.text)
    for block in note.blocks:
        yield block.target
    for region in note.regions:
        yield from (region.begin, region.body, region.end)
    yield from note.math
    yield from note.conflicts
    for things in (note.headings, note.links, note.tags, note.blocks, note.items, note.callouts, note.code):
        yield from (thing.span for thing in things)
    for things in (note.comments, note.markers):
        yield from (thing.span for thing in things)
    if note.error:
        yield note.error.span


@given(TEXTS)
@settings(deadline=None, max_examples=1500)
def test_every_text_is_read_and_every_span_lies_within_it(text):
    note = parse_note("N.md", text)
    for span in spans(note):
        assert 0 <= span.start <= span.end <= len(note.text)
    assert 0 <= note.body <= len(note.text)


@given(FRONTMATTER)
@settings(deadline=None, max_examples=1500)
def test_values_stand_after_their_keys_and_entries_in_their_lists(text):
    note = parse_note("N.md", text)
    for property in note.properties:
        assert property.key.end <= property.span.start
        for entry in property.entries:
            assert property.span.start <= entry.start <= entry.end <= property.span.end


def test_a_value_that_is_an_alias_of_its_own_key():
    note = parse_note("N.md", "---\n&x a: *x\n---\n")
    (property,) = note.properties
    assert (note.slice(property.key), note.slice(property.span), property.value) == ("&x a", "*x", "a")


def test_a_list_whose_last_entry_is_an_alias_ends_with_it():
    """The node of an alias is that of its anchor, and stands elsewhere."""
    note = parse_note("N.md", "---\na: &x b\ntags:\n- c\n- *x\nm: {n: 1}\n---\n")
    _, tags, _ = note.properties
    assert note.slice(tags.span) == "- c\n- *x"
    assert [note.slice(entry) for entry in tags.entries] == ["c", "- c\n- *x"]
    note = parse_note("N.md", "---\na: &x b\ntags:\n- *x\nm:\n  n: *x\n---\n")
    assert [note.slice(property.span) for property in note.properties] == ["&x b", "- *x", "n: *x"]


@given(FRONTMATTER)
@settings(deadline=None, max_examples=1500)
def test_what_cannot_be_meant_stands_where_its_span_says(text):
    note = parse_note("N.md", text)
    for slip in note.slips:
        written = note.slice(slip.span)
        if slip.kind == "unquoted-link":
            assert written.startswith("[[")
            assert written.endswith("]]")
            assert "\n" not in written
        if slip.kind == "commented-tag":
            assert written.startswith("#")
            assert slip.span.end == note.text.index("\n", slip.span.start) - len(rest_of_line(note, slip.span.end))


def rest_of_line(note, offset):
    rest = note.text[offset:].partition("\n")[0]
    assert not rest.strip(" \t")
    return rest


@given(MARKDOWN)
@settings(deadline=None, max_examples=1000)
def test_every_link_and_tag_stands_where_its_span_says(text):
    note = parse_note("N.md", text)
    for link in note.links:
        written = note.slice(link.span)
        if link.kind == "wikilink":
            assert written.startswith("![[" if link.embed else "[[")
            assert written.endswith("]]")
        if link.kind == "markdown":
            assert written.startswith("![" if link.embed else "[")
            assert written.endswith(")")
    for tag in note.tags:
        if tag.source == "body":
            assert note.slice(tag.span) == "#" + tag.name
    for block in note.blocks:
        assert note.slice(block.span) == "^" + block.id


@given(MARKDOWN)
@settings(deadline=None, max_examples=1000)
def test_items_lie_within_their_parents(text):
    note = parse_note("N.md", text)
    for index, item in enumerate(note.items):
        assert item.span.start == item.marker.start < item.marker.end <= item.text.start <= item.text.end
        if item.parent is not None:
            outer = note.items[item.parent].span
            assert item.parent < index
            assert outer.start <= item.span.start <= item.span.end <= outer.end


@given(TEXTS.filter(lambda text: "\r" not in text and "\ufeff" not in text[:1]))
@settings(deadline=None, max_examples=1500)
def test_crlf_and_a_byte_order_mark_change_nothing(text):
    assert parse_note("N.md", "\ufeff" + text.replace("\n", "\r\n")) == parse_note("N.md", text)


WORDS = st.sampled_from(
    ["plain words", "two  spaces", "a `code [[X]]` span", "(in brackets)", "[[", "]]", "!", "é😀", "#tag"]
)
WIKILINKS = st.builds(
    "{}[[{}{}{}]]".format,
    st.sampled_from(["", "!"]),
    st.sampled_from(["Note", "folder/Note", "v1.2", "Sq]uare", " padded "]),
    st.sampled_from(["", "#Heading", "#A#B", "#^id"]),
    st.sampled_from(["", "|text", "|a|b", "\\|c"]),
)
LINES = st.lists(st.one_of(WORDS, WIKILINKS), min_size=1, max_size=5).map(lambda parts: "w " + " ".join(parts))
PARAGRAPHS = st.lists(LINES, min_size=1, max_size=4).map("\n".join)
PLAIN_NOTES = st.lists(PARAGRAPHS, min_size=1, max_size=4).map("\n\n".join)


@given(PLAIN_NOTES, st.integers(1, 5))
@settings(deadline=None, max_examples=1000)
def test_quoting_paragraphs_keeps_their_links(text, depth):
    """(2.9)"""
    quoted = "\n".join("> " * depth + line for line in text.split("\n"))
    plain = [(link.target, link.subpath) for link in parse_note("N.md", text).links]
    assert [(link.target, link.subpath) for link in parse_note("N.md", quoted).links] == plain


@pytest.mark.parametrize("value", ["[[a, [b]]]", "[[a, {b: c}]]", "[[{}, a]]", "[[[], a]]"])
def test_a_list_with_more_lists_in_it_is_no_link_without_quotes(value):
    note = parse_note("N.md", f"---\nup: {value}\n---\n")
    assert note.error is None
    assert note.slips == ()
