"""Branches that both changed what `index` generates, merged by a real git with the real driver."""

import os
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner
from indexing import index, page, region, text, unsigned, write

import vault_tools
from vault_tools.cli import cli

DRIVER = f"'{sys.executable}' -m vault_tools merge-driver --marker-size %L -- %O %A %B %P"
CODE = str(Path(vault_tools.__file__).parents[1])

pytestmark = pytest.mark.usefixtures("own_cache")

SETTINGS = "\n".join(
    [
        page("folder", "{folder}/Main.md", columns=["Topic", "Author"]),
        page("folder", "Index/Days.md", name="days", folder="", columns=["file.created", "file.modified"]),
    ]
)
MORE_PAGES = "\n".join(
    [
        SETTINGS,
        page("tags", "Index/Tags.md"),
        page("home", "Home.md"),
        page("property", "Index/Topics.md", property="Topic"),
        page("folder", "Index/Newest.md", name="newest", folder="", sort=["-Date", "name"], view="list"),
    ]
)
"""For each page that both sides changed git starts the driver, so it is not every test that has them."""


class Repository:
    """Each commit is of a day of its own, and has the pages of `index`."""

    def __init__(self, root, inner="", driver=DRIVER):
        self.root, self.vault, self.day = root, root / inner if inner else root, 0
        root.mkdir(exist_ok=True)
        self.git("init", "--initial-branch=main")
        for who in ("name", "email"):
            self.git("config", f"user.{who}", "mira")
        if driver:
            self.git("config", "merge.vault-tools.driver", driver)
            write(root, {".gitattributes": "*.md merge=vault-tools\n**/.vault-tools/pages merge=union\n"})

    def run(self, *command, cwd=None):
        date = f"2024-01-{self.day:02}T12:00:00+0000"
        env = os.environ | {
            "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_DATE": date,
            "GIT_EDITOR": "true",
            "PYTHONPATH": CODE,
        }
        done = subprocess.run(command, cwd=cwd or self.root, env=env, capture_output=True, text=True, encoding="utf-8")
        return done.returncode, done.stdout, done.stderr

    def git(self, *arguments, code=0):
        found, out, err = self.run("git", *arguments)
        assert found == code, (arguments, out, err)
        return out.strip()

    def index(self, *options):
        return index(self.vault, *options)

    def write(self, files):
        write(self.vault, files)

    def commit(self, files=(), pages=True):
        self.day += 1
        self.write(dict(files))
        if pages:
            code, out, err = self.index()
            assert (code, err) == (0, ""), (out, err)
        self.git("add", "--all")
        self.git("commit", "--allow-empty", "-m", f"day {self.day}")

    def conclude(self):
        """A merge, once all is settled."""
        self.git("add", "--all")
        self.git("commit", "--no-edit")

    def branch(self, name, start="main"):
        self.git("checkout", "-b", name, start)

    def text(self, path):
        return text(self.vault, path)

    @property
    def tree(self):
        """Names of all blobs of HEAD."""
        return self.git("ls-tree", "-r", "HEAD")

    def assert_clean(self):
        """The pages are what `index` makes of the notes, once the merge is committed."""
        assert self.git("status", "--porcelain") == ""
        code, out, err = self.index("--check")
        assert (code, err) == (0, ""), (out, err)
        code, out, err = self.index()
        assert out.startswith("0 pages written"), (out, err)
        assert self.git("status", "--porcelain") == ""


def note(topic, author, date, tags):
    return f"---\nTopic: {topic}\nAuthor: {author}\nDate: {date}\ntags: [{tags}]\n---\n\nText.\n"


BASE = {
    "vault-tools.toml": SETTINGS,
    "DSA/Graphs.md": note("Graphs", "Ann", "2024-01-10", "dsa"),
    "DSA/Trees.md": note("Trees", "Ben", "2024-01-20", "dsa, tree"),
    "Books/Lear.md": note("Plays", "Will", "2024-01-05", "book"),
}
ALL = BASE | {"vault-tools.toml": MORE_PAGES}
ONE = {
    "DSA/Heaps.md": note("Trees", "Cem", "2024-01-15", "dsa, heap"),
    "Books/Emma.md": note("Novels", "Jane", "2024-01-06", "book"),
}
TWO = {
    "DSA/Hashes.md": note("Sets", "Dan", "2024-01-16", "dsa, hash"),
    "Books/Dune.md": note("Novels", "Frank", "2024-01-07", "book"),
}


