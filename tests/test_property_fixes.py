"""Fixes in the frontmatter, where it is written in ways that one does not think of: what they make, and what stays."""

import os
import subprocess
import tomllib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vault_tools.config.schema import PropertySchema
from vault_tools.config.tables import Config
from vault_tools.declared import check
from vault_tools.fix import plan_fixes
from vault_tools.git import first_commits
from vault_tools.lint import lint
from vault_tools.parse import parse_note
from vault_tools.property_edits import is_plain, written
from vault_tools.rules import rules
from vault_tools.schemas.defaults import default_value
from vault_tools.selection import Asked, Selected, select
from vault_tools.source import splice
from vault_tools.vault.memory import memory_vault
from vault_tools.vault.read import read_vault

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
        None,
        {},
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


@pytest.mark.parametrize(
    ("yaml", "rule"),
    [
        ("x: &a {up: '[[A]],'}\ny: *a", "nested-link"),
        ("x: &a\n  - up: [[A]]\ny: *a", "unquoted-link"),
        ("x: &a\n  aliases: '[[A]],'\ny: *a", "nested-link"),
        ("aliases: &a [b, 7]\ny: *a", "property-type"),
        ("tags: &a [b, c/]\ny: *a", "invalid-tag"),
    ],
)
def test_what_an_alias_repeats_is_reported_and_not_offered_a_fix(yaml, rule):
    """Else the fix would change another property, too, and be refused."""
    vault = memory_vault({"Note.md": note(yaml)})
    (problem,) = lint(vault, lambda path: (Selected(rules()[rule](), None),))
    assert problem.fix is None


@pytest.mark.parametrize("text", ['title: "a\\nb"', "title: |\n  a\n  b", 'title: "a\u2028b"', 'up: [["a\u2028b"]]'])
def test_messages_stay_on_one_line(text):
    vault = memory_vault({"Note.md": note(text)})
    for problem in lint(vault, lambda path: tuple(Selected(rule(), None) for rule in rules().values())):
        assert len(problem.message.splitlines()) == 1


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


# --- What a schema asks for, through the engine ------------------------------------------------------------------------


def planned(files, settings, *names, safeties=("safe", "unsafe")):
    """The texts after all fixes of these rules, of all notes; none is refused, and nothing is left to fix."""
    wrong = []
    config = check(tomllib.loads(settings), Config, (), wrong)
    assert wrong == []
    at = select(config, Asked(select=names)).at
    fixes = plan_fixes(memory_vault(files, config), at, frozenset(safeties), lambda path: True)
    assert fixes.refusals == ()
    assert plan_fixes(fixes.vault, at, frozenset(safeties), lambda path: True).notes == ()
    return {path: found.text for path, found in fixes.vault.notes.items()}


def reported(files, settings, *names):
    config = check(tomllib.loads(settings), Config, (), [])
    at = select(config, Asked(select=names)).at
    return [(it.path, it.line, it.rule, it.message) for it in lint(memory_vault(files, config), at)]


ORDER = '[[schema]]\nname = "note"\norder = ["a", "b c", "tags", "up"]\n'
MOVED = [
    pytest.param("x: 1\nup: '[[A]]'\ntags: [t]\na: 2", "a: 2\ntags: [t]\nup: '[[A]]'\nx: 1", id="links and tags"),
    pytest.param("tags:\n- t\n- u\n'B c':\n  - x\nA: 1", "A: 1\n'B c':\n  - x\ntags:\n- t\n- u", id="lists, and names in other case"),
    pytest.param("up: |\n  # one\n\n  two\na: >-\n  x\n  y", "a: >-\n  x\n  y\nup: |\n  # one\n\n  two", id="blocks of text"),
    pytest.param("# top\n\n# of up\n# too\nup: 1 # x\n\n# of a\na: 2 # y", "# top\n\n# of a\na: 2 # y\n\n# of up\n# too\nup: 1 # x", id="comments"),
    pytest.param("# of up\nup: 1\na: 2", "a: 2\n# of up\nup: 1", id="a comment at the top without a blank line"),
    pytest.param("é: [ö,\n  ü]\ntags: ~\nz:\na: {b: 1}", "a: {b: 1}\ntags: ~\né: [ö,\n  ü]\nz:", id="others stay in their order"),
    pytest.param("  up: 1\n  # of a\n  a: 2", "  # of a\n  a: 2\n  up: 1", id="an indented top level"),
    pytest.param("a: 1\n\nx: 2\n\n\nup: 3\ny: 4\n", "a: 1\n\nup: 3\n\n\nx: 2\ny: 4\n", id="blank lines stay"),
    pytest.param("x: '<% y %>'\na: '{{z}}'", "a: '{{z}}'\nx: '<% y %>'", id="placeholders"),
    pytest.param("x: &x 1\na: *x", None, id="an anchor"),
    pytest.param('{"x": 1, "a": 2}', None, id="JSON"),
    pytest.param("{\n  x: 1,\n  a: 2\n}", None, id="JSON on several lines"),
    pytest.param("x: 1\nTags: a\ntags: b", None, id="two of one name"),
    pytest.param("x: 1\n# what of?\n\na: 2", None, id="a comment of no one"),
    pytest.param("x: |+\n  y\n\na: 2", None, id="blank lines that are a value"),
    pytest.param("x: 1\n? a\n: 2", None, id="a key with a question mark"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), MOVED)
