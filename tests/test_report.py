"""The forms of output: each of them whole, over one small vault, and sound whatever a note says.

After a change that is meant, write `tests/golden/report/` again and read the difference line by line:

    python tests/test_report.py
"""

import json
import re
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import junitparser
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from vault_tools import __version__
from vault_tools.explain import in_obsidian, reason, summary
from vault_tools.fingerprint import fingerprint
from vault_tools.lint import search
from vault_tools.model import SEVERITIES, Diagnostic, Edit, Fix, Note, Span
from vault_tools.printable import on_one_line
from vault_tools.report import Look, Report, find_format, formats
from vault_tools.report._snippet import WIDTH, cut, snippet
from vault_tools.report._statistics import statistics, statistics_json
from vault_tools.rules import Rule, rules
from vault_tools.selection import Selected, select
from vault_tools.vault.memory import memory_vault

GOLDEN = Path(__file__).parent / "golden" / "report"
SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text("utf-8"))

VAULT = {
    "Home.md": "[[100 %, a b]] [[🗂️ Notizen]] [[Plan]] [[Müller]]\n",
    "Büro/100 %, a b.md": "# Büro\n\nSee [the old plan](Büro/Old 'plan'.md) first.\n\nThen [[50 %: <b>a, 'b'</b>]] & more.\n",
    "Büro/Old 'plan'.md": "---\nTopic:\n---\n[up](www.example.org/a,b) and [[`c` & ``d`` @anna]].\n\n[[Home]]\n",
    "Müller.md": "<!-- vault-tools: ignore broken-link -->\n[[Silent]]\n\n[[Known already]]\n\n[[Known, too]]\n",
    "Plan.md": (
        '## Books\n\n1. "A | B" by C\n\n   ```\n   code\n   ```\n\n## Text\n\n'
        + "long line " * 20
        + "[[Gone\x1b[31m]]"
        + " and more" * 20
        + "\n"
    ),
    "img/a:b, 100%.png": "",
    "🗂️ Notizen.md": "- a\n\t- 日本語 👩\u200d👩\u200d👧 e\u0301 [[🎈 Ziel]] fin\n",
}


def made():
    """With a baseline made by hand."""
    vault = memory_vault(VAULT)
    known, silenced, reported = [], [], []
    for found in search(vault, select(vault.config).at):
        if found.silencer:
            silenced.append(tuple(found))
        elif "Known" in found.diagnostic.message:
            known.append((found.diagnostic, "baseline"))
        else:
            reported.append(found.diagnostic)
    pairs = sorted([*silenced, *known], key=lambda pair: pair[0].order)
    return Report(tuple(reported), len(vault.notes), "my vault/", tuple(pairs), source=vault.source, root="my vault/")


# --- Each format, whole -------------------------------------------------------------------------------------------------

SUFFIXES = {"github": "txt", "gitlab": "json", "junit": "xml", "markdown": "md", "sarif": "json"}


def without_rules(document):
    """SARIF describes all rules there are, at length; `test_sarif_describes_every_rule` reads that."""
    content = json.loads(document)
    for result in content["runs"][0]["results"]:
        result.pop("ruleIndex", None)
    content["runs"][0]["tool"]["driver"] = {"name": content["runs"][0]["tool"]["driver"]["name"]}
    return json.dumps(content, indent=2, ensure_ascii=False)


def written(report):
    """Name of the golden file to what is in it."""
    texts = {}
    for name in formats():
        suffix = SUFFIXES.get(name, name if name.startswith("json") else "txt")
        texts[f"{name}.{suffix}"] = "\n".join(find_format(name)(report))
    texts["sarif.json"] = without_rules(texts["sarif.json"])
    texts["statistics.txt"] = "\n".join(statistics(report))
    texts["statistics.json"] = "\n".join(statistics_json(report))
    return {name: f"{text}\n" for name, text in texts.items()}


WRITTEN = written(made())


@pytest.mark.parametrize("name", WRITTEN)
def test_the_golden_file(name):
    assert WRITTEN[name] == (GOLDEN / name).read_text("utf-8")


