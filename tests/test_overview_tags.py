"""The tags of a vault: what is counted, what is taken for one word, and the command that shows both."""

import json

import pytest
from click.testing import CliRunner

from vault_tools.cli import cli
from vault_tools.overview.tag_variants import pairs, plurals, without_separators
from vault_tools.overview.tags import levels, tag_uses, tags
from vault_tools.parse import parse_note
from vault_tools.vault.memory import memory_vault


def uses(*texts):
    return tag_uses(parse_note(f"{number}.md", text) for number, text in enumerate(texts))


def named(*texts):
    return {key: use.name for key, use in uses(*texts).items()}


# --- Counting -----------------------------------------------------------------------------------------------------------


def test_uses_are_counted_by_where_they_stand():
    found = uses("---\ntags: [book, x]\n---\n#book and #book\n", "#Book\n")["book"]
    assert (found.notes, found.uses, found.in_text, found.in_properties) == (2, 4, 3, 1)
    assert found.spellings == {"book": 3, "Book": 1}


def test_notes_with_nested_are_counted_once():
    found = uses("#a #a/b #a/c\n", "#a/b\n", "#ab\n")
    assert list(found) == ["a", "a/b", "a/c", "ab"]
    assert (found["a"].notes, found["a"].notes_with_nested, found["a"].uses, found["a"].weight) == (1, 2, 1, 4)
    assert (found["a/b"].notes, found["a/b"].notes_with_nested) == (2, 2)


def test_a_tag_that_is_only_around_others_has_no_uses_of_its_own():
    found = uses("#a/b/c\n")
    assert {key: (use.notes, use.notes_with_nested, use.uses) for key, use in found.items()} == {
        "a": (0, 1, 0),
        "a/b": (0, 1, 0),
        "a/b/c": (1, 1, 1),
    }


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        pytest.param(["#Book #Book #book\n"], {"book": "Book"}, id="the one met most"),
        pytest.param(["#Book\n", "#book\n"], {"book": "book"}, id="of two, that with fewer capitals"),
        pytest.param(["#bOok\n", "#Book\n"], {"book": "Book"}, id="else the first in the alphabet"),
        pytest.param(["#P #P #p/a\n"], {"p": "P", "p/a": "P/a"}, id="word by word"),
        pytest.param(["#P/A\n", "#p/a #p/b\n"], {"p": "p", "p/a": "p/a", "p/b": "p/b"}, id="nested ones count"),
        pytest.param(["#e\u0301t\u00e9\n", "#\u00c9T\u00c9\n"], {"\u00e9t\u00e9": "\u00e9t\u00e9"}, id="accents"),
    ],
)
def test_the_usual_spelling(texts, names):
    assert named(*texts) == names


def test_the_same_accent_stored_in_two_ways_is_one_spelling():
    assert uses("#caf\u00e9 #cafe\u0301\n")["caf\u00e9"].spellings == {"caf\u00e9": 2}


@pytest.mark.parametrize(
    ("tag", "found"),
    [("a", ["a"]), ("a/b/c", ["a", "a/b", "a/b/c"]), ("/a//b", ["", "/a", "/a/", "/a//b"])],
)
def test_levels(tag, found):
    assert list(levels(tag)) == found


def test_what_is_generated_in_templates_or_code_does_not_count():
    region = "<!-- vault-tools:begin t kind=tags -->\n#generated\n<!-- vault-tools:end t -->\n"
    vault = memory_vault({"A.md": f"#own `#code`\n\n{region}", "Templates/T.md": "#template\n"})
    assert list(tags(vault)) == ["own"]


# --- One word? ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("to-read", "to_read"),
        ("to-read", "toread"),
        ("to--read", "to-read"),
        ("a-b", "a_b"),
        ("2024-01", "2024_01"),
        ("covid-19", "covid19"),
        ("gute-b\u00fccher", "guteb\u00fccher"),
    ],
)
def test_separators_make_no_other_word(one, other):
    assert list(pairs([one, other])) == [(one, other, "separator")]
    assert list(pairs([f"x/{one}", f"x/{other}"])) == [(f"x/{one}", f"x/{other}", "separator")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("book", "books"),
        ("idea", "ideas"),
        ("class", "classes"),
        ("church", "churches"),
        ("house", "houses"),
        ("potato", "potatoes"),
        ("photo", "photos"),
        ("story", "stories"),
        ("essay", "essays"),
        ("design-pattern", "design_patterns"),
    ],
)
def test_plurals(one, other):
    assert list(pairs([one, other])) == [(one, other, "plural")]
    assert list(pairs([other, one])) == [(one, other, "plural")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a-b", "ab"),
        ("2024-1-11", "2024-11-1"),
        ("20-24", "2024"),
        ("_private", "private"),
        ("-x", "x"),
        ("new", "news"),
        ("cs", "css"),
        ("physic", "physics"),
        ("window", "windows"),
        ("1990", "1990s"),
        ("clas", "class"),
        ("essay", "essaies"),
        ("book", "bookes"),
        ("x/book", "books"),
        ("x/book", "y/books"),
        ("books/x", "books/y"),
        ("to/read", "to-read"),
        ("/book", "book"),
        ("\u043a\u043d\u0438\u0433\u0430", "\u043a\u043d\u0438\u0433\u0430s"),
    ],
)
def test_other_words(one, other):
    assert list(pairs([one, other])) == []


