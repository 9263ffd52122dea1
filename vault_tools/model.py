"""The values that everything else reads: a note and what stands in it, a problem and its fix.

Nothing here changes after it was made. Offsets count characters of `Note.text`, ends are exclusive; lines and columns
start at 1. References in docstrings are to sections of the Obsidian semantics reference.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Any, Literal, NamedTuple
from unicodedata import normalize

from msgspec import Struct

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""Worst first."""

Safety = Literal["safe", "unsafe"]

Content = Literal[
    "headings",
    "links",
    "tags",
    "blocks",
    "items",
    "callouts",
    "footnotes",
    "code",
    "math",
    "comments",
    "properties",
    "sections",
]
"""What a note is taken stock of, before and after a fix: fields of `Note`. Embeds are links, tasks are items."""

Value = Any
"""What YAML 1.2 (core schema) can hold: None, bool, int, float, str, list of values, dict from str to value."""

LinkKind = Literal["wikilink", "markdown", "property", "reference", "canvas", "url"]
"""`url` is an autolink or a bare URL; the others are written as the name says."""

Context = Literal[
    "body", "quote", "callout", "list", "footnote", "comment", "heading", "table", "property", "card", "file"
]
"""Where a thing stands: the innermost container, but everything inside a comment is `comment`. In a canvas, `card` is
the text of a card, and `file` a file that the canvas shows."""


_LONG = 20_000
"""In a text of so many characters it pays to know where all lines begin."""
_NEWLINE = re.compile("\n")
_SIZE = re.compile(r"\d+(?:x\d+)?")


class Place(NamedTuple):
    line: int
    column: int


class Span(Struct, frozen=True, array_like=True, gc=False, order=True):
    start: int
    end: int

    def holds(self, offset: int) -> bool:
        return self.start <= offset < self.end


class Cover:
    """Spans as one: does any of them hold an offset? They may nest and overlap."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._ends = list(accumulate((span.end for span in self._spans), max))
        """Of each span, and of all before it, the furthest end."""

    def holds(self, offset: int) -> bool:
        before = bisect_right(self._spans, offset, key=lambda span: span.start)
        return before > 0 and offset < self._ends[before - 1]


class Property(Struct, frozen=True, array_like=True):
    """One key of the frontmatter, or of a map in it."""

    name: str
    value: Value
    key: Span
    span: Span
    """Of the value; empty, right after the colon, where there is none."""
    entries: tuple[Span, ...] = ()
    """Of each entry, when the value is a list."""
    nested: tuple[Property, ...] = ()
    """What stands in it, when the value is a map that is written here, and not by an alias."""

    def each(self) -> Iterator[tuple[Value, Span]]:
        """The entries of a list, or the only value, each with its place."""
        values = self.value if isinstance(self.value, list) else [self.value]
        return zip(values, self.entries or (self.span,), strict=False)

    @property
    def whole(self) -> Span:
        """From the key to the end of the value."""
        return Span(self.key.start, max(self.key.end, self.span.end))


def _every(outer: str, properties: Iterable[Property]) -> Iterator[tuple[str, Property]]:
    for property in properties:
        yield outer + property.name, property
        yield from _every(f"{outer}{property.name}.", property.nested)


class Fault(Struct, frozen=True, array_like=True):
    """Why something cannot be read, and where."""

    message: str
    span: Span
    kind: Literal["syntax", "duplicate", "dangling"] = "syntax"
    """`duplicate`: a name is given twice; `dangling`: a name that nothing has."""


SlipKind = Literal[
    "empty-link",
    "unencoded-link",
    "undefined-reference",
    "unquoted-link",
    "unclosed-comment",
    "unclosed-fence",
    "unclosed-math",
    "table-in-paragraph",
    "commented-tag",
]


class Slip(Struct, frozen=True, array_like=True):
    """Something that is legal, but cannot be what the writer meant."""

    kind: SlipKind
    span: Span


class Heading(Struct, frozen=True, array_like=True):
    text: str
    """As written, without the hashes: `# See [[Other]]` has the text `See [[Other]]`."""
    level: int
    span: Span
    context: Context = "body"

    @property
    def is_anchor(self) -> bool:
        """Headings inside quotes, callouts, list items and footnotes are none (3.8)."""
        return self.context == "body"

    @property
    def key(self) -> str:
        return heading_key(self.text)


_TO_SPACE = str.maketrans(dict.fromkeys('!"#$%&()*+,.:;<=>?@^`{|}~/[]\\\r\n', " "))


@lru_cache(maxsize=4096)
def heading_key(text: str) -> str:
    """What headings are compared by (3.8): nearly all ASCII punctuation is a space, white space runs are one, no case.

    `'`, `-`, `_` and everything outside ASCII stay, so this is no slug. Accents are composed, as they are in paths.
    """
    if not text.isascii():
        text = normalize("NFC", text)
    return " ".join(text.translate(_TO_SPACE).split()).lower()


class Link(Struct, frozen=True, array_like=True):
    kind: LinkKind
    target: str
    """The linkpath, decoded and trimmed; empty for a link into the same note; the whole URL when external."""
    subpath: str
    """Starts with `#`, or is empty."""
    span: Span
    embed: bool = False
    display: str | None = None
    external: bool = False
    context: Context = "body"
    key: str = ""
    """Of the property that holds the link, dotted: `related.0`; the id, if it is a reference definition."""

    @property
    def size(self) -> str:
        """What the display text asks an image to measure, `100` or `100x145`; empty when it is only text (2.4)."""
        last = self.display.rpartition("|")[2].strip() if self.embed and self.display else ""
        return last if (self.external or is_attachment(self.target)) and _SIZE.fullmatch(last) else ""

    @property
    def text(self) -> str | None:
        """The display text without a size; None when there is none."""
        if not self.size or self.display is None:
            return self.display
        return self.display.rpartition("|")[0].rstrip() or None


class Tag(Struct, frozen=True, array_like=True):
    name: str
    """As written, without `#` and without a trailing `/`."""
    span: Span
    source: Literal["body", "property"] = "body"

    @property
    def key(self) -> str:
        """Two tags with one key are one tag (5.2)."""
        return self.name.lower() if self.name.isascii() else normalize("NFC", self.name).lower()


class Block(Struct, frozen=True, array_like=True):
    """A definition of a block id."""

    id: str
    span: Span
    """Of `^id`."""
    target: Span
    """Of the block that it names."""


class ListItem(Struct, frozen=True, array_like=True):
    span: Span
    """From the marker to the end of the last child."""
    marker: Span
    text: Span
    """The item's own first paragraph, without marker and task box; empty if the item begins with another block."""
    parent: int | None = None
    """Index of the parent item in `Note.items`."""
    task: str | None = None
    """The character in the box: a space is open, everything else done (6)."""

    def depth_in(self, note: Note) -> int:
        return 0 if self.parent is None else 1 + note.items[self.parent].depth_in(note)


