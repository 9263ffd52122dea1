"""Frontmatter that cannot be read: one problem, at the place where it is wrong, and no fix touches the note.

The comments say what `yaml` 2.7.0 with its defaults, which Obsidian uses (4.3), makes of each text.
"""

import pytest

from vault_tools.config.tables import Config
from vault_tools.fix import plan_fixes
from vault_tools.lint import lint
from vault_tools.parse import parse_note
from vault_tools.selection import Asked, select
from vault_tools.vault.memory import memory_vault

RULES = select(Config(), Asked(select=("all",), ignore=("untagged-note",))).at
BODY = "Some text.\n"
OTHER = "---\nsource: a book\n---\nSee [[Note]].\n"


def vault_of(text):
    return memory_vault({"Note.md": text, "Other.md": OTHER})


def problems(text):
    return [d for d in lint(vault_of(text), RULES) if d.path == "Note.md"]


def note_with(yaml):
    return f"---\n{yaml}\n---\n{BODY}"


def only_problem(text):
    (problem,) = problems(text)
    return problem, f"{problem.line}:{problem.column}"


def bomb(levels, width):
    """Each level is a list of so many aliases of the one before."""
    names = [f"a{i}" for i in range(levels)]
    lists = [", ".join(width * ["x"]), *(", ".join(width * [f"*{name}"]) for name in names)]
    return "\n".join(f"{name}: &{name} [{entries}]" for name, entries in zip(names, lists, strict=False))


def steps(depth):
    return "\n".join(" " * i + "a:" for i in range(depth))


IN_QUOTES = "put the value in quotes"
NOT_PROPERTIES = "not a list of `name: value` properties"
NO_NAME = "a line without `name: value`"
OPEN_QUOTE = "a quote is never closed"
OPEN_LIST = "a list in `[ ]` is not closed or lacks a comma"
OPEN_MAP = "a map in `{ }` is not closed or lacks a comma"
BEHIND = "text behind a quote or bracket that closes"
ESCAPE = "in double quotes `\\` begins an escape"
TAB = "a tab cannot indent in YAML"
TOO_DEEP = "lists are nested too deeply"
DIRECTIVE = "`%` begins a directive"
INDENT = "must be indented there, by spaces"
TWICE = "is given twice"
TOO_MANY = "too many"
ENDED = "what stands above it ends the properties"
NO_END = "the aliases expand without end"

