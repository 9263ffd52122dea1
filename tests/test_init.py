"""`vault-tools init`: what it finds in a vault, what it writes, and what it leaves alone."""

import os
import re
import subprocess
import tomllib

import pytest
from click.testing import CliRunner

from vault_tools.cli import cli
from vault_tools.config.tables import Config
from vault_tools.infer import infer
from vault_tools.infer.folders import pattern
from vault_tools.vault.ignore import matches
from vault_tools.vault.memory import memory_vault


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def run(*args):
    return CliRunner().invoke(cli, list(map(str, args)), catch_exceptions=False)


def write(root, files):
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def proposed(files):
    """The config as data."""
    from vault_tools.infer.text import config_text

    return tomllib.loads(config_text(infer(memory_vault(files, Config()))))


def schemas(files):
    return {schema["name"]: schema for schema in proposed(files).get("schema", [])}


def note(body="", **properties):
    lines = "".join(f"{name.replace('_', ' ')}: {value}\n" for name, value in properties.items())
    return f"---\n{lines}---\n{body}"


QUERY = '```dataview\ntable Author\nfrom "x"\n```\n'

STUDENT = {
    "Term 1/Signals/Main.md": note(QUERY, Author="Mo", Date="02/10/2024", Course="Signals", tags="[main]"),
    "Term 1/Signals/Filters.md": note(
        "[Noise](Noise.md)\n", Author="Mo", Date="14/10/2024", Course="Signals", tags="[dsp]"
    ),
    "Term 1/Signals/Noise.md": note(
        "[Filters](Filters.md)\n", Author="Mo", Date="03/11/2024", Course="Signals", tags="[dsp]"
    ),
    "Term 1/Optics/Main.md": note(QUERY, Author="Mo", Date="02/10/2024", Course="Optics", tags="[main]"),
    "Term 1/Optics/Lenses.md": note(Author="Mo", Date="25/10/2024", Modified="27/10/2024", Course="Optics", tags=""),
    "Term 1/Optics/Prisms.md": note(Author="Mo", Date="28/10/2024", Modified="30/10/2024", Course="", tags="[optics]"),
    "Puzzles/Main.md": note(QUERY, Author="Mo", Date="05/09/2024", Topic="Puzzles", tags="[main]"),
    "Puzzles/Logic/Knights.md": note(Author="Mo", Date="06/09/2024", Topic="Logic", tags="[logic]"),
    "Puzzles/Logic/Liars.md": note(Author="Mo", Date="07/09/2024", Topic="Logic", tags="[logic]"),
    "cheat sheet.md": "# Keys\n",
    "_templates/lecture.md": note(Author="Mo", Date='<% tp.date.now("DD/MM/YYYY") %>', Course="", tags=""),
}


def test_a_vault_like_a_students():
    """Two kinds by their folders, with what they have in common in a third; dates by the days over 12. What says in
    which folder a note is names the kind."""
    found = proposed(STUDENT)
    assert found["vault"] == {
        "templates": ["_templates/"],
        "date-formats": ["DD/MM/YYYY"],
        "link-style": "markdown",
    }
    date = {"type": "date", "format": "DD/MM/YYYY"}
    assert found["schema"] == [
        {
            "name": "course",
            "match": {"path": "/Term 1/"},
            "extends": "note",
            "properties": {"Course": {"type": "text", "required": True}},
        },
        {
            "name": "topic",
            "match": {"path": "/Puzzles/"},
            "extends": "note",
            "properties": {"Topic": {"type": "text", "required": True}},
        },
        {
            "name": "note",
            "match": {"path": []},
            "properties": {
                "Author": {"type": "text", "required": True},
                "Date": date | {"required": True},
                "tags": {"type": "tags", "required": True, "min": 1},
            },
        },
    ]
    assert found["index"]["pages"][0] == {
        "kind": "folder",
        "path": "{folder}/Main.md",
        "below": "dataview",
        "create": False,
        "folder": "x",
        "columns": ["Author"],
    }


def test_what_it_prints_and_writes(tmp_path):
    root = write(tmp_path, STUDENT)
    done = run("init", root)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[:4] == [
        "kind    notes  which           required, and how many notes lack it",
        "course  6      /Term 1/        Author 0, Date 0, tags 1, Course 1",
        "topic   3      /Puzzles/       Author 0, Date 0, tags 0, Topic 0",
        "note    0      none by itself  Author 0, Date 0, tags 0",
    ]
    assert "entrances of folders: Main" in lines
    assert "dates: DD/MM/YYYY, in 11 values" in lines
    text = (root / "vault-tools.toml").read_text("utf-8")
    assert 'Course = { type = "text", required = true }  # in 6 notes, empty in 1\n' in text
    left = run("lint", "--exit-zero", "--select", "required-property", root).stdout
    assert left.splitlines()[:2] == [
        'Term 1/Optics/Lenses.md:6:1: error required-property "tags" is empty, but required (schema "course")',
        'Term 1/Optics/Prisms.md:5:1: error required-property "Course" is empty, but required (schema "course")',
    ]


