"""What a note holds, each thing at its place; and the frontmatter as Obsidian's YAML 1.2 reads it.

Numbers in parentheses are sections of the Obsidian semantics reference. Which links, tags and anchors a text has at all
is the subject of the case tables (`test_cases.py`); here it is where they stand and how they are nested.
"""

import math
from itertools import pairwise

import pytest
from msgspec.structs import replace

from vault_tools.model import Place
from vault_tools.parse import parse_note


def read(text):
    return parse_note("Folder/N.md", text)


def facts(note):
    """A line for each thing in the note, in the order of the text: `LINE:COLUMN what: text`, `⏎` for line ends."""
    found = []

    def add(span, what):
        place = note.place(span.start)
        written = note.slice(span).replace("\n", "⏎")
        found.append((span.start, f"{place.line}:{place.column} {what}: {written}"))

    for property in note.properties:
        add(property.key, "key")
        add(property.span, "value")
        for entry in property.entries:
            add(entry, "entry")
    for callout in note.callouts:
        add(callout.span, f"callout {callout.type}{callout.fold}")
    for item in note.items:
        add(item.span, f"item {note.slice(item.marker)}")
        add(item.text, "text")
    for heading in note.headings:
        add(heading.span, f"h{heading.level} in {heading.context}")
    for code in note.code:
        add(code.span, f"{code.kind} code")
    for span in note.math:
        add(span, "math")
    for comment in note.comments:
        add(comment.span, f"{comment.kind} comment")
    for link in note.links:
        add(link.span, f"{link.kind}{' embed' if link.embed else ''} in {link.context}")
    for tag in note.tags:
        add(tag.span, f"{tag.source} tag")
    for block in note.blocks:
        add(block.target, f"named {block.id}")
        add(block.span, "id")
    return [fact for _, fact in sorted(found, key=lambda pair: pair[0])]


# --- Places ----------------------------------------------------------------------------------------------------------