@pytest.mark.parametrize("change", [str, lambda t: t.replace("\n", "\r\n")], ids=["LF", "CRLF"])
def test_properties_are_brought_into_order(before, after, change):
    text = note(before)
    (problem,) = reported({"Note.md": change(text)}, ORDER, "property-order")
    assert problem[2] == "property-order"
    made = planned({"Note.md": change(text)}, ORDER, "property-order", safeties=["safe"])
    assert made == {"Note.md": note(before if after is None else after)}
    assert values(made["Note.md"]) == values(text)


@given(FRONTMATTERS, st.permutations(["tags", "alias", "up", "Topic", "clé"]))
@settings(deadline=None, max_examples=300)
def test_the_order_of_any_frontmatter(yaml, order):
    text = note(yaml)
    found = parse_note("Note.md", text)
    if found.error:
        return
    made = planned({"Note.md": text}, f'[[schema]]\nname = "note"\norder = {order}\n', "property-order")["Note.md"]
    after = parse_note("Note.md", made)
    assert sorted(repr((it.name, it.value)) for it in after.properties) == sorted(
        repr((it.name, it.value)) for it in found.properties
    )
    assert sorted(made.split("\n")) == sorted(text.split("\n"))
    if made != text:
        ranks = [
            next((i for i, name in enumerate(order) if name.lower() == it.name.lower()), 9) for it in after.properties
        ]
        assert ranks == sorted(ranks)


def test_a_schema_that_extends_another_has_its_order():
    settings = '[[schema]]\nname = "base"\nmatch = { path = [] }\norder = ["b", "a"]\n[[schema]]\nname = "note"\nextends = "base"\n'
    message = '"b" should stand above "a" (schema "note")'
    assert reported({"N.md": note("a: 1\nb: 2")}, settings, "property-order") == [
        ("N.md", 3, "property-order", message)
    ]


REQUIRED = """
[[schema]]
name = "note"
[schema.properties]
Kind = { required = true, default = "book" }
Author = { required = true, default = "unknown" }
tags = { type = "tags", required = true, default = ["a", "b c"] }
Rating = { required = true, default = 3 }
Read = { required = true, default = false }
Topic = { required = true }
"""
ALL = "Kind: book\nAuthor: unknown\ntags: [a, b c]\nRating: 3\nRead: false\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("Text\n", f"---\n{ALL}---\nText\n", id="no frontmatter"),
        pytest.param("", f"---\n{ALL}---\n", id="an empty note"),
        pytest.param("---\n---\nText\n", f"---\n{ALL}---\nText\n", id="an empty frontmatter"),
        pytest.param("---\nx: 1\n---\n", f"---\nx: 1\n{ALL}---\n", id="at the end, if none of the schema is there"),
        pytest.param(
            "---\nx: 1\n# of topic\nTopic: y\nz: 2\n---\n",
            f"---\nx: 1\n{ALL}# of topic\nTopic: y\nz: 2\n---\n",
            id="above the next one",
        ),
        pytest.param(
            "---\nrating: 5\nx: 1\nkind: film\n---\n",
            "---\nrating: 5\nRead: false\nx: 1\nkind: film\nAuthor: unknown\ntags: [a, b c]\n---\n",
            id="below the one before",
        ),
        pytest.param(
            '---\nKind: ""\nAuthor: # who\nTags:\n  - ""\nRating: ~\nRead:\nTopic:\n---\n',
            "---\nKind: book\nAuthor: unknown # who\nTags:\n  - a\n  - b c\nRating: 3\nRead: false\nTopic:\n---\n",
            id="empty ones",
        ),
    ],
)
@pytest.mark.parametrize("change", [str, lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t])
def test_defaults_are_written_in_the_order_of_the_schema(before, after, change):
    assert planned({"Note.md": change(before)}, REQUIRED, "required-property") == {"Note.md": after}


