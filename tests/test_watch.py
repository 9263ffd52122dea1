"""`vault-tools index --watch`, as a program that runs while files change; and what counts as a change."""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from unicodedata import normalize

import pytest
from indexing import configure, new_vault, page, text, write

from vault_tools.errors import UserError
from vault_tools.watch import changes

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals")

PATIENCE = 60
"""Seconds after which a line does not come any more."""
LONG = 1.2
"""Seconds in which a run that is wrongly made would have begun: changes are one set after a tenth of it."""

OTHER = "\n" + page("tags", "Other.md")
PAGES = page("tags", "Tags.md") + "\n" + page("folder", "Notes.md")

SPY = """
import os, sys
from pathlib import Path
from vault_tools.cli import main
from vault_tools.vault import read

read_vault, walk = read.read_vault, read.walk
runs = []

def spy(root, *rest):
    runs.append(root)
    print("reading", file=sys.stderr, flush=True)
    found = read_vault(root, *rest)
    {then}
    return found

read.read_vault = spy
{first}
main()
"""
"""The program, which says when it reads the vault; and what happens then."""


@pytest.fixture
def vault(tmp_path, own_cache):
    return new_vault(tmp_path / "vault", {"Trees.md": "# Trees\n\n#wood\n"}, PAGES)


class Run:
    """A program that watches, and its lines, those on stderr among the others."""

    def __init__(self, root, *options, code=None, **env):
        program = ["-c", code] if code else ["-m", "vault_tools"]
        self.process = subprocess.Popen(
            [sys.executable, *program, "index", "--watch", *map(str, options), "--vault", str(root)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            env=os.environ | env,
        )
        self._lines = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self):
        for line in self.process.stdout:
            self._lines.put(line.removesuffix("\n"))
        self._lines.put(None)

    def until(self, last):
        """The lines up to one that begins so."""
        found = []
        while not found or not found[-1].startswith(last):
            line = self._lines.get(timeout=PATIENCE)
            assert line is not None, f"the program ended, and said {found}"
            found.append(line)
        return found

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.rest()

    def rest(self):
        """The exit code, and all lines to the end."""
        lines = list(iter(lambda: self._lines.get(timeout=PATIENCE), None))
        return self.process.wait(PATIENCE), lines

    def close(self):
        self.process.kill()
        self.process.wait()
        self._reader.join()
        self.process.stdout.close()


@pytest.fixture
def start(vault):
    runs = []

    def start(*options, root=vault, **rest):
        runs.append(Run(root, *options, **rest))
        return runs[-1]

    yield start
    for run in runs:
        run.close()


def spy(first="", then="pass"):
    return SPY.format(first=first, then=then)


ENDED = "no longer watching"


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_pages_are_written_again_when_a_note_changes_until_a_signal(vault, start, name):
    run = start()
    assert run.until("watching") == [
        "wrote Notes.md",
        "wrote Tags.md",
        f"watching {vault}; Ctrl-C ends it",
    ]
    write(vault, {"Paths.md": "# Paths\n\n#stone\n"})
    assert run.until("wrote Tags.md") == ["wrote Notes.md", "wrote Tags.md"]
    assert "[[Paths]]" in text(vault, "Notes.md")
    assert "stone" in text(vault, "Tags.md")
    assert run.end(getattr(signal, name)) == (0, [ENDED])


def test_with_polling(vault, start):
    run = start(WATCHFILES_FORCE_POLLING="1")
    run.until("watching")
    write(vault, {"Paths.md": "# Paths\n"})
    assert run.until("wrote") == ["wrote Notes.md"]
    assert run.end() == (0, [ENDED])


def test_what_we_write_is_no_change(vault, start):
    """The folder of a new page among it."""
    configure(vault, PAGES + page("home", "New/Folder/Home.md"))
    run = start(code=spy())
    assert run.until("watching")[:-1] == ["reading", "wrote New/Folder/Home.md", "wrote Notes.md", "wrote Tags.md"]
    time.sleep(LONG)
    write(vault, {"Trees.md": "# Trees\n\n#stone\n"})
    assert run.until("wrote") == ["reading", "wrote Tags.md"]
    time.sleep(LONG)
    assert run.end() == (0, [ENDED])


