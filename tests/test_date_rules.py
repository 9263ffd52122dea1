"""The three rules on dates: exactly one of them speaks of a value, and what they rewrite is the same day."""

import tomllib

import pytest

from vault_tools.config.tables import Config
from vault_tools.declared import check
from vault_tools.fix import plan_fixes
from vault_tools.lint import lint
from vault_tools.selection import Asked, select
from vault_tools.vault.memory import memory_vault

NAMES = ("invalid-date", "date-format", "ambiguous-date")
DAY_FIRST = '[vault]\ndate-formats = ["DD/MM/YYYY"]\n'
BOTH = '[vault]\ndate-formats = ["MM/DD/YYYY", "DD/MM/YYYY", "YYYY-MM-DD"]\n'


def schema(wanted):
    return f'[[schema]]\nname = "note"\n[schema.properties]\nwhen = {{ {wanted} }}\n'


def typed(kind):
    return {".obsidian/types.json": f'{{"types": {{"When": "{kind}"}}}}'}


def vault_of(yaml, config="", others=None):
    problems = []
    read = check(tomllib.loads(config), Config, (), problems)
    assert problems == []
    return memory_vault({"Note.md": f"---\n{yaml}\n---\n"} | (others or {}), read)


def said(yaml, config="", others=None):
    """Rule and severity of each problem of the note."""
    vault = vault_of(yaml, config, others)
    at = select(vault.config, Asked(select=NAMES)).at
    return [f"{d.rule} {d.severity}" for d in lint(vault, at) if d.path == "Note.md"]


def fixed(yaml, config="", others=None):
    """The YAML after all fixes, of which none is refused, and of which nothing is left to make."""
    vault = vault_of(yaml, config, others)
    at = select(vault.config, Asked(select=NAMES)).at
    fixes = plan_fixes(vault, at, frozenset({"safe", "unsafe"}), lambda path: True)
    assert fixes.refusals == ()
    note = fixes.vault.notes["Note.md"]
    assert note.error is None
    assert not any(d.fix for d in lint(fixes.vault, at))
    return note.text.removeprefix("---\n").removesuffix("\n---\n")


UNDECLARED = [
    pytest.param("2024-02-30", ["invalid-date warning"], id="no such day"),
    pytest.param("2024-13-01T10:30", ["invalid-date warning"], id="no such month"),
    pytest.param("2024-02-28 24:30", ["invalid-date warning"], id="no such hour"),
    pytest.param("02/30/2024", ["invalid-date warning"], id="no day in either order"),
    pytest.param("03/04/2024", ["ambiguous-date warning"], id="two days"),
    pytest.param("03/03/2024", [], id="one day in both orders"),
    pytest.param("13/04/2024", [], id="no month 13"),
    pytest.param("03.04.2024", [], id="points"),
    pytest.param("03-04-2024", [], id="dashes"),
    pytest.param("soon", [], id="no date"),
    pytest.param("1.2.3", [], id="a version"),
    pytest.param("192.168.10.2024", [], id="an address"),
    pytest.param("3/4/2024", [], id="no format that is known"),
    pytest.param("20240230", [], id="a number"),
    pytest.param("'2024-02-30: a day'", [], id="text behind it"),
    pytest.param("'[[2024-02-30]]'", [], id="a link"),
    pytest.param("'{{date}} 03/04/2024'", [], id="a placeholder"),
    pytest.param("03/04/2024 # {{date}}", [], id="a placeholder in the comment"),
    pytest.param("", [], id="nothing"),
]


@pytest.mark.parametrize(("value", "expected"), UNDECLARED)
def test_where_nothing_is_declared_only_what_looks_like_a_date_is_looked_at(value, expected):
    assert said(f"when: {value}") == expected
    assert said(f"when:\n  - {value}" if value else "when: []") == expected


