"""What a person wrote, around regions and in them."""

import os
import stat

import pytest
from indexing import NO_PAGES, body, index, page, region, sha, state, text, unsigned, write

from vault_tools.errors import UserError
from vault_tools.index.plan import plan
from vault_tools.index.save import save
from vault_tools.vault.read import read_vault

# --- What stands around regions ---------------------------------------------------------------------------------------

ADDED = region("tags", "## cs\n\n- [[A]]").encode()

BY_HAND = [
    pytest.param(b"", ADDED, id="empty"),
    pytest.param(b"Mine.\n", b"\n" + ADDED, id="a line"),
    pytest.param(b"Mine.", b"\n\n" + ADDED, id="no final newline"),
    pytest.param(b"Mine.\n\n\n\n", b"\n" + ADDED, id="trailing blank lines"),
    pytest.param(b"Mine.  \n \t", b"\n\n" + ADDED, id="trailing spaces"),
    pytest.param(b"---\na: 1\n---\n", b"\n" + ADDED, id="only frontmatter"),
    pytest.param(b"---\na: 1\n---", b"\n\n" + ADDED, id="only frontmatter, no final newline"),
    pytest.param(b"a\r\nb\r\n", b"\r\n" + ADDED.replace(b"\n", b"\r\n"), id="CRLF"),
    pytest.param(b"a\r\nb", b"\r\n\r\n" + ADDED.replace(b"\n", b"\r\n"), id="CRLF, no final newline"),
    pytest.param(b"a\r\nb\r\nc\nd\r\n", b"\r\n" + ADDED.replace(b"\n", b"\r\n"), id="mostly CRLF"),
    pytest.param(b"a\r\nb\nc\n", b"\n" + ADDED, id="mostly LF"),
    pytest.param(b"a\rb\r", b"\n\n" + ADDED, id="CR, which ends no line"),
    pytest.param(b"\xef\xbb\xbfMine.\n", b"\n" + ADDED, id="byte order mark"),
    pytest.param(b"\xef\xbb\xbf---\r\na: 1\r\n---\r\n", b"\r\n" + ADDED.replace(b"\n", b"\r\n"), id="all at once"),
    pytest.param(b"- a\n  - b", b"\n\n" + ADDED, id="a list"),
    pytest.param(b"| a |\n| - |\n| b |\n", b"\n" + ADDED, id="a table"),
    pytest.param(b"> [!note]\n> b\n", b"\n" + ADDED, id="a callout"),
    pytest.param(b"<div>\nb\n", b"\n" + ADDED, id="HTML"),
    pytest.param(b"Title\n===\n\n    code\n", b"\n" + ADDED, id="indented code"),
    pytest.param("é\u2028ü\x0c\x85\n".encode(), b"\n" + ADDED, id="separators that end no line"),
]


@pytest.mark.parametrize(("old", "added"), BY_HAND)
def test_a_region_is_appended_once_below_what_is_there(old, added, make):
    root = make({"A.md": "#cs", "Tags.md": old}, page("tags", "Tags.md"))
    assert index(root) == (0, "wrote Tags.md\n1 page written, 0 up to date.\n", "")
    assert (root / "Tags.md").read_bytes() == old + added
    before = state(root)
    assert index(root) == (0, "0 pages written, 1 up to date.\n", "")
    assert state(root) == before


