"""What fixers did to the notes of other people, each as a note that ours must leave as it should be.

Every test runs the real command on real files with every rule and every fix there is, and compares bytes. In nearly all
of them something in the same note is fixed, so that the note is written at all: a capital in a link, or `tag`, which is
`tags` since Obsidian 1.9. The numbers are those of the list that we keep of such reports.
"""

import os

import pytest
from click.testing import CliRunner

from vault_tools.cli import cli
from vault_tools.config.tables import Config
from vault_tools.errors import UserError
from vault_tools.fix import plan_fixes
from vault_tools.selection import Asked, select
from vault_tools.vault.read import read_vault
from vault_tools.vault.write import prepare, write

ALL = Asked(select=("all",))
BOTH = frozenset({"safe", "unsafe"})


def run(root, *arguments):
    done = CliRunner().invoke(cli, ["lint", "--select", "all", "--vault", str(root), *arguments])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


@pytest.fixture
def vault(tmp_path, monkeypatch):
    """Writes notes into a vault that has a `Log.md` and a `Map 2.5.md` for links to mean."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "vault"
    (root / ".obsidian").mkdir(parents=True)

    def write(files):
        for path, content in ({"Log.md": "# Day\n", "Map 2.5.md": "# Sea\n"} | files).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return write


@pytest.fixture
def fixed(vault):
    """The bytes of a note after one run, which a second one leaves alone."""

    def fixed(content, **others):
        root = vault({"Note.md": content, **others})
        run(root, "--fix", "--unsafe-fixes")
        found = (root / "Note.md").read_bytes()
        assert run(root, "--fix-only", "--unsafe-fixes", "--exit-non-zero-on-fix").exit_code == 0
        assert (root / "Note.md").read_bytes() == found
        return found

    return fixed


def test_lines_of_a_block_scalar_are_not_lost_between_properties_that_move(fixed):
    """1: somebody's keys were sorted, and the lines that stood under a `|` were gone."""
    text = "summary: |\n  One: two\n\n    - [ ] three\n  tag: four\nfolded: >-\n  a\n  b\n"
    assert fixed(f"---\ntag: z\n{text}tags:\n  - y\n---\n") == f"---\n{text}tags:\n  - y\n  - z\n---\n".encode()


def test_comments_in_yaml_are_not_dropped(fixed):
    """2: somebody had remarks in the frontmatter, and a fixer that wrote it anew knew of none."""
    before = "---\n# one\ntag: [a, b] # two\n# three\nup: [[Log]] # four\nlist: # five\n  # six\n  - x # seven\n---\n"
    after = '---\n# one\ntags: [a, b] # two\n# three\nup: "[[Log]]" # four\nlist: # five\n  # six\n  - x # seven\n---\n'
    assert fixed(before) == after.encode()


def test_a_property_with_a_comment_is_not_moved_away_from_it(fixed):
    """2: a remark belongs to its property, so what carries one stays where it is."""
    text = "---\ntags: [a]\n# why\ntag: # because\n  - b\n---\n"
    assert fixed(text) == text.encode()


def test_inline_code_does_not_shift_to_the_next_one(fixed):
    """3: somebody's code spans were masked while rules ran, and came back in other places."""
    before = "`a` [[log]] `b` `[[log]]` ``c ` d`` [[LOG|`e`]] `a` `b`\n\n`f [[log]]`\n"
    after = "`a` [[Log]] `b` `[[log]]` ``c ` d`` [[Log|`e`]] `a` `b`\n\n`f [[log]]`\n"
    assert fixed(before) == after.encode()


def test_no_placeholder_is_left_beside_a_table(fixed):
    """4: a link with a dot in its name stood near a table, and a word of the program's own was left in the note."""
    before = "[[map 2.5]] costs $5\n\n| a | b |\n| --- | --- |\n| [[map 2.5\\|x]] | $y_1$ |\n\n$$\nz\n$$\n\n[[map 2.5#sea]]\n"
    after = "[[Map 2.5]] costs $5\n\n| a | b |\n| --- | --- |\n| [[Map 2.5\\|x]] | $y_1$ |\n\n$$\nz\n$$\n\n[[Map 2.5#sea]]\n"
    assert fixed(before) == after.encode()


