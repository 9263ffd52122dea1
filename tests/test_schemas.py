"""Which kind of note a note is."""

import tomllib

import pytest

from vault_tools.config.tables import Config
from vault_tools.declared import check
from vault_tools.schemas import expected, find_property, schema_of, schemas
from vault_tools.schemas.mistakes import mistakes
from vault_tools.schemas.patterns import pattern_mistake
from vault_tools.vault.memory import memory_vault


def config(text):
    found = []
    read = check(tomllib.loads(text), Config, (), found)
    assert found == []
    return read


def kind_of(note, schema_text, files=None):
    """The name of the schema that the note "A/Note.md" has; None without any."""
    vault = memory_vault({"A/Note.md": note, **(files or {})}, config(schema_text))
    found = schema_of(vault.notes["A/Note.md"], vault)
    return found and found.name


def matching(table):
    return f"[[schema]]\nname = 'x'\nmatch = {{ {table} }}\n"


NOTE = "---\nkind: Book\nup: ['[[x/Books|B]]', 7]\ntags: [a/b]\nempty:\n---\n#c\n"


@pytest.mark.parametrize(
    ("table", "is_match"),
    [
        ("", True),
        ("path = 'A/'", True),
        ("path = 'A/**'", True),
        ("path = 'B/'", False),
        ("path = ['B/', '*.md']", True),
        ("path = ['*.md', '!A/Note.md']", False),
        ("path = []", False),
        ("tag = 'a'", True),
        ("tag = '#A/B'", True),
        ("tag = 'b'", False),
        ("tag = ['b', 'c']", True),
        ("property = 'Kind'", True),
        ("property = 'empty'", True),
        ("property = 'kinds'", False),
        ("property = 'kind', value = 'book'", True),
        ("property = 'kind', value = ['film', 'book']", True),
        ("property = 'kind', value = 'boo'", False),
        ("property = 'empty', value = ''", False),
        ("property = 'up', value = 'Books'", True),
        ("property = 'up', value = '[[x/Books|B]]'", True),
        ("property = 'up', value = 7", True),
        ("property = 'up', value = '7'", False),
        ("property = 'up', value = true", False),
        ("path = 'A/', tag = 'c', property = 'kind', value = 'Book'", True),
        ("path = 'A/', tag = 'd', property = 'kind', value = 'Book'", False),
    ],
)
def test_what_matches(table, is_match):
    """All that is given must hold; tags have their parents (5.2), names of properties no case (4.2)."""
    assert kind_of(NOTE, matching(table)) == ("x" if is_match else None)


TWO = "[[schema]]\nname = 'one'\nmatch = { path = 'A/' }\n[[schema]]\nname = 'two'\n"


@pytest.mark.parametrize(
    ("note", "text", "expected_name"),
    [
        pytest.param("", TWO, "one", id="the first that matches"),
        pytest.param("---\nschema: two\n---\n", TWO, "two", id="the one that the note names"),
        pytest.param("---\nSchema: [two]\n---\n", TWO, "two", id="in a list, in capitals"),
        pytest.param("---\nschema: three\n---\n", TWO, "one", id="a name that there is not"),
        pytest.param("---\nschema: 3\n---\n", TWO, "one", id="a number"),
        pytest.param(
            "---\nschema: two\n---\n", "[vault]\nschema-property = 'type'\n" + TWO, "one", id="not by this one"
        ),
        pytest.param("---\ntype: two\n---\n", "[vault]\nschema-property = 'type'\n" + TWO, "two", id="by another"),
        pytest.param("---\nschema: two\n---\n", "", None, id="no schemas at all"),
    ],
)
def test_which_counts(note, text, expected_name):
    assert kind_of(note, text) == expected_name


EXTENDED = """
[[schema]]
name = "lecture"
extends = ["dated", "note"]
headings = ["Summary"]
[schema.properties]
Topic = { enum = ["a"] }
[[schema]]
name = "dated"
match = { path = [] }
extra = "warn"
[schema.properties]
Date = { type = "date" }
Topic = { required = true, pattern = "x" }
[[schema]]
name = "note"
extra = "forbid"
order = ["Topic"]
headings = ["References"]
[schema.properties]
Topic = { required = true }
tags = { type = "tags" }
"""


