"""What type a value has, for YAML, for Obsidian and for a schema: the tables of sections 4.3, 4.5 and 4.6, row by row,
and what is said of values and of schemas beside that."""

import json
import tomllib

import pytest

from vault_tools.config import read_config
from vault_tools.config.tables import Config
from vault_tools.declared import check
from vault_tools.errors import UserError
from vault_tools.fix import plan_fixes
from vault_tools.lint import lint
from vault_tools.parse import parse_note
from vault_tools.schemas.mistakes import mistakes
from vault_tools.schemas.values import is_of_type
from vault_tools.selection import Asked, select
from vault_tools.vault.memory import memory_vault

TYPES = ("text", "number", "checkbox", "date", "datetime", "link", "url", "email", "list", "tags", "aliases", "cssclasses", "object")  # fmt: skip

SINGLE = TYPES[:8]
"""What is one thing; for the others `[[x]]` may be the list that it is."""


def config_of(properties):
    wrong = []
    text = f'[[schema]]\nname = "s"\n[schema.properties]\n{properties}\n' if properties else ""
    config = check(tomllib.loads(text), Config, (), wrong)
    assert wrong == []
    return config


def note(yaml):
    return f"---\n{yaml}\n---\n"


def vault_of(yaml, properties="", types=None, config=None):
    files = {"Note.md": note(yaml), ".obsidian/types.json": json.dumps({"types": types or {}})}
    return memory_vault(files, config or config_of(properties))


def found(yaml, properties="", types=None, rules=("property-type",)):
    vault = vault_of(yaml, properties, types)
    return list(lint(vault, select(vault.config, Asked(select=rules)).at))


def said(yaml, properties="", types=None, rules=("property-type",)):
    return [problem.message for problem in found(yaml, properties, types, rules)]


def fixed(yaml, properties="", types=None, rules=("property-type",)):
    """After all fixes that the engine applies, safe or not; it refuses none, and a second run finds nothing to do."""
    vault = vault_of(yaml, properties, types)
    at = select(vault.config, Asked(select=rules)).at
    plan = plan_fixes(vault, at, frozenset({"safe", "unsafe"}), lambda path: True)
    assert plan.refusals == ()
    assert plan_fixes(plan.vault, at, frozenset({"safe", "unsafe"}), lambda path: True).notes == ()
    return plan.vault.notes["Note.md"].text.removeprefix("---\n").removesuffix("\n---\n")


# --- 4.3: as what YAML is read ---------------------------------------------------------------------------------------

FLAG = '"a" is text, "{0}", but must be true or false'
NUMBER = '"a" is text, "{0}", but must be a number'
QUOTES = '"a" is {0}, but must be text: put it in quotes'

DIALECT = [
    pytest.param("a: yes", "yes", ["text"], {"checkbox": FLAG.format("yes") + ": write true"}, id="yes: string"),
    pytest.param("a: no", "no", ["text"], {"checkbox": FLAG.format("no") + ": write false"}, id="no: string"),
    pytest.param("a: on", "on", ["text"], {"checkbox": FLAG.format("on") + ": write true"}, id="on: string"),
    pytest.param("a: off", "off", ["text"], {"checkbox": FLAG.format("off") + ": write false"}, id="off: string"),
    pytest.param("a: y", "y", ["text"], {"checkbox": FLAG.format("y") + ": write true"}, id="y: string"),
    pytest.param("a: true", True, ["checkbox"], {"text": QUOTES.format("true")}, id="true: bool"),
    pytest.param("a: True", True, ["checkbox"], {"text": QUOTES.format("true")}, id="True: bool"),
    pytest.param("a: TRUE", True, ["checkbox"], {"number": '"a" is true, but must be a number'}, id="TRUE: bool"),
    pytest.param("a: null", None, TYPES, {}, id="null: null"),
    pytest.param("a: ~", None, TYPES, {}, id="~: null"),
    pytest.param("a:", None, TYPES, {}, id="empty: null"),
    pytest.param("a: 12:30", "12:30", ["text"], {"number": NUMBER.format("12:30")}, id="12:30: string"),
    pytest.param("a: 0123", 123, ["number"], {"text": QUOTES.format("a number, 0123")}, id="0123: 123"),
    pytest.param("a: 0o17", 15, ["number"], {"text": QUOTES.format("a number, 0o17")}, id="0o17: 15"),
    pytest.param("a: 0x1F", 31, ["number"], {"text": QUOTES.format("a number, 0x1F")}, id="0x1F: 31"),
    pytest.param("a: 1e3", 1000, ["number"], {"text": QUOTES.format("a number, 1e3")}, id="1e3: 1000"),
    pytest.param("a: 1_000", "1_000", ["text"], {"number": NUMBER.format("1_000") + ": write 1000"}, id="1_000: string"),
    pytest.param("a: 2020-08-21", "2020-08-21", ["date", "text"], {"number": NUMBER.format("2020-08-21")}, id="a date: string, the type makes it one"),
    pytest.param("a: 2020-08-21T10:30:00", "2020-08-21T10:30:00", ["datetime", "text"], {"number": NUMBER.format("2020-08-21T10:30:00")}, id="a datetime: string"),
    pytest.param("a: # tag", None, TYPES, {}, id="a comment: null"),
    pytest.param("a: #tag", None, TYPES, {}, id="#tag: null"),
    pytest.param("a: [[x]]", [["x"]], SINGLE, {}, id="[[x]]: a list in a list, which unquoted-link speaks of"),
    pytest.param('a: "[[x]]"', "[[x]]", ["text", "link"], {"list": '"a" is text, "[[x]]", but must be a list: write ["[[x]]"]'}, id="a link in quotes: string"),
    pytest.param("a: \u201c3\u201d", "\u201c3\u201d", ["text"], {"number": NUMBER.format("\u201c3\u201d")}, id="typographic quotes: part of the string"),
]  # fmt: skip


