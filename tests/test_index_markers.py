"""Regions that describe themselves, and markers that are damaged."""

import re

import pytest
from indexing import NO_PAGES, begin, end, index, page, region, sha, state, text

# --- Regions that describe themselves ---------------------------------------------------------------------------------


def marked(opening, closing, between=""):
    return f"Above.\n\n{opening}\n{between}\n{closing}\n\nBelow.\n"


TABLE = "| Note | Topic |\n| --- | --- |\n| [[Heaps]] | Trees |"

MARKERS = [
    pytest.param(
        '<!-- vault-tools:begin notes kind=folder folder="DSA" columns="Topic" -->',
        "<!-- vault-tools:end notes -->",
        TABLE,
        id="HTML, double quotes",
    ),
    pytest.param(
        "<!-- vault-tools:begin notes kind='folder' folder='DSA' columns='Topic' -->",
        "<!-- vault-tools:end notes -->",
        TABLE,
        id="HTML, single quotes",
    ),
    pytest.param(
        "<!--vault-tools:begin  notes\tkind=folder folder=DSA columns=Topic-->",
        "<!--\tvault-tools:end notes  -->",
        TABLE,
        id="HTML, no quotes, other spaces",
    ),
    pytest.param(
        '%% vault-tools:begin notes kind=folder folder="DSA" columns="Topic" %%',
        "%% vault-tools:end notes %%",
        TABLE,
        id="comments of Obsidian",
    ),
    pytest.param(
        '<!-- vault-tools:begin notes kind=folder folder="DSA" columns="Topic, Seen at , " sort="-Seen at,name" -->',
        "<!-- vault-tools:end notes -->",
        "| Note | Topic | Seen at |\n| --- | --- | --- |\n| [[Heaps]] | Trees |  |",
        id="lists with commas, names with spaces",
    ),
    pytest.param(
        '<!-- vault-tools:begin notes kind=folder folder="Q &amp; &quot;A&quot;" columns="" -->',
        "<!-- vault-tools:end notes -->",
        "| Note |\n| --- |\n| [[Why]] |",
        id="entities, an empty list",
    ),
    pytest.param(
        """<!-- vault-tools:begin notes kind=folder folder='Q & "A"' recursive=false columns=x -->""",
        "<!-- vault-tools:end notes -->",
        "| Note | x |\n| --- | --- |\n| [[Why]] | 1 |",
        id="one kind of quotes inside the other, a flag",
    ),
    pytest.param(
        '<!-- vault-tools:begin notes/2024-ü kind=property property="Topic" -->',
        "<!-- vault-tools:end notes/2024-ü -->",
        "## Trees\n\n- [[Heaps]]",
        id="any name without spaces",
    ),
    pytest.param(
        "<!-- vault-tools:begin way kind=home mocs=why limit='1' -->",
        "<!-- vault-tools:end way -->",
        """## DSA\n\n- [[Heaps]]\n\n## Q & "A"\n\n- [[Why|Q & "A"]]""",
        id="numbers",
    ),
]


@pytest.mark.parametrize("between", ["", "\n\n", " \n\t\n"], ids=repr)
@pytest.mark.parametrize(("opening", "closing", "expected"), MARKERS)
def test_a_region_says_what_fills_it(opening, closing, expected, between, make):
    root = make(
        {
            "DSA/Heaps.md": "---\nTopic: Trees\n---\n",
            'Q & "A"/Why.md': "---\nx: 1\n---\n",
            "Main.md": marked(opening, closing, between) + "[[Main]]",
        },
        NO_PAGES,
    )
    assert index(root) == (0, "wrote Main.md\n1 page written, 0 up to date.\n", "")
    opening = re.sub(r"( ?(?:-->|%%))$", rf" sha={sha(expected)}\1", opening)
    wanted = f"Above.\n\n{opening}\n\n{expected}\n\n{closing}\n\nBelow.\n[[Main]]"
    assert text(root, "Main.md") == wanted