def test_the_order_of_a_schema_comes_before_that_of_its_properties():
    settings = REQUIRED.replace("[schema.properties]", 'order = ["Read", "x", "Kind"]\n[schema.properties]')
    after = "---\nRead: false\nx: 1\nKind: book\nAuthor: unknown\ntags: [a, b c]\nRating: 3\n---\n"
    assert planned({"Note.md": "---\nx: 1\n---\n"}, settings, "required-property") == {"Note.md": after}
    assert planned({"Note.md": "---\nx: 1\n---\n"}, settings, "required-property", "property-order") == {
        "Note.md": after
    }


def test_safe_fixes_write_no_defaults():
    text = "---\nx: 1\n---\n"
    assert planned({"Note.md": text}, REQUIRED, "required-property", safeties=["safe"]) == {"Note.md": text}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('---\n{"x": 1}\n---\n', id="JSON"),
        pytest.param("---\nx: b: c\n---\n", id="YAML that cannot be read"),
        pytest.param("--- \nx: 1\n---\n", id="a block in the wrong place"),
        pytest.param("---\nx: 1\n", id="a block that nothing closes"),
    ],
)
def test_no_default_is_written_where_properties_may_be_lost(text):
    assert planned({"Note.md": text}, REQUIRED, "required-property") == {"Note.md": text}


NEEDS = """
[[schema]]
name = "task"
[schema.properties]
Due = { requires = ["status", "who.name", "Area"] }
Done = { requires = ["Status"] }
Status = { default = "open" }
Area = { required = true }
"""


def test_what_a_property_needs_is_reported_once():
    text = "---\nDue: x\nDone: y\nwho: {mail: z}\n---\n"
    assert reported({"N.md": text}, NEEDS, "required-property") == [
        ("N.md", 1, "required-property", '"Area" is missing, but required (schema "task")'),
        ("N.md", 2, "required-property", '"Due" needs "Status", which is missing (schema "task")'),
        ("N.md", 2, "required-property", '"Due" needs "who.name", which is missing (schema "task")'),
    ]
    after = "---\nDue: x\nDone: y\nStatus: open\nwho: {mail: z}\n---\n"
    assert planned({"N.md": text}, NEEDS, "required-property") == {"N.md": after}


def test_what_is_needed_and_empty_is_left_to_one_rule():
    text = '---\nDue: x\nStatus:\nArea: ""\nwho: {name: y}\nz:\n---\n'
    assert [
        (line, rule) for _, line, rule, _ in reported({"N.md": text}, NEEDS, "required-property", "empty-property")
    ] == [
        (2, "required-property"),
        (4, "required-property"),
        (6, "empty-property"),
    ]
    text = "---\nDue:\nStatus:\nArea: a\n---\n"
    assert {rule for _, _, rule, _ in reported({"N.md": text}, NEEDS, "required-property", "empty-property")} == {
        "empty-property"
    }


def test_what_a_note_has_under_an_old_name_gets_no_default():
    settings = """
[[schema]]
name = "note"
[schema.properties]
Modified = { required = true, default = "never" }
"Last Modified" = { deprecated = "modified" }
tags = { type = "tags", required = true, default = "new" }
aliases = { required = true, default = "none" }
"""
    text = "---\nLast modified: today\ntag: [old]\nalias: Old\n---\n"
    after = "---\nmodified: today\ntags: [old]\naliases: Old\n---\n"
    assert planned({"N.md": text}, settings, "required-property", "deprecated-property") == {"N.md": after}
    text = "---\nModified: x\ntags: #meant\naliases: [y]\n---\n"
    after = "---\nModified: x\ntags: meant\naliases: [y]\n---\n"
    assert planned({"N.md": text}, settings, "required-property", "invalid-tag") == {"N.md": after}


