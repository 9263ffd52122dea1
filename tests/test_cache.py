"""The cache is only ever a shortcut: what it gives is what parsing gives, and without it everything works."""

import os
import sqlite3
from contextlib import closing

import pytest

from vault_tools.vault.cache import digest
from vault_tools.vault.read import read_vault

TEXTS = {
    "plain.md": b"# A\n\n[[B#c|d]] #tag ^id\n\n- [ ] e\n  - f\n",
    "sub/frontmatter.md": b"---\ntags: [a, b]\nup: '[[X]]'\nn: [1, 2.5, true, null, {k: v}]\n---\n[[Y]]\n",
    "sub/callout.md": b"> [!note] t\n> `c` $m$ %%d%%\n",
    "sub/error.md": b"---\na: b: c\n---\n[[D]]\n",
    "crlf.md": b"\xef\xbb\xbf# A\r\n\r\n[[B]]\r\n",
    "latin1.md": b"caf\xe9 [[B]]\n",
    "region.md": b'<!-- vault-tools:begin a b="c" -->\n[[D]]\n<!-- vault-tools:end a -->\n',
    "conflict.md": b"<<<<<<< a\nb\n=======\nc\n>>>>>>> d\n",
    "empty.md": b"",
    "forgery.md": b"[[Forged]]",
    "twin 1.md": b"same [[text]]",
    "twin 2.md": b"same [[text]]",
}


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """The folder in which caches are kept; it does not exist yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "vault-tools"


@pytest.fixture
def vault(tmp_path):
    root = tmp_path / "vault"
    for path, data in TEXTS.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def database(cache):
    [file] = cache.iterdir()
    return file


def stored(cache):
    with closing(sqlite3.connect(database(cache))) as connection:
        return dict(connection.execute("SELECT digest, note FROM note"))


def forge(cache):
    """Every stored note becomes that of `forgery.md`, so that a note from the cache can be told from a parsed one."""
    note = stored(cache)[digest(TEXTS["forgery.md"], "note")]
    with closing(sqlite3.connect(database(cache))) as connection, connection:
        connection.execute("UPDATE note SET note = ?", [note])


def forged(vault):
    """The notes that came out of a forged cache."""
    return [path for path, note in vault.notes.items() if [link.target for link in note.links] == ["Forged"]]


def check_equal(one, other):
    assert list(one.notes) == list(other.notes) == sorted(TEXTS)
    for path in one.notes:
        assert one.notes[path] == other.notes[path], path


def test_stored_notes_are_the_parsed_ones(vault, cache):
    parsed = read_vault(vault, use_cache=False)
    check_equal(read_vault(vault), parsed)
    check_equal(read_vault(vault), parsed)


def test_without_a_cache_nothing_is_stored(vault, cache):
    read_vault(vault, use_cache=False)
    assert not cache.exists()


def test_one_note_is_stored_for_each_text(vault, cache):
    read_vault(vault)
    assert len(stored(cache)) == len(set(TEXTS.values())) == len(TEXTS) - 1


def test_a_second_read_takes_every_note_from_the_cache(vault, cache):
    read_vault(vault)
    forge(cache)
    assert forged(read_vault(vault)) == sorted(TEXTS)
    assert forged(read_vault(vault, use_cache=False)) == ["forgery.md"]


def test_an_edited_note_and_no_other_is_parsed_again(vault, cache):
    read_vault(vault)
    forge(cache)
    (vault / "plain.md").write_bytes(b"[[New]]")
    (vault / "new.md").write_bytes(b"[[Newer]]")
    again = read_vault(vault)
    assert forged(again) == sorted(TEXTS.keys() - {"plain.md"})
    assert again.notes["plain.md"].links[0].target == "New"
    assert again.notes["new.md"].links[0].target == "Newer"


def test_times_mean_nothing(vault, cache):
    read_vault(vault)
    info = (vault / "twin 1.md").stat()
    (vault / "twin 1.md").write_bytes(b"sAme [[texT]]")
    os.utime(vault / "twin 1.md", ns=(info.st_atime_ns, info.st_mtime_ns))
    os.utime(vault / "plain.md", (0, 0))
    check_equal(read_vault(vault), read_vault(vault, use_cache=False))
    forge(cache)
    assert forged(read_vault(vault)) == sorted(TEXTS)


def test_a_renamed_note_is_not_parsed_again(vault, cache):
    read_vault(vault)
    forge(cache)
    (vault / "plain.md").rename(vault / "sub" / "renamed.md")
    again = read_vault(vault)
    assert "sub/renamed.md" in forged(again)
    note = again.notes["sub/renamed.md"]
    assert (note.path, note.name, note.folder) == ("sub/renamed.md", "renamed", "sub")


def test_a_deleted_note_is_forgotten(vault, cache):
    read_vault(vault)
    before = stored(cache)
    (vault / "plain.md").unlink()
    assert "plain.md" not in read_vault(vault).notes
    assert len(stored(cache)) == len(before) - 1
    assert stored(cache).items() <= before.items()


def test_a_text_that_another_note_still_has_is_not_forgotten(vault, cache):
    read_vault(vault)
    before = stored(cache)
    (vault / "twin 1.md").unlink()
    assert "twin 2.md" in read_vault(vault).notes
    assert stored(cache) == before


def test_every_vault_has_a_cache_of_its_own(vault, cache, tmp_path):
    read_vault(vault)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "n.md").write_bytes(b"[[Other]]")
    assert list(read_vault(tmp_path / "other").notes) == ["n.md"]
    assert len(list(cache.iterdir())) == 2
    check_equal(read_vault(vault), read_vault(vault, use_cache=False))


def test_caches_of_other_versions_of_the_program_are_removed(vault, cache):
    read_vault(vault)
    current = database(cache)
    old = current.with_name(current.name.rpartition("-")[0] + "-00000000.sqlite")
    foreign = current.with_name("0123456789abcdef-00000000.sqlite")
    old.write_bytes(b"")
    foreign.write_bytes(b"")
    read_vault(vault)
    assert sorted(cache.iterdir()) == sorted([current, foreign])


# --- When there is no cache to be had --------------------------------------------------------------------------------


def empty(file):
    file.write_bytes(b"")


def garbage(file):
    file.write_bytes(b"this is no database" * 1000)


def cut(file):
    file.write_bytes(file.read_bytes()[:1000])


def torn(file):
    data = file.read_bytes()
    file.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))


def foreign_table(file):
    file.unlink()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE note (x TEXT)")


def folder(file):
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("damage", [empty, garbage, cut, torn, foreign_table, folder])
def test_a_damaged_cache_is_no_cache(vault, cache, damage):
    read_vault(vault)
    damage(database(cache))
    parsed = read_vault(vault, use_cache=False)
    check_equal(read_vault(vault), parsed)
    check_equal(read_vault(vault), parsed)


def test_a_cache_folder_that_cannot_be_made_is_no_cache(vault, cache):
    cache.parent.write_text("a file where the folder should be", encoding="utf-8")
    check_equal(read_vault(vault), read_vault(vault, use_cache=False))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everything")
@pytest.mark.parametrize("is_filled", [False, True])
def test_a_cache_folder_that_may_not_be_written_is_no_cache(vault, cache, is_filled):
    if is_filled:
        read_vault(vault)
        database(cache).chmod(0o400)
        (vault / "plain.md").write_bytes(b"[[New]]")
    cache.mkdir(parents=True, exist_ok=True)
    cache.chmod(0o500)
    try:
        check_equal(read_vault(vault), read_vault(vault, use_cache=False))
    finally:
        cache.chmod(0o700)


@pytest.mark.parametrize("kind", ["EXCLUSIVE", "IMMEDIATE"])
def test_a_cache_that_another_run_holds_is_waited_for_only_briefly(vault, cache, kind):
    read_vault(vault)
    (vault / "plain.md").write_bytes(b"[[New]]")
    before = stored(cache)
    with closing(sqlite3.connect(database(cache), isolation_level=None)) as other:
        other.execute(f"BEGIN {kind}")
        check_equal(read_vault(vault), read_vault(vault, use_cache=False))
    assert stored(cache) == before
    check_equal(read_vault(vault), read_vault(vault, use_cache=False))
    assert stored(cache) != before


def test_a_damaged_row_is_parsed_again(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "A.md").write_text("[[x]]\n")
    before = read_vault(vault).notes["A.md"]
    [file] = (tmp_path / "cache" / "vault-tools").glob("*.sqlite")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE note SET note = x'00'")
    assert read_vault(vault).notes["A.md"] == before


def test_a_damaged_file_is_made_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "A.md").write_text("[[x]]\n")
    read_vault(vault)
    [file] = (tmp_path / "cache" / "vault-tools").glob("*.sqlite")
    file.write_bytes(b"no database, but as long as one" * 100)
    read_vault(vault)
    read_vault(vault)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM note").fetchone() == (1,)