PLACES = [
    # headings (3.8): from the hashes to the end of the line, closing hashes included
    pytest.param("# One\n", ["1:1 h1 in body: # One"], id="ATX heading"),
    pytest.param("a\n\n   ### One ### \nb\n", ["3:4 h3 in body: ### One ###"], id="indented heading, closing hashes"),
    pytest.param("#\tOne", ["1:1 h1 in body: #\tOne"], id="heading with a tab"),
    pytest.param("##\n", ["1:1 h2 in body: ##"], id="empty heading"),
    pytest.param("####### One\n", [], id="seven hashes are no heading"),
    pytest.param("    # One\n", ["1:5 indented code: # One"], id="indented by four: code"),
    pytest.param("One\ntwo\n---\nb", ["1:1 h2 in body: One⏎two⏎---"], id="setext heading over two lines"),
    pytest.param(
        "# `c` [[A]] #t ^id\n",
        [
            "1:1 h1 in body: # `c` [[A]] #t ^id",
            "1:1 named id: # `c` [[A]] #t ^id",
            "1:3 inline code: `c`",
            "1:7 wikilink in heading: [[A]]",
            "1:13 body tag: #t",
            "1:16 id: ^id",
        ],
        id="all sorts of things in a heading",
    ),
    # links (2.2 to 2.7): brackets and the `!` of an embed belong to the link (9.2)
    pytest.param(
        "a [[B]] ![[C#d|e]]![[F]]",
        [
            "1:3 wikilink in body: [[B]]",
            "1:9 wikilink embed in body: ![[C#d|e]]",
            "1:19 wikilink embed in body: ![[F]]",
        ],
        id="wikilinks and embeds",
    ),
    pytest.param(
        "[a](b.md) ![c|100](d.png) [e](<f g.md> \"h\") [i [j] k](l.md#m 'n')",
        [
            "1:1 markdown in body: [a](b.md)",
            "1:11 markdown embed in body: ![c|100](d.png)",
            '1:27 markdown in body: [e](<f g.md> "h")',
            "1:45 markdown in body: [i [j] k](l.md#m 'n')",
        ],
        id="Markdown links",
    ),
    pytest.param(
        "[![a](b.png)](c.md)",
        ["1:1 markdown in body: [![a](b.png)](c.md)", "1:2 markdown embed in body: ![a](b.png)"],
        id="an image in a link",
    ),
    pytest.param(
        "<https://a.org> (https://b.org/c?d=e#f). https://g.org,",
        [
            "1:1 url in body: <https://a.org>",
            "1:18 url in body: https://b.org/c?d=e#f",
            "1:42 url in body: https://g.org",
        ],
        id="URLs end before punctuation",
    ),
    pytest.param(
        'a [b][c]\n\n[c]: d.md "e"\n[f]: <g h.md>\n',
        ['3:1 reference in body: [c]: d.md "e"', "4:1 reference in body: [f]: <g h.md>"],
        id="definitions, not their uses",
    ),
    pytest.param(
        "😀é [[Ü]] #ß",
        ["1:4 wikilink in body: [[Ü]]", "1:10 body tag: #ß"],
        id="columns count characters, not bytes or UTF-16",
    ),
    pytest.param(
        "a\n[[B]]\n\n\n  c\n  [[D]]",
        ["2:1 wikilink in body: [[B]]", "6:3 wikilink in body: [[D]]"],
        id="links on continuation lines",
    ),
    # tags (5.1)
    pytest.param(
        "#a/b/ #c, #d\n#e:f",
        ["1:1 body tag: #a/b", "1:7 body tag: #c", "1:11 body tag: #d", "2:1 body tag: #e"],
        id="tags without what follows them",
    ),
    # block ids (3.9)
    pytest.param(
        "a\nb ^id\n",
        ["1:1 named id: a⏎b ^id", "2:3 id: ^id"],
        id="an id at the end names its paragraph",
    ),
    pytest.param(
        "> a\n> b\n\n^id\n\nc",
        ["1:1 named id: > a⏎> b", "4:1 id: ^id"],
        id="an id of its own names the quote above it",
    ),
    pytest.param(
        "| a | b |\n|---|---|\n| c | d |\n^id\n",
        ["1:1 named id: | a | b |⏎|---|---|⏎| c | d |", "4:1 id: ^id"],
        id="an id below a table names the table",
    ),
    pytest.param(
        "```\nc\n```\n\n^id\n",
        ["1:1 fenced code: ```⏎c⏎```", "1:1 named id: ```⏎c⏎```", "5:1 id: ^id"],
        id="an id of its own names the code above it",
    ),
    pytest.param(
        "- a ^one\n  - b ^two\n\n^three\n",
        [
            "1:1 item -: - a ^one⏎  - b ^two",
            "1:1 named one: - a ^one⏎  - b ^two",
            "1:1 named three: - a ^one⏎  - b ^two",
            "1:3 text: a ^one",
            "1:5 id: ^one",
            "2:3 item -: - b ^two",
            "2:3 named two: - b ^two",
            "2:5 text: b ^two",
            "2:7 id: ^two",
            "4:1 id: ^three",
        ],
        id="ids of an item, of its child, and of the whole list",
    ),
    pytest.param(
        "- a\n  ^id\n- b\n",
        [
            "1:1 item -: - a⏎  ^id",
            "1:1 named id: - a⏎  ^id",
            "1:3 text: a⏎  ^id",
            "2:3 id: ^id",
            "3:1 item -: - b",
            "3:3 text: b",
        ],
        id="an id on a line of its own within an item",
    ),
    # code (6)
    pytest.param(
        "```py x\n[[a]]\n```\n\n~~~\n```\n#b\n~~~~\n",
        ["1:1 fenced code: ```py x⏎[[a]]⏎```", "5:1 fenced code: ~~~⏎```⏎#b⏎~~~~"],
        id="fenced code with its fences",
    ),
    pytest.param("a\n\n```\n[[b]]\n\n#c\n", ["3:1 fenced code: ```⏎[[b]]⏎⏎#c"], id="an open fence reaches to the end"),
    pytest.param(
        "a\n\n    b\n\n    c\n\nd\n", ["3:5 indented code: b⏎⏎    c"], id="indented code without its outer indentation"
    ),
    pytest.param(
        "`a` ``b ` c`` `d\ne`",
        ["1:1 inline code: `a`", "1:5 inline code: ``b ` c``", "1:15 inline code: `d⏎e`"],
        id="inline code with its backticks",
    ),
    # math, comments (2.9, 6)
    pytest.param(
        "$a$ $$b$$\n\n$$\nc\n$$\nd",
        ["1:1 math: $a$", "1:5 math: $$b$$", "3:1 math: $$⏎c⏎$$"],
        id="math with its dollars",
    ),
    pytest.param(
        "a %%b [[C]]%% <!-- [[d]] --> e\n\n%%\nf #g\n%%\n\n<!-- h\n\n[[i]] -->\nj",
        [
            "1:3 obsidian comment: %%b [[C]]%%",
            "1:7 wikilink in comment: [[C]]",
            "1:15 html comment: <!-- [[d]] -->",
            "3:1 obsidian comment: %%⏎f #g⏎%%",
            "4:3 body tag: #g",
            "7:1 html comment: <!-- h⏎⏎[[i]] -->",
        ],
        id="comments with their marks",
    ),
    # containers
    pytest.param(
        "> a [[B]]\n> # C\nd [[E]]\n",
        [
            "1:5 wikilink in quote: [[B]]",
            "2:3 h1 in quote: # C",
            "3:3 wikilink in body: [[E]]",
        ],
        id="what follows a heading in a quote is outside of it",
    ),
    pytest.param(
        "> a\n>\nb [[C]]\n", ["3:3 wikilink in body: [[C]]"], id="an empty line in a quote ends what may be lazy"
    ),
    pytest.param(
        "> [!note]- A #b\n> c [[D]]\nlazy [[E]]\n\nf",
        [
            "1:1 callout note-: > [!note]- A #b⏎> c [[D]]⏎lazy [[E]]",
            "1:14 body tag: #b",
            "2:5 wikilink in callout: [[D]]",
            "3:6 wikilink in callout: [[E]]",
        ],
        id="callout: title, body and lazy line",
    ),
    pytest.param(
        "> [!a]\n> > [!b|c]+ d\n> > [[E]]\n> [[F]]\n",
        [
            "1:1 callout a: > [!a]⏎> > [!b|c]+ d⏎> > [[E]]⏎> [[F]]",
            "2:3 callout b|c+: > [!b|c]+ d⏎> > [[E]]⏎> [[F]]",
            "3:5 wikilink in callout: [[E]]",
            "4:3 wikilink in callout: [[F]]",
        ],
        id="nested callouts; a line with one mark less is lazy",
    ),
    pytest.param(
        ">\t[[A]]\n>\n>     [[b]]\n>  > #c\n",
        [
            "1:3 wikilink in quote: [[A]]",
            "3:7 indented code: [[b]]",
            "4:6 body tag: #c",
        ],
        id="quotes with tabs and code",
    ),
    pytest.param(
        "- [[A]]\n\t- ![[B]]\n\n\t\t[[C]]\n",
        [
            "1:1 item -: - [[A]]⏎\t- ![[B]]⏎⏎\t\t[[C]]",
            "1:3 text: [[A]]",
            "1:3 wikilink in list: [[A]]",
            "2:2 item -: - ![[B]]⏎⏎\t\t[[C]]",
            "2:4 text: ![[B]]",
            "2:4 wikilink embed in list: ![[B]]",
            "4:3 wikilink in list: [[C]]",
        ],
        id="list indented by tabs",
    ),
    pytest.param(
        "1. a\n   ```\n   [[b]]\n   ```\n   > [[C]]\n   > - #d\n",
        [
            "1:1 item 1.: 1. a⏎   ```⏎   [[b]]⏎   ```⏎   > [[C]]⏎   > - #d",
            "1:4 text: a",
            "2:4 fenced code: ```⏎   [[b]]⏎   ```",
            "5:6 wikilink in quote: [[C]]",
            "6:6 item -: - #d",
            "6:8 text: #d",
            "6:8 body tag: #d",
        ],
        id="code and a quote with a list in an item",
    ),
    pytest.param(
        "a[^1]\n\n[^1]: b [[C]]\n\n  #d [[E]]\n\nf [[G]]",
        [
            "3:9 wikilink in footnote: [[C]]",
            "5:3 body tag: #d",
            "5:6 wikilink in footnote: [[E]]",
            "7:3 wikilink in body: [[G]]",
        ],
        id="footnote of two paragraphs",
    ),
    pytest.param(
        "| [[A\\|b]] | #c |\n| --- | :-: |\n| `d\\|e` | ![[F]] |\n| #g |\n",
        [
            "1:3 wikilink in table: [[A\\|b]]",
            "1:14 body tag: #c",
            "3:3 inline code: `d\\|e`",
            "3:12 wikilink embed in table: ![[F]]",
            "4:3 body tag: #g",
        ],
        id="table",
    ),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_everything_stands_where_it_was_written(text, expected):
    assert facts(read(text)) == expected


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(lambda text: "\ufeff" + text, id="byte order mark"),
        pytest.param(lambda text: "\ufeff" + text.replace("\n", "\r\n"), id="byte order mark and CRLF"),
        pytest.param(lambda text: text.replace("\n", "\r\n", 1), id="mixed line ends"),
        pytest.param(lambda text: text.rstrip("\n"), id="no final newline"),
        pytest.param(lambda text: text + "\n\n \n", id="blank lines at the end"),
    ],
)
@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_bytes_that_are_no_text_move_nothing(text, expected, change):
    assert facts(read(change(text))) == expected


def moved(fact, columns, indent, context):
    place, _, rest = fact.partition(" ")
    line, _, column = place.partition(":")
    what, _, written = rest.partition(": ")
    what = what.replace(" in body", f" in {context}")
    return f"{line}:{int(column) + columns} {what}: {written.replace('⏎', '⏎' + indent)}"


def those(fits):
    return [param for param in PLACES if "\t" not in param.values[0] and fits(param)]


@pytest.mark.parametrize(("text", "expected"), those(lambda param: param.id != "an image in a link"))
def test_in_a_quote_everything_moves_by_its_mark(text, expected):
    quoted = "".join(f"> {line}\n" for line in text.removesuffix("\n").split("\n"))
    assert facts(read(quoted)) == [moved(fact, 2, "> ", "quote") for fact in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    those(lambda param: param.values[0][0] != " " and param.id != "an id at the end names its paragraph"),
)
def test_in_a_list_item_everything_moves_by_its_indentation(text, expected):
    first, *rest = text.removesuffix("\n").split("\n")
    note = read(f"- {first}\n" + "".join(f"  {line}\n" for line in rest))
    inside = replace(note, items=note.items[1:])
    assert facts(inside) == [moved(fact, 2, "  ", "list") for fact in expected]


