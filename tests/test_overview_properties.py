"""What is said of the properties of a whole vault: what there is, what is likely one, and what no schema lists."""

import json
import os
import tomllib

import pytest
from click.testing import CliRunner
from msgspec.structs import asdict

from vault_tools.cli import cli
from vault_tools.config.tables import Config
from vault_tools.declared import check
from vault_tools.fix import plan_fixes
from vault_tools.lint import lint
from vault_tools.overview.properties import count_properties, doubtful_properties
from vault_tools.overview.property_names import bare, folded
from vault_tools.selection import Asked, select
from vault_tools.suggest import is_slip, slips
from vault_tools.vault.memory import memory_vault

FILES = {
    "A.md": "---\nTopic: Ropes\nrating: 4\ntags: [knots, sea]\nauthor: {name: Ann, age: 40}\n---\n",
    "B.md": "---\ntopic:\nRating: '4'\ntags: knots\n---\n",
    "C.md": "---\nTopic: ' Ropes '\nrating: 4\nseen: 2024-01-02\n---\n",
    "D.md": "No properties.\n",
    "E.md": "---\nTopic: [not read\n---\n",
    "_templates/T.md": "---\nTopic: '{{title}}'\n---\n",
}


def property_uses(vault):
    return count_properties(vault.notes.values(), vault.settings)


def front(**properties):
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in properties.items()) + "---\n"


# --- what there is ------------------------------------------------------------------------------------------------------


def test_what_is_counted():
    types = {".obsidian/types.json": '{"types": {"Rating": "number"}}'}
    uses = property_uses(memory_vault(FILES | types))
    assert list(uses) == ["topic", "rating", "tags", "author", "author.name", "author.age", "seen"]
    assert asdict(uses["topic"]) == {
        "name": "Topic",
        "notes": 3,
        "empty": 1,
        "spellings": {"Topic": 2, "topic": 1},
        "types": {"text": 2},
        "stored": None,
        "examples": {"Ropes": 2},
        "variants": (),
    }
    assert asdict(uses["rating"]) == {
        "name": "rating",
        "notes": 3,
        "empty": 0,
        "spellings": {"rating": 2, "Rating": 1},
        "types": {"number": 2, "text": 1},
        "stored": "number",
        "examples": {"4": 3},
        "variants": (),
    }
    assert (uses["tags"].types, uses["tags"].examples) == ({"list": 1, "text": 1}, {"knots": 2, "sea": 1})
    assert (uses["author"].types, uses["author"].examples) == ({"object": 1}, {})
    assert (uses["author.name"].notes, uses["author.age"].types) == (1, {"number": 1})
    assert uses["seen"].types == {"date": 1}


def test_of_equals_the_first_in_the_alphabet_comes_first():
    vault = memory_vault({"A.md": front(topic="x"), "B.md": front(Topic="y")})
    [use] = property_uses(vault).values()
    assert (use.name, list(use.spellings), list(use.examples)) == ("Topic", ["Topic", "topic"], ["x", "y"])


def test_examples_are_few_and_the_most_frequent():
    vault = memory_vault({f"{n}.md": front(a=value) for n, value in enumerate("vwxyzzy")})
    assert property_uses(vault)["a"].examples == {"y": 2, "z": 2, "v": 1}


def test_some_notes_only():
    vault = memory_vault(FILES)
    assert count_properties([vault.notes["D.md"], vault.notes["E.md"]], vault.settings) == {}
    assert list(count_properties([vault.notes["C.md"]], vault.settings)) == ["topic", "rating", "seen"]


# --- what is likely one -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["date-created", "date created", "dateCreated", "date_created", "Date  Created"])
def test_separators_and_capitals_are_folded(name):
    assert folded(name) == "datecreated"


