"""What a fix makes of the lines of a note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vault_tools.model import Edit, Fix, Note
from vault_tools.report._snippet import WIDTH, beginning, shown


def change(note: Note, fix: Fix) -> Iterator[str]:
    """Lines that go, with `- ` before them, and lines that come, with `+ `."""
    for edits in _by_lines(note, sorted(fix.edits)):
        old, new = _trimmed(*_before_and_after(note, edits))
        yield from (f"- {_clipped(line)}" for line in old)
        yield from (f"+ {_clipped(line)}" for line in new)


def _by_lines(note: Note, edits: Sequence[Edit]) -> Iterator[list[Edit]]:
    """Edits that have a line in common."""
    together: list[Edit] = []
    for edit in edits:
        if together and note.place(edit.start).line > note.place(together[-1].end).line:
            yield together
            together = []
        together.append(edit)
    if together:
        yield together


def _before_and_after(note: Note, edits: Sequence[Edit]) -> tuple[list[str], list[str]]:
    """Of their lines so much as is shown of them."""
    first, last = edits[0], edits[-1]
    line = note.line_spans[note.place(first.start).line - 1].start
    left = beginning(line, first.start)
    right = min(note.line_spans[note.place(last.end).line - 1].end, last.end + WIDTH + 1)
    made, done = "", left
    for edit in edits:
        made += note.text[done : edit.start] + edit.new
        done = edit.end
    head = "…" if left > line else ""
    return (head + note.text[left:right]).split("\n"), (head + made + note.text[done:right]).split("\n")


def _trimmed(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """Without the lines that both have at their ends."""
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    return old, new


def _clipped(line: str) -> str:
    return shown(line[:WIDTH]) + "…" if len(line) > WIDTH else shown(line)