def test_below_frontmatter_everything_moves_by_its_lines():
    note = read("---\na: b\n---\n# C [[D]]\n")
    assert note.body == 13
    assert facts(note) == [
        "2:1 key: a",
        "2:4 value: b",
        "4:1 h1 in body: # C [[D]]",
        "4:5 wikilink in heading: [[D]]",
    ]


@pytest.mark.parametrize(
    ("offset", "place"),
    [
        pytest.param(0, (1, 1), id="the first character"),
        pytest.param(1, (1, 2), id="a line end belongs to its line"),
        pytest.param(2, (2, 1), id="an empty line"),
        pytest.param(3, (3, 1), id="the line after it"),
        pytest.param(5, (3, 3), id="after an emoji, which is one character"),
        pytest.param(6, (4, 1), id="the end of the text"),
    ],
)
def test_lines_and_columns_count_from_one(offset, place):
    assert read("a\n\n😀b\n").place(offset) == Place(*place)


def test_name_and_folder_come_from_the_path():
    note = read("")
    assert (note.name, note.folder) == ("N", "Folder")
    assert (parse_note("v1.2.md", "").name, parse_note("v1.2.md", "").folder) == ("v1.2", "")


# --- Headings (3.8) --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("# See [[Other]]", [(1, "See [[Other]]", True)], id="text is raw"),
        pytest.param("##   A  ##  ", [(2, "A", True)], id="padding and closing hashes are no text"),
        pytest.param("# C#", [(1, "C#", True)], id="a hash that touches the text is text"),
        pytest.param("# A \\#", [(1, "A \\#", True)], id="an escaped hash closes nothing"),
        pytest.param("## ##", [(2, "", True)], id="nothing but closing hashes"),
        pytest.param("A\nB\n=", [(1, "A\nB", True)], id="setext text of two lines"),
        pytest.param("> # A\n\n> > ## B", [(1, "A", False), (2, "B", False)], id="none in a quote"),
        pytest.param("> [!note]\n> # A", [(1, "A", False)], id="none in a callout"),
        pytest.param("- # A\n- b\n\n  ## C", [(1, "A", False), (2, "C", False)], id="none in a list item"),
        pytest.param("[^1]: a\n\n    # B", [(1, "B", False)], id="none in a footnote"),
        pytest.param("```\n# A\n```\n<!--\n# B\n-->\n<div>\n# C\n</div>\n", [], id="code and HTML have none"),
        pytest.param("> a\n# B", [(1, "B", True)], id="a heading ends a quote"),
        pytest.param("- a\n# B", [(1, "B", True)], id="a heading ends a list"),
        pytest.param("> a\n===\n", [], id="a lazy line underlines nothing"),
        pytest.param("- a\n===\n", [], id="nor in a list"),
        pytest.param("> a\n---\n", [], id="below a quote dashes are a thematic break"),
        pytest.param("a\n\n---\n", [], id="after a blank line too"),
    ],
)
def test_headings_and_which_are_anchors(text, expected):
    assert [(h.level, h.text, h.is_anchor) for h in read(text).headings] == expected


# --- Lists -----------------------------------------------------------------------------------------------------------


def outline(note):
    """The items, each indented by its depth."""
    rows = []
    for item in note.items:
        box = "" if item.task is None else f"[{item.task}] "
        text = note.slice(item.text).replace("\n", "⏎")
        rows.append("  " * item.depth_in(note) + f"{note.slice(item.marker)} {box}{text}")
    return rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("- a\n- b\n", ["- a", "- b"], id="siblings"),
        pytest.param("- a\n\n\n- b\n", ["- a", "- b"], id="loose siblings"),
        pytest.param("* a\n+ b\n- c\n", ["* a", "+ b", "- c"], id="another bullet begins another list"),
        pytest.param("- a\n  - b\n    - c\n  - d\n- e", ["- a", "  - b", "    - c", "  - d", "- e"], id="spaces"),
        pytest.param("- a\n\t- b\n\t\t- c\n\t- d\n- e", ["- a", "  - b", "    - c", "  - d", "- e"], id="tabs"),
        pytest.param("- a\n    - b\n        - c\n", ["- a", "  - b", "    - c"], id="four spaces"),
        pytest.param("- a\n - b\n  - c\n", ["- a", "- b", "- c"], id="one space more is no level"),
        pytest.param("- a\n - b\n   - c\n", ["- a", "- b", "  - c"], id="up to the text of the item above is one"),
        pytest.param("1. a\n  - b\n   - c\n", ["1. a", "- b", "- c"], id="too little indentation below a number"),
        pytest.param("1. a\n   - b\n2. c\n", ["1. a", "  - b", "2. c"], id="bullets below numbers"),
        pytest.param("1. a\n1. b\n7. c\n", ["1. a", "1. b", "7. c"], id="any numbers"),
        pytest.param("1) a\n2. b\n", ["1) a", "2. b"], id="another delimiter begins another list"),
        pytest.param("10. a\n    - b\n", ["10. a", "  - b"], id="a wide number"),
        pytest.param("1234567890. a\n", [], id="ten digits are no number"),
        pytest.param("- - a\n  - b\n", ["- ", "  - a", "  - b"], id="an item that begins with a list"),
        pytest.param("- 1. a\n     - b\n", ["- ", "  1. a", "    - b"], id="two markers on a line"),
        pytest.param("-\n- \n-\n  a\n", ["- ", "- ", "- a"], id="empty items"),
        pytest.param("-\n\n  a\n", ["- "], id="an item begins with at most one blank line"),
        pytest.param("- a\n  b\n c\nd\n", ["- a⏎  b⏎ c⏎d"], id="continuation lines, the last ones lazy"),
        pytest.param("- a\n\n  b\n\n  - c\n", ["- a", "  - c"], id="the text is the first paragraph only"),
        pytest.param("- ```\n  a\n  ```\n", ["- "], id="no text when the item begins with code"),
        pytest.param("- > a\n", ["- "], id="no text when the item begins with a quote"),
        pytest.param("- a\n\nb\n- c\n", ["- a", "- c"], id="a paragraph between two lists"),
        pytest.param("a\n- b\n", ["- b"], id="a bullet interrupts a paragraph"),
        pytest.param("a\n1. b\n", ["1. b"], id="1. interrupts a paragraph"),
        pytest.param("a\n2. b\n", [], id="2. does not"),
        pytest.param("a\n-\n", [], id="an empty bullet does not"),
        pytest.param("- a\n***\n- b\n", ["- a", "- b"], id="a thematic break between two lists"),
        pytest.param("* * *\n- - -\n", [], id="thematic breaks are no items"),
        pytest.param("-a\n1.b\n+\u00a0c\n", [], id="no space, no item"),
        pytest.param("    - a\n", [], id="indented by four: code"),
        pytest.param("-\ta\n\t- b\n", ["- a", "  - b"], id="a tab after the marker"),
        pytest.param("-    a\n  - b\n     - c\n", ["- a", "- b", "  - c"], id="four spaces after the marker"),
        pytest.param("-     a\n", ["- "], id="five spaces after the marker: code"),
        pytest.param("> - a\n>   - b\n> - c\n", ["- a", "  - b", "- c"], id="in a quote"),
        pytest.param("- a\n  > - b\n  >   - c\n", ["- a", "  - b", "    - c"], id="in a quote in an item"),
        pytest.param("[^1]: a\n\n    - b\n      - c\n", ["- b", "  - c"], id="in a footnote"),
        pytest.param("%%\n- a\n  - b\n%%\n", ["- a", "  - b"], id="in a comment"),
    ],
)
def test_items_are_nested_as_they_are_indented(text, expected):
    assert outline(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("- [ ] a\n- [x] b\n- [?] c", ["- [ ] a", "- [x] b", "- [?] c"], id="any single character"),
        pytest.param("* [ ] a\n\n+ [X] b\n\n2. [-] c", ["* [ ] a", "+ [X] b", "2. [-] c"], id="any marker"),
        pytest.param("- [ ] a\n\t- [✓] b", ["- [ ] a", "  - [✓] b"], id="nested"),
        pytest.param("- [ ]   a\n  b", ["- [ ] a⏎  b"], id="the box is no text, in two lines neither"),
        pytest.param("- [ ]a\n- []b\n- [xx] c", ["- [ ]a", "- []b", "- [xx] c"], id="no box without its space"),
        pytest.param("[ ] a\n\n> [x] b", [], id="only items have boxes"),
        pytest.param("- [x](y) a", ["- [x](y) a"], id="a link is no box"),
        pytest.param("> - [/] a", ["- [/] a"], id="in a quote"),
        pytest.param("- - [ ] a", ["- ", "  - [ ] a"], id="after two markers"),
        pytest.param("- [ ] [[A]] #b ^c", ["- [ ] [[A]] #b ^c"], id="with other things"),
    ],
)
def test_tasks_and_their_characters(text, expected):
    """(6)"""
    assert outline(read(text)) == expected