@pytest.mark.parametrize(("yaml", "value", "fitting", "unfitting"), DIALECT)
def test_the_dialect_of_yaml(yaml, value, fitting, unfitting):
    (property,) = parse_note("Note.md", note(yaml)).properties
    assert property.value == value
    assert isinstance(property.value, bool) is isinstance(value, bool)
    assert {type: said(yaml, f'a = {{ type = "{type}" }}') for type in fitting} == {type: [] for type in fitting}
    for type, message in unfitting.items():
        assert said(yaml, f'a = {{ type = "{type}" }}') == [message]


def test_a_placeholder_is_a_map_with_a_strange_key():
    """4.3: `a: {{date}}` is no error."""
    (property,) = parse_note("Note.md", note("a: {{date}}")).properties
    assert isinstance(property.value, dict)
    assert [said("a: {{date}}", f'a = {{ type = "{type}" }}') for type in TYPES] == [[] for _ in TYPES]


@pytest.mark.parametrize(
    "yaml",
    [
        pytest.param("a: x\na: 1", id="duplicate key: error"),
        pytest.param("b:\n\t- c\na: x", id="tab used for indentation: error"),
        pytest.param("a: b: c", id="a: b: c: error"),
        pytest.param("a: @x", id="@x: error"),
        pytest.param("a: `x", id="`x: error"),
        pytest.param("a: %x", id="%x: error"),
        pytest.param("a: x\ntags: [#a, b]", id="tags: [#a, b]: error"),
    ],
)
def test_nothing_is_said_of_values_where_yaml_has_an_error(yaml):
    assert parse_note("Note.md", note(yaml)).error
    rules = ("property-type", "property-value", "duplicate-value")
    assert said(yaml, 'a = { type = "number", enum = [1], max = 0, unique = true }', {"a": "number"}, rules) == []


def test_a_merge_key_is_an_ordinary_one():
    """4.3: `<<: *x` is not merged."""
    yaml = 'x: &x {a: "3"}\n<<: *x'
    assert said(yaml, 'a = { type = "number" }') == []
    assert said(yaml, '"<<" = { type = "number" }') == ['"<<" is a map, but must be a number']


def test_a_second_document_is_outside_the_block():
    """4.3: what comes after the second `---` is no frontmatter."""
    assert said("b: 1\n---\na: x", 'a = { type = "number" }') == []


# --- 4.5: types that Obsidian has stored -----------------------------------------------------------------------------

