"""Obsidian's own settings (1.4, 1.6, 4.5, 7.1), and which notes they take out of what."""

import json
import os

import pytest

from vault_tools.config.tables import Config, VaultTable
from vault_tools.lint import lint
from vault_tools.selection import select
from vault_tools.vault.linktext import link_style, write_link
from vault_tools.vault.memory import memory_vault
from vault_tools.vault.obsidian import Settings, read_settings, settings_in
from vault_tools.vault.read import read_vault
from vault_tools.vault.types import property_type


def settings(**files):
    """Files of the configuration folder: `app={...}` is `app.json`, text stays text."""
    texts = {f"{name}.json": text if isinstance(text, str) else json.dumps(text) for name, text in files.items()}
    return read_settings(texts.get)


def ignored(*filters):
    return settings(app={"userIgnoreFilters": list(filters)}).is_ignored


@pytest.mark.parametrize(
    "text", ["", "  \n", "{}", "[]", "null", '{"userIgnoreFilters": null}', '{"newLinkFormat": 3}']
)
def test_what_is_not_said_is_the_default(text):
    assert settings(app=text) == Settings() == read_settings(lambda name: None)


def test_a_damaged_file_is_named_and_does_no_harm():
    found = settings(app='{"userIgnoreFilters": ["A/"', templates={"folder": "T"})
    assert found.ignored == ()
    assert found.template_folders == ("T",)
    [complaint] = found.complaints
    assert complaint.startswith(".obsidian/app.json: is no JSON, so Obsidian's defaults are taken")


@pytest.mark.parametrize(
    ("filter", "path", "expected"),
    [
        ("Archives/", "Archives/Old.md", True),
        ("Archives/", "More/Archives/Old.md", False),
        ("Archives", "Archives2/x.md", True),
        ("Archives", "Archives.md", True),
        ("README.md", "README.md", True),
        ("README.md", "sub/README.md", False),
        ("archives/", "Archives/Old.md", True),  # B-15: plain filters without case
        ("*.md", "A.md", False),
        ("a.b", "axb/c.md", False),
        (r"/^work\/C-/", "work/C-1.md", True),
        (r"/^work\/C-/", "old/work/C-1.md", False),
        ("/draft/", "a/draft 1.md", True),
        ("/Draft/", "a/draft 1.md", False),  # B-15: an expression has its flags
        ("/Draft/i", "a/draft 1.md", True),
    ],
)
def test_ignore_filters(filter, path, expected):
    """Section 1.6, the table of pattern forms."""
    assert ignored(filter)(path) is expected


def test_an_expression_that_only_javascript_reads_is_named_and_ignored():
    found = settings(app={"userIgnoreFilters": ["/(?<year>x)/", "B/"]})
    assert found.complaints == (".obsidian/app.json: the filter /(?<year>x)/ is not understood",)
    assert found.is_ignored("B/x.md")


@pytest.mark.parametrize(
    ("files", "path", "expected"),
    [
        ({"templates": {"folder": "Meta/Templates"}}, "Meta/Templates/x/A.md", True),
        ({"templates": {"folder": "/Meta/"}}, "Meta/A.md", True),
        ({"templates": {"folder": "meta"}}, "Meta/A.md", True),
        ({"templates": {"folder": "Meta"}}, "Metabolism/A.md", False),
        ({"templates": {"folder": "/"}}, "A.md", False),
        ({"daily-notes": {"template": "Meta/Daily"}}, "Meta/Daily.md", True),
        ({"daily-notes": {"template": "Meta/Daily.md"}}, "Meta/Daily.md", True),
        ({"daily-notes": {"folder": "Daily"}}, "Daily/2026-01-01.md", False),
        ({"zk-prefixer": {"folder": "/", "template": "Zettel"}}, "Zettel.md", True),
        ({"plugins/templater-obsidian/data": {"templates_folder": "tp"}}, "tp/A.md", True),
        (
            {"plugins/templater-obsidian/data": {"folder_templates": [{"folder": "F", "template": "x/F.md"}]}},
            "x/F.md",
            True,
        ),
        (
            {"plugins/templater-obsidian/data": {"file_templates": [{"regex": ".*", "template": "x/R.md"}]}},
            "x/R.md",
            True,
        ),
        ({"plugins/templater-obsidian/data": {"startup_templates": ["x/S.md", ""]}}, "x/S.md", True),
    ],
)
def test_templates(files, path, expected):
    """Sections 7.1 and 7.2."""
    assert settings(**files).is_template(path) is expected


