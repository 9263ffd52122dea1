"""What a note says to the linter, in every form, and what the rule on that says of it."""

import tomllib

import pytest

from vault_tools.config.tables import Config
from vault_tools.declared import check
from vault_tools.directives import directives
from vault_tools.lint import lint, search
from vault_tools.parse import parse_note
from vault_tools.selection import Asked, select
from vault_tools.source import splice
from vault_tools.vault.memory import memory_vault

RULES = ("broken-link", "empty-link")
"""Two of one group are enough to tell a name from its group."""


def reported(text, rules=RULES, path="Note.md", files=()):
    """`line rule` of what these rules say and the note does not silence."""
    vault = memory_vault({path: text, **dict(files)})
    at = select(Config(), Asked(select=rules)).at
    return [f"{it.line} {it.rule}" for it in lint(vault, at, lambda it: it == path)]


def said(text, config="", path="Note.md", files=()):
    """`line:column message` of the rule on directives, when all rules of the config run."""
    return [f"{it.line}:{it.column} {it.message}" for it in unused(text, config, path, files)]


def unused(text, config="", path="Note.md", files=()):
    settings = check(tomllib.loads(config), Config, (), [])
    vault = memory_vault({path: text, **dict(files)}, settings)
    found = lint(vault, select(settings).at, lambda it: it == path)
    return [it for it in found if it.rule == "unused-suppression"]


def after_fixes(text, config=""):
    """The text after all fixes, and how safe they are."""
    fixes = [it.fix for it in unused(text, config) if it.fix]
    return splice(text, {edit for fix in fixes for edit in fix.edits}), {fix.safety for fix in fixes}


COMMENTS = ["<!-- vault-tools: {} -->", "%% vault-tools: {} %%", "<!--vault-tools:{}-->", "%%\nvault-tools: {}\n%%"]


@pytest.mark.parametrize("comment", COMMENTS[:3])
def test_on_a_line_it_is_for_that_line(comment):
    ignore = comment.format("ignore broken-link")
    assert reported(f"[[a]]\n[[b]] {ignore}\n[[c]]\n") == ["1 broken-link", "3 broken-link"]
    assert reported(f"- [[a]]\n- [[b]] {ignore}\n- [[c]]\n") == ["1 broken-link", "3 broken-link"]


@pytest.mark.parametrize("comment", COMMENTS)
@pytest.mark.parametrize("gap", ["", "\n", "\n \t\n\n"], ids=["no", "one", "three"])
def test_alone_it_is_for_the_next_line_with_text(comment, gap):
    text = "[[a]]\n\n" + comment.format("ignore broken-link") + f"\n{gap}"
    below = text.count("\n") + 1
    assert reported(f"{text}[[b]]\n[[c]]\n") == ["1 broken-link", f"{below + 1} broken-link"]


def test_alone_below_everything_it_is_for_nothing():
    assert reported("[[a]]\n\n<!-- vault-tools: ignore -->\n") == ["1 broken-link"]
    assert reported("[[a]]\n\n<!-- vault-tools: ignore -->") == ["1 broken-link"]


def test_several_above_one_line_are_all_for_it():
    text = "%% vault-tools: ignore broken-link %%\n\n%% vault-tools: ignore empty-link %%\n[[a]] [[]]\n[[b]] [[]]\n"
    assert reported(text) == ["5 broken-link", "5 empty-link"]


def test_several_on_one_line():
    text = "<!-- a --> <!-- vault-tools: ignore-file broken-link --> <!-- vault-tools: ignore-file empty-link -->\n[[a]] [[]]\n"
    assert reported(text) == []


def test_in_a_quote_and_a_callout():
    text = "> [!note]\n> %% vault-tools: ignore broken-link %%\n>\n> [[a]]\n> [[b]]\n"
    assert reported(text) == ["5 broken-link"]
    assert reported(text.replace("> [!note]\n", "> x\n")) == ["5 broken-link"]
    assert reported("> [!note] [[a]] <!-- vault-tools: ignore -->\n> [[b]]\n") == ["2 broken-link"]
    assert reported("> [!note]\n> <!-- vault-tools: ignore\n> broken-link -->\n> [[a]]\n> [[b]]\n") == ["5 broken-link"]


