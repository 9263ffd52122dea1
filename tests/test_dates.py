"""Dates in properties, by formats in Moment's tokens."""

from datetime import datetime

import pytest

from vault_tools.dates import (
    DEFAULT_FORMATS,
    Reading,
    has_shape,
    is_format,
    is_like_day,
    order_of,
    parse_date,
    proven_order,
    readings,
    rewrite,
)
from vault_tools.overview.dates import date_format_of


@pytest.mark.parametrize(
    ("text", "formats", "expected"),
    [
        pytest.param("2024-09-03", ["YYYY-MM-DD"], datetime(2024, 9, 3), id="ISO"),
        pytest.param("03/09/2024", ["DD/MM/YYYY"], datetime(2024, 9, 3), id="day first"),
        pytest.param("09/03/2024", ["MM/DD/YYYY"], datetime(2024, 9, 3), id="month first"),
        pytest.param("3.9.2024", ["D.M.YYYY"], datetime(2024, 9, 3), id="short day and month"),
        pytest.param("13.12.2024", ["D.M.YYYY"], datetime(2024, 12, 13), id="short tokens take two digits"),
        pytest.param("20240903", ["YYYYMMDD"], datetime(2024, 9, 3), id="no separators"),
        pytest.param("2024-09-03T10:30", ["YYYY-MM-DDTHH:mm"], datetime(2024, 9, 3, 10, 30), id="to the minute"),
        pytest.param("2024-09-03T10:30:05", ["YYYY-MM-DDTHH:mm:ss"], datetime(2024, 9, 3, 10, 30, 5), id="second"),
        pytest.param("2024-09-03 10:30", DEFAULT_FORMATS, datetime(2024, 9, 3, 10, 30), id="a space for the T"),
        pytest.param("on 2024-09-03", ["[on] YYYY-MM-DD"], datetime(2024, 9, 3), id="words in brackets"),
        pytest.param("D 03.09.2024", ["[D] DD.MM.YYYY"], datetime(2024, 9, 3), id="a token in brackets is a word"),
        pytest.param(" 2024-09-03 ", ["YYYY-MM-DD"], datetime(2024, 9, 3), id="blanks around it"),
        pytest.param("03/04/2024", ["DD/MM/YYYY", "MM/DD/YYYY"], datetime(2024, 4, 3), id="the first format decides"),
        pytest.param("03/04/2024", ["MM/DD/YYYY", "DD/MM/YYYY"], datetime(2024, 3, 4), id="in the other order too"),
        pytest.param(
            "13/12/2024", ["MM/DD/YYYY", "DD/MM/YYYY"], datetime(2024, 12, 13), id="no month 13: the next one"
        ),
        pytest.param("2024-02-29", ["YYYY-MM-DD"], datetime(2024, 2, 29), id="leap day"),
        pytest.param("2023-02-29", ["YYYY-MM-DD"], None, id="no leap day"),
        pytest.param("2024-13-01", ["YYYY-MM-DD"], None, id="no such month"),
        pytest.param("2024-00-00", ["YYYY-MM-DD"], None, id="month and day zero"),
        pytest.param("0000-01-01", ["YYYY-MM-DD"], None, id="year zero"),
        pytest.param("2024-09-03T25:00", ["YYYY-MM-DDTHH:mm"], None, id="no such hour"),
        pytest.param("2024-9-3", ["YYYY-MM-DD"], None, id="long tokens need two digits"),
        pytest.param("24-09-03", ["YYYY-MM-DD"], None, id="a year has four digits"),
        pytest.param("2024-09-03 or so", ["YYYY-MM-DD"], None, id="text after it"),
        pytest.param("2024-09-03T10:30", ["YYYY-MM-DD"], None, id="a time that the format has not"),
        pytest.param("٢٠٢٤-٠٩-٠٣", ["YYYY-MM-DD"], None, id="Arabic digits"),
        pytest.param("2024.09.03", ["YYYY-MM-DD"], None, id="another separator"),
        pytest.param("2024x09x03", ["YYYY.MM.DD"], None, id="a point is a point"),
        pytest.param("", ["YYYY-MM-DD"], None, id="nothing"),
        pytest.param("2024-09-03", [], None, id="no formats"),
    ],
)
def test_a_date_is_read_by_the_first_format_that_gives_a_day(text, formats, expected):
    assert parse_date(text, formats) == expected