APP = ".obsidian/app.json"


def test_excluded_notes_resolve_but_are_not_linted():
    """Section 1.6: what exclusion does, and what it does not."""
    texts = {APP: '{"userIgnoreFilters": ["Old/"]}', "A.md": "[[Note]]", "Old/Note.md": "[[nowhere]]"}
    vault = memory_vault(texts)
    assert vault.resolve("Note", "A.md").path == "Old/Note.md"
    assert list(vault.notes) == ["A.md"]
    assert {d.path for d in lint(vault, select(Config()).at)} == {"A.md"}
    respectless = memory_vault(texts, Config(vault=VaultTable(respect_excluded=False)))
    assert list(respectless.notes) == ["A.md", "Old/Note.md"]


def test_templates_are_linted_for_their_files_only():
    """Section 7.2, tool rule: skip content, keep encoding and names; links to them resolve."""
    texts = {
        ".obsidian/templates.json": '{"folder": "Meta"}',
        "Meta/Daily: new.md": "---\ncreated: {{date}}\ntags:\n---\n[[]] [[{{title}}]] [[nowhere]]",
        "A.md": "[[Daily: new]]",
    }
    found = {(d.path, d.rule) for d in lint(memory_vault(texts), select(Config()).at)}
    assert found == {("A.md", "orphan-note"), ("Meta/Daily: new.md", "unportable-name")}


@pytest.mark.parametrize("name", [".obsidian", ".work"])
def test_the_folder_may_have_another_name(tmp_path, name):
    """Section 1.4: it begins with a dot, and holds an app.json."""
    (tmp_path / name).mkdir()
    (tmp_path / name / "app.json").write_text('\ufeff{"useMarkdownLinks": true}', encoding="utf-8")
    (tmp_path / ".git").mkdir()
    assert settings_in(tmp_path).markdown_links is True


def test_of_two_other_folders_nobody_knows_which_one_counts(tmp_path):
    for name in (".one", ".two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "app.json").write_text('{"useMarkdownLinks": true}')
    assert settings_in(tmp_path) == Settings()


def test_they_are_read_with_the_vault(tmp_path):
    for path, text in {"A.md": "", "Old/B.md": "", "T/C.md": ""}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / APP).write_text('{"userIgnoreFilters": ["Old"]}')
    (tmp_path / ".obsidian/templates.json").write_text('{"folder": "T"}')
    vault = read_vault(tmp_path, use_cache=False)
    assert (list(vault.notes), list(vault.excluded), list(vault.templates)) == (["A.md"], ["Old/B.md"], ["T/C.md"])


LINKED = {"x/Deep/Note.md": "", "x/Source.md": "", "y/Note.md": "", "x/Only.md": ""}


@pytest.mark.parametrize(
    ("app", "target", "expected"),
    [
        ({}, "x/Only.md", "[[Only]]"),
        ({}, "x/Deep/Note.md", "[[x/Deep/Note|Note]]"),
        ({"newLinkFormat": "absolute"}, "x/Only.md", "[[x/Only|Only]]"),
        ({"newLinkFormat": "relative"}, "y/Note.md", "[[../y/Note|Note]]"),
        ({"newLinkFormat": "relative"}, "x/Deep/Note.md", "[[Deep/Note|Note]]"),
        ({"useMarkdownLinks": True}, "y/Note.md", "[Note](../y/Note.md)"),
        ({"useMarkdownLinks": True, "newLinkFormat": "absolute"}, "y/Note.md", "[Note](y/Note.md)"),
        ({"useMarkdownLinks": True, "newLinkFormat": "shortest"}, "x/Only.md", "[Only](Only.md)"),
        ({"useMarkdownLinks": True, "newLinkFormat": "shortest"}, "y/Note.md", "[Note](y/Note.md)"),
        ({"useMarkdownLinks": False}, "x/Only.md", "[[Only]]"),
    ],
)
def test_links_are_written_as_obsidian_is_set(app, target, expected):
    """Section 3.12; by default Markdown links are relative, as other programs read them, too."""
    assert write_link(memory_vault({**LINKED, APP: json.dumps(app)}), target, "x/Source.md") == expected