MALFORMED = [
    # Tabs: "Tabs are not allowed as indentation"
    pytest.param("a:\n\tb: 1", "3:1", TAB, id="a tab before a key in a map"),
    pytest.param("\ta: 1", "2:1", TAB, id="a tab before the first key"),
    pytest.param("a:\n\t- b", "3:1", TAB, id="a tab before a list entry"),
    pytest.param("a:\n  - b\n\t- c", "4:1", TAB, id="a tab before the second list entry"),
    pytest.param("a:\n-\tb: c", "3:2", TAB, id="a tab between a dash and a map"),
    pytest.param("a: |\n\tb", "3:1", TAB, id="a tab before a text of several lines"),  # "must be indented"
    pytest.param("a: [\n\tb\n  ]", "3:1", INDENT, id="a tab in brackets"),  # "must be sufficiently indented"
    pytest.param('a: "b\n\tc"', "3:1", INDENT, id="a tab in quotes"),  # 'Missing closing "quote'
    # Quotes: "Missing closing quote", or "Unexpected scalar at node end" for what stands behind them
    pytest.param('a: 1\nb: "c\nd: 2', "3:4", OPEN_QUOTE, id="an open double quote"),
    pytest.param("a: 'b", "2:4", OPEN_QUOTE, id="an open single quote"),
    pytest.param('a: "b\\"', "2:4", OPEN_QUOTE, id="a quote that is escaped"),
    pytest.param("a: 'it's'", "2:8", BEHIND, id="an apostrophe in single quotes"),
    pytest.param('a: "The "B" side"', "2:10", BEHIND, id="quotes in quotes"),
    pytest.param('a: "b" c', "2:8", BEHIND, id="text behind a quote"),
    pytest.param('a: "1", b: "2"', "2:7", BEHIND, id="two properties on a line"),  # "Nested mappings"
    pytest.param('"a" "b": c', "2:5", BEHIND, id="two keys on a line"),  # "Unexpected double-quoted-scalar token"
    pytest.param('"a":b', "2:4", ENDED, id="no space behind the colon of a quoted key"),
    pytest.param(
        'a: "b"#c', "2:7", "put a space before it", id="a comment right behind a quote"
    ),  # "must be separated"
    # More lines than one: yaml takes a line that is not indented for the next property
    pytest.param('a: "b\nc"', "3:1", INDENT, id="a text in double quotes that is not indented"),
    pytest.param("a:\n  b: 'c\n  d'", "4:3", INDENT, id="a text in single quotes that is not indented enough"),
    pytest.param("a: [b,\nc]", "3:1", INDENT, id="a list in brackets that is not indented"),
    pytest.param("a:\n  b: {\n  c: 1\n  }", "4:3", INDENT, id="a map in braces that is not indented"),
    # Brackets
    pytest.param("a: [b, c\nd: 2", "2:4", OPEN_LIST, id="an open bracket"),
    pytest.param("a: {b: c\nd: 2", "2:4", OPEN_MAP, id="an open brace"),
    pytest.param("a: [b}", "2:4", OPEN_LIST, id="a brace for a bracket"),
    pytest.param("a: ]", "2:4", TOO_MANY, id="a bracket that closes nothing"),  # "Unexpected flow-seq-end token"
    pytest.param("a: [b]]", "2:7", BEHIND, id="one bracket too many"),
    pytest.param("a: [b, , c]", "2:8", TOO_MANY, id="nothing between two commas"),  # "Unexpected , in flow sequence"
    pytest.param("a: [-, b]", "2:5", "put it in quotes", id="a dash in brackets"),  # "Implicit keys ..."
    pytest.param("a: [b] (c)", "2:8", BEHIND, id="text behind a bracket"),
    pytest.param("a: [[b]], [[c]]", "2:9", BEHIND, id="two links without quotes"),
    pytest.param("tags: [#a, #b]", "2:8", "write tags without it", id="# in brackets"),  # a comment hides the rest
    # Names twice: "Map keys must be unique"
    pytest.param("a: 1\na: 2", "3:1", TWICE, id="a key twice"),
    pytest.param("a: 1\n'a': 2", "3:1", TWICE, id="a key twice, quoted once"),
    pytest.param("a:\n  b: 1\n  b: 2", "4:3", TWICE, id="a key twice in a map"),
    pytest.param("a:\n  - b: 1\n    b: 2", "4:5", TWICE, id="a key twice in a list"),
    pytest.param("1: a\n0x1: b", "3:1", TWICE, id="one number twice"),
    pytest.param("true: a\nTrue: b", "3:1", TWICE, id="one flag twice"),
    pytest.param("<<: {a: 1}\n<<: {b: 1}", "3:1", TWICE, id="two merges"),
    # Anchors and aliases
    pytest.param("a: *b", "2:4", IN_QUOTES, id="an alias without an anchor"),  # "Unresolved alias"
    pytest.param("<<: *x", "2:5", IN_QUOTES, id="a merge without an anchor"),  # "Unresolved alias"
    pytest.param("a: **bold** text", "2:4", IN_QUOTES, id="bold text"),  # "Unexpected scalar at node end"
    pytest.param("a:\n* b", "3:1", IN_QUOTES, id="* for a dash"),  # "Alias cannot be an empty string"
    pytest.param("a: & b", "2:4", IN_QUOTES, id="an anchor without a name"),  # "Anchor cannot be an empty string"
    pytest.param(bomb(10, 10), "5:5", NO_END, id="ten levels of aliases"),  # "Excessive alias count"
    # Documents
    pytest.param("%YAML 1.2\na: 1", "2:1", DIRECTIVE, id="a %YAML directive"),  # "Missing directives-end indicator"
    pytest.param("%TAG ! tag:x,2024:\na: 1", "2:1", DIRECTIVE, id="a %TAG directive"),  # likewise
    pytest.param(
        "a: 1\n%%b%%", "3:1", DIRECTIVE, id="a comment of Obsidian's"
    ),  # "Plain value cannot start with ... %"
    pytest.param("a: 1\n...\nb: 2", "4:1", ENDED, id="... and a second document"),  # "multiple documents"
    pytest.param("...\na: 1", "2:1", TOO_MANY, id="... first"),  # "multiple documents"
    pytest.param("a: 1\n--- b", "3:1", "remove it", id="--- and text"),  # "multiple documents"
    pytest.param(
        "a: 1\n----\nb: 2", "3:1", NO_NAME, id="four dashes in it"
    ),  # "Implicit keys need to be on a single line"
    pytest.param("- a\n- b", "2:1", NOT_PROPERTIES, id="a list"),  # is a list
    pytest.param("only text", "2:1", NOT_PROPERTIES, id="a text"),  # is a text
    pytest.param("a:b\nc:d", "2:1", NOT_PROPERTIES, id="no space behind any colon"),  # is the text "a:b c:d"
    pytest.param("a = 1", "2:1", NOT_PROPERTIES, id="TOML"),  # is a text
    pytest.param("a: 1\nb:c", "3:1", NO_NAME, id="no space behind a colon"),  # "need to be followed by map values"
    pytest.param("{a: 1} b", "2:8", ENDED, id="text behind a map"),  # "Unexpected scalar at node end"
    # Characters that begin no value: "Plain value cannot start with reserved character"
    pytest.param("a: @x", "2:4", IN_QUOTES, id="@ begins a value"),
    pytest.param("a: `x`", "2:4", IN_QUOTES, id="a backtick begins a value"),
    pytest.param("a: %x", "2:4", IN_QUOTES, id="% begins a value"),
    pytest.param("a: ![[b.png]]", "2:4", IN_QUOTES, id="an embed"),  # "Tags ... must be separated"
    pytest.param("a: > b", "2:6", IN_QUOTES, id="> begins a value"),  # "Not a YAML token"
    pytest.param("> a: b", "2:3", IN_QUOTES, id="a quote of Markdown"),  # "Not a YAML token"
    # Colons, dashes, indentation
    pytest.param("a: b: c", "2:5", IN_QUOTES, id="a colon in a value"),  # "Nested mappings are not allowed"
    pytest.param("a: : b", "2:4", IN_QUOTES, id="two colons"),  # "Nested mappings are not allowed"
    pytest.param("a: ? b", "2:4", IN_QUOTES, id="? begins a value"),  # "Nested mappings are not allowed"
    pytest.param("a: - b", "2:4", "put it in quotes", id="a list on the line of its name"),
    pytest.param("b: c\n- a", "3:1", "indented wrongly", id="a list below a value"),  # "may not be used as ... key"
    pytest.param("a: 1\n  b: 2", "3:4", "a colon inside a value", id="a key indented below a value"),
    pytest.param("  a: 1\nb: 2", "3:1", ENDED, id="a key indented less than the first"),
    pytest.param("a:\n  - b\n - c", "4:2", "indented wrongly", id="entries that are not aligned"),
    pytest.param("a:\n  - b\n  c: d", "4:3", "not aligned", id="a key among entries"),
    pytest.param("a:\n- [ ] b", "3:7", BEHIND, id="a task"),  # "Unexpected scalar at node end"
    pytest.param("a: 1\nb\nc: 2", "3:1", NO_NAME, id="a line without a colon"),  # "need to be followed by map values"
    pytest.param("a: 1\rb: 2", "2:7", IN_QUOTES, id="a carriage return for a line end"),  # "Nested mappings ..."
    pytest.param("k" * 1025 + ": a", "2:1026", IN_QUOTES, id="a key of 1025 characters"),  # "at most 1024 chars"
    # Escapes: "Invalid escape sequence"
    pytest.param('a: "b\\q"', "2:6", ESCAPE, id="an unknown escape"),
    pytest.param('a: "C:\\Users"', "2:9", ESCAPE, id="a path of Windows"),
    pytest.param('a: "\\x1"', "2:7", ESCAPE, id="half an escape"),
    pytest.param('a: "\\UFFFFFFFF"', "2:7", ESCAPE, id="an escape beyond Unicode"),  # "Invalid code point"
    pytest.param("a: !e!x b", "2:4", IN_QUOTES, id="a tag whose handle nobody declared"),  # "Could not resolve tag"
    # Deep and long; yaml reaches the end of its stack
    pytest.param("a: " + "[" * 10_000 + "]" * 10_000, "2:1", TOO_DEEP, id="ten thousand brackets"),
    pytest.param("a: " + "{a: " * 10_000, "2:1", TOO_DEEP, id="ten thousand open braces"),
    pytest.param("a:\n" + "- " * 10_000 + "b", "2:1", TOO_DEEP, id="ten thousand dashes"),
    pytest.param('a: "' + "b " * 500_000, "2:4", OPEN_QUOTE, id="a megabyte without its closing quote"),
    pytest.param("a: [" + "b, " * 300_000 + "c", "2:4", OPEN_LIST, id="a megabyte without its closing bracket"),
    pytest.param("a: b" + ": c" * 300_000, "2:5", IN_QUOTES, id="a megabyte of colons"),
    pytest.param('a: "' + "\\q" * 100_000 + '"', "2:5", ESCAPE, id="a hundred thousand escapes"),
    pytest.param("\n".join(f"k{i}: v" for i in range(50_000)) + "\nk0: w", "50002:1", TWICE, id="50,001 keys"),
]

