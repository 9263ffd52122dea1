"""Reading lists: every item of a note as data, and the forms in which people write items.

Numbers like D.5-12 are rows of table D.5, "variants met in real vaults", of the index reference.
"""

import pytest

from vault_tools.config.tables import Config, ResourcesTable
from vault_tools.parse import parse_note
from vault_tools.resources import bibliography, resources, works
from vault_tools.vault.memory import memory_vault

NOTE = """\
---
Author: Ada Example
Date: 12/03/2024
Topic:
tags:
---
# Soil Care
---

## Resources
---

### Books

1. "Reading the Ground" by Ines Moraes
   - Explains how to judge a soil by colour, smell, and crumbs, and what to do next.

2. "Compost Engineering" by Pavel Dvorak
   - Treats heaps as machines, with figures for heat and air.

3. "Growing Worm Powered Gardens" by Marguerite Antoine
   - Leads from a single box to a whole yard.

4. "Practical Mulch" by Tom Reed and Lucia Ferrante
   - Compares straw, bark, and leaves over ten years.

### Courses

1. [Whole Ground Gardening](https://wholeground.example/)
   - Runs through one year, from digging to harvest.

2. [Soil Chemistry for Growers (pH) Specialization](https://www.coursera.org/specializations/soil-ph) on Coursera
   - Offered by Loam.Academy, has four parts.

3. [Growing in Clay](https://www.coursera.org/learn/growing-in-clay) on Coursera
   - Part of the pH specialization, but stands alone.

4. [BIO214: Life Below Ground](https://lund-bio214.example/) from Lund
   - Covers roots, fungi, and worms.

### Papers

1. "Buried Costs in Raised Beds" by H. Okafor et al.
   - Adds up what timber beds cost over their life.

2. "Peat: The Borrowed Carbon of Potting Soil" by H. Okafor et al.
   - Asks where peat comes from and where it goes.

3. "Pitfalls of Home Compost: a Review of Field Trials" by Anneke Vos et al.
   - Finds out why most heaps stay cold.

### Blogs and Websites

1. [Ground Operations](https://ground-ops.example/)
   - Daily work on a small farm.

2. [Ines Moraes's Blog](https://moraes.example/blog/)
   - Notes by the author of the first book.

3. [Yusuf Kaya's Blog](https://kaya.example/)
   - Dry gardens.

4. [The Furrow](https://furrow.example/)
   - Articles on ploughs, drills and hoes.

5. [Humus.io Blog](https://humus.example/blog)
   - Advice on measuring.

### GitHub Repositories

1. [Awesome Soil](https://github.com/loam/awesome-soil)
   - List of soil data.

2. [Awesome Kitchen Gardens](https://github.com/Beds/awesome-kitchen-gardens)
   - List of plans and tools.

### Conferences and Workshops

1. SoilSys Conference
2. Workshop on Compost at various garden/farm fairs (e.g., GroundCon, PEAT)
3. Applied Humus Conference by Ropeway""".replace("Topic:", "Topic: ")

BLOGS = "Blogs and Websites"
EVENTS = "Conferences and Workshops"
COURSERA = "https://www.coursera.org"

