"""The pages `date`, `letter` and `recent`: what each lists, in which order, and that it comes to rest."""

import os
from datetime import datetime

import pytest
from indexing import block, body, index, page, shown


def on(day, text=""):
    return f"---\nDate: {day}\n---\n{text}"


DAYS = {
    "Ants.md": on("2023-12-31"),
    "Bees.md": on("02/01/2024"),
    "Cats.md": on("2024-01-15"),
    "Dogs.md": on("2024-01-15"),
    "Eels.md": on("2024-03-01"),
    "Frogs.md": on("someday"),
    "Goats.md": on(""),
    "Hens.md": "",
}
"""Of which the last three have no day."""


# --- Dates ------------------------------------------------------------------------------------------------------------

BY_DATE = [
    pytest.param(
        {},
        """
        ## 2024

        ### 2024-03

        - [[Eels]]

        ### 2024-01

        - [[Cats]]
        - [[Dogs]]
        - [[Bees]]

        ## 2023

        ### 2023-12

        - [[Ants]]
        """,
        id="by month, the newest first",
    ),
    pytest.param(
        {"by": "year", "sort": ["-name"]},
        """
        ## 2024

        - [[Eels]]
        - [[Dogs]]
        - [[Cats]]
        - [[Bees]]

        ## 2023

        - [[Ants]]
        """,
        id="by year; sort is of one day",
    ),
    pytest.param(
        {"by": "day", "oldest_first": True, "limit": 3},
        """
        ## 2023

        ### 2023-12

        #### 2023-12-31

        - [[Ants]]

        ## 2024

        ### 2024-01

        #### 2024-01-02

        - [[Bees]]

        #### 2024-01-15

        - [[Cats]]

        …
        """,
        id="by day, the oldest first; what the limit leaves out comes last",
    ),
    pytest.param(
        {"by": "year", "view": "table", "columns": ["Date in YYYY-MM-DD"], "where": ["Date>=2024-01-15"]},
        """
        ## 2024

        | Note | Date |
        | --- | --- |
        | [[Eels]] | 2024-03-01 |
        | [[Cats]] | 2024-01-15 |
        | [[Dogs]] | 2024-01-15 |
        """,
        id="tables",
    ),
    pytest.param(
        {"view": "tree", "where": ["Date<2024-01-15"]},
        """
        - 2024
            - 2024-01
                - [[Bees]]
        - 2023
            - 2023-12
                - [[Ants]]
        """,
        id="a tree",
    ),
    pytest.param(
        {"by": "year", "view": "callouts", "where": ["Date<2024-01-15"]},
        """
        > [!abstract]- 2024
        > - [[Bees]]

        > [!abstract]- 2023
        > - [[Ants]]
        """,
        id="callouts",
    ),
    pytest.param(
        {"by": "year", "group": ["file.letter"], "where": ["Date<2024-01-15"]},
        """
        ## 2024

        ### B

        - [[Bees]]

        ## 2023

        ### A

        - [[Ants]]
        """,
        id="groups stand in the lowest of the headings",
    ),
]


@pytest.mark.parametrize(("options", "expected"), BY_DATE)
def test_notes_by_date(options, expected, make):
    root = make(DAYS, page("date", date="Date", **options))
    assert shown(root) == block(expected)


def test_the_day_of_a_daily_note_is_its_name(make):
    root = make({"2024-02-03.md": "", "Plan.md": "---\ncreated: 2024-02-01\n---\n"}, page("date", by="day"))
    expected = "## 2024\n\n### 2024-02\n\n#### 2024-02-03\n\n- [[2024-02-03]]\n\n#### 2024-02-01\n\n- [[Plan]]"
    assert shown(root) == expected


def test_a_note_of_several_days_stands_at_each_of_them_and_once_in_a_year(make):
    met = {"Met.md": "---\nMet: [2023-05-01, 2024-06-01, 2024-07-01, soon]\n---\n"}
    months = "## 2024\n\n### 2024-07\n\n- [[Met]]\n\n### 2024-06\n\n- [[Met]]\n\n## 2023\n\n### 2023-05\n\n- [[Met]]"
    assert shown(make(met, page("date", date="Met"))) == months
    assert shown(make({**met, "Page.md": ""}, page("date", date="Met", by="year"))) == (
        "## 2024\n\n- [[Met]]\n\n## 2023\n\n- [[Met]]"
    )


def test_no_note_has_a_day(make):
    assert shown(make({"Note.md": on("later")}, page("date", date="Date"))) == "No notes yet."


