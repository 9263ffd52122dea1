"""What git knows of the days of notes, in real repositories. Who commits does so years after the authors, on one day."""

import os
import subprocess
from datetime import date

import pytest

from vault_tools.errors import UserError
from vault_tools.git import History, first_commits, history

TEXT = "one line\nanother line\na third line\na fourth line\n"
NOTHING = History({}, {}, frozenset(), False)


class Repository:
    def __init__(self, root):
        self.root = root
        root.mkdir()
        self.git("init", "--initial-branch=main")

    def git(self, *arguments, when="2020-01-01T12:00:00+0000"):
        who = {f"GIT_{who}_{what}": "mira@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        env = os.environ | who | {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": "2031-01-01T12:00:00+0000"}
        done = subprocess.run(["git", *arguments], cwd=self.root, env=env, capture_output=True, check=True)
        return done.stdout.decode().strip()

    def write(self, files):
        for path, text in files.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")

    def commit(self, day, files=()):
        """On a day of January 2024, or at any moment."""
        self.write(dict(files))
        self.git("add", "--all")
        when = f"2024-01-{day:02}T12:00:00+0000" if isinstance(day, int) else day
        self.git("commit", "--allow-empty", "-m", "a change\n\n:A\n", when=when)

    def branch(self, name, start="main"):
        self.git("checkout", "-b", name, start)

    def merge(self, into, other, *options):
        self.git("checkout", into)
        self.git("merge", "--no-ff", *options, other, when="2024-01-31T12:00:00+0000")

    def both(self, root=None):
        """By path, the days of January on which each file came and was changed; None where that is not known."""
        found = history(root or self.root)
        days = (*found.created.values(), *found.modified.values())
        assert all((day.year, day.month) == (2024, 1) for day in days)
        paths = found.created | found.modified
        return {path: tuple(d[path].day if path in d else None for d in found[:2]) for path in paths}


@pytest.fixture
def repository(tmp_path, monkeypatch):
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    return Repository(tmp_path / "repository")


def test_a_file_has_the_day_that_brought_it_and_the_last_that_changed_it(repository):
    repository.commit(1, {"A.md": "a\n", "B.md": "b\n"})
    repository.commit(2, {"A.md": "a 2\n", "C.md": "c\n"})
    repository.commit(3)
    repository.commit(4, {"A.md": "a 3\n"})
    found = history(repository.root)
    assert found.created == {"A.md": date(2024, 1, 1), "B.md": date(2024, 1, 1), "C.md": date(2024, 1, 2)}
    assert found.modified == {"A.md": date(2024, 1, 4), "B.md": date(2024, 1, 1), "C.md": date(2024, 1, 2)}
    assert (found.uncommitted, found.is_shallow) == (frozenset(), False)
    assert first_commits(repository.root) == found.created


def test_a_new_name_is_no_change_of_what_is_in_the_file(repository):
    repository.commit(1, {"A.md": TEXT, "B.md": TEXT + "of B\n"})
    repository.git("mv", "A.md", "C.md")
    repository.commit(2)
    repository.git("mv", "B.md", "D.md")
    repository.commit(3, {"D.md": TEXT + "of D\n"})
    both = repository.both()
    assert (both["C.md"], both["D.md"]) == ((1, 1), (1, 3))


def test_two_renames(repository):
    repository.commit(1, {"A.md": TEXT})
    repository.commit(2, {"A.md": TEXT + "more\n"})
    repository.git("mv", "A.md", "B.md")
    repository.commit(3)
    (repository.root / "x").mkdir()
    repository.git("mv", "B.md", "x/C.md")
    repository.commit(4)
    assert repository.both()["x/C.md"] == (1, 2)


def test_a_rename_that_only_brings_the_lines_into_another_order_is_a_change(repository):
    """Git calls it R100."""
    lines = [f"this is line {number}\n" for number in range(9)]
    repository.commit(1, {"A.md": "".join(lines)})
    (repository.root / "A.md").unlink()
    repository.commit(2, {"B.md": "".join(reversed(lines))})
    assert "R100" in repository.git("show", "-M", "--name-status")
    assert repository.both()["B.md"] == (1, 2)


def test_a_mode_is_not_what_is_in_the_file(repository):
    repository.commit(1, {"A.md": "a\n"})
    repository.git("update-index", "--chmod=+x", "A.md")
    (repository.root / "A.md").chmod(0o755)
    assert history(repository.root).uncommitted == frozenset()
    repository.commit(2)
    assert repository.both() == {"A.md": (1, 1)}
    (repository.root / "A.md").chmod(0o644)
    assert history(repository.root).uncommitted == frozenset()