@pytest.mark.parametrize("name", ["tags", "Aliases", "cssclasses"])
def test_tags_aliases_and_classes_are_no_dates(name):
    assert said(f"{name}: [03/04/2024, 31/02/2024]") == []


def test_what_the_schema_declares_as_something_else_is_no_date():
    assert said("when: 31/02/2024", schema('type = "text"'), typed("date")) == []
    assert said("when: [31/02/2024]", schema('type = "list", items = "text"')) == []
    assert said("when: 31/02/2024", schema("required = true")) == ["invalid-date warning"]
    assert said("when: 31/02/2024", schema("required = true"), typed("date")) == ["invalid-date error"]


FORMAT = 'type = "date", format = "DD/MM/YYYY"'
DECLARED = [
    pytest.param("03/04/2024", [], id="right"),
    pytest.param("'03/04/2024'", [], id="right, in quotes"),
    pytest.param("soon", ["invalid-date error"], id="no date"),
    pytest.param("3/4/2024", ["invalid-date error"], id="digits are missing"),
    pytest.param("31/02/2024", ["invalid-date error"], id="no such day"),
    pytest.param("2024-02-31", ["invalid-date error"], id="no such day, in another format"),
    pytest.param("2024-04-03", ["date-format warning"], id="another format"),
    pytest.param("04/13/2024", ["date-format warning"], id="the month first, for there is no month 13"),
    pytest.param("2024-04-03T10:30", ["date-format warning"], id="a time"),
    pytest.param("20240403", [], id="a number: property-type"),
    pytest.param("[2024-04-03]", [], id="a list: property-type"),
    pytest.param("{a: 2024-04-03}", [], id="a map: property-type"),
    pytest.param("", [], id="nothing: required-property"),
    pytest.param("' '", [], id="blank: required-property"),
    pytest.param("<% tp.date.now() %>", [], id="a placeholder"),
]


@pytest.mark.parametrize(("value", "expected"), DECLARED)
def test_a_declared_date_must_be_one_in_the_format_of_the_schema(value, expected):
    assert said(f"when: {value}", schema(FORMAT)) == expected
    assert said(f"When: {value}", schema(FORMAT), typed("datetime")) == expected, "the schema comes first"


def test_each_entry_of_a_list_of_dates_is_one():
    config = schema('type = "list", items = "date", format = "DD/MM/YYYY"')
    yaml = "when: [03/04/2024, soon, 2024-04-03, 31/02/2024, 7, {a: b}, '']"
    assert said(yaml, config) == ["invalid-date error", "date-format warning", "invalid-date error"]
    assert said("when: soon", config) == [], "one text is no list: property-type"


def test_a_property_in_a_map_is_meant_by_its_dotted_name():
    config = schema(FORMAT).replace("when", '"talk.when"')
    assert said("talk: {when: 2024-04-03, other: 2024-04-03}", config) == ["date-format warning"]
    assert said("talk:\n  When: soon", config) == ["invalid-date error"]


@pytest.mark.parametrize(
    ("value", "config", "expected"),
    [
        pytest.param("2024-04-03", "", [], id="one default format"),
        pytest.param("13/04/2024", "", [], id="another"),
        pytest.param("2024-04-03 10:30", "", [], id="with a time"),
        pytest.param("03/04/2024", "", ["ambiguous-date warning"], id="both are there by default"),
        pytest.param("03/04/2024", DAY_FIRST, [], id="only one order is chosen"),
        pytest.param("03/04/2024", BOTH, [], id="the first order counts"),
        pytest.param("2024-04-03", DAY_FIRST, ["date-format warning"], id="not among those chosen"),
        pytest.param("2024-04-03", BOTH, [], id="among those chosen"),
        pytest.param("soon", DAY_FIRST, ["invalid-date error"], id="no date"),
    ],
)
def test_without_a_format_any_of_the_vault_is_right(value, config, expected):
    assert said(f"when: {value}", config + schema('type = "date"')) == expected