def test_a_marker_and_the_config_must_not_say_different_things(make):
    marker = begin("tags", "kind=property property=Topic")
    root = make({"A.md": "---\nTopic: x\n---\n#cs", "Page.md": f"{marker}\n\n{end('tags')}\n"}, page("tags"))
    code, _, err = index(root)
    reason = 'region "tags" describes itself, and [[index.pages]] describes it otherwise: take one away'
    assert (code, err) == (1, f"Page.md:1: refused: {reason}\n")
    assert text(root, "Page.md") == f"{marker}\n\n{end('tags')}\n"


def test_two_regions_of_one_note_are_filled_independently(make):
    both = region("a", "old", "kind=tags") + "between\n" + region("b", "", "kind=home")
    root = make({"A.md": "#cs", "Main.md": both}, NO_PAGES)
    assert index(root)[0] == 0
    assert text(root, "Main.md") == (
        region("a", "## cs\n\n- [[A]]", "kind=tags") + "between\n" + region("b", "## Notes\n\n- [[A]]", "kind=home")
    )


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        ("kind=folder colums=Topic", 'colums: unknown key "colums", did you mean "columns"?'),
        ("kind=home limit=many", "limit: expected a whole number, got text"),
        ("kind=home limit=0", "limit: expected a whole number >= 1"),
        ("kind=graph core=21", "core: expected a whole number <= 20"),
    ],
)
def test_wrong_options_of_a_marker_are_refused(attributes, reason, make):
    root = make({"A.md": region("t", "old", attributes)}, NO_PAGES)
    code, _, err = index(root)
    assert (code, err) == (1, f'A.md:1: refused: region "t": {reason}\n')


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        ("kind=folder folder=Grapsh", 'there is no folder "Grapsh", did you mean "Graphs"?'),
        ("kind=property property=Topik", 'no note has a property "Topik", did you mean "Topic"?'),
        ("kind=folder columns=Topci", 'no note has a property "Topci", did you mean "Topic"?'),
        ("kind=tags sort=-Topci", 'no note has a property "Topci", did you mean "Topic"?'),
    ],
)
def test_misspelt_names_in_a_marker_are_refused(attributes, reason, make):
    root = make({"Graphs/A.md": "---\nTopic: x\n---\n", "M.md": region("r", "", attributes)}, NO_PAGES)
    code, _, err = index(root)
    assert (code, err) == (1, f'M.md:1: refused: region "r": {reason}\n')


# --- Damage -----------------------------------------------------------------------------------------------------------

A, B, Z = begin("a", "kind=tags"), begin("b", "kind=tags"), end("a")

UNREADABLE = (
    "the marker cannot be read: it stands alone on its line, in no list, quote or code, with a name, then attributes as"
    " in HTML, and nothing after the name of an end"
)