@pytest.mark.parametrize(
    ("name", "other"),
    [
        pytest.param("q1-2", "q12", id="between numbers"),
        pytest.param("1_2", "12", id="between digits"),
        pytest.param("_private", "private", id="in front"),
        pytest.param("a.b", "ab", id="a dot is for maps"),
    ],
)
def test_what_is_not_folded(name, other):
    assert folded(name) != folded(other)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Last Modified", "modified"),
        ("lastModified", "modified"),
        ("created_at", "created"),
        ("date-created", "created"),
        ("published date", "published"),
        ("updated", "updated"),
        ("dated", "dated"),
        ("due date", "duedate"),
        ("last name", "lastname"),
        ("Seed Date", "seeddate"),
    ],
)
def test_a_word_that_adds_nothing(name, expected):
    assert bare(name) == expected


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        pytest.param("topcis", "topics", id="swapped"),
        pytest.param("titel", "title", id="swapped at the end"),
        pytest.param("modifed", "modified", id="missing"),
        pytest.param("modiffied", "modified", id="doubled"),
        pytest.param("catagory", "category", id="another"),
    ],
)
def test_a_slip(word, meant):
    assert is_slip(word, meant)
    assert is_slip(meant, word)
    assert list(slips([word], ["other", meant])) == [(word, meant)]


@pytest.mark.parametrize(
    ("word", "other"),
    [
        pytest.param("topic", "topic", id="equal"),
        pytest.param("topic", "topics", id="plural"),
        pytest.param("update", "updated", id="another form"),
        pytest.param("published", "publisher", id="another ending"),
        pytest.param("weight", "height", id="another beginning"),
        pytest.param("latitude", "altitude", id="swapped at the beginning"),
        pytest.param("price", "prize", id="another letter of a short word"),
        pytest.param("rating", "racing", id="another letter of a word that is not long"),
        pytest.param("maker", "marker", id="one letter more of a short word"),
        pytest.param("isbn10", "isbn13", id="two digits"),
        pytest.param("field1date", "field2date", id="another number"),
        pytest.param("field1date", "fielddate", id="a number more"),
        pytest.param("desrciptino", "description", id="two slips"),
        pytest.param("", "a", id="nothing"),
        pytest.param("a" * 60, "a" * 30 + "b" + "a" * 30, id="too long to be a name"),
    ],
)
def test_no_slip(word, other):
    assert not is_slip(word, other)
    assert not is_slip(other, word)
    assert list(slips([word], [other])) == []


def variants(rare, often, count=10):
    """Of what stands in a note with `rare`, beside `count` notes with `often`."""
    notes = {f"{n}.md": front(**often) for n in range(count)}
    uses = property_uses(memory_vault(notes | {"Rare.md": front(**rare)}))
    return {key: use.variants for key, use in uses.items() if use.variants}


@pytest.mark.parametrize(
    ("rare", "often", "count", "expected"),
    [
        pytest.param({"modifed": 1}, {"Modified": 2}, 10, {"modifed": ("modified",), "modified": ("modifed",)}, id="a slip"),
        pytest.param({"modifed": 1}, {"Modified": 2}, 9, {}, id="not often enough"),
        pytest.param({"modifed": "[1]"}, {"Modified": 2}, 10, {}, id="of another type"),
        pytest.param({"modifed": ""}, {"Modified": 2}, 10, {"modifed": ("modified",), "modified": ("modifed",)}, id="empty"),
        pytest.param({"modifed": 1, "modified": 2}, {"Modified": 2}, 10, {}, id="in one note"),
        pytest.param({"a-b": 1}, {"a_b": "x"}, 1, {"a-b": ("a_b",), "a_b": ("a-b",)}, id="separators, once each"),
        pytest.param({"m": "{modifed: 1}"}, {"m": "{modified: 1}"}, 10, {}, id="slips in maps are a program's"),
    ],
)  # fmt: skip
def test_what_is_likely_one(rare, often, count, expected):
    assert variants(rare, often, count) == expected


def test_three_notes_make_no_slip():
    notes = {f"{n}.md": front(modified=1) for n in range(10)} | {f"x{n}.md": front(modifed=1) for n in range(3)}
    assert property_uses(memory_vault(notes))["modifed"].variants == ()


# --- the rules ----------------------------------------------------------------------------------------------------------


def config(text):
    problems = []
    read = check(tomllib.loads(text), Config, (), problems)
    assert problems == []
    return read


def found(files, rule, text=""):
    vault = memory_vault(files, config(text))
    at = select(vault.config, Asked(select=(rule,))).at
    return [(d.path, d.line, d.severity, d.message) for d in lint(vault, at)]


