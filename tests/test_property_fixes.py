"""Fixes in the frontmatter, where it is written in ways that one does not think of: what they make, and what stays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vault_tools.lint import lint
from vault_tools.parse import parse_note
from vault_tools.property_edits import is_plain, written
from vault_tools.rules import rules
from vault_tools.selection import Selected
from vault_tools.source import splice
from vault_tools.vault.memory import memory_vault

NAMES = ["unquoted-link", "deprecated-property", "invalid-tag", "duplicate-property"]
SELECTED = [Selected(rules()[name](), None) for name in NAMES]


def problems(text, names=NAMES, files=()):
    vault = memory_vault({"Note.md": text, **dict.fromkeys(files, "")})
    return [
        d for d in lint(vault, lambda path: tuple(s for s in SELECTED if s.rule.name in names)) if d.path == "Note.md"
    ]


def fixes(text, safeties, **more):
    return [d.fix for d in problems(text, **more) if d.fix and d.fix.safety in safeties]


def fixed(text, safeties=("safe", "unsafe"), **more):
    """Every fix that does not touch what another one has, round by round, until none is left."""
    for _ in range(5):
        edits = []
        for fix in fixes(text, safeties, **more):
            if not any(a.start < b.end and b.start < a.end for a in fix.edits for b in edits):
                edits += fix.edits
        if not edits:
            return text
        text = splice(text, set(edits))
    raise AssertionError("the fixes never end")


def values(text):
    note = parse_note("Note.md", text)
    assert note.error is None
    return {property.name: property.value for property in note.properties}


def note(yaml):
    return f"---\n{yaml}\n---\nbody #x\n"


def changed(before, after):
    """The properties that differ."""
    old, new = values(before), values(after)
    return {name: new.get(name) for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


SAFE = [
    pytest.param("up: [[A]] # [[B]]", 'up: "[[A]]" # [[B]]', {"up": "[[A]]"}, id="a comment after the link"),
    pytest.param("'up:':   [[A]]  ", "'up:':   \"[[A]]\"  ", {"up:": "[[A]]"}, id="a quoted key, spaces around"),
    pytest.param("clé é: [[Ä|ö😀]]", 'clé é: "[[Ä|ö😀]]"', {"clé é": "[[Ä|ö😀]]"}, id="letters of other scripts"),
    pytest.param('up: [[a "b" c\\d]]', r'up: "[[a \"b\" c\\d]]"', {"up": r'[[a "b" c\d]]'}, id="quotes and backslash"),
    pytest.param("up: [[A\\|b]]", r'up: "[[A\\|b]]"', {"up": r"[[A\|b]]"}, id="an escaped bar"),
    pytest.param("up: [[A: b]]", 'up: "[[A: b]]"', {"up": "[[A: b]]"}, id="a colon, which makes a map of it"),
    pytest.param("up: [[A's]]", 'up: "[[A\'s]]"', {"up": "[[A's]]"}, id="an apostrophe"),
    pytest.param(
        "up:\n\n    -   [[A]]   # a\n    # b\n    - [[B#c]]\nx: 1",
        'up:\n\n    -   "[[A]]"   # a\n    # b\n    - "[[B#c]]"\nx: 1',
        {"up": ["[[A]]", "[[B#c]]"]},
        id="a block list with comments",
    ),
    pytest.param(
        "up: [  [[A]],[[B]] ,\n  c, [[D]]]",
        'up: [  "[[A]]","[[B]]" ,\n  c, "[[D]]"]',
        {"up": ["[[A]]", "[[B]]", "c", "[[D]]"]},
        id="a flow list over two lines",
    ),
    pytest.param(
        "x: &a {up: [[A]]}\ny: *a",
        'x: &a {up: "[[A]]"}\ny: *a',
        {"x": {"up": "[[A]]"}, "y": {"up": "[[A]]"}},
        id="inside what an alias repeats",
    ),
    pytest.param('{"up":[[A]], "n":1}', '{"up":"[[A]]", "n":1}', {"up": "[[A]]"}, id="a link in JSON"),
    pytest.param("x: |\n  up: [[A]]\nup: [[B]]", 'x: |\n  up: [[A]]\nup: "[[B]]"', {"up": "[[B]]"}, id="a block scalar"),
    pytest.param("'tag': a # b", "'tags': a # b", {"tag": None, "tags": "a"}, id="a quoted key is renamed"),
    pytest.param('"Alias": &x [a]\ny: *x', '"aliases": &x [a]\ny: *x', {"Alias": None, "aliases": ["a"]}, id="an anchor"),
    pytest.param("a: &x [b]\ntag: *x", "a: &x [b]\ntags: *x", {"tag": None, "tags": ["b"]}, id="an alias of YAML"),
    pytest.param("tag:\n- a\n# c\n- b # d", "tags:\n- a\n# c\n- b # d", {"tag": None, "tags": ["a", "b"]}, id="comments"),
    pytest.param("alias: |\n  Some text\nx: 1", "aliases: |\n  Some text\nx: 1", {"alias": None, "aliases": "Some text\n"}, id="one alias as a block scalar"),
    pytest.param("{tag: a, b: c}", "{tags: a, b: c}", {"tag": None, "tags": "a"}, id="a flow map"),
    pytest.param("cssclass: ", "cssclasses: ", {}, id="no value"),
    pytest.param("tag: [b]\ntags: # c\nx: 1", None, {}, id="merging: a comment instead of a value"),
    pytest.param("tag: [b]\ntags: [a] # c", None, {}, id="merging: a comment after the list"),
    pytest.param("tag:\n  - b\n  # c\n  - d\ntags: [a]", None, {}, id="merging: a comment in the list"),
    pytest.param("tag: &x [b]\ntags: [a]\ny: *x", None, {}, id="merging: an anchor"),
    pytest.param("tag: [b]\ntags: &x [a]\ny: *x", None, {}, id="merging: an anchor of the other"),
    pytest.param("y: &x [b]\ntag: *x\ntags: [a]", None, {}, id="merging: an alias of YAML"),
    pytest.param("tag: [&x b]\ntags: [a]\ny: *x", None, {}, id="merging: an anchor of an entry"),
    pytest.param("alias: >\n  b\naliases: [a]", None, {}, id="merging: a block scalar"),
    pytest.param("alias: b\n  c\naliases: [a]", None, {}, id="merging: a text of two lines"),
    pytest.param("tag: [b,\n  c]\ntags: [a]", None, {}, id="merging: a list of two lines"),
    pytest.param("tag: [[b]]\ntags: [a]", None, {}, id="merging: a list in a list"),
    pytest.param("tag: 7\ntags: [a]", None, {}, id="merging: a number"),
    pytest.param("{tag: b, tags: [a]}", None, {}, id="merging: a flow map"),
    pytest.param("? tag\n: b\ntags: [a]", None, {}, id="merging: a key with a question mark"),
    pytest.param("Tag: b\ntag: c", None, {}, id="two of them"),
    pytest.param("&k tag: b\nx: *k", None, {}, id="an anchor at the key"),
    pytest.param("tag: {a: b}", None, {}, id="a map"),
    pytest.param("tag: <% tp.x %>", None, {}, id="a placeholder"),
    pytest.param("tags: a\ntag: b\nx: 1", "tags: [a, b]\nx: 1", {"tag": None, "tags": ["a", "b"]}, id="two texts"),
    pytest.param("tag: b\ntags:\nx: 1", "tags: [b]\nx: 1", {"tag": None, "tags": ["b"]}, id="into nothing"),
    pytest.param("tag: b\ntags:  ", "tags: [b]  ", {"tag": None, "tags": ["b"]}, id="into nothing, at the end"),
    pytest.param("tag: b\ntags: [ ]", "tags: [b]", {"tag": None, "tags": ["b"]}, id="into an empty list"),
    pytest.param("tag: b\ntags: ''", "tags: [b]", {"tag": None, "tags": ["b"]}, id="into an empty text"),
    pytest.param("tag: b\ntags: ['a', ]", "tags: ['a', b, ]", {"tag": None, "tags": ["a", "b"]}, id="a comma too many"),
    pytest.param(
        "aliases: 'a, b'\nalias: [c, \"d: e\", f]",
        "aliases: ['a, b', c, \"d: e\", f]",
        {"alias": None, "aliases": ["a, b", "c", "d: e", "f"]},
        id="quotes where YAML needs them",
    ),
    pytest.param(
        "Tags:\n\n   -   a\nTAG:\n - B\n - '#A'\n - b\nx: 1",
        None,
        {},
        id="merging: a blank line in the list",
    ),
    pytest.param(
        "'Tags':\n   -   a\n\nTAG:\n - B\n - '#A'\n - b\n\nx: 1",
        "'Tags':\n   -   a\n   -   B\n\n\nx: 1",
        {"TAG": None, "Tags": ["a", "B"]},
        id="into an oddly indented list, each tag once",
    ),
    pytest.param("tag: A/\ntags: ['#a']", "tags: ['#a']", {"tag": None}, id="nothing new"),
    pytest.param("tag: []\ntags: [a]", "tags: [a]", {"tag": None}, id="an empty list"),
    pytest.param("tags: #a", "tags: a", {"tags": "a"}, id="a tag as a comment"),
    pytest.param("Tags:\t#a/\nx: 1", "Tags:\ta\nx: 1", {"Tags": "a"}, id="with a slash, after a tab"),
    pytest.param("tags:\n- a\n- #b", "tags:\n- a\n- b", {"tags": ["a", "b"]}, id="in a block list"),
    pytest.param("tags: #null", 'tags: "null"', {"tags": "null"}, id="a word of YAML"),
    pytest.param("tags: #été", "tags: été", {"tags": "été"}, id="a tag of other letters"),
    pytest.param("tags: ~ #a", None, {}, id="a comment after a value"),
    pytest.param("tags: - #a", None, {}, id="a comment after a dash that is none"),
    pytest.param("tags: &x #a\ny: *x", None, {}, id="a comment after an anchor"),
    pytest.param("tags: #a is meant", None, {}, id="a remark"),
    pytest.param("tags: #1984", None, {}, id="no tag"),
    pytest.param("tags: # a", None, {}, id="a comment"),
    pytest.param("tags:\n  # a\nx: 1", None, {}, id="a comment on its own line"),
    pytest.param("tags: true/ # x", 'tags: "true" # x', {"tags": "true"}, id="a slash, and a word of YAML"),
    pytest.param("tags: [0x1F/, 'a//', \"b/\"]", "tags: [\"0x1F\", 'a', \"b\"]", {"tags": ["0x1F", "a", "b"]}, id="slashes"),
    pytest.param('tags: ["a\\/", "b/ "]', None, {}, id="slashes that are not the last character"),
    pytest.param("tags: >\n  a/", None, {}, id="a slash in a block scalar"),
    pytest.param("tags: [&x a/, *x]", None, {}, id="a slash after an anchor"),
    pytest.param("x: &b a/\ntags:\n- *b\ny: 1", None, {}, id="an alias of YAML for a text with a slash"),
    pytest.param("x: &b a\ntag:\n- *b\ntags: [c]", None, {}, id="merging: an alias of YAML in the list"),
    pytest.param("tag:\n- b\n-\ntags: [a]", None, {}, id="merging: an entry without a value"),
    pytest.param("tag: b\ntags: \n-", None, {}, id="merging: into a list with nothing in it"),
    pytest.param("tag: #a", "tags: a", {"tags": "a"}, id="two rules, one after the other"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "difference"), SAFE)
@pytest.mark.parametrize(
    "change", [str, lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t], ids=["LF", "CRLF", "BOM"]
)
def test_safe_fixes(before, after, difference, change):
    before, after = note(before), note(before if after is None else after)
    assert fixed(change(before), ["safe"]) == change(after)
    assert changed(before, after) == difference


UNSAFE = [
    pytest.param("tags: a, b # c", "tags: [a, b] # c", {"tags": ["a", "b"]}, id="a comment after the text"),
    pytest.param("tags: '#a #b'", "tags: [a, b]", {"tags": ["a", "b"]}, id="in quotes"),
    pytest.param("tags: a,", "tags: [a]", {"tags": ["a"]}, id="a comma at the end"),
    pytest.param("tags: a c++, true", 'tags: [a, "c++", "true"]', {"tags": ["a", "c++", "true"]}, id="quotes needed"),
    pytest.param("tags: #a,#b", "tags: [a, b]", {"tags": ["a", "b"]}, id="two tags with nothing but a comma between"),
    pytest.param("tags: #a, #b", "tags: [a, b]", {"tags": ["a", "b"]}, id="two tags as a comment"),
    pytest.param("tags:\n  - #a #b", "tags:\n  - #a #b", {}, id="two tags as a comment in an entry"),
    pytest.param("tags: |\n  a\n  b", "tags: |\n  a\n  b", {}, id="a block scalar"),
    pytest.param("tags: a\n  b", "tags: a\n  b", {}, id="two lines"),
    pytest.param("tags: &x a b\ny: *x", "tags: &x a b\ny: *x", {}, id="an anchor"),
    pytest.param('tags: a, "b c"', 'tags: a, "b c"', {}, id="quotes in the text"),
    pytest.param("{tags: a b}", "{tags: [a, b]}", {"tags": ["a", "b"]}, id="a flow map"),
    pytest.param("tag: a, b", "tags: [a, b]", {"tag": None, "tags": ["a", "b"]}, id="renamed and taken apart"),
    pytest.param("tag: a, b\ntags: B", "tags: [B, a]", {"tag": None, "tags": ["B", "a"]}, id="merged and taken apart"),
    pytest.param("tag: [a]\ntags: b c", "tags: [b, c, a]", {"tag": None, "tags": ["b", "c", "a"]}, id="both rules"),
    pytest.param("alias: a b, 'c' (d)\naliases:\n- e", "aliases:\n- e\n- a b\n- \"'c' (d)\"", {"alias": None, "aliases": ["e", "a b", "'c' (d)"]}, id="aliases"),
    pytest.param("by: [[A, b]]", 'by: "[[A, b]]"', {"by": "[[A, b]]"}, id="a list, or a link with a comma"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "difference"), UNSAFE)
def test_unsafe_fixes(before, after, difference):
    before, after = note(before), note(after)
    assert bool(fixes(before, ["unsafe"])) == (before != after)
    assert fixed(before) == after
    assert changed(before, after) == difference


def test_the_last_line_of_a_note():
    assert fixed("---\ntag: a\ntags:\n---") == "---\ntags: [a]\n---"
    assert fixed("---\ntags: #a\n---") == "---\ntags: a\n---"
    assert fixed("---\nup: [[A]]\n---") == '---\nup: "[[A]]"\n---'


def test_mixed_line_ends_stay():
    before = "---\r\nup: [[A]]\ntag: b\r\ntags:\r\n  - a\n---\r\n"
    assert fixed(before) == '---\r\nup: "[[A]]"\ntags:\r\n  - a\r\n  - b\n---\r\n'


def test_a_link_with_a_comma_is_surely_one_when_there_is_such_a_file():
    text = note("by: [[Author, Ann]]\nyear: [[1984]]")
    assert fixed(text, ["safe"]) == text
    assert fixed(text, ["safe"], files=["Author, Ann.md", "1984.md"]) == note('by: "[[Author, Ann]]"\nyear: "[[1984]]"')


def test_nothing_is_fixed_in_frontmatter_that_cannot_be_read():
    assert fixes(note("up: [[A]]\ntag: a\na: b: c"), ["safe", "unsafe"]) == []
    assert fixes(note("up: [[A]]\ntag: a\nup: b"), ["safe", "unsafe"]) == []


TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Zl", "Zp"], exclude_characters="\ufffe\uffff\ufeff"), max_size=12),
    st.sampled_from(["true", "NULL", "~", "1e3", ".inf", "-", "a b", "a: b", "a #b", "[x]", "&x", "\\", '"', "e1", "y", "a\tb"]),
)  # fmt: skip


@given(st.lists(TEXTS, min_size=1, max_size=3))
@settings(deadline=None, max_examples=1000)
def test_what_is_written_is_read_again(texts):
    for form in (
        "a: [{}]".format(", ".join(map(written, texts))),
        "a:\n" + "\n".join(f"- {written(t)}" for t in texts),
    ):
        assert values(note(form)) == {"a": texts}
    assert all(values(note(f"a: {text}")) == {"a": text} for text in texts if is_plain(text))


# --- Every safe fix of any frontmatter ---------------------------------------------------------------------------------

SCALARS = ["a", "#a", "a/", "true/", "7", "'#b'", '"c, d"', "a, b", "a b", "[[A]]", "[[A, b]]", "[[B|c #d]]", "é", "~", "", "&x e", "!!str f", "{{x}}", "'<% y %>'", "|\n  a\n  b", ">-\n  c/", "g\n  h", "a # c", "# c"]  # fmt: skip
ENTRIES = ["a", "A", "'#a'", "b/", '"c d"', "[[A]]", "[[A, b]]", "7", "é", "&y e", "''", "[x]", "{y: z}", "[[B]] # c"]
KEYS = ["tags", "tag", "Tag", "aliases", "alias", "'alias'", "cssclass", '"cssclasses"', "up", "clé", "Topic", "TAGS"]

FLOW = st.lists(st.sampled_from([e for e in ENTRIES if "#" not in e[1:]]), max_size=3)
BLOCK = st.tuples(
    st.lists(st.sampled_from([*ENTRIES, "#a", ""]), min_size=1, max_size=3), st.sampled_from(["- ", "  - ", "    -   "])
)
VALUES = st.one_of(
    st.sampled_from(SCALARS),
    FLOW.map(lambda entries: f"[{', '.join(entries)}]"),
    FLOW.map(lambda entries: f"[ {' ,'.join(entries)} ] # c"),
    BLOCK.map(lambda block: "".join(f"\n{block[1]}{entry}" for entry in block[0])),
    BLOCK.map(lambda block: "".join(f"\n  # c\n\n{block[1]}{entry}" for entry in block[0])),
)  # fmt: skip
LINES = st.tuples(st.sampled_from(KEYS), VALUES, st.sampled_from(["", "", "\n", "\n# remark"])).map(
    lambda line: f"{line[0]}: {line[1]}{line[2]}"
)
FRONTMATTERS = st.lists(LINES, min_size=1, max_size=6, unique_by=lambda line: line.partition(":")[0]).map("\n".join)
OTHERS = ("up", "clé", "Topic")
PLURALS = {"tag": "tags", "alias": "aliases", "cssclass": "cssclasses"}


def lists_in(value):
    return any(isinstance(entry, list) for entry in value)


def meant(value):
    """A value, with links where `[[A]]` was, and without what fixes take from tags."""
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], list) and not lists_in(value[0]):
        return f"[[{', '.join(map(str, value[0]))}]]"
    return [meant(entry) for entry in value] if isinstance(value, list) else value


def strings(value):
    value = meant(value)
    texts = value if isinstance(value, list) else [value]
    return {str(text).lower().removeprefix("#").rstrip("/") for text in texts if text not in (None, "")}


@given(FRONTMATTERS)
@settings(deadline=None, max_examples=1000)
def test_safe_fixes_leave_the_other_properties_alone(yaml):
    before = note(yaml)
    if parse_note("Note.md", before).error:
        return
    after = fixed(before, ["safe"])
    old, new = values(before), values(after)
    assert [meant(new.get(name)) for name in OTHERS] == [meant(old.get(name)) for name in OTHERS]
    lost = {name for name in old if name not in new}
    assert {name.lower() for name in lost} <= PLURALS.keys()
    for name, value in old.items():
        assert strings(value) <= strings(new.get(name if name in new else next_name(name, new)))
    for name in new:
        assert strings(new[name]) <= set().union({"a"}, *(strings(old[other]) for other in old))
    assert after.count("# c") == before.count("# c")
    assert after.count("# remark") == before.count("# remark")
    assert after.endswith("---\nbody #x\n")


@given(FRONTMATTERS)
@settings(deadline=None, max_examples=1000)
def test_all_fixes_leave_yaml_and_the_other_properties_alone(yaml):
    before = note(yaml)
    if parse_note("Note.md", before).error:
        return
    old, new = values(before), values(fixed(before))
    assert [meant(new.get(name)) for name in OTHERS] == [meant(old.get(name)) for name in OTHERS]


def next_name(name, new):
    return next(other for other in new if other.lower() == PLURALS[name.lower()])