def test_every_golden_file_has_a_format():
    assert {file.name for file in GOLDEN.iterdir()} == WRITTEN.keys()


# --- The summary --------------------------------------------------------------------------------------------------------


def diagnostic(fix=None, path="A.md", severity="warning", rule="broken-link", message="m", line=1):
    edits = Fix(fix, (Edit(0, "", "x"),)) if fix else None
    return Diagnostic(
        path, line, 1, line, 2, rule, "links", severity, message, edits, fingerprint(rule, path, message, line)
    )


FOUND = "Found 1 problem (1 warning) in 1 of 3 notes."


@pytest.mark.parametrize(
    ("fixes", "more", "expected"),
    [
        pytest.param([], {}, "No problems in 3 notes.", id="nothing"),
        pytest.param([None], {}, FOUND, id="no fix"),
        pytest.param(["safe"], {}, f"{FOUND} 1 can be fixed with --fix.", id="a safe one"),
        pytest.param(["unsafe"], {}, f"{FOUND} 1 can be fixed with --fix --unsafe-fixes.", id="an unsafe one"),
        pytest.param(
            ["safe", "unsafe", "safe", None],
            {},
            "Found 4 problems (4 warnings) in 1 of 3 notes. 2 can be fixed with --fix, 1 more with --unsafe-fixes.",
            id="both",
        ),
        pytest.param([], {"fixed": 1}, "Fixed 1 problem. No problems in 3 notes.", id="all fixed"),
        pytest.param([None], {"fixed": 7}, f"Fixed 7 problems. {FOUND}", id="some fixed"),
        pytest.param([], {"known": 1}, "No problems in 3 notes. 1 is in the baseline.", id="one known"),
        pytest.param([None], {"known": 10_000}, f"{FOUND} 10,000 more are in the baseline.", id="many known"),
        pytest.param([None], {"silent": 5}, FOUND, id="comments are not counted"),
        pytest.param(
            [None] * 1234, {}, "Found 1,234 problems (1,234 warnings) in 1 of 3 notes.", id="numbers can be read"
        ),
    ],
)
def test_the_summary(fixes, more, expected):
    silenced = [(diagnostic(), "baseline")] * more.get("known", 0) + [(diagnostic(), "comment")] * more.get("silent", 0)
    report = Report(tuple(map(diagnostic, fixes)), 3, silenced=tuple(silenced), fixed=more.get("fixed", 0))
    for name in ("text", "full", "github"):
        assert list(find_format(name)(report))[-1] == expected
    assert list(find_format("markdown")(report))[2] == expected
    assert list(statistics(report))[-1] == expected


# --- On a terminal ------------------------------------------------------------------------------------------------------

LOOK = Look(paint=lambda text, role: f"<{role}>{text}</>", link=lambda text, path: f"<a {path}>{text}</a>")
ROLES = {*SEVERITIES, "path", "rule", "dim", "bold", "caret", "fix", "added", "removed"}


def test_text_is_painted_after_it_is_made_harmless():
    d = diagnostic("safe", path="A\x1b.md", message="\x1b[2J")
    first, last = find_format("text")(Report((d,), 1, look=LOOK))
    place = "<a A\x1b.md><path>A\\x1b.md:1:1</></a>"
    assert first == f"{place}: <warning>warning</> <rule>broken-link</> \\x1b[2J <fix>[*]</>"
    assert last.startswith("<bold>Found 1 problem")


@pytest.mark.parametrize("name", ["text", "full", "statistics"])
def test_paint_only_adds(name):
    lines = statistics if name == "statistics" else find_format(name)
    painted = "\n".join(lines(made()._replace(look=LOOK)))
    roles = set(re.findall(r"<(\w+)>", painted)) - {"b"}
    assert roles <= ROLES
    assert re.sub("<(a [^>]*|/a|/|" + "|".join(ROLES) + ")>", "", painted) == "\n".join(lines(made()))


@pytest.mark.parametrize("name", [name for name in formats() if name not in ("text", "full")])
def test_what_machines_read_is_never_painted(name):
    assert list(find_format(name)(made()._replace(look=LOOK))) == list(find_format(name)(made()))