def test_a_page_that_was_changed_and_is_as_we_wrote_it_again_is_two_changes(vault, start):
    """With text of its own, a page is a note that other pages list."""
    run = start()
    run.until("watching")
    ours = text(vault, "Tags.md")
    write(vault, {"Tags.md": ours + "\nMine.\n"})
    assert run.until("wrote") == ["wrote Notes.md"]
    assert "[[Tags]]" in text(vault, "Notes.md")
    time.sleep(LONG)
    write(vault, {"Tags.md": ours})
    assert run.until("wrote") == ["wrote Notes.md"]
    assert "[[Tags]]" not in text(vault, "Notes.md")


def test_a_run_that_changes_nothing_says_nothing(vault, start):
    run = start(code=spy())
    run.until("watching")
    write(vault, {"Trees.md": "# Trees\n\n#wood and more words\n"})
    run.until("reading")
    time.sleep(LONG)
    assert run.end() == (0, [ENDED])


def test_a_change_while_the_first_run_reads_is_not_missed(vault, start):
    late = 'len(runs) == 1 and Path(root, "Late.md").write_text("#late")'
    run = start(code=spy(then=late))
    assert run.until("watching") == [
        "reading",
        "wrote Notes.md",
        "wrote Tags.md",
        f"watching {vault}; Ctrl-C ends it",
    ]
    assert run.until("wrote Tags.md") == ["reading", "wrote Notes.md", "wrote Tags.md"]
    assert "[[Late]]" in text(vault, "Notes.md")


def test_notes_that_are_deleted_while_they_are_read_are_the_next_change(vault, start):
    write(vault, {"Gone.md": "#gone\n"})
    vanish = """
def walk_and_delete(root):
    found = walk(root)
    Path(root, "Gone.md").unlink(missing_ok=True)
    return found
read.walk = walk_and_delete
"""
    run = start(code=spy(first=vanish))
    assert run.until("wrote Tags.md") == [
        "reading",
        f"watching {vault}; Ctrl-C ends it",
        "reading",
        "wrote Notes.md",
        "wrote Tags.md",
    ]
    assert "Gone" not in text(vault, "Notes.md")


def test_a_page_that_is_deleted_is_written_again(vault, start):
    run = start()
    run.until("watching")
    (vault / "Tags.md").unlink()
    assert run.until("wrote") == ["wrote Tags.md"]


def test_a_folder_that_is_moved_in_and_out(vault, tmp_path, start):
    write(tmp_path, {"Elsewhere/Paths.md": "#stone\n"})
    run = start()
    run.until("watching")
    (tmp_path / "Elsewhere").rename(vault / "Here")
    assert "wrote Tags.md" in run.until("wrote Tags.md")
    assert "stone" in text(vault, "Tags.md")
    (vault / "Here").rename(tmp_path / "Elsewhere")
    assert "wrote Tags.md" in run.until("wrote Tags.md")
    assert "stone" not in text(vault, "Tags.md")


def test_only_the_pages_of_the_paths_are_written(vault, start):
    write(vault, {"Tags.md": ""})
    run = start(vault / "Tags.md")
    assert run.until("watching")[:-1] == ["wrote Tags.md"]
    write(vault, {"Paths.md": "#stone\n"})
    assert run.until("wrote") == ["wrote Tags.md"]
    (vault / "Tags.md").unlink()
    assert run.until("wrote") == ["wrote Tags.md"]
    assert not (vault / "Notes.md").exists()


def test_a_page_that_is_refused_is_named_once_and_the_others_are_written(vault, start):
    write(vault, {"Notes.md": "# Notes\n\n<!-- vault-tools:begin folder -->\n"})
    run = start(code=spy())
    refused = 'Notes.md:3: refused: region "folder" never ends'
    assert run.until("watching")[:-1] == ["reading", refused, "wrote Tags.md"]
    write(vault, {"Paths.md": "#stone\n"})
    assert run.until("wrote") == ["reading", "wrote Tags.md"]
    write(vault, {"Notes.md": "# Notes\n"})
    assert run.until("wrote") == ["reading", "wrote Notes.md"]
    write(vault, {"Notes.md": "# Notes\n\n<!-- vault-tools:begin folder -->\n"})
    assert run.until("Notes.md") == ["reading", refused]


def test_a_page_that_cannot_be_written_does_not_end_it(vault, start):
    write(vault, {"Notes.md": "# Notes\n"})
    (vault / "Notes.md").chmod(0o444)
    run = start()
    assert run.until("watching")[:-1] == [
        "error: Notes.md: cannot be written: the file is read-only",
        "wrote Tags.md",
    ]
    (vault / "Notes.md").chmod(0o644)
    assert run.until("wrote") == ["wrote Notes.md"]