def two_branches(root, one=ONE, two=TWO, base=BASE, **options):
    """On `one`, and on `main`."""
    repository = Repository(root, **options)
    (repository.vault / ".obsidian").mkdir(parents=True)
    repository.commit(base)
    repository.branch("one")
    repository.commit(one)
    repository.git("checkout", "main")
    repository.commit(two)
    return repository


def test_branches_that_each_add_notes_merge_to_what_a_clean_run_gives(tmp_path):
    repository = two_branches(tmp_path / "repository", base=ALL)
    repository.git("branch", "two")
    repository.git("merge", "--no-edit", "one")
    repository.assert_clean()
    merged = repository.tree
    repository.git("checkout", "one")
    repository.git("merge", "--no-edit", "two")
    repository.assert_clean()
    assert repository.tree == merged
    table = [
        line.split("|")[1].strip() for line in repository.text("DSA/Main.md").splitlines() if line.startswith("| [")
    ]
    assert table == ["[[Graphs]]", "[[Hashes]]", "[[Heaps]]", "[[Trees]]"]


def test_a_merge_with_another_folder_of_the_repository_as_vault(tmp_path):
    repository = two_branches(tmp_path / "repository", inner="notes/my vault")
    repository.git("merge", "--no-edit", "one")
    repository.assert_clean()


def test_a_merge_in_a_linked_worktree_with_a_folder_of_it_as_vault(tmp_path):
    """There, git says to those that it runs where its own folder is, but not where the files begin."""
    repository = two_branches(tmp_path / "repository", inner="vault")
    repository.git("worktree", "add", "-b", "linked", str(tmp_path / "linked"))
    repository.root, repository.vault = tmp_path / "linked", tmp_path / "linked" / "vault"
    repository.git("merge", "--no-edit", "one")
    repository.assert_clean()


@pytest.mark.parametrize("backend", ["--merge", "--apply"])
def test_the_same_by_rebase(backend, tmp_path):
    """With `--apply`, git may write files before it asks the driver."""
    repository = two_branches(tmp_path / "repository")
    repository.git("checkout", "one")
    repository.commit({"DSA/Ropes.md": note("Trees", "Eve", "2024-01-21", "dsa")})
    repository.git("rebase", backend, "main")
    repository.assert_clean()
    repository.git("checkout", "HEAD~1")
    repository.assert_clean()


@pytest.mark.parametrize("commits", [("one",), ("one~1", "one")])
def test_the_same_by_cherry_pick(commits, tmp_path):
    repository = two_branches(tmp_path / "repository")
    repository.git("checkout", "one")
    repository.commit({"DSA/Ropes.md": note("Trees", "Eve", "2024-01-21", "dsa")})
    repository.git("checkout", "main")
    repository.git("cherry-pick", *commits)
    repository.assert_clean()
    assert ("Heaps" in repository.text("DSA/Main.md")) == (len(commits) == 2)
    assert "Ropes" in repository.text("DSA/Main.md")


def test_a_revert(tmp_path):
    """What it changes is of the day on which it is made."""
    repository = two_branches(tmp_path / "repository")
    repository.commit(replaced(repository, "DSA/Trees.md", "Text.", "More text."))
    repository.commit({"DSA/Lists.md": note("Lists", "Fay", "2024-01-22", "dsa")})
    repository.day = 25
    repository.git("revert", "--no-edit", "HEAD~1")
    assert "[[Trees]] | 2024-01-20 | 2024-01-25 |" in repository.text("Index/Days.md")
    repository.assert_clean()


def test_a_revert_of_a_new_note(tmp_path):
    repository = two_branches(tmp_path / "repository")
    repository.commit({"DSA/Ropes.md": note("Trees", "Eve", "2024-01-21", "dsa")})
    repository.git("revert", "--no-edit", "HEAD~1")
    assert "Hashes" not in repository.text("DSA/Main.md")
    assert "Ropes" in repository.text("DSA/Main.md")
    repository.assert_clean()


def test_without_a_driver_resolve_gives_the_same(tmp_path):
    one = two_branches(tmp_path / "one", base=ALL)
    one.git("merge", "--no-edit", "one")
    two = two_branches(tmp_path / "two", base=ALL, driver="")
    two.git("merge", "--no-edit", "one", code=1)
    code, out, err = two.index("--resolve")
    assert (code, err) == (0, ""), out
    two.conclude()
    two.assert_clean()
    for path in (
        "DSA/Main.md",
        "Books/Main.md",
        "Home.md",
        "Index/Tags.md",
        "Index/Topics.md",
        "Index/Newest.md",
        "Index/Days.md",
    ):
        assert two.text(path) == one.text(path)