STORED = [
    pytest.param("text", ["x", "'[[x]]'", "'[t](u)'", "7", "true", "2020-08-21", ""], id="Text"),
    pytest.param("multitext", ["[x]", "\n- x\n- 7\n- '[[x]]'", "[]", "", "['']"], id="List"),
    pytest.param("number", ["7", "-1.5", "0x1F", "", "' '"], id="Number"),
    pytest.param("checkbox", ["true", "FALSE", ""], id="Checkbox"),
    pytest.param("date", ["2020-08-21", "soon", "2020-08-21T10:30", ""], id="Date; texts are left to invalid-date"),
    pytest.param("datetime", ["2020-08-21T10:30:00", "2020-08-21", ""], id="Date & time, likewise"),
    pytest.param("tags", ["x", "7", "[x]"], id="Tags; only for the property of that name"),
    pytest.param("rating-stars", ["x", "7", "[x]", "{x: y}"], id="a type of a plug-in, of which nothing is known"),
]


@pytest.mark.parametrize(("kind", "values"), STORED)
def test_what_fits_a_stored_type(kind, values):
    assert [said(f"A: {value}", types={"a": kind}) for value in values] == [[] for _ in values]


UNFIT = [
    pytest.param("text", "[x, y]", "is a list, but its type in Obsidian is text: write only one", id="Text, list"),
    pytest.param("text", "{x: y}", "is a map, but its type in Obsidian is text", id="Text, map"),
    pytest.param("multitext", "x", 'is text, "x", but its type in Obsidian is list: write [x]', id="List, text"),
    pytest.param("multitext", "7", "is a number, 7, but its type in Obsidian is list: write [7]", id="List, number"),
    pytest.param("multitext", "true", "is true, but its type in Obsidian is list: write [true]", id="List, checkbox"),
    pytest.param("number", "'7'", 'is text, "7", but its type in Obsidian is number: take the quotes off', id="Number, text"),
    pytest.param("number", "5 * 3", 'is text, "5 * 3", but its type in Obsidian is number', id="Number, expression"),
    pytest.param("number", "[7]", "is a list, but its type in Obsidian is number: write 7", id="Number, list"),
    pytest.param("number", "true", "is true, but its type in Obsidian is number", id="Number, checkbox"),
    pytest.param("checkbox", "yes", 'is text, "yes", but its type in Obsidian is checkbox: write true', id="Checkbox, text"),
    pytest.param("checkbox", "'false'", 'is text, "false", but its type in Obsidian is checkbox: take the quotes off', id="Checkbox, quoted"),
    pytest.param("checkbox", "0", "is a number, 0, but its type in Obsidian is checkbox: write false", id="Checkbox, number"),
    pytest.param("aliases", "7", "is a number, 7, but its type in Obsidian is list: put it in quotes", id="Aliases, number"),
    pytest.param("date", "2020", "is a number, 2020, but its type in Obsidian is date", id="Date, number"),
    pytest.param("date", "[2020-08-21]", "is a list, but its type in Obsidian is date: write 2020-08-21", id="Date, list"),
    pytest.param("datetime", "{x: y}", "is a map, but its type in Obsidian is date & time", id="Date & time, map"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value", "message"), UNFIT)
def test_what_does_not_fit_a_stored_type(kind, value, message):
    name = kind if kind == "aliases" else "A"
    (problem,) = found(f"{name}: {value}", types={name.lower(): kind})
    assert (problem.message, problem.severity) == (f'"{name}" {message}', "warning")


def test_what_the_schema_says_comes_before_what_is_stored():
    assert said("a: x", 'a = { type = "text" }', {"a": "number"}) == []
    (problem,) = found("a: 7", 'A = { type = "text" }', {"a": "number"})
    assert problem.severity == "error"
    assert said("a: x", "a = { required = true }", {"a": "number"}) == [
        '"a" is text, "x", but its type in Obsidian is number'
    ]


# --- 4.6: tags, aliases, cssclasses ----------------------------------------------------------------------------------

DROPPED = 'an entry of "{0}" is {1}, but must be text: put it in quotes'
NAMES = [
    pytest.param("tags", "[a, '#b']", [], id="tags: list of strings, the # optional"),
    pytest.param("tags", "a", [], id="tags: one as a string, since 1.9.3"),
    pytest.param("tags", "'a, b'", ["invalid-tag"], id="tags: several in a string"),
    pytest.param("tags", "2024", ["invalid-tag"], id="tags: a number gives no tag"),
    pytest.param("tags", "[1984]", ["invalid-tag"], id="tags: nor does one in a list"),
    pytest.param("tags", "[a b]", ["invalid-tag"], id="tags: white space gives none"),
    pytest.param("tags", "{a: b}", ["invalid-tag"], id="tags: a map"),
    pytest.param("tags", "[[x], {a: b}, true]", ["invalid-tag"] * 3, id="tags: none of these in a list"),
    pytest.param("tags", "c++", ["invalid-tag"], id="tags: a sign that no tag has"),
    pytest.param("tags", "[null, '']", [], id="tags: nothing"),
    pytest.param("aliases", "[SC, a/b]", [], id="aliases: list of anything"),
    pytest.param("aliases", "File formats", [], id="aliases: a string"),
    pytest.param("aliases", "['', ' ']", [], id="aliases: blank ones are legal"),
    pytest.param("aliases", "[a, 1984]", ["property-type"], id="aliases: a number in the list is dropped"),
    pytest.param("aliases", "2024", ["property-type"], id="aliases: a number"),
    pytest.param("aliases", "{a: b}", ["property-type"], id="aliases: a map"),
    pytest.param("aliases", "[a, null]", [], id="aliases: null in the list"),
    pytest.param("cssclasses", "[wide]", [], id="cssclasses: list"),
    pytest.param("cssclasses", "wide", [], id="cssclasses: a string"),
    pytest.param("cssclasses", "true", ["property-type"], id="cssclasses: a checkbox"),
]


@pytest.mark.parametrize(("name", "value", "rules"), NAMES)
@pytest.mark.parametrize("declared", ["schema", "types.json"])
def test_lists_of_names(name, value, rules, declared):
    """Of each wrong value one rule speaks, and speaks once."""
    schema = f'{name} = {{ type = "{name}" }}' if declared == "schema" else ""
    stored = {name: "multitext" if name == "cssclasses" else name} if declared == "types.json" else {}
    problems = found(f"{name}: {value}", schema, stored, ("property-type", "invalid-tag", "unquoted-link"))
    assert [problem.rule for problem in problems] == rules


def test_a_list_of_names_by_another_name():
    """`invalid-tag` only knows `tags`."""
    assert said("topics: 7", 'topics = { type = "tags" }') == [
        '"topics" is a number, 7, but must be a list: put it in quotes'
    ]
    assert said("topics: [a, 7]", 'topics = { type = "tags" }') == [DROPPED.format("topics", "a number, 7")]


@pytest.mark.parametrize("name", ["tag", "alias", "cssclass"])
def test_deprecated_names_have_no_type(name):
    """4.6: they are ignored since 1.9, and `deprecated-property` says so."""
    assert said(f"{name}: 7") == []


def test_without_a_declared_or_stored_type_nothing_is_said():
    """4.5: only if `types.json` assigns one."""
    assert said("a: yes\nb: [1]\nc: {d: 7}") == []


def test_names_have_their_type_without_being_stored():
    """4.6: what is no text in them is dropped."""
    assert said("aliases: 7\ncssclasses: [1]") == [
        '"aliases" is a number, 7, but its type in Obsidian is list: put it in quotes',
        DROPPED.format("cssclasses", "a number, 1"),
    ]


# --- Types that only a schema knows ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("type", "value", "is_one"),
    [
        ("link", "[[Note]]", True),
        ("link", " [[Note#H|text]] ", True),
        ("link", "[t](Note.md)", True),
        ("link", "[t](My note.md)", True),  # RN 1.11.3
        ("link", "[t [u]](<My (n)ote.md>)", True),
        ("link", "[t](https://x.org/a_(b))", True),
        ("link", "see [[Note]]", False),  # 2.8
        ("link", "[[A]], [[B]]", False),
        ("link", "[a](b) [c](d)", False),
        ("link", "[[]]", False),
        ("link", "[t]()", False),
        ("link", "Note", False),
        ("link", 7, False),
        ("url", "https://x.org/a?b#c", True),
        ("url", "HTTP://x.org", True),
        ("url", "obsidian://open?vault=x", True),
        ("url", "mailto:a@b.org", True),
        ("url", "https://x.org/a b", False),
        ("url", "https://", False),
        ("url", "x.org", False),
        ("url", "Note: a title", False),
        ("email", "a.b+c@x.co.uk", True),
        ("email", "Änne@exämple.org", True),
        ("email", "a@b", False),
        ("email", "a b@x.org", False),
        ("email", "a@b@c.org", False),
        ("number", True, False),
        ("checkbox", 1, False),
        ("object", {"a": 1}, True),
        ("object", [], True),  # empty
        ("object", [1], False),
    ],
)
def test_is_of_type(type, value, is_one):
    assert is_of_type(value, type) is is_one


@pytest.mark.parametrize("type", TYPES)
def test_what_is_empty_is_of_every_type(type):
    assert all(is_of_type(value, type) for value in (None, "", " ", [], [""], [None], {}))


# --- Fixes, as the engine applies them -------------------------------------------------------------------------------

FIXES = [
    pytest.param('"number"', "a: '3' # three", "a: 3 # three", id="quotes off"),
    pytest.param('"number"', 'a: " 3.5"', "a: 3.5", id="with a space in them"),
    pytest.param('"number"', "a: '007'", "a: '007'", id="zeros in front would be lost"),
    pytest.param('"number"', "a: '12345678901234567890'", "a: '12345678901234567890'", id="digits would be lost"),
    pytest.param('"number"', "a: 3,5", "a: 3,5", id="a comma says nothing sure"),
    pytest.param('"number"', "a: 1_234_567", "a: 1234567", id="underscores"),
    pytest.param('"number"', "a:\n  - '3' # c", "a:\n  - '3' # c", id="a list with a comment"),
    pytest.param('"number"', "a:\n  - '3'\nb: 1", "a:\n  - '3'\nb: 1", id="a list of one text"),
    pytest.param('"number"', "a:\n  - 3\nb: 1", "a: 3\nb: 1", id="a list of one number"),
    pytest.param('"number"', "a: &x '3'\nb: *x", "a: &x '3'\nb: *x", id="an anchor"),
    pytest.param('"checkbox"', "a: No", "a: false", id="no"),
    pytest.param('"checkbox"', "a: 'True'", "a: true", id="a word in quotes"),
    pytest.param('"text"', "a: 0123", 'a: "0123"', id="quotes on keep what is written"),
    pytest.param('"text"', "a: [x]", "a: x", id="brackets off"),
    pytest.param('"text"', "a: ['x: y']", 'a: "x: y"', id="quotes that are needed"),
    pytest.param('"text"', "{a: 7, b: 8}", '{a: "7", b: 8}', id="in a flow map"),
    pytest.param('"list"', "a: 'x, y'", "a: 'x, y'", id="a comma: one, or two?"),
    pytest.param('"list"', "a: x: y", "a: x: y", id="what is no YAML"),
    pytest.param('"list"', "a: x {y}", 'a: ["x {y}"]', id="what must be quoted in brackets"),
    pytest.param('"list"', "a: |\n  x\nb: 1", "a: |\n  x\nb: 1", id="a block scalar"),
    pytest.param('"list"', "a: 'it''s'", "a: ['it''s']", id="quotes stay"),
    pytest.param('"list", items = "number"', "a: '3'", "a: [3]", id="a list, and then its entry"),
    pytest.param('"list", items = "link"', "a: x", 'a: ["[[x]]"]', id="a list of a link"),
    pytest.param('"list", items = "text"', "a:\n- 1 # one\n- x\n- 2", 'a:\n- "1" # one\n- x\n- "2"', id="some entries"),
    pytest.param('"link"', "a: My note", 'a: "[[My note]]"', id="a link"),
    pytest.param('"link"', "a: https://x.org", "a: https://x.org", id="an address is no link"),
    pytest.param('"link"', "a: a | b", "a: a | b", id="what cannot stand in a link"),
    pytest.param(
        '"aliases"', "a:\n- Opener: new tabs\n- b", 'a:\n- "Opener: new tabs"\n- b', id="a colon, which makes a map"
    ),
    pytest.param('"aliases"', "a: [Opener: new tabs]", 'a: ["Opener: new tabs"]', id="in brackets, too"),
    pytest.param('"aliases"', "a:\n- {b: c}\n- d: e\n  f: g", "a:\n- {b: c}\n- d: e\n  f: g", id="a map that is meant"),
    pytest.param('"aliases"', "a: 7", 'a: "7"', id="a name"),
    pytest.param('"number"', "a: '{{x}}'", "a: '{{x}}'", id="a placeholder"),
]


@pytest.mark.parametrize(("type", "before", "after"), FIXES)
def test_fixes(type, before, after):
    assert fixed(before, f"a = {{ type = {type} }}") == after


def test_a_link_that_is_not_quoted_is_fixed_by_its_own_rule_first():
    rules = ("property-type", "unquoted-link")
    assert fixed("a: [[x]]", 'a = { type = "list", items = "link" }', rules=rules) == 'a: ["[[x]]"]'
    assert fixed("a: [[x]]", 'a = { type = "link" }', rules=rules) == 'a: "[[x]]"'


# --- Values that a schema allows -------------------------------------------------------------------------------------

DAY = 'a = { type = "date", '
VALUES = [
    pytest.param('a = { enum = ["x", 7, true] }', ["x", "' x '", "7", "7.0", "true", "[x, 7]", "", "[]"], id="one of several"),
    pytest.param('a = { type = "tags", enum = ["x"] }', ["'#x'", "[x, '#x']"], id="a tag with its #"),
    pytest.param('a = { type = "number", enum = [1] }', ["'1'", "x"], id="another type is left to property-type"),
    pytest.param('a = { type = "list", items = "number", enum = [1] }', ["[1, x, '1']"], id="also in a list"),
    pytest.param('a = { pattern = "\\\\d{3}" }', ["123", "'123'", "[123, '456']", "true", "|\n  123"], id="a pattern"),
    pytest.param("a = { min = 2, max = 3 }", ["2", "3", "2.5", "ab", "abc", "[1, '', 9]", "true", "{x: y}"], id="by what it is"),
    pytest.param('a = { type = "number", min = 2 }', ["1e3", ".inf", "'1'"], id="a number"),
    pytest.param('a = { type = "tags", min = 1 }', ["x", "[x]", "[]", ""], id="tags"),
    pytest.param(DAY + 'min = "2024-02-01" }', ["2024-02-01", "01/02/2024", "soon", "31/02/2020"], id="a day, in any form"),
    pytest.param(DAY + 'max = "2024-02-01" }', ["2024-02-01T23:59"], id="a day has hours"),
    pytest.param('a = { type = "datetime", max = "2024-02-01T12:00" }', ["2024-02-01T12:00", "2024-02-01"], id="a time"),
    pytest.param('a = { min = "2024-02-01" }', ["x", "2024-02-02", "7", "[1]"], id="a date by its bound"),
    pytest.param('a = { after = "b" }', ["2024-01-01\nb: 2024-01-01", "2024-01-01\nb: later", "soon\nb: 2024-01-01", "2024-01-01", "2024-01-01\nb: 2024-01-01T09:00", "[2020-01-01]\nb: 2024-01-01"], id="after"),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "values"), VALUES)