def test_in_a_list_item_and_a_table():
    assert reported("- a\n  <!-- vault-tools: ignore broken-link -->\n  [[a]]\n- [[b]]\n") == ["4 broken-link"]
    assert reported("- [ ] [[a]] %% vault-tools: ignore %%\n- [ ] [[b]]\n") == ["2 broken-link"]
    table = "| a |\n| --- |\n| [[a]] <!-- vault-tools: ignore --> |\n| [[b]] |\n"
    assert reported(table) == ["4 broken-link"]


@pytest.mark.parametrize(
    "code",
    [
        "`<!-- vault-tools: ignore-file -->`\n",
        "```\n<!-- vault-tools: ignore-file -->\n```\n",
        "Text\n\n    %% vault-tools: ignore-file %%\n",
        "$x %% vault-tools: ignore-file %%$\n",
        "\\<!-- vault-tools: ignore-file -->\n",
        "<!-- vault-tools: ignore-file\n",
        "<!-- see vault-tools: ignore-file -->\n",
    ],
)
def test_what_is_no_comment_or_begins_otherwise_is_nothing(code):
    assert reported(f"[[a]]\n\n{code}") == ["1 broken-link"]
    assert directives(parse_note("Note.md", code)) == ()


def test_markers_of_generated_regions_are_nothing():
    text = "<!-- vault-tools:begin notes kind=folder -->\n<!-- vault-tools:end notes -->\n"
    assert directives(parse_note("Note.md", text)) == ()


def test_a_whole_file_wherever_it_stands():
    for comment in COMMENTS:
        assert (
            reported("[[a]]\n\n" + comment.format("ignore-file broken-link") + "\n\n[[b]] [[]]\n")[0][2:]
            == "empty-link"
        )
        assert reported("[[a]]\n\n" + comment.format("ignore-file") + "\n\n[[b]] [[]]\n") == []


def test_from_disable_to_enable():
    text = "[[a]]\n\n%% vault-tools: disable {} %%\n\n[[b]] [[]]\n\n%% vault-tools: enable {} %%\n\n[[c]] [[]]\n"
    after = ["9 broken-link", "9 empty-link"]
    assert reported(text.format("", "")) == ["1 broken-link", *after]
    assert reported(text.format("broken-link", "")) == ["1 broken-link", "5 empty-link", *after]
    assert reported(text.format("broken-link", "broken-link")) == ["1 broken-link", "5 empty-link", *after]
    assert reported(text.format("broken-link", "empty-link")) == ["1 broken-link", "5 empty-link", "9 empty-link"]
    assert reported(text.format("all", "")) == ["1 broken-link", *after]
    assert reported(text.format("", "all")) == ["1 broken-link", *after]
    assert reported(text.partition("%% vault-tools: enable")[0].format("") + "[[c]]\n") == ["1 broken-link"]


def test_each_name_is_enabled_for_itself():
    text = (
        "%% vault-tools: disable broken-link, empty-link %%\n\n[[a]] [[]]\n\n"
        "%% vault-tools: enable broken-link %%\n\n[[b]] [[]]\n\n%% vault-tools: enable empty-link %%\n\n[[c]] [[]]\n"
    )
    assert reported(text) == ["7 broken-link", "11 broken-link", "11 empty-link"]


def test_one_in_another():
    text = (
        "%% vault-tools: disable links %%\n\n%% vault-tools: disable broken-link %%\n\n[[a]] [[]]\n\n"
        "%% vault-tools: enable broken-link %%\n\n[[b]] [[]]\n\n%% vault-tools: enable links %%\n\n[[c]]\n"
    )
    assert reported(text) == ["13 broken-link"]