# --- Letters ----------------------------------------------------------------------------------------------------------


def test_notes_from_a_to_z(make):
    names = ["zebra", "Éclair", "Eel 10", "Eel 9", "2 birds", "+plus", "(Apple)", "Ж"]
    root = make({f"{name}.md": "" for name in names}, page("letter"))
    assert shown(root) == block(
        """
        ## A

        - [[(Apple)]]

        ## E

        - [[Éclair]]
        - [[Eel 9]]
        - [[Eel 10]]

        ## Z

        - [[zebra]]

        ## Ж

        - [[Ж]]

        ## 0-9

        - [[2 birds]]

        ## Other

        - [[+plus]]
        """
    )


def test_a_limit_and_a_table_of_letters(make):
    options = {"limit": 2, "view": "table", "columns": ["Date"], "sort": ["-Date"]}
    assert shown(make(DAYS, page("letter", **options, where=["Date>=2024-01-01"]))) == block(
        """
        ## C

        | Note | Date |
        | --- | --- |
        | [[Cats]] | 2024-01-15 |

        ## E

        | Note | Date |
        | --- | --- |
        | [[Eels]] | 2024-03-01 |

        …
        """
    )


# --- What is new ------------------------------------------------------------------------------------------------------


def test_the_newest_notes_come_first(make):
    assert shown(make(DAYS, page("recent", date="Date", columns=[]))) == block(
        """
        - [[Eels]]
        - [[Cats]]
        - [[Dogs]]
        - [[Bees]]
        - [[Ants]]
        """
    )


def test_of_one_day_the_notes_are_sorted(make):
    found = shown(make(DAYS, page("recent", date="Date", columns=[], sort=["-name"], limit=2)))
    assert found == "- [[Eels]]\n- [[Dogs]]\n- …"


def test_the_last_of_several_days_counts(make):
    files = {"Old.md": on("2024-01-02"), "Both.md": on("[later, 2020-01-01, 2024-01-03]")}
    assert shown(make(files, page("recent", date="Date", columns=[]))) == "- [[Both]]\n- [[Old]]"


def test_twenty_notes_are_recent_by_what_says_when_they_were_changed(make):
    files = {f"N{number}.md": f"---\nupdated: 2024-01-{number:02}\n---\n" for number in range(1, 23)}
    root = make(files, page("recent", view="table", columns=["file.modified"]))
    newest = [f"| [[N{number}]] | 2024-01-{number:02} |" for number in range(22, 2, -1)]
    assert shown(root) == "\n".join(["| Note | Modified |", "| --- | --- |", *newest, "", "…"])


def test_no_file_time_makes_a_page_of_recent_notes_stale(make):
    root = make({"A.md": "", "B.md": ""}, page("recent", columns=[]))
    for name, day in [("A.md", 2), ("B.md", 1)]:
        os.utime(root / name, (datetime(2024, 1, day, 12).timestamp(),) * 2)
    assert shown(root) == "- [[A]]\n- [[B]]"
    os.utime(root / "B.md", (datetime(2024, 1, 3, 12).timestamp(),) * 2)
    assert index(root, "--check")[0] == 0
    assert shown(root) == "- [[B]]\n- [[A]]"


@pytest.mark.parametrize("kind", ["date", "recent"])
def test_a_misspelt_field_is_no_date(kind, make):
    root = make({"A.md": ""}, page(kind, date="file.modifed"))
    code, _, errors = index(root)
    assert code == 2
    assert 'no field "file.modifed", did you mean "file.modified"?' in errors


@pytest.mark.parametrize("kind", ["date", "recent"])
def test_a_misspelt_property_is_no_date(kind, make):
    root = make(DAYS, page(kind, date="Daate"))
    assert 'no note has a property "Daate", did you mean "Date"?' in index(root)[2]


def test_a_page_of_recent_notes_says_how_recent_they_are(make):
    files = {"A.md": "---\nmodified: 2024-01-02\n---\n", "B.md": "---\nmodified: 2024-03-01\n---\n"}
    assert shown(make(files, page("recent"))) == "- [[B]] — 2024-03-01\n- [[A]] — 2024-01-02"
    assert shown(make(files, page("recent", columns=[]))) == "- [[B]]\n- [[A]]"


def test_a_page_of_recent_notes_with_file_times_stays_as_it_is(make):
    root = make({"A.md": ""}, page("recent"))
    assert index(root)[0] == 0
    assert body(root).startswith("- [[A]] — ")
    os.utime(root / "A.md", (0, 0))
    assert index(root, "--check")[0] == 0
