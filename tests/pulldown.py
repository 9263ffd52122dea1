"""What pulldown-cmark sees in a note, and what we see, in one form: for test_pulldown.py and benchmarks/agreement.py.

pulldown-cmark is an independent CommonMark parser with exact ranges (in bytes of UTF-8; we count characters). Both
sides are lists of facts per construct, each fact a tuple that begins with its range. Obsidian is no CommonMark; where
its rules differ, `neutral` hides the construct from pulldown-cmark, `theirs` or `ours` leaves facts out, and
`DIFFERENCES` says which and why.
"""

import re
from typing import NamedTuple
from urllib.parse import unquote

import pyromark

from vault_tools.parse import parse_note

CONSTRUCTS = ("headings", "links", "images", "fenced", "indented", "inline", "items")

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_MATH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_WIKILINKS
)


class Difference(NamedTuple):
    reason: str
    text: str
    """A note that shows it: pulldown-cmark alone does not agree with us, after `neutral` it does."""


DIFFERENCES = {
    "wikilinks are opaque": Difference(
        "2.1, 2.2: only `]]` ends a wikilink, and code, math, HTML and escapes in it are its text",
        "[[a`b|c]] `d`\n",
    ),
    "wikilinks are on one line": Difference("2.2: no line end in a wikilink", "[[a\nb]]\n"),
    "wikilinks in link text": Difference(
        "2.1: both count; for pulldown-cmark links do not nest", "[a [[b]] c](d.md)\n"
    ),
    "comments": Difference("2.9: `%%` is no text, and begins and ends a block on lines of its own", "a\n%%\n===\n%%\n"),
    "math blocks": Difference("6: what stands between `$$` lines is opaque", "$$\n- a\n$$\n"),
    "uses of references": Difference("2.7: the definition counts, its uses do not", "[a][r]\n\n[r]: b.md\n"),
    "nowhere to go": Difference("2.2, B-10: a link without a target is none", "[a]() [b](#)\n"),
    "mail": Difference("2.1: `<scheme:...>` is a URL, a mail address is none", "<a@b.de>\n"),
    "bare URLs": Difference("2.6: `https://` needs no angles; not in CommonMark", "https://a.b\n"),
}


class Hazard(NamedTuple):
    """What generated notes stay clear of: no fact can be left out to make both sides agree."""

    reason: str
    text: str
    pattern: str

    def is_in(self, text):
        return re.search(self.pattern, text) is not None


_DEFINITION = r"(?m)\]: .*\n[ >]*"

HAZARDS = {
    "footnotes are indented by two": Hazard(
        "2.7: Obsidian continues a footnote after two columns, pulldown-cmark after four",
        "[^f]: a\n  ===\n",
        r"(?s)\[\^f\]:.*\n[ >]*[ ]{2,3}[^ ]",
    ),
    "blocks below a definition": Hazard(
        "the specification is silent: for pulldown-cmark the definition is an open paragraph, which an indented line or"
        " `2.` continues; markdown-it agrees with us",
        "[r]: s.md\n    a\n",
        _DEFINITION + r"(?:[ ]{4}|\t|(?:[-+*]|1?[.)])[ \t]*$|(?!1[.)])\d+[.)])",
    ),
    "underlined tasks": Hazard(
        "6, GFM: for pulldown-cmark the box is no part of the heading",
        "- [ ] a\n  ===\n",
        r"(?s)\[ \] .*\n[ >]*(?:===|---)",
    ),
    "indented code below a table": Hazard(
        "GFM: the beginning of another block ends a table; for pulldown-cmark it is a row; markdown-it agrees with us",
        "| a |\n|---|\n    b\n",
        r"\|-.*(?:\n.*\S.*)*\n[ >]*(?:[ ]{4}|\t)",
    ),
    "brackets that wikilinks leave": Hazard(
        "2.2: no wikilink holds `[[`, even if an escape, code or HTML would hide it",
        "[[\\[[a]]\n",
        r"\[\[.*[\\`-]\[\[|\[\[\]\]\(",
    ),
    "brackets that embeds leave": Hazard(
        "2.1; pulldown-cmark pairs brackets of the embed with those of a link behind it, or of an embed before it",
        "![[a]] \\[b](c.md)\n",
        r"!\[\[[^\]]*\]\](?:[^\[\]\\]|\\[^\[]|\[\[[^\[\]]*\]\]|\[[^\[\]]*\])*(?:\]|\\\[)|!\[\[!\[\[",
    ),
    "links in a wikilink over two lines": Hazard(
        "2.2: the wikilink is none, so they are links and images",
        "[[\n![a](b.png)]]\n",
        r"\[\[(?!.*\]\]).*(?:!\[|<)|\[\[[^\]]*\n[^\]]*(?:!\[|<)",
    ),
    "links as the destination of links": Hazard(
        "2.1: a link whose text holds a wikilink is a link, and its destination is no text",
        "[a [[b]]]([[c]])\n",
        r"\]\][^\[]*\]\([^)]*\[\[",
    ),
    "code over a table": Hazard(
        "GFM: blocks come before what is inline; for pulldown-cmark code, math and HTML hide the table; markdown-it agrees"
        " with us",
        "a `\nb | c` |\n--|--\n",
        r"(?:`[^`]*\n[^`]*`|\$[^$\n]*\n[^\n]*\$|<[^>\n]*\n[^\n]*>).*\|.*\n[ >]*\|?[ ]*--",
    ),
    "blocks in a comment on one line": Hazard(
        "2.9 does not say; we read blocks in every comment that is alone on its lines",
        "%% - a %%\n",
        r"%%[ ]*(?:[-+*>#<]|\d).*%%",
    ),
    "rows of a bar alone": Hazard(
        "GFM leaves it open; for pulldown-cmark it ends the table; markdown-it agrees with us",
        "a | b\n--|--\n|\n`c | d`\n",
        r"(?m)^[ >]*\|[ ]*$",
    ),
    "wikilinks without a target": Hazard(
        "B-10: `[[|a]]` is no link; we skip what is in it, for pulldown-cmark it is text",
        "[[|[a](b.md)]]\n",
        r"\[\[[ #]*\|",
    ),
}