def test_with_a_baseline_only_what_is_new_is_reported(tmp_path):
    root = write(tmp_path, STUDENT)
    assert run("lint", root).exit_code == 0, "nothing is an error without schemas"
    done = run("init", "--baseline", root)
    assert done.exit_code == 0
    assert run("lint", "--strict", root).exit_code == 0
    write(root, {"Puzzles/New.md": note(Author="Mo", Date="08/09/2024", Topic="", tags="[x]")})
    after = run("lint", "--select", "required-property", root)
    assert (after.exit_code, after.stdout.splitlines()[0]) == (
        1,
        'Puzzles/New.md:4:1: error required-property "Topic" is empty, but required (schema "topic")',
    )


def test_without_the_config_there_is_no_baseline(tmp_path):
    """The baseline is written first; a config that is read-only cannot be replaced."""
    root = write(tmp_path, STUDENT | {"vault-tools.toml": "# mine\n"})
    (root / "vault-tools.toml").chmod(0o444)
    assert run("init", "--force", "--baseline", root).exit_code == 2
    assert not (root / ".vault-tools-baseline.json").exists()
    write(root, {".vault-tools-baseline.json": "as it was"})
    assert run("init", "--force", "--baseline", root).exit_code == 2
    assert (root / ".vault-tools-baseline.json").read_text() == "as it was"


@pytest.mark.parametrize(
    ("where", "expected"), [("my vault", "lint  "), ("", "lint 'my vault'  "), ("else", "lint '{root}'  ")]
)
def test_the_next_commands_name_the_vault_from_here(tmp_path, monkeypatch, where, expected):
    root = write(tmp_path / "my vault", {"a.md": ""})
    (tmp_path / "else").mkdir()
    monkeypatch.chdir(tmp_path / where)
    assert f"vault-tools {expected.format(root=root)}" in run("init", root).stdout


# --- What is there already -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["vault-tools.toml", ".vault-tools.toml"])
def test_a_config_is_never_replaced_without_force(tmp_path, name):
    root = write(tmp_path, {"a.md": "", name: "# mine\n"})
    done = run("init", root)
    assert done.exit_code == 2
    assert f"{root / name}: there is a config already; --force replaces it" in done.stderr
    assert (root / name).read_text() == "# mine\n"
    assert run("init", "--force", root).exit_code == 0
    assert (root / name).read_text().startswith("# Proposed by")
    assert sorted(os.listdir(root)) == sorted(["a.md", name, "cache"])


def test_a_pyproject_with_our_table_is_a_config_and_stays(tmp_path):
    table = "[tool.vault-tools.lint]\nignore = ['links']\n"
    root = write(tmp_path, {"a.md": "", "pyproject.toml": table})
    assert run("init", root).exit_code == 2
    assert run("init", "--force", root).exit_code == 0
    assert (root / "pyproject.toml").read_text() == table
    assert (root / "vault-tools.toml").exists()


def test_a_dry_run_only_prints(tmp_path):
    root = write(tmp_path, STUDENT)
    before = sorted(root.rglob("*"))
    done = run("init", "--dry-run", "--no-cache", root)
    assert done.exit_code == 0
    assert [schema["name"] for schema in tomllib.loads(done.stdout)["schema"]] == ["course", "topic", "note"]
    assert sorted(root.rglob("*")) == before


def test_a_folder_that_is_not_there(tmp_path):
    done = run("init", tmp_path / "nowhere")
    assert (done.exit_code, done.stderr) == (2, f"error: {tmp_path / 'nowhere'}: no such folder\n")


def test_from_inside_it_is_the_vault_around(tmp_path, monkeypatch):
    root = write(tmp_path / "vault", {"a/b.md": "", ".obsidian/app.json": "{}"})
    monkeypatch.chdir(root / "a")
    assert run("init").exit_code == 0
    assert (root / "vault-tools.toml").exists()


def test_from_inside_a_folder_with_a_config_above_it_is_that_folder(tmp_path, monkeypatch):
    """A config of its own would make another vault of the folder; who names the folder means that."""
    root = write(tmp_path / "wiki", {"team/a.md": "", "vault-tools.toml": ""})
    monkeypatch.chdir(root / "team")
    assert f"{root / 'vault-tools.toml'}: there is a config already" in run("init").stderr
    assert run("init", ".").exit_code == 0
    assert (root / "team" / "vault-tools.toml").exists()


def test_a_second_time_it_proposes_the_same(tmp_path):
    """Pages that it has us write do not change what the vault is found to be."""
    root = write(tmp_path, STUDENT)
    first = run("init", "--dry-run", root).stdout
    run("init", root)
    run("index", root)
    again = tomllib.loads(run("init", "--dry-run", root).stdout)
    assert again == tomllib.loads(first)


# --- Vaults of all sorts ---------------------------------------------------------------------------------------------


def test_an_empty_vault(tmp_path):
    done = run("init", tmp_path)
    assert done.exit_code == 0
    assert run("lint", tmp_path).exit_code == 0


def test_notes_without_properties_ask_for_nothing():
    files = {f"{name}.md": f"# {name}\n" for name in "abcdef"}
    assert "schema" not in proposed(files)


def test_one_kind_for_the_whole_vault():
    files = {f"{i}.md": note(id=i, state=("open", "done")[i % 2]) for i in range(10)}
    assert list(schemas(files).values()) == [
        {
            "name": "note",
            "properties": {"id": {"type": "number", "required": True}, "state": {"type": "text", "required": True}},
        }
    ]