# --- Text around regions, and text without any ---------------------------------------------------------------------------

MAIN = "# Main\n\nFirst.\n\n{}\n\nLast.\n"
REGION = "<!-- vault-tools:begin folder -->\n<!-- vault-tools:end folder -->"
WITH_TEXT = BASE | {"DSA/Main.md": MAIN.format(REGION)}


def replaced(repository, path, old, new):
    text = repository.text(path)
    assert old in text
    return {path: text.replace(old, new)}


def test_text_around_a_region_is_merged_as_git_does_it(tmp_path):
    repository = two_branches(tmp_path / "repository", base=WITH_TEXT)
    repository.commit(replaced(repository, "DSA/Main.md", "First.", "First, on main."))
    repository.git("checkout", "one")
    repository.commit(replaced(repository, "DSA/Main.md", "Last.", "Last, on one."))
    repository.git("merge", "--no-edit", "main")
    repository.assert_clean()
    text = repository.text("DSA/Main.md")
    assert text.startswith("# Main\n\nFirst, on main.\n\n<!-- vault-tools:begin folder sha=")
    assert text.endswith("<!-- vault-tools:end folder -->\n\nLast, on one.\n")
    assert "[[Heaps]]" in text
    assert "[[Hashes]]" in text


def test_a_conflict_around_a_region_stays_and_is_settled_by_a_person_first(tmp_path):
    repository = two_branches(tmp_path / "repository", base=WITH_TEXT)
    repository.commit(replaced(repository, "DSA/Main.md", "First.", "First, on main."))
    repository.git("checkout", "one")
    repository.commit(replaced(repository, "DSA/Main.md", "First.", "First, on one."))
    repository.git("merge", "--no-edit", "main", code=1)
    text = repository.text("DSA/Main.md")
    conflict = "<<<<<<< HEAD\nFirst, on one.\n=======\nFirst, on main.\n>>>>>>> main\n"
    assert text.startswith("# Main\n\n" + conflict)
    before = repository.git("diff")
    code, out, err = repository.index("--resolve")
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "DSA/Main.md:3: refused: a git conflict is not settled, and it is not only in generated regions",
        "nothing is written: pages made while notes are in conflict would be wrong",
    ]
    assert repository.git("diff") == before
    repository.write({"DSA/Main.md": text.replace(conflict, "First, on both.\n")})
    code, out, err = repository.index("--resolve")
    assert (code, err) == (0, "")
    repository.conclude()
    repository.assert_clean()
    assert repository.text("DSA/Main.md").startswith("# Main\n\nFirst, on both.\n\n<!-- vault-tools:begin folder sha=")


def test_a_note_in_conflict_leaves_both_bodies_of_a_page_in_a_conflict_of_their_own(tmp_path):
    repository = two_branches(
        tmp_path / "repository",
        one=ONE | {"DSA/Trees.md": note("Woods", "Ben", "2024-01-20", "dsa, tree")},
        two=TWO | {"DSA/Trees.md": note("Forests", "Ben", "2024-01-20", "dsa, tree")},
        base=WITH_TEXT,
    )
    ours = repository.text("DSA/Main.md")
    repository.git("merge", "--no-edit", "one", code=1)
    text = repository.text("DSA/Main.md")
    assert text.startswith("# Main\n\nFirst.\n\n<<<<<<< HEAD\n<!-- vault-tools:begin folder sha=")
    assert text.endswith("\n>>>>>>> one\n<!-- vault-tools:end folder -->\n\nLast.\n")
    mine, theirs = text.partition("<<<<<<< HEAD\n")[2].split("=======\n")
    assert mine in ours
    assert "[[Heaps]]" in theirs
    assert "Woods" in theirs
    code, _, err = repository.index("--resolve", "DSA/Main.md")
    assert code == 1
    assert "DSA/Trees.md:2: refused: a git conflict is not settled" in err
    repository.write({"DSA/Trees.md": note("Woods", "Ben", "2024-01-20", "dsa, tree")})
    code, out, err = repository.index("--resolve")
    assert (code, err) == (0, "")
    assert out.endswith("\nNothing is staged: look at it, and `git add` it.\n")
    repository.conclude()
    repository.assert_clean()


def plain_merge(folder, base, ours, theirs):
    write(folder, {"base": base, "ours": ours, "theirs": theirs})
    names = ("-L", "HEAD", "-L", "base", "-L", "theirs")
    command = ["git", "merge-file", "-p", *names, "ours", "base", "theirs"]
    done = subprocess.run(command, cwd=folder, capture_output=True)
    return done.returncode, done.stdout.decode()