def test_notes_that_are_named_one_by_one_are_not_emptied(vault):
    """5: somebody had a list of notes formatted, and found one of them empty."""
    notes = {f"N{i}.md": f"Text {i} [[log]]\n" for i in range(5)} | {"Empty.md": "", "Blank.md": "\n", "Tag.md": "#x\n"}
    root = vault(notes)
    run(root, "--fix", *(str(root / path) for path in notes))
    assert {path: (root / path).read_text() for path in notes} == {p: t.replace("log", "Log") for p, t in notes.items()}


def test_characters_do_not_vanish_from_a_note_that_is_still_being_written(vault):
    """6: somebody typed on while a fixer worked, and lost the beginnings of lines: its edits were for older text."""
    root = vault({"Note.md": "One [[log]]\nTwo [[log]]\n"})
    read = read_vault(root, Config(), use_cache=False)
    (note,) = plan_fixes(read, select(Config(), ALL).at, BOTH, lambda path: path == "Note.md").notes
    typed = b"A new line\nOne [[log]]\nTwo [[log]]\n"
    change = prepare(read, "Note.md", note.edits)
    (root / "Note.md").write_bytes(typed)
    with pytest.raises(UserError, match="was changed in the meantime"):
        write(change)
    with pytest.raises(UserError, match="was changed in the meantime"):
        prepare(read, "Note.md", note.edits)
    assert (root / "Note.md").read_bytes() == typed
    assert sorted(os.listdir(root)) == [".obsidian", "Log.md", "Map 2.5.md", "Note.md"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("alias: form\ntag: b\n", "aliases: form\ntags: b\n"),
        ("alias:\ntag:\n", "aliases:\ntags:\n"),
        ("tag:\naliases:\ntags:\n", "aliases:\ntags:\n"),
        ("alias: form\naliases:\ntag: b\ntags:\n", "aliases: [form]\ntags: [b]\n"),
        ("tags: #a\nalias: b\n", "tags: a\naliases: b\n"),
    ],
)
def test_keys_of_two_properties_do_not_run_into_each_other(fixed, before, after):
    """7: somebody's frontmatter came back with keys like `formttags` and `aliasestags`."""
    assert fixed(f"---\n{before}---\n") == f"---\n{after}---\n".encode()
    assert fixed(f"---\n{before}---\n\n# H\n") == f"---\n{after}---\n\n# H\n".encode()


def test_a_note_with_crlf_gets_no_second_frontmatter(fixed):
    """8: somebody pulled notes with Windows line ends, and each got a new block of properties above its own."""
    before = b"---\r\ntitle: A\r\ntag: [b]\r\n---\r\n\r\n# H\r\n\r\n[[log]]\r\n"
    assert fixed(before) == b"---\r\ntitle: A\r\ntags: [b]\r\n---\r\n\r\n# H\r\n\r\n[[Log]]\r\n"


def test_a_single_value_does_not_become_a_list(fixed):
    """9: somebody's dates were wrapped in lists, and their queries found nothing any more."""
    text = "created: 2022-08-14\nrating: 5\ndone: true\nby: Ann\naliases: One\ncssclasses: wide\n"
    assert fixed(f"---\n{text}tag: a\n---\n") == f"---\n{text}tags: a\n---\n".encode()


def test_a_date_in_quotes_is_not_written_anew(fixed):
    """10: somebody's creation dates changed because they were quoted in another way than the setting."""
    text = 'a: "2024-05-01"\nb: \'2024-05-01\'\nc: 2024-05-01\nd: 2024-05-01T10:00:00\ne: "2024-05-01 10:00"\n'
    assert fixed(f"---\n{text}tag: x\n---\n") == f"---\n{text}tags: x\n---\n".encode()


def test_a_list_of_maps_does_not_become_text(fixed):
    """11: somebody had `- name: x` entries, and got strings like `[object Object]`."""
    text = "people:\n  - name: Ann\n    of: {a: [1, 2]}\n  -   name: Bob\nup:\n  - to: [[Log]]\n    tag: k\n"
    after = text.replace("[[Log]]", '"[[Log]]"')
    assert fixed(f"---\n{text}---\n") == f"---\n{after}---\n".encode()