def test_a_time_has_a_place_where_the_formats_of_the_vault_have_none():
    assert said("when: 2024-04-03T10:30", DAY_FIRST + schema('type = "datetime"')) == []


STORED = [
    pytest.param("date", "2024-04-03", [], id="date"),
    pytest.param("date", "2024-04-03T10:30", ["date-format warning"], id="date, with a time"),
    pytest.param("date", "13/04/2024", ["date-format warning"], id="date, day first"),
    pytest.param("date", "03/04/2024", ["ambiguous-date warning"], id="date, two days"),
    pytest.param("date", "2024-02-30", ["invalid-date error"], id="date, no such day"),
    pytest.param("date", "soon", ["invalid-date warning"], id="date, none"),
    pytest.param("date", "'[[2024-04-03]]'", ["invalid-date warning"], id="date, a link"),
    pytest.param("date", "2024", [], id="date, a number: property-type"),
    pytest.param("date", "[soon]", [], id="date, a list: property-type"),
    pytest.param("datetime", "2024-04-03T10:30", [], id="datetime"),
    pytest.param("datetime", "2024-04-03T10:30:05", [], id="datetime, to the second"),
    pytest.param("datetime", "2024-04-03 10:30", ["date-format info"], id="datetime, a space for the T"),
    pytest.param("datetime", "2024-04-03 10:30:05", ["date-format info"], id="datetime, a space, to the second"),
    pytest.param("datetime", "2024-04-03", ["date-format warning"], id="datetime, no time"),
    pytest.param("text", "soon", [], id="text"),
]


@pytest.mark.parametrize(("kind", "value", "expected"), STORED)
def test_where_obsidian_has_stored_the_type_its_own_form_is_right(kind, value, expected):
    """Section 4.5, tool rule."""
    assert said(f"when: {value}", "", typed(kind)) == expected
    assert said(f"when: {value}", DAY_FIRST, typed(kind)) == (
        ["date-format warning"] if value == "03/04/2024" else expected
    ), "that the day comes first says how to read it, not how to write it"


def test_a_date_of_the_schema_is_written_as_obsidian_does_if_it_has_the_type():
    assert said("when: 13/04/2024", schema('type = "date"'), typed("date")) == ["date-format warning"]


# --- Evidence ---------------------------------------------------------------------------------------------------------


def others(*values, name="When"):
    return {f"{number}.md": f"---\n{name}: {value}\n---\n" for number, value in enumerate(values)}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(["13/04/2024", "14/04/2024", "31/12/2024"], [], id="three with the day first"),
        pytest.param(["04/13/2024", "04/14/2024", "12/31/2024"], [], id="three with the month first"),
        pytest.param(["13/04/2024", "14/04/2024"], ["ambiguous-date warning"], id="two are too few"),
        pytest.param(["03/05/2024"] * 9, ["ambiguous-date warning"], id="what is ambiguous proves nothing"),
        pytest.param(["05/05/2024"] * 9, ["ambiguous-date warning"], id="one day in both orders proves nothing"),
        pytest.param(["13.04.2024"] * 9, ["ambiguous-date warning"], id="points prove nothing"),
        pytest.param(["13/04/2024"] * 9 + ["04/13/2024"], ["ambiguous-date warning"], id="one is the other way"),
    ],
)
def test_other_values_of_the_property_may_be_evidence(values, expected):
    assert said("when: 03/04/2024", "", others(*values)) == expected


def test_values_of_another_property_are_no_evidence():
    dates = others("13/04/2024", "14/04/2024", "31/12/2024", name="Date")
    assert said("when: 03/04/2024", "", dates) == ["ambiguous-date warning"]


def test_evidence_is_no_reason_to_rewrite_a_date():
    dates = others("13/04/2024", "14/04/2024", "31/12/2024") | typed("date")
    assert said("when: 03/04/2024", "", dates) == ["ambiguous-date warning"]


# --- Fixes ------------------------------------------------------------------------------------------------------------