def drive(folder, base, ours, theirs, *options, path="Note.md"):
    """The driver alone, in no repository: it knows what the text is, and nothing else."""
    write(folder, {"O": base, "A": ours, "B": theirs})
    with chdir(folder):
        done = CliRunner(env={"GIT_CEILING_DIRECTORIES": str(folder.parent)}).invoke(
            cli, ["merge-driver", *options, "--", "O", "A", "B", path], catch_exceptions=False
        )
    return done.exit_code, text(folder, "A")


def listed(rows, name="x", attributes=""):
    return region(name, "\n".join(f"- {row}" for row in rows), attributes)


DAMAGED = listed("a").replace("<!-- vault-tools:end x -->", "")
EDITED = listed("a").replace("- a", "- a\n- mine")
UNSIGNED = unsigned("x", "- a")


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n"),
        ("a\n", "b\n", "c\n"),
        ("", "b\n", "c\n"),
        ("a\r\nb\r\n", "A\r\nb\r\n", "B\r\nb\r\n"),
        ("a", "b", "c"),
        pytest.param(listed("a"), DAMAGED, listed("ab"), id="ours is damaged"),
        pytest.param(listed("a"), listed("ab"), DAMAGED, id="theirs is damaged"),
        pytest.param(listed("a"), EDITED, listed("ab"), id="ours is edited"),
        pytest.param(listed("a"), listed("ba"), EDITED, id="theirs is edited"),
        pytest.param(listed("a"), UNSIGNED + "b\n", listed("ab"), id="ours is not signed"),
        pytest.param(listed("a"), listed("b") * 2, listed("ab"), id="ours has it twice"),
    ],
)
def test_where_nothing_is_generated_or_a_person_wrote_it_is_gits_own_merge(base, ours, theirs, tmp_path):
    assert drive(tmp_path, base, ours, theirs) == plain_merge(tmp_path, base, ours, theirs)


def test_what_is_no_text_stays_as_it_was_and_is_a_conflict(tmp_path):
    assert drive(tmp_path, "\0", "\0a", "\0b") == (1, "\0a")


def test_marks_are_as_long_and_called_as_git_says(tmp_path):
    labels = ("--marker-size", "9", "--ours-label", "mine", "--base-label", "%S", "--theirs-label", "yours")
    assert drive(tmp_path, "a\n", "b\n", "c\n", *labels) == (1, f"{'<' * 9} mine\nb\n{'=' * 9}\nc\n{'>' * 9} yours\n")


def test_where_nothing_is_known_of_the_merge_only_the_region_is_in_conflict(tmp_path):
    base, ours, theirs = (listed(rows) for rows in ("a", "ab", "ac"))
    code, text = drive(tmp_path, f"1\n\n{base}\n2\n", f"one\n\n{ours}\n2\n", f"1\n\n{theirs}\ntwo\n")
    end = "<!-- vault-tools:end x -->\n"
    ours, theirs = ours.removesuffix(end), theirs.removesuffix(end)
    assert code == 1
    assert text == f"one\n\n<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> theirs\n{end}\ntwo\n"


def test_a_marker_that_is_indented_keeps_its_line(tmp_path):
    base, ours, theirs = (f"  {listed(rows)}" for rows in ("a", "ab", "ac"))
    end = "<!-- vault-tools:end x -->\n"
    one, two = ours.removesuffix(end), theirs.removesuffix(end)
    assert drive(tmp_path, base, ours, theirs) == (1, f"<<<<<<< HEAD\n{one}=======\n{two}>>>>>>> theirs\n{end}")


def test_line_ends_and_a_byte_order_mark_stay(tmp_path):
    base, ours, theirs = (listed(rows) for rows in ("a", "ab", "ac"))
    given = [f"\ufeff1\n\n{text}\n2".replace("\n", "\r\n") for text in (base, ours, theirs)]
    code, text = drive(tmp_path, *given)
    assert code == 1
    assert text.startswith("\ufeff1\r\n\r\n<<<<<<< HEAD\r\n")
    assert text.endswith("end x -->\r\n\r\n2")
    assert text.count("\n") == text.count("\r\n")


def test_a_region_that_both_sides_left_alone_is_no_conflict(tmp_path):
    same, base, ours, theirs = listed("s", "same"), *(listed(rows) for rows in ("a", "ab", "ac"))
    code, text = drive(tmp_path, same + base, same + ours, same + theirs)
    assert (code, text.count("<<<<<<<")) == (1, 1)
    assert text.startswith(same + "<<<<<<< HEAD\n")