# --- Generated regions -----------------------------------------------------------------------------------------------

BEGIN, END = "<!-- vault-tools:begin a -->", "<!-- vault-tools:end a -->"


def owned(text):
    """What counts as the user's, and the regions' bodies."""
    note = read(text)
    return (
        [link.target for link in note.links],
        [tag.name for tag in note.tags],
        outline(note),
        [(region.name, region.attributes, note.slice(region.body)) for region in note.regions],
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"- [[A]] #b\n\n{BEGIN}\n\n- [[C]] #d\n  - e\n\n{END}\n\n- f\n  - [[G]] #h\n",
            (["A", "G"], ["b", "h"], ["- [[A]] #b", "- f", "  - [[G]] #h"], [("a", {}, "\n\n- [[C]] #d\n  - e\n\n")]),
            id="HTML markers",
        ),
        pytest.param(
            "%% vault-tools:begin a %%\n- [[C]] #d\n%% vault-tools:end a %%\n[[E]]",
            (["E"], [], [], [("a", {}, "\n- [[C]] #d\n")]),
            id="comment markers",
        ),
        pytest.param(
            f"{BEGIN}\n[[B]]\n%% vault-tools:end a %%\n",
            ([], [], [], [("a", {}, "\n[[B]]\n")]),
            id="one marker of each form",
        ),
        pytest.param(
            f"{BEGIN}\n{END}\n[[B]]\n<!-- vault-tools:begin c -->\n[[D]]\n<!-- vault-tools:end c -->\n#e",
            (["B"], ["e"], [], [("a", {}, "\n"), ("c", {}, "\n[[D]]\n")]),
            id="two regions, one empty",
        ),
        pytest.param(
            '<!-- vault-tools:begin a kind=tags folder="X &amp; Y" by=\'"n"\' -->\n' + END,
            ([], [], [], [("a", {"kind": "tags", "folder": "X & Y", "by": '"n"'}, "\n")]),
            id="attributes as in HTML",
        ),
        pytest.param(
            "---\nup: '[[A]]'\ntags: [b]\n---\n" + BEGIN + "\n[[C]] #d\n" + END,
            (["A"], ["b"], [], [("a", {}, "\n[[C]] #d\n")]),
            id="links and tags of properties are the user's",
        ),
        pytest.param(
            f"> [!note]\n> {BEGIN}\n> [[A]]\n> {END}\n", (["A"], [], [], []), id="markers in a callout are none"
        ),
        pytest.param(f"- a\n  {BEGIN}\n  [[B]]\n  {END}\n", (["B"], [], ["- a"], []), id="markers in an item are none"),
        pytest.param(f"```\n{BEGIN}\n```\n[[B]]\n", (["B"], [], [], []), id="markers in code are none"),
        pytest.param(f"a {BEGIN} [[B]] {END}\n", (["B"], [], [], []), id="markers within a line are none"),
        pytest.param("%%\nvault-tools:begin a\n%%\n[[B]]\n", (["B"], [], [], []), id="a marker has one line"),
    ],
)
def test_generated_regions_hold_nothing_of_the_users(text, expected):
    assert owned(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{BEGIN}\n- [[A]] #b\n", id="no end"),
        pytest.param(f"{END}\n- [[A]] #b\n", id="no begin"),
        pytest.param(f"{END}\n- [[A]] #b\n{BEGIN}\n", id="the wrong way round"),
        pytest.param(f"{BEGIN}\n- [[A]] #b\n<!-- vault-tools:end c -->\n", id="another name"),
        pytest.param(f"{BEGIN}\n{BEGIN}\n- [[A]] #b\n{END}\n", id="begun twice"),
        pytest.param(f"{BEGIN}\n- [[A]] #b\n{END}\n{BEGIN}\n{END}\n", id="a second region of the same name"),
        pytest.param(f"{BEGIN}\n- [[A]] #b\n{END}\n<!-- vault-tools:begin -->\n", id="a marker without a name"),
        pytest.param(f'<!-- vault-tools:begin a b="c -->\n- [[A]] #b\n{END}\n', id="an open quote"),
        pytest.param(f"<!-- vault-tools:begin a b=1 b=2 -->\n- [[A]] #b\n{END}\n", id="an attribute twice"),
        pytest.param(f"{BEGIN}\n- [[A]] #b\n<!-- vault-tools:end a b=1 -->\n", id="an end with attributes"),
        pytest.param(
            f"{BEGIN}\n- [[A]] #b\n<!-- vault-tools:begin c -->\n{END}\n<!-- vault-tools:end c -->\n", id="crossed"
        ),
    ],
)
def test_one_damaged_marker_and_everything_is_the_users_again(text):
    assert owned(text) == (["A"], ["b"], ["- [[A]] #b"], [])


def test_parents_are_right_when_a_region_takes_items_away():
    note = read(f"- a\n  - b\n\n{BEGIN}\n- c\n  - d\n{END}\n- e\n  - f\n    - g\n")
    assert [(note.slice(item.text), item.parent) for item in note.items] == [
        ("a", None),
        ("b", 0),
        ("e", None),
        ("f", 2),
        ("g", 3),
    ]


# --- Conflicts -------------------------------------------------------------------------------------------------------

