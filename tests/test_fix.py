"""Fixing: what the engine takes and refuses, and what the command does to files."""

import os
import re
import signal
import subprocess
import sys
import time
import tomllib
from typing import get_args

import pytest
from click.testing import CliRunner

from vault_tools.cli import cli
from vault_tools.config.tables import Config
from vault_tools.declared import check
from vault_tools.errors import UserError
from vault_tools.fix import plan_fixes
from vault_tools.model import Content, Edit, Fix, Problem, Span
from vault_tools.rules import Rule, rules
from vault_tools.selection import Asked, Selected, select
from vault_tools.vault.memory import memory_vault
from vault_tools.vault.read import read_vault
from vault_tools.vault.write import prepare, write

BOTH = frozenset({"safe", "unsafe"})
EVERYTHING = frozenset(get_args(Content))
TOO_MUCH = "it would change more of the note than it says"


def own(name, fixes, changes=EVERYTHING):
    """A rule that reports what `fixes` yields for a note: spans, and fixes for them."""

    def check(self, note, vault):
        for span, fix in fixes(note):
            yield Problem(span, f"{name} here", fix)

    title = name.title().replace("-", "")
    body = {"__module__": "vault_tools.rules.own.rule", "__doc__": name, "check": check}
    made = type(Rule)(title, (Rule,), body, frozen=True)
    made.fixes, made.changes = BOTH, frozenset(changes)
    return made()


def replacing(name, pattern, new, changes=EVERYTHING, safety="safe"):
    """A rule whose fix makes `new` of all that matches."""

    def fixes(note):
        for found in re.finditer(pattern, note.text):
            yield Span(*found.span()), Fix(safety, (Edit(found.start(), found[0], found.expand(new)),))

    return own(name, fixes, changes)


def once(name, *edits, changes=EVERYTHING, safety="unsafe", reach=None):
    """A rule with one fix, for as long as the note has what its first edit expects."""

    def fixes(note):
        if note.text[edits[0].start :].startswith(edits[0].old or "\0"):
            yield Span(edits[0].start, edits[0].end), Fix(safety, edits, reach)

    return own(name, fixes, changes)


def planned(text, *of, safeties=BOTH, files=None):
    vault = memory_vault({"Note.md": text, **(files or {})})
    return plan_fixes(vault, lambda path: tuple(map(Selected, of)), safeties, lambda path: True)


def text_after(fixes, path="Note.md"):
    """As the vault has it, which is what the fixes of the note make of what it was."""
    text = fixes.vault.notes[path].text
    changed = {it.after.path: it.after.text for it in fixes.notes}
    assert changed.get(path, text) == text
    return text


# --- What is applied together -----------------------------------------------------------------------------------------


EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{i}")
    for rule in rules().values()
    for i, example in enumerate(rule.examples)
    if example.fixed
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_no_fix_of_an_example_is_refused(rule, example):
    config = check(tomllib.loads(example.config), Config, (), [])
    at = select(config, Asked(select=(rule.name, *example.beside))).at
    fixes = plan_fixes(memory_vault(example.files, config), at, BOTH, lambda path: True)
    assert fixes.refusals == ()
    assert {it.before.path: it.after.text for it in fixes.notes} == example.fixed


def test_of_two_fixes_for_one_place_the_second_waits_for_the_next_round():
    fixes = planned("a b c\n", replacing("first", "a b", "x b"), replacing("second", "b c", "b y"))
    assert text_after(fixes) == "x b y\n"
    assert [round.rules for round in fixes.notes[0].rounds] == [("first",), ("second",)]
    assert fixes.refusals == ()


def test_a_fix_that_is_no_longer_needed_after_another_one_is_not_made():
    fixes = planned("a b c\n", replacing("first", "a b", "x"), replacing("second", "b c", "y"))
    assert text_after(fixes) == "x c\n"
    assert fixes.notes[0].rules == {"first": 1}


def inserting(new, start):
    """A rule that wants `new` in the note, and would put it at one place."""

    def fixes(note):
        if new not in note.text:
            yield Span(start, start), Fix("safe", (Edit(start, "", new),))

    return own(f"wants-{new}", fixes)


def test_two_fixes_do_not_insert_at_one_place_in_one_round():
    fixes = planned("a b\n", inserting("x", 2), inserting("y", 2))
    assert [round.rules for round in fixes.notes[0].rounds] == [("wants-x",), ("wants-y",)]
    assert text_after(fixes) == "a yxb\n"


def test_a_fix_may_insert_where_another_one_ends():
    fixes = planned("a b\n", replacing("upper", "a", "A"), inserting("x", 1))
    assert text_after(fixes) == "Ax b\n"
    assert len(fixes.notes[0].rounds) == 1


