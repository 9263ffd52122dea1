"""Where dates come from: properties, then git, then the file."""

import datetime
import os

from indexing import body, git, index, page, write

DATED = page(folder="Notes", columns=["file.created in DD/MM/YYYY", "file.modified in DD/MM/YYYY"])


def today():
    return f"{datetime.date.today():%d/%m/%Y}"


def test_dates_come_from_properties_then_from_git(make):
    root = make({"Notes/A.md": "", "Notes/B.md": "---\nLast Modified: 03/02/2024\nDate: 2024-02-01\n---\n"}, DATED)
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "x", when="2024-01-31T23:30:00-1000")
    write(root, {"Notes/A.md": "more"})
    git(root, "commit", "-qam", "y")
    assert index(root)[0] == 0
    assert body(root).split("\n")[2:] == [
        "| [[A]] | 31/01/2024 | 06/05/2024 |",
        "| [[B]] | 01/02/2024 | 03/02/2024 |",
    ]


def test_what_is_not_committed_yet_has_the_day_that_its_commit_will_have(make):
    root = make({"Notes/A.md": "", "Notes/B.md": ""}, DATED)
    git(root, "init", "-q")
    git(root, "add", "Notes/A.md")
    git(root, "commit", "-qm", "x")
    write(root, {"Notes/A.md": "more"})
    before = today()
    assert index(root)[0] == 0
    assert body(root).split("\n")[2:] in [
        [f"| [[A]] | 06/05/2024 | {day} |", f"| [[B]] | {day} | {day} |"] for day in (before, today())
    ]


def test_file_times_are_shown_where_nothing_else_is_known_and_never_checked(make):
    root = make({"Notes/A.md": ""}, DATED)
    noon = datetime.datetime(2020, 3, 4, 12).timestamp()
    os.utime(root / "Notes/A.md", (noon, noon))
    assert index(root)[0] == 0
    assert body(root).split("\n")[-1].endswith("| 04/03/2020 |")
    os.utime(root / "Notes/A.md", (0, 0))
    assert index(root, "--check") == (0, "0 pages out of date, 1 up to date.\n", "")
    write(root, {"Notes/B.md": ""})
    assert index(root, "--check")[0] == 1


def test_an_order_by_file_times_is_not_checked(make):
    root = make({"Notes/A.md": "", "Notes/B.md": ""}, page(folder="Notes", columns=[], sort=["-file.modified"]))
    os.utime(root / "Notes/A.md", (1, 1))
    assert index(root)[0] == 0
    os.utime(root / "Notes/B.md", (0, 0))
    assert index(root, "--check")[0] == 0


def test_a_shallow_clone_does_not_invent_dates(make, tmp_path):
    root = make({"Notes/A.md": "", "Notes/B.md": ""}, DATED)
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "x")
    assert index(root)[0] == 0
    git(root, "add", ".")
    git(root, "commit", "-qm", "pages")
    clone = tmp_path / "clone"
    git(root, "clone", "-q", "--depth", "1", f"file://{root}", clone)
    before = (clone / "Page.md").read_bytes()
    for options in ([], ["--check"]):
        code, _, err = index(clone, *options)
        assert code == 1
        assert "this clone is shallow: fetch the whole history" in err
        assert (clone / "Page.md").read_bytes() == before


def test_dates_that_git_does_not_tell_are_not_invented(make, monkeypatch):
    root = make({"Notes/A.md": "", "Notes/B.md": ""}, DATED)
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "x")
    assert index(root)[0] == 0
    before = (root / "Page.md").read_bytes()
    os.utime(root / "Notes/A.md", (1, 1))
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    for options in ([], ["--check"]):
        code, _, err = index(root, *options)
        assert code == 1
        assert 'no date of "Notes/A.md" is known, since git log failed' in err
        assert "safe.directory" in err
        assert (root / "Page.md").read_bytes() == before