def test_a_comment_in_code_is_taken_for_no_heading(fixed):
    """12: somebody's title became what a shell script said behind a `#`."""
    before = "---\ntag: a\n---\n\n```sh\n# install [[log]]\ntag: b\n---\n```\n\n    # [[log]]\n\n[[log]]\n"
    after = "---\ntags: a\n---\n\n```sh\n# install [[log]]\ntag: b\n---\n```\n\n    # [[log]]\n\n[[Log]]\n"
    assert fixed(before) == after.encode()


def test_a_heading_between_two_lists_is_not_deleted(fixed):
    """13: somebody had a heading close between two lists, and got one list without it."""
    before = "- a\n- [[log]]\n## Two\n- [[log]]\n- b\n\n1. x\n### Three\n2. [[log]]\n"
    assert fixed(before) == before.replace("log", "Log").encode()


def test_a_bold_line_does_not_become_a_heading(fixed):
    """14: somebody's captions under pictures were guessed to be headings."""
    before = "![[log]]\n**Fig. 1**\n\n**Caption**\n\n__Also [[log]]__\n\n*One*\n"
    assert fixed(before) == before.replace("log", "Log").encode()


def test_siblings_in_a_list_do_not_become_parent_and_child(fixed):
    """15: somebody indented a list by one space, then three, and a fixer that knew better nested it."""
    before = " - [[log]]\n  - b\n   - [ ] c\n- d\n   1. [[log]]\n    2. f\n\t- [x] [[log]]\n\t\t- h\n"
    assert fixed(before) == before.replace("log", "Log").encode()


def test_a_fix_does_not_land_on_a_line_that_is_off_by_the_frontmatter(fixed):
    """16: somebody's note was read without its frontmatter, and edits were made as many lines too high."""
    before = '---\na: 1\nb: "log"\nc: log\n---\nlog\nlog\n[[log]]\nlog\nlog\n[[log]]\n'
    after = '---\na: 1\nb: "log"\nc: log\n---\nlog\nlog\n[[Log]]\nlog\nlog\n[[Log]]\n'
    assert fixed(before) == after.encode()


def test_no_parenthesis_is_replaced_around_a_name(fixed):
    """17: a name was to be spelt with a capital, and a whole remark in parentheses went away with it."""
    before = "(see log, [[log]] (log)) [x](my log (old).md) (log) [y](log.md) ([z](LOG.md))\n"
    after = "(see log, [[Log]] (log)) [x](my%20log%20(old).md) (log) [y](Log.md) ([z](Log.md))\n"
    assert fixed(before, **{"my log (old).md": ""}) == after.encode()


def test_nothing_is_escaped_because_a_tree_was_printed(fixed):
    """18: somebody's formatter printed its tree: links got backslashes, callouts and rules another form."""
    before = (
        "> [!note]- Title *with* [[log]]\n> - [ ] a_b_c\n\n***\n\n* star\n+ plus\n1) one\n1) two\n\n"
        "Set\n===\n\n==mark== ~~gone~~ H~2~O %%hidden%% <b>x</b> &amp; a\\*b [^1] ^[inline] https://x.org/a_b_\n\n"
        "[^1]: Foot [[log#day]]\n\n![[log#Day|x]] [a][b] #tag/sub _e_ __f__ ^block-1\n\n[b]: <log.md> 'T'\n"
    )
    after = before.replace("[[log", "[[Log").replace("<log.md>", "<Log.md>")
    assert fixed(before) == after.encode()


def test_frontmatter_that_cannot_be_read_is_not_wiped(fixed):
    """19: somebody's frontmatter had a mistake in it, and was replaced by an empty one."""
    text = "---\ntitle: a: b\ntag: c\ntags: #d\nup: [[Log]]\n---\n[[log]]\n"
    assert fixed(text) == text.encode()


def test_entries_that_are_no_text_are_not_lost_from_a_list(fixed):
    """19: somebody's tags were a list of texts and numbers, and only the texts came back."""
    text = "---\ntags: [a, 2024, true, null, {x: y}, 1.50]\ntag: b\n---\n"
    assert fixed(text) == text.encode()
    before, after = "---\ntags: [a/, 2024, true]\n---\n", "---\ntags: [a, 2024, true]\n---\n"
    assert fixed(before) == after.encode()


