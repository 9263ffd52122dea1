"""Whatever stands in a note: fixes come to an end, touch nothing but what they say, and lose nothing.

What is compared here is worked out in this file: where bytes may differ, and what a note holds. The notes are built from
pieces that are awkward for a fixer, in a vault that their links can mean.
"""

import re
import tomllib
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings, target
from hypothesis import strategies as st

from vault_tools.config.tables import Config
from vault_tools.declared import check
from vault_tools.fix import plan_fixes
from vault_tools.parse import parse_note
from vault_tools.rules import rules
from vault_tools.selection import Asked, select
from vault_tools.source import splice
from vault_tools.vault.memory import memory_vault

CONFIG = check(
    tomllib.loads("""
[vault]
date-formats = ["DD/MM/YYYY", "YYYY-MM-DD"]
[lint.options.property-spelling]
ignore = ["x"]
[[schema]]
name = "kind"
match = { property = "kind" }
extends = "note"
[schema.properties]
Given = { required = true, default = "{title}" }
Names = { type = "list", required = true, default = ["a", "[[log]]"] }
[[schema]]
name = "note"
order = ["up", "tags", "day", "Mood"]
[schema.properties]
Mood = { enum = ["Good", "Bad"] }
"author.name" = {}
day = { type = "date", format = "DD/MM/YYYY" }
count = { type = "number" }
old = { deprecated = "New" }
"""),
    Config,
    (),
    [],
)
AT = select(CONFIG, Asked(select=("all",))).at
FIXING = {name for name, rule in rules().items() if rule.fixes}

OTHERS = {
    "Log.md": "# Day\n\ntext ^id\n",
    "Map 2.5.md": "# Sea\n\n## Deep sea\n",
    "Sub/Plan B.md": "# Two parts\n",
    "Thought.md": '---\naliases: [AI, Big Idea, "of: all"]\n---\n',
    "Also.md": "---\naliases: [Both, AI too]\n---\n",
    "Too.md": "---\naliases: [Both]\n---\n",
    "été.md": "",
    "my log (old).md": "",
    "img/Map.png": "",
    "a.md": "",
    "A.md": "",
    "vault-tools.md": "---\nRating: 5\nup: x\n---\n",
}

LINKS = [
    "[[log]]", "[[LOG#day|x]]", "![[log#^ID]]", "[[Log]]", "[[ log ]]", "[[map 2.5]]", "[[sub/plan b#two PARTS]]", "[[AI]]", "![[big idea]]", "[[ai#H|t]]",
    "[[Both]]", "[[of: all]]", "[[ÉTÉ]]", "[[e\u0301te\u0301]]", "[[Nowhere]]", "[[a]]", "[[www.example.org/x]]", "[[#Own]]", "[[log\\|x]]", "[[map\u00a02.5]]",
    "[x](log.md)", "[x](my log (old).md)", "![x](img/map.png \"T\")", "[x](<LOG.md#day>)", "[x](map%202.5.md)", "[[[log]]](LOG.md)", "[`c`](map 2.5.md#Sea)",
    "[x](www.example.org/a)", "![b](example.com/b.png)", "[x](AI.md)", "[x](https://example.org/a b)", "<https://x.org>", "[x][r]", "[x]()", "[[]]",
]  # fmt: skip