def test_disable_and_enable_within_a_line():
    text = "[[a]] %% vault-tools: disable %% [[b]] %% vault-tools: enable %% [[c]]\n"
    vault = memory_vault({"Note.md": text})
    found = lint(vault, select(Config(), Asked(select=RULES)).at)
    assert [it.column for it in found] == [text.index("[[a]]") + 1, text.index("[[c]]") + 1]


@pytest.mark.parametrize(
    ("value", "left"),
    [
        ("broken-link", ["4 empty-link"]),
        ('"broken-link"', ["4 empty-link"]),
        ("broken-link, empty-link", []),
        ("[broken-link, empty-link]", []),
        ("[broken-link empty-link]", []),
        ("['empty-link']", ["4 broken-link"]),
        ("links", []),
        ("all", []),
        ("default", []),
        ("true", []),
        ("false", ["4 broken-link", "4 empty-link"]),
        ("", ["4 broken-link", "4 empty-link"]),
        ("[]", ["4 broken-link", "4 empty-link"]),
        ("5", ["4 broken-link", "4 empty-link"]),
        ("unknown", ["4 broken-link", "4 empty-link"]),
    ],
)
def test_the_property(value, left):
    assert reported(f"---\nvault-tools-ignore: {value}\n---\n[[a]] [[]]\n") == left


def test_the_property_as_a_list_over_lines_and_in_capitals():
    assert reported("---\nVault-Tools-Ignore:\n  - broken-link\n  - 'empty-link' # why\n---\n[[a]] [[]]\n") == []
    assert reported("---\nvault-tools-ignore: >\n  broken-link\n  empty-link\n---\n[[a]] [[]]\n") == []


@pytest.mark.parametrize(
    "names", ["broken-link empty-link", "broken-link, empty-link", "broken-link,empty-link", "links"]
)
@pytest.mark.parametrize(
    "reason", ["", " -- an old export", " — an old export", " – all, of these, are old", "\n-- two\nlines"]
)
def test_names_and_reasons(names, reason):
    text = f"[[a]] [[]] <!-- vault-tools: ignore {names}{reason} -->\n"
    (directive,) = directives(parse_note("Note.md", text))
    assert directive.has_reason == bool(reason)
    assert [name.text for name in directive.names] == names.replace(",", " ").split()
    assert {text[name.span.start : name.span.end] for name in directive.names} == {it.text for it in directive.names}
    assert reported(text) == []


def test_a_dash_without_words_is_no_reason():
    (directive,) = directives(parse_note("Note.md", "<!-- vault-tools: ignore a-b -- -->\n"))
    assert [name.text for name in directive.names] == ["a-b"]
    assert not directive.has_reason


def test_other_line_ends_and_a_byte_order_mark():
    text = "\ufeff[[a]] %% vault-tools: ignore %%\r\n\r\n<!-- vault-tools:\r\nignore broken-link -->\r\n\r\n[[b]]\r\n[[c]]\r\n"
    assert reported(text) == ["7 broken-link"]


def test_what_is_silenced_is_still_found():
    vault = memory_vault({"Note.md": "[[a]]\n[[b]] %% vault-tools: ignore %%\n"})
    found = search(vault, select(Config(), Asked(select=RULES)).at)
    assert [(it.diagnostic.line, it.silencer) for it in found] == [(1, None), (2, "comment")]


def test_what_is_said_of_a_file_is_silenced_by_its_note():
    files = {"A.md": ""}
    assert reported("", ("case-collision",), "a.md", files) == ["1 case-collision"]
    assert reported("%% vault-tools: ignore-file case-collision %%\n", ("case-collision",), "a.md", files) == []


def test_a_comment_within_a_comment():
    text = "%%\n<!-- vault-tools: ignore-file broken-link -->\n%%\n\n[[a]]\n"
    assert reported(text) == []


# What the rule says.

LINKS = '[lint]\nselect = ["links", "suppressions"]\nignore = ["orphan-note"]\n'


