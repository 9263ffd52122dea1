"""What is ours in a vault and what is not: the manifest, --clean, --eject, damage of every kind, and what lint says."""

import io
import os
import re
from contextlib import redirect_stdout
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from indexing import MANIFEST, begin, configure, contents, end, index, notes_in, page, region, run, state, text, write

from vault_tools.cli._index_run import Options, Run
from vault_tools.cli._index_run import read_vault as read_place
from vault_tools.cli._vault import Place
from vault_tools.errors import UserError
from vault_tools.index.plan import plan
from vault_tools.parse import parse_note
from vault_tools.source import splice
from vault_tools.vault.memory import memory_vault
from vault_tools.vault.read import read_vault
from vault_tools.vault.write import remove

HEAD = "# The notes that `vault-tools index` made, and that `index --clean` may remove. Commit this file.\n"


TAGS, TOPICS = page("tags", "Tags.md"), page("property", "Topics.md", property="Topic")
NOTE = {"A.md": "---\nTopic: x\n---\n#cs\n"}
LEFTOVER = "nothing asks for this page any more: `vault-tools index --clean` removes it"


# --- The manifest -------------------------------------------------------------------------------------------------------


def test_the_manifest_names_the_pages_that_were_made(make):
    root = make(NOTE | {"By hand.md": "Mine.\n", "Empty.md": ""}, TOPICS, TAGS, page("home", "By hand.md"))
    configure(root, TOPICS, TAGS, page("home", "By hand.md"), page("tags", "Empty.md"))
    assert index(root)[0] == 0
    assert text(root, MANIFEST) == f"{HEAD}Tags.md\nTopics.md\n"
    before = state(root)
    assert index(root)[0] == 0
    assert state(root) == before


def test_pages_join_the_manifest_when_they_are_made(make):
    root = make(NOTE, TOPICS)
    assert index(root)[0] == 0
    configure(root, TOPICS, page("tags", "A/Tags.md"))
    assert index(root)[0] == 0
    assert text(root, MANIFEST) == f"{HEAD}A/Tags.md\nTopics.md\n"


@pytest.mark.parametrize("option", ["--check", "--dry-run", "--diff"])
def test_looking_writes_no_manifest(option, make):
    root = make(NOTE, TOPICS)
    index(root, option)
    assert not (root / ".vault-tools").exists()


def test_a_page_that_could_not_be_written_is_not_in_the_manifest(make):
    root = make(NOTE, TAGS, page("tags", "Locked/Tags.md"))
    write(root, {"Locked": "a file, where the page needs a folder"})
    assert index(root)[0] == 1
    assert text(root, MANIFEST) == f"{HEAD}Tags.md\n"


@pytest.mark.parametrize(
    "merged",
    [
        pytest.param("Topics.md\nTags.md\n", id="no comment, in another order"),
        pytest.param(f"{HEAD}Tags.md\n{HEAD}Tags.md\n\nTopics.md", id="doubled lines"),
        pytest.param(f"{HEAD}Tags.md\nTopics.md\n".replace("\n", "\r\n"), id="CRLF"),
        pytest.param(f"\ufeff{HEAD}Tags.md\nTopics.md\n", id="byte order mark"),
    ],
)
def test_a_merged_manifest_proves_as_much(merged, make):
    root = make(NOTE, TOPICS, TAGS)
    assert index(root)[0] == 0
    write(root, {MANIFEST: merged})
    before = state(root)
    assert index(root) == (0, "0 pages written, 2 up to date.\n", "")
    assert state(root) == before
    configure(root, TAGS)
    assert index(root, "--clean") == (0, "removed Topics.md\n1 page removed.\n", "")
    assert text(root, MANIFEST) == f"{HEAD}Tags.md\n"


def distrusted(why):
    return f"{MANIFEST} {why}, so it neither proves nor learns which pages `index` made"


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        pytest.param(
            "Tags.md\n<<<<<<< HEAD\nTopics.md\n=======\nHome.md\n>>>>>>> laptop\n",
            "holds a git conflict",
            id="conflict",
        ),
        pytest.param("Topics.md\n=======\n", "holds a git conflict", id="half of a conflict"),
        pytest.param(b"Topics.md\n\xff\n", "is not valid UTF-8", id="not UTF-8"),
    ],
)
def test_a_broken_manifest_proves_nothing_and_stays(broken, why, make):
    root = make(NOTE, TOPICS)
    assert index(root)[0] == 0
    write(root, {MANIFEST: broken})
    configure(root, TAGS)
    code, out, err = index(root)
    assert (code, out) == (1, "wrote Tags.md\n1 page written, 0 up to date, 1 refused.\n")
    assert err.startswith(f"warning: {distrusted(why)}\nTopics.md:3: refused: ")
    before = state(root)
    said = f"warning: {distrusted(why)}\nTopics.md: stays: {distrusted(why)}\n"
    assert index(root, "--clean") == (1, "0 pages removed, 1 left alone.\n", said)
    assert state(root) == before