CONFLICT = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"x\n{CONFLICT}\ny\n", [CONFLICT], id="one"),
        pytest.param(f"{CONFLICT}\n\n{CONFLICT}", [CONFLICT, CONFLICT], id="two, the last without a newline"),
        pytest.param(
            "<<<<<<< a\nb\n||||||| c\nd\n=======\ne\n>>>>>>> f\n",
            ["<<<<<<< a\nb\n||||||| c\nd\n=======\ne\n>>>>>>> f"],
            id="with the common ancestor",
        ),
        pytest.param("<<<<<<<\n=======\n>>>>>>>\n", ["<<<<<<<\n=======\n>>>>>>>"], id="without names"),
        pytest.param(f"---\na: 1\n{CONFLICT}\n---\n", [CONFLICT], id="in the frontmatter"),
        pytest.param(f"<<<<<<< old\n{CONFLICT}\n", [CONFLICT], id="from the last begin"),
        pytest.param("<<<<<<< HEAD\na\n=======\nb\n", [], id="no end"),
        pytest.param("a\n=======\nb\n>>>>>>> other\n", [], id="no begin"),
        pytest.param("<<<<<<< HEAD\na\n>>>>>>> other\n", [], id="no middle"),
        pytest.param("=======\n<<<<<<< HEAD\na\n>>>>>>> other\n", [], id="middle before begin"),
        pytest.param("<<<<<<<HEAD\n=======\n>>>>>>>other\n", [], id="no space before the name"),
        pytest.param("<<<<<<<< HEAD\n========\n>>>>>>>> other\n", [], id="eight characters"),
        pytest.param(f"```\n{CONFLICT}\n```\n", [], id="in fenced code"),
        pytest.param("".join(f"    {line}\n" for line in CONFLICT.split("\n")), [], id="in indented code"),
        pytest.param("".join(f"> {line}\n" for line in CONFLICT.split("\n")), [], id="in a quote"),
        pytest.param("Title\n=======\n", [], id="a setext heading"),
    ],
)
def test_conflicts_are_whole_and_not_in_code(text, expected):
    note = read(text)
    assert [note.slice(span) for span in note.conflicts] == expected


# --- Frontmatter: fences (4.1) ---------------------------------------------------------------------------------------


def values(note):
    return {property.name: property.value for property in note.properties}


@pytest.mark.parametrize(
    ("text", "expected", "body"),
    [
        pytest.param("---\na: b\n---\nc", {"a": "b"}, "c", id="a block"),
        pytest.param("---\r\na: b\r\n---\r\nc", {"a": "b"}, "c", id="CRLF"),
        pytest.param("\ufeff---\na: b\n---\nc", {"a": "b"}, "c", id="byte order mark"),
        pytest.param("---\na: b\n--- \t\nc", {"a": "b"}, "c", id="blanks after the closing line"),
        pytest.param("---\na: b\n---", {"a": "b"}, "", id="the closing line ends the file"),
        pytest.param("---\n---\nc", {}, "c", id="an empty block"),
        pytest.param("---\n---", {}, "", id="nothing but an empty block"),
        pytest.param("---\n\n# a: b\n\n---\nc", {}, "c", id="nothing but comments"),
        pytest.param(
            "---\na: |\n  b\n  ---\n  c\n---\nd", {"a": "b\n---\nc\n"}, "d", id="indented dashes do not close"
        ),
        pytest.param("---\na: |\n  b\n---\n  c\n---\n", {"a": "b\n"}, "  c\n---\n", id="dashes in column 0 do"),
        pytest.param("---\na: b\n---\nc: d\n---\n", {"a": "b"}, "c: d\n---\n", id="only the first block"),
        pytest.param("---\na: b\n...\n---\nc", {"a": "b"}, "c", id="dots end the YAML, not the block"),
    ],
)
def test_frontmatter_stands_between_its_fences(text, expected, body):
    note = read(text)
    assert note.error is None
    assert (values(note), note.text[note.body :]) == (expected, body)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\n---\na: b\n---\n", id="a blank line before it"),
        pytest.param(" ---\na: b\n---\n", id="a space before it"),
        pytest.param("a\n---\na: b\n---\n", id="text before it"),
        pytest.param("--- \na: b\n---\n", id="a space after the opening line (B-16)"),
        pytest.param("----\na: b\n---\n", id="four dashes"),
        pytest.param("+++\na = 1\n+++\n", id="TOML"),
        pytest.param("---\na: b\n", id="not closed"),
        pytest.param("---\na: b\n...\nc", id="closed by dots"),
        pytest.param("---\na: b\n ---\nc", id="closed by indented dashes"),
        pytest.param("---", id="an opening line alone"),
        pytest.param("", id="an empty note"),
    ],
)
def test_no_frontmatter_and_everything_is_body(text):
    note = read(text)
    assert (note.properties, note.error, note.body) == ((), None, 0)


# --- Frontmatter: places ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "a: b c  \né: 'it''s'  # d\n",
            ["2:1 key: a", "2:4 value: b c", "3:1 key: é", "3:4 value: 'it''s'"],
            id="plain and quoted, without blanks and comments",
        ),
        pytest.param(
            '"a b": "c"\n😀: 1\n',
            ['2:1 key: "a b"', '2:8 value: "c"', "3:1 key: 😀", "3:4 value: 1"],
            id="keys with their quotes",
        ),
        pytest.param(
            "a:\nb:   \nc: # d\n",
            ["2:1 key: a", "2:3 value: ", "3:1 key: b", "3:3 value: ", "4:1 key: c", "4:3 value: "],
            id="no value: right after the colon",
        ),
        pytest.param(
            "a: null\nb: ~", ["2:1 key: a", "2:4 value: null", "3:1 key: b", "3:4 value: ~"], id="null in words"
        ),
        pytest.param(
            "a:\n  - b\n  - 'c'\n\n# d\ne: [f, \"g\"]\n",
            [
                "2:1 key: a",
                "3:3 value: - b⏎  - 'c'",
                "3:5 entry: b",
                "4:5 entry: 'c'",
                "7:1 key: e",
                '7:4 value: [f, "g"]',
                "7:5 entry: f",
                '7:8 entry: "g"',
            ],
            id="lists and their entries",
        ),
        pytest.param(
            "a:\n- b: c\n  d: e\n-\n- [f]\n",
            [
                "2:1 key: a",
                "3:1 value: - b: c⏎  d: e⏎-⏎- [f]",
                "3:3 entry: b: c⏎  d: e",
                "5:2 entry: ",
                "6:3 entry: [f]",
            ],
            id="entries that are maps, empty, or lists",
        ),
        pytest.param(
            "a:\n  b:\n    c: d\n\ne: {f: {g: h}}\n",
            ["2:1 key: a", "3:3 value: b:⏎    c: d", "6:1 key: e", "6:4 value: {f: {g: h}}"],
            id="maps",
        ),
        pytest.param(
            "a: |\n  b\n\n  c\n\n\nd: >-\n  e\nf: g\n   h\n",
            [
                "2:1 key: a",
                "2:4 value: |⏎  b⏎⏎  c",
                "8:1 key: d",
                "8:4 value: >-⏎  e",
                "10:1 key: f",
                "10:4 value: g⏎   h",
            ],
            id="values of several lines",
        ),
        pytest.param(
            '{"a": 1, "b": [c]}',
            ['2:2 key: "a"', "2:7 value: 1", '2:10 key: "b"', "2:15 value: [c]", "2:16 entry: c"],
            id="JSON",
        ),
        pytest.param(
            "tags: [a, '#b', 5]\nx: '[[C]]'\n",
            [
                "2:1 key: tags",
                "2:7 value: [a, '#b', 5]",
                "2:8 entry: a",
                "2:8 property tag: a",
                "2:11 entry: '#b'",
                "2:11 property tag: '#b'",
                "2:17 entry: 5",
                "3:1 key: x",
                "3:4 value: '[[C]]'",
                "3:4 property in property: '[[C]]'",
            ],
            id="tags and links",
        ),
    ],
)
def test_keys_and_values_stand_where_they_were_written(source, expected):
    text = f"---\n{source.removesuffix(chr(10))}\n---\nbody\n"
    assert facts(read(text)) == expected
    assert facts(read("\ufeff" + text.replace("\n", "\r\n"))) == expected