def test_a_group_is_idle_when_none_of_its_rules_has_anything_to_say():
    assert said("%% vault-tools: ignore links %%\nText\n", LINKS) == ['1:1 "ignore links" silences nothing: remove it']
    assert said("%% vault-tools: ignore links %%\n[[a]]\n", LINKS) == []
    assert said("%% vault-tools: ignore %%\nText\n", LINKS) == ['1:1 "ignore" silences nothing: remove it']
    assert said("%% vault-tools: ignore all %%\nText\n", LINKS) == ['1:1 "ignore all" silences nothing: remove it']


def test_nothing_is_said_of_rules_that_did_not_run():
    assert said("%% vault-tools: ignore empty-note, title-mismatch, orphan-note %%\n", LINKS)[1:] == []
    vault = memory_vault({"Note.md": "%% vault-tools: ignore broken-link %%\n\n%% vault-tools: ignore %%\n"})
    assert list(lint(vault, select(Config(), Asked(select=("unused-suppression",))).at)) == []


def test_a_directive_for_all_rules_does_not_silence_what_is_said_of_itself():
    assert said("%% vault-tools: ignore-file %%\n", LINKS) == ['1:1 "ignore-file" silences nothing: remove it']
    assert said("Text %% vault-tools: ignore %%\n", LINKS) == ['1:6 "ignore" silences nothing: remove it']
    assert said("---\nvault-tools-ignore: true\n---\n", LINKS) == [
        '2:1 "vault-tools-ignore" silences nothing: remove it'
    ]


@pytest.mark.parametrize("name", ["unused-suppression", "suppressions"])
def test_but_by_name_it_does(name):
    assert said(f"%% vault-tools: ignore-file {name} %%\n\n%% vault-tools: ignore broken-link %%\n", LINKS) == []
    assert said(f"%% vault-tools: ignore broken-link, {name} %%\nText\n", LINKS) == []
    assert said(f"---\nvault-tools-ignore: [broken-link, {name}]\n---\n", LINKS) == []


def test_it_is_not_asked_of_templates():
    text = "%% vault-tools: ignore-file links %%\n"
    assert said(text, LINKS, "Templates/Note.md") == []
    assert said(text, LINKS, "Note.md") != []


def test_disable_that_is_ended_before_anything_is_silenced():
    text = "%% vault-tools: disable broken-link %%\n\nText\n\n%% vault-tools: enable broken-link %%\n\n[[a]]\n"
    assert said(text, LINKS) == ['1:1 "disable broken-link" silences nothing: remove it']


def test_enable_that_ends_nothing():
    ended = "[[a]]\n\n%% vault-tools: disable broken-link %%\n\n[[a]]\n\n%% vault-tools: enable {} %%\n"
    assert said(ended.format("broken-link"), LINKS) == []
    assert said(ended.format(""), LINKS) == []
    assert said(ended.format("all"), LINKS) == []
    assert said(ended.format("broken-link, link-case"), LINKS) == [
        '7:37 no "disable link-case" stands above this: remove it',
    ]
    assert said("%% vault-tools: enable %%\n\n%% vault-tools: disable %%\n[[a]]\n", LINKS) == [
        '1:1 no "disable" stands above this "enable": remove it',
    ]


def test_verbs_and_names_that_do_not_exist():
    text = "[[a]] %% vault-tools: ignore-line broken-link %%\n"
    assert said(text, LINKS) == ['1:7 no directive "ignore-line", did you mean "ignore-file"?']
    assert said(text.replace("ignore-line", "off"), LINKS) == [
        '1:7 no directive "off": there are ignore, ignore-file, disable and enable',
    ]
    assert said("---\nvault-tools-ignore: [brokenlink]\n---\n[[a]]\n", LINKS) == [
        '2:22 no rule or group "brokenlink", did you mean "broken-link"?',
    ]