def test_what_a_schema_extends():
    """What is nearer comes first: its own, then the first of those that it names; a property is taken whole."""
    found = schemas(memory_vault({}, config(EXTENDED)))["lecture"]
    assert sorted(found.properties) == ["Date", "Topic", "tags"]
    topic = found.properties["Topic"]
    assert (topic.enum, topic.required, topic.pattern) == (("a",), False, None)
    assert (found.extra, found.order, found.headings) == ("warn", ("Topic",), ("Summary",))


def test_what_is_expected_of_a_note():
    text = "[[schema]]\nname = 'x'\n[schema.properties]\nA = {}\n'by.name' = {}\nB = {}\n"
    files = {"N.md": "---\na: 1\nby: {Name: x}\n---\n", "Broken.md": "---\na: [\n---\n"}
    vault = memory_vault(files, config(text))
    found = [(it.name, it.found and it.found.name) for it in expected(vault.notes["N.md"], vault)]
    assert found == [("A", "a"), ("by.name", "Name"), ("B", None)]
    assert expected(vault.notes["Broken.md"], vault) == (), "nothing is known of YAML that cannot be read (4.4)"


@pytest.mark.parametrize(
    ("yaml", "name", "written"),
    [
        ("a: {b: {c: 7}}", "A.B.c", "7"),
        ("a:\n  b:\n    c: 7", "a.b.c", "7"),
        ("a:\n  b: [1, 2]", "a.b", "[1, 2]"),
        ("a.b: 7\na: {b: 8}", "a.b", "7"),
        ("a: {b.c: 7}", "a.b.c", "7"),
        ("a: 7", "a.b", None),
        ("a: {b: 7}", "a.", None),
        ("x: &x {b: 7}\na: *x", "a.b", None),
    ],
)
def test_properties_in_maps(yaml, name, written):
    """Nested maps are kept and can be read (4.2); what an alias repeats has no place of its own."""
    note = memory_vault({"N.md": f"---\n{yaml}\n---\n"}).notes["N.md"]
    found = find_property(note, name)
    assert (note.slice(found.span) if found else None) == written


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[schema]]\nname = 'a'\nextends = 'b'\n", ['schema[1].extends: no schema "b"']),
        (
            "[[schema]]\nname = 'note'\n[[schema]]\nname = 'a'\nextends = ['notes']\n",
            ['schema[2].extends: no schema "notes", did you mean "note"?'],
        ),
        ("[[schema]]\nname = 'a'\nextends = 'a'\n", ['schema[1].extends: "a" extends itself']),
        (
            "[[schema]]\nname = 'a'\nextends = 'b'\n[[schema]]\nname = 'b'\nextends = ['a']\n",
            ['schema[1].extends: "a" extends itself', 'schema[2].extends: "b" extends itself'],
        ),
        ("[[schema]]\nname = 'a'\n[[schema]]\nname = 'a'\n", ['schema[1].name: there are two schemas "a"']),
        (
            "[[schema]]\nname = 'a'\nproperties = { x = { pattern = '(' } }\n",
            [
                "schema[1].properties.x.pattern: is no regular expression:"
                " missing ), unterminated subpattern at position 0"
            ],
        ),
        (
            "[[schema]]\nname = 'a'\nproperties = { x = { enum = [] } }\n",
            ["schema[1].properties.x.enum: no value is allowed: name one, or leave it out"],
        ),
        (
            "[[schema]]\nname = 'person'\nproperties = { x = { type = 'link', target = ['persn', 'People/'] } }\n",
            ['schema[1].properties.x.target: no schema "persn", did you mean "person"? (a folder ends in `/`)'],
        ),
        (EXTENDED, []),
    ],
)
def test_mistakes_in_schemas(text, said):
    assert [str(mistake) for mistake in mistakes(config(text))] == said


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ("x = { deprecated = 'y', required = true }", ["x.required: contradicts `deprecated`"]),
        ("x = { deprecated = true, default = 1 }", ["x.default: contradicts `deprecated`"]),
        ("x = { deprecated = 'x' }", ["x.deprecated: is the property itself"]),
        ("x = { deprecated = 'X' }", []),
        ("x = { deprecated = 'Tag' }", ['x.deprecated: "Tag" means nothing to Obsidian: write "tags"']),
        (
            "x = { deprecated = 'y' }\ny = { deprecated = 'X' }",
            ['x.deprecated: leads back to "x"', 'y.deprecated: leads back to "y"'],
        ),
        ("x = { deprecated = 'y' }\ny = { deprecated = 'z' }", []),
        ("x = { after = 'X' }", ["x.after: is the property itself"]),
        ("x = { requires = ['y', 'X'] }", ["x.requires: holds the property itself"]),
        ("x = {}\nX = {}", ['X: is the same property as "x": capitals make no difference']),
        ("x = { type = 'object', pattern = 'a' }", ["x.pattern: is for texts and numbers, and the type is object"]),
        ("Tags = { type = 'number' }", ["Tags.type: to Obsidian, tags is a list of texts"]),
        ("x = { type = 'aliases', items = 'number' }", ["x.items: to Obsidian, aliases is a list of texts"]),
        ("tags = { type = 'list', items = 'link' }", ["tags.items: no tag can be a link"]),
        ("tags = { type = 'text' }\naliases = { type = 'list', items = 'url' }", []),
        ("x = { unique = true, default = 'a' }", ["x.default: is the same in each note, and so not `unique`"]),
        ("x = { unique = true, default = '{title}' }", []),
        ("x = { default = 11, max = 10 }", ["x.default: is more than `max`, 10"]),
        ("x = { type = 'list', default = 'a', min = 2 }", ["x.default: is less than `min`, 2"]),
        ("x = { default = '{title}', max = 2 }", []),
        ("x = { enum = ['a', '1'], pattern = '[a-z]' }", ['x.enum: "1" does not match `pattern`']),
        ("x = { min = nan }", ["x.min: NaN is not a number"]),
        ("start = {}\nx = { after = 'strat' }", ['x.after: no property "strat" is listed, did you mean "start"?']),
        ("start = { deprecated = 'strat' }", []),
        ("topic = { requires = ['topics', 'other'] }", []),
    ],
)
def test_what_a_schema_cannot_mean(properties, said):
    text = f"[[schema]]\nname = 'a'\n[schema.properties]\n{properties}\n"
    assert [str(it).removeprefix("schema[1].properties.") for it in mistakes(config(text))] == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("name = ' '", ["name: needs a letter, and no `/` at its end: that is a folder"]),
        ("name = 'x/'", ["name: needs a letter, and no `/` at its end: that is a folder"]),
        (
            "name = 'x'\nheadings = ['## ', '####### A', '# A']",
            ['headings: "## " is no heading', 'headings: "####### A" is no heading'],
        ),
        (
            "name = 'x'\norder = ['Topci', 'Author', 'tags']\nproperties.Topic = {}",
            ['order: no property "Topci" is listed, did you mean "Topic"?'],
        ),
        (
            "name = 'x'\nextends = 'base'\norder = ['Modifed']\n[[schema]]\nname = 'base'\nproperties.Modified = {}",
            ['order: no property "Modifed" is listed, did you mean "Modified"?'],
        ),
    ],
)
def test_what_no_name_or_heading_can_be(line, said):
    assert [str(it).removeprefix("schema[1].") for it in mistakes(config(f"[[schema]]\n{line}\n"))] == said