def test_a_manifest_that_is_a_folder(make):
    root = make(NOTE, TAGS)
    (root / MANIFEST).mkdir(parents=True)
    code, out, err = index(root)
    assert (code, out) == (0, "wrote Tags.md\n1 page written, 0 up to date.\n")
    assert err.startswith(f"warning: {MANIFEST} cannot be read: ")


def test_lint_does_not_mind_the_manifest(make):
    root = make(NOTE, TAGS)
    assert index(root)[0] == 0
    assert run("lint", root, "--select", "index").stdout == "No problems in 2 notes.\n"


class Interrupted(io.StringIO):
    """Where nothing can be printed: Ctrl-C comes first."""

    def write(self, text):
        raise KeyboardInterrupt


def test_a_page_that_was_written_when_the_run_ended_is_in_the_manifest(make):
    root = make({"a.md": ""}, page("folder"))
    place = Place((), root, None)
    with pytest.raises(KeyboardInterrupt), redirect_stdout(Interrupted()):
        Run(place, Options(), read_place(place)).code()
    assert notes_in(root) == ["Page.md", "a.md"]
    assert (root / ".vault-tools/pages").read_text().split("\n")[1:] == ["Page.md", ""]


# --- Leftover pages, and --clean ----------------------------------------------------------------------------------------


def test_a_page_without_an_entry_is_removed(make):
    root = make(NOTE, TAGS, TOPICS)
    assert index(root)[0] == 0
    configure(root, TAGS)
    refused = f"Topics.md:3: refused: {LEFTOVER}\n"
    assert index(root) == (1, "0 pages written, 1 up to date, 1 refused.\n", refused)
    assert index(root, "--check") == (1, "0 pages out of date, 1 up to date, 1 refused.\n", refused)
    before = state(root)
    assert index(root, "--clean", "--dry-run") == (0, "would remove Topics.md\n1 page to be removed.\n", "")
    assert state(root) == before
    assert index(root, "--clean") == (0, "removed Topics.md\n1 page removed.\n", "")
    after = state(root)
    assert before.keys() - after.keys() == {"Topics.md"}
    assert {path for path in after if after[path] != before[path]} == {MANIFEST}
    assert index(root, "--check")[0] == 0
    assert index(root, "--clean") == (0, "0 pages removed.\n", "")


def test_a_page_that_is_called_otherwise_now(make):
    root = make(NOTE, TAGS)
    assert index(root)[0] == 0
    configure(root, page("tags", "All tags.md"))
    assert index(root)[:2] == (1, "wrote All tags.md\n1 page written, 0 up to date, 1 refused.\n")
    assert index(root, "--clean")[:2] == (0, "removed Tags.md\n1 page removed.\n")
    assert index(root) == (0, "0 pages written, 1 up to date.\n", "")


def test_the_page_of_a_folder_without_notes(make):
    root = make({"A/x.md": "", "B/y.md": "", "B/c/z.md": ""}, page("folder", "{folder}/Main.md"))
    assert index(root)[0] == 0
    (root / "B/y.md").unlink()
    code, _, err = index(root)
    assert (code, err) == (1, f"B/Main.md:3: refused: {LEFTOVER}\n")
    assert index(root, "--clean")[:2] == (0, "removed B/Main.md\n1 page removed.\n")
    assert sorted(path for path in state(root) if path.endswith(".md")) == [
        "A/Main.md",
        "A/x.md",
        "B/c/Main.md",
        "B/c/z.md",
    ]
    assert index(root, "--check")[0] == 0


def test_no_page_lists_one_that_nothing_asks_for(make):
    root = make(NOTE, TAGS, TOPICS, page("home", "Home.md"))
    assert index(root)[0] == 0
    configure(root, TAGS, page("home", "Home.md"))
    assert index(root)[0] == 1
    assert index(root, "--clean")[0] == 0
    assert index(root, "--check")[0] == 0


def test_a_page_that_describes_itself_is_not_left_over(make):
    root = make(NOTE)
    assert index(root)[0] == 0
    assert text(root, MANIFEST).count("\n") == 5  # Graph, Home, Tags and Topics
    configure(root, page("tags", "Other.md"))
    assert index(root)[0] == 0
    assert index(root, "--clean") == (0, "0 pages removed.\n", "")


def test_a_page_that_was_removed_by_hand_leaves_the_manifest(make):
    root = make(NOTE, TAGS, TOPICS)
    assert index(root)[0] == 0
    configure(root, TAGS)
    (root / "Topics.md").unlink()
    assert index(root, "--clean") == (0, "0 pages removed.\n", "")
    assert text(root, MANIFEST) == f"{HEAD}Tags.md\n"


def test_only_in_what_is_named(make):
    root = make({"A/x.md": "#a", "B/y.md": "#b"}, page("tags", "A/T.md"), page("tags", "B/T.md"))
    assert index(root)[0] == 0
    configure(root)
    assert index(root, "--clean", root / "B")[:2] == (0, "removed B/T.md\n1 page removed.\n")
    assert text(root, MANIFEST) == f"{HEAD}A/T.md\n"


def changed(old, new):
    return lambda text: text.replace(old, new)


MORE = "it holds more than its name as a heading and generated regions: `index --eject` says that it is yours"


