"""The contract of `index`: same notes, same bytes; what is written once is not written again; every link opens a note.

Whatever a machine could do differently is made different: locale, time zone, hash seed, the order in which files came
into a folder, their times, the clone.
"""

import os
import random
import re
import subprocess
import sys
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pytest
from indexing import contents, git, index, new_vault, state
from markdown_it import MarkdownIt

from vault_tools.index.pages import kinds

pytestmark = pytest.mark.usefixtures("own_cache")

AWKWARD = {
    "Start.md": "[[Zebra]] [[İstanbul]] [[Plan to write]] [x](Notes/Ends%20in%20a%20dot..md)\n",
    "İstanbul.md": "---\nTopic: ısı\nDate: 01/02/2024\n---\n#Δ/β [[Éclair]] [[plan to write]]\n",
    "Éclair.md": "---\nTopic: Isı\nModified: 03/04/2024\n---\n#δ #cs/graphs\n\n- [ ] bake | eat [[Zebra|them]]\n- [x] done\n",
    "eclair 2.md": "---\nTopic: 'a | b'\nDate: 2024-02-01\n---\n[x](%C3%89clair.md) #CS\n",
    "Zebra.md": "---\nTopic: [z, Isı]\nAuthor: '[[Éclair]]'\n---\n## Books\n\n1. \"A Book\" by Ann Author\n",
    "Notes/Ends in a dot..md": "---\nTopic: Z10\nDate: 31/12/2023\n---\n#cs\n\n## Papers\n\n- [P](https://p.org/a_(b))\n",
    "Notes/With (brackets) and 100%.md": "---\nTopic: z9\n---\n[[Zebra]] [[Notes/Sub/Zebra]]\n",
    "Notes/Sub/Zebra.md": "---\nTopic: z9\nDate: 05/06/2024\n---\n[[Start]]\n",
    "Notes/Sub/it's_a *star* `tick` ~ [b].md": "---\nTopic: 'x: y'\n---\nLost. #lost\n",
    "Notes/Sub/a & b; <c>.md": "---\nTopic: '[[Zebra]]'\n---\n[[Gone]]\n",
    "Notes/Main.md": "---\ntags: [hide]\n---\n# Main\n\n[[Zebra]]\n\n\n\n",
    "漢字/ノート.md": "---\nTopic: 漢\nDate: 02/01/2024\n---\n[[Zebra]]\n",
    "Emoji/🗂️ Maps.md": "[[漢字/ノート]] #moc\n",
    "emoji/ß.md": "---\nTopic: ss\n---\n",
}
OPTIONS = {
    "property": 'property = "Topic"\n',
    "folder": 'folder = ""\ncolumns = ["Topic", "Author", "file.created", "file.modified", "file.backlinks"]\n',
}


def settings(style):
    """A page of every kind, and one region in a note by hand."""
    entries = [f'[vault]\nlink-style = "{style}"\ndate-formats = ["DD/MM/YYYY", "YYYY-MM-DD"]\n']
    for kind in kinds():
        entries.append(f'[[index.pages]]\nkind = "{kind}"\npath = "Index/A {kind} page.md"\n{OPTIONS.get(kind, "")}')
    entries.append('[[index.pages]]\nkind = "folder"\npath = "{folder}/Main.md"\nsort = ["-Date"]\ncreate = false\n')
    entries.append(
        '[[index.pages]]\nkind = "folder"\nname = "tree"\npath = "Index/Tree.md"\nfolder = ""\nview = "tree"\n'
    )
    entries.append(
        '[[index.pages]]\nkind = "folder"\nname = "years"\npath = "Index/Years.md"\nfolder = ""\nview = "callouts"\n'
        'group = ["-file.modified in YYYY", "file.letter"]\nsort = ["-file.modified"]\n'
    )
    return "\n".join(entries)


def write(root, files, style="wikilink"):
    return new_vault(root, files | {".obsidian/app.json": "{}"}, settings(style))


@pytest.fixture
def repository(tmp_path):
    """With a history in which every file got another day, in another time zone."""
    root = write(tmp_path / "vault", AWKWARD)
    git(root, "init", "-q", "-b", "main")
    for number, path in enumerate(sorted(AWKWARD)):
        git(root, "add", path)
        git(root, "commit", "-qm", path, when=f"2024-03-{number + 1:02}T23:30:00{'-1100' if number % 2 else '+1300'}")
    git(root, "add", ".")
    git(root, "commit", "-qm", "settings")
    return root


