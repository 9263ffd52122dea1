"""The links, names and values on generated pages: each link leads to its note, and nothing that a note holds breaks a page."""

import json
import unicodedata
from urllib.parse import unquote

import pytest
from indexing import body, index, node, notes_in, page, text
from markdown_it import MarkdownIt

from vault_tools.parse import parse_note
from vault_tools.vault.read import read_vault

MARKDOWN = '[vault]\nlink-style = "markdown"\n'


# --- Where they lead --------------------------------------------------------------------------------------------------

NAMES = [
    "plain",
    "with space",
    "Choosing Weights.",
    "ends...",
    "(all)",
    "open (",
    "close )",
    ") turned (",
    "pipe | pipe",
    "[draft] x",
    "a [b",
    "a ]b",
    "[[x]] y",
    "100%",
    "50%25 off",
    "%20",
    "a_b_c *d* `e`",
    "tick ` tick",
    "$x$ ~~y~~ ==z==",
    "<b>",
    "a --> b",
    "<!-- vault-tools:end r -->",
    "%% vault-tools:end r %%",
    "caret ^x",
    "quote \" ' quote",
    "back \\ slash",
    "R&D",
    "wow!",
    "Café Ünder",
    "日本 ノート",
    "🗂️",
    "data.csv",
    "Note.md",
    "README",
    "v1.2",
    "-dash",
    "1. one",
    "+ plus",
    "@at, semi; eq=",
    "Main",
]

FOLDERS = ["", "Sub", "Sub/deep (er)", "b [c]", "d%20e", "Main"]

STYLE = {
    "markdown": "[x](plain.md)",
    "wikilink": "[[plain]]",
}


def odd_vault():
    """Every name, some in several folders; each note with a number in a property, a tag and a reading list."""
    paths = [f"{name}.md" for name in NAMES]
    paths += [f"{folder}/{name}.md" for folder in FOLDERS[1:] for name in ("Main", "pipe | pipe", "Choosing Weights.")]
    return dict(enumerate(paths))


def odd_notes(style):
    files = {
        path: f'---\nid: {number}\ntags: [t{number}]\n---\n{STYLE[style]}\n\n## Books\n\n- "Work {number}" by A\n'
        for number, path in odd_vault().items()
    }
    return files | {"data.csv": "", "Sub/data.csv": ""}


def links_of(markdown, path):
    """Texts and targets of the links in generated Markdown, as two independent readers see them."""
    inside = "\n".join(line for line in markdown.split("\n") if not line.startswith("<!-- vault-tools"))
    tokens = MarkdownIt("commonmark").enable("table").parse(inside)
    hrefs = [
        unquote(token.attrGet("href"))
        for block in tokens
        for token in block.children or ()
        if token.type == "link_open"
    ]
    own = [link for link in parse_note(path, inside).links if not link.external]
    assert [link.target for link in own if link.kind == "markdown"] == hrefs
    return [link.target + link.subpath for link in own]


@pytest.mark.parametrize("place", ["Page.md", "Sub/Page.md", "x/y/Page.md"])
@pytest.mark.parametrize("kind", ["folder", "property", "tags", "resources"])
@pytest.mark.parametrize("style", STYLE)
def test_every_link_leads_to_the_note_that_is_meant(style, kind, place, make):
    options = {"folder": {"folder": "", "columns": ["id"]}, "property": {"property": "id"}}
    root = make(odd_notes(style), page(kind, place, **options.get(kind, {})))
    assert index(root)[0] == 0
    vault = read_vault(root)
    expected = {str(number): path for number, path in odd_vault().items()}
    found = {}
    if kind == "folder":
        for row in body(root, place).split("\n")[2:]:
            link, _, number = row.strip("| ").rpartition(" | ")
            found[number] = links_of(f"| {link} |\n| --- |\n", place)
    else:
        pattern = {"property": "## ", "tags": "## t", "resources": "- Work "}[kind]
        for part in ("\n" + body(root, place)).split("\n" + pattern)[1:]:
            number = part.split("\n")[0].split(" ")[0]
            found[number] = links_of("- x\n" * (kind == "resources") + part, place)
    assert all(len(links) == 1 for links in found.values()), found
    opened = {number: vault.resolve(links[0], place) for number, links in found.items()}
    assert {number: resolution.path for number, resolution in opened.items()} == expected
    assert [number for number, resolution in opened.items() if resolution.candidates] == []


