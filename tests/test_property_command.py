"""`vault-tools property`: one property of many notes is changed, of all of them or of none."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from vault_tools.cli import cli
from vault_tools.conditions import read_condition
from vault_tools.conditions.values import read_value
from vault_tools.errors import UserError
from vault_tools.parse import parse_note
from vault_tools.vault.write import Change
from vault_tools.vault.write_all import write_all

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX only")
BROKEN = "---\nTopic: a: b\n---\n"


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def make(tmp_path, monkeypatch):
    """Writes a vault and goes into it."""

    def make(files):
        root = tmp_path / "vault"
        (root / ".obsidian").mkdir(parents=True)
        for path, content in files.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        monkeypatch.chdir(root)
        return root

    return make


def run(*arguments):
    """Exit code, standard output and standard error."""
    done = CliRunner().invoke(cli, ["property", *map(str, arguments)], prog_name="vault-tools")
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


def contents(root):
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".obsidian" not in path.parts
    }


# --- One note, and every byte of it -------------------------------------------------------------------------------------

RENAME = ["rename", "topic", "Subject"]
REMOVE = ["remove", "topic", "--all"]
SET = ["set", "topic", "new", "--all"]
ISO = ["convert-date", "date", "--to", "YYYY-MM-DD", "--from", "DD/MM/YYYY"]

CHANGES = [
    # rename
    pytest.param(RENAME, "topic: x\n", "Subject: x\n", id="rename"),
    pytest.param(RENAME, "Topic: x\n", "Subject: x\n", id="rename does not tell capitals apart"),
    pytest.param(["rename", "topic", "Topic"], "topic: x\n", "Topic: x\n", id="rename changes capitals"),
    pytest.param(RENAME, "topic:\n", "Subject:\n", id="rename an empty one"),
    pytest.param(RENAME, "# a\ntopic: x # b\n# c\n", "# a\nSubject: x # b\n# c\n", id="rename between comments"),
    pytest.param(
        RENAME,
        "topic:\n  # a\n  - x # b\n\n  - y\nz: 1\n",
        "Subject:\n  # a\n  - x # b\n\n  - y\nz: 1\n",
        id="rename a list",
    ),
    pytest.param(RENAME, "topic: [a,  b]\n", "Subject: [a,  b]\n", id="rename a flow list"),
    pytest.param(
        RENAME, "topic: |+\n  a # b\n\n  c\n\nz: 1\n", "Subject: |+\n  a # b\n\n  c\n\nz: 1\n", id="rename a block"
    ),
    pytest.param(RENAME, "topic: &a x\nb: *a\n", "Subject: &a x\nb: *a\n", id="rename with an anchor"),
    pytest.param(RENAME, "b: &a x\ntopic: *a\n", "b: &a x\nSubject: *a\n", id="rename with an alias"),
    pytest.param(RENAME, "topic:\n  a: 1\n  b: {c: 2}\n", "Subject:\n  a: 1\n  b: {c: 2}\n", id="rename a map"),
    pytest.param(RENAME, "'topic' : x\n", "'Subject' : x\n", id="rename keeps quotes"),
    pytest.param(RENAME, '{"topic": "x", "b": 1}\n', '{"Subject": "x", "b": 1}\n', id="rename in JSON"),
    pytest.param(RENAME, 'topic: "[[Subject]]"\n', 'Subject: "[[Subject]]"\n', id="rename with a link"),
    pytest.param(["rename", "tags", "kinds"], "tags:\n  - a\n  - b\n", "kinds:\n  - a\n  - b\n", id="rename tags"),
    pytest.param(["rename", "größe", "Länge: m"], "größe: 3\n", '"Länge: m": 3\n', id="rename to what needs quotes"),
    pytest.param(["rename", "a", "true"], "a: 3\n", '"true": 3\n', id="rename to what would be no text"),
    pytest.param(["rename", "主题", "话题"], "主题: x\n", "话题: x\n", id="rename in Chinese"),
    # remove
    pytest.param(REMOVE, "a: 1\ntopic: x # b\n# c\nz: 1\n", "a: 1\n# c\nz: 1\n", id="remove"),
    pytest.param(REMOVE, "topic:\n- a\n- b\nz: 1\n", "z: 1\n", id="remove a list"),
    pytest.param(REMOVE, "topic: >\n  a\n\n  b\nz: 1\n", "z: 1\n", id="remove a block"),
    pytest.param(REMOVE, "topic:\n  b: 1\nb: 2\n", "b: 2\n", id="remove a map"),
    pytest.param(REMOVE, "Topic:\nb: 2\n", "b: 2\n", id="remove an empty one"),
    # set
    pytest.param(SET, "topic: x # why\nz: 1\n", "topic: new # why\nz: 1\n", id="set"),
    pytest.param(SET, "Topic: 'x'\n", "Topic: new\n", id="set keeps the spelling of the name"),
    pytest.param(SET, "topic:\n", "topic: new\n", id="set an empty one"),
    pytest.param(SET, "topic: # why\n", "topic: new # why\n", id="set an empty one with a comment"),
    pytest.param(SET, "a: 1\n# end\n", "a: 1\n# end\ntopic: new\n", id="set adds"),
    pytest.param(SET, "", "topic: new\n", id="set adds to nothing"),
    pytest.param(SET, "a: |+\n  b\n\n", "a: |+\n  b\n\ntopic: new\n", id="set adds below a block"),
    pytest.param(SET, "topic:\n- a\n- b\nz: 1\n", "topic: new\nz: 1\n", id="set a list to a text"),
    pytest.param(SET, "topic: |\n  a\n  b\nz: 1\n", "topic: new\nz: 1\n", id="set a block to a text"),
    pytest.param(["set", "t", "[x, y]", "."], "t:\n  - a\n", "t:\n  - x\n  - y\n", id="set a list to a list"),
    pytest.param(["set", "t", "5", "."], 't: "5"\n', "t: 5\n", id="set a text to a number"),
    pytest.param(["set", "t", '"5"', "."], "t: 5\n", 't: "5"\n', id="set a number to a text"),
    pytest.param(["set", "t", "true", "."], "t: 1\n", "t: true\n", id="set a checkbox"),
    pytest.param(["set", "t", "yes", "."], "t: 1\n", "t: yes\n", id="set a word that YAML 1.1 takes for true"),
    pytest.param(["set", "t", "", "."], "t: 1 # c\n", "t: # c\n", id="set nothing"),
    pytest.param(["set", "t", "", "."], "a: 1\n", "a: 1\nt:\n", id="add an empty one"),
    pytest.param(["set", "up", "[[A b]]", "."], "up: x\n", 'up: "[[A b]]"\n', id="set a link"),
    pytest.param(["set", "Länge: m", "x", "."], "a: 1\n", 'a: 1\n"Länge: m": x\n', id="add a name that needs quotes"),
    pytest.param(["set", "--", "t", "-5", "."], "t: 1\n", "t: -5\n", id="set a negative number"),
    # convert-date
    pytest.param(ISO, "Date: 31/12/2024 # x\n", "Date: 2024-12-31 # x\n", id="convert"),
    pytest.param(ISO, "date: '31/12/2024'\n", "date: '2024-12-31'\n", id="convert keeps quotes"),
    pytest.param(
        ISO,
        "date:\n  - 03/04/2024 # x\n  # y\n  - 2024-04-05\n  -\n",
        "date:\n  - 2024-04-03 # x\n  # y\n  - 2024-04-05\n  -\n",
        id="convert a list",
    ),
    pytest.param(
        ISO, 'date: [03/04/2024,  "04/04/2024"]\n', 'date: [2024-04-03,  "2024-04-04"]\n', id="convert a flow list"
    ),
    pytest.param(
        ["convert-date", "date", "--from", "YYYYMMDD", "--to", "D.M.YYYY"],
        "date: 20240403\n",
        "date: 3.4.2024\n",
        id="a number",
    ),
    pytest.param(
        ["convert-date", "date", "--to", "DD/MM/YYYY HH:mm"],
        "date: 2024-04-03T10:30\n",
        "date: 03/04/2024 10:30\n",
        id="convert with a time",
    ),
]


@pytest.mark.parametrize("form", ["lf", "crlf and byte order mark", "no final newline"])
@pytest.mark.parametrize(("arguments", "before", "after"), CHANGES)
def test_what_changes_is_the_property_and_no_other_byte(arguments, before, after, form, make):
    def note(properties):
        text = f"---\n{properties}---\n# Topic\n\ntopic: [[x]] #a ^b\n"
        if form == "no final newline":
            text = text.removesuffix("\n")
        return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() if form.startswith("crlf") else text.encode()

    root = make({"Note.md": note(before)})
    code, out, _ = run(*arguments)
    assert (root / "Note.md").read_bytes() == note(after)
    assert (code, out.splitlines()[0]) == (0, "changed Note.md")
    assert run(*arguments)[:2] == (0, "Nothing to change.\n")
    assert (root / "Note.md").read_bytes() == note(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(b"", b"---\ntopic: new\n---\n", id="an empty note"),
        pytest.param(b"# A\n", b"---\ntopic: new\n---\n# A\n", id="a heading"),
        pytest.param(b"a\r\nb", b"---\r\ntopic: new\r\n---\r\na\r\nb", id="CRLF"),
        pytest.param(b"\xef\xbb\xbfa\n", b"\xef\xbb\xbf---\ntopic: new\n---\na\n", id="a byte order mark"),
        pytest.param(b"---\n---", b"---\ntopic: new\n---", id="an empty frontmatter at the end"),
    ],
)
def test_a_note_without_frontmatter_gets_one(before, after, make):
    root = make({"Note.md": before})
    assert run(*SET)[0] == 0
    assert (root / "Note.md").read_bytes() == after


UNCHANGED = [
    pytest.param(RENAME, "a: 1\n", id="no such property"),
    pytest.param(RENAME, "Subject: x\n", id="renamed already"),
    pytest.param(RENAME, "a: {topic: x}\n", id="in a map"),
    pytest.param(["rename", "topic", "topic"], "topic: x\n", id="the same name"),
    pytest.param(SET, "Topic: new\n", id="set already"),
    pytest.param(["set", "t", "[a, 1]", "."], "t:\n- a\n- 1\n", id="the same list"),
    pytest.param([*SET, "--only-missing"], "topic: x\n", id="not missing"),
    pytest.param([*SET, "--only-missing"], "topic: 0\n", id="zero is not missing"),
    pytest.param([*SET, "--only-existing"], "a: 1\n", id="not existing"),
    pytest.param([*SET, "--only-existing", "--only-missing"], "topic: x\n", id="existing and filled"),
    pytest.param(ISO, "date: 2024-03-04\n", id="converted already"),
    pytest.param(ISO, "date:\n", id="no date yet"),
    pytest.param(ISO, "date: []\n", id="no dates yet"),
    pytest.param(ISO, 'date: ["", 2024-03-04]\n', id="an empty entry"),
    pytest.param(["convert-date", "date", "--to", "MM/DD/YYYY"], "date: 03/04/2024\n", id="in that form already"),
    pytest.param(ISO, "a: 03/04/2024\n", id="another date"),
]


@pytest.mark.parametrize(("arguments", "properties"), UNCHANGED)
def test_nothing_to_change(arguments, properties, make):
    root = make({"Note.md": f"---\n{properties}---\ntext\n"})
    before = (root / "Note.md").stat().st_mtime_ns
    assert run(*arguments) == (0, "Nothing to change.\n", "")
    assert (root / "Note.md").stat().st_mtime_ns == before
    assert run(*arguments, "--diff") == (0, "", "Nothing to change.\n")


def test_only_missing_fills_in_what_is_empty(make):
    root = make(
        {"A.md": "", "B.md": "---\ntopic:\n---\n", "C.md": "---\ntopic: []\n---\n", "D.md": "---\ntopic: x\n---\n"}
    )
    assert run(*SET, "--only-missing")[1].splitlines()[-1] == 'Set "topic" to new in 3 notes.'
    assert (root / "B.md").read_text() == (root / "C.md").read_text() == "---\ntopic: new\n---\n"
    assert (root / "D.md").read_text() == "---\ntopic: x\n---\n"


# --- Refusals -----------------------------------------------------------------------------------------------------------

SURE = "is written in a way that no edit is sure of"
REFUSED = [
    pytest.param(
        RENAME, "---\nSubject: a\ntopic: b\n---\n", '3: refused: it has "Subject" and "topic": keep one', id="both"
    ),
    pytest.param(
        RENAME, "---\nTopic: a\ntopic: b\n---\n", '3: refused: it has "Topic" and "topic": keep one', id="twice"
    ),
    pytest.param(
        SET, "---\nTopic: a\ntopic: b\n---\n", '3: refused: it has "Topic" and "topic": keep one', id="set one of two"
    ),
    pytest.param(RENAME, '---\n"t\\u006fpic": a\n---\n', f'2: refused: "topic" {SURE}', id="a name with an escape"),
    pytest.param(SET, "---\na: 1\ntopic:\n- x # why\n- y\n---\n", f'3: refused: "topic" {SURE}', id="a comment inside"),
    pytest.param(
        SET, '---\n{"a": 1}\n---\n', "1: refused: its frontmatter is written in a way", id="no line can be added"
    ),
    pytest.param(SET, "---\ntext\n", "1: refused: its frontmatter is written in a way", id="a rule at the top"),
    pytest.param(SET, "---\ntopic: &a x\nb: *a\n---\n", f'2: refused: "topic" {SURE}', id="an anchor in use"),
    pytest.param(REMOVE, "---\ntopic: &a x\nb: *a\n---\n", f'2: refused: "topic" {SURE}', id="remove an anchor"),
    pytest.param(REMOVE, '---\n{"topic": 1}\n---\n', f'2: refused: "topic" {SURE}', id="remove from JSON"),
    pytest.param(
        ["set", "by.name", "x", "."],
        "---\nby: {nick: A}\n---\n",
        '2: refused: "by.name" would stand in a map',
        id="what would be in a map",
    ),
    pytest.param(SET, "---\na: b: c\n---\n", "2: refused: its properties cannot be read: ", id="broken YAML"),
    pytest.param(RENAME, BROKEN, "2: refused: its properties cannot be read: ", id="broken YAML with the name"),
    pytest.param(
        RENAME,
        "---\ntopic: x\n---\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> b\n",
        "4: refused: there is a git conflict in it",
        id="a git conflict",
    ),
    pytest.param(RENAME, b"---\ntopic: x\n---\n\xe9\n", "1: refused: it is not written in UTF-8", id="not UTF-8"),
    pytest.param(
        SET,
        "<!-- vault-tools:begin a kind=tags -->\nx\n<!-- vault-tools:end a -->\n",
        "1: refused: it is generated",
        id="a generated note",
    ),
    pytest.param(ISO, "---\nDate: soon\n---\n", '2: refused: "soon" is no date in the form DD/MM/YYYY', id="no date"),
    pytest.param(ISO, "---\nDate: 31/02/2024\n---\n", '2: refused: "31/02/2024" is no date', id="no such day"),
    pytest.param(
        ISO, "---\nDate:\n- 01/02/2024\n- 2024\n---\n", '4: refused: "2024" is no date', id="no date in a list"
    ),
    pytest.param(ISO, "---\nDate: {a: 1}\n---\n", '2: refused: "{a: 1}" is no date', id="a map"),
    pytest.param(ISO, "---\nDate: &a 01/02/2024\n---\n", f'2: refused: "Date" {SURE}', id="a date with an anchor"),
    pytest.param(ISO, "---\na: &a 01/02/2024\nDate: *a\n---\n", f'3: refused: "Date" {SURE}', id="a date by an alias"),
    pytest.param(ISO, "---\nDate: |\n  01/02/2024\n---\n", f'2: refused: "Date" {SURE}', id="a date in a block"),
    pytest.param(
        ["convert-date", "date", "--to", "YYYY-MM-DD"],
        "---\ndate: 03/04/2024\n---\n",
        '2: refused: "03/04/2024" could be 2024-03-04 or 2024-04-03: say with --from',
        id="two days",
    ),
    pytest.param(
        ["convert-date", "date", "--from", "DD/MM/YYYY", "--to", "MM/DD/YYYY"],
        "---\ndate: 03/04/2024\n---\n",
        '2: refused: "03/04/2024" could be 2024-03-04 or 2024-04-03: nobody knows whether',
        id="converted or not",
    ),
    pytest.param(
        ["convert-date", "date", "--to", "YYYY-MM-DD"],
        "---\ndate: 2024-03-04T10:30\n---\n",
        '2: refused: the time in "2024-03-04T10:30" would be lost',
        id="a time that would be lost",
    ),
]


@pytest.mark.parametrize(("arguments", "text", "refusal"), REFUSED)
def test_one_note_is_refused_and_none_is_written(arguments, text, refusal, make):
    good = "---\ntopic: x\ndate: 31/12/2024\n---\n"
    root = make({"A.md": good, "Sub/Bad.md": text, "Z.md": good})
    before = contents(root)
    for diff in ([], ["--diff"]):
        code, out, err = run(*arguments, *diff)
        assert (code, out) == (1, "")
        first, last = err.splitlines()
        assert first.startswith(f"Sub/Bad.md:{refusal}")
        assert last == "Nothing was written: 1 note was refused (--keep-going changes the others)."
        assert contents(root) == before
    code, out, err = run(*arguments, "--keep-going")
    assert code == 1
    assert out.startswith("changed A.md\nchanged Z.md\n")
    assert err.splitlines()[0] == first
    after = contents(root)
    assert after["Sub/Bad.md"] == before["Sub/Bad.md"]
    assert after["A.md"] == after["Z.md"] != before["A.md"]
    code, out, _ = run(*arguments, "--keep-going")
    assert (code, out) == (1, "Nothing to change.\n")


def test_what_stands_in_a_map_is_not_taken_for_missing(make):
    root = make({"A.md": "---\nby:\n  name: A\n---\n", "B.md": "---\nby.name: B\n---\n"})
    before = contents(root)
    for arguments in (["rename", "By.Name", "x"], ["remove", "By.Name", "."], ["set", "By.Name", "x", "."]):
        code, _, err = run(*arguments)
        assert (code, err.splitlines()[0]) == (
            1,
            'A.md:3: refused: "By.Name" stands in a map, and only whole properties are changed',
        )
        assert contents(root) == before


def test_all_refusals_are_listed(make):
    make({"A.md": BROKEN, "B.md": "---\ntopic: x\n---\n", "C.md": "---\ntopic: x\nsubject: y\n---\n"})
    err = run(*RENAME)[2].splitlines()
    assert [line.split(" ")[0] for line in err[:-1]] == ["A.md:2:", "C.md:3:"]
    assert err[-1].startswith("Nothing was written: 2 notes were refused")


def test_a_note_that_cannot_be_read_and_cannot_be_meant_is_in_nobodys_way(make):
    root = make({"A.md": BROKEN.replace("Topic", "other"), "B.md": "---\ntopic: x\n---\n"})
    assert run(*RENAME)[0] == 0
    assert run(*SET, "B.md")[0] == 0
    assert run("set", "x", "1", "--where", "topic=new")[0] == 0
    assert run("set", "x", "2", "--where", "other")[0] == 1
    assert run("set", "x", "2", "--where", "!topic")[0] == 1
    assert (root / "A.md").read_text() == BROKEN.replace("Topic", "other")


def test_a_configured_order_of_formats_settles_what_a_date_is(make):
    settings = '[vault]\ndate-formats = ["MM/DD/YYYY", "DD/MM/YYYY"]\n'
    root = make(
        {"A.md": "---\ndate: 03/04/2024\n---\n", "B.md": "---\ndate: 31/12/2024\n---\n", "vault-tools.toml": settings}
    )
    assert run("convert-date", "date", "--to", "YYYY-MM-DD")[0] == 0
    assert (root / "A.md").read_text() == "---\ndate: 2024-03-04\n---\n"
    assert (root / "B.md").read_text() == "---\ndate: 2024-12-31\n---\n"


def test_dates_there_and_back_again(make):
    root = make({"A.md": "---\ndate: 03/04/2024 # x\nseen: ['03/04/2024']\n---\n"})
    before = contents(root)
    for key in ("date", "seen"):
        run("convert-date", key, "--from", "DD/MM/YYYY", "--to", "YYYY-MM-DD")
    assert contents(root)["A.md"] == b"---\ndate: 2024-04-03 # x\nseen: ['2024-04-03']\n---\n"
    for key in ("date", "seen"):
        assert run("convert-date", key, "--to", "DD/MM/YYYY")[0] == 0
    assert contents(root) == before


# --- Which notes --------------------------------------------------------------------------------------------------------

NOTES = {
    "Book.md": "---\ntype: Book\nrating: 5\nup: '[[Lists/Books|all]]'\ntags: [read/now]\nempty:\n---\n",
    "Film.md": "---\ntype: [Film, book]\nrating: '5'\nauthor: {name: Ann}\n---\n#seen\n",
    "None.md": "text\n",
}
WHERE = [
    pytest.param(["type=Book"], "Book Film", id="a value, or an entry of a list"),
    pytest.param(["type=book"], "Book Film", id="without case"),
    pytest.param(["TYPE = book"], "Book Film", id="with blanks"),
    pytest.param(["type!=Film"], "Book None", id="not a value"),
    pytest.param(["type=[Film, book]"], "Film", id="a whole list"),
    pytest.param(["rating=5"], "Book", id="a number"),
    pytest.param(['rating="5"'], "Film", id="a text"),
    pytest.param(["up=Books"], "Book", id="a link by its note"),
    pytest.param(["author.name=Ann"], "Film", id="in a map"),
    pytest.param(["rating"], "Book Film", id="has it"),
    pytest.param(["!rating"], "None", id="has it not"),
    pytest.param(["empty"], "Book", id="has it, though empty"),
    pytest.param(["empty="], "Book", id="empty"),
    pytest.param(["type!="], "Book Film None", id="not empty, or not there"),
    pytest.param(["#read"], "Book", id="a tag, by its parent"),
    pytest.param(["tag:seen"], "Film", id="a tag in the text"),
    pytest.param(["tag:#seen"], "Film", id="a tag with a hash"),
    pytest.param(["!#seen"], "Book None", id="not a tag"),
    pytest.param(["!tag:seen"], "Book None", id="not a tag, in words"),
    pytest.param(["type", "!#seen"], "Book", id="both"),
    pytest.param(["type", "!type"], "", id="neither"),
]


@pytest.mark.parametrize(("where", "expected"), WHERE)
def test_where(where, expected, make):
    make(NOTES)
    found = run("set", "x", "1", *(f"--where={condition}" for condition in where))[1]
    changed = [line.removeprefix("changed ") for line in found.splitlines()[:-1]]
    assert changed == [f"{name}.md" for name in expected.split()]


@pytest.mark.parametrize("text", ["", " ", "!", "#", "=x", "!=x", "!a=x", "#a=x", "!!a", "tag:", "##a"])
def test_what_is_no_condition(text):
    with pytest.raises(UserError, match="is no condition: write KEY=VALUE"):
        read_condition(text)


@pytest.mark.parametrize("text", ["a<", "a>= ", "<1", "!a<1", "#a>1"])
def test_what_compares_with_nothing(text):
    with pytest.raises(UserError, match="is no condition: write KEY=VALUE"):
        read_condition(text)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Date>2024-01-04", True),
        ("Date>=2024-01-05", True),
        ("Date<05/01/2024", False),
        ("Pages>9", True),
        ("Pages<=9", False),
        ("Pages>2020-01-01", False),
        ("Title<b", True),
        ("Parts>2", True),
        ("Parts>3", False),
        ("Empty<9", False),
        ("Missing<9", False),
    ],
)
def test_comparisons(text, holds):
    """Of dates with dates, numbers with numbers, text with text; of a list any entry counts, of nothing none."""
    properties = "Date: 2024-01-05\nPages: 10\nTitle: A\nParts: [1, 3]\nEmpty:\n"
    assert read_condition(text).holds(parse_note("A.md", f"---\n{properties}---\n")) is holds


def test_a_condition_holds_of_a_note():
    note = parse_note("A.md", "---\nDate: 2024-01-05\n---\n")
    assert read_condition("date=2024-01-05").holds(note)
    assert not read_condition("date=2024-01-06").holds(note)


def test_paths_and_templates(make):
    text = "---\ntopic: x\n---\n"
    root = make(dict.fromkeys(("A.md", "Sub/B.md", "Sub/deep/C.md", "Templates/T.md"), text))
    assert run(*RENAME, "Sub/deep", "A.md")[1] == (
        'changed A.md\nchanged Sub/deep/C.md\nRenamed "topic" to "Subject" in 2 notes.\n'
    )
    code, out, err = run(*RENAME, "--vault", root)
    assert (code, out) == (0, 'changed Sub/B.md\nRenamed "topic" to "Subject" in 1 note.\n')
    assert err == 'hint: templates have "topic", too (--templates renames it there): Templates/T.md\n'
    assert run(*RENAME, "--templates")[1:] == ('changed Templates/T.md\nRenamed "topic" to "Subject" in 1 note.\n', "")


def test_queries_that_may_use_the_old_name_are_named(make):
    query = "```dataview\nTABLE sub-topic, topic\n```\n"
    make(
        {
            "A.md": "---\ntopic: x\n---\n",
            "Query.md": query,
            "Other.md": query.replace(", topic", "") + "topic `topic`\n",
            "Inline.md": "`= this.topic`\n",
            "All.base": "views:\n  - order: [topic]\n",
            ".obsidian/types.json": '{"types": {"topic": "multitext"}}',
        }
    )
    assert run(*RENAME)[2] == (
        'hint: queries may use "topic": All.base, Inline.md, Query.md\n'
        'hint: in Obsidian "topic" has the type multitext, and "Subject" has none yet\n'
    )


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["rename", "tags", "kinds"], 'in Obsidian what "tags" holds are tags, and what "kinds" holds are none'),
        (["rename", "kind", "Aliases"], 'in Obsidian what "Aliases" holds are aliases, and what "kind" holds are none'),
        (["rename", "tags", "Tags"], ""),
        (["set", "tags", "a, b", "."], 'in Obsidian "a, b" is no tag: tags are texts without blanks, in a list such as [a, b]'),
        (["set", "tags", "[c, 5]", "."], "in Obsidian 5 is no tag: tags are texts without blanks, in a list such as [a, b]"),
        (["set", "tags", "[c/d]", "."], ""),
        (["set", "tags", "", "."], ""),
        (["remove", "kinds", "."], 'no note has "kinds", did you mean "kind"?'),
        (["remove", "else", "."], ""),
        (["rename", "kind", "x", "Templates"], "no note is meant: templates, excluded notes and canvases are left out"),
    ],
)  # fmt: skip
def test_hints(arguments, hint, make):
    make({"A.md": "---\ntags: [a, b]\nkind: x\n---\n", "Templates/T.md": "---\nlast:\n---\n"})
    assert run(*arguments)[::2] == (0, f"hint: {hint}\n" if hint else "")


def test_where_only_capitals_change_nothing_is_left_over(make):
    make({"A.md": "---\ntopic: x\n---\n", "Templates/T.md": "---\ntopic: x\n---\n", "Inline.md": "`= this.topic`\n"})
    assert run("rename", "topic", "Topic")[::2] == (0, "")


# --- Values -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x y", "x y"),
        ("5", 5),
        ("-1.5", -1.5),
        ("true", True),
        ("no", "no"),
        ("12:30", "12:30"),
        ("2024-01-05", "2024-01-05"),
        ("'5'", "5"),
        ('"a: b"', "a: b"),
        ("[a, 1, '[[B]]']", ["a", 1, "[[B]]"]),
        ("[[Note|shown]]", "[[Note|shown]]"),
        ("[[Note, with comma]]", "[[Note, with comma]]"),
        ("https://example.org/#a", "https://example.org/#a"),
        ("", None),
        (" null ", None),
        ("[]", []),
        ("{{date}}", "{{date}}"),
        ("<% tp.x %>", "<% tp.x %>"),
    ],
)
def test_a_value_is_read_as_yaml(text, value):
    assert repr(read_value(text)) == repr(value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: b", "cannot be read"),
        ("@x", "cannot be read"),
        ("[a", "cannot be read"),
        ("#tag", "is more than a value"),
        ("a #b", "is more than a value"),
        ("x\nb: 1", "is more than a value: it has several lines"),
        ("x\n y", r'the value x\\n y is more .* type it as \'"x\\n y"\''),
        ("&x y", "is more than a value"),
        ("!!str 5", "is more than a value"),
        ("!important", "is more than a value"),
        ("[{a: 1}]", "is a list with a map in it"),
        ("x\n---\n", "is more than a value"),
        ("0123", "is the number 123"),
        ("12345678901234567890", "is the number 1.2"),
        ("[[A], [B]]", "is a list in a list"),
        ("[[[A]], [[B]]]", "is a list in a list"),
    ],
)
def test_what_is_no_value(text, reason):
    with pytest.raises(UserError, match=reason):
        read_value(text)


# --- Usage and output ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["set", "x", "1"], "set without PATHS or --where is for all notes of the vault: add --all if so meant"),
        (["remove", "x"], "remove without PATHS or --where is for all notes"),
        (["set", "x", "#a", "--all"], "the value #a is more than a value"),
        (["set", "x", "1", "--where", "=1"], '"=1" is no condition'),
        (["set", "x", "1", "--where", "a=b: c"], "the value b: c cannot be read"),
        (["set", "x", "my", "text"], "text: no such file or folder"),
        (["set", "x"], "Missing argument 'VALUE'"),
        (["set", "x", "-5", "."], "A VALUE that begins with a hyphen comes last, after --."),
        (["set", "x", "a: b", "."], """as text, type it as '"a: b"'"""),
        (["rename", "x"], "Missing argument 'NEW'"),
        (["rename", "x", " "], "' ' is no name of a property"),
        (["rename", "x", "a\nb"], "is no name of a property"),
        (["rename", "", "x"], "'' is no name of a property"),
        (["convert-date", "x"], "Missing option '--to'"),
        (["convert-date", "x", "--to", "soon"], '"soon" is not a date format'),
        (["convert-date", "x", "--to", "YYYY-MM-DD", "--from", "YYYY"], '"YYYY" is not a date format'),
        (["convert-date", "x", "--to", "YYYY-MM-DD", "--from", ""], '"" is not a date format'),
        (["convert-date", "x", "--to", "YYYY-MM-DD\n"], "is no format: it is one line of text"),
        (["rename", "x", "y", "gone.md"], "gone.md: no such file or folder"),
        (["nothing"], "No such command 'nothing'"),
    ],
)
def test_wrong_usage(arguments, complaint, make):
    root = make(NOTES)
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert complaint in err
    assert contents(root) == {path: text.encode() for path, text in NOTES.items()}


def test_patch_finds_the_files_of_a_diff(make):
    """It takes what follows the first blank for a date, if no tab stands before it."""
    make({"A b.md": "---\ntopic: x\n---\n"})
    assert run(*RENAME, "--diff")[1].splitlines()[:2] == ["--- a/A b.md\t", "+++ b/A b.md\t"]


def test_diff_writes_nothing(make):
    root = make({"A.md": "---\ntopic: x\n---\r\n", "B.md": "b\n"})
    before = contents(root)
    assert run(*RENAME, "--diff") == (
        1,
        "--- a/A.md\n+++ b/A.md\n@@ -1,3 +1,3 @@\n ---\n-topic: x\n+Subject: x\n ---\n",
        "1 note would change.\n",
    )
    assert contents(root) == before


@pytest.mark.parametrize(
    ("arguments", "summary"),
    [
        (RENAME, 'Renamed "topic" to "Subject" in 2 notes.'),
        (REMOVE, 'Removed "topic" from 2 notes.'),
        (["set", "topic", "[a, b]", "."], 'Set "topic" to [a, b] in 2 notes.'),
        (["set", "topic", "", "."], 'Set "topic" to nothing in 2 notes.'),
        (["convert-date", "topic", "--to", "DD/MM/YYYY"], 'Wrote "topic" as DD/MM/YYYY in 2 notes.'),
    ],
)
def test_what_is_said(arguments, summary, make):
    make(dict.fromkeys(("A.md", "B.md"), "---\ntopic: 2024-01-05\n---\n"))
    assert run(*arguments) == (0, f"changed A.md\nchanged B.md\n{summary}\n", "")


def test_quiet(make):
    make(dict.fromkeys(("A.md", "B.md"), "---\ntopic: x\n---\n"))
    assert run(*RENAME, "A.md", "-q") == (0, "", "")
    assert run("rename", "Subject", "x", "--diff", "-q")[::2] == (1, "")
    assert run("rename", "gone", "x", "-q") == (0, "", "")


# --- All or none --------------------------------------------------------------------------------------------------------


@posix
def test_the_mode_of_a_file_and_a_link_to_it_stay(make):
    root = make({"A.md": "---\ntopic: x\n---\n"})
    (root / "A.md").chmod(0o640)
    (root / "Link.md").symlink_to("A.md")
    assert run(*RENAME)[0] == 0
    assert (root / "A.md").stat().st_mode & 0o777 == 0o640
    assert os.readlink(root / "Link.md") == "A.md"


@posix
def test_when_a_note_is_read_only_none_is_written(make):
    root = make(dict.fromkeys(("A.md", "B.md", "C.md"), "---\ntopic: x\n---\n"))
    (root / "B.md").chmod(0o444)
    before = contents(root)
    message = "error: B.md: cannot be written: the file is read-only\nnothing was written\n"
    assert run(*RENAME) == (2, "", message)
    assert contents(root) == before


@posix
@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_note_that_cannot_be_read_is_in_the_way_of_all(make):
    root = make(dict.fromkeys(("A.md", "B.md", "Sub/C.md"), "---\ntopic: x\n---\n"))
    (root / "B.md").chmod(0)
    code, out, err = run(*RENAME)
    assert (code, out) == (2, "")
    assert err == "error: B.md: cannot be read: Permission denied\nNothing was written.\n"
    assert run(*RENAME, "Sub")[0] == 0
    assert run(*RENAME, "--keep-going")[:2] == (2, 'changed A.md\nRenamed "topic" to "Subject" in 1 note.\n')


@pytest.fixture
def changes(tmp_path):
    files = [tmp_path / f"N{i}.md" for i in range(4)]
    for file in files:
        file.write_bytes(b"old\n")
    return [Change(file.name, file, b"old\n", b"new\n") for file in files]


def texts(changes):
    return [change.file.read_bytes() for change in changes if change.file.is_file()]


def test_all_are_written(changes):
    write_all(changes)
    assert texts(changes) == [b"new\n"] * 4


def test_when_a_file_cannot_be_written_those_before_it_are_put_back(changes, tmp_path):
    changes[2].file.unlink()
    changes[2].file.mkdir()
    with pytest.raises(UserError, match=r"^N2\.md: cannot be written: .*\nnothing was written$"):
        write_all(changes)
    assert texts(changes) == [b"old\n"] * 3
    assert sorted(os.listdir(tmp_path)) == ["N0.md", "N1.md", "N2.md", "N3.md"]


def test_when_a_file_was_changed_in_the_meantime_it_stays_as_it_is_now(changes):
    changes[2].file.write_bytes(b"mine\n")
    with pytest.raises(
        UserError, match=r"^N2\.md: the note was changed in the meantime; run again\nnothing was written$"
    ):
        write_all(changes)
    assert texts(changes) == [b"old\n", b"old\n", b"mine\n", b"old\n"]


def test_a_new_file_goes_again(changes, tmp_path):
    new = Change("New.md", tmp_path / "New.md", None, b"new\n")
    changes[1].file.unlink()
    with pytest.raises(UserError):
        write_all([new, *changes])
    assert sorted(os.listdir(tmp_path)) == ["N0.md", "N2.md", "N3.md"]


def ended(changes, end):
    """Two files are written, then something happens."""
    yield from changes[:2]
    end()
    yield from changes[2:]


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit])
def test_a_run_that_is_ended_puts_back_what_it_wrote(changes, kind):
    def end():
        assert texts(changes) == [b"new\n", b"new\n", b"old\n", b"old\n"]
        raise kind

    handlers = [signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)]
    with pytest.raises(kind):
        write_all(ended(changes, end))
    assert texts(changes) == [b"old\n"] * 4
    assert [signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)] == handlers


@pytest.mark.parametrize("kind", [KeyboardInterrupt, UserError])
def test_what_cannot_be_put_back_is_named_and_the_others_are(changes, kind):
    def end():
        changes[0].file.chmod(0o444)
        raise kind("why")

    with pytest.raises(UserError, match=r"^why\nN0\.md: was changed and cannot be put back: the file is read-only$"):
        write_all(ended(changes, end))
    assert texts(changes) == [b"new\n", b"old\n", b"old\n", b"old\n"]


def test_what_somebody_else_wrote_after_us_is_theirs(changes):
    def end():
        changes[0].file.write_bytes(b"mine\n")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_all(ended(changes, end))
    assert texts(changes) == [b"mine\n", b"old\n", b"old\n", b"old\n"]


COUNT = 300


@posix
@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_a_signal_in_the_middle_leaves_every_note_as_it_was(name, code, make, tmp_path):
    """The last note becomes a pipe when the first one is written: the run waits there, and is ended."""
    text = b"---\ntopic: x\n---\n" + b"x y z\n" * 100
    root = make({f"N{i:03}.md": text for i in range(COUNT)})
    os.mkfifo(tmp_path / "pipe")
    command = [sys.executable, "-m", "vault_tools", "property", *RENAME]
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    process = subprocess.Popen(command, cwd=root, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(lambda: (root / "N000.md").read_bytes() != text, process)
    os.replace(tmp_path / "pipe", root / f"N{COUNT - 1}.md")
    with os.fdopen(wait_for(lambda: writer(root / f"N{COUNT - 1}.md"), process)):
        process.send_signal(getattr(signal, name))
    assert process.wait(60) == code
    (root / f"N{COUNT - 1}.md").unlink()
    assert set(contents(root).values()) == {text}
    assert len(os.listdir(root)) == COUNT  # .obsidian, and no temporary file


def wait_for(condition, process):
    """Its value, as soon as it has one; a run that ends before that is none that can be ended."""
    while (value := condition()) in (None, False):
        assert process.poll() is None
        time.sleep(0.0005)
    return value


def writer(pipe):
    """The end to write to, when somebody waits at the other."""
    try:
        return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
    except OSError:
        return None