MACHINES = [
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC", "PYTHONUTF8": "1"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "Pacific/Kiritimati"},
    {"PYTHONHASHSEED": "4321", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr", "TZ": "America/St_Johns"},
]


def clone(source, folder, seed):
    """The same commit, with files that came into their folders in another order and have other times."""
    git(source, "clone", "-q", source, folder)
    files = sorted(contents(folder).items())
    random.Random(seed).shuffle(files)
    for path, _ in files:
        (folder / path).unlink()
    for number, (path, data) in enumerate(files):
        (folder / path).write_bytes(data)
        os.utime(folder / path, (seed * 10**6 + number, seed * 10**6 + number))
    return folder


def run(root, machine, cache, *options):
    env = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))}
    return subprocess.run(
        [sys.executable, "-m", "vault_tools", "index", *options],
        cwd=root,
        env=env | machine | {"XDG_CACHE_HOME": str(cache)},
        capture_output=True,
        check=False,
    )


def test_clones_on_different_machines_get_the_same_bytes(repository, tmp_path):
    found = []
    for number, machine in enumerate(MACHINES):
        root = clone(repository, tmp_path / f"clone {number}", number)
        done = run(root, machine, tmp_path / f"cache {number}")
        assert (done.returncode, done.stderr) == (0, b"")
        found.append((done.stdout, contents(root)))
    assert found[0] == found[1] == found[2]
    pages = {path for path in found[0][1] if path.startswith("Index/")}
    assert len(pages) == len(kinds()) + 2
    assert b"2024" in found[0][1]["Index/Years.md"]


def test_another_machine_finds_them_up_to_date(repository, tmp_path):
    """Also once they are committed."""
    assert run(repository, MACHINES[0], tmp_path / "cache 0").returncode == 0
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "pages")
    for number, machine in enumerate(MACHINES):
        root = clone(repository, tmp_path / f"clone {number}", number)
        before = contents(root)
        done = run(root, machine, tmp_path / f"cache {number}", "--check")
        assert (done.returncode, done.stderr) == (0, b""), done.stdout
        assert contents(root) == before


@pytest.mark.parametrize("style", ["wikilink", "markdown"])
def test_the_second_run_writes_nothing(style, tmp_path):
    root = write(tmp_path / "vault", AWKWARD, style)
    assert index(root)[0] == 0
    before = state(root)
    code, out, _ = index(root)
    assert (code, out.partition(",")[0]) == (0, "0 pages written")
    assert state(root) == before


def test_pages_hold_nothing_of_the_run(tmp_path):
    """No version, no time, no absolute path."""
    root = write(tmp_path / "vault", AWKWARD)
    assert index(root)[0] == 0
    pages = {path: data.decode() for path, data in contents(root).items() if path.startswith("Index/")}
    assert len(pages) == len(kinds()) + 2
    for path, page in pages.items():
        assert str(tmp_path) not in page
        assert not re.search(r"\d\d:\d\d|\bv?\d+\.\d+\.\d+\b|generated (at|on|by)", page), path


def links_of(markdown):
    """Destinations of Markdown links, as a strict parser reads them, and the text that it does not take for links."""
    found, rest = [], []
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        for child in token.children or ():
            if child.type == "link_open":
                found.append(child.attrs["href"])
            elif child.type == "text":
                rest.append(child.content)
    return found, "\n".join(rest)


def test_every_markdown_link_is_commonmark_and_leads_to_a_file(tmp_path):
    root = write(tmp_path / "vault", AWKWARD, "markdown")
    assert index(root)[0] == 0
    count = 0
    for page in [*(root / "Index").iterdir(), root / "Notes/Main.md"]:
        generated = page.read_text("utf-8").partition("<!-- vault-tools:begin")[2].partition("-->")[2]
        links, rest = links_of(generated)
        assert "](" not in rest, page
        for link in links:
            if not link.startswith("https://"):
                target = Path(os.path.normpath(page.parent / unquote(link)))
                assert target.is_file(), f"{page}: {link}"
                count += 1
    assert count > 5 * len(AWKWARD)


def test_every_wikilink_opens_one_note(tmp_path):
    """By the only two ways that leave no choice: the whole path, or a name that one file has (3.3)."""
    root = write(tmp_path / "vault", AWKWARD, "wikilink")
    assert index(root)[0] == 0
    paths = [PurePosixPath(path) for path in contents(root) if path.endswith(".md")]
    count = 0
    for page in (root / "Index").iterdir():
        for linkpath in re.findall(r"\[\[(.+?)(?:\\?\|.*?)?\]\](?!\])", page.read_text("utf-8")):
            whole = [path for path in paths if str(path) == f"{linkpath.removeprefix('/').removesuffix('.md')}.md"]
            named = [path for path in paths if path.stem == linkpath]
            assert len(whole) == 1 or len(named) == 1, f"{page}: {linkpath}"
            count += 1
    assert count > 5 * len(AWKWARD)
