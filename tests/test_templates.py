"""Templates of the vault: what they are given, which one is taken, and how they fail."""

import json
import os

import pytest
from indexing import body, contents, git, index, page, run

FOLDER = ".vault-tools/templates"


@pytest.fixture
def make(make):
    """With templates, by their names."""

    def with_templates(files, settings="", templates=()):
        return make({**files, **{f"{FOLDER}/{name}": text for name, text in dict(templates).items()}}, settings)

    return with_templates


NOTES = {
    "CS/Graphs.md": "---\nTopic: Maths\ncreated: 2024-03-05\naliases: [a, b]\n---\n#cs #CS/graphs",
    "CS/Trees.md": "---\nTopic: Maths\nnumber: 7\n---\n",
}


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        pytest.param("{{ listing }}", "- [[Graphs]]\n- [[Trees]]", id="what we would write"),
        pytest.param("{{ title }}, {{ path }}, {{ folder }}", "My page, Index/Page.md, Index", id="the page"),
        pytest.param("{{ kind }} {{ view }} {{ columns | join('+') }}", "folder list Note", id="options"),
        pytest.param(
            "{% for note in notes %}{{ note.name }}: {{ note.path }} {{ note.folder }}\n{% endfor %}",
            "Graphs: CS/Graphs.md CS\nTrees: CS/Trees.md CS",
            id="names",
        ),
        pytest.param("{% for note in notes %}{{ note.link }};{% endfor %}", "[[Graphs]];[[Trees]];", id="links"),
        pytest.param("{{ notes[0].tags | join(' ') }}", "cs CS/graphs", id="tags"),
        pytest.param("{{ notes[0].properties.aliases | join(' ') }}", "a b", id="a list"),
        pytest.param("{{ notes[1].properties.number + 1 }}", "8", id="a number"),
        pytest.param("{{ notes[0].created }}", "2024-03-05", id="a date"),
        pytest.param("[{{ notes[1].properties.get('nothing') }}]", "[]", id="nothing"),
        pytest.param(
            "{% for group in groups %}{% for row in group.rows %}{{ row.text }}{{ row.after }} {% endfor %}{% endfor %}",
            "[[Graphs]] [[Trees]]",
            id="groups",
        ),
        pytest.param("{{ notes | length }} {{ notes | map(attribute='name') | join }}", "2 GraphsTrees", id="filters"),
        pytest.param("{{ '*a* [[b]]' | escape }}", r"\*a\* \[\[b\]\]", id="Markdown, not HTML"),
        pytest.param("a\n\n\n\nb\r\nc", "a\n\nb\nc", id="blank lines and line ends"),
        pytest.param("\ufeffa", "a", id="a byte order mark"),
    ],
)
def test_what_a_template_is_given(template, expected, make):
    settings = page("folder", "Index/Page.md", folder="CS", view="list", title="My page")
    root = make(NOTES, settings, {"folder.md.j2": template})
    assert index(root)[0] == 0
    assert body(root, "Index/Page.md") == expected
    assert index(root, "--check")[0] == 0


@pytest.mark.parametrize(
    ("templates", "options", "expected"),
    [
        pytest.param({"folder.md.j2": "kind", "page.md.j2": "all"}, {}, "kind", id="of its kind"),
        pytest.param({"tags.md.j2": "other", "page.md.j2": "all"}, {}, "all", id="of all kinds"),
        pytest.param(
            {"folder.md.j2": "kind", "x/mine.md.j2": "mine"}, {"template": "x/mine.md.j2"}, "mine", id="named"
        ),
        pytest.param({"tags.md.j2": "other"}, {}, "- [[Graphs]]\n- [[Trees]]", id="ours"),
        pytest.param({"folder.md.j2": "{% include 'x.j2' %}", "x.j2": "{{ kind }}"}, {}, "folder", id="a part"),
        pytest.param(
            {"folder.md.j2": "{% include 'page.md.j2' %}!"}, {}, "- [[Graphs]]\n- [[Trees]]!", id="around ours"
        ),
    ],
)
def test_which_template_is_taken(templates, options, expected, make):
    root = make(NOTES, page("folder", folder="CS", view="list", **options), templates)
    assert index(root)[0] == 0
    assert body(root) == expected


def test_a_marker_names_a_template(make):
    marked = '<!-- vault-tools:begin x kind=tags template="mine.md.j2" -->\n\n<!-- vault-tools:end x -->\n'
    root = make({"Own.md": marked}, page("tags"), {"mine.md.j2": "in {{ path }}, {{ title }}"})
    assert index(root)[0] == 0
    assert body(root, "Own.md") == "in Own.md, Own"


def test_another_folder_of_templates(make):
    settings = '[index]\ntemplates = "Meta/j2"\n' + page("tags")
    root = make({"Meta/j2/tags.md.j2": "there"}, settings, {"tags.md.j2": "not here"})
    assert index(root)[0] == 0
    assert body(root) == "there"