def test_a_file_that_comes_back_came_when_it_first_did(repository):
    repository.commit(1, {"A.md": TEXT, "B.md": "b\n"})
    (repository.root / "A.md").unlink()
    repository.commit(2)
    assert repository.both()["A.md"] == (1, 1)
    repository.commit(3, {"A.md": TEXT})
    assert repository.both()["A.md"] == (1, 3)


def test_a_new_file_at_an_old_name_has_nothing_to_do_with_the_renamed_one(repository):
    repository.commit(1, {"Inbox.md": TEXT})
    repository.git("mv", "Inbox.md", "Old.md")
    repository.commit(2)
    repository.commit(3, {"Inbox.md": "new\n"})
    repository.commit(4, {"Inbox.md": "newer\n"})
    assert repository.both() == {"Old.md": (1, 1), "Inbox.md": (1, 4)}  # the name came on the first
    repository.commit(5, {"Old.md": TEXT + "more\n"})
    assert repository.both() == {"Old.md": (1, 5), "Inbox.md": (1, 4)}


def exchange(repository, one, other, day):
    for source, target in ((one, "X.md"), (other, one), ("X.md", other)):
        repository.git("mv", source, target)
        repository.commit(day)


def test_two_files_that_exchange_their_names_take_their_days_with_them(repository):
    repository.commit(1, {"A.md": TEXT})
    repository.commit(2, {"B.md": "b\n"})
    repository.branch("side")
    repository.commit(3, {"C.md": "c\n"})
    repository.git("checkout", "main")
    exchange(repository, "A.md", "B.md", 4)
    both = repository.both()
    assert (both["A.md"], both["B.md"]) == ((2, 2), (1, 1))
    repository.merge("side", "main")  # which has the names as they were
    both = repository.both()
    assert (both["A.md"], both["B.md"]) == ((2, 2), (1, 1))
    exchange(repository, "A.md", "B.md", 5)
    both = repository.both()
    assert (both["A.md"], both["B.md"]) == ((1, 1), (2, 2))


WAYS = pytest.mark.parametrize(("into", "other"), [("main", "side"), ("side", "main")])


@WAYS
def test_branches_that_meet(repository, into, other):
    repository.commit(1, {"A.md": "1\n2\n3\n", "B.md": "b\n"})
    repository.branch("side")
    repository.commit(3, {"A.md": "1 by side\n2\n3\n", "C.md": "c\n"})
    repository.git("checkout", "main")
    repository.commit(2, {"A.md": "1\n2\n3 by main\n", "D.md": "d\n"})
    repository.commit(4, {"D.md": "d 2\n"})
    repository.merge(into, other)
    assert repository.both() == {"A.md": (1, 3), "B.md": (1, 1), "C.md": (3, 3), "D.md": (2, 4)}


@WAYS
def test_one_branch_renames_what_another_changes(repository, into, other):
    repository.commit(1, {"A.md": TEXT})
    repository.branch("side")
    repository.git("mv", "A.md", "B.md")
    repository.commit(2)
    repository.git("mv", "B.md", "C.md")
    repository.commit(3)
    repository.git("checkout", "main")
    repository.commit(4, {"A.md": TEXT + "more\n"})
    repository.merge(into, other)
    assert sorted(repository.git("ls-files").split()) == ["C.md"]
    assert repository.both()["C.md"] == (1, 4)
    repository.commit(5, {"A.md": "new\n"})
    both = repository.both()
    assert (both["A.md"], both["C.md"]) == ((1, 5), (1, 4))


@WAYS
def test_a_file_that_came_on_two_branches(repository, into, other):
    repository.commit(1, {"A.md": "a\n"})
    repository.branch("side")
    repository.commit(2, {"Day.md": "the day\n"})
    repository.branch("late")
    repository.commit(5, {"Day.md": "the day, late\n"})
    repository.git("checkout", "main")
    repository.commit(3, {"Day.md": "the day\n"})
    repository.merge(into, other)
    assert repository.both()["Day.md"] == (2, 3)
    repository.merge(into, "late", "-Xtheirs")
    assert repository.both()["Day.md"] == (2, 5)


