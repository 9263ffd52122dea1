"""What a Dataview query becomes as the options of a page, and what of it is refused."""

import pytest

from vault_tools.errors import UserError
from vault_tools.index.dataview import read_query

WHOLE_VAULT = {"kind": "folder", "folder": "", "recursive": "true", "columns": ()}


def options(query):
    """Those that are not the same for a bare `TABLE`."""
    found = read_query(query)
    assert WHOLE_VAULT.keys() <= found.keys()
    return {name: value for name, value in found.items() if WHOLE_VAULT.get(name) != value}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param(
            'table Subject, Teacher, Day, dateformat(file.mtime,"dd/MM/yyyy") as Changed\n'
            'from "Maths" where file.name!="Start" sort Day desc ',
            {
                "folder": "Maths",
                "columns": ("Subject", "Teacher", "Day", "file.modified as Changed in DD/MM/YYYY"),
                "where": ("file.name!=Start",),
                "sort": ("-Day",),
            },
            id="the page of a folder",
        ),
        pytest.param(
            'table  regexreplace(file.folder, ".*\\/([^\\/]+)$", "$1") as Poem, Teacher\n'
            'from "Term 2/Old Poems" where file.name!="Start" sort file.ctime asc\n',
            {
                "folder": "Term 2/Old Poems",
                "columns": ("file.folder-name as Poem", "Teacher"),
                "where": ("file.name!=Start",),
                "sort": ("file.created",),
            },
            id="the name of the inner folder",
        ),
        pytest.param(
            "table Director, Seen \nfrom #film where Director sort Seen desc",
            {"columns": ("Director", "Seen"), "where": ("#film", "Director"), "sort": ("-Seen",)},
            id="a tag",
        ),
        pytest.param(
            'TABLE WITHOUT ID file.link AS Film, Director\nFROM #film AND "A" // the good ones\nWHERE Stars >= 4\n'
            '  AND !contains(file.tags, "#old")\nSORT Stars DESC, file.name ASC\nLIMIT 10',
            {
                "folder": "A",
                "columns": ("file.link as Film", "Director"),
                "where": ("#film", "Stars>=4", "!#old"),
                "sort": ("-Stars", "name"),
                "limit": "10",
            },
            id="everything at once, with a comment",
        ),
        pytest.param(
            "TABLE rows.file.link, rows.Seen FROM #film GROUP BY Director",
            {"columns": ("file.link", "Seen"), "where": ("#film",), "group": "Director"},
            id="groups",
        ),
        pytest.param("LIST", {"view": "list"}, id="a list of the whole vault"),
        pytest.param('list Director from "Films"', {"view": "list", "columns": ("Director",), "folder": "Films"}),
        pytest.param("TABLE Subject, FROM #a", {"columns": ("Subject",), "where": ("#a",)}, id="one comma too many"),
    ],
)
def test_a_whole_query(query, expected):
    assert options(query) == expected