REWRITTEN = [
    pytest.param("when: 2024-04-03", "when: 03/04/2024", id="plain"),
    pytest.param("when: '2024-04-03'  # c", "when: '03/04/2024'  # c", id="single quotes, a comment"),
    pytest.param('"when":   "2024-04-03"', '"when":   "03/04/2024"', id="double quotes"),
    pytest.param("{when: 2024-04-03, x: 1}", "{when: 03/04/2024, x: 1}", id="a flow map"),
    pytest.param('{"when":"2024-04-03"}', '{"when":"03/04/2024"}', id="JSON"),
    pytest.param("when: 04/13/2024", "when: 13/04/2024", id="the month was first"),
    pytest.param("when: 2024-04-03T00:00", "when: 03/04/2024", id="midnight"),
    pytest.param("when: 2024-04-03T10:30", None, id="the time would be lost"),
    pytest.param("when: &d 2024-04-03\nx: *d", None, id="an anchor"),
    pytest.param("x: &d 2024-04-03\nwhen: *d", None, id="an alias of YAML"),
    pytest.param("when: !!str 2024-04-03", None, id="a tag of YAML"),
    pytest.param("when: |\n  2024-04-03", None, id="a block scalar"),
    pytest.param("when: soon", None, id="no date"),
    pytest.param("when: 31/02/2024", None, id="no such day"),
]


@pytest.mark.parametrize(("yaml", "expected"), REWRITTEN)
def test_the_fix_writes_the_same_day_where_it_stands(yaml, expected):
    assert fixed(yaml, schema(FORMAT)) == (expected or yaml)


@pytest.mark.parametrize(
    ("format", "value", "expected"),
    [
        pytest.param("YYYYMMDD", "2024-04-03", '"20240403"', id="plain, it were a number"),
        pytest.param("YYYYMMDD", "'2024-04-03'", "'20240403'", id="the quotes that are there are enough"),
        pytest.param("D.M.YYYY", "2024-04-03", "3.4.2024", id="points"),
        pytest.param("[on] D.M.YYYY", "2024-04-03", "on 3.4.2024", id="words"),
        pytest.param("[day's] D.M.YYYY", "'2024-04-03'", '"day\'s 3.4.2024"', id="a quote in a word"),
        pytest.param("YYYY-MM-DD", "03/04/2024", "03/04/2024", id="no guess is made"),
        pytest.param("YYYY-MM-DD HH:mm", "2024-04-03T10:30", "2024-04-03 10:30", id="a time"),
        pytest.param("YYYY-MM-DD HH:mm", "2024-04-03T10:30:05", "2024-04-03T10:30:05", id="no seconds are lost"),
        pytest.param("YYYY-MM-DDTHH:mm", "2024-04-03", "2024-04-03", id="no time is made up"),
    ],
)
def test_the_fix_writes_any_format_so_that_it_is_text(format, value, expected):
    assert fixed(f"when: {value}", schema(f'type = "date", format = "{format}"')) == f"when: {expected}"


def test_with_an_order_that_is_chosen_nothing_is_ambiguous():
    iso = schema('type = "date", format = "YYYY-MM-DD"')
    assert fixed("when: 03/04/2024", DAY_FIRST + iso) == "when: 2024-04-03"
    assert fixed("when: 03/04/2024", BOTH + iso) == "when: 2024-03-04"
    assert fixed("when: 03/04/2024", '[vault]\ndate-formats = ["D.M.YYYY"]\n' + iso) == "when: 2024-04-03"


def test_each_entry_is_rewritten_for_itself():
    config = schema('type = "list", items = "date", format = "DD/MM/YYYY"')
    yaml = "when:\n  - 2024-04-03 # a\n  - 03/04/2024\n  # b\n  - '2024-12-31'"
    assert fixed(yaml, config) == "when:\n  - 03/04/2024 # a\n  - 03/04/2024\n  # b\n  - '31/12/2024'"