def test_a_region_that_one_side_took_away_is_gone(tmp_path):
    code, text = drive(tmp_path, "1\n" + listed("a"), "1\n", "1\n" + listed("ab"))
    assert (code, text) == (0, "1\n")


def test_the_text_of_a_region_that_one_side_ejected_stays(tmp_path):
    code, text = drive(tmp_path, "1\n" + listed("a"), "1\n\n- a\n", "1\n" + listed("ab"))
    assert (code, text) == (0, "1\n\n- a\n")


def test_a_region_that_git_could_merge_as_text_is_generated_anew(tmp_path):
    """Far apart, both sides' rows merge without a conflict: but nobody signed what comes of it."""
    many = {f"DSA/Note {i}.md": note("Notes", "Mia", "2024-01-01", "dsa") for i in range(10, 30)}
    first, last = ({f"DSA/{name}.md": note("Ends", "Mia", "2024-01-01", "dsa")} for name in ("A", "Z"))
    repository = two_branches(tmp_path / "repository", one=first, two=last, base=BASE | many)
    repository.git("merge", "--no-edit", "one")
    repository.assert_clean()
    assert "[[A]]" in repository.text("DSA/Main.md")


# --- What people wrote ---------------------------------------------------------------------------------------------------


def test_an_edit_in_a_region_is_never_lost(tmp_path):
    repository = two_branches(tmp_path / "repository")
    repository.commit(replaced(repository, "DSA/Main.md", "| Ben |", "| Ben, of course |"), pages=False)
    before = repository.text("DSA/Main.md")
    repository.git("merge", "--no-edit", "one", code=1)
    assert "| Ben, of course |" in repository.text("DSA/Main.md")
    assert repository.text("Books/Main.md").count("<<<<<<<") == 0
    text = repository.text("DSA/Main.md")
    code, out, err = repository.index("--resolve")
    assert (code, out) == (1, "0 notes resolved, 1 refused.\n")
    assert 'refused: region "folder" was edited by hand on our side' in err
    assert repository.text("DSA/Main.md") == text != before
    code, out, err = repository.index("--resolve", "--overwrite")
    assert (code, err) == (0, "")
    repository.conclude()
    repository.assert_clean()


def test_an_edit_that_was_accepted_is_never_lost(tmp_path):
    repository = two_branches(tmp_path / "repository")
    repository.write(replaced(repository, "DSA/Main.md", "| Ben |", "| Ben, of course |"))
    repository.index("--accept-edits")
    repository.commit(pages=False)
    repository.git("merge", "--no-edit", "one", code=1)
    assert "| Ben, of course |" in repository.text("DSA/Main.md")
    assert repository.index("--resolve")[0] == 1
    assert "| Ben, of course |" in repository.text("DSA/Main.md")


def test_an_edit_in_a_conflict_is_never_lost(tmp_path):
    repository = two_branches(tmp_path / "repository", driver="")
    repository.git("merge", "--no-edit", "one", code=1)
    repository.write(replaced(repository, "DSA/Main.md", "| [[Heaps]]", "| My [[Heaps]]"))
    code, _, err = repository.index("--resolve")
    assert code == 1
    assert 'refused: region "folder" was edited by hand since the merge began' in err
    assert "| My [[Heaps]]" in repository.text("DSA/Main.md")
    assert "<<<<<<<" not in repository.text("Books/Main.md")


def test_a_conflict_that_was_committed_has_to_prove_itself(tmp_path):
    repository = two_branches(tmp_path / "repository", driver="")
    repository.git("merge", "--no-edit", "one", code=1)
    repository.commit(pages=False)
    whole, other = (listed(rows, attributes='kind=folder folder="DSA"') for rows in ("a", "ac"))
    mixed = whole.replace("- a", "- a\n- b")
    conflict = "<<<<<<< HEAD\n{}=======\n{}>>>>>>> one\n"
    for path in ("DSA/Main.md", "Books/Main.md", "Index/Days.md"):
        repository.git("checkout", "HEAD~1", path)
    repository.write({"Whole.md": conflict.format(whole, other), "Mixed.md": conflict.format(mixed, other)})
    code, out, err = repository.index("--resolve")
    assert (code, out.splitlines()[:2]) == (1, ["resolved Whole.md", "1 note resolved, 1 refused."])
    assert err.startswith('Mixed.md:2: refused: region "x" was edited by hand on our side, or both sides are mixed:')
    assert "[[Heaps]]" in repository.text("Whole.md")
    assert repository.text("Mixed.md") == conflict.format(mixed, other)


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
def test_resolve_reads_every_style_of_conflict_and_can_say_what_it_would_do(style, tmp_path):
    repository = two_branches(tmp_path / "repository", driver="")
    repository.git("config", "merge.conflictStyle", style)
    repository.git("merge", "--no-edit", "one", code=1)
    before = repository.git("diff")
    code, out, err = repository.index("--resolve", "--dry-run")
    assert (code, err) == (0, "")
    assert "would resolve DSA/Main.md\n" in out
    code, out, err = repository.index("--resolve", "--diff", "DSA")
    assert (code, err) == (0, "")
    assert "\n-<<<<<<< HEAD\n" in out
    assert "a/Books/Main.md" not in out
    assert repository.git("diff") == before
    assert repository.index("--resolve")[0] == 0
    repository.conclude()
    repository.assert_clean()