@pytest.mark.parametrize(
    ("source", "folder", "where"),
    [
        ('"A/B c"', "A/B c", ()),
        ('"A/"', "A", ()),
        ('""', "", ()),
        ("#a/b-c", "", ("#a/b-c",)),
        ("#日記", "", ("#日記",)),
        ('"A" and #b', "A", ("#b",)),
        ("#b & !#c", "", ("#b", "!#c")),
        ('-#c and "A" && #sort', "A", ("!#c", "#sort")),
        ('"B and C"', "B and C", ()),
        ('"say \\"A\\" // b"', 'say "A" // b', ()),
    ],
)
def test_where_notes_come_from(source, folder, where):
    found = read_query(f"LIST FROM {source}")
    assert (found["folder"], found.get("where", ())) == (folder, where)


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("Subject", "Subject"),
        ("last-seen", "last-seen"),
        ("作者", "作者"),
        ("at.place", "at.place"),
        ("Author as Writer", "Author as Writer"),
        ('Author AS "Two words"', "Author as Two words"),
        ('Author as "Rank (1. to 5.) from best"', "Author as Rank (1. to 5.) from best"),
        ("file.mtime", "file.modified"),
        ("file.mday as Changed", "file.modified as Changed"),
        ("file.ctime", "file.created"),
        ("file.cday", "file.created"),
        ("file.name", "file.name"),
        ("file.path", "file.path"),
        ("file.folder", "file.folder"),
        ("file.tags", "file.tags"),
        ("file.etags", "file.tags"),
        ("file.link", "file.link"),
        ("file.inlinks", "file.backlinks"),
        ("file.outlinks as Links", "file.links as Links"),
        ('dateformat( Seen , "yyyy-MM-dd HH:mm:ss" )', "Seen in YYYY-MM-DD HH:mm:ss"),
        ('dateformat(Seen, "d.M.yyyy") as On', "Seen as On in D.M.YYYY"),
        ('regexreplace(file.folder,"^.*/([^/]+)$","$1")', "file.folder-name"),
    ],
)
def test_a_column(column, expected):
    assert read_query(f'TABLE {column} FROM "A"')["columns"] == (expected,)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("Writer", ("Writer",)),
        ("!Writer", ("!Writer",)),
        ("!file.inlinks", ("!file.backlinks",)),
        ('A = "x y"', ("A=x y",)),
        ('A!="x"', ("A!=x",)),
        ('A = "B and C (where D)"', ("A=B and C (where D)",)),
        ("A < 5 and B>=-1.5", ("A<5", "B>=-1.5")),
        ("A = true && B != False", ("A=true", "B!=false")),
        ("A >= date(2023-01-31) and file.ctime < date( 2024-01-01 )", ("A>=2023-01-31", "file.created<2024-01-01")),
        ('contains(file.tags, "#x")', ("#x",)),
        ('contains(tags,"x/y")', ("#x/y",)),
        ('!contains(file.etags, "#x")', ("!#x",)),
        ('file.folder = "A" where B', ("file.folder=A", "B")),
        ("作者", ("作者",)),
    ],
)
def test_a_condition(condition, expected):
    assert read_query(f"LIST WHERE {condition}")["where"] == expected


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        ("SORT Day", ("Day",)),
        ("sort Day descending, file.name ascending", ("-Day", "name")),
        ("SORT file.path DESC", ("-path",)),
        ("SORT file.mtime desc, file.ctime", ("-file.modified", "file.created")),
        ("SORT A SORT B desc", ("-B", "A")),
        ("SORT A WHERE B SORT C", ("C", "A")),
    ],
)
def test_the_last_sort_counts_most(clauses, expected):
    assert read_query(f"TABLE X {clauses}")["sort"] == expected


def test_a_limit_before_groups():
    found = read_query("LIST SORT A LIMIT 5 GROUP BY file.folder")
    assert (found["limit"], found["group"]) == ("5", "file.folder")