REFUSED_BY_US = [
    # YAML forbids these characters, and other programs refuse them
    pytest.param("a: b\x07c", "2:5", "control character", id="a control character"),
    pytest.param("a: 1\nb: '\0'", "3:5", "control character", id="a NUL"),
    pytest.param("a: b\x0cc", "2:5", "control character", id="a form feed"),
    # What is meant is sure to be something else, or can be stored nowhere
    pytest.param(": value", "2:1", "a value without a name", id="an empty key"),
    pytest.param("a: &x [*x]", "2:4", NO_END, id="a list that contains itself"),
    pytest.param("a: &x\n  b: *x", "2:4", NO_END, id="a map that contains itself"),
    pytest.param("1: a\n'1': b", "3:1", TWICE, id="a number and its text"),
    pytest.param("~", "2:1", NOT_PROPERTIES, id="null"),
    pytest.param("a: AT&T\nb: &amp; c", "3:4", IN_QUOTES, id="& that is no anchor"),
    # Nobody means more than 200 levels
    pytest.param(steps(300), "2:1", TOO_DEEP, id="300 maps in each other"),
    pytest.param(steps(2000), None, TOO_DEEP, id="2000 maps in each other"),  # where is up to libyaml
]

LEGAL = [
    pytest.param("", id="nothing"),
    pytest.param("1: a\n1.5: b\ntrue: c\nnull: d", id="keys that are no texts"),
    pytest.param("[a]: b\n{c: d}: e", id="keys that are lists and maps"),
    pytest.param("? - a\n: b", id="a key in lines of its own"),
    pytest.param("😀: a\na b c: d\nc : e", id="names with emoji and spaces"),
    pytest.param("a: &x b\nc: *x\nd: [*x, *x]", id="aliases"),
    pytest.param("x: &x {b: 1}\nc:\n  <<: *x", id="a merge is a key like others"),
    pytest.param("a: 1\n...", id="... at the end"),
    pytest.param("a:\tb\nc:\t\td", id="tabs behind a colon"),
    pytest.param("a:\n-\tb\n-\t\tc # d", id="tabs behind a dash"),
    pytest.param("a: 1\n\t\nb: 2\n\t# c", id="tabs on a blank line and before a comment"),
    pytest.param("a: b\u2028c\nd\u2029e: f\x85g", id="line ends of YAML 1.1"),
    pytest.param("a: !!python/object/apply:os.system [x]", id="a tag of Python's"),
    pytest.param("a: !!binary $$$\nb: !!int x\nc: !mine d", id="tags that do not fit"),
    pytest.param("a: " + "9" * 10_000 + "\nb: 1e999999\nc: 0x" + "f" * 5000, id="huge numbers"),
    pytest.param('a: "\\ud83d\\ude00"\nb: "\\ud800"', id="halves of characters"),
    pytest.param("a: {{title}}\nb: '{{date}}'", id="placeholders"),
    pytest.param('{\n"a": 1,\n\t"b": ["c",\n"d"]\n}', id="JSON"),
    pytest.param("a: [\n  b,\n\n# c\n  d\n]\ne: {f: 1,\n  g: 2}", id="brackets over several lines"),
    pytest.param("a: \"b\n\n  c\"\nd:\n  - 'e\n    f'", id="quotes over several lines"),
    pytest.param("a: &x\n  - 'b\n    c'\nd:\n    e:\n      f: *x", id="an alias indented more than its anchor"),
    pytest.param("a:\n" + "".join(f"- b{i}\n" for i in range(100_000)), id="a long list"),
    pytest.param("a: " + "b " * 500_000, id="a megabyte of text"),
    pytest.param("\n".join(f"k{i}: v" for i in range(50_000)), id="50,000 keys"),
    pytest.param("a: " + "[" * 198 + "1, 2" + "]" * 198, id="198 lists in each other"),
    pytest.param(steps(199) + " 1", id="199 maps in each other"),
]