def test_complaints_go_to_stderr(vault, tmp_path):
    write(vault, {"Notes.md": "<!-- vault-tools:begin folder -->\n"})
    command = [sys.executable, "-m", "vault_tools", "index", "--watch", "--vault", str(vault)]
    with (tmp_path / "out").open("w") as out, (tmp_path / "err").open("w") as err:
        process = subprocess.Popen(command, stdout=out, stderr=err)
        try:
            for _ in range(PATIENCE * 10):
                time.sleep(0.1)
                if "watching" in text(tmp_path, "err"):
                    break
            process.terminate()
            assert process.wait(PATIENCE) == 0
        finally:
            process.kill()
            process.wait()
    assert text(tmp_path, "out") == "wrote Tags.md\n"
    assert text(tmp_path, "err").splitlines() == [
        'Notes.md:1: refused: region "folder" never ends',
        f"watching {vault}; Ctrl-C ends it",
        ENDED,
    ]


# --- The config -----------------------------------------------------------------------------------------------------


def test_a_config_is_read_anew(vault, start):
    run = start()
    run.until("watching")
    configure(vault, PAGES + OTHER)
    assert run.until("wrote") == ["wrote Other.md"]


def test_with_a_wrong_config_the_last_good_one_holds(vault, start):
    run = start()
    run.until("watching")
    configure(vault, PAGES + OTHER + "size = 3\n")
    said = run.until("until")
    assert said[:-1] == ["error: the config is wrong", said[1]]
    assert said[1].startswith(f"{vault / 'vault-tools.toml'}:12: ")
    write(vault, {"Trees.md": "#stone\n"})
    assert run.until("wrote") == ["wrote Tags.md"]
    configure(vault, PAGES + OTHER)
    assert run.until("wrote") == ["wrote Other.md"]


def test_a_config_that_is_gone_brings_no_default_pages(vault, start):
    run = start()
    run.until("watching")
    (vault / "vault-tools.toml").unlink()
    assert run.until("until")[0] == f"error: {vault / 'vault-tools.toml'}: the config is gone"
    write(vault, {"Trees.md": "#stone\n"})
    assert run.until("wrote") == ["wrote Tags.md"]
    assert not (vault / "Index").exists()


def test_a_first_config_where_there_was_none(vault, start):
    (vault / "vault-tools.toml").unlink()
    run = start()
    assert "wrote Index/Home.md" in run.until("watching")
    write(vault, {".vault-tools.toml": PAGES})
    assert "wrote Tags.md" in run.until("wrote Tags.md")


def test_a_config_that_lies_elsewhere(vault, tmp_path, start):
    write(tmp_path, {"elsewhere.toml": PAGES})
    run = start("--config", tmp_path / "elsewhere.toml", code=spy())
    run.until("watching")
    write(tmp_path, {"elsewhere.toml": PAGES + OTHER})
    assert run.until("wrote") == ["reading", "wrote Other.md"]
    time.sleep(LONG)
    assert run.end() == (0, [ENDED])


def test_obsidians_settings_are_read_anew(vault, start):
    run = start()
    run.until("watching")
    assert "[[Trees]]" in text(vault, "Notes.md")
    write(vault, {".obsidian/app.json": '{"useMarkdownLinks": true}'})
    assert "wrote Notes.md" in run.until("wrote Notes.md")
    assert "(Trees.md)" in text(vault, "Notes.md")


# --- The end --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["--check", "--diff", "--dry-run"])
def test_it_does_not_go_with_what_writes_nothing(vault, start, option):
    code, lines = start(option).rest()
    assert code == 2
    assert lines[-1].startswith("Error: --watch writes pages")
    assert not (vault / "Tags.md").exists()


def test_a_config_that_is_wrong_at_first(vault, start):
    configure(vault, "size = 3\n")
    code, lines = start().rest()
    assert (code, lines[0]) == (2, "error: the config is wrong")


def test_a_vault_that_is_moved_away(vault, tmp_path, start):
    run = start()
    run.until("watching")
    vault.rename(tmp_path / "moved")
    assert run.rest() == (2, [f"error: {vault}: the vault is no longer there"])
    assert not vault.exists()


def test_a_vault_whose_link_leads_elsewhere(vault, tmp_path, start):
    (tmp_path / "other").mkdir()
    link = tmp_path / "link"
    link.symlink_to(vault)
    run = start(root=link)
    run.until("watching")
    link.unlink()
    link.symlink_to(tmp_path / "other")
    assert run.rest() == (2, [f"error: {link}: the vault is no longer there"])
    assert list((tmp_path / "other").iterdir()) == []


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_run_that_a_signal_meets_is_finished(vault, start, name):
    run = start(code=spy(then=f"import signal; os.kill(os.getpid(), signal.{name})"))
    code, lines = run.rest()
    assert (code, lines[-1]) == (0, ENDED)
    assert "wrote Tags.md" in lines


