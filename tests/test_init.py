"""`vault-tools init`: what it finds in a vault, what it writes, and what it leaves alone."""

import os
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
    "Puzzles/Knights.md": note(Author="Mo", Date="06/09/2024", Topic="Logic", tags="[logic]"),
    "Puzzles/Liars.md": note(Author="Mo", Date="07/09/2024", Topic="Logic", tags="[logic]"),
    "cheat sheet.md": "# Keys\n",
    "_templates/lecture.md": note(Author="Mo", Date='<% tp.date.now("DD/MM/YYYY") %>', Course="", tags=""),
}


def test_a_vault_like_a_students():
    """Two kinds by their folders, with what they have in common in a third; dates by the days over 12."""
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
        "create": False,
        "sort": ["-Date", "name"],
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


def test_what_is_mostly_empty_is_not_required():
    found = schemas({f"{i}.md": note(x="a" if i == 0 else "", aliases="[z]") for i in range(5)})
    assert found["note"]["properties"] == {"x": {"type": "text"}, "aliases": {"type": "aliases"}}


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