@pytest.mark.parametrize(
    ("query", "part"),
    [
        pytest.param(
            'TABLE A FROM "<% tp.file.folder() %>" SORT A', "<% tp.file.folder() %>", id="a Templater command"
        ),
        pytest.param("LIST FROM #{{title}}", "{{title}}", id="a placeholder"),
        pytest.param("TASK FROM #a", "TASK", id="tasks"),
        pytest.param("CALENDAR file.ctime", "CALENDAR file.ctime", id="a calendar"),
        pytest.param("", "", id="nothing"),
        pytest.param("TABLEAU", "TABLEAU", id="no type"),
        pytest.param("TABLE WITHOUT ID A, B", "TABLE WITHOUT ID A, B", id="a table without its notes"),
        pytest.param("LIST WITHOUT ID A", "LIST WITHOUT ID A", id="a list without its notes"),
        pytest.param("LIST A, B", "LIST A, B", id="a list of two fields"),
        pytest.param("LIST A as B", "LIST A as B", id="a list with a title"),
        # sources
        pytest.param("LIST FROM #a or #b", "#a or #b", id="or"),
        pytest.param("LIST FROM #a|#b", "#a|#b", id="a bar"),
        pytest.param("LIST FROM [[A]]", "[[A]]", id="a link"),
        pytest.param("LIST FROM outgoing([[A]]) and #b", "outgoing([[A]])", id="outgoing links"),
        pytest.param("LIST FROM (#a and #b)", "(#a and #b)", id="parentheses"),
        pytest.param('LIST FROM "A" and "B"', '"B"', id="two folders"),
        pytest.param('LIST FROM -"A"', '-"A"', id="all folders but one"),
        pytest.param("LIST FROM A", "A", id="a folder without quotes"),
        pytest.param('LIST FROM "A', '"A', id="a quote that nothing closes"),
        # columns
        pytest.param("TABLE A + B", "A + B", id="arithmetic"),
        pytest.param("TABLE length(file.tags) as N", "length(file.tags) as N", id="a function"),
        pytest.param('TABLE "text"', '"text"', id="a text"),
        pytest.param("TABLE this.a", "this.a", id="the page itself"),
        pytest.param('TABLE row["A b"]', 'row["A b"]', id="an index"),
        pytest.param("TABLE file.size", "file.size", id="what a page does not know of a file"),
        pytest.param("TABLE file.link.path", "file.link.path", id="a part of it"),
        pytest.param("TABLE rows.A", "rows.A", id="rows without groups"),
        pytest.param("TABLE key GROUP BY A", "key", id="the name of the group"),
        pytest.param('TABLE A as "B, C"', "B, C", id="a title with a comma"),
        pytest.param('TABLE A as "Born in"', "Born in", id="a title with a word that means something"),
        pytest.param('TABLE A as ""', "", id="an empty title"),
        pytest.param('TABLE dateformat(A, "MMMM yyyy")', "MMMM yyyy", id="a name of a month"),
        pytest.param("TABLE dateformat(A, \"yyyy'x'\")", "yyyy'x'", id="a literal in a format"),
        pytest.param('TABLE dateformat(date(A), "yyyy")', 'dateformat(date(A), "yyyy")', id="a function in another"),
        pytest.param(
            'TABLE regexreplace(file.name, "a", "b") as C', 'regexreplace(file.name, "a", "b") as C', id="a replacement"
        ),
        # conditions
        pytest.param('LIST WHERE A = 1 and (B or C = "x")', '(B or C = "x")', id="parentheses in a condition"),
        pytest.param("LIST WHERE A or B", "A or B", id="or in a condition"),
        pytest.param("LIST WHERE A = B", "A = B", id="two fields"),
        pytest.param("LIST WHERE A = null", "A = null", id="null"),
        pytest.param("LIST WHERE true", "true", id="a constant"),
        pytest.param('LIST WHERE A = ""', 'A = ""', id="an empty text"),
        pytest.param('LIST WHERE A = "b, c"', 'A = "b, c"', id="a comma in a value"),
        pytest.param('LIST WHERE A = "=b"', 'A = "=b"', id="a value like a sign"),
        pytest.param("LIST WHERE A <= date(today)", "A <= date(today)", id="today"),
        pytest.param("LIST WHERE A >= date(2023-01-01) + dur(1 day)", "A >= date(2023-01-01) + dur(1 day)"),
        pytest.param('LIST WHERE contains(A, "x")', 'contains(A, "x")', id="another list than that of tags"),
        pytest.param('LIST WHERE file.tags = "#x"', 'file.tags = "#x"', id="a list compared"),
        pytest.param("LIST WHERE file.time", "file.time", id="a field that there is not"),
        pytest.param("LIST WHERE", "", id="no condition"),
        # order
        pytest.param("LIST SORT file.link", "file.link", id="links are not sorted by"),
        pytest.param("LIST SORT A upwards", "A upwards", id="a way to sort that there is not"),
        pytest.param("LIST LIMIT 5 + 5", "limit 5 + 5", id="a limit that is no number"),
        pytest.param("LIST LIMIT 5 WHERE A", "limit ... where", id="a condition for those that are left"),
        pytest.param("LIST LIMIT 5 LIMIT 3", "limit ... limit", id="two limits"),
        pytest.param("LIST GROUP BY A SORT key", "group by ... sort", id="groups that are sorted"),
        pytest.param("LIST GROUP BY length(A)", "group by length(A)", id="a group by a function"),
        pytest.param("LIST GROUP BY A as B", "group by A as B", id="a group with a title"),
        pytest.param("LIST WHERE A FROM #b", "where ... from", id="a source behind a condition"),
        pytest.param("LIST FLATTEN A", "flatten", id="flatten"),
    ],
)
def test_what_is_refused_is_quoted(query, part):
    with pytest.raises(UserError) as refused:
        read_query(query)
    assert str(refused.value).startswith(f'"{part}" in the query cannot be taken over: ')


def test_a_template_is_named_as_what_it_is():
    with pytest.raises(UserError, match="a template fills it in"):
        read_query('table Teacher from "<% tp.file.folder(true) %>" where file.name!="Start"')


def test_line_breaks_in_what_is_quoted_are_escaped():
    with pytest.raises(UserError) as refused:
        read_query('TABLE "a\nb"')
    assert "\n" not in str(refused.value)