@WAYS
def test_a_name_that_one_branch_gave_to_a_new_file(repository, into, other):
    repository.commit(1, {"A.md": TEXT})
    repository.branch("side")
    repository.commit(2, {"C.md": "c\n"})
    repository.git("checkout", "main")
    repository.git("mv", "A.md", "B.md")
    repository.commit(3)
    repository.commit(4, {"A.md": "Gone to [[B]].\n"})
    repository.commit(5, {"B.md": TEXT + "more\n"})
    repository.merge(into, other)
    assert repository.both() == {"A.md": (1, 4), "B.md": (1, 5), "C.md": (2, 2)}


@WAYS
def test_a_name_that_another_file_had_for_a_while_on_another_branch(repository, into, other):
    repository.commit(1, {"A.md": TEXT})
    repository.branch("side")
    repository.commit(2, {"B.md": "b\n"})
    repository.git("checkout", "main")
    for day, source, target in ((3, "A.md", "B.md"), (4, "B.md", "C.md")):
        repository.git("mv", source, target)
        repository.commit(day)
    repository.commit(5, {"C.md": TEXT + "more\n"})
    repository.merge(into, other)
    both = repository.both()
    assert (both["B.md"], both["C.md"]) == ((2, 2), (1, 5))


@WAYS
def test_the_commit_that_joins_branches_does_not_count(repository, into, other):
    repository.commit(1, {"A.md": "a\n"})
    repository.branch("side")
    repository.commit(2, {"A.md": "side\n"})
    repository.git("checkout", "main")
    repository.commit(3, {"A.md": "main\n"})
    repository.merge(into, other, "--strategy=ours", "--no-commit")
    repository.commit(9, {"A.md": "both\n", "B.md": "came as they were joined\n"})
    assert repository.both() == {"A.md": (1, 3)}
    repository.commit(10, {"B.md": "changed\n"})
    assert repository.both() == {"A.md": (1, 3), "B.md": (None, 10)}


def test_more_than_two_branches(repository):
    repository.commit(1, {"A.md": "a\n"})
    for day, name in ((2, "two"), (3, "three"), (4, "four")):
        repository.branch(name)
        repository.commit(day, {f"{name}.md": f"{name}\n"})
    repository.git("checkout", "main")
    repository.git("merge", "two", "three", "four")
    assert repository.both() == {"A.md": (1, 1), "two.md": (2, 2), "three.md": (3, 3), "four.md": (4, 4)}


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Honolulu"])
def test_the_day_is_that_of_the_author(repository, monkeypatch, zone):
    monkeypatch.setenv("TZ", zone)
    repository.commit("2024-01-01T23:30:00-1000", {"A.md": "a\n"})
    repository.commit("2024-01-06T00:30:00+1400", {"B.md": "b\n"})
    assert repository.both() == {"A.md": (1, 1), "B.md": (6, 6)}


def test_the_newest_is_the_greatest_moment_that_an_author_gave(repository):
    repository.commit(5, {"A.md": "a\n"})
    repository.commit(9, {"A.md": "a 2\n"})
    repository.commit(7, {"A.md": "a 3\n"})  # as after a rebase
    assert repository.both() == {"A.md": (5, 9)}
    repository.commit("2024-01-20T23:30:00-1000", {"A.md": "a 4\n"})
    repository.commit("2024-01-21T00:30:00+1400", {"A.md": "a 5\n"})  # 23 hours earlier
    assert repository.both() == {"A.md": (5, 20)}


def shallow(repository, depth):
    clone = repository.root.parent / "shallow"
    repository.git("clone", "--depth", str(depth), repository.root.as_uri(), str(clone))
    return clone


def test_what_a_shallow_clone_does_not_know_is_not_invented(repository):
    repository.commit(1, {"A.md": TEXT, "B.md": "b\n", "D.md": "d\n", "F.md": "f\n"})
    (repository.root / "F.md").unlink()
    repository.commit(2, {"G.md": "g\n"})
    repository.commit(3, {"B.md": "b 2\n", "C.md": "c\n"})
    repository.git("mv", "A.md", "E.md")
    (repository.root / "D.md").unlink()
    repository.commit(4)
    repository.commit(5, {"D.md": "d\n"})
    clone = shallow(repository, 4)  # from the 2nd on
    assert repository.both(clone) == {"B.md": (None, 3), "C.md": (3, 3), "D.md": (None, 5)}
    assert history(clone).is_shallow