def test_edits_of_one_fix_are_all_made_or_none():
    fixes = planned("a b\n", once("half", Edit(0, "a", "x"), Edit(2, "z", "y")), replacing("other", "b", "c"))
    assert text_after(fixes) == "a c\n"
    assert fixes.refusals == (("Note.md", ("half",), TOO_MUCH),)


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(Edit(0, "A", "x"), id="another text"),
        pytest.param(Edit(3, "b\r\n", "x"), id="a line end that is not in the text"),
        pytest.param(Edit(90, "a", "x"), id="beyond the end"),
    ],
)
def test_a_fix_that_expects_another_text_is_refused(edit):
    wrong = own("wrong", lambda note: [(Span(0, 1), Fix("safe", (edit,)))])
    fixes = planned("a b\n", wrong, replacing("right", "b", "c"))
    assert text_after(fixes) == "a c\n"
    assert fixes.refusals == (("Note.md", ("wrong",), TOO_MUCH),)


def test_a_fix_whose_own_edits_overlap_is_refused():
    assert text_after(planned("abc\n", once("own", Edit(0, "ab", "x"), Edit(1, "bc", "y")))) == "abc\n"


def test_what_is_applied_does_not_depend_on_the_order_of_the_rules():
    of = [replacing("first", "a", "b"), replacing("second", "b(?=!)", "c"), replacing("third", "[bc]!", "d")]
    texts = {text_after(planned("a! a\n", *order)) for order in (of, of[::-1], of[1:] + of[:1])}
    assert texts == {"d b\n"}


# --- Rules that come to no end ----------------------------------------------------------------------------------------


def test_rules_that_undo_each_other_are_both_named_and_the_note_is_as_it_was():
    fixes = planned(
        "cat x\n",
        replacing("likes-dogs", "cat", "dog"),
        replacing("likes-cats", "dog", "cat"),
        replacing("y", "x", "z"),
    )
    assert fixes.refusals == (("Note.md", ("likes-cats", "likes-dogs"), "they undo each other"),)
    assert text_after(fixes) == "cat z\n"
    assert fixes.notes[0].rules == {"y": 1}


def test_three_rules_in_a_circle_are_all_named():
    circle = [replacing(f"{a}-is-{b}", a, b) for a, b in ("pq", "qr", "rp")]
    fixes = planned("a p\n", *circle, replacing("other", "a", "b"))
    assert fixes.refusals == (("Note.md", ("p-is-q", "q-is-r", "r-is-p"), "they undo each other"),)
    assert text_after(fixes) == "b p\n"


def test_rules_that_fight_in_one_note_still_fix_the_others():
    fight = [replacing("likes-dogs", "cat(?= fight)", "dog"), replacing("likes-cats", "dog", "cat")]
    fixes = planned("cat fight\n", *fight, files={"Other.md": "dog\n"})
    assert text_after(fixes) == "cat fight\n"
    assert text_after(fixes, "Other.md") == "cat\n"
    assert [refusal.path for refusal in fixes.refusals] == ["Note.md"]


@pytest.mark.parametrize(
    "endless",
    [
        pytest.param(replacing("endless", r"(?m)^more", "more and more"), id="it always adds something"),
        pytest.param(replacing("endless", "more", "more more"), id="it doubles what is there"),
        pytest.param(replacing("endless", "more", "more"), id="it changes nothing"),
        pytest.param(replacing("endless", r"(mo)(re)", r"\1\2"), id="it writes what was there"),
    ],
)
def test_a_rule_that_never_settles_is_named_and_the_note_is_as_it_was(endless):
    fixes = planned("more\nx\n", endless, replacing("other", "x", "y"))
    assert fixes.refusals == (("Note.md", ("endless",), "its fixes never come to an end"),)
    assert text_after(fixes) == "more\ny\n"


def test_rules_of_two_notes_that_depend_on_each_other_come_to_an_end():
    def follow(note):
        other = notes["B.md" if note.path == "A.md" else "A.md"]
        if note.path in ("A.md", "B.md"):
            yield Span(0, 1), Fix("safe", (Edit(0, note.text[0], "1" if other == "0" else "0"),))

    notes = {"A.md": "0", "B.md": "1"}
    fixes = planned("x\n", own("follow", follow), files={"A.md": "0\n", "B.md": "1\n"})
    assert {refusal.path for refusal in fixes.refusals} == {"A.md", "B.md"}
    assert fixes.notes == ()


# --- What a fix may change --------------------------------------------------------------------------------------------