LINES = [
    "# Own", "## On [[log]]", "# See [it](Old plan.md) ^h", "Set [[LOG]]\n===", "text", "text ^id", "  ", "\ttab", "two  ", "back\\", "***", "---", "===",
    "- a", "- [ ] task [[log]]", "  - [x] done", "\t- deep", "   1. one", "10) ten ^b1", "* [[AI]]", "+ ", "- [?] #tag",
    "| a | b |\n| --- | :-: |\n| [[log\\|x]] | [[AI]] |", "| [[LOG]] |\n| - |", "a | b\n- | -\n[[log]] | `|`",
    "text\n| a [[log\\|x]] | b |\n| --- | --- |\n| [[AI]] | d |", "> text [[log]]\n> | a |\n> | - |", "more\n| [[AI|x]] |\n| --- |", "- text\n  | a |\n  | - |\n  | [[log|x]] |",
    "-[ ] todo [[log]]", "- [x]done", "-[] x", "* [ x ] y", "text \t\nmore  \nand \n", "- a \n  b  \n  c ", "> q \n> r  \n> s ", "| a | \n| - |  \n| b | ",
    "> [!note]- T [[log]]\n> - [ ] q\n> ```\n> [[log]]\n> ```", "> quote [[AI]]\nlazy", "> > [!x]", "> ---\n> tags: #a\n> ---",
    "```md\n[[log]] #no\n---\ntag: a\n---\n```", "~~~\n[[log]]", "```", "    [[log]] code", "`[[log]]` [[log]] ``a ` [[log]]``", "`open [[log]]",
    "$a$ [[log]] $[[log]]$ $5", "$$\n[[log]]\n$$", "$$ x", "%%[[log]]%%", "%%\n[[AI]] #c\n%%", "%%", "<!-- [[log]] -->", "<!--\n[[log]]", "<b>[[log]]</b>", "<div>\n[[log]]\n</div>",
    "a[^1] ^[in [[log]]]", "[^1]: foot [[log]]\n    more", "[r]: log.md \"T\"", "[r]: <map 2.5.md>", "#tag #a/b/ #1984", "#to-read #Tag #tag #tag", "#a #a/B #to_read", "==m== ~~s~~ &amp; \\[[log]] \\#x",
    "<!-- vault-tools: ignore link-case -->", "<!-- vault-tools: ignore broken-link, nonsense -- why -->", "<!-- vault-tools: ignore brokn-link -->", "%% vault-tools: ignore tags -- old %%", "%% vault-tools: disable links %%", "%% vault-tools: enable %%", "text <!-- vault-tools: ignore -->",
    "<!-- vault-tools:begin r -->\n[[log]]  \n<!-- vault-tools:end r -->", "<!-- vault-tools:begin s -->", "<<<<<<< a\n[[log]]\n=======\nb\n>>>>>>> c", "<<<<<<< a", "{{title}} [[<% x %>]]",
    "😀 [[log]] 漢字", "e\u0301 \u2028 [[log]] \u0085", "\u200b", "a\rb [[log]]", "\ufeff[[log]]", "\x00", "up:: [[log]]",
]  # fmt: skip

PROPERTIES = [
    "tag: a", "Tag: [a, 'b/'] # c", "'tag':\n  - x\n  # c\n  - y", "tag: a, b", "tags: a", "tags: #a", "tags:\n  - b/\n  - #c\n  - '#d'", "tags: [a, 2024, true/]", "tags: 'a b, c'",
    "tags: &t [a]\nmore: *t", "alias: One", "alias: x, y", "aliases: [One]", "aliases:\n- Two # 2\n-", "cssclass: wide dark", "'cssclasses': ", "\"alias\": 'it''s'",
    "up: [[log]]", "up:\n- [[AI]] # c\n- \"[[log]]\"", "see: \"[[ai|x]]\"", "see: '[[LOG]]'", "by: [[Ann, B]]", "x: &a [[log]]\ny: *a", "m: {of: [[Map 2.5]], n: 1}", "raw: [[log]]text",
    "text: |\n  tag: a\n  [[log]]\n\n  ---x", "fold: >-\n  a\n  [[log]]", "date: 2026-02-30", "n: 007", "f: 1.50", "e:", "# remark", "", "q: \"a \\\" [[log]]\"", "clé: é 😀", "vault-tools-ignore: [link-case, nonsense]",
    "two: '[[log]], [[AI]]'", "three:\n  - \"[[log]] and [[ai|x]]\" # c\n  - x", "four: [\"[[LOG]]; [[AI]]\", y]", "map: {of: '[[log]] [[a]],'}", "src: see [[log]], p. 1",
    "u: [x](log.md)", "url: www.example.org", "bad: a: b", "t: 'a\n  b'", "? k\n: v", "tp: <% tp.x %>", "Rating: 5",
    "kind: x", "kind:\n- y # c", "Given:", "Names: ''", "Mood: good # c", "mood: 'BAD'", "Moods: \"[[ai]]\"", "author: {naems: '[[log]]'}", "author:\n  nmae: &n x", "'rating': &r [[AI]] # c", "Last mood: [x]",
    "day: 2026-03-04", "'day': \"2026-12-31\" # c", "day: 5/6", "count: '7'", "count: &c \"8\"", "old: [a, b]", "\"old\": |\n  x", "New: 1", "tags: [Tag, a, '#tag', a/B, A]", "aliases: [x, x , y, x]", "cssclasses:\n- w\n- w",
    "by: {of: [q, '[[log]]', q, '[[AI]]']}", "see: '[[log]], [[AI|x]]'", "see: see [[log]] # c", "related:\n- '[[log]] and [[a]]'\n- '[[AI]]'", "aliases: [A, 1984]", "cssclasses: 7",
]  # fmt: skip