def test_a_clone_of_depth_one_knows_no_day(repository):
    repository.commit(1, {"A.md": "a\n"})
    repository.commit(2, {"A.md": "a 2\n"})
    clone = shallow(repository, 1)
    assert history(clone) == History({}, {}, frozenset(), True)
    (clone / "A.md").write_text("a 3\n")
    assert history(clone) == History({}, {}, frozenset({"A.md"}), True)


def test_a_branch_or_a_tag_that_is_called_grafted_is_no_cut(repository):
    repository.commit(1, {"A.md": "a\n"})
    repository.git("branch", "grafted")
    repository.git("tag", "grafted")
    assert repository.both() == {"A.md": (1, 1)}
    assert not history(repository.root).is_shallow


def test_what_is_not_committed(repository):
    paths = ("Same", "Changed", "Staged", "Back", "Deleted", "Removed", "Kept", "Touched")
    repository.commit(1, {".gitignore": "Ignored*\n", **{f"{path}.md": f"{path}\n" for path in paths}})
    repository.write({"Staged.md": "staged\n", "Back.md": "staged\n"})
    repository.git("add", "--all")
    repository.write({"Changed.md": "changed\n", "Back.md": "Back\n", "New.md": "new\n", "x/New.md": "new\n"})
    repository.write({"Added.md": "added\n", "Intended.md": "added\n", "Ignored.md": "i\n", ".hidden/x.md": "x\n"})
    repository.git("add", "Added.md")
    repository.git("add", "--intent-to-add", "Intended.md")
    (repository.root / "Deleted.md").unlink()
    repository.git("rm", "Removed.md")
    repository.git("rm", "--cached", "Kept.md")
    os.utime(repository.root / "Touched.md", (0, 0))
    expected = {"Changed.md", "Staged.md", "Back.md", "New.md", "x/New.md", "Added.md", "Intended.md", "Kept.md"}
    found = history(repository.root)
    assert found.uncommitted == expected
    assert found.modified.keys() == {f"{path}.md" for path in paths}


def test_a_new_name_that_is_staged(repository):
    repository.commit(1, {"A.md": TEXT, "B.md": TEXT + "of B\n", "C.md": "some of C\n", "D.md": "some of D\n"})
    repository.commit(2, {"A.md": TEXT + "of A\n"})
    repository.git("mv", "A.md", "New A.md")
    repository.git("mv", "B.md", "New B.md")
    repository.write({"New B.md": TEXT + "of New B\n"})
    repository.git("add", "New B.md")
    repository.git("mv", "C.md", "New C.md")
    repository.write({"New C.md": "some of C, and more\n"})
    (repository.root / "D.md").rename(repository.root / "New D.md")
    assert history(repository.root).uncommitted == {"New B.md", "New C.md", "New D.md"}
    both = repository.both()
    assert [both.get(f"New {name}.md") for name in "ABCD"] == [(1, 2), (1, 1), (1, 1), None]
    assert "New A.md" not in first_commits(repository.root)


def test_a_conflict_is_not_committed(repository):
    repository.commit(1, {"A.md": "a\n", "B.md": "b\n"})
    repository.branch("side")
    repository.commit(2, {"A.md": "side\n"})
    repository.git("checkout", "main")
    repository.commit(3, {"A.md": "main\n"})
    with pytest.raises(subprocess.CalledProcessError):
        repository.merge("main", "side")
    assert history(repository.root).uncommitted == {"A.md"}
    assert repository.both()["A.md"] == (1, 3)


def test_both_sides_of_what_is_being_joined(repository):
    repository.commit(1, {"A.md": TEXT, "B.md": "b\n"})
    repository.branch("side")
    repository.git("mv", "A.md", "C.md")
    repository.commit(2)
    repository.git("checkout", "main")
    repository.commit(3, {"A.md": TEXT + "more\n"})
    repository.git("checkout", "side")
    assert repository.both()["C.md"] == (1, 1)
    before = history(repository.root, "main")
    assert (before.created["C.md"].day, before.modified["C.md"].day) == (1, 3)
    repository.merge("side", "main")
    after = history(repository.root)
    assert (after.created["C.md"].day, after.modified["C.md"].day) == (1, 3)


@pytest.mark.parametrize("revision", ["nowhere", "--all", ""])
def test_a_revision_that_is_none(repository, revision):
    repository.commit(1, {"A.md": "a\n"})
    with pytest.raises(UserError, match=f'no revision "{revision}"'):
        history(repository.root, revision)