@pytest.mark.parametrize(
    ("pattern", "group"),
    [
        ("(a+)+$", "(a+)+"),
        ("x(?:[^/]*)*", "(?:[^/]*)*"),
        (r"(\w+\s?){2,}", r"(\w+\s?){2,}"),
        ("(b|a+)*", "(b|a+)*"),
        ("(?P<n>a?b*)+", "(?P<n>a?b*)+"),
        ("[a-z]+(-[a-z]+)*", None),
        (r"(\d+-)+\d+", None),
        ("([A-Z]+[0-9]+)+", None),
        ("(a?)+", None),
        (r"\(a+\)+", None),
        ("([a+]b)+", None),
        ("(ab|c)+", None),
        ("(a+){3}", None),
        ("[[a]x", None),
    ],
)
def test_patterns_that_can_take_for_ever(pattern, group):
    """Python's expressions cannot be interrupted."""
    said = pattern_mistake(pattern)
    assert said == (group and f"can take for ever: {group} repeats what is a repetition itself")


def test_a_schema_may_spell_a_property_of_its_base_in_its_own_way():
    text = "[[schema]]\nname = 'x'\nextends = 'y'\nproperties = { DATE = {}, a = {} }\n"
    text += "[[schema]]\nname = 'y'\nproperties = { date = { type = 'date' }, b = {} }\n"
    assert list(schemas(memory_vault({}, config(text)))["x"].properties) == ["DATE", "b", "a"]