def fixed(files, rule, text="", safeties=("safe", "unsafe")):
    vault = memory_vault(files, config(text))
    at = select(vault.config, Asked(select=(rule,))).at
    return {it.after.path: it.after.text for it in plan_fixes(vault, at, frozenset(safeties), lambda path: True).notes}


SPELLINGS = {
    "A.md": front(up='"[[B]]"'),
    "B.md": "---\nUp:\n  - '[[A]]' # why\n  - '[[C]]'\n---\n",
    "C.md": front(up=1),
}


def test_a_renamed_property_keeps_its_links():
    assert fixed(SPELLINGS, "property-spelling") == {"B.md": "---\nup:\n  - '[[A]]' # why\n  - '[[C]]'\n---\n"}
    assert fixed(SPELLINGS, "property-spelling", safeties=("safe",)) == {}


def test_capitals_are_an_info_and_separators_a_warning():
    files = {"A.md": front(Up=1, a_b=2), "B.md": front(up=1, **{"a-b": 2})}
    assert [(path, line, severity) for path, line, severity, _ in found(files, "property-spelling")] == [
        ("A.md", 3, "warning"),
        ("B.md", 2, "info"),
    ]


def test_obsidian_s_own_names_are_not_led_astray():
    files = {
        "A.md": front(Tags="a"),
        "B.md": front(Tags="a"),
        "C.md": front(tags="a"),
        "D.md": front(**{"css-classes": 1}),
    }
    files |= {"E.md": front(**{"css-classes": 1}), "F.md": front(cssclasses="a")}
    assert found(files, "property-spelling") == []


SCHEMA = '[[schema]]\nname = "note"\nextra = "{}"\n[schema.properties]\nModified = {{}}\n"author.name" = {{}}\n'


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ("allow", {2: "warning"}),
        ("warn", {2: "warning", 3: "warning", 4: "warning"}),
        ("forbid", {2: "error", 3: "error", 4: "error"}),
    ],
)
def test_what_a_schema_says_of_other_properties(extra, expected):
    files = {"A.md": "---\nmodifed: 1\nmood: x\nauthor: {age: 40, name: y}\ntags: [z]\n---\n"}
    assert {
        line: severity for _, line, severity, _ in found(files, "unknown-property", SCHEMA.format(extra))
    } == expected


def test_one_name_is_reported_by_one_rule():
    files = {f"{n}.md": front(Modified=1) for n in range(10)} | {"A.md": front(modifed=1)}
    assert len(found(files, "property-spelling")) == 1
    assert found(files, "property-spelling", SCHEMA.format("allow")) == []
    assert len(found(files, "unknown-property", SCHEMA.format("allow"))) == 1


def test_of_two_slips_for_one_name_one_is_renamed():
    files = {"A.md": "---\nmodifed: 1\nmodiffied: 2\n---\n"}
    assert fixed(files, "unknown-property", SCHEMA.format("forbid")) == {
        "A.md": "---\nModified: 1\nmodiffied: 2\n---\n"
    }


def test_a_slip_in_a_map_is_renamed_there():
    text = "---\nAuthor:\n  - x\nauthor.names: y\n---\n"
    assert fixed({"A.md": text}, "unknown-property", SCHEMA.format("allow")) == {}
    text = "---\nauthor:\n  names: '[[B]]'\n  age: 40\n---\n"
    assert fixed({"A.md": text}, "unknown-property", SCHEMA.format("allow")) == {"A.md": text.replace("names", "name")}