# fmt: off
ITEMS = [
    # lines, heading, kind, position, title, authors, et_al, url, provider, organiser, description
    (15, 16, "Books", "book", 1, "Reading the Ground", ("Ines Moraes",), False, None, None, None,
     "Explains how to judge a soil by colour, smell, and crumbs, and what to do next."),
    (18, 19, "Books", "book", 2, "Compost Engineering", ("Pavel Dvorak",), False, None, None, None,
     "Treats heaps as machines, with figures for heat and air."),
    (21, 22, "Books", "book", 3, "Growing Worm Powered Gardens", ("Marguerite Antoine",), False, None, None, None,
     "Leads from a single box to a whole yard."),
    (24, 25, "Books", "book", 4, "Practical Mulch", ("Tom Reed", "Lucia Ferrante"), False, None, None, None,
     "Compares straw, bark, and leaves over ten years."),
    (29, 30, "Courses", "course", 1, "Whole Ground Gardening", (), False, "https://wholeground.example/", None, None,
     "Runs through one year, from digging to harvest."),
    (32, 33, "Courses", "course", 2, "Soil Chemistry for Growers (pH) Specialization", (), False,
     f"{COURSERA}/specializations/soil-ph", "Coursera", None, "Offered by Loam.Academy, has four parts."),
    (35, 36, "Courses", "course", 3, "Growing in Clay", (), False, f"{COURSERA}/learn/growing-in-clay", "Coursera",
     None, "Part of the pH specialization, but stands alone."),
    (38, 39, "Courses", "course", 4, "BIO214: Life Below Ground", (), False, "https://lund-bio214.example/", "Lund",
     None, "Covers roots, fungi, and worms."),
    (43, 44, "Papers", "paper", 1, "Buried Costs in Raised Beds", ("H. Okafor",), True, None, None, None,
     "Adds up what timber beds cost over their life."),
    (46, 47, "Papers", "paper", 2, "Peat: The Borrowed Carbon of Potting Soil", ("H. Okafor",), True, None, None, None,
     "Asks where peat comes from and where it goes."),
    (49, 50, "Papers", "paper", 3, "Pitfalls of Home Compost: a Review of Field Trials", ("Anneke Vos",), True, None,
     None, None, "Finds out why most heaps stay cold."),
    (54, 55, BLOGS, "blog", 1, "Ground Operations", (), False, "https://ground-ops.example/", None, None,
     "Daily work on a small farm."),
    (57, 58, BLOGS, "blog", 2, "Ines Moraes's Blog", (), False, "https://moraes.example/blog/", None, None,
     "Notes by the author of the first book."),
    (60, 61, BLOGS, "blog", 3, "Yusuf Kaya's Blog", (), False, "https://kaya.example/", None, None, "Dry gardens."),
    (63, 64, BLOGS, "blog", 4, "The Furrow", (), False, "https://furrow.example/", None, None,
     "Articles on ploughs, drills and hoes."),
    (66, 67, BLOGS, "blog", 5, "Humus.io Blog", (), False, "https://humus.example/blog", None, None,
     "Advice on measuring."),
    (71, 72, "GitHub Repositories", "repository", 1, "Awesome Soil", (), False, "https://github.com/loam/awesome-soil",
     None, None, "List of soil data."),
    (74, 75, "GitHub Repositories", "repository", 2, "Awesome Kitchen Gardens", (), False,
     "https://github.com/Beds/awesome-kitchen-gardens", None, None, "List of plans and tools."),
    (79, 79, EVENTS, "conference", 1, "SoilSys Conference", (), False, None, None, None, ""),
    (80, 80, EVENTS, "conference", 2, "Workshop on Compost at various garden/farm fairs (e.g., GroundCon, PEAT)", (),
     False, None, None, None, ""),
    (81, 81, EVENTS, "conference", 3, "Applied Humus Conference", (), False, None, None, "Ropeway", ""),
]
# fmt: on


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text, id="as it is"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(lambda text: "\ufeff" + text, id="byte order mark"),
        pytest.param(lambda text: text + "\n", id="final newline"),
    ],
)
def test_a_note_of_21_items_gives_every_field_of_every_item(change):
    note = parse_note("Garden/Soil.md", change(NOTE))
    lines = NOTE.split("\n")
    found = []
    for r in resources(note, ResourcesTable()):
        first, last = note.place(r.span.start).line, note.place(r.span.end).line
        assert note.place(r.span.start).column == 1
        assert r.note == "Garden/Soil.md"
        assert r.raw == note.slice(r.span) == "\n".join(lines[first - 1 : last])
        where = (first, last, r.heading, r.kind, r.position)
        found.append((*where, r.title, r.authors, r.et_al, r.url, r.provider, r.organiser, r.description))
    assert found == ITEMS


# --- Items -----------------------------------------------------------------------------------------------------------


def listed(text, heading="Books"):
    """The resources of a list, each as its title and those other fields that say anything."""
    rows = []
    for resource in resources(parse_note("N.md", f"# {heading}\n\n{text}"), ResourcesTable()):
        fields = {
            name: getattr(resource, name)
            for name in ("authors", "et_al", "url", "provider", "organiser", "description")
        }
        rows.append((resource.title, {name: value for name, value in fields.items() if value}))
    return rows