def test_a_property_that_names_the_kinds():
    """By value, a link by its note; kinds of one note are none, and the property itself is not asked for."""
    files = {
        **{f"b{i}.md": note(type='"[[Books]]"', author="x", pages=7) for i in range(4)},
        **{f"f{i}.md": note(type='["[[x/Films|films]]"]', director="x") for i in range(3)},
        "one.md": note(type="Song"),
    }
    found = schemas(files)
    assert found["books"] == {
        "name": "books",
        "match": {"property": "type", "value": "Books"},
        "extends": "note",
        "properties": {
            "author": {"type": "text", "required": True},
            "pages": {"type": "number", "required": True},
        },
    }
    assert found["films"]["match"] == {"property": "type", "value": "Films"}
    assert sorted(found) == ["books", "films", "note"]


def test_a_template_of_a_kind_says_what_else_it_may_have():
    files = {
        "t/Book.md": note(type="book", author="", isbn="", read="{{date}}"),
        ".obsidian/templates.json": '{"folder": "t"}',
        **{f"b{i}.md": note(type="book", author="x") for i in range(2)},
        **{f"f{i}.md": note(type="film", director="x") for i in range(3)},
        **{f"s{i}.md": note(type="song", singer="x") for i in range(3)},
    }
    assert schemas(files)["book"]["properties"] == {"author": {"type": "text"}, "isbn": {}, "read": {}}


def test_archives_are_excluded_and_say_nothing():
    files = {
        **{f"a{i}.md": note(up="x") for i in range(4)},
        **{f"99 Archive/old{i}.md": note(status="done") for i in range(9)},
    }
    found = proposed(files)
    assert found["vault"]["exclude"] == ["99 Archive/"]
    assert [list(schema["properties"]) for schema in found["schema"]] == [["up"]]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(["01/02/2024", "13/02/2024", "03/02/2024"], "DD/MM/YYYY", id="a day over 12"),
        pytest.param(["01/02/2024", "02/13/2024", "03/02/2024"], "MM/DD/YYYY", id="the day in the middle"),
        pytest.param(["2024-02-01", "2024-02-02", "2024-12-03"], "YYYY-MM-DD", id="as Obsidian writes them (4.5)"),
    ],
)
def test_how_dates_are_written(values, expected):
    found = proposed({f"{i}.md": note(when=value) for i, value in enumerate(values)})
    assert found["vault"]["date-formats"] == [expected]
    assert found["schema"][0]["properties"]["when"] == {"type": "date", "format": expected, "required": True}


def test_types_by_what_the_values_are():
    values = {
        "n": "7",
        "flag": "true",
        "up": '"[[A]]"',
        "ups": '["[[A]]", "[[B]]"]',
        "site": "https://example.org",
        "mail": "a@example.org",
        "words": "[a, b]",
        "nums": "[1, 2]",
        "free": "some text",
    }
    found = schemas({f"{i}.md": note(**values) for i in range(3)})["note"]["properties"]
    assert {name: {k: v for k, v in it.items() if k != "required"} for name, it in found.items()} == {
        "n": {"type": "number"},
        "flag": {"type": "checkbox"},
        "up": {"type": "link"},
        "ups": {"type": "list", "items": "link"},
        "site": {"type": "url"},
        "mail": {"type": "email"},
        "words": {"type": "list"},
        "nums": {"type": "list", "items": "number"},
        "free": {"type": "text"},
    }


def test_a_mixture_has_no_type():
    found = schemas({f"{i}.md": note(x=value) for i, value in enumerate(["a", "b", "[c]", "[d]"])})
    assert found["note"]["properties"]["x"] == {"required": True}


def test_what_is_often_empty_is_not_required():
    """Of five values one says nothing of a type, three are enough for that, and four for more."""
    values = {"x": 1, "y": 3, "z": 4}
    files = {
        f"{i}.md": note(aliases="[z]", **{name: "a" if i < n else "" for name, n in values.items()}) for i in range(5)
    }
    assert schemas(files)["note"]["properties"] == {
        "aliases": {"type": "aliases"},
        "x": {},
        "y": {"type": "text"},
        "z": {"type": "text", "required": True},
    }


def test_what_most_notes_leave_empty_may_be_empty():
    files = {f"{i}.md": note(x="a", tags="" if i < 8 else "[t]", up="" if i < 3 else "b") for i in range(12)}
    assert proposed(files)["lint"]["options"] == {"empty-property": {"allow": ["tags"]}}


def test_notes_named_after_their_folder_are_entrances():
    files = {
        f"{name}/+ {name}.md": "".join(f"- [[{name}{i}]]\n" for i in range(3)) for name in ("Plants", "Stones", "Birds")
    }
    assert infer(memory_vault(files)).mocs == ("+ {folder}",)
    assert proposed(files)["lint"]["options"]["orphan-note"]["roots"][-1] == "+ *.md"


@pytest.mark.parametrize("folder", ["a[b]", "!x", "#x", "a*b", "what?", "a b", "Ünï", "back\\slash"])
def test_a_pattern_means_just_that_folder(folder):
    """In gitignore syntax some characters have a meaning."""
    assert matches(f"{folder}/n.md", (f"/{pattern(folder)}/",))
    assert not matches("other/n.md", (f"/{pattern(folder)}/",))