@pytest.mark.parametrize("style", STYLE)
def test_the_lists_of_a_graph_and_of_home_lead_to_notes_too(style, make):
    """With another page beside: six notes called `Main`, one at the root, and a page that is called so itself."""
    files = {path: note.replace(STYLE[style], "") for path, note in odd_notes(style).items()}
    settings = f'[vault]\nlink-style = "{style}"\n' + page("graph", "Index/Main.md") + page("home", "Index/Home.md")
    root = make(files, settings)
    assert index(root)[0] == 0
    vault = read_vault(root)
    for path, expected in (
        ("Index/Main.md", sorted(odd_vault().values())),
        (
            "Index/Home.md",
            sorted(["Index/Main.md", *(p for p in odd_vault().values() if "/" not in p or p.endswith("/Main.md"))]),
        ),
    ):
        opened = [vault.resolve(target, path) for target in links_of(body(root, path), path)]
        assert [resolution.candidates for resolution in opened] == [()] * len(opened)
        assert sorted(resolution.path for resolution in opened) == expected


def cells(markdown):
    """The text in the cells of the one table, without its head, for a strict reader of Markdown."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    assert [token.type for token in tokens].count("table_open") == 1
    rows, row = [], []
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "td_open":
            row.append("".join(child.content for child in following.children))
        elif token.type == "tr_close" and row:
            rows.append(row)
            row = []
    return rows


def test_a_table_shows_the_names_as_they_are(make):
    root = make(odd_notes("markdown"), page("folder", folder="", columns=["id"], sort=["id"]))
    assert index(root)[0] == 0
    shared = {"Main", "pipe | pipe", "Choosing Weights."}
    names = [(path.removesuffix(".md").rpartition("/")[::2]) for path in odd_vault().values()]
    shown = [f"{name} ({folder.rpartition('/')[2]})" if folder and name in shared else name for folder, name in names]
    assert cells(text(root, "Page.md")) == [[name, str(number)] for number, name in enumerate(shown)]


@pytest.mark.parametrize(
    ("style", "name", "expected"),
    [
        pytest.param("markdown", "C# sharp", "C# sharp", id="Markdown, a hash"),
        pytest.param("wikilink", "C# sharp", "C# sharp", id="wikilink, a hash"),
        pytest.param("wikilink", "caret ^x", "[caret ^x](caret%20%5Ex.md)", id="wikilink, a caret"),
        pytest.param("wikilink", "a|b", r"[a\|b](a%7Cb.md)", id="wikilink, a bar"),
        pytest.param("wikilink", "a%%b", r"[a%\%b](a%25%25b.md)", id="wikilink, percent signs"),
        pytest.param("markdown", "a (b)", "[a (b)](a%20(b).md)", id="Markdown, parentheses"),
        pytest.param("markdown", "a (b", "[a (b](a%20%28b.md)", id="Markdown, half of them"),
        pytest.param("markdown", "[a]", r"[\[a\]](%5Ba%5D.md)", id="Markdown, brackets"),
        pytest.param("markdown", "Choosing Weights.", "[Choosing Weights.](Choosing%20Weights..md)", id="a last dot"),
    ],
)
def test_how_a_link_is_written(style, name, expected, make):
    root = make({f"{name}.md": "#cs"}, f'[vault]\nlink-style = "{style}"\n' + page("tags"))
    assert index(root)[0] == 0
    assert body(root, "Page.md") == f"## cs\n\n- {expected}"


@pytest.mark.parametrize(
    ("files", "setting", "expected"),
    [
        pytest.param({}, "auto", "[[A]]", id="no links: wikilinks"),
        pytest.param({"L.md": "[[A]] [x](A.md) [x](A.md)"}, "auto", "[A](A.md)", id="more Markdown links"),
        pytest.param({"L.md": "[[A]] [x](A.md)"}, "auto", "[[A]]", id="as many of both"),
        pytest.param({"L.md": "[[A]] [x](https://x.org) [x](mailto:x@x.org)"}, "auto", "[[A]]", id="external ones"),
        pytest.param({"L.md": "[[A]] `[x](A.md) [x](A.md)`"}, "auto", "[[A]]", id="links in code"),
        pytest.param({"L.md": "[x](A.md)"}, "wikilink", "[[A]]", id="wikilinks by config"),
        pytest.param({"L.md": "[[A]]"}, "markdown", "[A](A.md)", id="Markdown by config"),
    ],
)
def test_links_are_in_the_style_of_the_vault(files, setting, expected, make):
    root = make({"A.md": "#cs"} | files, f'[vault]\nlink-style = "{setting}"\n' + page("tags"))
    for _ in range(2):
        assert index(root)[0] == 0
        assert body(root, "Page.md") == f"## cs\n\n- {expected}"


@pytest.mark.parametrize("name", ["AT&amp;T", "&copy;"])
def test_names_that_look_like_entities(name, make):
    """CommonMark reads entities in destinations and texts."""
    root = make({f"{name}.md": "x #cs"}, MARKDOWN + page("tags"))
    index(root)
    blocks = MarkdownIt("commonmark").parse(body(root, "Page.md"))
    [link] = [block.children for block in blocks if block.children and block.children[0].type == "link_open"]
    assert unquote(link[0].attrGet("href")) == f"{name}.md"
    assert "".join(token.content for token in link[1:-1]) == name


@pytest.mark.parametrize("name", ["http:foo", "note: x", "x:y"])
def test_names_that_look_like_a_url(name, make):
    root = make({f"{name}.md": "x #cs"}, MARKDOWN + page("tags"))
    index(root)
    [link] = parse_note("Page.md", body(root, "Page.md")).links
    assert (link.external, link.target) == (False, f"./{name}.md")


@pytest.mark.parametrize("name", ["trail ", "new\nline"])
def test_names_that_a_wikilink_cannot_hold(name, make):
    root = make({f"{name}.md": "x #cs"}, page("tags"))
    index(root)
    [link] = parse_note("Page.md", body(root, "Page.md")).links
    assert read_vault(root).resolve(link.target, "Page.md").path == f"{name}.md"


def test_the_bare_text_of_a_name_is_no_tag(make):
    """No link can lead to `C #sharp`: a `#` ends every linkpath (1.9)."""
    root = make({"C #sharp.md": "x #cs"}, page("tags"))
    index(root)
    assert parse_note("Page.md", body(root, "Page.md")).tags == ()


def test_a_name_that_begins_with_a_space(make):
    root = make({" lead.md": "x #cs"}, MARKDOWN + page("tags"))
    index(root)
    [link] = parse_note("Page.md", body(root, "Page.md")).links
    assert read_vault(root).resolve(link.target, "Page.md").path == " lead.md"


def test_links_in_properties_are_written_for_the_page_they_stand_on(make):
    notes = {"X/A.md": "---\nup: '[above](../B.md)'\nsee: ['[[C|c]]', text]\n---\n", "B.md": "", "Y/C.md": ""}
    root = make(notes, MARKDOWN + page("folder", "Index/Page.md", folder="X", columns=["up", "see"]))
    index(root)
    assert body(root, "Index/Page.md").split("\n")[-1] == "| [A](../X/A.md) | [above](../B.md) | [c](../Y/C.md), text |"


def test_embeds_do_not_vote_on_the_style_of_links(make):
    root = make({"A.md": "![a](a.png) ![b](a.png) [[B]] #t", "B.md": "", "a.png": ""}, page("tags"))
    index(root)
    assert "[[A]]" in body(root, "Page.md")


# --- Values that could break a page -----------------------------------------------------------------------------------

VALUES = {
    "a | b": "a | b",
    "| --- | --- |": "| --- | --- |",
    r"a \| b": "a | b",
    "a\nb\n\nc": "a b c",
    "  a\t b ": "a b",
    "<!-- vault-tools:end folder -->": "<!-- vault-tools:end folder -->",
    "<!-- vault-tools:begin x kind=tags -->": "<!-- vault-tools:begin x kind=tags -->",
    "<!--": "<!--",
    "-->": "-->",
    "%% vault-tools:end folder %%": "%% vault-tools:end folder %%",
    "%%": "%%",
    "%%%": "%%%",
    "%%%%": "%%%%",
    "# no heading": "# no heading",
    "- no list": "- no list",
    "> no quote": "> no quote",
    "a \\": "a \\",
    "```": "```",
    "ends with |": "ends with |",
    "|": "|",
}
"""What stands in a property, and what a reader of the page sees."""


def valued():
    return {
        f"{number:02}.md": f"---\nid: i{number:02}\nx: {json.dumps(value)}\n---\n"
        for number, value in enumerate(VALUES)
    }


def test_no_value_breaks_a_table(make):
    root = make(valued(), page("folder", columns=["x", "id"]))
    assert index(root)[0] == 0
    found = [row[1:] for row in cells(text(root, "Page.md"))]
    assert found == [[shown, f"i{number:02}"] for number, shown in enumerate(VALUES.values())]
    assert len(parse_note("Page.md", text(root, "Page.md")).regions) == 1
    assert index(root) == (0, "0 pages written, 1 up to date.\n", "")


def test_no_value_breaks_a_list(make):
    root = make(valued(), page("property", property="x"))
    assert index(root)[0] == 0
    tokens = MarkdownIt("commonmark").parse(text(root, "Page.md"))
    assert [token.type for token in tokens].count("heading_open") == len(set(VALUES.values())) + 1
    assert [token.type for token in tokens].count("list_item_open") == len(VALUES)
    note = parse_note("Page.md", text(root, "Page.md"))
    assert [found.name for found in note.regions] == ["property"]
    assert index(root) == (0, "0 pages written, 1 up to date.\n", "")


def test_no_name_breaks_a_diagram(make):
    root = make({'a "b" #c [d].md': "[x](b%20%5D--%3E%20c.md)", "b ]--> c.md": ""}, page("graph"))
    assert index(root)[0] == 0
    picture = body(root, "Page.md").split("```")[1]
    a, b = node('a "b" #c [d].md'), node("b ]--> c.md")
    assert picture == f'mermaid\ngraph LR\n  {a}["a #quot;b#quot; #35;c [d]"]\n  {b}["b ]--> c"]\n  {a} --> {b}\n'


def test_numbers_are_shown_as_they_are_written(make):
    notes = {"X/A.md": "---\nid: 0123\nlong: 202409091230451234\nlist: [1.50, x]\nwhen: {{date}}\n---\n"}
    root = make(notes, page("folder", folder="X", columns=["id", "long", "list", "when"]))
    index(root)
    assert body(root, "Page.md").split("\n")[-1] == "| [[A]] | 0123 | 202409091230451234 | 1.50, x | {{date}} |"


BLOCKS = ["```", "~~~", "---", "# h", "> q", "- x", "1. x", "2) y", "[ ] t", "<div>", "[a]: b"]


def blocks_in(markdown):
    return {token.type for token in MarkdownIt("commonmark").parse(markdown)}


@pytest.mark.parametrize("view", ["list", "tree", "callouts"])
@pytest.mark.parametrize("value", BLOCKS)
def test_a_value_at_the_beginning_of_an_item_begins_no_block(make, view, value):
    options = {"folder": "N", "columns": ["V", "file.link"], "view": view}
    root = make(
        {"N/a.md": f"---\nV: {json.dumps(value)}\n---\n", "N/b.md": "---\nV: b\n---\n"}, page("folder", **options)
    )
    assert index(root)[0] == 0
    found = body(root).replace("> [!abstract] Notes\n", "")
    assert len(found.split("\n")) == 2
    allowed = {"bullet_list_open", "list_item_open", "paragraph_open", "inline", "blockquote_open"}
    assert {kind for kind in blocks_in(found) if not kind.endswith("_close")} <= allowed
    assert [item.task for item in parse_note("x.md", found).items] == [None, None]


@pytest.mark.parametrize("value", BLOCKS)
def test_a_value_as_a_branch_of_a_tree_begins_no_block(make, value):
    root = make({"N/a.md": f"---\nV: {json.dumps(value)}\n---\n"}, page("property", property="V", view="tree"))
    assert index(root)[0] == 0
    assert "    - [[a]]" in body(root).split("\n")
    allowed = {"bullet_list_open", "list_item_open", "paragraph_open", "inline"}
    assert {kind for kind in blocks_in(body(root)) if not kind.endswith("_close")} <= allowed


def test_a_numbered_folder_is_one_branch_of_a_tree(make):
    root = make({"1. Inbox/a.md": "", "- b/b.md": "", "~~~/c.md": ""}, page("folder", folder="", view="tree"))
    assert index(root)[0] == 0
    assert body(root).split("\n") == ["- 1\\. Inbox", "    - [[a]]", "- \\- b", "    - [[b]]", "- \\~~~", "    - [[c]]"]


def test_only_the_number_at_the_beginning_is_meant(make):
    root = make(
        {"a.md": '---\nV: "2. in 2024. Or 3) x"\n---\n'}, page("folder", columns=["V", "file.link"], view="list")
    )
    assert index(root)[0] == 0
    assert body(root) == "- 2\\. in 2024. Or 3) x — [[a]]"


def test_a_formula_that_is_not_closed_takes_nothing_of_the_page(make):
    """`$$` is math up to the next `$$`, on whatever line (7)."""
    notes = {"a.md": '---\nV: "costs $$"\n---\n', "b.md": '---\nV: "$$x$$"\n---\n'}
    root = make(notes, page("folder", columns=["V"]))
    assert index(root)[0] == 0
    assert "| [[a]] | costs $\\$ |" in body(root)
    assert "| [[b]] | $$x$$ |" in body(root)


# --- Names on disk ----------------------------------------------------------------------------------------------------


def test_a_page_goes_into_the_note_that_has_its_name_in_another_case(make):
    """They would be one file on a Mac, and one note to a link everywhere (3.5)."""
    root = make({"A/main.md": "mine\n", "A/a.md": "", "B/b.md": ""}, page("folder", "{folder}/Main.md", view="list"))
    assert index(root)[1] == "wrote A/main.md\nwrote B/Main.md\n2 pages written, 0 up to date.\n"
    assert notes_in(root) == ["A/a.md", "A/main.md", "B/Main.md", "B/b.md"]
    assert body(root, "A/main.md") == "- [[a]]"
    assert (root / "A/main.md").read_text().startswith("mine\n\n<!--")
    assert index(root) == (0, "0 pages written, 2 up to date.\n", "")


def test_a_page_of_a_folder_is_not_listed_whatever_its_case(make):
    files = {"A/a.md": "", "A/B/main.md": "mine\n", "A/B/b.md": ""}
    root = make(files, page("folder", "{folder}/Main.md", view="list"))
    assert index(root)[0] == 0
    assert body(root, "A/Main.md") == "- [[a]]\n- [[b]]"


def test_two_entries_that_spell_a_path_otherwise_fill_one_note(make):
    root = make({"a.md": "#t"}, page("folder", "Page.md") + page("tags", "page.md"))
    assert index(root)[1] == "wrote Page.md\n1 page written, 0 up to date.\n"
    assert notes_in(root) == ["Page.md", "a.md"]
    assert index(root) == (0, "0 pages written, 1 up to date.\n", "")


def test_two_notes_that_differ_by_case_stay_two(make):
    root = make({"a.md": "#t", "Page.md": "1\n", "page.md": "2\n"}, page("folder", "Page.md") + page("tags", "page.md"))
    assert index(root)[1] == "wrote Page.md\nwrote page.md\n2 pages written, 0 up to date.\n"
    assert index(root) == (0, "0 pages written, 2 up to date.\n", "")


def test_a_page_goes_into_the_folder_that_is_there_however_its_letters_are_composed(make):
    decomposed = unicodedata.normalize("NFD", "Üben")
    root = make({f"{decomposed}/a.md": ""}, page("folder", "{folder}/Main.md"))
    assert index(root)[0] == 0
    assert notes_in(root) == [f"{decomposed}/Main.md", f"{decomposed}/a.md"]
    assert index(root) == (0, "0 pages written, 1 up to date.\n", "")


def test_a_folder_with_the_name_of_a_page_is_named(make):
    root = make({"a.md": "", "Page.md/b.md": ""}, page("folder"))
    code, _, err = index(root)
    assert (code, err) == (1, "error: Page.md: cannot be written: there is a folder of this name\n")