@pytest.mark.parametrize("schema", ["", '[[schema]]\nname = "note"\nmatch = { path = "Other/" }\nextra = "forbid"\n'])
def test_no_schema_no_unknown_property(schema):
    assert found({"A.md": front(mood=1)}, "unknown-property", schema) == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(["[a]", "[b]", "c"], [2], id="two thirds"),
        pytest.param(["[a]", "b"], [], id="no majority"),
        pytest.param(["[a]", "[b]", "", "[]", "c", "d"], [], id="empty ones do not count"),
        pytest.param(["2024", "2025", '"2026"'], [2], id="a number in quotes"),
        pytest.param(["2024-01-01", "2024-01-02T10:00", "3 March 2024", "01/02/2024"], [], id="dates in any form"),
        pytest.param(["2024-01-01", "2024-01-02", "2024-01-02T10:00:00+01:00", "soon"], [3], id="no date"),
        pytest.param(["a", "b", "[2024]", "c", "01/02/2024"], [2], id="a date in a text among texts"),
        pytest.param(["a", "b", "2024", "true", "c", "d"], [], id="a number is text enough"),
        pytest.param(["2024-01-02"] * 4 + ["2023", "20"], [5], id="a year among dates"),
        pytest.param(["true", "false", "yes"], [2], id="yes is text in YAML 1.2"),
        pytest.param(["1", "2.5", "1e3"], [], id="all are numbers"),
        pytest.param(["[a]", "[b]", "'{{x}}'", "<% tp.x %>"], [], id="to be filled in"),
        pytest.param(["[a]", "[b]", "[c]", "[d]", "[e]", "f", "7"], [5, 6], id="two other types"),
    ],
)
def test_mixed_types(values, expected):
    files = {f"{n}.md": front(key=value) for n, value in enumerate(values)}
    assert [path for path, *_ in found(files, "mixed-property-type")] == [f"{n}.md" for n in expected]


# --- the command --------------------------------------------------------------------------------------------------------


@pytest.fixture
def make(tmp_path, monkeypatch):
    """Writes a vault and goes into it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def make(files):
        for path, text in files.items():
            file = tmp_path / "vault" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        (tmp_path / "vault" / ".obsidian").mkdir(parents=True)
        monkeypatch.chdir(tmp_path / "vault")

    return make


def run(*arguments):
    done = CliRunner().invoke(cli, ["properties", *arguments], prog_name="vault-tools")
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def test_a_table(make):
    make(
        {
            "A.md": front(Topic="Ropes", rating=4, **{"last-seen": "2024-01-01"}),
            "Sub/B.md": front(topic="", rating="'4'", last_seen="2024-01-01"),
            "Sub/C.md": front(Topic="a very long value of which nobody reads the end"),
        }
    )
    assert run() == (
        0,
        "property   notes  empty  types             examples                               variants\n"
        "Topic      3      1      text 2            Ropes, a very long value of which no…  topic 1\n"
        "rating     2             number 1, text 1  4\n"
        "last-seen  1             date 1            2024-01-01                             last_seen 1\n"
        "last_seen  1             date 1            2024-01-01                             last-seen 1\n",
        "",
    )
    names = [line.split()[0] for line in run("--sort", "name")[1].splitlines()[1:]]
    assert names == ["last-seen", "last_seen", "rating", "Topic"]
    assert run("A.md")[1].splitlines()[1:] == [
        "last-seen  1             date 1    2024-01-01",
        "rating     1             number 1  4",
        "Topic      1             text 1    Ropes",
    ]


def test_json(make):
    make({"A.md": front(Topic="Ropes", topics="[x, y, x]")})
    code, out, err = run("--format", "json")
    assert (code, err) == (0, "")
    assert [(use["name"], use["notes"], use["types"], use["examples"]) for use in json.loads(out)] == [
        ("Topic", 1, {"text": 1}, {"Ropes": 1}),
        ("topics", 1, {"list": 1}, {"x": 2, "y": 1}),
    ]


def test_a_vault_without_properties(make):
    make({"A.md": "text\n"})
    assert run() == (0, "No properties found.\n", "")
    assert run("--format", "json") == (0, "[]\n", "")


@pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="needs a file that even root cannot read")
def test_notes_that_cannot_be_read_are_named(make):
    make({"A.md": front(Topic="Ropes")})
    os.symlink("/proc/self/mem", "B.md")
    code, out, err = run()
    assert (code, out.splitlines()[1:]) == (2, ["Topic     1             text 1  Ropes"])
    assert err.startswith("error: B.md: cannot be read: ")


def test_doubtful_are_those_with_several_spellings_or_variants():
    notes = {"A.md": front(Topic="x", **{"date-created": 1}), "B.md": front(topic="y", date_created=2, other=3)}
    vault = memory_vault(notes)
    uses = property_uses(vault)
    assert doubtful_properties(vault) == {key: uses[key] for key in ("topic", "date-created", "date_created")}