URL = "https://a.example/x"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            '1. "A Knot" by Ann Lee and Bo Ray\n   - What holds.\n',
            [("A Knot", {"authors": ("Ann Lee", "Bo Ray"), "description": "What holds."})],
            id="D.5-1 two authors and a bullet",
        ),
        pytest.param(
            '3. "A Knot" by D. Lee et al.\n', [("A Knot", {"authors": ("D. Lee",), "et_al": True})], id="D.5-2 et al."
        ),
        pytest.param(
            f"2. [A Knot]({URL}) on Ropeway\n3. [A Rope]({URL}) from Lund\n",
            [("A Knot", {"url": URL, "provider": "Ropeway"}), ("A Rope", {"url": URL, "provider": "Lund"})],
            id="D.5-3 provider",
        ),
        pytest.param(
            '- **"A Knot"** by Ann Lee — what holds\n1. **"A Rope"** by Bo Ray – what carries\n',
            [
                ("A Knot", {"authors": ("Ann Lee",), "description": "what holds"}),
                ("A Rope", {"authors": ("Bo Ray",), "description": "what carries"}),
            ],
            id="D.5-8 em dash and en dash",
        ),
        pytest.param(
            "- **The Design of Knots** by Ann Lee\n    - What holds.\n",
            [("The Design of Knots", {"authors": ("Ann Lee",), "description": "What holds."})],
            id="D.5-9 bold title and a child four spaces in",
        ),
        pytest.param(
            "- **A Knot** - Ann B. Lee\n", [("A Knot", {"authors": ("Ann B. Lee",)})], id="D.5-10 dash before a name"
        ),
        pytest.param(
            "- **A Knot**: what holds\n",
            [("A Knot", {"description": "what holds"})],
            id="D.5-11 colon before a description",
        ),
        pytest.param(
            '- "A Knot" — Ann Lee (online, free)\n',
            [("A Knot", {"authors": ("Ann Lee",), "description": "(online, free)"})],
            id="D.5-12 note in parentheses",
        ),
        pytest.param(
            f"1. **[The Knot Blog]({URL})**\n   - It holds.\n",
            [("The Knot Blog", {"url": URL, "description": "It holds."})],
            id="D.5-15 bold link",
        ),
        pytest.param(
            f"- [A Knot]({URL}) by [Ann Lee](https://lee.example)\n- [A Rope]({URL}) by `@bo`\n",
            [("A Knot", {"url": URL, "authors": ("Ann Lee",)}), ("A Rope", {"url": URL, "authors": ("@bo",)})],
            id="D.5-22 author as a link or a handle",
        ),
        pytest.param(
            f"- [A Knot]({URL}) ([HN](https://hn.example))\n",
            [("A Knot", {"url": URL, "description": "(HN)"})],
            id="D.5-23 the first link is the resource",
        ),
        pytest.param(
            f'- [ ] [A Knot]({URL})\n- [x] "A Rope" by Bo Ray\n',
            [("A Knot", {"url": URL}), ("A Rope", {"authors": ("Bo Ray",)})],
            id="D.5-25 the box is no part of the title",
        ),
        pytest.param(
            "- [[Knots Note|A Knot]]\n- [[folder/Ropes]] by Bo Ray\n",
            [("A Knot", {}), ("Ropes", {"authors": ("Bo Ray",)})],
            id="D.5-26 wikilinks have no URL",
        ),
        pytest.param(
            "- [A](<https://a.example/x (y)>)\n- [B](https://a.example/x_(y))\n",
            [("A", {"url": "https://a.example/x (y)"}), ("B", {"url": "https://a.example/x_(y)"})],
            id="D.5-28 parentheses in a URL",
        ),
        pytest.param(
            '1. “A Knot” by Ann Lee\n1. "A Net" by Cy Day (April 15, 2024)\n',
            [
                ("A Knot", {"authors": ("Ann Lee",)}),
                ("A Net", {"authors": ("Cy Day",), "description": "(April 15, 2024)"}),
            ],
            id="D.5-29 curly quotes, 1. for each item, a date",
        ),
        pytest.param(
            '<details>\n<summary>x</summary>\n\n- "A Knot" by Ann Lee\n\n</details>\n',
            [("A Knot", {"authors": ("Ann Lee",)})],
            id="D.5-29 in <details>",
        ),
        # D.4: the grammar
        pytest.param(
            "- «A» by Ann Lee\n- 「B」 by Ann Lee\n- „C“ by Ann Lee\n"
            "- *D* by Ann Lee\n- __E__ by Ann Lee\n- F by Ann Lee\n",
            [(title, {"authors": ("Ann Lee",)}) for title in "ABCDEF"],
            id="D.4 quotes, emphasis, and plain titles",
        ),
        pytest.param(
            '* "A" By Ann Lee, Bo Ray, and Cy Day\n+ "B" by Ann Lee & Bo van der Ray\n3) "C", by Ann Lee\n',
            [
                ("A", {"authors": ("Ann Lee", "Bo Ray", "Cy Day")}),
                ("B", {"authors": ("Ann Lee", "Bo van der Ray")}),
                ("C", {"authors": ("Ann Lee",)}),
            ],
            id="D.4 lists of people, all markers",
        ),
        pytest.param(
            '- "Salt and Sea: by Sail" by Ann Lee\n',
            [("Salt and Sea: by Sail", {"authors": ("Ann Lee",)})],
            id="D.4 nothing within quotes splits",
        ),
        pytest.param("- Standing by the river\n", [("Standing by the river", {})], id="D.4 not every by names people"),
        pytest.param(
            '- "A" by Ann Lee: what - it is\n',
            [("A", {"authors": ("Ann Lee",), "description": "what - it is"})],
            id="D.4 the first separator decides",
        ),
        pytest.param(
            f"- [A]({URL}) - what it is\n- [B]({URL}): what it is\n- [C]({URL})\n",
            [
                ("A", {"url": URL, "description": "what it is"}),
                ("B", {"url": URL, "description": "what it is"}),
                ("C", {"url": URL}),
            ],
            id="D.1 awesome lists",
        ),
        pytest.param(
            '- "A" by Ann Lee\n  - One.\n  - Two\n    lines.\n',
            [("A", {"authors": ("Ann Lee",), "description": "One. Two lines."})],
            id="all children are the description",
        ),
        pytest.param('- "A"\n  by Ann Lee\n', [("A", {"authors": ("Ann Lee",)})], id="an item of two lines"),
        pytest.param("-\n- \n", [], id="empty items are no resources"),
    ],
)
def test_forms_of_an_item(text, expected):
    assert listed(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("3. Knot Days by Ropeway\n", [("Knot Days", {"organiser": "Ropeway"})], id="D.5-4 by"),
        pytest.param(
            "- Knot Days by Ann Lee and Ropeway\n",
            [("Knot Days", {"organiser": "Ann Lee and Ropeway"})],
            id="two of them",
        ),
        pytest.param(
            f"- [**KNOT**]({URL}): Knots and Ropes\n- ROPE - Ropes of People\n",
            [("KNOT", {"url": URL, "description": "Knots and Ropes"}), ("ROPE", {"description": "Ropes of People"})],
            id="D.5-24 acronym and name",
        ),
    ],
)
def test_conferences_have_organisers_and_no_authors(text, expected):
    assert listed(text, "Conferences") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"1. Knot documentation: <{URL}>\n2. Course: {URL}\n",
            [("Knot documentation", {"url": URL}), ("Course", {"url": URL})],
            id="D.5-17 text, then a URL",
        ),
        pytest.param(
            "- <https://www.a.example/x>\n- https://b.example/y\n",
            [("a.example", {"url": "https://www.a.example/x"}), ("b.example", {"url": "https://b.example/y"})],
            id="D.5-18 without a title the host",
        ),
        pytest.param("- Buy more rope.\n- Call Ann.\n", [], id="under Resources a remark is no resource"),
        pytest.param(
            '- "A Knot" by Ann Lee\n', [("A Knot", {"authors": ("Ann Lee",)})], id="what has an author is one"
        ),
    ],
)
def test_under_a_general_heading(text, expected):
    assert listed(text, "Resources") == expected