@pytest.mark.parametrize(
    ("change", "doubt"),
    [
        pytest.param(
            changed("- [[A]]", "- [[A]], mine"), 'region "tags" does not hold what `index` wrote', id="edited"
        ),
        pytest.param(changed(" sha=", " was="), None, id="it describes itself, if wrongly"),
        pytest.param(
            lambda text: re.sub(" sha=\\w+", "", text), 'region "tags" does not hold what `index` wrote', id="unsigned"
        ),
        pytest.param(
            lambda text: f"# Tags\n\n{text.splitlines()[2]}\n\n{end('tags')}\n",
            'region "tags" does not hold what `index` wrote',
            id="emptied",
        ),
        pytest.param(lambda text: f"{text}mine\n", MORE, id="text below"),
        pytest.param(lambda text: f"mine\n{text}", MORE, id="text above"),
        pytest.param(lambda text: f"{text}\n## Mine\n", MORE, id="a second heading"),
        pytest.param(changed("# Tags", "## Tags"), MORE, id="a heading of another level"),
        pytest.param(changed("# Tags", "#Tags"), MORE, id="a tag"),
        pytest.param(changed("# Tags", "# How I use tags, and why"), MORE, id="another heading"),
        pytest.param(changed("# Tags", "# See [[A]]"), MORE, id="a link in the heading"),
        pytest.param(lambda text: f"---\nmine: 1\n---\n{text}", MORE, id="frontmatter"),
        pytest.param(changed(end("tags"), ""), 'region "tags" never ends', id="damaged"),
        pytest.param(
            lambda text: re.sub("<!--.*-->", "", text),
            "its markers are gone, so its text may be yours: `index --eject` says that it is",
            id="without markers",
        ),
        pytest.param(
            lambda text: f"{text}<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n",
            "a git conflict is not settled",
            id="a conflict",
        ),
    ],
)
def test_what_may_be_yours_stays(change, doubt, make):
    root = make(NOTE, TAGS, TOPICS)
    assert index(root)[0] == 0
    configure(root, TOPICS)
    assert change(text(root, "Tags.md")) != text(root, "Tags.md")
    write(root, {"Tags.md": change(text(root, "Tags.md"))})
    before = state(root)
    done = index(root, "--clean")
    if doubt is None:
        assert done == (0, "0 pages removed.\n", "")
    else:
        assert done == (1, "0 pages removed, 1 left alone.\n", f"Tags.md: stays: {doubt}\n")
    assert state(root) == before


def test_a_generated_note_that_index_did_not_make_stays(make):
    root = make(NOTE | {"Foreign.md": f"# Foreign\n\n{region('tags', '- [[A]]')}"}, TAGS)
    said = f"Foreign.md: stays: {MANIFEST} does not say that `index` made it\n"
    assert index(root, "--clean") == (1, "0 pages removed, 1 left alone.\n", said)
    assert (root / "Foreign.md").exists()


def test_an_excluded_page_stays(make):
    root = make({"A/x.md": "", "B/y.md": ""}, page("folder", "{folder}/Main.md"))
    assert index(root)[0] == 0
    configure(root, '[vault]\nexclude = ["B/"]', page("folder", "{folder}/Main.md"))
    said = "B/Main.md: stays: it is excluded, or a template\n"
    assert index(root, "--clean") == (1, "0 pages removed, 1 left alone.\n", said)
    assert (root / "B/Main.md").exists()


def test_a_page_in_other_bytes_is_removed(make):
    root = make(NOTE, TAGS)
    assert index(root)[0] == 0
    write(root, {"Tags.md": text(root, "Tags.md").replace("\n", "\r\n")})
    configure(root, TOPICS)
    assert index(root, "--clean")[0] == 0
    assert not (root / "Tags.md").exists()


def test_a_page_that_changes_at_the_last_moment_stays(make):
    root = make({"Page.md": region("tags", "- [[A]]")})
    vault = read_vault(root, use_cache=False)
    write(root, {"Page.md": region("tags", "- [[A]]") + "mine\n"})
    with pytest.raises(UserError, match="was changed in the meantime"):
        remove(vault, "Page.md")
    assert (root / "Page.md").exists()


def test_a_page_that_is_read_only_stays(make):
    root = make(NOTE, TAGS, TOPICS)
    assert index(root)[0] == 0
    configure(root, TAGS)
    os.chmod(root / "Topics.md", 0o444)
    code, out, err = index(root, "--clean")
    assert (code, out) == (1, "0 pages removed, 1 left alone.\n")
    assert err.startswith("error: Topics.md: cannot be written")
    assert text(root, MANIFEST) == f"{HEAD}Tags.md\nTopics.md\n"


@pytest.mark.parametrize(
    "options",
    [
        ["--clean", "--eject"],
        ["--clean", "--check"],
        ["--clean", "--overwrite"],
        ["--clean", "--only", "Tags"],
        ["--eject"],
        ["--eject", "--check", "."],
    ],
)
def test_options_that_mean_nothing_together(options, make):
    root = make(NOTE, TAGS)
    before = state(root)
    assert index(root, *options)[0] == 2
    assert state(root) == before