def test_names_that_toml_must_quote(tmp_path):
    files = {f'it\'s "x"/{i}.md': '---\n"Größe (cm)": 7\nby.name: x\n---\n' for i in range(3)}
    files |= {f"other/{i}.md": "---\nup: x\n---\n" for i in range(3)}
    root = write(tmp_path, files)
    assert run("init", root).exit_code == 0
    found = tomllib.loads((root / "vault-tools.toml").read_text("utf-8"))
    assert found["schema"][0]["match"] == {"path": '/it\'s "x"/'}
    assert run("lint", root).exit_code == 0


def test_what_cannot_be_read_is_named(tmp_path):
    root = write(tmp_path, {"a.md": note(x=1)})
    (root / "b.md").symlink_to(root / "gone.md")
    done = run("init", root)
    assert (root / "vault-tools.toml").exists()
    assert done.exit_code == (2 if "b.md" in done.stderr else 0)


def test_frontmatter_that_is_broken_counts_for_nothing():
    files = {f"{i}.md": note(x="a") for i in range(4)} | {"bad.md": "---\nx: [\n---\n"}
    assert schemas(files)["note"]["properties"] == {"x": {"type": "text", "required": True}}


# --- Kinds by tag ----------------------------------------------------------------------------------------------------


def test_a_tag_that_goes_with_properties_names_a_kind():
    """Not `work`, which other notes have, too."""
    files = {
        **{f"m{i}.md": note(tags="[Meeting, work]", attendees="[Ann]", day="2024-01-02") for i in range(4)},
        **{f"b{i}.md": note(tags="[book]", author="x") for i in range(3)},
        **{f"w{i}.md": note(tags="[work]") for i in range(5)},
    }
    found = schemas(files)
    assert list(found) == ["meeting", "book", "note"]
    assert found["meeting"] == {
        "name": "meeting",
        "match": {"tag": "meeting"},
        "extends": "note",
        "properties": {
            "attendees": {"type": "list", "required": True},
            "day": {"type": "date", "format": "YYYY-MM-DD", "required": True},
        },
    }
    assert found["book"]["match"] == {"tag": "book"}


def test_of_nested_tags_the_innermost_that_tells():
    """`kind` alone would be both (5.2). Tags in the text count, too."""
    files = {
        **{f"p{i}.md": note("#kind/person\n", born="1950", job="x") for i in range(3)},
        **{f"q{i}.md": note("#kind/place\n", lat="1.5", lon="2.5") for i in range(3)},
    }
    assert {name: schema["match"] for name, schema in schemas(files).items()} == {
        "person": {"tag": "kind/person"},
        "place": {"tag": "kind/place"},
    }


def test_folders_come_before_tags_and_tags_before_properties():
    files = {
        **{f"Talks/t{i}.md": note(tags="[talk]", speaker="x", room="y") for i in range(3)},
        **{f"b{i}.md": note(tags="[book]", author="x", pages=7) for i in range(3)},
        **{f"c{i}.md": note(tags="[x]", city="x", country="y") for i in range(3)},
        **{f"o{i}.md": note(tags="[x]") for i in range(3)},
    }
    found = {name: schema.get("match") for name, schema in schemas(files).items()}
    assert found["talks"] == {"path": "/Talks/"}
    assert found["book"] == {"tag": "book"}
    assert found["city"] == {"property": "city"}, "`x` is on three notes of six that have no city"


def test_tags_alone_are_no_kind():
    files = {f"{i}.md": note(tags=f"[{('soup', 'bread')[i % 2]}]") for i in range(8)}
    assert list(schemas(files)) == ["note"]


# --- Notes of which nothing is asked ---------------------------------------------------------------------------------

DAILY = ".obsidian/daily-notes.json"
ESSAYS = {f"e{i}.md": note(author="x", created="2024-01-01") for i in range(5)}


def test_daily_notes_are_a_kind_of_their_own_that_asks_for_nothing():
    """Else half of what notes have in common would be asked of them, and what they have of themselves."""
    days = {f"Log/2024-03-{i:02}.md": note(mood="good", created="2024-01-01") for i in range(1, 8)}
    found = proposed(ESSAYS | days | {DAILY: '{"folder": "Log"}'})["schema"]
    assert found == [
        {
            "name": "daily",
            "match": {"path": "/Log/"},
            "properties": {"mood": {"type": "text"}, "created": {"type": "date", "format": "YYYY-MM-DD"}},
        },
        {
            "name": "note",
            "properties": {
                "author": {"type": "text", "required": True},
                "created": {"type": "date", "format": "YYYY-MM-DD", "required": True},
            },
        },
    ]


@pytest.mark.parametrize(
    ("settings", "path", "expected"),
    [
        pytest.param("{}", "2024-03-0{}.md", "/[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].md", id="in the root"),
        pytest.param(
            '{"folder": "D", "format": "YYYY/MM/YYYY-MM-DD"}', "D/2024/03/2024-03-0{}.md", "/D/", id="of any form"
        ),
    ],
)
def test_where_daily_notes_are(settings, path, expected):
    """They have no properties here, but are among all other notes."""
    found = schemas(ESSAYS | {path.format(i): "- slept\n" for i in range(1, 5)} | {DAILY: settings})
    assert found["daily"] == {"name": "daily", "match": {"path": expected}}


def test_nothing_is_said_of_daily_notes_where_nobody_asks():
    files = {f"2024-03-0{i}.md": "- slept\n" for i in range(1, 8)} | {f"{i}.md": "" for i in range(5)}
    assert "schema" not in proposed(files)