def test_a_page_in_conflict_is_a_page_for_the_others(tmp_path):
    """Else `index` would list it as a note, and make a page of the folder that only holds pages."""
    repository = two_branches(tmp_path / "repository", driver="")
    repository.git("merge", "--no-edit", "one", code=1)
    assert "UU Index/Days.md" in repository.git("status", "--porcelain")
    code, _, err = repository.index()
    assert code == 1
    assert "Index/Days.md:3: refused: a git conflict is not settled" in err
    assert not (repository.vault / "Index/Main.md").exists()
    assert repository.index("--resolve")[0] == 0
    repository.git("add", "--all")
    repository.git("commit", "--no-edit")
    repository.assert_clean()


def test_resolve_of_branches_that_crossed(tmp_path):
    """What was there before is then shown as a conflict of its own, with longer marks, inside the other."""
    repository = two_branches(tmp_path / "repository", driver="")
    repository.git("config", "merge.conflictStyle", "diff3")
    repository.git("branch", "two")

    def merge(into, other):
        repository.git("checkout", into)
        repository.git("merge", "--no-edit", other, code=1)
        shown = repository.text("DSA/Main.md")
        assert repository.index("--resolve")[0] == 0
        repository.git("add", "--all")
        repository.git("commit", "--no-edit")
        return shown

    merge("main", "one")
    repository.commit({"DSA/Ropes.md": note("Trees", "Eve", "2024-01-21", "dsa")})
    merge("one", "two")
    repository.commit({"DSA/Lists.md": note("Lists", "Fay", "2024-01-22", "dsa")})
    assert "\n<<<<<<<<< " in merge("main", "one")
    repository.assert_clean()


def test_sides_with_other_options_are_no_business_of_resolve(tmp_path):
    repository = two_branches(tmp_path / "repository", driver="")
    one, two = (listed("a", attributes=f'kind=folder folder="{folder}"') for folder in ("DSA", "Books"))
    repository.write({"Page.md": f"Text.\n\n<<<<<<< HEAD\n{one}=======\n{two}>>>>>>> one\n"})
    code, _, err = repository.index("--resolve")
    assert code == 1
    assert err.startswith("Page.md:3: refused: a git conflict is not settled")


# --- Other ways for pages to meet ----------------------------------------------------------------------------------------


def test_pages_that_both_branches_made_first(tmp_path):
    base = {path: text for path, text in BASE.items() if path != "vault-tools.toml"}
    repository = Repository(tmp_path / "repository")
    (repository.vault / ".obsidian").mkdir()
    repository.commit(base, pages=False)
    repository.branch("one")
    repository.commit(ONE | {"vault-tools.toml": MORE_PAGES})
    repository.git("checkout", "main")
    repository.commit(TWO | {"vault-tools.toml": MORE_PAGES})
    repository.git("merge", "--no-edit", "one")
    repository.assert_clean()


def test_branches_that_each_add_a_folder_with_its_page(tmp_path):
    one, two = ({path: note("Things", "Ann", "2024-01-08", "new")} for path in ("Art/Sketch.md", "Zoology/Lion.md"))
    repository = two_branches(tmp_path / "repository", one=one, two=two)
    assert repository.run("git", "merge", "--no-edit", "one")[::2] == (0, "")
    repository.assert_clean()
    made = [line for line in repository.text(".vault-tools/pages").splitlines() if line.endswith("/Main.md")]
    assert sorted(made) == ["Art/Main.md", "Books/Main.md", "DSA/Main.md", "Zoology/Main.md"]


