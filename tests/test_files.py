"""Which files a vault has, in real folders (sections 1.1 to 1.3, 1.8 and 1.9)."""

import os
import sys
from pathlib import Path

import pytest

from vault_tools.errors import UserError
from vault_tools.vault.files import visible_name, walk
from vault_tools.vault.read import read_vault

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs POSIX file systems")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
NOT_ROOT = pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")


def make(root, *paths):
    """Folders end with `/`; links are written `link -> target`."""
    for entry in paths:
        path, _, target = entry.partition(" -> ")
        file = root / path
        if path.endswith("/"):
            file.mkdir(parents=True, exist_ok=True)
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        if target:
            file.symlink_to(target)
        else:
            file.write_text("", encoding="utf-8")


def found(root):
    return sorted(file.path for file in walk(root).files)


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param(["a/b/"], [], id="folders are no files"),
        pytest.param(["n.md", "a/n.md", "a/b/c.png"], ["a/b/c.png", "a/n.md", "n.md"], id="every level, every kind"),
        pytest.param(
            ["N.MD", "x", "a.canvas", "y.tar.gz"], ["N.MD", "a.canvas", "x", "y.tar.gz"], id="any extension or none"
        ),
        pytest.param([".obsidian/app.json", ".trash/n.md", ".git/HEAD", "n.md"], ["n.md"], id="dot folders"),
        pytest.param([".n.md", ".md", "a/.n.md", "a/.b/c/n.md", "a/n.md"], ["a/n.md"], id="dot files, at every level"),
        pytest.param(
            ["a.b/n.md", "v1.2.md", "a..md"], ["a..md", "a.b/n.md", "v1.2.md"], id="dots elsewhere are ordinary"
        ),
        pytest.param(["n.md/m.md"], ["n.md/m.md"], id="a folder with the name of a note"),
        pytest.param(["a b/ü #^|.md"], ["a b/ü #^|.md"], id="names that cannot be linked"),
    ],
)
def test_every_file_that_is_not_hidden_belongs_to_the_vault(tmp_path, paths, expected):
    """(1.2, 1.3)"""
    make(tmp_path, *paths)
    assert found(tmp_path) == expected


def test_the_path_on_disk_opens_the_file(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "n.md").write_text("text", encoding="utf-8")
    [file] = walk(tmp_path).files
    assert Path(file.disk).read_text(encoding="utf-8") == "text"


# --- Links -----------------------------------------------------------------------------------------------------------


@POSIX
@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        pytest.param(["a/n.md", "a/loop -> ."], ["a/n.md"], id="to its own folder"),
        pytest.param(["a/n.md", "a/up -> .."], ["a/n.md"], id="to the vault"),
        pytest.param(["a/n.md", "out -> ../.."], ["a/n.md"], id="to a folder that holds the vault"),
        pytest.param(["n.md", "self -> self"], ["n.md"], id="to itself"),
        pytest.param(["n.md", "one -> two", "two -> one"], ["n.md"], id="to each other"),
        pytest.param(["n.md", "gone -> nowhere"], ["n.md"], id="to nothing"),
        pytest.param(["a/n.md", "b -> a"], ["a/n.md"], id="to another folder of the vault"),
        pytest.param(["n.md", "m.md -> n.md"], ["m.md", "n.md"], id="to a note of the vault"),
        pytest.param(["out -> ../outside"], ["out/b/m.md", "out/m.md"], id="to a folder outside"),
        pytest.param(
            ["a/out -> ../../outside"], ["a/out/b/m.md", "a/out/m.md"], id="from a folder to a folder outside"
        ),
        pytest.param(["m.md -> ../outside/m.md"], ["m.md"], id="to a note outside"),
        pytest.param([".out -> ../outside", ".m.md -> ../outside/m.md"], [], id="hidden links"),
        pytest.param(["one -> ../outside", "two -> ../outside"], ["one/b/m.md", "one/m.md"], id="twice to one folder"),
        pytest.param(
            ["one -> ../outside", "two -> ../outside/b"], ["one/b/m.md", "one/m.md"], id="then to a folder in it"
        ),
        pytest.param(["one -> ../outside/b", "two -> ../outside"], ["one/m.md"], id="then to the folder around it"),
        pytest.param(
            ["one -> ../outside/b", "two -> ../outside2"], ["one/m.md", "two/m.md"], id="to two folders outside"
        ),
    ],
)
def test_folder_links_are_followed_to_disjoint_targets_only(tmp_path, paths, expected):
    """(1.8)"""
    make(tmp_path, "outside/m.md", "outside/.hidden.md", "outside/b/m.md", "outside2/m.md")
    make(tmp_path / "vault", "./", *paths)
    assert found(tmp_path / "vault") == expected


