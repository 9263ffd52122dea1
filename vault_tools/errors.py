"""The one exception that a user causes, and how to speak of all others."""

from __future__ import annotations


class UserError(Exception):
    """What the user asked for cannot be done: one helpful paragraph, shown without a traceback, exit code 2.

    What is wrong *in a note* is never an exception but a problem with a place.
    """


def fault(error: Exception) -> str:
    """An exception that is a fault of ours, on one line: what it is, and where it was raised."""
    from traceback import extract_tb  # seldom needed

    frames = extract_tb(error.__traceback__)
    where = f" ({frames[-1].filename.replace(chr(92), '/').rpartition('/')[2]}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {error}{where}; this is a fault of vault-tools, please report it"