def test_a_region_that_nothing_describes_any_more_says_what_can_be_done(make):
    root = make({"A.md": ""}, page("tags") + page("letter", "Letters.md"))
    assert index(root)[0] == 0
    (root / "Page.md").write_text((root / "Page.md").read_text() + "\nMy own line.\n")
    (root / "vault-tools.toml").write_text(page("letter", "Letters.md"))
    assert "`index --eject` says that it is yours" in index(root, "--clean")[2]
    error = index(root)[2]
    assert "no entry of [[index.pages]] fills it" in error
    assert "`index --eject`" in error
    assert index(root, "--eject", str(root / "Page.md"))[0] == 0
    assert index(root, "--check")[0] == 0


# --- --eject ------------------------------------------------------------------------------------------------------------

R = region("tags", "- [[A]]\n- b", "kind=tags")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(R, "- [[A]]\n- b\n", id="nothing around it"),
        pytest.param(R.removesuffix("\n"), "- [[A]]\n- b\n", id="no final newline"),
        pytest.param(f"# T\n\n{R}", "# T\n\n- [[A]]\n- b\n", id="a heading above"),
        pytest.param(f"above\n{R}below\n", "above\n\n- [[A]]\n- b\n\nbelow\n", id="text right around it"),
        pytest.param(f"above\n\n\n{R}\n\nbelow", "above\n\n\n- [[A]]\n- b\n\n\nbelow", id="more blank lines around it"),
        pytest.param(f"---\na: 1\n---\n{R}", "---\na: 1\n---\n\n- [[A]]\n- b\n", id="frontmatter"),
        pytest.param(f"{R}{R.replace('tags', 'b')}", "- [[A]]\n- b\n\n- [[A]]\n- b\n", id="two, one below the other"),
        pytest.param(f"{R}\n{R.replace('tags', 'b')}", "- [[A]]\n- b\n\n- [[A]]\n- b\n", id="two, with a blank line"),
        pytest.param(f"a\n{begin('x')}\n{end('x')}\nb\n", "a\n\nb\n", id="an empty region"),
        pytest.param(f"a\n\n{begin('x')}\n\n\n{end('x')}\nb\n", "a\n\nb\n", id="an empty region below a blank line"),
        pytest.param(f"{begin('x')}\n{end('x')}\n", "", id="nothing but an empty region"),
        pytest.param(f"{begin('x')}\n    code  \n \n{end('x')}\n", "    code  \n", id="spaces in its lines"),
        pytest.param(f"  {begin('x')}  \na\n  {end('x')} \nb\n", "a\n\nb\n", id="spaces around the markers"),
        pytest.param("%% vault-tools:begin x %%\na\n%% vault-tools:end x %%\n", "a\n", id="Obsidian's comments"),
    ],
)
@pytest.mark.parametrize("change", [lambda t: t, lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t])
def test_what_is_left_of_a_region(before, after, change, make):
    root = make({"Page.md": change(before)}, TAGS)
    assert index(root, "--eject", "Page.md") == (0, "ejected Page.md\n", "")
    assert text(root, "Page.md") == change(after)
    assert parse_note("Page.md", after).markers == ()


def test_a_page_that_is_ejected_leaves_the_manifest(make):
    root = make(NOTE, TAGS, TOPICS)
    assert index(root)[0] == 0
    configure(root, TAGS)
    assert index(root, "--eject", "Topics.md") == (0, "ejected Topics.md\n", "")
    assert text(root, MANIFEST) == f"{HEAD}Tags.md\n"
    assert text(root, "Topics.md") == "# Topics\n\n## x\n\n- [[A]]\n"
    assert index(root, "--clean")[0] == 0
    assert (root / "Topics.md").exists()


def test_what_the_config_would_write_again_is_said(make):
    root = make(NOTE, "# mine", TOPICS, TAGS)
    assert index(root)[0] == 0
    said = (
        f"warning: {root / 'vault-tools.toml'}:7: an entry of [[index.pages]] still asks for it, so `index`"
        ' would write region "tags" into Tags.md again: take the entry out\n'
    )
    assert index(root, "--eject", "Tags.md") == (0, "ejected Tags.md\n", said)
    ejected = state(root)
    code, out, err = index(root)
    assert (code, out) == (1, "0 pages written, 1 up to date, 1 refused.\n")
    assert err == (
        'Tags.md:3: refused: the text of region "tags" stands here already, without markers: put them around it, or take'
        " it away\n"
    )
    assert state(root) == ejected


def test_default_pages_would_be_written_again(make):
    root = make(NOTE)
    assert index(root)[0] == 0
    assert index(root, "--eject", "Index/Tags.md") == (
        0,
        "ejected Index/Tags.md\n",
        'warning: without [[index.pages]] in the config `index` would write region "tags" into Index/Tags.md again:'
        " write an entry for each page that you want\n",
    )