# --- full: the snippet --------------------------------------------------------------------------------------------------


def shown(text, start, end):
    note = Note(path="A.md", text=text)
    first, last = note.place(start), note.place(end)
    d = Diagnostic("A.md", *first, *last, "broken-link", "links", "warning", "m", None)
    return list(snippet(d, note, Look()))


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        pytest.param(
            "a\nb [[x]]\nc\n", 4, 9, ["1 | a", "2 | b [[x]]", "  |   ^^^^^", "3 | c"], id="a line on each side"
        ),
        pytest.param("a\n\nx\n \nb", 3, 4, ["3 | x", "  | ^"], id="no blank lines"),
        pytest.param("ab\n", 2, 2, ["1 | ab", "  |   ^"], id="after the end of a line"),
        pytest.param("ab\ncd\n", 1, 5, ["1 | ab", "  |  ^", "2 | cd"], id="several lines"),
        pytest.param("a\tb\n", 2, 3, ["1 | a    b", "  |      ^"], id="a tab before"),
        pytest.param("a\tb\n", 0, 3, ["1 | a    b", "  | ^^^^^^"], id="a tab inside"),
        pytest.param("日本x\n", 2, 3, ["1 | 日本x", "  |     ^"], id="wide before"),
        pytest.param("日本\n", 0, 1, ["1 | 日本", "  | ^^"], id="wide inside"),
        pytest.param("🎈x\n", 1, 2, ["1 | 🎈x", "  |   ^"], id="an emoji"),
        pytest.param("👩\u200d👧x\n", 3, 4, ["1 | 👩\u200d👧x", "  |   ^"], id="two joined to one"),
        pytest.param("e\u0301x\n", 2, 3, ["1 | e\u0301x", "  |  ^"], id="an accent"),
        pytest.param("e\u0301\n", 1, 2, ["1 | e\u0301", "  |  ^"], id="only the accent"),
        pytest.param("\x1bx\n", 1, 2, ["1 | \\x1bx", "  |     ^"], id="a control character"),
        pytest.param("x", 0, 0, [], id="the file as such"),
        pytest.param("", 0, 0, [], id="an empty file"),
        pytest.param("\n" * 9 + "x\ny", 9, 10, ["10 | x", "   | ^", "11 | y"], id="two digits"),
    ],
)
def test_the_snippet(text, start, end, expected):
    assert shown(text, start, end) == expected


@pytest.mark.parametrize(
    ("start", "end", "line", "carets"),
    [
        pytest.param(0, 1, "a" * 100 + "…", "^", id="at the beginning"),
        pytest.param(500, 502, "…" + "a" * 100 + "…", " " * 21 + "^^", id="in the middle"),
        pytest.param(998, 1000, "…" + "a" * 100, " " * 99 + "^^", id="at the end"),
        pytest.param(500, 1000, "…" + "a" * 100 + "…", " " * 21 + "^" * 80, id="longer than what is shown"),
    ],
)
def test_a_long_line_is_cut_around_what_is_meant(start, end, line, carets):
    first, second = shown("a" * 1000, start, end)
    assert first == f"1 | {line}"
    assert second == f"  | {carets}"


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 400))
def test_what_is_shown_of_a_line_holds_the_beginning_of_what_is_meant(length, start, end):
    line = "".join(chr(ord("Ā") + i) for i in range(length))  # no character twice
    start, end = sorted((min(start, length), min(end, length)))
    before, meant, after = cut(line, Span(0, length), Span(start, end))
    inner = (before + meant + after).strip("…")
    assert inner in line
    assert len(inner) == min(length, WIDTH)
    assert meant == line[start:end][: len(meant)]
    assert bool(meant) == (start < end)
    assert before.startswith("…") == (inner[:1] != line[:1])
    assert after.endswith("…") == (inner[-1:] != line[-1:])


# --- full: the words, and the fix ---------------------------------------------------------------------------------------