class Section(Struct, frozen=True, array_like=True):
    """One of the blocks that stand in no other (9.1)."""

    kind: Literal[
        "blockquote",
        "callout",
        "code",
        "comment",
        "footnoteDefinition",
        "heading",
        "html",
        "list",
        "math",
        "paragraph",
        "table",
        "thematicBreak",
    ]
    span: Span


class Footnote(Struct, frozen=True, array_like=True):
    """A definition, or a reference to one; ids are compared without case (2.7)."""

    id: str
    span: Span


class Callout(Struct, frozen=True, array_like=True):
    type: str
    fold: str
    span: Span


class Code(Struct, frozen=True, array_like=True):
    kind: Literal["fenced", "indented", "inline"]
    info: str
    span: Span

    @property
    def is_query(self) -> bool:
        """Does a plug-in, or Obsidian itself, list notes in the place of the block?"""
        word = self.info.split(maxsplit=1)[:1]
        return bool(word) and word[0].lower() in ("dataview", "dataviewjs", "base")


class Comment(Struct, frozen=True, array_like=True):
    kind: Literal["html", "obsidian"]
    span: Span


class Marker(Struct, frozen=True, array_like=True):
    """One end of a region that `vault-tools index` fills; `attributes` is None when they cannot be read."""

    kind: Literal["begin", "end"]
    name: str
    attributes: dict[str, str] | None
    span: Span


SIGNATURES = ("sha", "accepted")
"""Attributes of a begin marker: the hash of what we wrote, and of what a person made of it and wants to keep."""


class Region(Struct, frozen=True, array_like=True):
    """What stands between two matching markers: generated, so it holds no links, tags or items of the user's."""

    name: str
    begin: Span
    end: Span
    attributes: dict[str, str] = {}

    @property
    def body(self) -> Span:
        return Span(self.begin.end, self.end.start)

    @property
    def options(self) -> dict[str, str]:
        """What the attributes say of the page; empty when the config says it."""
        return {key: value for key, value in self.attributes.items() if key not in SIGNATURES}