OUTSIDE = [
    pytest.param("---\na: 1\n\nText\n", "1:1", 'a line "---" is missing', id="nothing closes it"),
    pytest.param('---\na: "b\n\nText\n', "1:1", 'a line "---" is missing', id="nothing closes it, nor the quote"),
    pytest.param("---\na: 1\n----\nText\n", "3:1", 'write "---" for "----"', id="four dashes close it"),
    pytest.param("---\na: 1\n...\nText\n", "3:1", 'write "---" for "..."', id="dots close it"),
    pytest.param("---\na: 1\n ---\nText\n", "3:2", "remove the spaces", id="a space before the dashes that close it"),
    pytest.param("----\ntags: b\n---\nText\n", "1:1", 'write "---" for "----"', id="four dashes open it"),
    pytest.param("--- \na: 1\n---\nText\n", "1:1", "remove the spaces", id="a space behind the first dashes"),
    pytest.param(" ---\na: 1\n---\nText\n", "1:2", "remove the spaces", id="a space before the first dashes"),
    pytest.param("\t---\na: 1\n---\nText\n", "1:2", "remove the spaces", id="a tab before the first dashes"),
    pytest.param("\n---\na: 1\n---\nText\n", "2:1", "remove the blank lines", id="a blank line before them"),
    pytest.param("\ufeff\n---\na: 1\n---\nText\n", "2:1", "remove the blank lines", id="a byte order mark, too"),
]
"""Properties that Obsidian does not find (4.1)."""