WIKI = {
    f"{team}/{name}.md": text
    for team in ("Design", "Sales")
    for name, text in {
        "README": f"# {team}\n[Hiring](Hiring.md)\n",
        team: "- [[Hiring]]\n- [[Tools]]\n- [[Rota]]\n",
        **{name: note("x\n", owner="ann", status="live") for name in ("Hiring", "Tools", "Rota")},
    }.items()
}


def test_nothing_is_asked_of_entrances(tmp_path):
    """A pattern for notes that are called as their folders would be `*.md`, which is every note."""
    found = proposed(WIKI)
    assert [(schema["name"], schema.get("match")) for schema in found["schema"]] == [
        ("entrance", {"path": ["README.md", "/Design/Design.md", "/Sales/Sales.md"]}),
        ("note", None),
    ]
    assert "properties" not in found["schema"][0]
    assert found["lint"]["options"]["orphan-note"]["roots"][-2:] == ["/Design/Design.md", "/Sales/Sales.md"]
    root = write(tmp_path, WIKI)
    run("init", root)
    assert run("lint", "--strict", "--select", "required-property", "--select", "stale-index", root).exit_code == 0


def test_entrances_that_have_what_others_have_are_like_others():
    assert [schema["name"] for schema in proposed(STUDENT)["schema"]] == ["course", "topic", "note"]


def test_lists_that_are_kept_by_hand_get_no_page():
    """What an index would write there is there; of the students' entrances, which are queries, it takes the place."""
    assert all(page["kind"] != "folder" for page in proposed(WIKI)["index"]["pages"])


def test_a_folder_in_a_word_is_none():
    """`a` in `banana`."""
    files = {f"{folder}/b{folder}n.md": "- [[x]]\n- [[y]]\n- [[z]]\n" for folder in "aeiou"}
    assert infer(memory_vault(files)).mocs == ()


# --- Queries in entrances --------------------------------------------------------------------------------------------


def query(columns, source, rest='where file.name!="Main" sort Date desc '):
    changed = ', dateformat(file.mtime,"dd/MM/yyyy") as Modified'
    return f"# Main\n---\n\n```dataview\ntable  {columns}{changed}\nfrom {source} {rest}\n```\n"


PLAY = 'regexreplace(file.folder, ".*\\/([^\\/]+)$", "$1") as Play'
MAIN = {"Author": "Mo", "Date": "01/09/2024", "tags": "[hide]"}
COURSES = {
    "Puzzles/Main.md": note(query("Topic, Author, Date", '"Puzzles"') + "\n\n\n", **MAIN),
    "Puzzles/Logic/Liars..md": note(Author="Mo", Date="31/10/2024", Topic="Logic", Modified="05/11/2024"),
    "Puzzles/Logic/Knights.md": note(Author="Mo", Date="02/11/2024", Topic="Logic"),
    "Term 1/Optics/Main.md": note(query("Author, Date", '"Term 1/Optics"'), **MAIN),
    "Term 1/Optics/Lenses.md": note(Author="Mo", Date="25/10/2024"),
    "Term 1/Optics/Prisms.md": note(Author="Mo", Date="01/11/2024"),
    "Term 1/Signals/Main.md": note(query("Author, Date", '"Term 1/Signals"') + "\nMore.\n", **MAIN),
    "Term 1/Signals/Noise (white).md": note("[Filters](Filters.md)\n", Author="Mo", Date="14/10/2024"),
    "Term 1/Signals/Filters.md": note(Author="Mo", Date="03/11/2024", Last_Modified="04/11/2024"),
    "Term 1/Plays/Main.md": note(
        query(f"{PLAY}, Date", '"Term 1/Plays"', 'where file.name!="Main" sort file.ctime asc'), **MAIN
    ),
    "Term 1/Plays/Hamlet/Ghost.md": note("#book\n", Author="Mo", Date="02/10/2024", Writer="Ann Author"),
    "Term 1/Plays/Hamlet/Skull.md": note("[Ghost](Ghost.md)\n", Author="Mo", Date="30/09/2024"),
    "Library/Main.md": note("```dataview\ntable Writer, Date\nfrom #book where Writer sort Date desc\n```\n", **MAIN),
    "_templates/main.md": note(query("Author, Date", '"<% tp.file.folder(true) %>"'), Author="Mo", Date="<% x %>"),
}
MODIFIED = "file.modified as Modified in DD/MM/YYYY"


def entry(path, **options):
    return {"kind": "folder", "path": path, "below": "dataview", "create": False} | options


def test_pages_as_the_queries_of_entrances_ask_for_them():
    """What two folders ask alike is one entry; a query's own folder and its own name go without saying."""
    found = [page for page in proposed(COURSES)["index"]["pages"] if page["kind"] == "folder"]
    newest = {"sort": ["-Date"]}
    assert found == [
        entry("Library/Main.md", columns=["Writer", "Date"], folder="", where=["#book", "Writer"], **newest),
        entry("Puzzles/Main.md", columns=["Topic", "Author", "Date", MODIFIED], **newest),
        entry(
            "{folder}/Main.md",
            folders=["/Term 1/Optics/", "/Term 1/Signals/"],
            columns=["Author", "Date", MODIFIED],
            **newest,
        ),
        entry("Term 1/Plays/Main.md", columns=["file.folder-name as Play", "Date", MODIFIED], sort=["file.created"]),
    ]