def test_values_that_are_allowed(schema, values):
    assert {value: said(f"a: {value}", schema, rules=["property-value"]) for value in values} == {
        value: [] for value in values
    }


NOT_ALLOWED = [
    pytest.param('a = { enum = ["x", 7] }', "X", '"a" is "X": write "x"', id="in capitals"),
    pytest.param('a = { enum = ["ab", "AB"] }', "Ab", '"a" is "Ab", but must be one of "ab", "AB", did you mean "ab"?', id="two that are alike"),
    pytest.param("a = { enum = [1] }", "true", '"a" is true, but must be one of 1', id="true is not 1"),
    pytest.param("a = { enum = [1] }", "'1'", '"a" is "1", but must be one of 1', id="nor is text"),
    pytest.param("a = { enum = [1, 2, 3, 4, 5, 6, 7, 8] }", "9", '"a" is 9, but must be one of 1, 2, 3, 4, 5, 6 and 2 more', id="of many"),
    pytest.param('a = { type = "list", items = "link", enum = ["[[Anne]]"] }', "['[[Ann]]']", '"a" holds "[[Ann]]", but may hold only "[[Anne]]", did you mean "[[Anne]]"?', id="links"),
    pytest.param('a = { pattern = "[a-z]+" }', "x1", '"a" is "x1", which does not match [a-z]+', id="only its beginning"),
    pytest.param('a = { pattern = "[1-9]+" }', "012", '"a" is 12, which does not match [1-9]+', id="a number as it is written"),
    pytest.param("a = { min = 2 }", "[1, '', null]", '"a" has 1 value, but must have at least 2', id="empty ones do not count"),
    pytest.param('a = { type = "tags", min = 2 }', "x", '"a" has 1 value, but must have at least 2', id="one text for a list"),
    pytest.param("a = { max = 2 }", "abc", '"a" has 3 characters, but must have at most 2', id="a text"),
    pytest.param("a = { min = 1.5 }", "1", '"a" is 1, but must be at least 1.5', id="a number"),
    pytest.param(DAY + 'min = "2024-02-01" }', "31/01/2024", '"a" is "31/01/2024", but must not be before 2024-02-01', id="a day"),
    pytest.param('a = { type = "datetime", max = "2024-02-01T12:00" }', "2024-02-01T12:01", '"a" is "2024-02-01T12:01", but must not be after 2024-02-01T12:00', id="a time"),
    pytest.param('a = { max = "2024-02-01" }', "2025-01-01", '"a" is "2025-01-01", but must not be after 2024-02-01', id="a date by its bound"),
    pytest.param('a = { after = "b" }\nb = { type = "date", format = "D/M/YYYY" }', "2024-01-01\nB: 2/1/2024", '"a" is "2024-01-01", which is before "b", "2/1/2024"', id="after, each in its form"),
    pytest.param('a = { after = "b.c" }', "2024-01-01\nb: {c: 2024-01-02}", '"a" is "2024-01-01", which is before "b.c", "2024-01-02"', id="after one in a map"),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "value", "message"), NOT_ALLOWED)