def test_the_config_of_the_other_branch_counts(tmp_path):
    more = SETTINGS.replace('["Topic", "Author"]', '["Author", "Date"]')
    repository = two_branches(tmp_path / "repository", one=ONE | {"vault-tools.toml": more})
    repository.git("merge", "--no-edit", "one")
    assert "| Note | Author | Date |" in repository.text("DSA/Main.md")
    repository.assert_clean()


def test_settings_of_obsidian_of_the_other_branch_count(tmp_path):
    settings = {".obsidian/app.json": '{"useMarkdownLinks": true}'}
    repository = two_branches(tmp_path / "repository", one=ONE | settings)
    repository.git("merge", "--no-edit", "one")
    assert "[Hashes](Hashes.md)" in repository.text("DSA/Main.md")
    repository.assert_clean()


def test_a_page_that_one_branch_moved(tmp_path):
    moved = MORE_PAGES.replace("Index/Tags.md", "All tags.md")
    repository = two_branches(tmp_path / "repository", base=ALL)
    repository.branch("three")
    repository.git("mv", "Index/Tags.md", "All tags.md")
    repository.commit({"vault-tools.toml": moved})
    repository.git("merge", "--no-edit", "one")
    assert "heap" in repository.text("All tags.md")
    repository.assert_clean()


def test_a_page_that_one_branch_deleted_is_gits_conflict(tmp_path):
    repository = two_branches(tmp_path / "repository", base=ALL)
    repository.git("rm", "Index/Tags.md")
    repository.commit({"vault-tools.toml": MORE_PAGES.replace(page("tags", "Index/Tags.md"), "")})
    repository.git("merge", "--no-edit", "one", code=1)
    assert "DU Index/Tags.md" in repository.git("status", "--porcelain")
    repository.git("rm", "Index/Tags.md")
    assert repository.index("--resolve")[0] == 0
    repository.conclude()
    repository.assert_clean()


def test_a_note_that_is_new_on_disk_counts_as_in_every_run(tmp_path):
    repository = two_branches(tmp_path / "repository")
    repository.write({"DSA/Draft.md": note("Drafts", "Me", "2024-01-01", "dsa")})
    repository.git("merge", "--no-edit", "one")
    _, out, _ = repository.index("--check")
    assert "DSA/Main.md" not in out
    assert "[[Draft]]" in repository.text("DSA/Main.md")


def test_branches_that_crossed(tmp_path):
    """Git makes up a base of its own from two, and asks for that, too."""
    repository = two_branches(tmp_path / "repository")
    repository.git("branch", "two")
    repository.git("merge", "--no-edit", "one")
    repository.commit({"DSA/Ropes.md": note("Trees", "Eve", "2024-01-21", "dsa")})
    repository.git("checkout", "one")
    repository.git("merge", "--no-edit", "two")
    repository.commit({"DSA/Lists.md": note("Lists", "Fay", "2024-01-22", "dsa")})
    repository.git("merge", "--no-edit", "main")
    repository.assert_clean()
    assert "Ropes" in repository.text("DSA/Main.md")


def test_what_no_commit_tells_of_is_left_to_resolve(tmp_path):
    """`git stash` does not say what it merges. No page has the day, which could end meanwhile."""
    settings = {"vault-tools.toml": page("folder", "{folder}/Main.md")}
    repository = two_branches(tmp_path / "repository", base=BASE | settings)
    repository.write({"DSA/Ropes.md": note("Trees", "Eve", "2024-01-21", "dsa")})
    repository.index()
    repository.git("stash", "--include-untracked")
    repository.git("merge", "--no-edit", "one")
    repository.git("stash", "pop", code=1)
    assert repository.text("DSA/Main.md").count("<<<<<<<") == 1
    code, out, err = repository.index("--resolve")
    assert (code, err) == (0, "")
    assert "[[Ropes]]" in repository.text("DSA/Main.md")
    code, out, err = repository.index()
    assert out == "0 pages written, 2 up to date.\n"


def test_three_branches_at_once(tmp_path):
    """Git has no drivers for that, and gives up."""
    repository = two_branches(tmp_path / "repository")
    repository.git("branch", "two")
    repository.git("checkout", "-b", "three", "one~1")
    repository.commit({"DSA/Ropes.md": note("Trees", "Eve", "2024-01-21", "dsa")})
    code, out, err = repository.run("git", "merge", "--no-edit", "one", "two")
    assert code
    assert "Traceback" not in err
    assert "Should not be doing an octopus." in out