def git(root, day, *args):
    env = os.environ | {"GIT_AUTHOR_DATE": f"{day}T12:00:00", "GIT_COMMITTER_DATE": f"{day}T12:00:00"}
    who = ["-c", "user.name=Mo", "-c", "user.email=mo@example.com"]
    subprocess.run(["git", "-C", str(root), *who, *args], env=env, check=True, capture_output=True)


def test_from_init_to_pages_that_are_up_to_date(tmp_path):
    """Tables in the order of the days, below the queries; `Modified` is what a note says, else the day of its commit;
    and what people wrote is as it was."""
    root = write(tmp_path / "vault", COURSES)
    git(root, "2024-11-20", "init")
    git(root, "2024-11-20", "add", ".")
    git(root, "2024-11-20", "commit", "-m", "all")
    assert run("init", root).exit_code == 0
    assert run("index", root).exit_code == 0
    done = run("index", "--check", root)
    assert (done.exit_code, done.stdout.startswith("0 pages out of date")) == (0, True)
    assert run("lint", "--strict", "--select", "stale-index", root).exit_code == 0
    tables = {}
    for path, before in COURSES.items():
        now = (root / path).read_text("utf-8")
        rest, *cut = re.split(r"\n<!-- vault-tools:begin .*\n\n((?:\|.*\n)+)\n<!-- vault-tools:end .*\n", now)
        assert "".join([rest, *cut[1:]]) == before
        tables |= {path: cut[0].splitlines()} if cut else {}
    assert tables == {
        "Library/Main.md": [
            "| Note | Writer | Date |",
            "| --- | --- | --- |",
            "| [Ghost](../Term%201/Plays/Hamlet/Ghost.md) | Ann Author | 02/10/2024 |",
        ],
        "Puzzles/Main.md": [
            "| Note | Topic | Author | Date | Modified |",
            "| --- | --- | --- | --- | --- |",
            "| [Knights](Logic/Knights.md) | Logic | Mo | 02/11/2024 | 20/11/2024 |",
            "| [Liars.](Logic/Liars..md) | Logic | Mo | 31/10/2024 | 05/11/2024 |",
        ],
        "Term 1/Optics/Main.md": [
            "| Note | Author | Date | Modified |",
            "| --- | --- | --- | --- |",
            "| [Prisms](Prisms.md) | Mo | 01/11/2024 | 20/11/2024 |",
            "| [Lenses](Lenses.md) | Mo | 25/10/2024 | 20/11/2024 |",
        ],
        "Term 1/Signals/Main.md": [
            "| Note | Author | Date | Modified |",
            "| --- | --- | --- | --- |",
            "| [Filters](Filters.md) | Mo | 03/11/2024 | 04/11/2024 |",
            "| [Noise (white)](Noise%20(white).md) | Mo | 14/10/2024 | 20/11/2024 |",
        ],
        "Term 1/Plays/Main.md": [
            "| Note | Play | Date | Modified |",
            "| --- | --- | --- | --- |",
            "| [Skull](Hamlet/Skull.md) | Hamlet | 30/09/2024 | 20/11/2024 |",
            "| [Ghost](Hamlet/Ghost.md) | Hamlet | 02/10/2024 | 20/11/2024 |",
        ],
    }
    again = run("init", "--force", root)
    assert again.exit_code == 0
    assert run("index", "--check", root).exit_code == 0


def main(*lines):
    return "\n".join(["```dataview", *lines, "```", ""])


def folder_pages(files):
    return [page for page in proposed(files).get("index", {}).get("pages", []) if page["kind"] == "folder"]


def test_a_query_that_all_entrances_have_is_for_folders_to_come_too():
    """Unless one of the notes of that name has no query, and wants no region."""
    asks = {f"{folder}/Main.md": main(f'list from "{folder}"') for folder in "AB"}
    whole = {"view": "list", "columns": []}
    assert folder_pages(asks) == [entry("{folder}/Main.md", **whole)]
    assert folder_pages(asks | {"C/Main.md": "- [[x]]\n"}) == [
        entry("{folder}/Main.md", folders=["/A/", "/B/"], **whole)
    ]


def test_entrances_inside_each_other_have_entries_of_their_own():
    """`/A/` means `A/B/` too, which asks for something else."""
    files = {
        "A/Main.md": main('list from "A"'),
        "A/B/Main.md": main('table x from "A/B"'),
        "C/Main.md": main('list from "C"'),
        "Main.md": main("list"),
    }
    whole = {"view": "list", "columns": []}
    assert folder_pages(files) == [
        entry("A/B/Main.md", columns=["x"]),
        entry("A/Main.md", **whole),
        entry("C/Main.md", **whole),
        entry("Main.md", **whole),
    ]


def test_a_name_is_left_out_as_long_as_that_leaves_out_another_note():
    """The page in the inner folder is of another entry, and would be listed."""
    where = 'where file.name != "Main"'
    files = {"A/Main.md": main(f'table x from "A" {where}'), "A/Sub/Main.md": main("table y, z"), "A/n.md": ""}
    assert folder_pages(files) == [
        entry("A/Main.md", columns=["x"], where=["file.name!=Main"]),
        entry("A/Sub/Main.md", columns=["y", "z"], folder=""),
    ]