@pytest.mark.parametrize(("old", "added"), BY_HAND)
def test_around_a_region_nothing_changes(old, added, make):
    """The same notes with more below the region, when another tag makes it stale."""
    newline = b"\r\n" if b"\r\n" in added else b"\n"
    below = newline + b"Below." + newline * 3 + b" \t"
    root = make({"A.md": "#cs", "B.md": "#ds", "Tags.md": old + added + below}, page("tags", "Tags.md"))
    assert index(root) == (0, "wrote Tags.md\n1 page written, 0 up to date.\n", "")
    more = region("tags", "## cs\n\n- [[A]]\n\n## ds\n\n- [[B]]").encode().replace(b"\n", newline)
    gap = added[: added.index(b"<!--")]
    assert (root / "Tags.md").read_bytes() == old + gap + more + below


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755], ids=oct)
def test_mode_bits_stay(mode, make):
    root = make({"A.md": "#cs", "Tags.md": "Mine."}, page("tags", "Tags.md"))
    (root / "Tags.md").chmod(mode)
    assert index(root)[0] == 0
    assert stat.S_IMODE((root / "Tags.md").stat().st_mode) == mode
    assert [file.name for file in root.iterdir() if file.name.startswith(".vault-tools")] == []


def test_a_new_page_has_the_mode_of_any_new_file(make):
    root = make({"A.md": "#cs"}, page("tags", "Tags.md"))
    old = os.umask(0o027)
    try:
        assert index(root)[0] == 0
    finally:
        os.umask(old)
    assert stat.S_IMODE((root / "Tags.md").stat().st_mode) == 0o640


def test_a_link_to_a_note_stays_a_link(make, tmp_path):
    root = make({"A.md": "#cs"}, page("tags", "Tags.md"))
    write(tmp_path, {"elsewhere/Tags.md": "Mine.\n"})
    (root / "Tags.md").symlink_to("../elsewhere/Tags.md")
    assert index(root)[0] == 0
    assert os.readlink(root / "Tags.md") == "../elsewhere/Tags.md"
    assert (tmp_path / "elsewhere/Tags.md").read_bytes() == b"Mine.\n\n" + ADDED


def test_a_note_that_changes_while_index_runs_is_not_written(make):
    root = make({"A.md": "#cs", "Tags.md": region("t", "old", "kind=tags")})
    vault = read_vault(root)
    [found] = plan(vault)
    write(root, {"Tags.md": region("t", "mine, typed just now", "kind=tags")})
    before = state(root)
    with pytest.raises(UserError, match=r"^Tags\.md: the note was changed in the meantime"):
        save(vault, found.path, [found.edits])
    assert state(root) == before


def test_a_note_that_appears_while_index_runs_is_not_written(make):
    root = make({"A.md": "#cs"})
    vault = read_vault(root)
    plans = {found.path: found for found in plan(vault, with_defaults=True)}
    write(root, {"Index/Tags.md": "Mine."})
    before = state(root)
    with pytest.raises(UserError, match=r"^Index/Tags\.md: there is a file now"):
        save(vault, "Index/Tags.md", [plans["Index/Tags.md"].edits])
    assert state(root) == before


def test_a_note_that_is_read_only_is_not_written(make):
    root = make({"A.md": "#t", "Page.md": "mine\n"}, page("tags"))
    (root / "Page.md").chmod(0o444)
    code, _, err = index(root)
    assert (code, err) == (1, "error: Page.md: cannot be written: the file is read-only\n")
    assert text(root, "Page.md") == "mine\n"


# --- Whose text stands in a region ------------------------------------------------------------------------------------

FRESH = "- [[A]]"


def marked(text, attributes):
    return unsigned("t", text, attributes)


OPTIONS = "kind=folder folder='' view=list"


def test_an_edit_in_a_region_is_refused_with_a_diff_and_the_others_are_written(make):
    edited = marked("- [[A]] is mine", f"{OPTIONS} sha={sha(FRESH)}")
    root = make({"A.md": "", "Page.md": edited, "Other.md": marked("", "kind=tags")}, NO_PAGES)
    code, out, err = index(root)
    assert (code, out) == (1, "wrote Other.md\n1 page written, 0 up to date, 1 refused.\n")
    assert err.splitlines()[0] == (
        'Page.md:1: refused: region "t" was edited by hand:'
        " keep that with `index --accept-edits`, or lose it with `index --overwrite`"
    )
    assert "\n-- [[A]] is mine\n+- [[A]]\n" in err
    assert (root / "Page.md").read_text() == edited
    assert index(root, "--check")[0] == 1