# --- Kinds and headings ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        pytest.param("Books", "book", id="Books"),
        pytest.param("BOOKS:", "book", id="case and punctuation"),
        pytest.param("📚 Books", "book", id="emoji"),
        pytest.param("**Books**", "book", id="emphasis"),
        pytest.param("MLOps Books", "book", id="a word before it"),
        pytest.param("Courses", "course", id="Courses"),
        pytest.param("Research Papers", "paper", id="Research Papers"),
        pytest.param("Blogs & Websites", "blog", id="& is and"),
        pytest.param("GitHub Repositories", "repository", id="GitHub Repositories"),
        pytest.param("Conferences and Workshops", "conference", id="Conferences and Workshops"),
        pytest.param("Videos", "video", id="Videos"),
        pytest.param("Podcasts", "podcast", id="Podcasts"),
        pytest.param("Newsletters", "newsletter", id="Newsletters"),
        pytest.param("Tools", "tool", id="Tools"),
        pytest.param("Further reading", "other", id="Further reading"),
        pytest.param("Booksellers", None, id="a longer word"),
        pytest.param("Books I lent", None, id="words after it"),
        pytest.param("Human Resources", None, id="a general word must stand alone"),
        pytest.param("Shopping", None, id="another heading"),
    ],
)
def test_the_heading_tells_the_kind(heading, expected):
    found = [r.kind for r in resources(parse_note("N.md", f"# {heading}\n- [A]({URL})\n"), ResourcesTable())]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://github.com/a/b", "repository", id="GitHub"),
        pytest.param("https://arxiv.org/abs/1", "paper", id="arXiv"),
        pytest.param("https://www.coursera.org/learn/x", "course", id="Coursera, with www."),
        pytest.param("https://youtu.be/x", "video", id="YouTube"),
        pytest.param("https://notgithub.com/a", "other", id="a host that only ends like it"),
        pytest.param(URL, "other", id="any other host"),
    ],
)
def test_under_a_general_heading_the_host_tells_the_kind(url, expected):
    note = parse_note("N.md", f"# Resources\n- [A]({url})\n")
    assert [r.kind for r in resources(note, ResourcesTable())] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "# Books\n## Old\n- A\n## New\n- B\n",
            [("book", "Old", "A", 1), ("book", "New", "B", 1)],
            id="headings below it",
        ),
        pytest.param(
            "# Books\n## Papers\n- A\n# Other\n- B\n", [("paper", "Papers", "A", 1)], id="the nearest one counts"
        ),
        pytest.param(
            "# Books\n- A\n\ntext\n\n- B\n", [("book", "Books", "A", 1), ("book", "Books", "B", 2)], id="two lists"
        ),
        pytest.param(
            "# Books\n7. A\n7. B\n", [("book", "Books", "A", 1), ("book", "Books", "B", 2)], id="counted, not numbered"
        ),
        pytest.param(
            "## Books\n- A\n# End\n- B\n", [("book", "Books", "A", 1)], id="until a heading of a higher level"
        ),
        pytest.param("- A\n# Books\n", [], id="not before the heading"),
        pytest.param("> # Books\n\n- A\n", [], id="not below a heading in a quote"),
        pytest.param("# Books\n```\n- A\n```\n", [], id="not in code"),
        pytest.param(
            "# Books\n- A\n<!-- vault-tools:begin x -->\n- B\n<!-- vault-tools:end x -->\n",
            [("book", "Books", "A", 1)],
            id="not in a generated region",
        ),
    ],
)
def test_which_lists_are_reading_lists(text, expected):
    found = resources(parse_note("N.md", text), ResourcesTable())
    assert [(r.kind, r.heading, r.title, r.position) for r in found] == expected