DEPRECATED = """
[[schema]]
name = "note"
[schema.properties]
old = { deprecated = "keywords" }
older = { deprecated = "Keywords" }
"by.nick" = { deprecated = "by.name" }
writer = { deprecated = "by.name" }
Status = { deprecated = "status" }
tag = { deprecated = "keywords" }
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("Old: &x [a] # b\ny: *x", "keywords: &x [a] # b\ny: *x", id="an anchor"),
        pytest.param("'old':\n- '[[A]]'", "'keywords':\n- '[[A]]'", id="a link"),
        pytest.param("old: 1\nKeywords: 2", "old: 1\nKeywords: 2", id="the other is there"),
        pytest.param("old: 1\nolder: 2", "keywords: 1\nolder: 2", id="two old names for one"),
        pytest.param("by:\n  nick: a # b\n  x: 1", "by:\n  name: a # b\n  x: 1", id="in a map"),
        pytest.param("By: {Nick: '[[A]]'}", "By: {name: '[[A]]'}", id="a link in a map on one line"),
        pytest.param("writer: a", "writer: a", id="out of a map it does not go"),
        pytest.param("Status: a", "status: a", id="only another letter"),
        pytest.param("old: <% x %>", "old: <% x %>", id="a placeholder"),
        pytest.param("tag: [a]", "tags: [a]", id="what Obsidian calls so comes first"),
        pytest.param('{"old":1}', '{"keywords":1}', id="JSON"),
    ],
)
def test_what_a_schema_calls_deprecated_is_renamed(before, after):
    assert planned({"N.md": note(before)}, DEPRECATED, "deprecated-property") == {"N.md": note(after)}


def test_a_deprecated_property_is_reported_once_and_its_new_name_never():
    text = "---\nold:\ntag: a\nstatus: b\n---\n"
    assert reported({"N.md": text}, DEPRECATED, "deprecated-property") == [
        ("N.md", 2, "deprecated-property", '"old" is deprecated (schema "note"): write "keywords"'),
        ("N.md", 3, "deprecated-property", '"tag" means nothing since Obsidian 1.9: write "tags"'),
    ]


# --- Defaults ---------------------------------------------------------------------------------------------------------


def default(path, files=(), config=None, **wanted):
    vault = memory_vault({path: "", **dict(files)}, config)
    return default_value(vault.notes[path], vault, PropertySchema(**wanted))


@pytest.mark.parametrize(
    ("path", "wanted", "expected"),
    [
        ("N.md", {}, None),
        ("N.md", {"default": 0}, 0),
        ("N.md", {"default": False, "type": "checkbox"}, False),
        ("N.md", {"default": "x", "type": "tags"}, ["x"]),
        ("N.md", {"default": 7, "type": "list"}, [7]),
        ("N.md", {"default": ("x", "{title}"), "type": "list"}, ["x", "N"]),
        ("N.md", {"default": "[[{title}]] {x} {{title}}"}, "[[N]] {x} {N}"),
        ("{folder}/N.md", {"default": "{folder} {title}"}, "{folder} N"),
        ("N.md", {"default": "{folder}"}, None),
        ("N.md", {"default": ("{title}", "{folder}"), "type": "list"}, None),
        ("A/N.md", {"default": "{folder} {top}"}, "A A"),
        ("A/N.md", {"default": "{parent}"}, None),
        ("A/B.md/C é/N.md", {"default": "{folder}/{parent}/{top}"}, "C é/B.md/A"),
        ("2024-05-09 Talk.md", {"default": "{created}"}, "2024-05-09"),
        ("2024-05-09 Talk.md", {"default": "{created}", "type": "date"}, "09.05.2024"),
        ("2024-05-09 Talk.md", {"default": "{created}", "type": "datetime"}, "2024-05-09"),
        ("2024-05-09.md", {"default": "{created}", "type": "date", "format": "M/D/YYYY"}, "5/9/2024"),
        ("2024-05-09.md", {"default": "{created}", "type": "list", "items": "date"}, ["09.05.2024"]),
        ("2024-05-091.md", {"default": "{created}"}, None),
        ("2024-02-30.md", {"default": "{created}"}, None),
        ("Talk 2024-05-09.md", {"default": "{created}"}, None),
    ],
)
def test_what_a_default_stands_for(path, wanted, expected):
    config = check(tomllib.loads('[vault]\ndate-formats = ["DD.MM.YYYY", "YYYY-MM-DD"]\n'), Config, (), [])
    assert default(path, (), config, **wanted) == expected


def test_the_day_of_a_daily_note():
    settings = {".obsidian/daily-notes.json": '{"format": "YYYY/MM-DD", "folder": "Days"}'}
    assert default("Days/2024/05-09.md", settings, default="{created}") == "2024-05-09"
    settings = {".obsidian/daily-notes.json": '{"format": "D.M.YYYY"}'}
    assert default("Old/9.5.2024.md", settings, default="{created}") == "2024-05-09"


@pytest.fixture
def git(tmp_path, monkeypatch):
    """Runs git in a new repository, all of it on one day."""
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    root = tmp_path / "repository"
    root.mkdir()

    def run(day, *arguments, at=root):
        who = {f"GIT_{who}_{what}": "mira@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        when = {f"GIT_{who}_DATE": f"{day}T23:30:00-0800" for who in ("AUTHOR", "COMMITTER")}
        subprocess.run(["git", "-C", at, *arguments], env=os.environ | who | when, check=True, capture_output=True)

    run("2020-01-01", "init", "--initial-branch=main")
    return root, run


def commit(git, day, files=()):
    root, run = git
    for path, text in dict(files).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    run(day, "add", "--all")
    run(day, "commit", "--allow-empty", "-m", "a change\n\nA\nfile")


def test_git_knows_the_day_that_brought_a_file(git):
    root, run = git
    commit(git, "2021-01-01", {"Vault/A é.md": "some text\n", "Vault/x/B\n.md": "more of it\n", "C.md": "\n"})
    commit(git, "2021-02-02", {"Vault/A é.md": "another text\n", "Vault/D.md": "a third one\n"})
    commit(git, "2021-03-03")
    run("2021-04-04", "mv", "Vault/A é.md", "Vault/x/E.md")
    run("2021-04-04", "rm", "Vault/D.md")
    commit(git, "2021-04-04")
    commit(git, "2021-05-05", {"Vault/D.md": "here again\n", "Vault/A é.md": "a new one\n"})
    days = first_commits(root / "Vault")
    assert days == {
        "A é.md": date(2021, 1, 1),
        "x/B\n.md": date(2021, 1, 1),
        "D.md": date(2021, 2, 2),
        "x/E.md": date(2021, 1, 1),
    }
    assert first_commits(root)["C.md"] == date(2021, 1, 1)


def test_git_knows_the_days_of_branches(git):
    root, run = git
    commit(git, "2021-01-01", {"A.md": "a\n"})
    run("2021-01-01", "checkout", "-b", "side")
    commit(git, "2021-02-02", {"B.md": "text of b\n"})
    run("2021-01-01", "checkout", "main")
    commit(git, "2021-03-03", {"C.md": "text of c\n"})
    run("2021-04-04", "merge", "--no-ff", "side")
    assert first_commits(root) == {"A.md": date(2021, 1, 1), "B.md": date(2021, 2, 2), "C.md": date(2021, 3, 3)}


def test_a_shallow_clone_does_not_know_what_was_there_before(git, tmp_path):
    root, run = git
    commit(git, "2021-01-01", {"A.md": "some text\n", "B.md": "more\n"})
    commit(git, "2021-02-02")
    commit(git, "2021-03-03", {"C.md": "text of c\n"})
    run("2021-04-04", "mv", "A.md", "D.md")
    commit(git, "2021-04-04")
    run("2021-05-05", "clone", "--depth", "3", root.as_uri(), str(tmp_path / "shallow"), at=tmp_path)
    assert first_commits(tmp_path / "shallow") == {"C.md": date(2021, 3, 3)}


def test_without_git_no_day_is_known(tmp_path, git, monkeypatch):
    assert first_commits(git[0]) == {}  # no commit
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "none").mkdir()
    assert first_commits(tmp_path / "none") == {}
    monkeypatch.setenv("PATH", "")
    assert first_commits(git[0]) == {}


def test_the_day_of_the_commit_is_written_and_what_git_does_not_know_is_not(git):
    root, _ = git
    settings = (
        '[[schema]]\nname = "note"\nproperties = { Made = { type = "date", required = true, default = "{created}" } }\n'
    )
    commit(git, "2021-01-01", {"A.md": "a\n"})
    (root / "2019-07-08 New.md").write_text("b\n")
    (root / "New.md").write_text("c\n")
    config = check(tomllib.loads(settings), Config, (), [])
    vault = read_vault(root, config, use_cache=False)
    at = select(config, Asked(select=("required-property",))).at
    fixes = plan_fixes(vault, at, frozenset({"unsafe"}), lambda path: True)
    assert {it.after.path: it.after.text for it in fixes.notes} == {
        "A.md": "---\nMade: 2021-01-01\n---\na\n",
        "2019-07-08 New.md": "---\nMade: 2019-07-08\n---\nb\n",
    }


def test_git_is_asked_only_for_the_day_that_no_name_says(git, monkeypatch):
    root, _ = git
    commit(git, "2021-01-01", {"2021-01-01.md": "a\n", "B.md": "a\n", "C.md": "a\n"})
    monkeypatch.setenv("GIT_TRACE", str(root.parent / "trace"))
    vault = read_vault(root, Config(), use_cache=False)
    for path, text in (("2021-01-01.md", "{created}"), ("B.md", "{title}")):
        assert default_value(vault.notes[path], vault, PropertySchema(default=text)) is not None
    assert not (root.parent / "trace").exists()
    for path in ("B.md", "C.md"):
        assert default_value(vault.notes[path], vault, PropertySchema(default="{created}")) == "2021-01-01"
    assert (root.parent / "trace").read_text().count("built-in: git") == 1