@pytest.mark.parametrize("folder", ["../x", "/x", "", "a//b", "a\\\\b", "."])
def test_a_folder_of_templates_lies_in_the_vault(folder, make):
    code, _, err = index(make({}, f'[index]\ntemplates = "{folder}"\n' + page("tags")))
    assert code == 2
    assert "is no folder inside the vault" in err


def test_a_template_that_is_not_there(make):
    root = make({"A.md": "#cs"}, page("tags", template="mien.md.j2") + page("home", "Home.md"), {"mine.md.j2": ""})
    code, out, err = index(root)
    assert (code, out) == (1, "wrote Home.md\n1 page written, 0 up to date, 1 refused.\n")
    assert f'no template "mien.md.j2" in "{FOLDER}", did you mean "mine.md.j2"?' in err
    assert not (root / "Page.md").exists()


FAILURES = [
    pytest.param("a\n{% if %}", 2, "Expected an expression", id="syntax"),
    pytest.param("a\n\n{{ nothing }}", 3, "'nothing' is undefined", id="an unknown name"),
    pytest.param("{{ notes[0].properties.Nothing }}", 1, "Nothing", id="an unknown property"),
    pytest.param("\n{{ 1 / 0 }}", 2, "division by zero", id="arithmetic"),
    pytest.param("\n{{ 1 + 'a' }}", 2, "unsupported operand", id="types"),
    pytest.param("{{ 'a' | nofilter }}", 1, "nofilter", id="an unknown filter"),
    pytest.param("{{ 'a' | round }}", 1, "type str", id="a filter for something else"),
    pytest.param("{{ [1, 2] | random }}", 1, "random", id="chance"),
    pytest.param("{{ lipsum() }}", 1, "'lipsum' is undefined", id="chance, too"),
    pytest.param("{{ ''.__class__ }}", 1, "unsafe", id="what is Python's"),
    pytest.param("{{ notes._page }}", 1, "unsafe", id="what is ours"),
    pytest.param("{{ notes[0].properties.aliases.append(1) }}", 1, "unsafe", id="a change"),
    pytest.param("{{ notes[0].name.upper }}", None, "another text at each run", id="a method"),
    pytest.param("{% include 'folder.md.j2' %}", 1, "without end", id="itself"),
    pytest.param("{% macro f() %}{{ f() }}{% endmacro %}\n{{ f() }}", 1, "without end", id="a macro in itself"),
    pytest.param("{% include '../secret.j2' %}", 1, 'no template "../secret.j2"', id="outside"),
    pytest.param("{% include '/etc/hostname' %}", 1, 'no template "/etc/hostname"', id="from the root of the disk"),
    pytest.param("{% include 'link.j2' %}", 1, 'no template "link.j2"', id="through a link"),
    pytest.param(
        "{% for a in range(9999) %}\n{% for b in range(9999) %}{% endfor %}{% endfor %}",
        2,
        "more than 1,000,000 rounds",
        id="loops",
    ),
    pytest.param("{{ range(10 * 1000000) }}", 1, "too big", id="a range"),
    pytest.param("{{ 9 ** 9 ** 9 }}", 1, "no powers", id="a power"),
    pytest.param("{{ 'a' * 1000000000 }}", 1, "repeated more than 1,000 times", id="repetition"),
    pytest.param(
        "{% set x = 'a' * 1000 %}{% for a in range(9999) %}{{ x }}{% endfor %}",
        1,
        "more than 5,000,000 characters",
        id="too long",
    ),
    pytest.param("<!-- vault-tools:end folder -->", None, "has a marker", id="a marker"),
    pytest.param("```\ncode", None, "never closes", id="an open fence"),
    pytest.param("<!-- comment", None, "never closes", id="an open comment"),
    pytest.param("%%\ncomment", None, "never closes", id="an open comment of Obsidian's"),
    pytest.param(b"\xff", 1, "is not valid UTF-8", id="bytes"),
]


@pytest.mark.parametrize(("template", "line", "reason"), FAILURES)
def test_a_template_that_fails_writes_nothing_at_all(template, line, reason, make):
    settings = page("home", "Home.md") + page("folder", folder="CS") + page("tags", "Z.md")
    root = make({**NOTES, f"{FOLDER}/../secret.j2": "secret"}, settings, {"folder.md.j2": template})
    os.symlink("../secret.j2", root / FOLDER / "link.j2")
    before = contents(root)
    code, out, err = index(root)
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {FOLDER}/folder.md.j2:" + (f"{line}: " if line else " "))
    assert reason in err
    assert '(for the page "Page.md")' in err
    assert err.endswith("\nnothing was written\n")
    assert contents(root) == before


