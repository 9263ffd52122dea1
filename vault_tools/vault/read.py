"""From a folder to a Vault: walk, look up what was parsed before, parse the rest, resolve."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from sqlite3 import Error as SqliteError

import msgspec
from msgspec.structs import replace

from vault_tools.config.tables import Config
from vault_tools.errors import UserError
from vault_tools.model import FileClass, Note, file_class
from vault_tools.source import decode, normalise
from vault_tools.vault import Step, Vault, build_vault, no_step
from vault_tools.vault.cache import digest, stored
from vault_tools.vault.files import VaultFile, walk
from vault_tools.vault.obsidian import settings_in

PARALLEL_BYTES = 2_000_000
"""From so much text on, another process earns what starting it costs."""

_READ: tuple[FileClass, ...] = ("note", "canvas")
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Note).decode


def read_vault(root: Path, config: Config | None = None, use_cache: bool = True, step: Step = no_step) -> Vault:
    """Read every note below `root`. Notes that cannot be read are in `Vault.unreadable`; `step` counts those parsed.

    Raises UserError when the root is no folder or cannot be listed.
    """
    config = config or Config()
    try:
        files, inner = walk(root)
    except OSError as error:
        raise UserError(f"{root}: cannot be read: {error.strerror}") from error
    with _collector_off():
        data, unreadable = _read_all([file for file in files if file_class(file.path) in _READ])
        notes = _notes(root, data, use_cache, step)
        disk = {file.path: file.disk for file in files}
        return build_vault(notes, disk, config, settings_in(root), inner, root, unreadable)


def _read_all(files: list[VaultFile]) -> tuple[dict[str, bytes], dict[str, str]]:
    data: dict[str, bytes] = {}
    unreadable: dict[str, str] = {}
    for file in files:
        try:
            with open(file.disk, "rb", buffering=0) as stream:
                data[file.path] = stream.read()
        except OSError as error:
            unreadable[file.path] = error.strerror or str(error)
    return data, unreadable


def _notes(root: Path, data: dict[str, bytes], use_cache: bool, step: Step) -> list[Note]:
    digests = {path: digest(content, file_class(path)) for path, content in data.items()}
    with stored(root, use_cache) as cache:
        missing = {
            digests[path]: (file_class(path), content)
            for path, content in data.items()
            if digests[path] not in cache.notes
        }
        new = dict(zip(missing, _parse_all(list(missing.values()), step), strict=True))
        with suppress(SqliteError):  # full disk, or another run holds the lock: the next run parses again
            cache.replace(new, set(digests.values()))
        return [
            _note(path, content, new.get(digests[path]) or cache.notes[digests[path]]) for path, content in data.items()
        ]


def _parse_all(contents: Sequence[tuple[FileClass, bytes]], step: Step) -> Iterator[bytes]:
    """Encoded notes without path and text, in the order of `contents`."""
    for done, encoded in enumerate(_parse_each(contents), 1):
        step(done, len(contents))
        yield encoded


def _parse_each(contents: Sequence[tuple[FileClass, bytes]]) -> Iterator[bytes]:
    workers = _processors()
    if workers < 2 or sum(len(content) for _, content in contents) < PARALLEL_BYTES:
        return map(_parsed, contents)
    return _parse_in_processes(contents, workers)


def _parse_in_processes(contents: Sequence[tuple[FileClass, bytes]], workers: int) -> Iterator[bytes]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children, get_context

    size = max(1, len(contents) // (workers * 8))
    with ProcessPoolExecutor(workers, mp_context=get_context("fork"), initializer=_leave_signals) as pool:
        try:
            yield from pool.map(_parsed, contents, chunksize=size)
        except BrokenProcessPool:  # one of them was killed, perhaps for want of memory
            for worker in active_children():
                worker.kill()
            raise
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _leave_signals() -> None:
    """Ctrl-C and SIGTERM may go to all processes: one that ends in the middle of a message is waited for for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _processors() -> int:
    """Only Linux forks safely and cheaply; elsewhere a process costs more than it gives."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _parsed(file: tuple[FileClass, bytes]) -> bytes:
    from vault_tools.parse import READERS  # mistune and yaml, which a run that finds all notes stored never needs

    kind, content = file
    return _encode(replace(READERS[kind]("", *decode(content)), text=""))


def _note(path: str, content: bytes, encoded: bytes) -> Note:
    try:
        note = _decode(encoded)
    except msgspec.MsgspecError:  # what was stored is damaged
        note = _decode(_parsed((file_class(path), content)))
    return replace(note, path=path, text=normalise(decode(content)[0]))


@contextmanager
def _collector_off() -> Iterator[None]:
    """Nothing of what is read is garbage, and looking for it takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