def test_of_several_entries_for_one_name_none_is_a_mistake(tmp_path):
    asked = {"A": "x", "B": "x", "C": "y", "D": "y"}
    files = {f"{folder}/Main.md": main(f'table {name} from "{folder}"') for folder, name in asked.items()}
    root = write(tmp_path, files | {f"{folder}/in {folder}.md": note(x=1, y=2) for folder in asked})
    assert run("init", root).exit_code == 0
    assert run("index", root).exit_code == 0
    assert "| [[in B]] | 1 |" in (root / "B/Main.md").read_text("utf-8")
    assert "| [[in D]] | 2 |" in (root / "D/Main.md").read_text("utf-8")


@pytest.mark.parametrize(
    "body",
    ["table rows.x from #a flatten x", "table this.x", 'list from "<% tp.file.folder(true) %>"', "- [[x]]"],
)
def test_a_query_that_cannot_be_taken_over_gets_what_a_plug_in_gets(body):
    """As it is where a plug-in's own language lists the notes."""
    files = {f"{folder}/Main.md": main(body) for folder in "AB"}
    assert folder_pages(files) == [{"kind": "folder", "path": "{folder}/Main.md", "create": False}]


def test_a_path_that_the_config_cannot_name_has_no_page():
    files = {"A {x}/Main.md": main("table x"), "B/Main.md": main("table y"), "C/Main.md": main("table z")}
    assert [page["path"] for page in folder_pages(files)] == ["B/Main.md", "C/Main.md"]


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        pytest.param(["Modified", "Last Modified"], None, id="the usual names"),
        pytest.param(["Modified", "last-edited"], ["Modified", "last-edited"], id="one more"),
        pytest.param(["Date changed"], ["Date changed"], id="another"),
        pytest.param(["updated_at", "UPDATED"], ["UPDATED", "updated_at"], id="the usual one first"),
        pytest.param(["Edited by"], None, id="no day"),
    ],
)
def test_properties_that_say_when_a_note_was_changed(properties, expected):
    files = {f"{i}.md": f'---\n{properties[i % len(properties)]}: "1{i}/10/2024"\n---\n' for i in range(8)}
    assert proposed(files)["index"].get("modified") == expected


def test_a_property_without_dates_does_not_say_when():
    files = {f"{i}.md": note(edited=("yes", "12/10/2024")[i == 0]) for i in range(8)}
    assert "modified" not in proposed(files)["index"]


# --- What could be wrong with a proposal -----------------------------------------------------------------------------


def test_a_kind_without_what_all_have_does_not_extend_that():
    """95 of 100 notes have a source; the five people, for whom it would be missing, do not."""
    files = {
        **{f"Essays/{i}.md": note(source="x", topic=i) for i in range(95)},
        **{f"People/{i}.md": note(born=1950, job="x") for i in range(5)},
    }
    found = schemas(files)
    assert "extends" not in found["people"]
    assert found["people"]["properties"] == {
        "born": {"type": "number", "required": True},
        "job": {"type": "text", "required": True},
    }
    assert found["note"]["properties"]["source"] == {"type": "text", "required": True}


def test_no_two_kinds_have_one_name():
    """That of a value can be that of the base."""
    files = {
        **{f"n{i}.md": note(type="note", up="x") for i in range(3)},
        **{f"b{i}.md": note(type="book", up="x", author="y") for i in range(3)},
    }
    found = schemas(files)
    assert {name: schema.get("extends") for name, schema in found.items()} == {
        "book": "note-2",
        "note": "note-2",
        "note-2": None,
    }


def test_values_are_one_without_case():
    files = {
        **{f"b{i}.md": note(type=("Book", "book")[i % 2], author="x") for i in range(6)},
        **{f"f{i}.md": note(type="film", director="x") for i in range(3)},
    }
    assert [(it["name"], it["match"]) for it in proposed(files)["schema"][:2]] == [
        ("book", {"property": "type", "value": "Book"}),
        ("film", {"property": "type", "value": "film"}),
    ]


def test_values_with_the_same_properties_are_one_kind():
    files = {f"{i}.md": note(category=("soup", "bread")[i % 2], minutes=i) for i in range(8)}
    assert list(schemas(files)) == ["note"]


def test_the_only_value_of_a_property_that_names_kinds():
    """`match = { property = "type" }` would take any other type, too."""
    files = {
        **{f"b{i}.md": note(type="book", author="x", year=1990) for i in range(3)},
        **{f"c{i}.md": note(city="x", country="y") for i in range(3)},
    }
    found = schemas(files)
    assert found["book"]["match"] == {"property": "type", "value": "book"}
    assert list(found["book"]["properties"]) == ["author", "year"]


def test_that_a_property_is_there_where_it_is_there_is_not_said():
    files = {f"{i}.md": note(source="x") if i < 4 else "text\n" for i in range(20)}
    assert "schema" not in proposed(files)


def test_what_all_have_that_have_any_is_for_these():
    """Two of three notes have no properties, and nothing but these tells the others."""
    files = {f"{i}.md": note(author="x", year=1990) if i < 4 else "text\n" for i in range(12)}
    found = proposed(files)["schema"]
    assert [(it["name"], it["match"], list(it["properties"])) for it in found] == [
        ("author", {"property": "author"}, ["author", "year"])
    ]


