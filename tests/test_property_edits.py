"""Edits of one property, where YAML is written in ways that one does not think of: what they make, and what stays."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vault_tools.inventory import Declared, undeclared
from vault_tools.model import Property
from vault_tools.parse import parse_note
from vault_tools.property_blocks import property_blocks, reordered
from vault_tools.property_edits import (
    add_property,
    remove_entry,
    remove_property,
    rename_property,
    set_value,
    written,
)
from vault_tools.schemas import find_property
from vault_tools.source import splice

BYTES = pytest.mark.parametrize(
    "change", [str, lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t], ids=["LF", "CRLF", "BOM"]
)


def note(yaml):
    return f"---\n{yaml}---\n# Body #x\n"


def after(before, edit, change, touched):
    """The text that an edit makes, when no property but `touched` became another one; the same text without an edit."""
    old = parse_note("Note.md", before)
    assert old.error is None
    made = edit(old)
    if made is None:
        return before
    text = splice(change(before), [made])
    new = parse_note("Note.md", text)
    assert new.error is None
    assert undeclared(old, new, [Declared((made,), frozenset({"properties", "tags", "links"}))]) == set()
    assert sorted(others(new, touched)) == sorted(others(old, touched))
    return text


def others(note, touched):
    return [(it.name, it.value) for it in note.properties if it.name.lower() not in touched]


def value_of(yaml, name):
    found = find_property(parse_note("Note.md", note(yaml)), name)
    return found.value if found else "nothing"


# --- A value ----------------------------------------------------------------------------------------------------------


VALUES = [
    pytest.param("a: 1\nb: 2\n", "a", "new", "a: new\nb: 2\n", id="plain"),
    pytest.param("a: 1 # why\n", "a", "new", "a: new # why\n", id="a comment behind"),
    pytest.param("# why\na: 1\n# so\n", "a", "new", "# why\na: new\n# so\n", id="comments above and below"),
    pytest.param("a:   1   \n", "a", "new", "a: new   \n", id="blanks"),
    pytest.param("a:\nb: 2\n", "a", "new", "a: new\nb: 2\n", id="no value"),
    pytest.param("a:  \n", "a", "new", "a: new\n", id="no value, but blanks"),
    pytest.param("a:  # why\n", "a", "new", "a: new  # why\n", id="no value, but a comment"),
    pytest.param("a:\n  # why\nb: 2\n", "a", "new", "a: new\n  # why\nb: 2\n", id="no value, a comment below"),
    pytest.param("a: ~ # why\n", "a", "new", "a: new # why\n", id="null"),
    pytest.param("a: ''\n", "a", "b: c", 'a: "b: c"\n', id="a text that needs quotes"),
    pytest.param("'a b' : \"x\"\n", "a b", True, "'a b' : true\n", id="a quoted key, a blank before the colon"),
    pytest.param("clé 日: x\nb: 2\n", "clé 日", "é ö", "clé 日: é ö\nb: 2\n", id="letters of other scripts"),
    pytest.param("a: |\n  one\n\n  two\n\nb: 2\n", "a", "new", "a: new\n\nb: 2\n", id="a literal block"),
    pytest.param("a: >-\n  one\n  two\nb: 2\n", "a", "new", "a: new\nb: 2\n", id="a folded block"),
    pytest.param("a: |+\n  one\n\n\nb: 2\n", "a", "new", "a: new\n\n\nb: 2\n", id="a block that keeps its blank lines"),
    pytest.param("a: | # why\n  one\nb: 2\n", "a", "new", None, id="a comment behind the head of a block"),
    pytest.param("a: one\n  two\nb: 2\n", "a", "new", "a: new\nb: 2\n", id="a text of two lines"),
    pytest.param("a:\n  one\nb: 2\n", "a", "new", "a: new\nb: 2\n", id="a text on the next line"),
    pytest.param("a: 'one\n\n  two' # why\n", "a", "new", "a: new # why\n", id="a quoted text of several lines"),
    pytest.param("a: 1\nb: 2\n", "a", ["x", "y z"], "a: [x, y z]\nb: 2\n", id="a list for a text"),
    pytest.param("a: [x, 'y'] # z\n", "a", ["x", 7], "a: [x, 7] # z\n", id="a flow list"),
    pytest.param("a: [x,\n  y]\nb: 2\n", "a", ["z"], "a: [z]\nb: 2\n", id="a flow list of two lines"),
    pytest.param("a: [x, # y\n  z]\n", "a", ["z"], None, id="a comment in a flow list"),
    pytest.param("a:\n- x\n- y\nb: 2\n", "a", ["z", "w"], "a:\n- z\n- w\nb: 2\n", id="a block list"),
    pytest.param("a:\n   -  x\n   -  y # w\n", "a", ["z"], "a:\n   -  z # w\n", id="an indented block list, a comment behind"),
    pytest.param("a:\n  - x # y\n  - z\n", "a", ["z"], None, id="a comment in a block list"),
    pytest.param("a: # y\n  - x\n", "a", ["z"], None, id="a comment behind the key of a block list"),
    pytest.param("a:\n  - x\n  - 'b #c'\n", "a", ["z"], None, id="what may be a comment"),
    pytest.param("a:\n  - C#\n  - b\n", "a", ["z"], "a:\n  - z\n", id="what is no comment"),
    pytest.param("a:\n  - x\n", "a", "z", "a: z\n", id="a text for a block list"),
    pytest.param("a:\n  - x\n  - y\n", "a", [], "a: []\n", id="an empty list for a block list"),
    pytest.param("a: {x: 1}\n", "a", {"x": 2, "y: z": "w"}, 'a: {x: 2, "y: z": w}\n', id="a map"),
    pytest.param("a: &x 1\nb: *x\n", "a", "new", None, id="an anchor"),
    pytest.param("a: &x\nb: *x\n", "a", "new", None, id="an anchor of nothing"),
    pytest.param("a:\n  - &x 1\nb: *x\n", "a", ["new"], None, id="an anchor in a list"),
    pytest.param("a: !!str &x 1\nb: *x\n", "a", "new", None, id="an anchor behind a tag"),
    pytest.param("b: &x 1\na: *x # y\n", "a", "new", "b: &x 1\na: new # y\n", id="an alias"),
    pytest.param("a: R&D, see x?b=1&c=2\n", "a", "new", "a: new\n", id="an ampersand that is no anchor"),
    pytest.param('{"a": 1, "b": 2}\n', "a", "new", None, id="JSON"),
    pytest.param('{ # x\n  "a": 1\n}\n', "a", "new", None, id="JSON on several lines, with a comment"),
    pytest.param("? a\n: 1\n", "a", "new", None, id="a key with a question mark"),
    pytest.param("a:\n  b: 1 # x\n  c: 2\n", "a.b", "new", "a:\n  b: new # x\n  c: 2\n", id="in a map"),
    pytest.param("a: {b: , c: 2}\n", "a.b", "new", "a: {b: new , c: 2}\n", id="nothing in a map on one line"),
    pytest.param("a: {b: x, c: 2}\n", "a.b", "y, z", 'a: {b: "y, z", c: 2}\n', id="in a map on one line"),
    pytest.param("  a: 1\n  b:\n  - x\n", "b", ["y"], "  a: 1\n  b:\n  - y\n", id="an indented top level"),
]  # fmt: skip


@BYTES
@pytest.mark.parametrize(("before", "name", "value", "expected"), VALUES)
def test_set_value(before, name, value, expected, change):
    made = after(note(before), lambda it: set_value(it, find_property(it, name), value), change, name.split(".")[0])
    if expected is None:
        assert made == note(before)
    else:
        assert made == change(note(expected))
        assert value_of(expected, name) == value


# --- A new property ---------------------------------------------------------------------------------------------------


ADDED = [
    pytest.param("a: 1\nb: 2\n", {}, "a: 1\nb: 2\nn: x\n", id="at the end"),
    pytest.param("a: 1\nb: 2\n", {"after": "a"}, "a: 1\nn: x\nb: 2\n", id="after one"),
    pytest.param("a: 1\nb: 2\n", {"before": "b"}, "a: 1\nn: x\nb: 2\n", id="before one"),
    pytest.param("a: 1\nb: 2\n", {"before": "a"}, "n: x\na: 1\nb: 2\n", id="before the first"),
    pytest.param("", {}, "n: x\n", id="nothing in the frontmatter"),
    pytest.param("\n# why\n", {}, "\n# why\nn: x\n", id="only a comment in it"),
    pytest.param("{}\n", {}, None, id="an empty map in it"),
    pytest.param("a: 1 # why\n# b\nb: 2\n", {"after": "a"}, "a: 1 # why\nn: x\n# b\nb: 2\n", id="between comments"),
    pytest.param("a: 1\n# b\n# c\nb: 2\n", {"before": "b"}, "a: 1\nn: x\n# b\n# c\nb: 2\n", id="before comments"),
    pytest.param("# top\n\n# a\na: 1\n", {"before": "a"}, "# top\n\nn: x\n# a\na: 1\n", id="below the comment at the top"),
    pytest.param("a: 'x\n  # y'\nb: 2\n", {"before": "b"}, "a: 'x\n  # y'\nn: x\nb: 2\n", id="what looks like a comment"),
    pytest.param("a: |\n  x\n\n\nb: 2\n", {"after": "a"}, "a: |\n  x\nn: x\n\n\nb: 2\n", id="after a block"),
    pytest.param("a: |+\n  x\n\n\nb: 2\n", {"after": "a"}, "a: |+\n  x\n\n\nn: x\nb: 2\n", id="after one with blank lines"),
    pytest.param("a: |+\n  x\n\n\nb: 2\n", {"before": "b"}, "a: |+\n  x\n\n\nn: x\nb: 2\n", id="before what is below it"),
    pytest.param("a: >+\n  x\n\n", {}, "a: >+\n  x\n\nn: x\n", id="at the end, below blank lines that are kept"),
    pytest.param("a: one\n  two\nb: 2\n", {"after": "a"}, "a: one\n  two\nn: x\nb: 2\n", id="after a text of two lines"),
    pytest.param("a:\n- x\n- y # z\nb: 2\n", {"after": "a"}, "a:\n- x\n- y # z\nn: x\nb: 2\n", id="after a block list"),
    pytest.param("a: [x,\n  y] # z\nb: 2\n", {"after": "a"}, "a: [x,\n  y] # z\nn: x\nb: 2\n", id="after a flow list"),
    pytest.param("a:\n  b: 1\n  c: 2\nd: 3\n", {"after": "a"}, "a:\n  b: 1\n  c: 2\nn: x\nd: 3\n", id="after a map"),
    pytest.param("a:\n  b: 1\n  c: 2\n", {"after": "a.b"}, None, id="after one in a map"),
    pytest.param("a:\n  b: 1\n", {"before": "a.b"}, None, id="before one in a map"),
    pytest.param("a:\nb: 2\n", {"after": "a"}, "a:\nn: x\nb: 2\n", id="after one without a value"),
    pytest.param("a: &x 1\nb: *x\n", {"after": "b"}, "a: &x 1\nb: *x\nn: x\n", id="after an alias"),
    pytest.param("a: &x 1\nb:\n  - *x\n# c\nc: 2\n", {"after": "b"}, None, id="after a list that ends in an alias"),
    pytest.param("  a: 1\n  b: 2\n", {"after": "a"}, "  a: 1\n  n: x\n  b: 2\n", id="an indented top level"),
    pytest.param("'a': 1\n\"b\": 2\n", {"after": "a"}, "'a': 1\nn: x\n\"b\": 2\n", id="quoted keys"),
    pytest.param("&k a: 1\nb: *k\n", {}, "&k a: 1\nb: *k\nn: x\n", id="an anchor at a key"),
    pytest.param('{"a": 1}\n', {}, None, id="JSON"),
    pytest.param("{\n  # b\n  a: 1,\n  b: 2\n}\n", {}, None, id="a map on several lines, with a comment"),
    pytest.param("a: 1\n? b\n: 2\n", {}, None, id="a key with a question mark"),
    pytest.param("&r\na: 1\n", {"before": "a"}, None, id="an anchor of everything"),
    pytest.param("a: 1\nN: 2\n", {}, None, id="it is there already"),
]  # fmt: skip


@BYTES
@pytest.mark.parametrize(("before", "where", "expected"), ADDED)
def test_add_property(before, where, expected, change):
    def edit(it):
        return add_property(it, "n", "x", **{key: find_property(it, name) for key, name in where.items()})

    made = after(note(before), edit, change, {"n"})
    if expected is None:
        assert made == note(before)
    else:
        assert made == change(note(expected))
        assert value_of(expected, "n") == "x"


@BYTES
def test_a_note_without_frontmatter_gets_one(change):
    made = after("# Body\n\n- a\n", lambda it: add_property(it, "a: b", ["x", "c, d"]), change, {"a: b"})
    assert made == change('---\n"a: b": [x, "c, d"]\n---\n# Body\n\n- a\n')
    assert after("", lambda it: add_property(it, "a", 1), str, {"a"}) == "---\na: 1\n---\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("---\na: 1\n", id="a block that nothing closes"),
        pytest.param("--- \na: 1\n---\n", id="a space behind the dashes"),
        pytest.param("\n\n---\na: 1\n---\n", id="blank lines above"),
        pytest.param("---\na: b: c\n---\n", id="YAML that cannot be read"),
    ],
)
def test_no_frontmatter_is_added_above_what_was_to_be_one(text):
    assert add_property(parse_note("Note.md", text), "n", "x") is None


# --- A property less --------------------------------------------------------------------------------------------------


REMOVED = [
    pytest.param("a: 1\nb: 2\nc: 3\n", "b", "a: 1\nc: 3\n", id="plain"),
    pytest.param("a: 1\n", "a", "", id="the only one"),
    pytest.param("a: 1\n# b\nb: 2 # why\n# c\nc: 3\n", "b", "a: 1\n# b\n# c\nc: 3\n", id="comments"),
    pytest.param("a: 1\n\nb: 2\n\nc: 3\n", "b", "a: 1\n\n\nc: 3\n", id="blank lines"),
    pytest.param("b: |\n  one\n\n  # two\nc: 3\n", "b", None, id="a block that may end in a comment"),
    pytest.param("b: |\n  one\n\n  two\nc: 3\n", "b", "c: 3\n", id="a literal block"),
    pytest.param("b: >\n  one\n  two\n\nc: 3\n", "b", "\nc: 3\n", id="a folded block"),
    pytest.param("b: |+\n  one\n\n\nc: 3\n", "b", "c: 3\n", id="a block that keeps its blank lines"),
    pytest.param("a: |+\n  one\nb: 2\n\nc: 3\n", "b", None, id="the block above would keep a blank line"),
    pytest.param("a: |+\n  one\nb: 2\nc: 3\n", "b", "a: |+\n  one\nc: 3\n", id="below such a block"),
    pytest.param("a: 1\nb:\n- x\n- y\nc: 3\n", "b", "a: 1\nc: 3\n", id="a block list"),
    pytest.param("b:\n\n    - x # y\n\n    - z\nc: 3\n", "b", "c: 3\n", id="an indented block list"),
    pytest.param("b: [x,\n  y] # z\nc: 3\n", "b", "c: 3\n", id="a flow list of two lines"),
    pytest.param("b:\n  x: 1\n  y: {z: 2}\nc: 3\n", "b", "c: 3\n", id="a map"),
    pytest.param("'b':\n\"c\": 3\n", "b", '"c": 3\n', id="a quoted key without a value"),
    pytest.param("clé é: 1\nb: ö\n", "clé é", "b: ö\n", id="letters of other scripts"),
    pytest.param("  a: 1\n  b: 2\n", "a", "  b: 2\n", id="an indented top level"),
    pytest.param("b: &x 1\nc: *x\n", "b", None, id="an anchor"),
    pytest.param("b: {y: &x 1}\nc: *x\n", "b", None, id="an anchor in a map"),
    pytest.param("&x b: 1\nc: *x\n", "b", None, id="an anchor of the key"),
    pytest.param("a: &x 1\nb: *x\nc: 3\n", "b", "a: &x 1\nc: 3\n", id="an alias"),
    pytest.param("a: &x 1\nb:\n  - *x\n# c\nc: 3\n", "b", None, id="a comment below an alias"),
    pytest.param('{"b": 1, "c": 2}\n', "b", None, id="JSON"),
    pytest.param("? b\n: 1\nc: 2\n", "b", None, id="a key with a question mark"),
    pytest.param("a:\n  b: 1\n  c: 2\n", "a.b", None, id="one in a map"),
]


@BYTES
@pytest.mark.parametrize(("before", "name", "expected"), REMOVED)
def test_remove_property(before, name, expected, change):
    made = after(note(before), lambda it: remove_property(it, find_property(it, name)), change, {name})
    assert made == (note(before) if expected is None else change(note(expected)))


# --- Another name -----------------------------------------------------------------------------------------------------


RENAMED = [
    pytest.param("a: 1 # why\nb: 2\n", "n", "n: 1 # why\nb: 2\n", id="plain"),
    pytest.param("A: 1\n", "a", "a: 1\n", id="another capital letter"),
    pytest.param("'a':   1\n", "n o", "'n o':   1\n", id="single quotes"),
    pytest.param('"a" : 1\n', "n: o", '"n: o" : 1\n', id="double quotes"),
    pytest.param("'a': 1\n", "n's", '"n\'s": 1\n', id="an apostrophe"),
    pytest.param("a: 1\n", "n: o", '"n: o": 1\n', id="quotes where YAML needs them"),
    pytest.param("a: 1\n", "2024", '"2024": 1\n', id="a number"),
    pytest.param("a: 1\n", "Länge (m)", "Länge (m): 1\n", id="no quotes where YAML needs none"),
    pytest.param("a: 1\n", "_n.o", "_n.o: 1\n", id="a line and a dot"),
    pytest.param("a: 1\n", "📅 n", "📅 n: 1\n", id="a picture"),
    pytest.param("a: 1\n", "n\u00a0o", '"n\u00a0o": 1\n', id="a blank that does not look like another one"),
    pytest.param("a: 1\n", "ключ é", "ключ é: 1\n", id="letters of other scripts"),
    pytest.param("a:\n- x\n# y\n- z\n", "n", "n:\n- x\n# y\n- z\n", id="a block list with a comment"),
    pytest.param("a: |+\n  x\n\nb: 2\n", "n", "n: |+\n  x\n\nb: 2\n", id="a block"),
    pytest.param("a: &x 1\nb: *x\n", "n", "n: &x 1\nb: *x\n", id="an anchor of the value"),
    pytest.param("&x a: 1\nb: *x\n", "n", None, id="an anchor of the key"),
    pytest.param("!!str a: 1\n", "n", None, id="a tag of the key"),
    pytest.param('"\\u0061": 1\n', "n", None, id="an escape"),
    pytest.param('{"a":1, "b":2}\n', "n", '{"n":1, "b":2}\n', id="JSON"),
    pytest.param("? a\n: 1\n", "n", "? n\n: 1\n", id="a key with a question mark"),
    pytest.param("a: 1\nN: 2\n", "n", None, id="the name is taken"),
    pytest.param("  a: 1\n  b: 2\n", "n", "  n: 1\n  b: 2\n", id="an indented top level"),
]


@BYTES
@pytest.mark.parametrize(("before", "name", "expected"), RENAMED)
def test_rename_property(before, name, expected, change):
    made = after(
        note(before), lambda it: rename_property(it, it.property_named("a"), name), change, {"a", name.lower()}
    )
    assert made == (note(before) if expected is None else change(note(expected)))
    if expected:
        assert value_of(expected, name) == value_of(before, "a")


@BYTES
@pytest.mark.parametrize("other", ["n: o", "true", "#n", "n", 'n: "o"', "n\\o"])
@pytest.mark.parametrize("key", ["a", '"a"', "'a'", '"a: b"', "'#a'", "a.b (c)"])
def test_there_and_back_is_the_same(key, other, change):
    """Of quotes that nothing asks for it cannot be known who set them, when another name asked for some between."""
    text = note(f"{key}: 1 # why\n")
    old = parse_note("Note.md", text).properties[0].name
    there = after(text, lambda it: rename_property(it, it.property_named(old), other), change, {old, other})
    back = after(there, lambda it: rename_property(it, it.property_named(other), old), str, {old, other})
    assert back == change(text) or (key == '"a"' and back == change(text).replace('"a"', "a"))


def test_quotes_in_json_are_its_form():
    text = note('{"n: o":1, "b":2}\n')
    assert after(text, lambda it: rename_property(it, it.property_named("n: o"), "n"), str, {"n", "n: o"}) == note(
        '{"n":1, "b":2}\n'
    )


def test_rename_in_a_map():
    text = note("a:\n  b: 1\n  c: 2\n")
    made = after(text, lambda it: rename_property(it, find_property(it, "a.b"), "n"), str, {"a"})
    assert made == note("a:\n  n: 1\n  c: 2\n")


# --- An entry less ----------------------------------------------------------------------------------------------------


ENTRIES = [
    pytest.param("a: [x, y, z] # w\n", 0, "a: [y, z] # w\n", id="the first"),
    pytest.param("a: [x, y, z]\n", 1, "a: [x, z]\n", id="one between"),
    pytest.param("a: [x, y, z ]\n", 2, "a: [x, y ]\n", id="the last"),
    pytest.param("a: [x ,y,]\n", 1, "a: [x,]\n", id="a comma too many"),
    pytest.param("a: [x,\n  y,\n  z]\n", 1, "a: [x,\n  z]\n", id="a flow list of several lines"),
    pytest.param("a: [x, # y\n  y]\n", 1, None, id="a comment between"),
    pytest.param("a: ['x, y', \"z\"]\n", 0, 'a: ["z"]\n', id="quotes"),
    pytest.param("a: [&x b, c]\nd: *x\n", 0, None, id="an anchor"),
    pytest.param("a: [&x b, c]\nd: *x\n", 1, "a: [&x b]\nd: *x\n", id="next to an anchor"),
    pytest.param("d: &x b\na: [*x, c]\n", 0, None, id="an alias"),
    pytest.param("d: &x [b, c]\na: *x\n", 0, None, id="an alias of the list"),
    pytest.param("a: [[x], y]\n", 0, None, id="a list in it"),
    pytest.param("a:\n- x\n- y\nb: 2\n", 0, "a:\n- y\nb: 2\n", id="a block list"),
    pytest.param("a:\n   -  é\n   -  'y'\n", 1, "a:\n   -  é\n", id="an indented block list"),
    pytest.param("a:\n  - x\n  # of y\n  - y\n  - z\n", 1, "a:\n  - x\n  # of y\n  - z\n", id="a comment above"),
    pytest.param("a:\n  - x # why\n  - y\n", 0, None, id="a comment behind"),
    pytest.param("a:\n  - x # why\n  - y\n", 1, "a:\n  - x # why\n", id="a comment behind the entry before"),
    pytest.param("d: &x b\na:\n  - *x\n  - y\n", 1, "d: &x b\na:\n  - *x\n", id="next to an alias"),
    pytest.param("a:\n  - x\n    y\n  - z\n", 0, None, id="an entry of two lines"),
    pytest.param("a:\n  - |\n    x\n  - y\n", 0, None, id="an entry that is a block"),
    pytest.param("a:\n  - - x\n    - y\n  - z\n", 0, None, id="a block list in it"),
    pytest.param("a:\n  - |+\n    x\n  - y\n\nb: 2\n", 1, None, id="the block above would keep a blank line"),
    pytest.param("a: [x]\n", 0, None, id="the only one"),
    pytest.param("a: x\n", 0, None, id="no list"),
    pytest.param('{"a": ["x", "y"], "b": 1}\n', 0, '{"a": ["y"], "b": 1}\n', id="JSON"),
]


@BYTES
@pytest.mark.parametrize(("before", "index", "expected"), ENTRIES)
def test_remove_entry(before, index, expected, change):
    made = after(note(before), lambda it: remove_entry(it, it.property_named("a"), index), change, {"a"})
    assert made == (note(before) if expected is None else change(note(expected)))
    if expected:
        was = value_of(before, "a")
        assert value_of(expected, "a") == was[:index] + was[index + 1 :]


# --- What is written --------------------------------------------------------------------------------------------------

CHARACTERS = st.characters(exclude_categories=["Cs"])
ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False)
    | st.text(CHARACTERS, max_size=8)
    | st.sampled_from(["a\nb", "\u2028", "\x85", "\ufeff", "\x7f", "#a", "- a", "<<", "=", "0o7", "+.inf"]),
    lambda inner: (
        st.lists(inner.filter(lambda entry: not isinstance(entry, list)), max_size=3)
        | st.dictionaries(st.text(CHARACTERS, max_size=4), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(ANY)
def test_every_value_is_read_as_it_was_written(value):
    found = parse_note("Note.md", note(f"a: {written(value)}\n"))
    assert found.error is None
    assert found.value("a") == value


def test_what_is_no_number_is_one_in_yaml():
    assert (written(math.nan), written(math.inf), written(-math.inf)) == (".nan", ".inf", "-.inf")


# --- Blocks -----------------------------------------------------------------------------------------------------------


def blocks(yaml):
    found = parse_note("Note.md", note(yaml))
    assert found.error is None
    cut = property_blocks(found)
    return cut and [found.slice(span) for span in cut]


def test_a_block_has_the_comments_right_above_it():
    yaml = "# top\n\n# a\n# b\na: 1 # c\n\nb:\n  - x\n  # d\n  - y\n# e\nc: |\n  # text\n"
    assert blocks(yaml) == ["# a\n# b\na: 1 # c\n", "b:\n  - x\n  # d\n  - y\n", "# e\nc: |\n  # text\n"]


@pytest.mark.parametrize(
    "yaml",
    [
        pytest.param("# a\n\n", id="no property"),
        pytest.param("a: 1\n# what of?\n\nb: 2\n", id="a comment with a blank line below"),
        pytest.param("a: 1\n  # what of?\nb: 2\n", id="a comment further in"),
        pytest.param("a: 1\nb: 2\n# what of?\n", id="a comment at the end"),
        pytest.param("  # what of?\na: 1\n", id="a comment at the top that is further in"),
        pytest.param("a: |\n  x\n    \nb: 2\n", id="blanks that may be text"),
        pytest.param("a: |+\n  x\n\nb: 2\n", id="blank lines that are a value"),
        pytest.param("a:\n  - b: >2+\n      x\nc: 2\n", id="the same, within"),
        pytest.param("a: &x 1\nb: *x\n", id="an anchor"),
        pytest.param("a: [&x y]\nb: *x\n", id="an anchor in a list"),
        pytest.param("a:\n  &x y\nb: *x\n", id="an anchor on its own line"),
        pytest.param("? &x a\n: 1\nb: *x\n", id="an anchor of a key"),
        pytest.param("{a: 1, b: 2}\n", id="a map on one line"),
        pytest.param("? a\n: 1\nb: 2\n", id="a key with a question mark"),
    ],
)
def test_no_blocks_where_in_doubt(yaml):
    assert blocks(yaml) is None


def test_a_note_without_frontmatter_has_no_blocks():
    assert property_blocks(parse_note("Note.md", "a: 1\n")) is None


LINES = ["a: 1", "# of b\nb:\n- x\n- 'y: z'", "'c d': |\n  one\n\n  # two", "é: >-\n  x\n  y # z", "e: {f: [g, h]} # i", "h: one\n  two", "i:"]  # fmt: skip


@BYTES
@given(st.permutations(LINES), st.integers(2, len(LINES)), st.sampled_from(["\n", "\n\n"]), st.data())
def test_blocks_in_another_order_are_the_same_blocks(change, lines, count, gap, data):
    before = note(f"# top\n\n{gap.join(lines[:count])}\n")
    order = data.draw(st.permutations(range(count)))
    if order == sorted(order):
        return
    made = after(before, lambda it: reordered(it, property_blocks(it), order), change, ())
    assert made == change(note(f"# top\n\n{gap.join(lines[i] for i in order)}\n"))


def test_a_property_is_found_where_it_is():
    assert isinstance(find_property(parse_note("Note.md", note("a: {b: 1}\n")), "A.B"), Property)