def test_the_config_adds_words_and_moves_them():
    table = ResourcesTable(headings={"book": ("Libri",), "video": ("Courses",)})
    text = "# Libri\n- A\n# Courses\n- B\n# Books\n- C\n"
    found = [(r.kind, r.title) for r in resources(parse_note("N.md", text), table)]
    assert found == [("book", "A"), ("video", "B"), ("book", "C")]


# --- Works -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("[A](https://a.example/x)", "[B](https://a.example/x)", True, id="one URL, two titles"),
        pytest.param(
            "[A](http://www.a.example/x/)", "[A](https://a.example/x#y)", True, id="scheme, www., slash, fragment"
        ),
        pytest.param("[A](https://a.example/x?utm_source=y)", "[A](https://a.example/x)", True, id="tracking"),
        pytest.param("[A](https://A.example/x)", "[A](https://a.example/x)", True, id="case of the host"),
        pytest.param("[A](https://a.example/x?id=1)", "[A](https://a.example/x?id=2)", False, id="another query"),
        pytest.param("[A](https://a.example/X)", "[A](https://a.example/x)", False, id="case of the path"),
        pytest.param('"A Knot" by Ann Lee', '"a knot" by Ann Lee and Bo Ray', True, id="title and first author"),
        pytest.param('"A Knot" by Ann Lee', '"A Knot" by Bo Ray', False, id="another author"),
        pytest.param('"A Knot" by Ann Lee', '"A Rope" by Ann Lee', False, id="another title"),
    ],
)
def test_when_two_resources_are_one_work(one, other, same):
    vault = memory_vault({"A.md": f"# Books\n- {one}\n", "B.md": f"# Books\n- {other}\n"})
    assert [len(group) for group in works(vault).values()] == ([2] if same else [1, 1])