def test_values_do_not_change_their_type_on_a_round_trip(fixed):
    """20: somebody's frontmatter was loaded and dumped: comments went, dates became times, `007` became 7."""
    text = (
        "d: 2024-01-02\nn: 007\nf: 1.50\ny: yes\nz: ~\ne: 1e3\nh: 0x1F\nq: 'a'\nu: é\nb:   x   # y\n\n# z\nl: [ a,b ]\n"
    )
    assert fixed(f"---\n{text}tag: t\n---\n") == f"---\n{text}tags: t\n---\n".encode()


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_frontmatter_does_not_become_a_rule_and_a_heading(fixed, mark):
    """21: somebody's editor read the block as a line, a paragraph and dashes below, and saved it as that."""
    before = f"{mark}---\ntitle: My Note\ntags: [a]\n---\n[[log]]\n---\n\n---\n"
    assert fixed(before) == before.replace("log", "Log").encode()


def test_dashes_further_down_do_not_close_the_frontmatter(fixed):
    """22: somebody wrote a rule into the text, and everything above it was taken for properties."""
    before = "---\na: b --- c\nd: |\n  ---\n  tag: x\ntag: e\n---\ntag: f\n\n---\ntags: #g\n---\n[[log]]\n"
    after = "---\na: b --- c\nd: |\n  ---\n  tag: x\ntags: e\n---\ntag: f\n\n---\ntags: #g\n---\n[[Log]]\n"
    assert fixed(before) == after.encode()


def test_a_note_with_nothing_to_fix_is_not_written(vault):
    """23: somebody synced, and every note got a new time in its properties and a new file on disk."""
    root = vault(
        {
            "Still.md": "---\nmodified: 2020-01-01\n---\n[[Log]]\n",
            "Note.md": "---\nmodified: 2020-01-01\n---\n[[log]]\n",
        }
    )
    for file in root.glob("*.md"):
        os.utime(file, ns=(10**18, 10**18))
    run(root, "--fix", "--unsafe-fixes")
    assert (root / "Note.md").read_bytes() == b"---\nmodified: 2020-01-01\n---\n[[Log]]\n"
    changed = (root / "Note.md").stat()
    assert changed.st_mtime_ns != 10**18
    run(root, "--fix", "--unsafe-fixes")
    assert (root / "Note.md").stat() == changed
    assert {file.stat().st_mtime_ns for file in root.glob("*.md") if file.name != "Note.md"} == {10**18}


def test_a_note_is_not_read_again_for_each_of_its_problems(vault):
    """24: somebody waited many minutes for one note, which was parsed again by every rule for every fix."""
    root = vault({"Note.md": "- [[log]] `x` $y$\n" * 500})
    read = read_vault(root, Config(), use_cache=False)
    (note,) = plan_fixes(read, select(Config(), ALL).at, BOTH, lambda path: path == "Note.md").notes
    assert note.rules == {"link-case": 500}
    assert len(note.rounds) == 1
    assert note.after.text == "- [[Log]] `x` $y$\n" * 500


def test_a_tag_at_the_beginning_of_a_line_does_not_become_a_heading(fixed):
    """26: somebody's lines that began with a tag were headings without a space, and got one."""
    before = "#tag\n#tag/sub [[log]]\n\n#\u00e9\n> #q [[log]]\n- #i\n"
    assert fixed(before) == before.replace("log", "Log").encode()


def test_the_cache_does_not_keep_what_was_said_before_another_note_changed(vault):
    """27: somebody made the missing note, and was told for days that it was missing."""
    root = vault({"Note.md": "[[new one]] [[old name]]\n"})
    assert "broken-link" in run(root, "--fix").stdout
    vault({"New One.md": "---\naliases: [Old Name]\n---\n"})
    assert "broken-link" not in run(root, "--fix").stdout
    assert (root / "Note.md").read_bytes() == b"[[New One]] [[New One|old name]]\n"