def test_values_that_are_not_allowed(schema, value, message):
    assert said(f"a: {value}", schema, rules=["property-value"]) == [message]


def test_capitals_are_fixed_in_the_quotes_that_are_there():
    schema = 'a = { enum = ["In progress", "it\'s: x"] }'
    assert fixed("a: in Progress # c", schema, rules=["property-value"]) == "a: In progress # c"
    assert fixed("a:\n- 'in Progress'\n- \"IN PROGRESS\"", schema, rules=["property-value"]) == (
        "a:\n- 'In progress'\n- \"In progress\""
    )
    assert fixed("a: 'It''s: X'", schema, rules=["property-value"]) == 'a: "it\'s: x"'
    assert fixed("a: &x in Progress\nb: *x", schema, rules=["property-value"]) == "a: &x in Progress\nb: *x"


def test_a_schema_that_is_not_there_is_reported_where_a_note_names_it():
    (problem,) = found("a: 1\nSchema: [t]", "a = {}", rules=["property-value"])
    assert (problem.line, problem.column, problem.message) == (3, 10, 'no schema "t"')
    assert said("schema: s", "a = {}", rules=["property-value"]) == []
    assert said("schema: 7", "a = {}", rules=["property-value"]) == []
    assert said('schema: "{{kind}}"', "a = {}", rules=["property-value"]) == []
    assert said("schema: t", rules=["property-value"]) == [], "nobody has schemas there"


