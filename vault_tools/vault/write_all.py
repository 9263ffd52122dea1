"""Changes of several files that belong together: all are written, or none."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from vault_tools.errors import UserError
from vault_tools.vault.write import NOTHING, Change, replace_file, write


def write_all(changes: Iterable[Change]) -> None:
    """All of them, or none: when one cannot be written, or the run is ended, those before it are put back.

    Raises UserError when one cannot be written, and when one cannot be put back, which is named.
    """
    begun: list[Change] = []
    try:
        for change in changes:
            begun.append(change)  # before it is written: a run can be ended at any moment
            write(change)
    except BaseException as error:
        with _undisturbed():
            lost = list(_put_back(begun))
        if lost or isinstance(error, UserError):
            raise UserError("\n".join([str(error) or "interrupted", *(lost or [NOTHING])])) from error
        raise


def _put_back(changes: list[Change]) -> Iterator[str]:
    """What is no longer as we wrote it is someone else's. Yields why files cannot be put back."""
    for change in reversed(changes):
        try:
            if change.file.is_file() and change.file.read_bytes() == change.new:
                if change.old is None:
                    change.file.unlink()
                else:
                    replace_file(change.file, change.old)
        except OSError as error:
            yield f"{change.path}: was changed and cannot be put back: {error.strerror}"


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C once more, out of impatience, must not leave one half of the notes changed."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals do not come here
        return
    before = {one: signal.signal(one, signal.SIG_IGN) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler or signal.SIG_DFL)