def told(text, *edits, safety="safe", path="A.md", rule="broken-link", **more):
    """What `full` says of a fix."""
    note = Note(path=path, text=text)
    d = Diagnostic(path, 1, 1, 1, 1, rule, "links", "warning", "m", Fix(safety, edits))
    lines = list(find_format("full")(Report((d,), 1, source={path: note}.get, **more)))
    start = next(i for i, line in enumerate(lines) if line.startswith("  fix: "))
    return lines[start].removeprefix("  fix: "), [line.removeprefix("    ") for line in lines[start + 1 : -2]]


@pytest.mark.parametrize(
    ("text", "edits", "expected"),
    [
        pytest.param("a b\n", [Edit(1, " ", "-")], ["- a b", "+ a-b"], id="in a line"),
        pytest.param("a b c\n", [Edit(3, " ", "-"), Edit(1, " ", "-")], ["- a b c", "+ a-b-c"], id="twice in a line"),
        pytest.param("a\nb\nc\n", [Edit(2, "b\n", "")], ["- b"], id="a line goes"),
        pytest.param("a\nc\n", [Edit(2, "", "b\n")], ["+ b"], id="a line comes"),
        pytest.param("\n\n---\n", [Edit(0, "\n\n", "")], ["- ", "- "], id="blank lines go"),
        pytest.param("a\nb", [Edit(1, "\n", " ")], ["- a", "- b", "+ a b"], id="two lines are one"),
        pytest.param(
            "a\nb\nc\n", [Edit(0, "a", "A"), Edit(4, "c", "C")], ["- a", "+ A", "- c", "+ C"], id="lines apart"
        ),
        pytest.param("a\nb\n", [Edit(0, "a", "A"), Edit(2, "b", "B")], ["- a", "+ A", "- b", "+ B"], id="side by side"),
        pytest.param("\x1b\t\n", [Edit(0, "\x1b", "")], ["- \\x1b    ", "+     "], id="control characters"),
        pytest.param(
            "a" * 500 + " b" + "c" * 500,
            [Edit(500, " ", "-")],
            [f"- …{'a' * 20} b{'c' * 77}…", f"+ …{'a' * 20}-b{'c' * 77}…"],
            id="a long line",
        ),
    ],
)
def test_what_a_fix_makes_of_the_lines(text, edits, expected):
    assert told(text, *edits)[1] == expected


@pytest.mark.parametrize(
    ("more", "command"),
    [
        pytest.param({}, "--fix --fixable broken-link A.md", id="safe"),
        pytest.param({"safety": "unsafe"}, "--fix --unsafe-fixes --fixable broken-link A.md", id="unsafe"),
        pytest.param(
            {"rule": "link-case"}, "--fix --extend-select link-case --fixable link-case A.md", id="a rule that is off"
        ),
        pytest.param({"root": "my vault/"}, "--fix --fixable broken-link 'my vault/A.md'", id="a space"),
        pytest.param({"path": "it's.md"}, "--fix --fixable broken-link 'it'\"'\"'s.md'", id="a quote"),
        pytest.param({"path": "-x.md"}, "--fix --fixable broken-link ./-x.md", id="like an option"),
        pytest.param(
            {"again": ("--vault", "a b")}, "--vault 'a b' --fix --fixable broken-link A.md", id="a vault to name"
        ),
    ],
)
def test_the_command_that_fixes(more, command):
    assert told("a", Edit(0, "a", "b"), **more)[0] == f"vault-tools lint {command}"


def test_the_words_of_a_rule():
    class OfThree:
        """One
        sentence.

        In Obsidian, nothing is
        shown.

        Because of that.

        And more.
        """

    class OfOne:
        """One sentence."""

    class OfTwo:
        """One sentence.

        In Obsidian, nothing is shown.
        """

    assert summary(OfThree) == "One sentence."
    assert (reason(OfThree), in_obsidian(OfThree)) == ("Because of that.", "In Obsidian, nothing is shown.")
    assert (reason(OfOne), in_obsidian(OfOne)) == ("One sentence.", "")
    assert (reason(OfTwo), in_obsidian(OfTwo)) == ("One sentence.", "In Obsidian, nothing is shown.")