class Facts(dict):
    """From construct to sorted facts."""

    def __init__(self):
        super().__init__((name, []) for name in CONSTRUCTS)

    def done(self):
        for found in self.values():
            found.sort()
        return self


# Ours


def ours(text, differences=DIFFERENCES):
    note = parse_note("N.md", text)
    facts = Facts()
    for heading in note.headings:
        anchor = heading.context in ("body", "comment")
        facts["headings"].append((heading.span.start, heading.level, _lines(heading.text), anchor))
    seen = set()
    inner = [link.span.start for link in note.links if link.kind == "wikilink" and not link.embed]
    for link in note.links:
        written = note.slice(link.span)
        if link.kind == "property":
            continue
        if "bare URLs" in differences and link.kind == "url" and not written.startswith("<"):
            continue
        if link.kind == "reference":
            label = _label(written)
            if label in seen:  # pulldown-cmark tells of the first one only
                continue
            seen.add(label)
        if "wikilinks in link text" in differences and link.kind == "markdown" and not link.embed:
            if any(link.span.holds(start) for start in inner):
                continue
        destination = link.target + link.subpath
        if link.kind == "wikilink":
            destination = _plain(destination)
        facts["images" if link.embed else "links"].append((*_span(link), destination))
    for code in note.code:
        facts[code.kind].append(_span(code) if code.kind == "inline" else _code(text, *_span(code)))
    facts["items"] = [(item.marker.start,) for item in note.items]
    return facts.done()


def _span(thing):
    return thing.span.start, thing.span.end


def _label(written):
    return " ".join(written[1:].partition("]:")[0].split()).casefold()


# Theirs


def theirs(text, differences=DIFFERENCES):
    """`text` has no byte order mark and no carriage returns."""
    start = body_of(text)
    seen, headings = neutral(text, differences)
    body = seen[start:]
    offsets = _offsets(body, start)
    facts = Facts()
    depth = 0
    heading = None  # level, start, ranges of what is in it
    for event, where in pyromark.events_with_range(body, options=OPTIONS):
        left, right = offsets[where["start"]], offsets[where["end"]]
        begun = event.get("Start") if isinstance(event, dict) else None
        if heading and event == {"End": {"Heading": f"H{heading[0]}"}}:
            level, place, inner = heading
            if place not in headings:
                facts["headings"].append((place, level, _lines(_content(text, inner)), not depth))
            heading = None
        elif heading:
            heading[2].append((left, right))
        depth += _step(event)
        if "Code" in event:
            facts["inline"].append((left, right))
        elif begun == "Item":
            facts["items"].append((_trim(text, left, right)[0],))
        elif not isinstance(begun, dict):
            continue
        elif "Heading" in begun:
            heading = int(begun["Heading"]["level"][1]), _trim(text, left, right)[0], []
        elif "CodeBlock" in begun:
            kind = "indented" if begun["CodeBlock"] == "Indented" else "fenced"
            facts[kind].append(_code(text, left, right))
        elif "Link" in begun or "Image" in begun:
            name, link = next(iter(begun.items()))
            if isinstance(link["link_type"], dict) and "\n" in text[left:right]:
                if "wikilinks are on one line" in differences:
                    continue
            destination = _destination(link, differences)
            if destination is not None:
                facts["links" if name == "Link" else "images"].append((left, right, destination))
    for definition in pyromark.reference_definitions(body, options=OPTIONS).values():
        left, right = (offsets[definition["span"][side]] for side in ("start", "end"))
        destination = _target(definition["dest"], differences)
        if destination is not None:
            facts["links"].append((*_trim(text, left, right), destination))
    return facts.done()


def _step(event):
    """Into a container, or out of it."""
    if not isinstance(event, dict):
        return 0
    for word, step in (("Start", 1), ("End", -1)):
        what = event.get(word, ())
        if what == "Item" or "BlockQuote" in what or "FootnoteDefinition" in what:
            return step
    return 0


