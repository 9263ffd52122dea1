"""A link is made to open something else, and nothing else of it changes (3.12)."""

import pytest

from vault_tools.config.tables import Config
from vault_tools.lint import lint
from vault_tools.selection import select
from vault_tools.source import splice
from vault_tools.vault.memory import memory_vault
from vault_tools.vault.relink import relinked


def rewritten(text, linkpath, display=None):
    """The note after its last internal link was changed; None when there is no way."""
    note = memory_vault({"N.md": text}).notes["N.md"]
    link = [link for link in note.links if not link.external][-1]
    edit = relinked(note, link, linkpath, display)
    return edit and splice(text, [edit])


@pytest.mark.parametrize(
    ("text", "linkpath", "expected"),
    [
        ("[[a]]", "B c", "[[B c]]"),
        ("![[a#h|100]]", "B", "![[B#h|100]]"),
        ("[[ a #h| x ]]", "B", "[[ B #h| x ]]"),
        ("[[a.md]]", "B", "[[B]]"),
        ("[[a#a|a]]", "B", "[[B#a|a]]"),
        ("| [[a\\|x]] |\n| --- |\n| y |", "B", "| [[B\\|x]] |\n| --- |\n| y |"),
        ("[x](a.md)", "B c.md", "[x](B%20c.md)"),
        ("[x](<a b.md#h i> 't')", "B c.md", "[x](<B c.md#h i> 't')"),
        ('[x](a%20b.md#h%20i "t")', "C.md", '[x](C.md#h%20i "t")'),
        ("![](a.png)", "b (1).png", "![](b%20(1).png)"),
        ("[a](a)", "b", "[a](b)"),
        ("[[a](a) b](c)", "d", "[[a](d) b](c)"),
        ("[![p](p.png)](a.md)", "b.md", "[![p](b.md)](a.md)"),
        ("[r]: a.md 'title'", "b.md", "[r]: b.md 'title'"),
        ('---\nup: "[[a]]"\n---\n', "B c", '---\nup: "[[B c]]"\n---\n'),
        ("---\nup: '[x](a.md)'\n---\n", "B c.md", "---\nup: '[x](B%20c.md)'\n---\n"),
    ],
)
def test_only_the_linkpath_changes(text, linkpath, expected):
    assert rewritten(text, linkpath) == expected


@pytest.mark.parametrize(
    ("text", "linkpath"),
    [
        ("[[a]]", "C#"),
        ("[[a]]", "x|y"),
        ("[[a]]", "x]]y"),
        ("[x](a.md)", "C#.md"),
        ("[x](a\\_b.md)", "B.md"),
        ("[x](a&amp;b.md)", "B.md"),
        ('---\nup: "[[a]]"\n---\n', 'the "B"'),
        ('---\nup: "[[\\u0061]]"\n---\n', "B"),
    ],
)
def test_what_cannot_be_written_plainly_is_left_alone(text, linkpath):
    assert rewritten(text, linkpath) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[a]]", "[[B|a]]"),
        ("[[a#h]]", "[[B#h|a]]"),
        ("[[a|x]]", "[[B|x]]"),
        ("| [[a]] |\n| --- |", "| [[B\\|a]] |\n| --- |"),
        ("[x](a)", "[x](B)"),
    ],
)
def test_a_wikilink_without_a_text_gets_one(text, expected):
    assert rewritten(text, "B", "a") == expected


@pytest.mark.parametrize(
    ("text", "linkpath", "expected"),
    [
        ("[x](<c%2520d.md>)", "C%20D.md", "[x](<C%2520D.md>)"),
        ("[x](<a.md>)", "b&amp;c.md", None),
        ("[[a] b](c.md)", "D e.md", "[[a] b](D%20e.md)"),
    ],
)
def test_what_is_written_is_read_as_it_was_meant(text, linkpath, expected):
    assert rewritten(text, linkpath) == expected


def test_of_a_picture_in_a_link_each_has_its_own_destination():
    outer, inner = memory_vault({"N.md": "[![p](a.md)](a.md)"}).notes["N.md"].links
    note = memory_vault({"N.md": "[![p](a.md)](a.md)"}).notes["N.md"]
    assert splice(note.text, [relinked(note, outer, "b.md")]) == "[![p](a.md)](b.md)"
    assert splice(note.text, [relinked(note, inner, "b.md")]) == "[![p](b.md)](a.md)"


def test_a_text_that_ends_in_a_bracket_cannot_be_shown():
    assert rewritten("[[a]]", "B", "[z]") is None


@pytest.mark.parametrize("text", ["# See [[AI]]\n", "# See [x](b c.md)\n"])
def test_a_fix_in_a_heading_is_unsafe(text):
    """It changes what links to the heading must say."""
    vault = memory_vault({"N.md": text, "M.md": "---\naliases: AI\n---\n", "b c.md": ""})
    found = [d for d in lint(vault, select(Config()).at) if d.fix]
    assert [d.fix.safety for d in found] == ["unsafe"]