def test_maps_and_what_is_in_them():
    """Only the map is required: where it is missing, so is all in it."""
    files = {f"{i}.md": f"---\nroom: {{floor: {i}, name: x}}\n---\n" for i in range(4)}
    assert schemas(files)["note"]["properties"] == {
        "room": {"type": "object", "required": True},
        "room.floor": {"type": "number"},
        "room.name": {"type": "text"},
    }


def test_a_type_that_obsidian_has_is_not_gainsaid():
    """A number in each note is still text for Obsidian (4.5), and a link is text, too."""
    files = {f"{i}.md": note(code=i, up='"[[A]]"', size=i) for i in range(4)}
    files[".obsidian/types.json"] = '{"types": {"code": "text", "up": "text", "size": "number"}}'
    assert schemas(files)["note"]["properties"] == {
        "code": {"required": True},
        "up": {"type": "link", "required": True},
        "size": {"type": "number", "required": True},
    }


def test_dates_in_two_formats_have_none():
    """Each format is the vault's, since it is that of another property; neither is the one of `when`."""
    files = {
        f"{i}.md": note(
            iso="2024-03-20", dots="20.03.2024", when=("2024-03-20", "20.03.2024")[i % 2], topic=f"{i} things"
        )
        for i in range(6)
    }
    assert schemas(files)["note"]["properties"]["when"] == {"type": "date", "required": True}


def test_templates_in_a_folder_of_another_name():
    """They are no notes; and what is a folder of templates by default is still one."""
    files = {
        **{f"Meta/Forms/{i}.md": note(made='"<% tp.date.now() %>"', owner="") for i in range(3)},
        **{f"Books/{i}.md": note(author="x", year=1990) for i in range(4)},
        "Templates/book.md": note(author="", year=""),
        "n.md": "In `<% tp.file.title %>` stands the title.\n",
    }
    found = proposed(files)
    assert found["vault"]["templates"] == ["Meta/Forms/", "Templates/"]
    assert [schema["name"] for schema in found["schema"]] == ["note"]
    assert list(found["schema"][0]["properties"]) == ["author", "year"]


def test_a_property_schema_that_means_something_else():
    """It would be taken for the name of a `[[schema]]`."""
    files = {f"{i}.md": note(schema="https://schema.org/Book", author="x") for i in range(3)}
    assert proposed(files)["vault"]["schema-property"] == "note-schema"


def test_a_folder_whose_name_only_sorts_is_named_without_its_number():
    files = {f"1 Projects/{i}.md": note(status="x") for i in range(3)} | {f"{i}.md": note(x="y") for i in range(3)}
    assert schemas(files)["projects"]["match"] == {"path": "/1 Projects/"}


def test_a_property_of_several_kinds_has_one_page():
    """And one that no file can be called after has none."""
    files = {
        **{f"b{i}.md": note(type="book", pages=i, state=("read", "new")[i % 2]) for i in range(10)},
        **{f"f{i}.md": note(type="film", length=i, state=("seen", "new")[i % 2]) for i in range(10)},
        **{f"s{i}.md": note(type="song") for i in range(3)},
    }
    files = {path: text.replace("type:", '"in/out": x\ntype:') for path, text in files.items()}
    files["b0.md"] = files["b0.md"].replace('"in/out": x', '"in/out": y')
    pages = proposed(files)["index"]["pages"]
    assert [page["property"] for page in pages if page["kind"] == "property"] == ["state", "type"]


def test_long_patterns_stand_on_lines_of_their_own():
    from vault_tools.infer.text import config_text

    teams = [f"A team with a rather long name, number {i}" for i in range(4)]
    files = {f"{team}/{name}.md": WIKI["Sales/Tools.md"] for team in teams for name in ("a", "b", "c")}
    files |= {f"{team}/{team}.md": "- [[a]]\n- [[b]]\n- [[c]]\n" for team in teams}
    text = config_text(infer(memory_vault(files)))
    assert max(map(len, text.splitlines())) <= 120
    assert tomllib.loads(text)["schema"][0]["match"] == {"path": sorted(f"/{team}/{team}.md" for team in teams)}


@pytest.mark.parametrize(
    "files",
    [
        pytest.param(STUDENT, id="student"),
        pytest.param(WIKI, id="wiki"),
        pytest.param({f"2024-03-0{i}.md": note(mood=i) for i in range(1, 9)} | ESSAYS, id="days"),
        pytest.param(
            {f"{i}.md": note(type=("note", "daily", "Entrance")[i % 3], **{f"p{i % 3}": i}) for i in range(12)},
            id="names that are taken",
        ),
        pytest.param(
            {f"{i}.md": '---\n"": 1\n"a.b": {c: 1, "d e": x}\n"\\n": "[[x]]"\n---\n' for i in range(4)}, id="odd names"
        ),
    ],
)
def test_what_it_writes_is_valid_and_nothing_else_is_reported_for_it(tmp_path, files):
    """All checks of `lint` on the config hold; what properties lack is the only news."""
    root = write(tmp_path, files)
    before = run("lint", "--exit-zero", "--ignore", "required-property", "--ignore", "stale-index", root).stdout
    assert run("init", root).exit_code == 0
    after = run("lint", "--exit-zero", "--ignore", "required-property", "--ignore", "stale-index", root)
    assert after.exit_code == 0
    assert set(problems(after.stdout)) <= set(problems(before))
    assert run("index", "--dry-run", root).exit_code in (0, 1)


def problems(report):
    return [line for line in report.splitlines() if ".md:" in line]