def test_a_template_that_fails_in_a_part_of_it(make):
    root = make(NOTES, page("tags"), {"tags.md.j2": "a\n{% include 'x.j2' %}", "x.j2": "\n\n{{ oh }}"})
    code, _, err = index(root)
    assert code == 2
    assert err.startswith(f"error: {FOLDER}/x.j2:3: 'oh' is undefined")


def test_a_folder_of_templates_that_leads_out_of_the_vault_has_none(make, tmp_path):
    root = make(NOTES, page("folder", folder="CS", view="list"))
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/folder.md.j2").write_text("outside")
    (root / ".vault-tools").mkdir()
    (root / FOLDER).symlink_to(tmp_path / "outside")
    assert index(root)[0] == 0
    assert body(root) == "- [[Graphs]]\n- [[Trees]]"


def test_lint_goes_on_when_a_template_fails(make):
    root = make(NOTES, page("tags"))
    assert index(root)[0] == 0
    (root / FOLDER).mkdir(parents=True)
    (root / FOLDER / "tags.md.j2").write_text("{{ oh }}")
    done = run("lint", root, "--select", "stale-index", "--format", "json")
    [found] = json.loads(done.stdout)
    assert (found["path"], found["rule"]) == ("Page.md", "stale-index")
    assert f"{FOLDER}/tags.md.j2:1: 'oh' is undefined" in found["message"]


def test_a_template_that_says_nothing(make):
    root = make(NOTES, page("tags"), {"tags.md.j2": "{% if false %}never{% endif %}"})
    assert index(root)[0] == 0
    assert body(root) == ""
    assert index(root)[1] == "0 pages written, 1 up to date.\n"
    assert run("lint", root, "--select", "stale-index").exit_code == 0


def test_a_template_takes_no_part_of_a_page_that_was_not_asked_for(make):
    root = make(NOTES, page("tags") + page("home", "Home.md"), {"tags.md.j2": "{{ oh }}"})
    assert index(root, "--only", "Home")[0] == 0
    assert (root / "Home.md").exists()


def test_the_time_of_a_file_is_no_matter_under_check(make):
    root = make(NOTES, page("folder", folder="CS"), {"folder.md.j2": "{{ notes[1].modified }}"})
    assert index(root)[0] == 0
    os.utime(root / "CS/Trees.md", (1_000_000_000, 1_000_000_000))
    assert index(root, "--check")[0] == 0


def test_a_shallow_clone_is_enough_for_a_template_that_asks_for_no_date(make, tmp_path):
    settings = page("tags") + page("folder", "F.md", folder="CS")
    root = make(NOTES, settings, {"folder.md.j2": "{{ notes[1].created }}", "tags.md.j2": "{{ notes[0].name }}"})
    (root / "CS/Trees.md").rename(root / "Trees.md")
    for first, second in (("Trees.md", "CS/Trees.md"), ("x", "x")):
        (root / "more.txt").write_text(first)
        for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
            git(root, *command)
        if first != second:
            (root / first).rename(root / second)
    clone = tmp_path / "clone"
    git(root, "clone", "-q", "--depth", "1", f"file://{root}", clone)
    assert index(clone, "--only", "Page")[0] == 0
    assert body(clone) == "Graphs"
    code, _, err = index(clone)
    assert code == 2
    assert 'folder.md.j2:1: no date of "CS/Trees.md" is known, since this clone is shallow' in err


# --- What would never end ---------------------------------------------------------------------------------------------


TWICE = [
    "{% set n.x = n.x ~ n.x %}",
    "{% set n.x = n.x + n.x %}",
    "{% set n.x = n.x | replace('a', 'aa') %}",
    "{% set n.x = n.x.replace('a', 'aa') %}",
    "{% set n.x %}{{ n.x }}{{ n.x }}{% endset %}",
]


@pytest.mark.parametrize("twice", TWICE)
def test_a_template_that_doubles_a_text_is_stopped(make, twice):
    """A thousand times: no machine has so much memory."""
    template = (
        f"{{% set n = namespace(x='a') %}}{{% for i in range(1000) %}}{twice}{{% endfor %}}{{{{ n.x | length }}}}"
    )
    root = make({"a.md": "", ".vault-tools/templates/folder.md.j2": template}, page("folder"))
    code, _, err = index(root)
    assert code == 2
    assert "folder.md.j2:1: it makes more than 5,000,000 characters" in err


def test_a_template_that_squares_a_number_is_stopped(make):
    template = "{% set n = namespace(x=9) %}{% for i in range(1000) %}{% set n.x = n.x * n.x %}{% endfor %}{{ n.x }}"
    root = make({"a.md": "", ".vault-tools/templates/folder.md.j2": template}, page("folder"))
    code, _, err = index(root)
    assert code == 2
    assert "folder.md.j2:1: it makes a number that nobody could read" in err