Neighbour = Literal["waypoint", "zoottelkeeper", "dataview-serializer", "obsidian-hub"]
"""A tool beside ours that generates regions in notes."""


class ForeignRegion(Struct, frozen=True, array_like=True):
    """What another tool generates between two markers of its own: it is no more the user's than a region of ours."""

    tool: Neighbour
    begin: Span
    end: Span
    """Empty, at the end of the note, where the region is closed by nothing else."""
    query: str = ""
    """As written, where the marker says what is listed."""

    @property
    def body(self) -> Span:
        return Span(self.begin.end, self.end.start)


class Note(Struct, frozen=True, dict=True):
    """One note, read, or one canvas: then the text is its JSON. Everything is in the order of the text."""

    path: str
    """The vault path: `/` between folders, NFC, with `.md` or `.canvas`."""
    text: str
    """Without byte order mark, with `\\n` as the only line end."""
    body: int = 0
    """Where the text after the frontmatter begins; 0 without frontmatter."""
    is_utf8: bool = True
    error: Fault | None = None
    """Why the frontmatter gives no properties at all (4.4)."""
    properties: tuple[Property, ...] = ()
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    """All of them: embeds, property links and external ones too. None of those in generated regions."""
    tags: tuple[Tag, ...] = ()
    blocks: tuple[Block, ...] = ()
    items: tuple[ListItem, ...] = ()
    callouts: tuple[Callout, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    footnote_references: tuple[Footnote, ...] = ()
    sections: tuple[Section, ...] = ()
    code: tuple[Code, ...] = ()
    math: tuple[Span, ...] = ()
    comments: tuple[Comment, ...] = ()
    markers: tuple[Marker, ...] = ()
    regions: tuple[Region, ...] = ()
    """Empty as soon as one marker of the note is damaged."""
    foreign: tuple[ForeignRegion, ...] = ()
    generated_links: tuple[Link, ...] = ()
    """The links that stand in regions of either kind."""
    conflicts: tuple[Span, ...] = ()
    """Git conflicts outside code, each with both of its sides."""
    slips: tuple[Slip, ...] = ()
    faults: tuple[Fault, ...] = ()
    """Of a canvas."""

    @property
    def name(self) -> str:
        return name_of(self.path)

    @property
    def folder(self) -> str:
        """Vault path of the folder; empty for the root."""
        return self.path.rpartition("/")[0]

    @property
    def is_intact(self) -> bool:
        """No git conflict, no YAML that cannot be read, no bytes that are not UTF-8: no fix touches any other note."""
        return self.is_utf8 and not self.conflicts and self.error is None

    @property
    def has_own_text(self) -> bool:
        """Is there anything but headings and blank lines outside the regions?"""
        if self.body or self.links or self.tags or self.items:
            return True
        rest, done = "", 0
        for region in self.regions:
            rest += self.text[done : region.begin.start]
            done = region.end.end
        lines = (rest + self.text[done:]).split("\n")
        return not all(line.startswith("#") or not line.strip() for line in lines)

    @property
    def is_generated(self) -> bool:
        """Is the whole note ours? Such a note is no one's writing."""
        return bool(self.regions) and not self.has_own_text

    @property
    def generated(self) -> tuple[Span, ...]:
        """What lies between markers, be they ours or those of other tools."""
        return (*(it.body for it in self.regions), *(it.body for it in self.foreign))

    def is_generated_at(self, offset: int) -> bool:
        """Does it lie between two markers?"""
        return any(span.holds(offset) for span in self.generated)

    @cached_property
    def anchors(self) -> dict[str, list[Heading]]:
        """The headings that can be linked to, by what they are compared by."""
        found: dict[str, list[Heading]] = {}
        for heading in self.headings:
            if heading.is_anchor:
                found.setdefault(heading.key, []).append(heading)
        return found

    @cached_property
    def blocks_by_id(self) -> dict[str, Block]:
        """Ids in lower case; of two equal ones the first counts (3.9)."""
        found: dict[str, Block] = {}
        for block in self.blocks:
            found.setdefault(block.id.lower(), block)
        return found

    @cached_property
    def links_by_span(self) -> dict[Span, Link]:
        return {link.span: link for link in self.links}

    @cached_property
    def commented(self) -> Cover:
        return Cover(comment.span for comment in self.comments)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in _NEWLINE.finditer(self.text))]

    @cached_property
    def line_spans(self) -> tuple[Span, ...]:
        """Of each line, without its line end."""
        starts = self._line_starts
        return tuple(map(Span, starts, [*(start - 1 for start in starts[1:]), len(self.text)]))

    def place(self, offset: int) -> Place:
        if len(self.text) < _LONG:
            start = self.text.rfind("\n", 0, offset) + 1
            return Place(self.text.count("\n", 0, start) + 1, offset - start + 1)
        line = bisect_right(self._line_starts, offset)
        return Place(line, offset - self._line_starts[line - 1] + 1)

    def line_at(self, offset: int) -> Span:
        """The line that an offset lies in, without its line end."""
        end = self.text.find("\n", offset)
        return Span(self.text.rfind("\n", 0, offset) + 1, end if end >= 0 else len(self.text))

    def slice(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def property_named(self, name: str) -> Property | None:
        """Names are compared without case (4.2)."""
        key = name.lower()
        return next((p for p in self.properties if p.name.lower() == key), None)

    @property
    def every_property(self) -> Iterator[tuple[str, Property]]:
        """Those in maps, too, each with its name, dotted, and behind the map that it is in."""
        return _every("", self.properties)

    def value(self, name: str) -> Value:
        """None too when the note has no such property."""
        found = self.property_named(name)
        return found.value if found else None

    def texts(self, name: str) -> tuple[str, ...]:
        """The non-blank strings of a list property; a single string counts as a list of one (4.6)."""
        value = self.value(name)
        entries = value if isinstance(value, list) else [value]
        return tuple(entry.strip() for entry in entries if isinstance(entry, str) and entry.strip())

    @property
    def aliases(self) -> tuple[str, ...]:
        return self.texts("aliases")


FileClass = Literal["note", "base", "canvas", "image", "audio", "video", "pdf", "other"]

_CLASSES: dict[str, FileClass] = {
    "md": "note",
    "base": "base",
    "canvas": "canvas",
    "pdf": "pdf",
    **dict.fromkeys(("avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "webp"), "image"),
    **dict.fromkeys(("flac", "m4a", "mp3", "ogg", "wav", "webm", "3gp", "opus"), "audio"),
    **dict.fromkeys(("mkv", "mov", "mp4", "ogv"), "video"),
}


def file_class(path: str) -> FileClass:
    """By what follows the last dot, in lower case (1.2); `webm` can be either and counts as audio."""
    return _CLASSES.get(path.rpartition("/")[2].rpartition(".")[2].lower(), "other") if "." in path else "other"


def is_attachment(path: str) -> bool:
    """Has it an extension that Obsidian knows, other than that of notes? Any other dot may belong to a note's name."""
    return file_class(path) not in ("note", "other")


def name_of(path: str) -> str:
    """What a wikilink to the file would say: without folders, and without `.md`."""
    return path.rpartition("/")[2].removesuffix(".md")


def folders_of(path: str) -> Iterator[str]:
    """The folders around a vault path, from the inside out; the last one is the root, which is empty."""
    while path:
        path = path.rpartition("/")[0]
        yield path


def is_empty(value: Value) -> bool:
    """Nothing, blank text, or a list or map of nothing else: `Topic:`, `tags: []`, `tags: [""]`."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, list):
        return all(map(is_empty, value))
    if isinstance(value, dict):
        return not value
    return value is None


class Edit(Struct, frozen=True, order=True):
    """Replace `old`, which stands at `start`, by `new`. A text that differs there cancels the whole fix."""

    start: int
    old: str
    new: str

    @property
    def end(self) -> int:
        return self.start + len(self.old)


class Fix(Struct, frozen=True, omit_defaults=True):
    """Edits of one note that apply together or not at all."""

    safety: Safety
    edits: tuple[Edit, ...]
    reach: Span | None = None
    """Where it changes what the text means, if that is more than where the edits are."""


class Problem(Struct, frozen=True):
    """What a rule yields. `severity` is set only where one rule knows worse and lesser cases."""

    span: Span
    message: str
    fix: Fix | None = None
    severity: Severity | None = None
    subject: str = ""
    """What it is about, if that is not what stands at the span: the property that is missing, the region. By it the
    problem is known again when the note has changed around it."""


Silencer = Literal["comment", "baseline"]
"""What can keep a problem from being reported: a comment or property of the note, or the baseline."""


class Diagnostic(Struct, frozen=True):
    """A problem as it is reported; these fields, in this order, are the JSON format."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    rule: str
    group: str
    severity: Severity
    message: str
    fix: Fix | None
    fingerprint: str = ""
    """The same as long as the problem is, wherever it moves to in its file."""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """What diagnostics are sorted by."""
        return self.path, self.line, self.column, self.rule, self.message