def test_every_two_of_several():
    found = {(it.one, it.other): it.kind for it in pairs(["to-do-list", "todo-list", "todolist", "todo-lists"])}
    assert found == {
        ("to-do-list", "todo-list"): "separator",
        ("to-do-list", "todolist"): "separator",
        ("todo-list", "todolist"): "separator",
        ("to-do-list", "todo-lists"): "plural",
        ("todo-list", "todo-lists"): "plural",
        ("todolist", "todo-lists"): "plural",
    }


def test_what_words_are_compared_by():
    assert without_separators("week-1-2_a") == "week1-2a"
    assert list(plurals("box")) == []
    assert list(plurals("kiss")) == ["kisses"]


def test_variants_are_known_on_both_sides():
    found = uses("#book #books #to-read/x #to_read\n")
    assert found["book"].variants == {"books": "plural"}
    assert found["books"].variants == {"book": "plural"}
    assert found["to-read"].variants == {"to_read": "separator"}
    assert found["to_read"].variants == {"to-read": "separator"}


# --- The command --------------------------------------------------------------------------------------------------------


@pytest.fixture
def vault(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "vault"
    for path, text in {
        "A.md": "---\ntags: [Book, z]\n---\n#z\n",
        "Sub/B.md": "#book #books #a/b10\n",
        "Sub/C.md": "#book #a/b9\n",
        ".obsidian/app.json": "{}",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    monkeypatch.chdir(root)


def run(*arguments):
    done = CliRunner().invoke(cli, ["tags", *arguments])
    return done.exit_code, done.stdout, done.stderr


def test_the_table(vault):
    assert run() == (
        0,
        "tag    notes  with nested  uses  spellings       variants\n"
        "book   3      3            3     book 2, Book 1  books\n"
        "a      0      2            0\n"
        "a/b9   1      1            1\n"
        "a/b10  1      1            1\n"
        "books  1      1            1                     book\n"
        "z      1      1            2\n",
        "",
    )


def test_sorted_by_name(vault):
    lines = run("--sort", "name")[1].splitlines()[1:]
    assert [line.split()[0] for line in lines] == ["a", "a/b9", "a/b10", "book", "books", "z"]


def test_of_some_notes_only(vault):
    lines = run("A.md")[1].splitlines()[1:]
    assert [line.split() for line in lines] == [["Book", "1", "1", "1"], ["z", "1", "1", "2"]]


def test_as_json(vault):
    code, out, err = run("--format", "json", "Sub")
    assert (code, err) == (0, "")
    found = {use["name"]: use for use in json.loads(out)}
    assert list(found) == ["a", "book", "a/b9", "a/b10", "books"]
    assert found["book"] == {
        "name": "book",
        "notes": 2,
        "notes_with_nested": 2,
        "uses": 2,
        "in_text": 2,
        "in_properties": 0,
        "spellings": {"book": 2},
        "variants": {"books": "plural"},
    }


def test_no_tags_and_odd_tags(tmp_path, vault):
    (tmp_path / "vault" / "Sub" / "D.md").write_text("no tag\n")
    assert run("Sub/D.md") == (0, "No tags found.\n", "")
    (tmp_path / "vault" / "Sub" / "D.md").write_text("#/x #y//z\n")
    lines = run("Sub/D.md", "--sort", "name")[1].splitlines()[1:]
    assert [line.split()[0] for line in lines] == ["/x", "y", "y//z"]


# --- What the fixes of several rules make together ----------------------------------------------------------------------


def test_fixes_come_to_an_end(tmp_path, vault):
    note = tmp_path / "vault" / "Sub" / "D.md"
    note.write_text(
        "---\n"
        'up: ["[[A]]", "[[B]]", "[[A]]", "[[C]]", "[[A]]"]\n'
        "tags: [x, BOOKS, x/y, book, X/y]\n"
        "aliases:\n  - q\n  - q\n  - q\n"
        "---\n"
        "#book #book #book #to_read #to-read #to-read\n"
    )
    arguments = [
        "lint",
        "--select",
        "tags,duplicate-list-value",
        "--ignore",
        "untagged-note",
        "--fix",
        "--unsafe-fixes",
    ]
    done = CliRunner().invoke(cli, [*arguments, "Sub/D.md"])
    assert done.exit_code == 0
    assert note.read_text() == (
        "---\n"
        'up: ["[[A]]", "[[B]]", "[[C]]"]\n'
        "tags: [book, x/y]\n"
        "aliases:\n  - q\n"
        "---\n"
        "#book #book #book #to-read #to-read #to-read\n"
    )
    assert CliRunner().invoke(cli, [*arguments, "Sub/D.md"]).stdout == "No problems in 1 note.\n"