def test_a_page_that_git_does_not_ask_for_is_named(tmp_path):
    """Two notes of one name come together: pages that one branch changed have to tell them apart."""
    one, two = (
        {f"{folder}/Plan.md": note("Plans", "Ann", "2024-01-08", folder.lower())} for folder in ("Books", "DSA")
    )
    repository = two_branches(tmp_path / "repository", one=one, two=two, base=ALL)
    _, _, err = repository.run("git", "merge", "--no-edit", "one")
    code, out, _ = repository.index("--check")
    stale = {line.partition(":")[0] for line in out.splitlines() if line.endswith("is out of date")}
    assert (code, bool(stale)) == (1, True)
    assert all(path in err for path in stale)


def test_a_hook_keeps_a_merge_from_being_committed_with_pages_that_are_out_of_date(tmp_path):
    one, two = (
        {f"{folder}/Plan.md": note("Plans", "Ann", "2024-01-08", folder.lower())} for folder in ("Books", "DSA")
    )
    repository = two_branches(tmp_path / "repository", one=one, two=two)
    hook = repository.root / ".git" / "hooks" / "pre-merge-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m vault_tools index --check\n")
    hook.chmod(0o755)
    repository.run("git", "merge", "--no-edit", "one")
    assert repository.git("log", "-1", "--format=%s") == "day 3"
    repository.commit()
    assert repository.git("log", "-1", "--format=%P").count(" ") == 1
    repository.assert_clean()


# --- Setting up ----------------------------------------------------------------------------------------------------------


def test_install_tells_git_and_twice_is_once(tmp_path):
    repository = Repository(tmp_path / "repository", inner="vault", driver="")
    repository.write({"../.gitattributes": "*.png binary"})
    command = (sys.executable, "-m", "vault_tools", "merge-driver", "--install")
    code, out, err = repository.run(*command, cwd=repository.vault)
    lines = "*.md merge=vault-tools\n**/.vault-tools/pages merge=union\n"
    assert (code, err) == (0, "")
    assert out.endswith(f"which you may want to commit:\n{lines}")
    code, out, err = repository.run(*command, cwd=repository.vault)
    assert (code, out, err) == (0, "told git of the driver, for this clone\n", "")
    assert (repository.root / ".gitattributes").read_text() == f"*.png binary\n{lines}"


@pytest.mark.parametrize(
    "program",
    [
        f"#!/bin/sh\nexec '{sys.executable}' -m vault_tools \"$@\"\n",
        None,
        "#!/no/such/python\n",
        "#!/bin/sh\necho 'No such command.' >&2\nexit 2\n",
    ],
    ids=["found", "missing", "of a Python that is gone", "that knows no driver"],
)
def test_what_install_sets_up_merges_and_where_the_program_does_not_run_git_does(program, tmp_path, monkeypatch):
    programs = tmp_path / "bin"
    programs.mkdir()
    if program:
        (programs / "vault-tools").write_text(program)
        (programs / "vault-tools").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}/usr/bin{os.pathsep}/bin")
    repository = two_branches(tmp_path / "repository", driver="")
    repository.run(sys.executable, "-m", "vault_tools", "merge-driver", "--install")
    repository.commit(pages=False)
    code, _, _ = repository.run("git", "merge", "--no-edit", "one")
    if program and sys.executable in program:
        assert code == 0
        repository.assert_clean()
    else:
        assert code == 1
        assert "<<<<<<<" in repository.text("DSA/Main.md")


def test_a_conflict_of_the_driver_that_install_sets_up_is_left_as_it_is(tmp_path, monkeypatch):
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "vault-tools").write_text(f"#!/bin/sh\nexec '{sys.executable}' -m vault_tools \"$@\"\n")
    (programs / "vault-tools").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}/usr/bin{os.pathsep}/bin")
    one, two = {"DSA/Trees.md": "a\n"}, {"DSA/Trees.md": "b\n"}
    repository = two_branches(tmp_path / "repository", one, two, driver="")
    repository.run(sys.executable, "-m", "vault_tools", "merge-driver", "--install")
    repository.commit(pages=False)
    code, _, _ = repository.run("git", "merge", "--no-edit", "one")
    assert code == 1
    assert repository.text("DSA/Trees.md") == "<<<<<<< HEAD\nb\n=======\na\n>>>>>>> one\n"


def test_git_gives_four_paths(tmp_path):
    repository = Repository(tmp_path / "repository")
    code, _, err = repository.run(sys.executable, "-m", "vault_tools", "merge-driver", "a", "b")
    assert code == 2
    assert "git gives four paths, %O %A %B %P" in err