# --- What is wrong with a schema -------------------------------------------------------------------------------------

MISTAKES = [
    pytest.param("type = 'number', default = 'x'", {"default": '"x" is not a number'}, id="default: of another type"),
    pytest.param("type = 'number', default = '{title}'", {"default": '"{title}" is not a number'}, id="default: a placeholder is text"),
    pytest.param("type = 'text', default = 7", {"default": "7 is not text"}, id="default: a number for text"),
    pytest.param("type = 'text', default = ['a', 'b']", {"default": "is a list, but the type is text"}, id="default: a list"),
    pytest.param("type = 'tags', default = ['a', 7]", {"default": "7 is not text"}, id="default: an entry"),
    pytest.param("type = 'list', items = 'link', default = 'x'", {"default": '"x" is not a link'}, id="default: the only entry"),
    pytest.param("type = 'object', default = 'x'", {"default": '"x" is not a map'}, id="default: nothing can be a map"),
    pytest.param("default = ' '", {"default": "is empty: leave it out"}, id="default: empty"),
    pytest.param("type = 'date', default = 'soon'", {"default": '"soon" is not a date'}, id="default: no date"),
    pytest.param("type = 'date', format = 'DD/MM/YYYY', default = '2024-01-01'", {"default": '"2024-01-01" is not a date in the form DD/MM/YYYY'}, id="default: in another form"),
    pytest.param("enum = ['a', 'b'], default = 'c'", {"default": '"c" is not in `enum`'}, id="default: not in the enum"),
    pytest.param("pattern = '[a-z]', default = 'ab'", {"default": '"ab" does not match `pattern`'}, id="default: not of the pattern"),
    pytest.param("default = 'in {folde}'", {"default": 'no placeholder {folde}, did you mean "folder"?'}, id="default: no such placeholder"),
    pytest.param("default = '{x}'", {"default": "no placeholder {x}; there are {title}, {folder}, {parent}, {top}, {created}"}, id="default: nor one like it"),
    pytest.param("type = 'number', enum = [1, '2']", {"enum": '"2" is not a number'}, id="enum: of another type"),
    pytest.param("type = 'aliases', enum = ['a', 7]", {"enum": "7 is not text"}, id="enum: names are text"),
    pytest.param("type = 'date', enum = ['2024-01-01', '2024-02-30']", {"enum": '"2024-02-30" is not a date'}, id="enum: no date"),
    pytest.param("enum = []", {"enum": "no value is allowed: name one, or leave it out"}, id="enum: empty"),
    pytest.param("pattern = '['", {"pattern": "is no regular expression: unterminated character set at position 0"}, id="pattern"),
    pytest.param("min = 3, max = 2", {"max": "2 is less than `min`, 3"}, id="max < min"),
    pytest.param("type = 'date', min = '2024-02-01', max = '31/01/2024'", {"max": "31/01/2024 is less than `min`, 2024-02-01"}, id="max < min, days"),
    pytest.param("type = 'date', min = 5", {"min": "5 is no date, like 2020-08-21"}, id="min: a number for a date"),
    pytest.param("type = 'date', max = 'soon'", {"max": '"soon" is no date, like 2020-08-21'}, id="max: no date"),
    pytest.param("min = 1, max = '2024-01-01'", {"min": "1 is no date, like 2020-08-21"}, id="min and max: of two kinds"),
    pytest.param("type = 'number', min = '1'", {"min": '"1" is not a number'}, id="min: text"),
    pytest.param("type = 'list', items = 'date', min = '2024-01-01'", {"min": '"2024-01-01" is not a number'}, id="min: how many entries"),
    pytest.param("type = 'tags', min = 1.5", {"min": "1.5 is not a number of entries"}, id="min: a part of one"),
    pytest.param("type = 'text', max = -1", {"max": "-1 is not a number of characters"}, id="max: less than none"),
    pytest.param("type = 'checkbox', min = 0, max = 1", dict.fromkeys(("min", "max"), "is for numbers, dates, texts and lists, and the type is checkbox"), id="min and max: of a checkbox"),
    pytest.param("type = 'link', max = 9", {"max": "is for numbers, dates, texts and lists, and the type is link"}, id="max: of a link"),
    pytest.param("type = 'number', after = 'b'", {"after": "is for dates, and the type is number"}, id="after: no date"),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "messages"), MISTAKES)
