"""A text within a note and the way back to the note: the source map that mistune does not have.

A text nested in a container always corresponds line by line to consecutive lines of the note, and taking off a marker
or an indentation only changes the *left* end of a line. So the number of the note's line on which the nested text
begins is a complete map, read from the right end of each line. Only what is not blank maps exactly (a tab that was
expanded has no counterpart), so everything we place begins and ends with a visible character.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any

from mistune import BlockState

from vault_tools.model import Context, Span

Token = dict[str, Any]
_NEWLINE = re.compile("\n")


class State(BlockState):
    """The text that is being parsed; the root state's text is the note itself.

    Tokens of paragraphs hold offsets (`start`, `end`) and not text, which is read from the source when it is needed.
    """

    parent: State | None
    first_line = 0
    """Of the note, counted from 0, on which this text begins."""
    depth_level = 0
    context: Context = "body"

    def __init__(self, parent: State | None = None) -> None:
        super().__init__(parent)
        self.root: State = parent.root if parent else self
        self._line_ends: list[int] | None = None

    def nested(self, text: str, line: int, context: Context, lazy: set[int] | None = None) -> State:
        """The text of a container that begins on `line` of this one; lines at the offsets in `lazy` are plain text."""
        child = self.__class__(self)
        child.process(text)
        child.lazy_line_starts = lazy or set()
        child.first_line = self.first_line + line
        child.depth_level = self.depth_level + 1
        child.context = "comment" if self.context == "comment" else context
        return child

    @property
    def line_ends(self) -> list[int]:
        if self._line_ends is None:
            self._line_ends = [match.start() for match in _NEWLINE.finditer(self.src)]
            if not self.src.endswith("\n"):
                self._line_ends.append(len(self.src))
        return self._line_ends

    def line_of(self, offset: int) -> int:
        return bisect_left(self.line_ends, offset)

    def span(self, start: int, end: int) -> Span:
        """The place in the note of a stretch of this text."""
        if self.parent is None:
            return Span(start, end)
        ends = self.line_ends
        if len(ends) == 1:
            shift = self.root.line_ends[self.first_line] - ends[0]
            return Span(start + shift, end + shift)
        return Span(self._offset(start), self._offset(end))

    def _offset(self, offset: int) -> int:
        line = bisect_left(self.line_ends, offset)
        note_ends = self.root.line_ends
        note_line = self.first_line + line
        return note_ends[note_line] - (self.line_ends[line] - offset)

    def release(self) -> None:
        """Cut the reference cycles, so that the collector may stay off while a vault is read."""
        self.parent = None
        self.root = self

    # mistune's own leaf rules call these two; they would build the text of the paragraph.

    def add_paragraph(self, text: str) -> None:
        self.extend_paragraph(self.cursor, self.cursor + len(text))

    def append_paragraph(self) -> int | None:
        if not self.in_paragraph():
            return None
        self.tokens[-1]["end"] = end = self.find_line_end()
        return end

    def in_paragraph(self) -> bool:
        return bool(self.tokens) and self.tokens[-1]["type"] == "paragraph"

    def extend_paragraph(self, start: int, end: int) -> None:
        if self.in_paragraph():
            self.tokens[-1]["end"] = end
        else:
            self.tokens.append({"type": "paragraph", "start": start, "end": end})