@pytest.mark.parametrize("option", ["--dry-run", "--diff"])
def test_looking_at_what_would_be_ejected(option, make):
    root = make(NOTE, TAGS, TOPICS)
    assert index(root)[0] == 0
    configure(root, TAGS)
    before = state(root)
    code, out, err = index(root, "--eject", "Topics.md", option)
    assert (code, err) == (0, "")
    assert state(root) == before
    assert out == "would eject Topics.md\n" if option == "--dry-run" else f"-{end('property')}" in out.splitlines()


@pytest.mark.parametrize(
    ("note", "said"),
    [
        pytest.param(f"x\n{begin('a')}\n", 'Page.md:2: refused: region "a" never ends\n', id="damaged"),
        pytest.param(
            f"{R}<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n",
            "Page.md:7: refused: a git conflict is not settled\n",
            id="a conflict",
        ),
        pytest.param(
            "x\n\n%% Begin Waypoint %%\n- **[[A]]**\n\n%% End Waypoint %%\n",
            "Page.md:3: refused: this region is not ours, but one of waypoint\n",
            id="a region of another tool",
        ),
        pytest.param("x\n", "no region stands there\n", id="no region"),
        pytest.param(f"```\n{R}```\n", "no region stands there\n", id="a region in code"),
    ],
)
def test_what_cannot_be_ejected_is_left_alone(note, said, make):
    root = make({"Page.md": note}, TAGS)
    before = state(root)
    assert index(root, "--eject", "Page.md") == (1, "", said)
    assert state(root) == before


def test_edits_are_kept_and_other_regions_stay(make):
    waypoint = "%% Begin Waypoint %%\n- **[[A]]**\n\n%% End Waypoint %%\n"
    root = make({"Page.md": f"{R.replace('- b', '- mine')}\n{waypoint}", "Other.md": R}, TAGS)
    assert index(root, "--eject", "Page.md")[0] == 0
    assert text(root, "Page.md") == f"- [[A]]\n- mine\n\n{waypoint}"
    assert text(root, "Other.md") == R


# --- Regions that only seem to be missing -------------------------------------------------------------------------------

GONE = (
    "the markers are gone from this page, which `index` made: put them back, or say with `index --eject` that its text"
    " is yours"
)


def test_a_page_whose_markers_are_gone_gets_no_second_copy(make):
    root = make(NOTE, TAGS)
    assert index(root)[0] == 0
    write(root, {"Tags.md": "# Tags\n\nMy own words.\n", "A.md": "#other\n"})
    before = state(root)
    for option in ("--overwrite", "--accept-edits", "--check"):
        assert index(root, option)[::2] == (1, f"Tags.md:1: refused: {GONE}\n")
    assert state(root) == before
    assert index(root, "--eject", "Tags.md")[0] == 0
    assert index(root)[0] == 0
    assert text(root, "Tags.md").startswith("# Tags\n\nMy own words.\n\n<!--")


def test_a_page_that_was_emptied_is_filled_again(make):
    root = make(NOTE, TAGS)
    assert index(root)[0] == 0
    write(root, {"Tags.md": "# Tags\n"})
    assert index(root) == (0, "wrote Tags.md\n1 page written, 0 up to date.\n", "")


def test_a_text_that_stands_there_without_markers_is_not_written_twice(make):
    root = make(NOTE | {"Tags.md": "Mine.\n\n## cs\n\n- [[A]]\n\nMine, too.\n"}, TAGS)
    before = state(root)
    code, _, err = index(root)
    assert (code, err.partition(", without")[0]) == (
        1,
        'Tags.md:3: refused: the text of region "tags" stands here already',
    )
    assert state(root) == before


def test_two_regions_may_say_the_same(make):
    both = page("tags", "Tags.md"), page("tags", "Tags.md", name="again")
    root = make(NOTE, both[0])
    assert index(root)[0] == 0
    configure(root, *both)
    assert index(root) == (0, "wrote Tags.md\n1 page written, 0 up to date.\n", "")


SHOWN = (
    'a marker of region "tags" stands in a code block, where it is only text: take it out of there, or give the entry of'
    " [[index.pages]] another `name`"
)


@pytest.mark.parametrize(
    ("note", "line"),
    [
        pytest.param(f"a\n\n```\n{region('tags', 'old')}```\n", 4, id="a fence"),
        pytest.param(f"~~~ html\n{begin('tags')}\n~~~\n", 2, id="a begin alone"),
        pytest.param(f"```\n{end('tags')}\n```\n", 2, id="an end alone"),
        pytest.param(f"```\n{begin('tags')}\n\n{end('tags')}\n", 2, id="a fence that never ends"),
        pytest.param(f"a\n\n    {begin('tags')}\n    {end('tags')}\n", 3, id="indented code"),
        pytest.param("```\n%% vault-tools:begin tags %%\n```\n", 2, id="as a comment of Obsidian's"),
        pytest.param("- a\n\n  ```\n  <!-- vault-tools:begin tags -->\n  ```\n", 4, id="code in a list"),
    ],
)
def test_a_wanted_region_that_stands_in_code_is_not_appended(note, line, make):
    root = make(NOTE | {"Tags.md": note}, TAGS)
    before = state(root)
    assert index(root) == (1, "0 pages written, 0 up to date, 1 refused.\n", f"Tags.md:{line}: refused: {SHOWN}\n")
    assert state(root) == before