def test_overwrite_replaces_an_edit(make):
    root = make({"A.md": "", "Page.md": marked("- mine", f"{OPTIONS} sha={sha(FRESH)}")}, NO_PAGES)
    assert index(root, "--overwrite") == (0, "wrote Page.md\n1 page written, 0 up to date.\n", "")
    assert (root / "Page.md").read_text() == marked(FRESH, f"{OPTIONS} sha={sha(FRESH)}")


def test_an_accepted_edit_stays_until_it_is_out_of_date(make):
    root = make({"A.md": "", "Page.md": marked("- mine", f"{OPTIONS} sha={sha('- [[Old]]')}")})
    assert index(root, "--accept-edits")[0] == 0
    accepted = marked("- mine", f"{OPTIONS} sha={sha(FRESH)} accepted={sha('- mine')}")
    assert (root / "Page.md").read_text() == accepted
    for options in ([], ["--check"], ["--accept-edits"]):
        assert index(root, *options)[0] == 0
        assert (root / "Page.md").read_text() == accepted
    write(root, {"B.md": ""})
    code, _, err = index(root)
    assert code == 1
    assert 'region "t" was edited by hand, which was accepted, and is out of date' in err
    assert (root / "Page.md").read_text() == accepted
    assert index(root, "--overwrite")[0] == 0
    assert (root / "Page.md").read_text() == marked(
        "- [[A]]\n- [[B]]", f"{OPTIONS} sha={sha('- [[A]]' + chr(10) + '- [[B]]')}"
    )


def test_a_text_that_nobody_signed_is_a_persons(make):
    root = make({"A.md": "", "Page.md": marked("my own list", OPTIONS)})
    code, _, err = index(root)
    assert code == 1
    assert 'region "t" holds a text that is not known to be generated' in err
    assert (root / "Page.md").read_text() == marked("my own list", OPTIONS)


def test_an_unsigned_text_that_is_what_we_would_write_is_signed(make):
    root = make({"A.md": "", "Page.md": marked(FRESH, OPTIONS)})
    assert index(root)[0] == 0
    assert (root / "Page.md").read_text() == marked(FRESH, f"{OPTIONS} sha={sha(FRESH)}")


def test_a_signature_is_written_where_it_belongs(make):
    """Not into an attribute that looks like one, and instead of any other."""
    attributes = "kind=folder folder='' view=list where=\"note!='a sha=1 b'\" sha='0000' accepted=12"
    root = make({"A.md": "", "Page.md": marked("", attributes)})
    assert index(root)[0] == 0
    expected = attributes.replace(" sha='0000' accepted=12", f" sha={sha(FRESH)}")
    assert (root / "Page.md").read_text() == marked(FRESH, expected)


def test_both_decisions_at_once_are_none(make):
    root = make({"A.md": ""})
    assert index(root, "--overwrite", "--accept-edits")[0] == 2


def test_an_accepted_edit_that_is_out_of_date_can_be_accepted_again(make):
    root = make({"A.md": ""}, page("folder", view="list"))
    assert index(root)[0] == 0
    (root / "Page.md").write_text((root / "Page.md").read_text().replace("- [[A]]", "- mine"))
    assert index(root, "--accept-edits")[0] == 0
    (root / "B.md").write_text("")
    assert index(root)[0] == 1
    assert index(root, "--accept-edits")[1] == "wrote Page.md\n1 page written, 0 up to date.\n"
    signed = f"sha={sha('- [[A]]' + chr(10) + '- [[B]]')} accepted={sha('- mine')}"
    assert (root / "Page.md").read_text().split("\n")[2] == f"<!-- vault-tools:begin folder {signed} -->"
    assert body(root) == "- mine"
    for options in ([], ["--check"], ["--accept-edits"]):
        code, out, _ = index(root, *options)
        assert (code, out[:8]) == (0, "0 pages ")