def test_the_config_is_asked_before_obsidian():
    vault = memory_vault({APP: '{"useMarkdownLinks": true}'}, Config(vault=VaultTable(link_style="wikilink")))
    assert link_style(vault) == "wikilink"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("x", "text", "text"),
        ("x", None, "text"),
        ("x", 1, "number"),
        ("x", 1.5, "number"),
        ("x", True, "checkbox"),
        ("x", ["a"], "list"),
        ("x", {"a": 1}, "object"),
        ("x", "2020-08-21", "date"),
        ("x", "2020-08-21T10:30", "datetime"),
        ("x", "2020-08-21T10:30:00", "datetime"),
        ("x", "21/08/2020", "text"),
        ("Rating", "5", "number"),
        ("genre", "a", "list"),
        ("TAGS", "a", "tags"),
        ("aliases", None, "aliases"),
        ("cssclasses", "wide", "list"),
    ],
)
def test_types_of_properties(name, value, expected):
    """Section 4.5; what `types.json` says counts, without case."""
    stored = settings(types={"types": {"rating": "number", "Genre": "multitext"}})
    assert property_type(name, value, stored) == expected


def severities(texts, rule):
    return [d.severity for d in lint(memory_vault(texts), select(Config()).at) if d.rule == rule]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("[[gone]]", "broken-link"),
        ("![[gone.png]]", "broken-embed"),
        ("[[alias]]", "alias-as-target"),
        ("[x](www.example.org)", "missing-scheme"),
        ("[[https://example.org]]", "url-in-wikilink"),
        ("[[Other#gone]]", "broken-anchor"),
        ("[[Tie]]", "ambiguous-link"),
        ("[[]]", "empty-link"),
        ("[x](Ot her.md)", "unencoded-link"),
    ],
)
def test_problems_in_comments_are_lesser(text, rule):
    """Section 2.9, tool rule."""
    others = {"Other.md": "---\naliases: alias\n---\n", "aa/Tie.md": "", "bb/Tie.md": ""}
    assert severities(others | {"N.md": text}, rule) != ["info"]
    for comment in (f"%%{text}%%", f"%%\n\n{text}\n\n%%"):
        assert severities(others | {"N.md": comment}, rule) == ["info"]


def test_a_date_is_what_obsidian_stored_as_one():
    texts = {"N.md": "---\nseen: 2026-02-30\n---\n"}
    assert severities(texts, "invalid-date") == ["warning"]
    typed = texts | {".obsidian/types.json": '{"types": {"Seen": "date"}}'}
    assert severities(typed, "invalid-date") == ["error"]


@pytest.mark.parametrize(
    "filter", ["/a{99999999999999}/", "/" + "(" * 3000 + ")" * 3000 + "/", "/(a+)+$/", "/(a|b*)*x/"]
)
def test_a_filter_that_python_cannot_bear_is_named_and_ignored(filter):
    found = settings(app={"userIgnoreFilters": [filter]})
    assert len(found.complaints) == 1
    assert not found.is_ignored("a" * 60 + "b.md")


def test_an_empty_filter_is_none():
    assert not ignored("")("A.md")


def test_deep_json_is_damaged_json():
    assert len(settings(app='{"a": ' + "[" * 100_000).complaints) == 1


def test_a_setting_that_is_no_regular_file_is_not_waited_for(tmp_path):
    (tmp_path / ".obsidian").mkdir()
    os.mkfifo(tmp_path / APP)
    assert settings_in(tmp_path) == Settings()


CSS = """
.callout[data-callout="recipe"], .callout[data-callout='My-Aside' i] { color: red }
.callout[ data-callout = wide ] [data-callout~="tall"] { }
.callout[data-callout-fold="+"] [data-callout] { }
"""


@pytest.mark.parametrize(
    ("appearance", "expected"),
    [
        ({"enabledCssSnippets": ["mine"]}, {"recipe", "my-aside", "wide", "tall"}),
        ({"enabledCssSnippets": ["gone", 3], "cssTheme": "Calm"}, {"aside"}),
        ({"cssTheme": ""}, set()),
    ],
)
def test_callouts_of_the_style_sheets_in_use(appearance, expected):
    """Section 6: a snippet that is there but not enabled has no say."""
    sheets = {"snippets/mine": CSS, "themes/Calm/theme": '[data-callout="aside"] {}'}
    texts = {"appearance.json": json.dumps(appearance)} | {f"{name}.css": css for name, css in sheets.items()}
    assert read_settings(texts.get).callouts == expected
