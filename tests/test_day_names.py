"""Names of daily notes (7.1)."""

from datetime import datetime

import pytest

from vault_tools.day_names import day_named, is_day_name


@pytest.mark.parametrize(
    ("text", "format", "day"),
    [
        ("2026-03-01", "YYYY-MM-DD", (2026, 3, 1)),
        ("2026/03/2026-03-01", "YYYY/MM/YYYY-MM-DD", (2026, 3, 1)),
        ("2026/03-March/2026-03-01-Sunday", "YYYY/MM-MMMM/YYYY-MM-DD-dddd", (2026, 3, 1)),
        ("2026/03-März/01. So", "YYYY/MM-MMMM/DD. dd", (2026, 3, 1)),
        ("1.3.2026", "D.M.YYYY", (2026, 3, 1)),
        ("Day 2026-03-01", "[Day] YYYY-MM-DD", (2026, 3, 1)),
        ("2026-W09 2026-03-01", "gggg-[W]ww YYYY-MM-DD", (2026, 3, 1)),
        ("1st 03 2026", "Do MM YYYY", (2026, 3, 1)),
    ],
)
def test_a_day_in_numbers(text, format, day):
    assert day_named(text, format) == datetime(*day)
    assert is_day_name(text, format)


@pytest.mark.parametrize(
    ("text", "format"), [("1 March 2026", "D MMMM YYYY"), ("01 mars 26", "DD MMM YY"), ("2026-060", "YYYY-DDDD")]
)
def test_a_day_in_words_is_one_but_which_is_not_known(text, format):
    assert is_day_name(text, format)
    assert day_named(text, format) is None


@pytest.mark.parametrize(
    ("text", "format"),
    [
        pytest.param("2026-02-30", "YYYY-MM-DD", id="no day of the calendar"),
        pytest.param("2026/02/2026-03-01", "YYYY/MM/YYYY-MM-DD", id="in the folder of another month"),
        pytest.param("2026-03-01 b", "YYYY-MM-DD", id="more than a day"),
        pytest.param("2026-3-1", "YYYY-MM-DD", id="a digit is missing"),
        pytest.param("2026-W09", "gggg-[W]ww", id="a format of weeks"),
        pytest.param("2026-03", "YYYY-MM", id="a format of months"),
        pytest.param("3 7 2026", "D MMMM YYYY", id="a number for a word"),
        pytest.param("", "", id="nothing"),
        pytest.param("[", "[", id="a bracket"),
    ],
)
def test_no_day(text, format):
    assert not is_day_name(text, format)
    assert day_named(text, format) is None