# --- Frontmatter: YAML 1.2 (4.3) -------------------------------------------------------------------------------------


def typed(value):
    """Distinguishes `True` from `1`, and numbers from texts; to Obsidian all numbers are of one type."""
    if isinstance(value, list):
        return [typed(entry) for entry in value]
    if isinstance(value, dict):
        return {key: typed(entry) for key, entry in value.items()}
    return ("number", float(value)) if type(value) in (int, float) else value


# fmt: off
TEXTS = [
    "yes", "no", "on", "off", "y", "n", "Yes", "tRue", "nULL", "12:30", "1:30:00", "1_000", "0O17", "0b1", "-0x1F",
    "1,000", "1.2.3", "1e", "e3", "2020-08-21", "2020-08-21T10:30:00", "2020-08-21 10:30:00", "“x”", "x#y", "x:y",
    "-x", "=", "<<", "inf", "nan", ".iNF",
]
# fmt: on
NUMBERS = {
    "5": 5,
    "-5": -5,
    "+5": 5,
    "0123": 123,
    "08": 8,
    "0o17": 15,
    "0x1F": 31,
    "1e3": 1000,
    "1.5E-1": 0.15,
    "1.": 1,
    ".5": 0.5,
    "-.5": -0.5,
    ".inf": math.inf,
    "-.Inf": -math.inf,
    "+.INF": math.inf,
    "9007199254740992": 2**53,
    "12345678901234567890": 12345678901234567890,
    "9" * 5000: math.inf,
    "-" + "9" * 5000: -math.inf,
    "1e999999999": math.inf,
}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        *(pytest.param(f"a: {text}", text, id=f"text {text}") for text in TEXTS),
        *(pytest.param(f"a: {text}", number, id=f"number {text[:24]}") for text, number in NUMBERS.items()),
        *(pytest.param(f"a: {text}", True, id=text) for text in ("true", "True", "TRUE")),
        *(pytest.param(f"a: {text}", False, id=text) for text in ("false", "False", "FALSE")),
        *(
            pytest.param(f"a: {text}", None, id=f"null: {text}")
            for text in ("", "~", "null", "Null", "NULL", "#tag", "# x")
        ),
        pytest.param("a: '5'", "5", id="a quoted number is text"),
        pytest.param('a: "true"', "true", id="a quoted flag is text"),
        pytest.param("a: ''", "", id="an empty quote is text"),
        pytest.param('a: "[[x]]"', "[[x]]", id="a quoted link is text"),
        pytest.param("a: [[x]]", [["x"]], id="an unquoted link is a list in a list"),
        pytest.param("a: [true, 1, null, 'x', ]", [True, 1, None, "x"], id="a list in brackets"),
        pytest.param("a:\n- true\n-\n- - x", [True, None, ["x"]], id="a list of lines"),
        pytest.param("a: {b: 1, c}", {"b": 1, "c": None}, id="a map in braces"),
        pytest.param("a:\n  <<: {b: 1}\n  c: 2", {"<<": {"b": 1}, "c": 2}, id="<< merges nothing"),
        pytest.param("x: &x {b: 1}\na:\n  <<: *x", {"<<": {"b": 1}}, id="<< with an alias neither"),
        pytest.param("x: &x [1]\na: [*x, *x]", [[1], [1]], id="aliases"),
        pytest.param("a: |\n  b\n   c\n\n  d\n", "b\n c\n\nd\n", id="literal text"),
        pytest.param("a: >-\n  b\n  c\n", "b c", id="folded text"),
        pytest.param("a: b\n  c", "b c", id="text over two lines"),
        pytest.param('a: "\\x41\\t\\u00e9"', "A\té", id="escapes"),
        pytest.param("a: it's\tx", "it's\tx", id="an apostrophe and a tab within text"),
        pytest.param("1: x\na: y", "y", id="a number as a key"),
        pytest.param("a: !!str 5", "5", id="explicit text"),
        pytest.param("a: !!int '5'", 5, id="explicit number"),
        pytest.param("a: !!int x", "x", id="an explicit number that is none"),
        pytest.param("a: !mine x", "x", id="an unknown tag"),
        pytest.param("a: !!python/object/apply:os.getcwd x", "x", id="a tag of Python's"),
    ],
)
def test_values_are_those_of_yaml_1_2(source, expected):
    note = read(f"---\n{source}\n---\n")
    assert note.error is None
    assert typed(note.value("a")) == typed(expected)


def test_not_a_number_is_a_number():
    for text in (".nan", ".NaN", ".NAN"):
        assert math.isnan(read(f"---\na: {text}\n---\n").value("a"))


def test_a_template_placeholder_is_a_map_with_a_strange_key():
    """(4.3, 7.2): not an error."""
    note = read("---\ncreated: {{date}}\n---\n")
    assert note.error is None
    assert list(note.value("created").values()) == [None]


def test_integers_stay_integers():
    note = read("---\na: 5\nb: 0x10\nc: 5.0\n---\n")
    assert [type(property.value) for property in note.properties] == [int, int, float]


# --- Frontmatter: errors (4.3, 4.4) ----------------------------------------------------------------------------------

PLACED_ERRORS = [
    pytest.param("a: b: c", (2, 5), id="a colon in a value"),
    pytest.param("a: é😀: c", (2, 6), id="a colon after an emoji"),
    pytest.param("a: 1\n  b: 2", (3, 4), id="a key indented below a value"),
    pytest.param("a: 1\nb: 2\na: 3", (4, 1), id="a key twice"),
    pytest.param("a: 1\n'a': 2", (3, 1), id="a key twice, quoted once"),
    pytest.param("a:\n  b: 1\n  c: 2\n  b: 3", (5, 3), id="a key twice in a map"),
    pytest.param("a: {b: 1, b: 2}", (2, 11), id="a key twice in braces"),
    pytest.param("a:\n  - b: 1\n    b: 2", (4, 5), id="a key twice in a list"),
    pytest.param("a:\n\tb: 1", (3, 1), id="a tab for indentation"),
    pytest.param("\ta: 1", (2, 1), id="a tab before the first key"),
    pytest.param("a: @b", (2, 4), id="@ begins a value"),
    pytest.param("a: 1\nb: `c`", (3, 4), id="a backtick begins a value"),
    pytest.param("a: %b", (2, 4), id="% begins a value"),
    pytest.param("a: *b", (2, 4), id="an alias without its anchor"),
    pytest.param("a: &x [*x]", (2, 4), id="a list that contains itself"),
    pytest.param("a: &x\n  b:\n    c: *x", (2, 4), id="a map that contains itself"),
    pytest.param('a: "b\\qc"', (2, 6), id="an unknown escape"),
    pytest.param('a: "b" c', (2, 8), id="text after a quote"),
    pytest.param("a: ]", (2, 4), id="a bracket closes nothing"),
    pytest.param("a: [b, c]]", (2, 10), id="one bracket too many"),
    pytest.param("a: [b, , c]", (2, 8), id="nothing between two commas"),
    pytest.param("a: - b", (2, 4), id="a list on the line of its key"),
    pytest.param("a:\n  - b\n - c", (4, 2), id="entries that are not aligned"),
    pytest.param("a: b\x07c", (2, 5), id="a control character"),
    pytest.param("a: 1\nb: '\x00'", (3, 5), id="a NUL in quotes"),
    pytest.param("a: 1\n...\nb: 2", (4, 1), id="a second document (4.2)"),
    pytest.param("- a\n- b", (2, 1), id="a list at the top (4.2)"),
    pytest.param("only text", (2, 1), id="a text at the top (4.2)"),
    pytest.param("# c\n5", (3, 1), id="a number at the top (4.2)"),
    pytest.param("a: " + "[" * 5000 + "]" * 5000, (2, 1), id="five thousand brackets"),
]