@POSIX
def test_links_between_two_outside_folders_end(tmp_path):
    make(tmp_path, "x/m.md", "x/y -> ../y", "y/m.md", "y/x -> ../x", "y/vault -> ../vault", "vault/x -> ../x")
    assert found(tmp_path / "vault") == ["x/m.md", "x/y/m.md"]


@POSIX
def test_the_vault_itself_may_be_a_link(tmp_path):
    make(tmp_path, "vault/n.md", "vault/a -> ../link", "link -> vault")
    assert found(tmp_path / "link") == ["n.md"]


# --- Names -----------------------------------------------------------------------------------------------------------


@POSIX
def test_decomposed_names_are_composed_in_the_vault_and_kept_on_disk(tmp_path):
    """(1.9)"""
    make(tmp_path, "Re\u0301sume\u0301/Cafe\u0301.md")
    [file] = walk(tmp_path).files
    assert file.path == "R\u00e9sum\u00e9/Caf\u00e9.md"
    assert os.path.exists(file.disk)
    assert list(read_vault(tmp_path, use_cache=False).notes) == ["R\u00e9sum\u00e9/Caf\u00e9.md"]


@LINUX
def test_names_that_are_no_text_are_shown_with_replacements(tmp_path):
    folder = os.fsencode(tmp_path) + b"/d\xe9"
    os.mkdir(folder)
    with open(folder + b"/caf\xe9.md", "wb") as stream:
        stream.write(b"[[A]]")
    [file] = walk(tmp_path).files
    assert file.path == "d\ufffd/caf\ufffd.md"
    vault = read_vault(tmp_path, use_cache=False)
    assert [(path, note.text) for path, note in vault.notes.items()] == [("d\ufffd/caf\ufffd.md", "[[A]]")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("n.md", "n.md", id="ASCII"),
        pytest.param("Caf\u00e9.md", "Caf\u00e9.md", id="composed"),
        pytest.param("Cafe\u0301.md", "Caf\u00e9.md", id="decomposed"),
        pytest.param("ﬁ.md", "ﬁ.md", id="ligatures stay: NFC, not NFKC"),
        pytest.param("a\u00a0b.md", "a\u00a0b.md", id="no-break spaces stay in the name"),
    ],
)
def test_the_visible_name_is_composed(name, expected):
    assert visible_name(name) == expected


# --- What cannot be read ---------------------------------------------------------------------------------------------


@POSIX
def test_a_pipe_with_the_name_of_a_note_is_no_file(tmp_path):
    make(tmp_path, "n.md")
    os.mkfifo(tmp_path / "x.md")
    assert found(tmp_path) == ["n.md"]
    vault = read_vault(tmp_path, use_cache=False)
    assert (list(vault.notes), dict(vault.unreadable)) == (["n.md"], {})


@NOT_ROOT
def test_a_folder_that_may_not_be_listed_has_no_files(tmp_path):
    make(tmp_path, "a/n.md", "n.md")
    (tmp_path / "a").chmod(0)
    try:
        assert found(tmp_path) == ["n.md"]
    finally:
        (tmp_path / "a").chmod(0o700)


@NOT_ROOT
def test_a_note_that_may_not_be_read_is_a_file_with_a_reason(tmp_path):
    make(tmp_path, "m.md", "n.md")
    (tmp_path / "m.md").chmod(0)
    vault = read_vault(tmp_path, use_cache=False)
    assert (list(vault.notes), list(vault.files)) == (["n.md"], ["m.md", "n.md"])
    assert vault.unreadable == {"m.md": os.strerror(13)}


@NOT_ROOT
def test_a_vault_that_may_not_be_listed_is_an_error(tmp_path):
    make(tmp_path, "vault/n.md")
    (tmp_path / "vault").chmod(0)
    try:
        with pytest.raises(UserError, match=r"vault: cannot be read"):
            read_vault(tmp_path / "vault", use_cache=False)
    finally:
        (tmp_path / "vault").chmod(0o700)


@pytest.mark.parametrize("name", ["none", "file"])
def test_a_root_that_is_no_folder_is_an_error(tmp_path, name):
    make(tmp_path, "file")
    with pytest.raises(OSError, match=name):
        walk(tmp_path / name)
    with pytest.raises(UserError) as caught:
        read_vault(tmp_path / name, use_cache=False)
    assert str(caught.value).startswith(f"{tmp_path / name}: cannot be read: ")


def test_a_name_composed_and_the_same_name_decomposed_are_two_files(tmp_path):
    """1.9: both exist on Linux; neither is lost."""
    (tmp_path / "Caf\u00e9.md").write_text("composed")
    (tmp_path / "Cafe\u0301.md").write_text("decomposed")
    found = {file.path: Path(file.disk).read_text() for file in walk(tmp_path).files}
    assert sorted(found.values()) == ["composed", "decomposed"]
    assert "Caf\u00e9.md" in found