HARM = [
    pytest.param("headings", "# One\n\ntext\n", "# One\n\n", "", id="a heading is deleted"),
    pytest.param("headings", "## One\n", "## One", "# One", id="a heading gets another level"),
    pytest.param("headings", "## One\n", "One", "Two", id="a heading gets another name"),
    pytest.param("headings", "a **Caption**\n", "a ", "# ", id="a heading is made"),
    pytest.param("headings", "> ## One\n", "> ", "", id="a heading leaves its quote"),
    pytest.param("links", "[[A]] b\n", r"\[\[A\]\]", "A", id="a link is lost"),
    pytest.param("links", "[[A]] b\n", r"\[\[A\]\]", r"\\[[A]]", id="a link is escaped"),
    pytest.param("links", "[[A]] b\n", "A", "B", id="a link opens another note"),
    pytest.param("links", "![[A]] b\n", "!", "", id="an embed is a link"),
    pytest.param("links", "[[A|b]]\n", "b", "c", id="a link has another text"),
    pytest.param("links", "[[A#B]]\n", "#B", "", id="a link loses its heading"),
    pytest.param("links", "a [x](y.md)\n", "y", "z", id="a Markdown link opens another note"),
    pytest.param("tags", "a #b c\n", "#b", "b", id="a tag is lost"),
    pytest.param("tags", "a #b c\n", "#b", "#b/c", id="a tag is another one"),
    pytest.param("tags", "a b c\n", "b", "#b", id="a tag is made"),
    pytest.param("blocks", "text ^id\n", r"\^id", "^other", id="a block has another id"),
    pytest.param("blocks", "text ^id\n", r" \^id", "", id="a block has no id any more"),
    pytest.param("items", "- [ ] a\n", r"\[ \]", "[x]", id="a task is done"),
    pytest.param("items", "- [ ] a\n", r"\[ \] ", "", id="a task is none any more"),
    pytest.param("items", "- a\n- b\n", "\n- b", "\n  - b", id="an item is a child"),
    pytest.param("items", "- a\n- b\n", "\n- b", " b", id="two items are one"),
    pytest.param("callouts", "> [!note] a\n", "note", "warning", id="a callout has another type"),
    pytest.param("callouts", "> [!note]- a\n", "-", "", id="a callout is open"),
    pytest.param("footnotes", "a [^1]\n\n[^1]: b\n", r"a \[\^1\]", "a", id="a footnote has no reference"),
    pytest.param("footnotes", "a [^1]\n\n[^1]: b\n", r"\[\^1\]:", "[^2]:", id="a footnote has another id"),
    pytest.param("code", "`a` b\n", "a", "c", id="code says something else"),
    pytest.param("code", "```py\na\n```\n", "py", "js", id="code is of another language"),
    pytest.param("code", "```py\na\n```\n", "    |a", "  a", id="code is indented"),
    pytest.param("code", "a `b c\n", "c", "c`", id="code is made"),
    pytest.param("math", "a $b$ c\n", "b", "d", id="a formula says something else"),
    pytest.param("math", "a $b$ c\n", r"\$b\$", "$$", id="a formula is lost"),
    pytest.param("comments", "a %%b%% c\n", "%%", "", id="a comment can be read"),
    pytest.param("comments", "<!-- vault-tools: ignore tag -->\n", "tag", "all", id="we are told something else"),
    pytest.param("properties", "---\na: 1\nb: 2\n---\n", "b: 2\n", "", id="a property is lost"),
    pytest.param("properties", "---\na: 1\n---\n", "1", "2", id="a property has another value"),
    pytest.param("properties", "---\na: 1\n---\n", "1", '"1"', id="a property has a value of another type"),
    pytest.param("properties", "---\na: x\n---\n", "x", "[x]", id="a value is a list"),
    pytest.param("properties", "---\na: x\n---\n", "a:", "A:", id="a property has another name"),
    pytest.param("properties", "---\na: x\n---\n", "---\na", " ---\na", id="there are no properties any more"),
    pytest.param("sections", "a\n\nb\n", "\n\n", "\n", id="two paragraphs are one"),
    pytest.param("sections", "a\n\n***\n", r"\*\*\*", "b", id="a rule is text"),
    pytest.param("sections", "a\n\n| b |\n| - |\n", r"\| - \|", "x", id="a table is none any more"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "pattern", "new"), HARM)
def test_a_fix_that_changes_what_it_did_not_declare_is_refused(kind, text, pattern, new):
    text = text + "\n%last%\n"
    harm = replacing("harm", pattern, new, EVERYTHING - {kind}, "unsafe")
    fixes = planned(text, harm, replacing("other", "%last%", "end", ()))
    assert (text_after(fixes), fixes.refusals) == (text.replace("%last%", "end"), (("Note.md", ("harm",), TOO_MUCH),))