@pytest.mark.parametrize(
    ("text", "fixed", "safety"),
    [
        ("a\n\n%% vault-tools: ignore links %%\nb\n", "a\n\nb\n", "safe"),
        ("a\n\n%%\nvault-tools: ignore links\n%%\n\nb\n", "a\n\n\nb\n", "safe"),
        ("# a\n<!-- vault-tools: ignore links -->\nb\n", "# a\nb\n", "safe"),
        ("---\nx: 1\n---\n<!-- vault-tools: ignore links -->\nb", "---\nx: 1\n---\nb", "safe"),
        ("a\n\n<!-- vault-tools: ignore links -->", "a\n\n", "safe"),
        ("a\r\n\r\n<!-- vault-tools: ignore links -->\r\nb\r\n", "a\r\n\r\nb\r\n", "safe"),
        ("> [!note]\n> a\n>\n> <!-- vault-tools: ignore links -->\n> b\n", "> [!note]\n> a\n>\n> b\n", "safe"),
        ("a <!-- vault-tools: ignore links -->\nb\n", "a\nb\n", "safe"),
        ("a <!-- vault-tools: ignore links -->  \nb\n", "a  \nb\n", "safe"),
        ("a %% vault-tools: ignore links %% b\n", "a b\n", "safe"),
        ("a %% vault-tools: ignore links %%b\n", "a b\n", "safe"),
        ("- a %% vault-tools: ignore links %%\n", "- a\n", "safe"),
        ("a <!-- vault-tools: ignore links -- why -->\n", "a\n", "unsafe"),
        ("a\n<!-- vault-tools: ignore links -->\nb\n", "a\nb\n", "unsafe"),
        ("a\n<!-- vault-tools: ignore links -->\n---\n", "a\n---\n", "unsafe"),
        ("<!-- vault-tools: ignore links -->\n---\na: b\n---\n", "---\na: b\n---\n", "unsafe"),
        ("1. a\n\n<!-- vault-tools: ignore links -->\n\n1. b\n", "1. a\n\n\n1. b\n", "unsafe"),
        ("<!-- vault-tools: ignore links --> b\n", "b\n", "unsafe"),
        ("- [ ] %% vault-tools: ignore links %%\n", "- [ ] \n", "unsafe"),
        ("# a <!-- vault-tools: ignore links -->\n", "# a <!-- vault-tools: ignore links -->\n", None),
    ],
)
def test_how_a_comment_is_taken_out(text, fixed, safety):
    assert after_fixes(text, LINKS) == (fixed, {safety} if safety else set())


@pytest.mark.parametrize(
    ("names", "left"),
    [
        ("broken-link, empty-link", "broken-link"),
        ("empty-link, broken-link", "broken-link"),
        ("empty-link link-case broken-link", "broken-link"),
        ("broken-link,empty-link,link-case", "broken-link"),
        ("empty-link, broken-link, link-case, broken-anchor -- why", "broken-link -- why"),
        ("empty-link, brokn-link", "broken-link"),
    ],
)
def test_how_names_are_taken_out(names, left):
    text = "[[a]] %% vault-tools: ignore {} %%\n"
    assert after_fixes(text.format(names), LINKS)[0] == text.format(left)


@pytest.mark.parametrize(
    ("property", "left"),
    [
        ("vault-tools-ignore: true\n", ""),
        ("vault-tools-ignore: broken-link\n", ""),
        ("'vault-tools-ignore':\n  - broken-link\n  - link-case\n", ""),
        ("vault-tools-ignore: [broken-link, link-case]\n", ""),
        ("vault-tools-ignore: true # old\n", None),
        ("vault-tools-ignore: [broken-link] # old\n", None),
        ("vault-tools-ignore: &a [broken-link]\n", None),
    ],
)
def test_how_the_property_is_taken_out(property, left):
    text = "---\na: b\n{}c: d\n---\n"
    fixed = text.format(property if left is None else left)
    assert after_fixes(text.format(property), LINKS) == (fixed, set() if left is None else {"safe"})


def test_many_of_them_do_not_take_long():
    """Each is read once: twice as many take twice as long, and these here well below a second."""
    text = "%% vault-tools: disable broken-link %%\n\n" * 2000 + "<!-- vault-tools: ignore " + " " * 50_000 + "-->\n"
    assert len(directives(parse_note("Note.md", text))) == 2001