def test_mistakes_in_a_schema(wanted, messages):
    wrong = list(mistakes(config_of(f"a = {{ {wanted} }}")))
    assert {mistake.where: mistake.message for mistake in wrong} == {
        ("schema", 0, "properties", "a", key): message for key, message in messages.items()
    }


@pytest.mark.parametrize(
    "wanted",
    [
        "type = 'text', default = '{title} in {folder}, {not one}'",
        "type = 'date', default = '{created}'",
        "type = 'date', default = '21/08/2020', enum = ['2020-08-21', '21/08/2020']",
        "type = 'link', default = '[[{folder}]]'",
        "type = 'url', default = 'https://x.org/{title}', min = 8, max = 99",
        "type = 'tags', default = 'x', enum = ['x'], min = 1",
        "type = 'list', default = ['x', 7, true], max = 3",
        "type = 'list', items = 'number', default = [1]",
        "type = 'number', min = -1.5, max = inf, enum = [1, 2.5]",
        "type = 'datetime', min = '2020-08-21', max = '2020-08-21T10:30', after = 'b'",
        "pattern = '[a-z]+', default = '{title}'",
        "enum = ['x', 7, true], default = true",
        "min = 1, after = 'b'",
        "min = 2, max = 2",
    ],
)
def test_schemas_without_a_mistake(wanted):
    assert list(mistakes(config_of(f"a = {{ {wanted} }}"))) == []


def test_mistakes_have_their_lines(tmp_path):
    file = tmp_path / "vault-tools.toml"
    file.write_text(
        '[vault]\ndate-formats = ["D.M.YYYY"]\n[[schema]]\nname = "s"\n[schema.properties.a]\ntype = "date"\n'
        'min = "1.2.2024"\nmax = "2024-01-31"\ndefault = "21/08/2020"\n',
        encoding="utf-8",
    )
    with pytest.raises(UserError) as raised:
        read_config(file, (mistakes,))
    assert str(raised.value).split("\n")[1:] == [
        f"{file}:8: schema[1].properties.a.max: 2024-01-31 is less than `min`, 1.2.2024",
        f'{file}:9: schema[1].properties.a.default: "21/08/2020" is not a date',
    ]