class Faulty(Rule, frozen=True):
    """It fails."""

    __module__ = "own.faulty"

    def check(self, note, vault):
        raise ValueError("a:b")
        yield


def test_a_rule_that_failed_is_reported_in_every_format():
    vault = memory_vault({"A.md": "x"})
    [found] = search(vault, lambda path: (Selected(Faulty()),))
    report = Report((found.diagnostic,), 1, source=vault.source)
    assert found.diagnostic.rule == "internal-error"
    for lines in (*map(find_format, formats()), statistics, statistics_json):
        assert "internal-error" in "\n".join(lines(report))
    jsonschema.validate(sarif(report), SCHEMA)


# --- What machines read -------------------------------------------------------------------------------------------------


def lines_of(name, report):
    """A line of ours may be several of the file's, but they end in `\\n` only."""
    return "\n".join(find_format(name)(report)).split("\n")


def sarif(report):
    return json.loads("\n".join(find_format("sarif")(report)))


CLEAN = Report((), 3)


def test_a_clean_run():
    assert list(find_format("json")(CLEAN)) == ["[]"]
    assert list(find_format("jsonl")(CLEAN)) == []
    assert list(find_format("gitlab")(CLEAN)) == ["[]"]
    assert list(statistics_json(CLEAN)) == ["[]"]
    for name in ("text", "full", "github"):
        assert list(find_format(name)(CLEAN)) == ["No problems in 3 notes."]
    assert list(find_format("markdown")(CLEAN)) == ["# Problems in the vault", "", "No problems in 3 notes."]
    assert list(statistics(CLEAN)) == ["No problems in 3 notes."]
    assert sarif(CLEAN)["runs"][0]["results"] == []
    jsonschema.validate(sarif(CLEAN), SCHEMA)
    suites = junitparser.JUnitXml.fromstring("\n".join(find_format("junit")(CLEAN)).encode())
    assert (suites.tests, suites.failures, list(suites)) == (0, 0, [])


def test_jsonl_is_json_by_lines():
    assert [json.loads(line) for line in lines_of("jsonl", made())] == json.loads("\n".join(lines_of("json", made())))


def test_sarif_is_valid():
    jsonschema.validate(sarif(made()), SCHEMA)


def test_sarif_results_point_at_their_rule():
    (run,) = sarif(made())["runs"]
    ids = [entry["id"] for entry in run["tool"]["driver"]["rules"]]
    pointing = [result for result in run["results"] if "ruleIndex" in result]
    assert pointing
    assert all(ids[result["ruleIndex"]] == result["ruleId"] for result in pointing)


def test_sarif_describes_every_rule():
    driver = sarif(CLEAN)["runs"][0]["tool"]["driver"]
    assert driver["version"] == __version__
    described = {entry["id"]: entry for entry in driver["rules"]}
    assert list(described) == list(rules())
    for entry in described.values():
        assert re.fullmatch("([A-Z][a-z]*)+", entry["name"])
        assert entry["shortDescription"]["text"].endswith(".")
        assert entry["fullDescription"]["text"].startswith(entry["shortDescription"]["text"])
        assert entry["help"]["markdown"].startswith(f"# {entry['id']}\n")
    link = described["broken-link"]
    assert link["name"] == "BrokenLink"
    assert link["shortDescription"] == {"text": "A link leads to no file of the vault."}
    assert link["defaultConfiguration"] == {"enabled": True, "level": "warning"}
    assert link["properties"] == {"group": "links", "tags": ["links"]}
    assert described["orphan-note"]["defaultConfiguration"]["level"] == "note"


def test_what_is_silenced_is_suppressed_in_sarif():
    results = sarif(made())["runs"][0]["results"]
    kinds = {r["message"]["text"]: [it["kind"] for it in r["suppressions"]] for r in results}
    assert kinds['no note "Silent"'] == ["inSource"]
    assert kinds['no note "Known already"'] == kinds['no note "Known, too"'] == ["external"]
    assert sum(map(len, kinds.values())) == 3
    assert len(results) == len(made().diagnostics) + 3