@pytest.mark.parametrize(
    "note",
    [
        pytest.param(f"```\n{begin('other')}\n```\n", id="of another name"),
        pytest.param(f"Write `{begin('tags')}`.\n", id="in a line"),
        pytest.param(f"{region('tags', 'old')}\n```\n{begin('tags')}\n```\n", id="beside the region itself"),
    ],
)
def test_markers_that_are_only_explained_are_in_nobodys_way(note, make):
    root = make(NOTE | {"Tags.md": note}, TAGS)
    assert index(root)[0] == 0
    assert index(root, "--check")[0] == 0


def test_code_that_never_ends_does_not_hide_a_region(make):
    root = make(NOTE | {"Page.md": f"```\n\n{R}"}, page("tags", "never made.md", create=False))
    code, _, err = index(root)
    assert (code, err.partition(", with a name")[0]) == (
        1,
        "Page.md:3: refused: the marker cannot be read: it stands alone on its line, in no list, quote or code",
    )


# --- What lint says: one fault, one rule --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "rule", "place"),
    [
        pytest.param(region("t", "old", "kind=tags"), "stale-index", "1:1", id="out of date"),
        pytest.param(region("t", "old", "kind=tag"), "stale-index", "1:1", id="wrong options"),
        pytest.param(region("t", "old"), "stale-index", "1:1", id="nothing fills it"),
        pytest.param(region("t", "old", "kind=tags").replace("old", "new"), "edited-region", "1:1", id="edited"),
        pytest.param(f"{begin('t', 'kind=tags')}\nold\n{end('t')}\n", "edited-region", "1:1", id="unsigned"),
        pytest.param(f"x\n{end('t')}\n", "damaged-region", "2:1", id="damaged"),
        pytest.param(f"{begin('t')}\n<<<<<<< a\n=======\n>>>>>>> b\n", "conflict-markers", "2:1", id="a conflict"),
        pytest.param(b"\xff\n" + begin("t").encode(), "invalid-encoding", "1:1", id="not UTF-8"),
    ],
)
def test_one_fault_is_reported_by_one_rule(note, rule, place, make):
    root = make(NOTE | {"Page.md": note}, page("tags", "never made.md", create=False))
    names = ["index", "conflict-markers", "invalid-encoding"]
    out = run("lint", root, *(word for name in names for word in ("--select", name))).stdout
    found = re.findall(r"^(\S+):(\d+:\d+): \w+ (\S+)", out, re.M)
    assert found == [("Page.md", place, rule)]


def test_lint_names_a_leftover_page(make):
    root = make(NOTE, TAGS, TOPICS)
    assert index(root)[0] == 0
    configure(root, TOPICS)
    out = run("lint", root, "--select", "index").stdout
    assert out.startswith(f"Tags.md:3:1: warning stale-index {LEFTOVER}\n")


def test_each_region_of_a_note_is_reported(make):
    edited = region("b", "old", "kind=tags").replace("old", "mine")
    old = region("a", "old", "kind=tags")
    root = make(NOTE | {"Page.md": f"{old}\n{edited}\n{edited.replace(' b', ' c')}"}, TAGS)
    assert index(root, "--only", "Tags")[0] == 0
    out = run("lint", root, "--select", "index").stdout
    found = re.findall(r"^(\S+):(\d+):1: \w+ (\S+)", out, re.M)
    assert found == [
        ("Page.md", "1", "stale-index"),
        ("Page.md", "7", "edited-region"),
        ("Page.md", "13", "edited-region"),
    ]


# --- Torture ------------------------------------------------------------------------------------------------------------

LISTED = "- [[Gone]]\n    - [[Nested]]\n        - deeper\n\n- end"
CODED = "## Picture\n\n```mermaid\ngraph LR\n  n0 --> n1\n```\n\nlast"
TABLE = "| Note | A |\n| --- | --- |\n| [[Gone]] | 1 |"
PARTS = [
    ("a", LISTED, 'kind="tags" sort="name, path"'),
    ("b", CODED, 'kind="property" property="Reading list"'),
    ("c", TABLE, 'kind="home" mocs="Main, My Home"'),
]
"""Name, what we once wrote, and the options, which lose their sense without quotes."""
OWN = [
    "own 1, above\n\n- own 2\n    - own 3\n\n```\nown 4\n```\n\n",
    "\nown 5, between\n\n> own 6\n\n",
    "own 7\n",
    "\nown 8, below\n\n\n\nown 9",
]


def noted(count, style="html", head=""):
    """A note with so many regions, all of them out of date."""
    regions = [region(*part) for part in PARTS[:count]]
    if style == "percent":
        regions = [re.sub("<!-- (vault-tools:.*) -->", r"%% \1 %%", one) for one in regions]
    between = [*OWN[:count], OWN[-1]]
    return head + "".join(f"{own}{one}" for own, one in zip(between, [*regions, ""], strict=True))