@pytest.mark.parametrize("format", DEFAULT_FORMATS)
def test_each_default_format_is_one(format):
    assert is_format(format)


@pytest.mark.parametrize(
    ("format", "expected"),
    [
        pytest.param("YYYY-MM-DD", True, id="ISO"),
        pytest.param("D.M.YYYY", True, id="short tokens"),
        pytest.param("YYYYMMDD", True, id="no separators"),
        pytest.param("YYYY-MM-DDTHH:mm:ss", True, id="with time"),
        pytest.param("[Week] DD/MM/YYYY", True, id="words in brackets"),
        pytest.param("", False, id="nothing"),
        pytest.param("YYYY-MM", False, id="no day"),
        pytest.param("DD/MM", False, id="no year"),
        pytest.param("YYYY-DD", False, id="no month"),
        pytest.param("YYYY-MM-DD DD", False, id="the day twice"),
        pytest.param("YYYY-MM-M-DD", False, id="the month twice, long and short"),
        pytest.param("YYYY-MM-DD HH:HH", False, id="the hour twice"),
        pytest.param("YY-MM-DD", False, id="a short year"),
        pytest.param("DD MMM YYYY", False, id="names of months"),
        pytest.param("dddd DD/MM/YYYY", False, id="names of days"),
        pytest.param("dd/mm/yyyy", False, id="lower case"),
        pytest.param("%Y-%m-%d", False, id="the tokens of strftime"),
        pytest.param("DD de MM YYYY", False, id="words without brackets"),
    ],
)
def test_a_format_has_year_month_and_day_once_each(format, expected):
    assert is_format(format) is expected


@pytest.mark.parametrize(
    ("text", "format", "expected"),
    [
        pytest.param("2024-02-30", "YYYY-MM-DD", True, id="no such day, but its shape"),
        pytest.param(" 2024-02-01 ", "YYYY-MM-DD", True, id="blanks around it"),
        pytest.param("2024-2-1", "YYYY-MM-DD", False, id="too few digits"),
        pytest.param("2024/02/01", "YYYY-MM-DD", False, id="another separator"),
        pytest.param("2024-02-01x", "YYYY-MM-DD", False, id="text after it"),
        pytest.param("99/99/9999", "D/M/YYYY", True, id="one or two digits"),
    ],
)
def test_a_text_may_have_the_shape_of_a_date_without_being_one(text, format, expected):
    assert has_shape(text, format) is expected


@pytest.mark.parametrize(
    ("text", "format", "expected"),
    [
        ("31/02/2024", "DD/MM/YYYY", True),
        ("2024-30-01", "YYYY-MM-DD", True),
        ("45-67-1234", "DD-MM-YYYY", False),
        ("12-34-5678", "DD-MM-YYYY", False),
        ("2024-01-01", "DD-MM-YYYY", False),
    ],
)
def test_a_text_may_have_the_shape_of_a_date_and_be_no_slip_for_one(text, format, expected):
    assert is_like_day(text, format) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "03/04/2024", [("DD/MM/YYYY", datetime(2024, 4, 3)), ("MM/DD/YYYY", datetime(2024, 3, 4))], id="two days"
        ),
        pytest.param(
            "03/03/2024", [("DD/MM/YYYY", datetime(2024, 3, 3)), ("MM/DD/YYYY", datetime(2024, 3, 3))], id="one day"
        ),
        pytest.param("31/12/2024", [("DD/MM/YYYY", datetime(2024, 12, 31))], id="no month 31"),
        pytest.param("12/31/2024", [("MM/DD/YYYY", datetime(2024, 12, 31))], id="no month 31, the other way"),
        pytest.param("03.04.2024", [("DD.MM.YYYY", datetime(2024, 4, 3))], id="points: day first"),
        pytest.param("03-04-2024", [("DD-MM-YYYY", datetime(2024, 4, 3))], id="dashes: day first"),
        pytest.param("31/02/2024", [], id="no day in any"),
        pytest.param("soon", [], id="no date"),
    ],
)
def test_a_text_is_read_by_every_format_that_gives_a_day(text, expected):
    assert list(readings(text, DEFAULT_FORMATS)) == expected