def test_sarif_fixes_do_what_they_say():
    """A reader who knows only lines and columns makes the same text of it as we."""
    report = made()
    [result] = [r for r in sarif(report)["runs"][0]["results"] if "fixes" in r]
    [[change]] = [fix["artifactChanges"] for fix in result["fixes"]]
    [replacement] = change["replacements"]
    region = replacement["deletedRegion"]
    assert region["startLine"] == region["endLine"] == 3
    line = VAULT["Büro/100 %, a b.md"].split("\n")[2]
    fixed = line[: region["startColumn"] - 1] + replacement["insertedContent"]["text"] + line[region["endColumn"] - 1 :]
    assert fixed == "See [the old plan](Büro/Old%20'plan'.md) first."
    assert unquote(change["artifactLocation"]["uri"]) == "my vault/Büro/100 %, a b.md"


def test_uris_in_sarif_are_encoded():
    locations = [r["locations"][0]["physicalLocation"]["artifactLocation"] for r in sarif(made())["runs"][0]["results"]]
    assert {"uri": "my%20vault/img/a%3Ab%2C%20100%25.png", "uriBaseId": "%SRCROOT%"} in locations
    assert all(re.fullmatch("[A-Za-z0-9%/._~-]+", location["uri"]) for location in locations)


def test_no_message_is_a_link_in_sarif():
    """`[text](target)` would be one (3.11.6 of the standard)."""
    [result] = sarif(Report((diagnostic(message="write [a](b) or [[c]]"),), 1))["runs"][0]["results"]
    assert result["message"]["text"] == "write [a\\](b) or [[c]]"


def test_github_shows_the_worst_first():
    found = [diagnostic(severity=severity) for severity in ("info", "warning", "error", "info", "error")]
    commands = [line.split(" ")[0] for line in find_format("github")(Report(tuple(found), 1))]
    assert commands == ["::error", "::error", "::warning", "::notice", "::notice", "Found"]


def test_gitlab_knows_other_severities():
    found = [diagnostic(severity=severity) for severity in SEVERITIES]
    issues = json.loads("\n".join(find_format("gitlab")(Report(tuple(found), 1))))
    assert [issue["severity"] for issue in issues] == ["major", "minor", "info"]


def test_junit_can_be_read():
    report = made()
    suites = list(junitparser.JUnitXml.fromstring("\n".join(find_format("junit")(report)).encode()))
    assert [suite.name for suite in suites] == sorted({f"my vault/{d.path}" for d in report.diagnostics})
    cases = [case for suite in suites for case in suite]
    assert [case.name for case in cases] == [f"{d.rule} {d.line}:{d.column}" for d in report.diagnostics]
    assert all(isinstance(case.result[0], junitparser.Failure) for case in cases)
    assert sum(suite.failures for suite in suites) == len(cases)


def test_statistics_are_sorted_and_add_up():
    found = [
        diagnostic(rule="orphan-note"),
        diagnostic("safe", rule="empty-link"),
        diagnostic("unsafe", rule="empty-link"),
    ]
    found += [diagnostic(rule="broken-link", severity="info"), diagnostic(rule="broken-link", severity="error")]
    # By severity, too, so that the figures are those of the summary.
    counted = json.loads("\n".join(statistics_json(Report(tuple(found), 1))))
    assert [(it["rule"], it["severity"], it["count"], it["fixable"]) for it in counted] == [
        ("empty-link", "warning", 2, 1),
        ("broken-link", "error", 1, 0),
        ("broken-link", "info", 1, 0),
        ("orphan-note", "warning", 1, 0),
    ]
    assert counted[1]["summary"] == "A link leads to no file of the vault."


# --- Whatever a note says -----------------------------------------------------------------------------------------------