NOTES = {
    "one": noted(1),
    "two": noted(2),
    "three": noted(3),
    "percent": noted(2, "percent"),
    "head": noted(2, head="---\ntags: [x]\n---\n"),
    "crlf": noted(2).replace("\n", "\r\n"),
    "bom": "\ufeff" + noted(2),
}


def markers_in(lines):
    return [i for i, line in enumerate(lines) if "vault-tools:" in line]


def broken_markers(lines):
    """Every way to break every marker, by what was done; lines without their ends."""
    at = markers_in(lines)
    for i in at:
        marker = lines[i]

        def instead(*new, i=i):
            return [*lines[:i], *new, *lines[i + 1 :]]

        yield "deleted", instead()
        yield "emptied", instead("")
        yield from ((f"cut to {n}", instead(marker[:n])) for n in range(4, len(marker) - 2, 9))
        yield from ((f"cut from {n}", instead(marker[n:])) for n in (1, 5, 12, 20))
        yield "doubled", instead(marker, marker)
        yield "indented", instead("", f"    {marker}", "")
        yield "fenced", instead("```", marker, "```")
        yield "quoted", instead(f"> {marker}")
        yield "listed", instead(f"- {marker}")
        yield "after text", instead(f"text {marker}")
        yield "before text", instead(f"{marker} text")
        yield "other case", instead(re.sub(":(begin|end)", lambda found: found[0].upper(), marker))
        yield "other name", instead(re.sub(r"(begin|end) (\w)", r"\1 \2x", marker))
        yield "unnamed", instead(re.sub(r"(begin|end) \w", r"\1", marker))
        if '"' in marker:
            yield "unquoted", instead(marker.replace('"', ""))
            yield "a quote less", instead(marker.replace('"', "", 1))
            yield "sha without value", instead(re.sub(r"sha=\w+", "sha=", marker))
    for i, j in pairwise(at):
        yield "swapped", [*lines[:i], lines[j], *lines[i + 1 : j], lines[i], *lines[j + 1 :]]


def conflicts(lines):
    """A conflict over each line of each region in turn, but for what is in code: that is an edit like others."""
    at = markers_in(lines)
    for first, last in zip(at[::2], at[1::2], strict=True):
        code = [i for i in range(first, last) if lines[i].startswith("```")] or [last, last]
        for i in range(first, last + 1):
            if not code[0] < i < code[1]:
                yield f"conflict at {i}", conflicting(lines, i)


def conflicting(lines, i):
    return [*lines[:i], "<<<<<<< HEAD", lines[i], "=======", f"{lines[i]} MY EDIT", ">>>>>>> laptop", *lines[i + 1 :]]


def edits(lines):
    """What leaves the markers whole: an edit of each line, half a conflict, and signatures that are not the region's."""
    at = markers_in(lines)
    signatures = [re.search(r"sha=\w+", lines[i])[0] for i in at[::2]]
    for number, (first, last) in enumerate(zip(at[::2], at[1::2], strict=True)):
        for i in range(first + 1, last + 1):
            yield f"mine above {i}", [*lines[:i], "MY EDIT", *lines[i:]]
            yield f"half a conflict above {i}", [*lines[:i], ">>>>>>> laptop", *lines[i:]]
            if i < last and lines[i] and not lines[i].startswith("```"):
                yield f"mine in {i}", [*lines[:i], f"{lines[i]} MY EDIT", *lines[i + 1 :]]
        if code := [i for i in range(first, last) if lines[i].startswith("```")]:
            yield from ((f"conflict in code at {i}", conflicting(lines, i)) for i in range(code[0] + 1, code[1]))
        mine = signatures[number]
        others = {"sha cut": mine[:8], "sha of none": "sha=0000000000000000", "no sha": ""}
        others |= {f"sha of {other}": other for other in signatures if other != mine}
        for what, other in others.items():
            yield what, [*lines[:first], lines[first].replace(mine, other), *lines[first + 1 :]]


def tortured(how, names=NOTES):
    """Vault paths to bytes."""
    files = {}
    for name in names:
        note = NOTES[name]
        newline = "\r\n" if "\r\n" in note else "\n"
        for number, (what, lines) in enumerate(how(note.split(newline))):
            files[f"{name}/{number:03} {what}.md"] = newline.join(lines).encode()
    return files


GOOD = {"Good.md": region("good", "old", "kind=tags")}
DECISIONS = [[], ["--overwrite"], ["--accept-edits"]]


def after_index(root, options):
    """Exit code, the notes, and those that were refused; nothing but notes and the program's own files is there."""
    code, _, err = index(root, *options)
    files = {path: data for path, data in contents(root).items() if path != MANIFEST}
    assert all(path.endswith((".md", ".toml")) for path in files), "no temporary file stays"
    return code, files, {found.partition(".md:")[0] + ".md" for found in re.findall(r"^.*\.md:\d+: refused", err, re.M)}


@pytest.mark.parametrize("options", DECISIONS, ids=" ".join)
@pytest.mark.parametrize("how", [broken_markers, conflicts])
def test_a_note_with_damage_of_any_kind_stays_as_it_is(how, options, make):
    damaged = tortured(how)
    root = make(damaged | GOOD, page("tags", "never made.md", create=False))
    code, after, refused = after_index(root, options)
    assert code == 1
    assert refused == damaged.keys()
    assert {path for path in damaged if after[path] != damaged[path]} == set()
    assert after["Good.md"] != GOOD["Good.md"].encode()