@pytest.mark.parametrize(("kind", "text", "pattern", "new"), HARM)
def test_what_is_declared_may_change(kind, text, pattern, new):
    fixes = planned(text, own("may", lambda note: _first(note, text, pattern, new)))
    assert (text_after(fixes), fixes.refusals) == (re.sub(pattern, new, text), ())


def _first(note, text, pattern, new):
    edits = tuple(Edit(it.start(), it[0], it.expand(new)) for it in re.finditer(pattern, note.text))
    return [(Span(0, 1), Fix("unsafe", edits, Span(0, len(text))))] if note.text == text else []


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        pytest.param("a\n\n[[B]] `c` #d\n", Edit(0, "a", "```"), id="a fence swallows what comes below"),
        pytest.param(
            "a\n\n- [ ] [[B]]\n", Edit(0, "a", "%%"), id="a comment that nothing closes hides what comes below"
        ),
        pytest.param("a\n\n- [ ] [[B]]\n\n%%\n", Edit(0, "a", "%%"), id="a comment swallows what comes below"),
        pytest.param("a\n\n[[B]] $c$\n", Edit(0, "a", "<!--"), id="a comment of HTML, too"),
        pytest.param("- a\n\n  - [ ] b\n", Edit(0, "- a", "a"), id="the parent of an item is none"),
        pytest.param("> [!note]\n> a\n> # B\n", Edit(10, ">", "\n>"), id="a callout is torn apart"),
        pytest.param("x\n---\na: [[B]]\n---\n", Edit(0, "x\n", ""), id="text becomes properties"),
    ],
)
def test_what_is_declared_may_not_change_elsewhere(text, edit):
    fixes = planned(text, once("far", edit))
    assert text_after(fixes) == text
    assert fixes.refusals == (("Note.md", ("far",), TOO_MUCH),)


def test_a_safe_fix_may_not_make_another_heading_whatever_its_rule_declares():
    for safety, expected in (("safe", "# Log\n"), ("unsafe", "# Book\n")):
        fixes = planned("# Log\n", replacing("rename", "Log", "Book", safety=safety))
        assert text_after(fixes) == expected
        assert bool(fixes.refusals) == (safety == "safe")


def test_a_safe_fix_may_change_capitals_in_a_heading():
    assert text_after(planned("# log\n", replacing("capital", "log", "Log"))) == "# Log\n"


def test_of_many_fixes_only_the_harmful_ones_are_refused():
    text = "".join(f"{'`x`' if i % 7 == 3 else 'x'} {i}\n" for i in range(40))
    safe = planned(text, replacing("upper", "x", "X", {"links"}))
    assert text_after(safe) == "".join(f"{'`x`' if i % 7 == 3 else 'X'} {i}\n" for i in range(40))
    assert safe.refusals == (("Note.md", ("upper",), TOO_MUCH),)


def test_fixes_that_do_harm_only_together_are_not_applied_together():
    """Each half of a code span does nothing by itself."""
    half = [once("left", Edit(0, "a", "`"), changes=()), once("right", Edit(2, "b", "`"), changes=())]
    fixes = planned("a b c\n", *half)
    assert text_after(fixes) == "` b c\n"
    assert fixes.refusals == (("Note.md", ("right",), TOO_MUCH),)


# --- What is left alone -----------------------------------------------------------------------------------------------


REGION = "x\n\n<!-- vault-tools:begin a -->\nx\n<!-- vault-tools:end a -->\n\nx\n"
INNER = REGION.index("-->\nx") + len("-->\n")


def test_nothing_is_fixed_between_two_markers():
    fixes = planned(REGION, replacing("upper", "x", "X"))
    assert text_after(fixes) == "X" + REGION[1:-2] + "X\n"
    assert fixes.refusals == ()


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(Edit(INNER, "x", "y"), id="inside"),
        pytest.param(Edit(INNER + 2, "", "y\n"), id="in front of the end"),
        pytest.param(Edit(INNER - 1, "", " y"), id="behind the begin"),
        pytest.param(Edit(0, REGION[: INNER + 1], "y"), id="from before it to inside"),
        pytest.param(Edit(INNER, REGION[INNER:], "y\n"), id="from inside to after it"),
        pytest.param(Edit(0, REGION, "y\n"), id="all of it"),
        pytest.param(Edit(REGION.index("begin"), "begin a", "begin b"), id="a marker"),
    ],
)
def test_no_edit_reaches_into_a_region_or_its_markers(edit):
    fixes = planned(REGION, own("own", lambda note: [(Span(0, 1), Fix("unsafe", (edit,), Span(0, len(REGION))))]))
    assert text_after(fixes) == REGION


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x\n<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n", id="a git conflict"),
        pytest.param("---\na: b: c\n---\nx\n", id="YAML that cannot be read"),
        pytest.param("---\na: 1\na: 2\n---\nx\n", id="a property twice"),
        pytest.param("---\n- a\n---\nx\n", id="frontmatter that is a list"),
        pytest.param("\udce9 x\n", id="bytes that are no UTF-8"),
    ],
)
def test_a_note_that_nobody_can_vouch_for_is_left_alone(text):
    assert planned(text, replacing("upper", "x", "X", safety="unsafe")).notes == ()


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        pytest.param("x\n=======\ny\n>>>>>>> b\n", Edit(0, "x", "<<<<<<< a"), id="a git conflict"),
        pytest.param("---\na: b\n---\n", Edit(7, "b", "b: c"), id="YAML that cannot be read"),
    ],
)
def test_no_fix_makes_such_a_note(text, edit):
    fixes = planned(text, once("harm", edit, reach=Span(0, len(text))))
    assert text_after(fixes) == text
    assert fixes.refusals == (("Note.md", ("harm",), TOO_MUCH),)