BOMB = "a: &a [x]\n" + "".join(
    f"{name}: &{name} [{', '.join(9 * ['*' + before])}]\n" for before, name in pairwise("abcdefgh")
)

OTHER_ERRORS = [
    pytest.param('a: 1\nb: "c\nd: 2', id="an open double quote"),
    pytest.param("a: 'b", id="an open single quote"),
    pytest.param("a: [b, c\nd: 2", id="an open bracket"),
    pytest.param("a: {b: c\nd: 2", id="an open brace"),
    pytest.param("tags: [#a, b]", id="# in brackets begins a comment"),
    pytest.param("a: 1\nb\nc: 2", id="a line without a colon"),
    pytest.param(BOMB, id="aliases of aliases of aliases"),
]


@pytest.mark.parametrize(("source", "place"), PLACED_ERRORS)
def test_an_error_has_a_place(source, place):
    note = read(f"---\n{source}\n---\n")
    assert note.error
    assert note.error.message
    assert note.place(note.error.span.start) == Place(*place)


@pytest.mark.parametrize(
    "source", [*(pytest.param(param.values[0], id=param.id) for param in PLACED_ERRORS), *OTHER_ERRORS]
)
def test_one_error_loses_all_properties_and_nothing_else(source):
    """(4.4)"""
    text = f"---\ntags: [x]\nup: '[[X]]'\n{source}\n---\n"
    note = read(text + "# A [[B]] #c\n")
    assert (note.properties, note.aliases, note.body) == ((), (), len(text))
    assert note.error
    assert 4 <= note.error.span.start <= note.error.span.end <= len(text)
    line = text.count("\n") + 1
    assert facts(note) == [
        f"{line}:1 h1 in body: # A [[B]] #c",
        f"{line}:5 wikilink in heading: [[B]]",
        f"{line}:11 body tag: #c",
    ]


def test_an_error_stands_at_the_same_line_and_column_with_crlf_and_byte_order_mark():
    text = "---\na: b\nc: d: e\n---\n"
    plain, other = read(text), read("\ufeff" + text.replace("\n", "\r\n"))
    assert plain.error == other.error
    assert plain.slice(plain.error.span) == ":"


# --- Frontmatter: tags, aliases, links (4.6, 2.8) --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("tags: [a, b/c]", ["a", "b/c"], id="list"),
        pytest.param("tags:\n  - a\n  - b", ["a", "b"], id="list of lines"),
        pytest.param("tags: a", ["a"], id="one tag as text"),
        pytest.param("tags: ['#a', \"#b\", c]", ["a", "b", "c"], id="# is optional"),
        pytest.param("tags: '#a'", ["a"], id="# in one tag as text"),
        pytest.param("Tags: [a]", ["a"], id="the name in another case"),
        pytest.param("tags: [a, A, '#a']", ["a", "A", "a"], id="every occurrence"),
        pytest.param("tags: a, b", [], id="text with commas is invalid"),
        pytest.param("tags: ['a,b', c]", ["c"], id="a tag with a comma is dropped"),
        pytest.param("tags: a b", [], id="text with spaces is invalid"),
        pytest.param("tags: [a b, c]", ["c"], id="a tag with a space is dropped"),
        pytest.param("tags: [1984, a, null, true, {b: c}, [d]]", ["a"], id="what is no text is dropped"),
        pytest.param("tags: 2024", [], id="a number is no tag"),
        pytest.param("tags: {a: b}", [], id="nor is a map"),
        pytest.param("tags:", [], id="no value"),
        pytest.param("tags: []", [], id="empty list"),
        pytest.param("tags: ['', '#']", [], id="empty texts"),
        pytest.param("tags: [a/]", ["a"], id="a trailing slash is no part of a tag (5.1)"),
        pytest.param("tag: a", [], id="`tag` means nothing"),
        pytest.param("topic: '#a'\nlist: ['#b']", [], id="# in other properties is text (2.8)"),
        pytest.param("a:\n  tags: [b]", [], id="nor in a map"),
    ],
)
def test_property_tags(source, expected):
    """(4.6)"""
    note = read(f"---\n{source}\n---\n")
    assert note.error is None
    assert [(tag.name, tag.source) for tag in note.tags] == [(name, "property") for name in expected]


def test_property_tags_and_inline_tags_are_one_list():
    note = read("---\ntags: [b]\n---\n#a\n")
    assert [(tag.name, tag.source) for tag in note.tags] == [("b", "property"), ("a", "body")]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("aliases: [A, b c]", ("A", "b c"), id="list"),
        pytest.param("aliases: File formats", ("File formats",), id="one alias as text"),
        pytest.param("Aliases: [A]", ("A",), id="the name in another case"),
        pytest.param("aliases: ['  A ', '', '  ', b]", ("A", "b"), id="trimmed, blank ones dropped"),
        pytest.param("aliases: [2024, A, null, [B], {C: D}]", ("A",), id="what is no text is dropped"),
        pytest.param("aliases: a, b", ("a, b",), id="a comma is text"),
        pytest.param("aliases: [a/b, '#c', \"[[D]]\"]", ("a/b", "#c", "[[D]]"), id="an alias may contain anything"),
        pytest.param("aliases:", (), id="no value"),
        pytest.param("alias: A", (), id="`alias` means nothing"),
        pytest.param("title: A", (), id="nor does `title`"),
    ],
)
def test_aliases(source, expected):
    """(4.6)"""
    assert read(f"---\n{source}\n---\n").aliases == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("up: '[[A]]'", [("up", "A", "", None)], id="one"),
        pytest.param("up: '[[A#B|C]]'", [("up", "A", "#B", "C")], id="heading and display"),
        pytest.param("up: ' [[A]] '", [("up", "A", "", None)], id="trimmed"),
        pytest.param(
            "rel: ['[[A]]', b, '[[C]]']", [("rel.0", "A", "", None), ("rel.2", "C", "", None)], id="in a list"
        ),
        pytest.param(
            "rel:\n  - '[[A]]'\n  - \"[[B]]\"", [("rel.0", "A", "", None), ("rel.1", "B", "", None)], id="lines"
        ),
        pytest.param("a:\n  b:\n    c: '[[D]]'", [("a.b.c", "D", "", None)], id="in nested maps"),
        pytest.param("a: [{b: ['[[C]]']}]", [("a.0.b.0", "C", "", None)], id="in maps and lists"),
        pytest.param("up: |\n  [[A]]\n", [("up", "A", "", None)], id="in literal text"),
        pytest.param("up: '[A](B%20C.md#D)'", [("up", "B C.md", "#D", "A")], id="a Markdown link, decoded"),
        pytest.param("up: '[A](<B C.md>)'", [("up", "B C.md", "", "A")], id="a Markdown link with spaces"),
        pytest.param("up: '[[#A]]'", [("up", "", "#A", None)], id="into the same note"),
        pytest.param("up: see [[A]]", [], id="text around it"),
        pytest.param("up: '[[A]] [[B]]'", [], id="two in one value"),
        pytest.param("up: '![[A]] b'", [], id="an embed with text"),
        pytest.param("up: [[A]]", [], id="unquoted: a list in a list"),
        pytest.param("up: [[A, B]]", [], id="unquoted, with a comma"),
        pytest.param("'[[A]]': b", [], id="a key is never a link"),
        pytest.param("up: A", [], id="a plain name"),
        pytest.param("up: '[[]]'", [], id="nothing to link to"),
    ],
)
def test_property_links(source, expected):
    """(2.8)"""
    links = read(f"---\n{source}\n---\n").links
    assert [(link.key, link.target, link.subpath, link.display) for link in links] == expected
    assert {(link.kind, link.context, link.external, link.embed) for link in links} <= {
        ("property", "property", False, False)
    }