def test_there_are_enough_of_them():
    assert len(MALFORMED) >= 50


@pytest.mark.parametrize(("yaml", "place", "says"), [*MALFORMED, *REFUSED_BY_US])
def test_one_problem_at_its_place(yaml, place, says):
    problem, found = only_problem(note_with(yaml))
    assert problem.rule == ("duplicate-property" if says == TWICE else "invalid-frontmatter")
    assert found == (place or found)
    assert says in problem.message
    assert "\n" not in problem.message


@pytest.mark.parametrize(("yaml", "place", "says"), [*MALFORMED, *REFUSED_BY_US])
def test_the_same_in_other_bytes(yaml, place, says):
    text = note_with(yaml)
    if len(text) < 100_000:
        plain, other = only_problem(text)[0], only_problem("\ufeff" + text.replace("\n", "\r\n"))[0]
        assert plain == other


@pytest.mark.parametrize(("text", "place", "says"), OUTSIDE)
def test_one_problem_where_obsidian_finds_no_properties(text, place, says):
    problem, found = only_problem(text)
    assert (problem.rule, found) == ("misplaced-frontmatter", place)
    assert says in problem.message


@pytest.mark.parametrize("yaml", [param.values[0] for param in (*MALFORMED, *REFUSED_BY_US)])
def test_no_fix_touches_the_note(yaml):
    if len(yaml) < 100_000:
        vault = vault_of(note_with(yaml) + "text with space  \n\n\n- [[Gone]]")
        fixes = plan_fixes(vault, RULES, frozenset({"safe", "unsafe"}), lambda path: path == "Note.md")
        assert (fixes.notes, fixes.refusals) == ((), ())


@pytest.mark.parametrize("yaml", LEGAL)
def test_what_is_legal_is_no_problem(yaml):
    assert parse_note("Note.md", note_with(yaml)).error is None
    assert problems(note_with(yaml)) == []


# --- What PyYAML reads otherwise ----------------------------------------------------------------------------------------


def value_of(yaml):
    note = parse_note("Note.md", f"---\n{yaml}\n---\n")
    assert note.error is None
    return note.value("a")


@pytest.mark.parametrize(
    ("yaml", "value"),
    [
        pytest.param("a:\n-\tb\n- \tc", ["b", "c"], id="a tab behind a dash"),
        pytest.param("b: 1\n \t\na: 2", 2, id="a tab on a blank line"),
        pytest.param('a: "b\rc"', "b\rc", id="a carriage return is part of a text"),
        pytest.param('a: "\\ud83d\\ude00\\uD83D\\uDE01!"', "😀😁!", id="characters in two halves"),
        pytest.param('a: "\\\\ud83d\\udc00"', "\\ud83d\ufffd", id="an escaped backslash is no half"),
        pytest.param('a: "\\U0000d800"', "\ufffd", id="half a character"),
        pytest.param("a: 'b\n  c'", "b c", id="a text of two lines"),
        pytest.param("a: [b,\n]", ["b"], id="a bracket that closes below the name"),
    ],
)
def test_values_that_pyyaml_refuses_or_misreads(yaml, value):
    """Checked with `yaml` 2.7.0, except that half a character is U+FFFD here, as it is in every file."""
    assert value_of(yaml) == value


def test_a_stand_in_keeps_all_places():
    note = parse_note("Note.md", '---\na: "\\ud83d\\ude00"\nb: [c, d]\n---\n')
    a, b = note.properties
    assert (note.slice(a.span), [note.slice(entry) for entry in b.entries]) == ('"\\ud83d\\ude00"', ["c", "d"])


def test_a_tab_in_a_text_of_several_lines_stays():
    """There it may be meant, so nothing is put in its place, and the other tab is an error."""
    note = parse_note("Note.md", "---\na: |\n  -\tb\nc:\n-\td\n---\n")
    assert note.place(note.error.span.start) == (5, 2)