def test_a_second_signal_leaves_the_run(vault, start):
    twice = "import signal; [os.kill(os.getpid(), one) for one in (signal.SIGINT, signal.SIGTERM)]"
    assert start(code=spy(then=twice)).rest() == (0, ["reading", ENDED])
    assert not (vault / "Tags.md").exists()


# --- What counts ----------------------------------------------------------------------------------------------------


def seen(root, act):
    """The paths that count among those which `act` changes, and `Last.md`, which does."""
    is_over = []
    with closing(changes(root, lambda: bool(is_over))) as found:
        assert next(found) == frozenset()
        act()
        write(root, {"Last.md": "x"})
        paths = set()
        while "Last.md" not in paths:
            paths |= next(found)
        is_over.append(True)
        assert list(found) == []
    return paths - {"Last.md"}


HIDDEN = [
    ".git/index",
    ".git/refs/heads/main",
    ".trash/Note.md",
    ".obsidian/workspace.json",
    ".obsidian/plugins/other/data.json",
    "Folder/.hidden.md",
    "Folder/.obsidian/app.json",
    "Folder/.Note.md.swp",
    "Folder/.vault-tools-0123456789abcdef",
    ".folder/vault-tools.toml",
]
OF_EDITORS = ["Folder/Note.md~", "Folder/#Note.md#", "Folder/4913", "Folder/Note.md___jb_tmp___"]
READ = [
    "Note.md",
    "Folder/Map.canvas",
    "vault-tools.toml",
    ".vault-tools.toml",
    "Folder/pyproject.toml",
    ".obsidian/app.json",
    ".obsidian/types.json",
    ".obsidian/plugins/templater-obsidian/data.json",
]
NAMED = ["image.png", "Folder/log.txt", "Folder/Query.base"]
"""Links can lead to them, but nobody reads them."""
ALL = [*HIDDEN, *OF_EDITORS, *READ, *NAMED]


@pytest.fixture
def full(vault):
    write(vault, dict.fromkeys(ALL, "x"))
    return vault


def test_new_files(full):
    def make():
        for path in ALL:
            (full / path).unlink()
            write(full, {path: "x"})

    assert seen(full, make) == {*READ, *NAMED}


def test_files_with_other_content(full):
    assert seen(full, lambda: write(full, dict.fromkeys(ALL, "other"))) == {*READ}


def test_files_that_are_deleted(full):
    def delete():
        for path in ALL:
            (full / path).unlink()

    assert seen(full, delete) == {*READ, *NAMED}


def test_a_decomposed_name(vault):
    """The vault path is composed (1.9)."""
    name = "Caf\N{LATIN SMALL LETTER E WITH ACUTE}.md"
    assert seen(vault, lambda: write(vault, {normalize("NFD", name): "x"})) == {name}


def test_a_file_that_an_editor_replaces(vault):
    def save():
        write(vault, {".Note.md.tmp": "new"})
        os.replace(vault / ".Note.md.tmp", vault / "Note.md")

    write(vault, {"Note.md": "old"})
    assert seen(vault, save) == {"Note.md"}


def test_a_folder_that_a_link_brings_in(vault, tmp_path):
    """(1.8)"""
    (tmp_path / "outside").mkdir()
    (vault / "Linked").symlink_to(tmp_path / "outside")
    assert seen(vault, lambda: write(tmp_path, {"outside/Note.md": "x"})) == {"Linked/Note.md"}


def test_folders(vault):
    (vault / "Old").mkdir()
    assert seen(vault, lambda: (vault / "Old").rename(vault / "New")) == {"Old", "New"}


def test_a_vault_that_is_not_there(tmp_path):
    with pytest.raises(UserError, match="no longer there"):
        next(changes(tmp_path / "nowhere", lambda: False))


def test_who_does_not_watch_loads_no_watcher(vault, tmp_path):
    code = "import sys\nfrom vault_tools.cli import main\ntry:\n    main()\nfinally:\n    print(*sys.modules)\n"
    command = [sys.executable, "-c", code, "index", "--vault", str(vault)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert "wrote Tags.md" in done.stdout
    assert "vault_tools.index.plan" in done.stdout
    assert "watchfiles" not in done.stdout