KEYS = re.compile(r"['\"]?([\w-]+)")


def _key(piece):
    found = KEYS.match(piece)
    return found[1].lower() if found else piece


_LINE = st.one_of(
    st.sampled_from(LINES),
    st.sampled_from(LINKS),
    st.lists(st.sampled_from(LINKS), min_size=1, max_size=3).map(" and ".join),
    st.tuples(st.sampled_from(["> ", "- ", "  ", "> [!tip] ", "# ", "1. ", "[^2]: ", "%% ", "| "]), st.sampled_from(LINKS)).map("".join),
)  # fmt: skip
_YAML = st.lists(st.sampled_from(PROPERTIES), max_size=5, unique_by=_key).map(
    lambda lines: "".join(f"{x}\n" for x in lines)
)
_FRONT = st.one_of(
    st.just(""),
    _YAML.map("---\n{}---\n".format),
    _YAML.map("---\n{}---\n".format),
    st.tuples(
        st.sampled_from(["\n---\n", " ---\n", "--- \n", "# H\n\n---\n", "\n\n--- \n", "---\n"]), _YAML, st.sampled_from(["---\n", "--- \n", "...\n", ""])
    ).map("".join),
)  # fmt: skip


@st.composite
def notes(draw):
    """The text of a note, as it may be on disk."""
    lines = draw(st.lists(_LINE, max_size=7))
    gaps = draw(st.lists(st.sampled_from(["\n", "\n", "\n\n", "  \n"]), min_size=len(lines), max_size=len(lines)))
    text = draw(_FRONT) + "".join(line + gap for line, gap in zip(lines, gaps, strict=True))
    text = draw(st.sampled_from([text, text, text.rstrip("\n"), f"{text}\n\n"]))
    ends = draw(st.sampled_from([["\n"], ["\n"], ["\r\n"], ["\n", "\r\n", "\r\n"], ["\r\n", "\n", "\n", "\n"]]))
    pieces = text.split("\n")
    text = "".join(piece + ends[i % len(ends)] for i, piece in enumerate(pieces[:-1])) + pieces[-1]
    return draw(st.sampled_from(["", "", "", "\ufeff", "\ufeff\ufeff"])) + text


SAFETIES = st.sampled_from([frozenset({"safe"}), frozenset({"safe", "unsafe"})])


def fixes_of(texts, safeties):
    return plan_fixes(memory_vault(OTHERS | texts, CONFIG), AT, safeties, lambda path: path in texts)


def on_disk(raw, rounds):
    """Every character that no edit names, in its place, and new lines like those that most lines have."""
    for edits in rounds:
        mark = re.match("\ufeff*", raw)[0]
        ends = Counter(re.findall("\r?\n", raw))
        newline = "\r\n" if ends["\r\n"] > ends["\n"] else "\n"
        tokens = re.findall(r"\r*\n|[^\n]", raw[len(mark) :])
        plain = "".join("\n" if token.endswith("\n") else token for token in tokens)
        for edit in sorted(edits, reverse=True):
            assert plain[edit.start : edit.end] == edit.old
            tokens[edit.start : edit.end] = [edit.new.replace("\n", newline)]
        raw = mark + "".join(tokens)
    return raw