CHARACTERS = st.characters(exclude_categories=["Cs"])
NASTY = st.sampled_from(
    ["\r", "\n", "\t", "\0", "\x1b[31m", "\u2028", "\x85", "\ufffe", "\uffff", "`", "``", "|", "::", "%0A", "]]>", "&", "<!--", "%%", "@anna", "#1", "[[x]]", "https://a.b", "日本", "e\u0301"]
)  # fmt: skip
TEXTS = st.lists(NASTY | st.text(CHARACTERS, max_size=8), max_size=12).map("".join)


@st.composite
def reports(draw):
    """Problems anywhere in any text; a note that says it all is one that no rule has seen."""
    found = []
    notes = {}
    for path in draw(st.lists(TEXTS.filter(bool), max_size=3, unique=True)):
        note = notes[path] = Note(path=path, text=draw(TEXTS))
        for _ in range(draw(st.integers(1, 3))):
            start, end = sorted(draw(st.tuples(*[st.integers(0, len(note.text))] * 2)))
            edit = Edit(start, note.text[start:end], draw(TEXTS))
            fix = draw(st.none() | st.sampled_from(["safe", "unsafe"]).map(lambda it, e=edit: Fix(it, (e,))))
            rule = rules()[draw(st.sampled_from(["broken-link", "empty-link", "orphan-note"]))]
            places = (*note.place(start), *note.place(end))
            severity = draw(st.sampled_from(SEVERITIES))
            found.append(Diagnostic(path, *places, rule.name, rule.group, severity, draw(TEXTS), fix, "f"))
    diagnostics = tuple(sorted(found, key=lambda d: d.order))
    silenced = tuple((d, "baseline") for d in diagnostics[:1])
    return Report(diagnostics, len(notes), draw(TEXTS), silenced, source=notes.get)


def check(report):
    """That each format is well formed and tells all problems."""
    count = len(report.diagnostics)
    for name in ("text", "github"):
        assert len(lines_of(name, report)) == count + 1
    assert "\r" not in "".join(lines_of("github", report))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]", "\n".join(lines_of("full", report)))
    assert msgspec.json.decode("\n".join(lines_of("json", report)), type=tuple[Diagnostic, ...]) == report.diagnostics
    assert [json.loads(line)["message"] for line in filter(None, lines_of("jsonl", report))] == [
        d.message for d in report.diagnostics
    ]
    assert len(json.loads("\n".join(lines_of("gitlab", report)))) == count
    tree = ElementTree.fromstring("\n".join(lines_of("junit", report)).encode())
    assert len(tree.findall("testsuite/testcase/failure")) == count
    assert len(sarif(report)["runs"][0]["results"]) == count + len(report.silenced)
    check_markdown(report)


def check_markdown(report):
    """What others wrote stands in code, in the order of the problems, and whole."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse("\n".join(find_format("markdown")(report)))
    inline = [token for token in tokens if token.type == "inline"]
    assert {child.type for token in inline for child in token.children} <= {"text", "code_inline"}
    assert {token.type for token in tokens} <= {
        *("inline", "hr", "heading_open", "heading_close", "paragraph_open", "paragraph_close"),
        *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
        *(f"{part}_{end}" for part in ("table", "thead", "tbody", "tr", "th", "td") for end in ("open", "close")),
    }
    code = [child.content for token in inline for child in token.children if child.type == "code_inline"]
    expected = {on_one_line(d.message) for d in report.diagnostics} | {
        on_one_line(report.folder + d.path) for d in report.diagnostics
    }
    assert {text.strip(" ") for text in code} == {text.strip(" ") for text in expected if text.strip(" ")}


@given(reports())
def test_each_format_is_sound(report):
    check(report)


@given(TEXTS)
def test_each_format_is_sound_over_what_the_rules_say(text):
    vault = memory_vault({"A.md": text, "B.md": f"---\n{text}\n---\n[[{text}]] [x]({text})"})
    every = tuple(Selected(rule()) for rule in rules().values())
    found = [it.diagnostic for it in search(vault, lambda path: every) if not it.silencer]
    report = Report(tuple(found), 2, source=vault.source)
    check(report)
    jsonschema.Draft4Validator(SCHEMA).validate(sarif(report))


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for name, text in WRITTEN.items():
        (GOLDEN / name).write_text(text, "utf-8")
