"""What a link opens: the algorithm of section 3.3, step by step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Literal, NamedTuple
from unicodedata import normalize

_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "ς": "σ"})


def key(path: str) -> str:
    """Paths with one key are one path to a link: NFC, no-break spaces as spaces, lower case, no case folding (3.5)."""
    return path.lower() if path.isascii() else normalize("NFC", path).lower().translate(_SPACES)


class Resolution(NamedTuple):
    path: str | None
    """None when the link is unresolved."""
    candidates: tuple[str, ...] = ()
    """All files that the link could mean, when it was a choice; then it is ambiguous (3.4)."""
    by: Literal["path", "folder", "length", "order"] = "path"
    """What decided: an exact path or the only candidate, the source's own folder, the shortest path, or the order of
    code points, which is a rule of ours where Obsidian is not stable."""


UNRESOLVED = Resolution(None)


class Names:
    """All files of a vault, by name and by path."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._by_name: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._by_key: dict[str, str] = {}
        self._known: dict[tuple[str, str], Resolution] = {}
        for path in sorted(paths):
            path_key = key(path)
            self._by_name[path_key.rpartition("/")[2]].append((path_key, path))
            self._by_key.setdefault(path_key, path)

    def resolve(self, linkpath: str, source: str) -> Resolution:
        """The file that `linkpath` designates in the note `source`; an empty linkpath is the note itself.

        Outer spaces were trimmed when the link was read."""
        if not linkpath:
            return Resolution(source)
        question = (linkpath, source.rpartition("/")[0])
        found = self._known.get(question)
        if found is None:
            found = self._known[question] = self._resolve(*question)
        return found

    def exactly(self, path: str) -> Resolution:
        """The file at a vault path, as a canvas names it (8.1): nowhere else."""
        return self._exactly(key(path))

    def with_other_extension(self, linkpath: str) -> str | None:
        """The only file of this name that has another extension than `.md`; None when there is none, or a choice."""
        wanted = key(linkpath.rpartition("/")[2]) + "."
        found = self._by_stem.get(wanted, [])
        return found[0] if len(found) == 1 else None

    @cached_property
    def _by_stem(self) -> dict[str, list[str]]:
        """Files by their name up to the last dot."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, pairs in self._by_name.items():
            stem, dot, extension = name.rpartition(".")
            if dot and extension != "md":
                found[stem + dot] += [path for _, path in pairs]
        return found

    def _resolve(self, linkpath: str, folder: str) -> Resolution:
        wanted = key(linkpath)
        name = wanted.rpartition("/")[2]
        if not ("." in name and name in self._by_name):
            wanted, name = key(linkpath + ".md"), key(name + ".md")
        if name not in self._by_name:
            return UNRESOLVED
        if wanted.startswith(("./", "../")):
            return self._exactly(_joined(key(folder), wanted))
        exact = self._exactly(wanted.removeprefix("/"))
        if exact.path or wanted.startswith("/"):
            return exact
        return _choose([pair for pair in self._by_name[name] if pair[0].endswith("/" + wanted)], key(folder))

    def _exactly(self, path_key: str | None) -> Resolution:
        return Resolution(self._by_key.get(path_key)) if path_key is not None else UNRESOLVED


def _joined(folder: str, relative: str) -> str | None:
    """Collapses `.` and `..`; None above the root."""
    parts = folder.split("/") if folder else []
    for part in relative.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _choose(candidates: list[tuple[str, str]], folder: str) -> Resolution:
    """Own folder first, folders below it included; then the shortest path; then code points (steps 5 to 7)."""
    if len(candidates) < 2:
        return Resolution(candidates[0][1]) if candidates else UNRESOLVED
    own = [pair for pair in candidates if folder and pair[0].startswith(folder + "/")]
    pool = sorted(own or candidates, key=lambda pair: (len(pair[1]), pair[1]))
    everyone = tuple(sorted(path for _, path in candidates))
    if len(pool) > 1 and len(pool[0][1]) == len(pool[1][1]):
        return Resolution(pool[0][1], everyone, "order")
    return Resolution(pool[0][1], everyone, "folder" if len(own) == 1 else "length")