def held(note):
    """What must be there after as before, by the name that rules declare it by."""
    return {
        "headings": Counter((it.level, it.key, it.context) for it in note.headings),
        "blocks": Counter(it.id for it in note.blocks),
        "items": Counter((it.task, it.depth_in(note)) for it in note.items),
        "code": Counter((it.kind, note.slice(it.span)) for it in note.code),
        "math": Counter(note.slice(it) for it in note.math),
        "footnotes": Counter(it.id for it in (*note.footnotes, *note.footnote_references)),
        "callouts": Counter((it.type, it.fold) for it in note.callouts),
        "tags": Counter(it.name for it in note.tags),
        "links": Counter((it.kind, it.embed, it.target, it.subpath, it.display) for it in note.links),
        "properties": Counter((it.name, repr(it.value)) for it in note.properties),
        "comments": Counter(it.kind for it in note.comments),
        "sections": [it.kind for it in note.sections],
    }


NAMES = {"tag", "tags", "alias", "aliases", "cssclass", "cssclasses"}
DECLARED = {"kind", "given", "names", "mood", "moods", "last mood", "author", "day", "count", "old", "new", "rating"}
"""By the schemas above, or spelt otherwise than in another note."""


def plain_values(note):
    """Values with their types, of the properties that no rule has a reason to write anew."""
    return {
        it.name: repr(it.value)
        for it in note.properties
        if it.name.lower() not in NAMES | DECLARED
        and "[[" not in note.slice(it.span)
        and "*" not in note.slice(it.span)
    }


def opened(vault, path):
    """The files that links of a note's text open."""
    return Counter((it.target, it.link.embed) for it in vault.links[path] if it.target and it.link.kind != "property")


def check_note(fixed, raw, vaults):
    before, after = (parse_note(fixed.before.path, text) for text in (raw, on_disk(raw, fixed.edits)))
    may = frozenset().union(*(rules()[name].changes for name in fixed.rules))
    old, new = held(before), held(after)
    assert {kind for kind in old if old[kind] != new[kind]} <= may
    if "misplaced-frontmatter" not in fixed.rules:
        assert plain_values(before).items() <= plain_values(after).items()
        assert not opened(vaults[0], before.path) - opened(vaults[1], before.path)


@given(notes(), notes(), SAFETIES)
@settings(deadline=None, max_examples=350, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_fixes_lose_nothing_and_come_to_an_end(one, two, safeties):
    texts = {"Note.md": one, "Sub/Other.md": two}
    vault = memory_vault(OTHERS | texts, CONFIG)
    fixes = fixes_of(texts, safeties)
    assert fixes.refusals == () or "unsafe" in safeties, "what is safe is safe"
    after = dict(texts)
    for fixed in fixes.notes:
        path = fixed.before.path
        raw = after[path]
        for edits in fixed.edits:
            after[path] = splice(after[path], edits)
        assert after[path] == on_disk(raw, fixed.edits)
        assert parse_note(path, after[path]) == fixed.after
        check_note(fixed, raw, (vault, fixes.vault))
        if safeties == {"safe"}:
            assert held(fixed.before)["headings"] == held(fixed.after)["headings"]
        for rule in fixed.rules:
            event(rule)
    target(float(sum(it.rules.total() for it in fixes.notes)), label="problems fixed")
    assert fixes_of(after, safeties).notes == (), "a second run changes nothing"


@pytest.mark.parametrize("safety", ["safe", "unsafe"])
def test_the_notes_above_need_every_fix_that_there_is(safety):
    """Else they would prove little."""
    fixed = Counter()

    @given(notes())
    @settings(max_examples=800, database=None, derandomize=True, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))  # fmt: skip
    def count(text):
        for note in fixes_of({"Note.md": text}, frozenset({safety})).notes:
            fixed.update(note.rules)

    count()
    assert set(fixed) == {name for name in FIXING if safety in rules()[name].fixes}
    assert fixed.total() > 50