def test_one_run_is_enough_where_one_fix_makes_room_for_another(vault):
    """28: somebody had to run the fixer four times until their hook was content."""
    before = "---\ntag: #a\nalias: x, y\ntags: 'b c/'\n---\n[[log]] [[x]]\n"
    root = vault({"Note.md": before.replace("tags: 'b c/'\n", ""), "Other.md": "---\nalias: [x]\n---\n"})
    assert run(root, "--fix-only", "--unsafe-fixes", "--exit-non-zero-on-fix").exit_code == 1
    assert (root / "Note.md").read_bytes() == b"---\ntags: a\naliases: [x, y]\n---\n[[Log]] [[x]]\n"
    assert run(root, "--fix-only", "--unsafe-fixes", "--exit-non-zero-on-fix").exit_code == 0


def test_an_excluded_note_is_not_fixed_because_it_is_named(vault):
    """30: somebody's hook passed every staged file, and those that the config excluded were rewritten."""
    root = vault(
        {"Archive/Old.md": "[[log]]\n", "Note.md": "[[log]]\n", "vault-tools.toml": '[vault]\nexclude = ["Archive"]\n'}
    )
    run(root, "--fix", str(root / "Archive/Old.md"), str(root / "Note.md"))
    assert (root / "Archive/Old.md").read_bytes() == b"[[log]]\n"
    assert (root / "Note.md").read_bytes() == b"[[Log]]\n"


def test_letters_of_several_bytes_do_not_break_anything(fixed):
    """30: somebody wrote Chinese, and the fixer cut a character in two and crashed."""
    before = (
        "---\ntag: 漢字\nclé: é\n---\n😀 é [[log]] 漢字 👩\u200d👧 [[log|ｌｏｇ]] e\u0301 [[LOG#day|日]] \U0001d54f\n"
    )
    after = before.replace("tag:", "tags:").replace("[[log", "[[Log").replace("[[LOG", "[[Log")
    assert fixed(before) == after.encode()


def test_a_heading_behind_a_link_is_not_passed_over_in_silence(vault):
    """30: somebody's checker dropped what stood behind the `#` of a link, and said that all was well."""
    root = vault({"Note.md": "[[Log#Night]] [[Log#Day]]\n"})
    assert 'Note.md:1:1: warning broken-anchor "Log" has no heading "Night"' in run(root, "--fix").stdout


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "byte order mark"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("last", [b"", b"end"], ids=["final line end", "more text"])
def test_line_ends_and_byte_order_mark_are_not_lost(fixed, mark, end, last):
    """Seen in this study: a fixer that did not know CRLF or the mark made a heading of the whole frontmatter."""
    before = (
        mark
        + b"---\ntitle: N\ntags: [a]\ntag:\n  - b\n---\n\n# H\n\n[[log]]\n".replace(b"\n", end)
        + (last + end if last else b"")
    )
    after = (
        mark
        + b"---\ntitle: N\ntags: [a, b]\n---\n\n# H\n\n[[Log]]\n".replace(b"\n", end)
        + (last + end if last else b"")
    )
    assert fixed(before) == after


def test_a_day_that_is_none_stops_nothing(vault):
    """Seen in this study: four programs died of a February 30th in one note, and said nothing of the others."""
    root = vault(
        {"Note.md": "---\ndate: 2026-02-30\nat: 2026-13-01T25:61:00\ntag: a\n---\n[[log]]\n", "Z.md": "[[log]]\n"}
    )
    done = run(root, "--fix")
    assert 'Note.md:2:7: error invalid-date "date" is "2026-02-30", which is no day of the calendar' in done.stdout
    assert (root / "Note.md").read_bytes() == b"---\ndate: 2026-02-30\nat: 2026-13-01T25:61:00\ntags: a\n---\n[[Log]]\n"
    assert (root / "Z.md").read_bytes() == b"[[Log]]\n"


def test_a_line_that_is_new_in_a_note_with_crlf_has_no_other_end(fixed):
    """Seen in this study: notes with Windows line ends came back with both kinds."""
    before = b"---\r\ntags:\r\n  - a\r\ntag: [b, c]\r\n---\r\n"
    assert fixed(before) == b"---\r\ntags:\r\n  - a\r\n  - b\r\n  - c\r\n---\r\n"