def test_a_vault_in_a_folder_of_the_repository(repository):
    """What happens elsewhere is left out; branches that meet elsewhere do not lead astray."""
    repository.commit(1, {"code.py": "1\n", "Note.md": TEXT})
    repository.commit(2, {"Vault/A.md": "a\n", "Vault/B.md": "b\n"})
    repository.branch("side")
    repository.commit(3, {"code.py": "2\n"})
    repository.commit(4, {"Vault/A.md": "a 2\n"})
    repository.commit(5, {"code.py": "3\n"})
    repository.git("checkout", "main")
    repository.commit(6, {"other.py": "1\n"})
    repository.merge("main", "side")
    repository.branch("third")
    repository.commit(7, {"third.py": "1\n"})
    repository.merge("main", "third")
    repository.git("mv", "Note.md", "Vault/Note.md")
    repository.commit(8)
    repository.write({"code.py": "4\n", "new.py": "1\n", "Vault/B.md": "b 2\n", "Vault/C.md": "c\n"})
    assert repository.both(repository.root / "Vault") == {"A.md": (2, 4), "B.md": (2, 2), "Note.md": (8, 8)}
    assert history(repository.root / "Vault").uncommitted == {"B.md", "C.md"}


@pytest.mark.parametrize("here", [".", "Vault"])
def test_the_index_that_a_hook_is_told_of_from_the_top(here, repository, monkeypatch):
    """Where git looks for it, too, when the hook has gone to the vault."""
    repository.commit(1, {"Vault/A.md": "a\n", "Vault/B.md": "b\n"})
    repository.write({"Vault/B.md": "b 2\n"})
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    monkeypatch.chdir(repository.root / here)
    assert history(repository.root / "Vault").uncommitted == {"B.md"}


@pytest.mark.parametrize("here", [".", "Vault"])
def test_a_vault_in_a_folder_when_only_the_folder_of_git_is_said(here, repository, monkeypatch):
    """As in a hook in a linked worktree, which may have gone to the vault."""
    repository.commit(1, {"code.py": "1\n", "Vault/A.md": "a\n"})
    repository.write({"Vault/B.md": "b\n"})
    monkeypatch.setenv("GIT_DIR", str(repository.root / ".git"))
    monkeypatch.chdir(repository.root / here)
    assert repository.both(repository.root / "Vault") == {"A.md": (1, 1)}
    assert history(repository.root / "Vault").uncommitted == {"B.md"}


def test_files_that_lie_elsewhere_than_their_repository(repository, tmp_path, monkeypatch):
    """Then git is told where it has its folder, and the files begin at the current one."""
    repository.commit(1, {"Vault/A.md": "a\n"})
    (repository.root / ".git").rename(tmp_path / "elsewhere")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.chdir(repository.root)
    assert repository.both(repository.root / "Vault") == {"A.md": (1, 1)}


def test_names_that_are_out_of_the_ordinary(repository):
    names = ["two words.md", "a\nline end.md", "\n:000 colon.md", "tab\there.md", "Übung “1”.md", "日本.md", "*.md"]
    repository.commit(1, {f"x y/{name}": name for name in names})
    repository.commit(2, {f"x y/{names[2]}": "changed"})
    assert repository.both() == {f"x y/{name}": (1, 2 if name == names[2] else 1) for name in names}
    repository.write({"x y/é\n.md": "new"})
    assert history(repository.root).uncommitted == {"x y/é\n.md"}


def test_a_decomposed_name_is_the_same_name(repository):
    decomposed, composed = "Cafe\u0301.md", "Caf\u00e9.md"
    repository.commit(1, {decomposed: TEXT})
    assert repository.both() == {composed: (1, 1)}
    repository.git("mv", decomposed, composed)
    assert repository.both() == {composed: (1, 1)}
    repository.commit(2)
    assert repository.both() == {composed: (1, 1)}
    repository.commit(3, {composed: TEXT + "more\n"})
    assert repository.both() == {composed: (1, 3)}


def test_a_note_that_comes_out_of_the_trash_keeps_its_days(repository):
    repository.commit(1, {".trash/A.md": TEXT, ".obsidian/app.json": "{}"})
    repository.git("mv", ".trash/A.md", "A.md")
    repository.commit(2)
    assert repository.both() == {"A.md": (1, 1)}


