"""Problems that are known and not reported: a file that a vault with thousands of them can begin with.

A problem is known again by its fingerprint, which says what it is about and not on which line. The file is JSON with
one problem on a line, sorted, so that git can show and merge what changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from vault_tools.errors import UserError
from vault_tools.lint import BROKEN, Found
from vault_tools.model import Diagnostic
from vault_tools.vault.write import replace_file

VERSION = 1
"""Of the fingerprints: others cannot be compared with ours."""


class Known(Struct, frozen=True, order=True):
    path: str
    rule: str
    fingerprint: str
    message: str
    """For people, as it was when it was added."""


class _File(Struct, frozen=True):
    version: int
    problems: tuple[Known, ...]


Baseline = Mapping[str, Known]
"""By fingerprint."""


def read_baseline(file: Path) -> Baseline:
    """Raises UserError when it is not there, or is none of ours."""
    read = _read(file)
    if read.version != VERSION:
        raise UserError(
            f"{file}: a baseline of version {read.version}, but this is version {VERSION}: "
            "make it anew with --update-baseline"
        )
    return {known.fingerprint: known for known in read.problems}


def baseline_to_update(file: Path) -> Baseline:
    """What is there already: nothing if its fingerprints are not ours. A file that is no baseline is not overwritten:
    it may be a note. Raises UserError for it."""
    if not file.exists():
        return {}
    return read_baseline(file) if _read(file).version == VERSION else {}


def _read(file: Path) -> _File:
    try:
        data = file.read_bytes()
        return msgspec.json.decode(data, type=_File)
    except FileNotFoundError as error:
        raise UserError(f"{file}: no such file; make it with --update-baseline") from error
    except OSError as error:
        raise UserError(f"{file}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        why = "a git conflict in it is not settled" if b"\n<<<<<<< " in data else error
        again = "if it was one, delete it and make it anew with --update-baseline"
        raise UserError(f"{file}: this is no baseline ({why}); {again}") from error


def silence(found: Iterable[Found], baseline: Baseline) -> Iterator[Found]:
    """The same stream, with what is in the baseline silenced by it."""
    for one in found:
        is_known = one.silencer is None and one.diagnostic.fingerprint in baseline
        yield one._replace(silencer="baseline") if is_known else one


def updated(old: Baseline, found: Iterable[Diagnostic], is_judged: Callable[[Known], bool]) -> Baseline:
    """What was found now, and what was known before and was not looked at in this run."""
    kept = [known for known in old.values() if not is_judged(known)]
    new = (Known(it.path, it.rule, it.fingerprint, it.message) for it in found if it.rule != BROKEN)
    return {known.fingerprint: known for known in (*kept, *new)}


def write_baseline(file: Path, baseline: Baseline) -> None:
    """Raises UserError when it cannot be written. Nothing is written when nothing changes."""
    lines = ",\n".join(f"    {msgspec.json.encode(known).decode()}" for known in sorted(baseline.values()))
    body = f"\n{lines}\n  " if lines else ""
    data = f'{{\n  "version": {VERSION},\n  "problems": [{body}]\n}}\n'.encode()
    try:
        if not file.exists() or file.read_bytes() != data:
            replace_file(file, data)
    except OSError as error:
        raise UserError(f"{file}: cannot be written: {error.strerror}") from error