DAMAGE = [
    pytest.param(["", A, "old"], 2, 'region "a" never ends', id="no end"),
    pytest.param(["", "old", Z], 3, 'region "a" ends but never began', id="no begin"),
    pytest.param([A, Z, A, Z], 3, 'a second region "a"', id="the whole region twice"),
    pytest.param([A, A, Z], 2, 'region "a" begins inside region "a"', id="two begins"),
    pytest.param([A, Z, Z], 3, 'region "a" ends but never began', id="two ends"),
    pytest.param([A, "", B, end("b"), Z], 3, 'region "b" begins inside region "a"', id="nested"),
    pytest.param([A, B, Z, end("b")], 2, 'region "b" begins inside region "a"', id="crossed"),
    pytest.param([A, "old", end("b")], 3, 'region "b" ends inside region "a"', id="another name"),
    pytest.param([A, "old", end("A")], 3, 'region "A" ends inside region "a"', id="another case"),
    pytest.param([Z, A], 1, 'region "a" ends but never began', id="the wrong way round"),
    pytest.param(["<!-- vault-tools:begin -->", Z], 1, UNREADABLE, id="no name"),
    pytest.param([begin("kind=tags"), Z], 1, UNREADABLE, id="an attribute for a name"),
    pytest.param([begin("a", "kind"), Z], 1, UNREADABLE, id="an attribute without a value"),
    pytest.param([begin("a", "kind="), Z], 1, UNREADABLE, id="nothing after the sign"),
    pytest.param([begin("a", "kind=tags kind=home"), Z], 1, UNREADABLE, id="an attribute twice"),
    pytest.param([begin("a", 'kind="tags'), Z], 1, UNREADABLE, id="an open quote"),
    pytest.param([begin("a", 'kind="tags"sort="name"'), Z], 1, UNREADABLE, id="no space between attributes"),
    pytest.param([begin("a", "kind = tags"), Z], 1, UNREADABLE, id="spaces around the sign"),
    pytest.param([A, "<!-- vault-tools:end a kind=tags -->"], 2, UNREADABLE, id="an end with attributes"),
    pytest.param([A, "<!-- vault-tools:end -->"], 2, UNREADABLE, id="an end without a name"),
    pytest.param([A, "old", f"{Z} tail"], 3, UNREADABLE, id="text after an end"),
    pytest.param([f"text {A}", "old", Z], 1, UNREADABLE, id="text before a begin"),
    pytest.param([A, "old", "```", Z, "```"], 1, 'region "a" never ends', id="the end in a code block"),
    pytest.param([A, "old", f"> {Z}"], 3, UNREADABLE, id="the end in a quote"),
    pytest.param(
        [A, "<<<<<<< HEAD", "old", "=======", "new", ">>>>>>> laptop", Z],
        2,
        "a git conflict is not settled",
        id="a conflict inside",
    ),
    pytest.param(
        ["<<<<<<< HEAD", A, "=======", B, ">>>>>>> laptop", Z],
        1,
        "a git conflict is not settled",
        id="a conflict around",
    ),
    pytest.param(
        [A, Z, "", "<<<<<<< HEAD", "mine", "=======", "yours", ">>>>>>> laptop"],
        4,
        "a git conflict is not settled",
        id="a conflict elsewhere",
    ),
    pytest.param([begin("a"), Z], 1, None, id="neither attributes nor an entry of the config"),
    pytest.param(
        [begin("a", "kind=foldr"), Z],
        1,
        'region "a": kind: no kind of page "foldr", did you mean "folder"?',
        id="an unknown kind",
    ),
    pytest.param([begin("a", "kind=property"), Z], 1, 'region "a": "property" is missing', id="an option is missing"),
]


@pytest.mark.parametrize("style", ["<!-- … -->", "%% … %%"])
@pytest.mark.parametrize(("lines", "line", "reason"), DAMAGE)
def test_a_damaged_note_is_left_alone_and_the_others_are_written(lines, line, reason, style, make):
    broken = "\n".join(lines)
    if style == "%% … %%":
        broken = broken.replace("<!--", "%%").replace("-->", "%%")
    root = make({"Broken.md": f"---\ntags: [x]\n---\n{broken}\n", "Good.md": region("g", "old", "kind=tags")}, NO_PAGES)
    before = state(root)
    code, out, err = index(root)
    assert (code, out) == (1, "wrote Good.md\n1 page written, 0 up to date, 1 refused.\n")
    found, _, said = err.partition(": refused: ")
    assert found == f"Broken.md:{line + 3}"
    assert said == f"{reason}\n" if reason else said.startswith('region "a": no entry of [[index.pages]] fills it')
    after = state(root)
    assert after.pop("Good.md")[0] == region("g", "## x\n\n- [[Broken]]", "kind=tags").encode()
    assert before.pop("Good.md")
    assert after == before


def test_two_markers_on_one_line_are_damage(make):
    root = make({"Broken.md": f"{A}{Z}"}, NO_PAGES)
    assert index(root)[::2] == (1, f"Broken.md:1: refused: {UNREADABLE}\n")