def outside(lines):
    """What the user wrote, by the markers as they are known to stand."""
    at = markers_in(lines)
    starts, ends = [0, *(i + 1 for i in at[1::2])], [*at[::2], len(lines)]
    return [lines[start:end] for start, end in zip(starts, ends, strict=True)]


@pytest.mark.parametrize("name", NOTES)
@pytest.mark.parametrize("options", DECISIONS, ids=" ".join)
def test_an_edit_in_a_region_is_lost_only_if_that_is_wanted(options, name, make):
    """In vaults of some notes each, since every region lists notes."""
    edited = tortured(edits, [name])
    root = make(edited | GOOD, page("tags", "never made.md", create=False))
    code, after, refused = after_index(root, options)
    assert after["Good.md"] != GOOD["Good.md"].encode()
    if not options:
        assert code == 1
        assert refused == edited.keys()
        assert {path for path in edited if after[path] != edited[path]} == set()
        return
    assert (code, refused) == (0, set())
    for path in edited:
        old, new = (data.split(b"\r\n" if b"\r\n" in data else b"\n") for data in (edited[path], after[path]))
        old, new = ([line.decode() for line in lines] for lines in (old, new))
        assert outside(new) == outside(old), path
        if options == ["--accept-edits"]:
            mine = re.compile("MY EDIT|^>>>>")
            assert list(filter(mine.search, new)) == list(filter(mine.search, old)), path


@pytest.mark.parametrize("options", DECISIONS, ids=" ".join)
def test_notes_without_damage_change_between_their_markers_only(options, make):
    files = {f"{name}.md": note.encode() for name, note in NOTES.items()}
    root = make(files, page("tags", "never made.md", create=False))
    code, after, refused = after_index(root, options)
    assert (code, refused) == (0, set())
    for path, old in files.items():
        assert after[path] != old
        parted = re.compile(rb"(?:<!--|%%) vault-tools:begin.*?vault-tools:end \w (?:-->|%%)", re.S)
        assert parted.split(after[path]) == parted.split(old)
    assert index(root, "--check")[0] == 0


# --- Any edit at all ----------------------------------------------------------------------------------------------------

MANY = 200
BODIES = [body for _, body, _ in PARTS]
POOL = [
    "",
    "mine",
    "- mine",
    "```",
    "> mine",
    "<<<<<<< a",
    "=======",
    ">>>>>>> b",
    "%%",
    "<!--",
    "-->",
    "---",
    "    mine",
]
POOL += [line for line in NOTES["two"].split("\n") if "vault-tools:" in line]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["delete", "double", "insert", "swap", "join", "cut", "move"]),
        st.integers(0, 60),
        st.integers(0, 60),
        st.sampled_from(POOL),
    ),
    min_size=1,
    max_size=6,
)


def edit(lines, step):
    what, i, j, new = step
    i, j = i % len(lines), j % len(lines)
    match what:
        case "delete":
            return [*lines[:i], *lines[i + 1 :]] or [""]
        case "double":
            return [*lines[: i + 1], *lines[i:]]
        case "insert":
            return [*lines[:i], new, *lines[i:]]
        case "swap":
            return [lines[j] if n == i else lines[i] if n == j else line for n, line in enumerate(lines)]
        case "join":
            return [*lines[:i], "".join(lines[i : i + 2]), *lines[i + 2 :]]
        case "cut":
            return [*lines[:i], lines[i][:j], *lines[i + 1 :]]
        case _:
            rest = [*lines[:i], *lines[i + 1 :]]
            return [*rest[:j], lines[i], *rest[j:]]


def must_stay(text):
    """Every line but begin markers, which are signed anew, and those of what we wrote, where it stands as we wrote it."""
    for body in BODIES:
        text = text.replace(f"\n{body}\n", "\n\n")
    return [line for line in text.split("\n") if line.strip() and not re.search("vault-tools:begin", line)]


def are_in_order(wanted, lines):
    rest = iter(lines)
    return all(line in rest for line in wanted)


@pytest.mark.parametrize("decision", ["refuse", "accept"])
@settings(max_examples=MANY)
@given(name=st.sampled_from(["two", "three", "percent", "head"]), steps=STEPS)
def test_no_edit_makes_index_lose_a_line(decision, name, steps):
    lines = NOTES[name].split("\n")
    for step in steps:
        lines = edit(lines, step)
    old = "\n".join(lines)
    [found] = list(plan(memory_vault({"Note.md": old, "A.md": "#cs"}), decision=decision)) or [None]
    if found is None:
        assert "vault-tools:" not in old or not parse_note("Note.md", old).markers
        return
    new = splice(old, found.edits)
    assert are_in_order(must_stay(old), new.split("\n"))
    if not found.refusal:
        [again] = plan(memory_vault({"Note.md": new, "A.md": "#cs"}), decision=decision)
        assert (again.edits, again.refusal) == ((), None)