def test_a_url_in_a_property_is_external():
    """(2.6, 2.8)"""
    [link] = read("---\nsite: '[A](https://a.org/#b)'\n---\n").links
    assert (link.target, link.subpath, link.external, link.display) == ("https://a.org/#b", "", True, "A")


def test_property_names_are_compared_without_case():
    """(4.2); YAML itself regards them as two keys."""
    note = read("---\nTopic: a\ntopic: b\n---\n")
    assert note.error is None
    assert [property.name for property in note.properties] == ["Topic", "topic"]
    assert (note.value("TOPIC"), note.value("other"), note.property_named("other")) == ("a", None, None)


# --- Found while trying to break it -------------------------------------------------------------------------------------


def note_of(text):
    return parse_note("N.md", text)


def properties(yaml):
    return {p.name: p.value for p in note_of(f"---\n{yaml}\n---\n").properties}


@pytest.mark.parametrize(
    "yaml", ["a: " + "[" * 50_000 + "]" * 50_000, "a:\n" + "- " * 50_000 + "x", "a: " + "{" * 50_000]
)
def test_nesting_that_would_crash_the_parser_is_an_error(yaml):
    note = note_of(f"---\n{yaml}\n---\nbody [[x]]\n")
    assert note.error.message == "lists are nested too deeply"
    assert [link.target for link in note.links] == ["x"]


@pytest.mark.parametrize(
    ("yaml", "value"),
    [
        pytest.param("a: x\u2028y", "x\u2028y", id="U+2028 is no line end"),
        pytest.param("a: x\u0085y", "x\u0085y", id="U+0085 is no line end"),
        pytest.param("a: -", None, id="a dash with nothing behind it"),
        pytest.param("a: 0xFFFFFFFFFFFFFFFFF", float(0xFFFFFFFFFFFFFFFFF), id="a long hexadecimal number"),
        pytest.param("a: 9007199254740993", 9007199254740992.0, id="more than a double can hold"),
        pytest.param("a: 00000000000000001", 1, id="leading zeros"),
        pytest.param("a: !!int 1_000", "1_000", id="an explicit int that is none"),
        pytest.param("a: !!bool x", "x", id="an explicit bool that is none"),
        pytest.param("a: !!null x", "x", id="an explicit null that is none"),
    ],
)
def test_values_of_yaml_1_2(yaml, value):
    """4.3; checked with Obsidian's library."""
    found = properties(yaml)["a"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("yaml", "line"),
    [
        pytest.param('a: 1\nb: "c\nd: 2', 3, id="a quote that is never closed"),
        pytest.param("a: 1\nb\nc: 2", 3, id="a line without a colon"),
        pytest.param("a: 1\ntags: [#a, b]\nc: 2", 3, id="a list that a comment leaves open"),
    ],
)
def test_an_error_is_placed_where_it_begins(yaml, line):
    """4.4: the editor points to the spot."""
    note = note_of(f"---\n{yaml}\n---\n")
    assert note.place(note.error.span.start).line == line


def test_an_alias_has_its_own_place():
    note = note_of("---\na: &x [2024, 1]\nb: *x\nc: [*x]\n---\n")
    a, b, c = note.properties
    assert (b.value, note.slice(b.span), [note.slice(e) for e in b.entries]) == ([2024, 1], "*x", ["*x", "*x"])
    assert (note.slice(c.span), [note.slice(e) for e in c.entries]) == ("[*x]", ["[*x]"])
    assert [note.slice(e) for e in a.entries] == ["2024", "1"]


def test_a_badge_in_a_quote_is_no_callout():
    note = note_of("> [![b](b.svg)](https://ci.org)\n")
    assert note.callouts == ()
    assert [(link.target, link.embed) for link in note.links] == [("https://ci.org", False), ("b.svg", True)]


def test_a_block_id_directly_below_a_callout_names_it():
    """3.9, used in Obsidian's own help."""
    [block] = note_of("> [!tip] a\n> b\n^id\n").blocks
    assert (block.id, block.target.start) == ("id", 0)


def test_a_url_keeps_its_parentheses():
    note = note_of("see https://x.org/a_(b) and (https://x.org/c)\n")
    assert [link.target for link in note.links] == ["https://x.org/a_(b)", "https://x.org/c"]


def test_an_empty_task_has_an_empty_text_inside_it():
    [item] = note_of("- [ ] \n").items
    assert item.span.start <= item.text.start == item.text.end <= item.span.end


def test_carriage_returns_before_a_line_end_belong_to_it():
    assert note_of("a\r\r\nb").text == "a\nb"


def test_images_in_the_text_of_images_are_read_to_mistunes_limit():
    """Beyond it they are text; without the limit this took minutes."""
    note = note_of("![a" * 20_000 + "](b)" * 20_000 + "\n")
    assert 0 < len(note.links) < 100


def test_what_looks_like_a_block_id_below_a_quote_need_not_be_one():
    assert note_of("> a\n^id\u00a0\n").blocks == ()


@pytest.mark.parametrize(
    ("definition", "targets"),
    [
        ("[0]: <A B.md> 'title'\n", ["A B.md"]),
        ("[0]:\nA.md\n", ["A.md"]),
        ("[0]: A\\(b\\).md\n", ["A(b).md"]),
        (" [0]: A.md\n", []),
        ("[0]:\u00a0\n", []),
        ("[0]:\u00a0\n\n[1]: A.md\n", ["A.md"]),
    ],
)
def test_destinations_of_definitions(definition, targets):
    """2.7; only ASCII white space parts a destination, and a no-break space alone is padding (B-23)."""
    assert [link.target for link in note_of(definition).links if link.target] == targets


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Text\n| a |\n| - |\n| b |\n\nc", ["2:1 | a |⏎| - |⏎| b |"]),
        ("> [!tip] Title\n> Text\n> a | b\n> --|--", ["3:3 a | b⏎> --|--"]),
        ("- Text\n\n  More\n  | a |\n  | - |", ["4:3 | a |⏎  | - |"]),
        ("Text\n\n| a |\n| - |", []),
        ("# Heading\n| a |\n| - |", []),
        ("> [!tip] Title\n> | a |\n> | - |", []),
        ("> > [!tip]\n> > | a |\n> > | - |", []),
        ("> Text\n> | a |\n> | - |", ["2:3 | a |⏎> | - |"]),
        ("Text\n| a | b |\n| - |", []),
        ("%%\nText\n| a |\n| - |\n%%", []),
    ],
)
def test_tables_in_paragraphs(text, expected):
    """A table wants a blank line above it; a heading and the title of a callout are no paragraphs."""
    note = read(text)
    found = [slip.span for slip in note.slips if slip.kind == "table-in-paragraph"]
    written = [(note.place(span.start), note.slice(span).replace("\n", "⏎")) for span in found]
    assert [f"{place.line}:{place.column} {text}" for place, text in written] == expected