def test_only_fixes_that_are_as_safe_as_asked_are_applied():
    of = replacing("one", "x", "X"), replacing("two", "y", "Y", safety="unsafe")
    assert text_after(planned("x y\n", *of, safeties=frozenset({"safe"}))) == "X y\n"
    assert text_after(planned("x y\n", *of)) == "X Y\n"


# --- The command ------------------------------------------------------------------------------------------------------


def run(*arguments, input=None):
    done = CliRunner().invoke(cli, ["lint", *map(str, arguments)], input=input)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


@pytest.fixture
def make(tmp_path, monkeypatch):
    """Writes a vault with a `Log.md` and goes into it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "vault"
    (root / ".obsidian").mkdir(parents=True)
    monkeypatch.chdir(root)

    def make(files, settings=""):
        settings = settings or '[lint]\nselect = ["link-case", "deprecated-property", "missing-scheme"]\n'
        for path, content in {"Log.md": "\n", "vault-tools.toml": settings, **files}.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return make


def contents(root):
    return {file.name: file.read_bytes() for file in root.iterdir() if file.is_file() and file.suffix != ".toml"}


BAD = "---\ntag: a\n---\n[[log]] [x](www.example.org)\n"
SAFE = "---\ntags: a\n---\n[[Log]] [x](www.example.org)\n"
UNSAFE = "---\ntags: a\n---\n[[Log]] [x](https://www.example.org)\n"


@pytest.mark.parametrize(
    ("options", "expected", "code"),
    [
        (["--fix"], SAFE, 0),
        (["--fix", "--strict"], SAFE, 1),
        (["--fix", "--unsafe-fixes", "--strict"], UNSAFE, 0),
        (["--fix", "--unsafe-fixes", "--exit-non-zero-on-fix"], UNSAFE, 1),
        (["--fix", "--exit-non-zero-on-fix", "--exit-zero"], SAFE, 0),
        (["--fix-only"], SAFE, 0),
        (["--fix-only", "--strict"], SAFE, 0),
        (["--fix-only", "--exit-non-zero-on-fix"], SAFE, 1),
        (["--unsafe-fixes"], BAD, 0),
        (["--diff"], BAD, 1),
        (["--diff", "--exit-zero"], BAD, 0),
        (["--fix", "--diff"], BAD, 1),
        (["--fix", "--unfixable", "link-case"], SAFE.replace("Log", "log"), 0),
        (["--fix", "--unfixable", "links"], SAFE.replace("Log", "log"), 0),
        (["--fix", "--fixable", "link-case"], SAFE.replace("tags", "tag"), 0),
        (["--fix", "--fixable", "all", "--unfixable", "all"], BAD, 0),
        (["--diff", "--unfixable", "all"], BAD, 0),
        (["--fix", "--fixable", "broken-link"], BAD, 0),
        (["--fix", "--select", "deprecated-property"], SAFE.replace("Log", "log"), 0),
        (["--fix", "--ignore", "deprecated-property"], SAFE.replace("tags", "tag"), 0),
        (["--fix", "--fixable", "nonsense"], BAD, 2),
        (["--fix", "Missing.md"], BAD, 2),
    ],
)
def test_options_say_what_is_fixed_and_what_the_exit_code_is(make, options, expected, code):
    root = make({"Note.md": BAD})
    assert run(*options).exit_code == code
    assert contents(root) == {"Note.md": expected.encode(), "Log.md": b"\n"}


def test_lists_of_the_config_say_what_is_fixed(make):
    settings = '[lint]\nselect = ["all"]\nfixable = ["links", "properties"]\nunfixable = ["link-case"]\n'
    root = make({"Note.md": BAD}, settings)
    run("--fix", "--unsafe-fixes")
    assert (root / "Note.md").read_text() == UNSAFE.replace("Log", "log")


def test_what_is_fixed_is_not_reported_and_the_rest_is(make):
    make({"Note.md": BAD})
    done = run("--fix")
    assert done.stdout.startswith("Note.md:4:9: warning missing-scheme ")
    assert done.stdout.count(".md:") == 1


def test_fix_only_says_what_it_did(make):
    make({"Note.md": BAD, "Other.md": "[[log]]\n"})
    assert run("--fix-only").stdout == "3 problems fixed in 2 notes.\n"
    assert run("--fix-only").stdout == "Nothing to fix.\n"
    assert run("--fix-only", "--quiet").stdout == ""


def test_diff_shows_what_fix_makes(make):
    root = make({"Note.md": BAD, "Other.md": "[[log]]\n", "Good.md": "[[Log]]\n"})
    before = {file: file.stat().st_mtime_ns for file in root.iterdir()}
    shown = run("--diff").stdout
    assert [line for line in shown.splitlines() if line[:1] in "+-" and line[:3] not in ("---", "+++")] == [
        "-tag: a", "+tags: a", "-[[log]] [x](www.example.org)", "+[[Log]] [x](www.example.org)", "-[[log]]", "+[[Log]]",
    ]  # fmt: skip
    assert "Good.md" not in shown
    assert {file: file.stat().st_mtime_ns for file in root.iterdir()} == before
    run("--fix")
    assert run("--diff").exit_code == 0


def test_only_what_paths_name_is_fixed(make):
    root = make({"Note.md": BAD, "Other.md": BAD, "Sub/Note.md": BAD})
    run("--fix", "Other.md", "Sub")
    assert [(root / path).read_text() for path in ("Note.md", "Other.md", "Sub/Note.md")] == [BAD, SAFE, SAFE]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[log]] <!-- vault-tools: ignore link-case -->\n[[log]]\n", "[[log]] <!-- vault-tools: ignore link-case -->\n[[Log]]\n"),
        ("<!-- vault-tools: ignore -->\n[[log]]\n[[log]]\n", "<!-- vault-tools: ignore -->\n[[log]]\n[[Log]]\n"),
        ("%% vault-tools: disable links %%\n[[log]]\n%% vault-tools: enable %%\n[[log]]\n", "%% vault-tools: disable links %%\n[[log]]\n%% vault-tools: enable %%\n[[Log]]\n"),
        ("<!-- vault-tools: ignore-file link-case -->\n[[log]]\n", "<!-- vault-tools: ignore-file link-case -->\n[[log]]\n"),
        ("---\nvault-tools-ignore: [link-case]\ntag: a\n---\n[[log]]\n", "---\nvault-tools-ignore: [link-case]\ntags: a\n---\n[[log]]\n"),
    ],
)  # fmt: skip
def test_what_a_note_silences_is_not_fixed(make, text, expected):
    root = make({"Note.md": text})
    run("--fix")
    assert (root / "Note.md").read_text() == expected


def test_what_the_baseline_knows_is_not_fixed(make):
    root = make({"Note.md": "[[log]]\n"})
    run("--baseline", "known.json", "--update-baseline")
    (root / "Note.md").write_text("[[log]]\n", newline="")
    (root / "New.md").write_text("[[log]] [[log]]\n", newline="")
    assert run("--fix", "--baseline", "known.json", "--exit-non-zero-on-fix").exit_code == 1
    assert (root / "Note.md").read_text() == "[[log]]\n"
    assert (root / "New.md").read_text() == "[[Log]] [[Log]]\n"
    assert run("--fix", "--baseline", "known.json", "--exit-non-zero-on-fix").exit_code == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BAD.encode(), SAFE.encode()),
        (b"\xef\xbb\xbf[[log]]\r\n[[log]]\n[[log]]", b"\xef\xbb\xbf[[Log]]\r\n[[Log]]\n[[Log]]"),
        (b"[[log]] \xe9\r\n", b"[[log]] \xe9\r\n"),
        (b"", b""),
        (b"Nothing wrong\r\n", b"Nothing wrong\r\n"),
    ],
)
def test_a_note_from_standard_input_is_fixed_on_standard_output(make, before, after):
    root = make({"Note.md": "On disk\n"})
    done = run("--fix", "-", "--stdin-filename", "Note.md", input=before)
    assert done.stdout_bytes == after
    assert (root / "Note.md").read_bytes() == b"On disk\n"
    assert run("--fix-only", "-", "--stdin-filename", "New.md", input=before).stdout_bytes == after
    assert not (root / "New.md").exists()


def test_diff_of_standard_input(make):
    make({})
    done = run("--diff", "-", "--stdin-filename", "Note.md", input="[[log]]\n")
    assert done.exit_code == 1
    assert "+[[Log]]" in done.stdout


def test_what_is_refused_for_many_problems_of_a_note_is_said_once():
    fixes = planned("`x` `x` `x`\n", replacing("upper", "x", "X", {"links"}))
    assert fixes.refusals == (("Note.md", ("upper",), TOO_MUCH),)


# --- Files ------------------------------------------------------------------------------------------------------------


posix = pytest.mark.skipif(os.name == "nt", reason="modes and links are another matter on Windows")


@posix
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o660, 0o200 | 0o444])
def test_the_mode_of_a_note_stays(make, mode):
    file = make({"Note.md": "[[log]]\n"}) / "Note.md"
    file.chmod(mode)
    run("--fix")
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("[[Log]]\n", mode)


@posix
def test_a_note_that_is_a_link_stays_one(make, tmp_path):
    root = make({})
    target = tmp_path / "elsewhere.txt"
    target.write_text("[[log]]\n")
    (root / "Note.md").symlink_to(target)
    run("--fix")
    assert (root / "Note.md").is_symlink()
    assert target.read_text() == "[[Log]]\n"
    assert not [name for name in os.listdir(tmp_path) if name.startswith(".")]


@posix
def test_a_note_with_two_names_is_written_once(make):
    root = make({"Note.md": "[[log]]\n"})
    (root / "Second.md").symlink_to("Note.md")
    assert run("--fix").exit_code == 0
    assert (root / "Note.md").read_text() == "[[Log]]\n"
    assert os.readlink(root / "Second.md") == "Note.md"


@posix
def test_a_note_with_two_names_is_not_changed_in_two_ways(make):
    """A link means what is near it, and what is near depends on the folder."""
    root = make({"A/Note.md": "[x](map.md)\n", "A/Map.md": "", "B/MAP.md": "", "C.md": "[[a/note]]\n"})
    (root / "B/Note.md").symlink_to("../A/Note.md")
    done = run("--fix")
    assert done.exit_code == 2
    assert done.stderr == "error: A/Note.md and B/Note.md are one file, and it cannot change in two ways\n"
    assert ((root / "A/Note.md").read_text(), (root / "C.md").read_text()) == ("[x](map.md)\n", "[[a/note]]\n")
    assert run("--fix", "A").exit_code == 0
    assert (root / "A/Note.md").read_text() == "[x](Map.md)\n"


@posix
def test_when_one_note_cannot_be_written_none_is_and_all_such_notes_are_named(make):
    root = make({f"N{i}.md": BAD for i in range(6)})
    before = contents(root)
    for name in ("N2.md", "N4.md"):
        (root / name).chmod(0o444)
    done = run("--fix")
    assert done.exit_code == 2
    assert done.stderr == (
        "error: N2.md: cannot be written: the file is read-only\n"
        "N4.md: cannot be written: the file is read-only\n"
        "nothing was written\n"
    )
    assert contents(root) == before
    (root / "N2.md").chmod(0o644)
    (root / "N4.md").unlink()
    assert run("--fix").exit_code == 0
    assert (root / "N2.md").read_text() == SAFE


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_when_a_folder_cannot_be_written_to_nothing_is(make):
    root = make({"A.md": BAD, "Sub/B.md": BAD})
    (root / "Sub").chmod(0o555)
    try:
        assert run("--fix").exit_code == 2
        assert (root / "A.md").read_text() == BAD
    finally:
        (root / "Sub").chmod(0o755)


def test_a_read_only_note_without_problems_does_not_matter(make):
    root = make({"Note.md": BAD, "Still.md": "text\n"})
    (root / "Still.md").chmod(0o444)
    assert run("--fix").exit_code == 0
    assert (root / "Note.md").read_text() == SAFE


@pytest.mark.parametrize(
    "meanwhile",
    [
        pytest.param(b"[[log]] and more\n", id="longer"),
        pytest.param(b"", id="empty"),
        pytest.param(b"[[lag]]\n", id="as long as before"),
        pytest.param(b"[[log]]\r\n", id="other line ends"),
        pytest.param(b"\xef\xbb\xbf[[log]]\n", id="a byte order mark"),
    ],
)
def test_a_note_that_changes_after_it_was_prepared_is_not_written(make, meanwhile):
    root = make({"Note.md": "[[log]]\n"})
    vault = read_vault(root, Config(), use_cache=False)
    at = select(Config(), Asked(select=("link-case",))).at
    (note,) = plan_fixes(vault, at, BOTH, lambda path: True).notes
    change = prepare(vault, "Note.md", note.edits)
    (root / "Note.md").write_bytes(meanwhile)
    with pytest.raises(UserError, match=r"^Note\.md: the note was changed in the meantime; run again$"):
        write(change)
    assert contents(root) == {"Note.md": meanwhile, "Log.md": b"\n"}
    (root / "Note.md").unlink()
    with pytest.raises(UserError):
        write(change)
    assert contents(root) == {"Log.md": b"\n"}


def test_when_a_note_changes_before_it_is_prepared_its_new_text_stays(make):
    root = make({"Note.md": "[[log]]\n"})
    vault = read_vault(root, Config(), use_cache=False)
    at = select(Config(), Asked(select=("link-case",))).at
    (note,) = plan_fixes(vault, at, BOTH, lambda path: True).notes
    (root / "Note.md").write_bytes(b"x [[log]]\n")
    with pytest.raises(UserError, match="changed in the meantime"):
        prepare(vault, "Note.md", note.edits)
    (root / "Note.md").write_bytes(b"\xef\xbb\xbf[[log]]\r\n")  # the same text in other bytes: these are kept
    write(prepare(vault, "Note.md", note.edits))
    assert (root / "Note.md").read_bytes() == b"\xef\xbb\xbf[[Log]]\r\n"


def test_notes_that_are_not_fixed_are_not_touched(make):
    root = make(
        {"Note.md": BAD, "Same.md": "[[Log]]\r\n", "Left.md": "[x](www.example.org)\n", "Odd.md": b"\xe9 [[log]]\n"}
    )
    for file in root.iterdir():
        os.utime(file, ns=(10**18, 10**18))
    before = {file.name: (file.stat().st_mtime_ns, file.stat().st_ino) for file in root.iterdir()}
    run("--fix")
    after = {file.name: (file.stat().st_mtime_ns, file.stat().st_ino) for file in root.iterdir()}
    assert {name for name in before if before[name] != after[name]} == {"Note.md"}


COUNT = 150
OLD, NEW = (f"---\n{key}: a\n---\n".encode() + b"x y z\n" * 400 for key in ("tag", "tags"))


@posix
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_run_that_is_ended_leaves_each_note_old_or_new_and_nothing_else(make, name):
    """Somewhere among the notes, and each time somewhere else; what is done by then is put back as it was."""
    root = make({f"N{i:03}.md": OLD for i in range(COUNT)})
    names = set(os.listdir(root))
    interrupted = 0
    for delay in (0, 0.001, 0.003, 0.007, 0.011, 0.02):
        for i in range(COUNT):
            (root / f"N{i:03}.md").write_bytes(OLD)
        command = [sys.executable, "-m", "vault_tools", "lint", "--fix-only", "--quiet"]
        process = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and (root / "N000.md").read_bytes() == OLD:
            pass
        time.sleep(delay)
        process.send_signal(getattr(signal, name))
        process.wait()
        found = [(root / f"N{i:03}.md").read_bytes() for i in range(COUNT)]
        assert set(found) <= {OLD, NEW}
        assert set(os.listdir(root)) == names
        interrupted += found[-1] == OLD
        assert process.returncode != 0 or found[-1] == NEW
    assert interrupted, "every run was done before it could be ended"


def test_git_sees_only_the_lines_that_were_fixed(make):
    root = make({"Note.md": BAD.replace("\n", "\r\n") + "last", "Other.md": "text\n"})
    git = ["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "notes"]):
        subprocess.run([*git, *arguments], check=True)
    run("--fix")
    diff = subprocess.run([*git, "diff", "--numstat"], check=True, capture_output=True, text=True).stdout
    assert diff == "2\t2\tNote.md\n"


def test_of_what_is_staged_only_what_is_the_same_on_disk_is_fixed(make):
    """What is written would go into neither the commit nor what the user is still at."""
    root = make({"Staged.md": "x\n", "Both.md": "x\n", "Unstaged.md": "x\n"})
    git = ["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "notes"]):
        subprocess.run([*git, *arguments], check=True)
    for name in ("Staged.md", "Both.md"):
        (root / name).write_text("[[log]]\n")
    subprocess.run([*git, "add", "."], check=True)
    (root / "Both.md").write_text("[[log]]\nmore [[log]]\n")
    (root / "Unstaged.md").write_text("[[log]]\n")
    run("--fix", "--staged")
    assert (root / "Staged.md").read_text() == "[[Log]]\n"
    assert (root / "Both.md").read_text() == "[[log]]\nmore [[log]]\n"
    assert (root / "Unstaged.md").read_text() == "[[log]]\n"