def test_what_a_user_has_configured_changes_nothing(repository):
    repository.commit(1, {"A é.md": TEXT, "B.md": "b\n"})
    repository.git("mv", "A é.md", "C é.md")
    repository.commit(2)
    repository.branch("side")
    repository.commit(3, {"C é.md": TEXT + "more\n"})
    repository.merge("main", "side")
    repository.git("mv", "C é.md", "D é.md")
    os.utime(repository.root / "B.md", (0, 0))
    expected = history(repository.root)
    assert expected.modified["D é.md"] == date(2024, 1, 3)
    assert expected.uncommitted == frozenset()
    settings = (
        "log.showSignature=true log.follow=true log.date=relative log.decorate=full log.diffMerges=separate "
        "log.showRoot=false log.abbrevCommit=true log.excludeDecoration=* core.quotePath=false core.abbrev=5 "
        "diff.renames=false diff.renameLimit=1 diff.noprefix=true diff.external=false diff.relative=true "
        "diff.mnemonicPrefix=true diff.autoRefreshIndex=false diff.wordRegex=. color.ui=always format.pretty=fuller "
        "diff.ignoreSubmodules=all diff.statGraphWidth=1 status.relativePaths=false core.pager=false pager.log=true"
    )
    for second, setting in enumerate(settings.split(), 1):
        repository.git("config", *setting.split("=", 1))
        os.utime(repository.root / "B.md", (second, second))
        assert history(repository.root) == expected, setting
    repository.git("config", "diff.renames", "copies")
    assert history(repository.root) == expected


def test_a_commit_may_say_any_moment(repository):
    repository.commit(1, {"A.md": "a\n"})
    repository.write({"A.md": "a 2\n", "B.md": "b\n"})
    repository.git("add", "--all")
    commit = f"tree {repository.git('write-tree')}\nparent {repository.git('rev-parse', 'HEAD')}\n"
    for moment in ("999999999999 +0000", "99999999999999999999 +0000", "soon"):
        made = f"{commit}author M <m@example.org> {moment}\ncommitter M <m@example.org> 1700000000 +0000\n\nx\n"
        (repository.root.parent / "commit").write_text(made)
        options = ("-t", "commit", "-w", "--literally")
        name = repository.git("hash-object", *options, str(repository.root.parent / "commit"))
        repository.git("reset", "--soft", name)
        assert history(repository.root).created["A.md"] == date(2024, 1, 1), moment


def test_where_git_knows_nothing(repository, tmp_path, monkeypatch):
    repository.write({"A.md": "a\n"})
    assert history(repository.root) == NOTHING  # no commit
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "none").mkdir()
    assert history(tmp_path / "none") == NOTHING
    repository.commit(1, {".gitignore": "Vault/\n"})
    repository.write({"Vault/A.md": "a\n", "Vault/x/B.md": "b\n"})
    assert history(repository.root / "Vault") == NOTHING
    monkeypatch.setenv("PATH", "")
    assert history(tmp_path / "none") == NOTHING


def test_where_git_would_know_more_than_it_says(repository, monkeypatch):
    """Somebody else's repository, as in a container, or no git: then no day is known, which is not to have none."""
    repository.commit(1, {"Vault/A.md": "a\n"})
    with monkeypatch.context() as patch:
        patch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
        found = history(repository.root / "Vault")
    assert found._replace(silence="") == NOTHING
    assert "git config --global --add safe.directory" in found.silence
    assert "\n" not in found.silence
    monkeypatch.setenv("PATH", "")
    found = history(repository.root / "Vault")
    assert found._replace(silence="") == NOTHING
    assert found.silence.startswith("git cannot be run (")


def test_a_vault_that_is_not_in_the_repository_yet(repository):
    repository.commit(1, {"code.py": "1\n"})
    repository.write({"Vault/A.md": "a\n"})
    assert history(repository.root / "Vault") == History({}, {}, frozenset({"A.md"}), False)


def test_the_history_is_walked_once(repository, monkeypatch):
    for day in range(1, 5):
        repository.commit(day, {f"{day}.md": "x\n"})
    trace = repository.root.parent / "trace"
    monkeypatch.setenv("GIT_TRACE", str(trace))
    history(repository.root)
    ran = [line.split("built-in: git ")[1].split()[0] for line in trace.read_text().splitlines() if "built-in:" in line]
    assert sorted(ran) == ["diff", "diff", "log", "ls-files"]