def body_of(text):
    """Where the text after the frontmatter begins (4.1), by a rule of its own."""
    found = re.match(r"---\n(?:.*\n)*?---[ \t]*(?:\n|\Z)", text)
    return found.end() if found else 0


def _offsets(text, start):
    """From the offset of a byte in `text` to the offset of its character in the note."""
    if text.isascii():
        return range(start, start + len(text) + 1)
    offsets = []
    for offset, character in enumerate(text, start):
        offsets += [offset] * len(character.encode())
    return [*offsets, start + len(text)]


def _trim(text, start, end):
    """Without the blanks around it; an item after a tab is said to begin at the end of the line before."""
    while start < end and text[start] in " \t\n":
        start += 1
    while start < end and text[end - 1] in " \t\n":
        end -= 1
    return start, end


def _code(text, start, end):
    """Without the blank lines at the end of a block that nothing closes, though they be quoted."""
    while (line := text.rfind("\n", start, end)) >= 0 and not text[line:end].strip(" \t\n>"):
        end = line
    return _trim(text, start, end)


def _content(text, spans):
    if not spans:
        return ""
    start, end = min(left for left, _ in spans), max(right for _, right in spans)
    if text[start - 1] == "\\":  # the event of an escaped character begins after the backslash
        start -= 1
    return text[start:end].strip()


def _lines(text):
    """Of a heading: without what containers put before its second line."""
    return re.sub(r"[ \t]*\n[ \t>]*", "\n", text)


def _destination(link, differences):
    """As we write it: decoded, trimmed. None when the link is none of Obsidian's."""
    kind, destination = link["link_type"], link["dest_url"]
    if isinstance(kind, dict):
        if kind["WikiLink"]["has_pothole"]:
            destination = destination.removesuffix("\\")  # `\|` in a table
        return _somewhere(_plain(_padding(destination)), differences)
    if kind == "Email" and "mail" in differences:
        return None
    if kind in ("Reference", "Collapsed", "Shortcut") and "uses of references" in differences:
        return None
    return _target(destination, differences)


def _target(destination, differences):
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:|//", destination):
        return destination
    if not re.search(r"%(?![0-9A-Fa-f]{2})", destination):
        destination = unquote(destination)
    return _somewhere(_padding(destination), differences)


def _somewhere(destination, differences):
    return None if "nowhere to go" in differences and not destination.strip("# ") else destination


def _padding(linktext):
    linkpath, mark, rest = linktext.partition("#")
    return linkpath.strip(" \t\u00a0\u202f") + mark + rest.rstrip(" \t\u00a0\u202f")


# What is only Obsidian's

_PREFIX = r"[ \t>]*(?:(?:[-+*]|\d+[.)])[ \t]+(?:\[.\][ \t]+)?[ \t>]*)*"
_SPECIAL = re.compile(r"[`$<>&\[\]]|\\(?!\|)")


def _plain(linktext):
    return _SPECIAL.sub("x", linktext)


def neutral(text, differences=DIFFERENCES):
    """`text` without what pulldown-cmark cannot know, as long as before, and the headings that are only put in.

    Delimiters stay wherever pulldown-cmark knows them, so that it still has to agree on where a construct stands. What
    only Obsidian takes for a block becomes a heading, which ends paragraphs and containers just so.
    """
    note = parse_note("N.md", text)
    chars = list(text)

    def put(start, end, pattern, new):
        for found in re.finditer(pattern, text[start:end]):
            chars[start + found.start() : start + found.end()] = new * len(found[0])

    headings = set()
    if "comments" in differences:
        for comment in note.comments:
            if comment.kind == "obsidian":
                start, end = _span(comment)
                for mark in (start, end - 2):
                    chars[mark : mark + 2] = "xx"
                    if _is_block(text, start, end):
                        begins = _begins_line(text, mark)
                        chars[mark : mark + 2] = "# " if begins else "  "
                        headings |= {mark} if begins else set()
    if "math blocks" in differences:
        for span in note.math:
            if text.startswith("$$", span.start) and _is_block(text, span.start, span.end):
                put(span.start, span.end, r"\A.+|[^ \t>\n].*", " ")
                chars[span.start] = "#"
                headings.add(span.start)
    if "wikilinks are opaque" in differences:
        for link in note.links:
            if link.kind == "wikilink":
                put(link.span.start + 2 + link.embed, link.span.end - 2, _SPECIAL, "x")
    return "".join(chars), headings


def _is_block(text, start, end):
    following = text.find("\n", end)
    return _begins_line(text, start) and not text[end : following if following >= 0 else None].strip()


def _begins_line(text, offset):
    return re.compile(_PREFIX).fullmatch(text, text.rfind("\n", 0, offset) + 1, offset) is not None


# Both


def compare(text, differences=DIFFERENCES):
    """Per construct: facts of both, ours only, theirs only."""
    left, right = ours(text, differences), theirs(text, differences)
    result = {}
    for name in CONSTRUCTS:
        mine, other = list(left[name]), list(right[name])
        both = []
        for fact in left[name]:
            if fact in other:
                both.append(fact)
                mine.remove(fact)
                other.remove(fact)
        result[name] = both, mine, other
    return result
