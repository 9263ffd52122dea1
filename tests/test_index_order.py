"""The order of notes and of values on generated pages."""

import unicodedata

import pytest
from indexing import body, index, page, shown


def dated(dates):
    return {f"{name}.md": f"---\nDate: {date}\n---\n" for name, date in dates.items()}


def column(root, path="Page.md"):
    """The names of the notes in a table, in its order."""
    rows = body(root, path).split("\n")[2:]
    return " ".join(row.split("[[")[1].split("]]")[0] for row in rows)


DATES = {"a": "02/11/2023", "b": "31/10/2023", "c": "", "d": "1 may", "e": "2024-01-01", "f": "01/01/2024", "g": "[]"}


@pytest.mark.parametrize(
    ("dates", "sort", "more", "expected"),
    [
        pytest.param(DATES, "Date", "", "b a e f d c g", id="up: dates, then text, then nothing"),
        pytest.param(DATES, "-Date", "", "d e f a b c g", id="down: nothing is last again"),
        pytest.param(DATES, "date", "", "b a e f d c g", id="without regard to case"),
        pytest.param({"a": "03/04/2024", "b": "01/05/2024"}, "Date", "", "a b", id="day first by default"),
        pytest.param(
            {"a": "03/04/2024", "b": "01/05/2024"}, "Date", 'date-formats = ["MM/DD/YYYY"]', "b a", id="month first"
        ),
        pytest.param(
            {"a": "9.1.2024", "b": "10.1.2024"}, "Date", 'date-formats = ["D.M.YYYY"]', "a b", id="a declared format"
        ),
        pytest.param(
            {"a": "2024-01-02T10:00", "b": "2024-01-02T09:30", "c": "2024-01-02"}, "Date", "", "c b a", id="with times"
        ),
        pytest.param({"a": "31/02/2024", "b": "01/03/2024"}, "Date", "", "b a", id="no day of the calendar is text"),
        pytest.param({"a": "10", "b": "9", "c": "-1", "d": "9.5"}, "Date", "", "c b d a", id="numbers"),
        pytest.param({"a": "v10", "b": "v9", "c": "V1"}, "Date", "", "c b a", id="text with numbers"),
        pytest.param({"a": "[31/12/2023, x]", "b": "01/01/2023"}, "Date", "", "b a", id="a list by its first entry"),
    ],
)
def test_values_are_sorted_as_what_they_mean(dates, sort, more, expected, make):
    root = make(dated(dates), f"[vault]\n{more}\n" + page("folder", folder="", columns=[], sort=[sort]))
    assert index(root)[0] == 0
    assert column(root) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["Note 10", "Note 2", "Note 1"], "Note 1 Note 2 Note 10", id="numbers by value"),
        pytest.param(["b", "A", "a1", "B2"], "A a1 b B2", id="without regard to case"),
        pytest.param(["zebra", "Éclair", "eclair 2"], "Éclair eclair 2 zebra", id="without regard to accents"),
        pytest.param(["x007", "x7", "x 7"], "x007 x7 x 7", id="equal numbers by their text"),
        pytest.param(["Ω", "z", "я", "日"], "z Ω я 日", id="other scripts"),
    ],
)
def test_names_are_in_their_natural_order(names, expected, make):
    root = make({f"{name}.md": "" for name in names}, page("folder", folder="", columns=[]))
    assert index(root)[0] == 0
    assert column(root) == expected


@pytest.mark.parametrize("name", ["\u1369", "\u1369 1", "5" * 200, "x\u2460", "\u00b2"])
def test_digits_of_other_scripts_have_an_order_too(name, make):
    root = make({f"{name}.md": "", "A.md": ""}, page("folder", columns=[]))
    assert index(root)[0] == 0
    assert set(column(root).split(" ")) >= {"A", name.split(" ")[0]}


def test_a_number_of_5000_digits_has_an_order(make):
    files = {"A.md": f"---\nx: '{'1' * 5000}'\n---\n", "B.md": "---\nx: '2'\n---\n"}
    assert shown(make(files, page("property", property="x"))) == f"## 2\n\n- [[B]]\n\n## {'1' * 5000}\n\n- [[A]]"


def test_a_path_is_no_date(make):
    """Else daily notes would stand before all others."""
    files = {"1 Inbox.md": "", "2024-01-02.md": ""}
    assert shown(make(files, page("folder", view="list", sort=["path"]))) == "- [[1 Inbox]]\n- [[2024-01-02]]"


def test_values_that_look_the_same_are_one_group(make):
    """A letter and its accent can be one character or two."""
    values = {"a.md": unicodedata.normalize("NFC", "Épée"), "b.md": unicodedata.normalize("NFD", "Épée")}
    notes = {path: f"---\nT: {value}\n---\n" for path, value in values.items()}
    root = make(notes, page("property", property="T"))
    assert index(root)[0] == 0
    assert body(root) == f"## {unicodedata.normalize('NFC', 'Épée')}\n\n- [[a]]\n- [[b]]"