def test_the_bibliography_is_in_the_order_of_paths_and_texts_without_excluded_notes():
    vault = memory_vault(
        {
            "b.md": "# Books\n- B1\n- B2\n",
            "a.md": "# Books\n- A\n",
            "c.md": "no list",
            "Templates/t.md": "# Books\n- T\n",
        },
        Config(),
    )
    assert [resource.title for resource in bibliography(vault)] == ["A", "B1", "B2"]


@pytest.mark.parametrize(
    ("item", "title", "authors"),
    [
        ("Ann Lee, [Ropes by Feature (2020)](https://x.org)", "Ropes by Feature (2020)", ("Ann Lee",)),
        ("Course: [Ropes](https://x.org)", "Ropes", ()),
        ("The long way round is told in [Ropes](https://x.org), which anybody can read in an evening.", "Ropes", ()),
    ],
)
def test_a_link_behind_the_first_words_is_the_title(item, title, authors):
    note = parse_note("N.md", f"## Books\n\n- {item}\n")
    [resource] = resources(note, ResourcesTable())
    assert (resource.title, resource.authors, resource.url) == (title, authors, "https://x.org")


def test_a_remark_under_books_is_no_book():
    text = "## Books\n\n- These are the ones that I would read again if I only had the time.\n- Ropes\n"
    assert [r.title for r in resources(parse_note("N.md", text), ResourcesTable())] == ["Ropes"]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param(
            '"U" by Chip Huyen\n   Covers practical things.',
            {"title": "U", "authors": ("Chip Huyen",), "description": "Covers practical things."},
            id="a second line is no part of the name",
        ),
        pytest.param(
            '"U" by [Ann Lee](https://ann.org)',
            {"title": "U", "authors": ("Ann Lee",), "url": None},
            id="the page of the author is not that of the book",
        ),
        pytest.param('"U" by Ann Lee.', {"authors": ("Ann Lee",)}, id="a full stop is no part of the name"),
        pytest.param('"U" by Ann Lee Jr.', {"authors": ("Ann Lee Jr.",)}, id="but that of an abbreviation is"),
        pytest.param(
            "[U](https://u.org) by Ann Lee on Coursera",
            {"authors": ("Ann Lee",), "provider": "Coursera", "description": ""},
            id="author and provider",
        ),
        pytest.param(
            '"U" by Ann Lee\n\n   A paragraph below.\n',
            {"authors": ("Ann Lee",), "description": "A paragraph below."},
            id="a paragraph of the item",
        ),
        pytest.param("The **bold** \\#one", {"title": "The bold #one"}, id="a title is plain text"),
        pytest.param("[U](http://[x/)", {"title": "U", "url": "http://[x/"}, id="a URL that cannot be read"),
    ],
)
def test_what_an_item_says(item, expected):
    [found] = resources(parse_note("N.md", f"## Books\n\n1. {item}\n"), ResourcesTable())
    assert {name: getattr(found, name) for name in expected} == expected
    assert found.key


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param(
            "# Notes on Conferences and Talks\n\n## Agenda\n\n- Buy milk\n", [], id="only ends with the words"
        ),
        pytest.param("# MLOps Books\n\n- Ropes\n", ["book"], id="ends with them, and the list is its own"),
        pytest.param("# Books\n\n## On knots\n\n- Ropes\n", ["book"], id="is the words, and so good for what is below"),
        pytest.param(
            "## Books\n\n- Ropes\n\n# Mine\n\n<!-- vault-tools:begin r kind=resources -->\n\n## Books\n\n- Ropes\n\n"
            "<!-- vault-tools:end r -->\n\n- Remember the milk\n",
            ["book"],
            id="a generated heading says nothing of the lists below it",
        ),
    ],
)
def test_what_a_heading_makes_of_a_list(text, kinds):
    assert [r.kind for r in resources(parse_note("N.md", text), ResourcesTable())] == kinds
