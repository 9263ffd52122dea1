"""Three versions of one file, merged as text."""

from __future__ import annotations

from os import environ
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from vault_tools.errors import UserError
from vault_tools.git.program import run

_MOST = 127
"""Git says so of this many conflicts, and of more; above that something else is wrong."""


class Labels(NamedTuple):
    """What stands beside the marks of a conflict, and how long these are."""

    ours: str = "HEAD"
    base: str = "base"
    theirs: str = "theirs"
    size: int = 7

    @property
    def options(self) -> list[str]:
        names = (part for name in (self.ours, self.base, self.theirs) for part in ("-L", name))
        return ["-q", f"--marker-size={self.size}", *names]


def labels(ours: str, base: str, theirs: str, size: int) -> Labels:
    """Names that git gives, as far as it does: before 2.44 only `git merge` tells one."""
    told = next((value for name, value in environ.items() if name.startswith("GITHEAD_")), "")
    default = Labels()
    names = (_name(ours) or default.ours, _name(base) or default.base, _name(theirs) or told or default.theirs)
    return Labels(*names, size)


def _name(label: str) -> str:
    """Git leaves `%X` as it is where it does not know what that means."""
    return "" if label in ("%S", "%X", "%Y") else label


def merge_in_place(ours: Path, base: Path, theirs: Path, named: Labels) -> int:
    """Into the file `ours`; how many conflicts there are. One, and `ours` as it is, where the files are no text."""
    done = run(Path(), ("merge-file", *named.options, str(ours), str(base), str(theirs)))
    return done.returncode if done.returncode <= _MOST else 1


def merge_texts(ours: bytes, base: bytes, theirs: bytes, named: Labels) -> tuple[bytes, int]:
    """The text, and how many conflicts are in it. Raises UserError where git merges no such thing."""
    with TemporaryDirectory(prefix="vault-tools-") as folder:
        files = [Path(folder) / name for name in ("ours", "base", "theirs")]
        for file, data in zip(files, (ours, base, theirs), strict=True):
            file.write_bytes(data)
        done = run(Path(), ("merge-file", "-p", *named.options, *map(str, files)))
    if done.returncode > _MOST:
        raise UserError(f"git merge-file failed: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout, done.returncode