@pytest.mark.parametrize(
    ("format", "expected"),
    [("DD/MM/YYYY", "DMY"), ("M/D/YYYY", "MDY"), ("YYYYMMDDTHH:mm:ss", "YMD"), ("[Day] YYYY-DD-MM", "YDM")],
)
def test_the_order_of_a_format_is_that_of_its_day_month_and_year(format, expected):
    assert order_of(format) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("13/12/2024", "DMY", id="there is no month 13"),
        pytest.param("12/13/2024", "MDY", id="there is no month 13, the other way"),
        pytest.param("30/02/2024", None, id="no day in either order"),
        pytest.param("12/12/2024", None, id="one day in both orders"),
        pytest.param("03/04/2024", None, id="two days"),
        pytest.param("13.12.2024", None, id="only one order has points"),
        pytest.param("2024-12-13", None, id="only one order has the year first"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_number_over_12_proves_the_order(text, expected):
    assert proven_order(text, DEFAULT_FORMATS) == expected


DAY, MORNING = datetime(2024, 9, 3), datetime(2024, 9, 3, 10, 30)
ISO, TO_MINUTE, TO_SECOND = DEFAULT_FORMATS[:3]


@pytest.mark.parametrize(
    ("reading", "formats", "expected"),
    [
        pytest.param(Reading(ISO, DAY), ["DD/MM/YYYY"], "03/09/2024", id="another order"),
        pytest.param(Reading(ISO, DAY), ["D.M.YYYY", ISO], "3.9.2024", id="the first of several"),
        pytest.param(Reading(ISO, DAY), [TO_MINUTE], None, id="no time is made up"),
        pytest.param(Reading(ISO, DAY), [TO_MINUTE, "DD/MM/YYYY"], "03/09/2024", id="the first without a time"),
        pytest.param(Reading(TO_MINUTE, MORNING), [ISO], None, id="no time is lost"),
        pytest.param(Reading(TO_MINUTE, DAY), [ISO], "2024-09-03", id="midnight is no loss"),
        pytest.param(Reading(TO_MINUTE, MORNING), [ISO, TO_SECOND], "2024-09-03T10:30:00", id="to the second"),
        pytest.param(Reading(TO_SECOND, MORNING), [TO_MINUTE], "2024-09-03T10:30", id="no seconds to lose"),
        pytest.param(
            Reading(TO_SECOND, MORNING.replace(second=5)), [TO_MINUTE], None, id="seconds are not lost, either"
        ),
        pytest.param(
            Reading(TO_SECOND, MORNING.replace(second=5)),
            [TO_MINUTE, TO_SECOND],
            "2024-09-03T10:30:05",
            id="the first with seconds",
        ),
        pytest.param(Reading(ISO, DAY), [], None, id="no formats"),
    ],
)
def test_a_date_is_written_anew_if_it_says_just_as_much(reading, formats, expected):
    assert rewrite(reading, formats) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(["31/12/2024", "03/04/2024", "30/11/2024", "05/05/2024"], ("DD/MM/YYYY", 4, 2), id="day first"),
        pytest.param(["12/31/2024", "03/04/2024"], ("MM/DD/YYYY", 2, 1), id="month first"),
        pytest.param(["03/04/2024", "01/02/2024"], ("DD/MM/YYYY", 2, 0), id="nothing proves the order"),
        pytest.param(["2024-03-04", "2024-12-31"], ("YYYY-MM-DD", 2, 2), id="a format without a rival"),
        pytest.param(["31/12/2024", "12/31/2024"], None, id="one of each"),
        pytest.param(["31/12/2024"] * 9 + ["soon"], ("DD/MM/YYYY", 9, 9), id="nine of ten"),
        pytest.param(["31/12/2024"] * 8 + ["soon"], None, id="eight of nine are not nearly all"),
        pytest.param(["31/12/2024"] * 9 + ["12/31/2024"], ("DD/MM/YYYY", 9, 9), id="one is the other way"),
        pytest.param(["soon"], None, id="no date"),
        pytest.param([], None, id="nothing"),
    ],
)
def test_the_format_of_texts_is_the_one_that_fits_nearly_all(texts, expected):
    assert date_format_of(iter(texts)) == expected