@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param(f"{begin('tags', 'kind=tags')}\r\nold\r\n".encode(), id="CRLF"),
        pytest.param(b"\xef\xbb\xbf" + begin("tags", "kind=tags").encode(), id="byte order mark, no final newline"),
        pytest.param(b"\xff\n" + region("tags", "old", "kind=tags").encode(), id="not UTF-8"),
        pytest.param(b"Caf\xe9\n", id="not UTF-8, and the config wants a region there"),
        pytest.param(b"```\ncode that never ends\n", id="an open code block"),
        pytest.param(b"a\n\n~~~\n", id="an open code block with tildes"),
        pytest.param(b"<!-- a comment that never ends\n", id="an open comment"),
        pytest.param(b"<script>\nlet x\n", id="an open script"),
        pytest.param(b"<pre>\nx", id="an open pre"),
    ],
)
def test_a_page_of_the_config_that_cannot_be_filled_is_left_alone(damaged, make):
    root = make({"A.md": "#cs", "Tags.md": damaged}, page("tags", "Tags.md") + page("home", "Way.md"))
    assert index(root)[:2] == (1, "wrote Way.md\n1 page written, 0 up to date, 1 refused.\n")
    assert (root / "Tags.md").read_bytes() == damaged
    code, out, err = index(root)
    assert (code, out) == (1, "0 pages written, 1 up to date, 1 refused.\n")
    assert err.startswith("Tags.md:")
    assert (root / "Tags.md").read_bytes() == damaged


def test_invalid_utf8_is_named(make):
    root = make({"A.md": b"\xff\n" + region("t", "old", "kind=tags").encode()}, NO_PAGES)
    assert index(root)[2] == "A.md:1: refused: the note is not valid UTF-8\n"


@pytest.mark.parametrize(
    "note",
    [
        pytest.param(f"```\n{A}\n\nold\n\n{Z}\n```\n", id="fenced code"),
        pytest.param(f"~~~~ html\n{A}\n{Z}\n~~~\n~~~~\n", id="fenced with tildes"),
        pytest.param(f"text\n\n    {A}\n    {Z}\n", id="indented code"),
        pytest.param(f"`{A}` and `{Z}`\n", id="code in a line"),
        pytest.param(f"- a\n\n  ```\n  {A}\n  ```\n", id="code in a list"),
        pytest.param(f"```\n{A}\n", id="code that never ends"),
        pytest.param(f"---\nx: '{A}'\n---\n", id="a property"),
    ],
)
def test_a_marker_that_is_only_shown_is_text(note, make):
    root = make({"Note.md": note}, NO_PAGES)
    before = state(root)
    assert index(root) == (0, "0 pages written, 0 up to date.\n", "")
    assert state(root) == before


def test_a_begin_marker_that_is_never_closed(make):
    """It would be a comment that swallows the region and the end marker."""
    text = "x\n\n<!-- vault-tools:begin t kind=tags\n\nold\n\n<!-- vault-tools:end t -->\n"
    root = make({"A.md": text}, NO_PAGES)
    code, _, err = index(root)
    assert code == 1
    assert err.startswith("A.md:3: refused: the marker cannot be read")


def test_a_region_is_not_put_below_an_open_comment(make):
    """2.9: in Obsidian `%%` hides everything until the next one."""
    root = make({"A.md": "#t", "Page.md": "text\n\n%%\nhidden\n"}, page("tags"))
    code, _, err = index(root)
    assert (code, err.startswith("Page.md:5: refused: a new region")) == (1, True)


def test_a_conflict_that_runs_through_a_fence_is_one(make):
    conflict = "<<<<<<< HEAD\n```python\na\n=======\n```py\nb\n>>>>>>> x\n```\n\n"
    root = make({"A.md": "#t", "Page.md": conflict + region("t", "old", "kind=tags")}, NO_PAGES)
    code, _, err = index(root)
    assert (code, err) == (1, "Page.md:1: refused: a git conflict is not settled\n")
