"""One column, condition or sort key of a Dataview query, in the words of a page."""

from __future__ import annotations

import re

from vault_tools.index.dataview.cut import STRING, refusal, unquoted

_NAME = r"(?:[^\W\d_][\w-]*)"
_FIELD = rf"(?:{_NAME}(?:\.{_NAME})*)"
_COLUMN = re.compile(rf"(?P<what>.*?)(?: as (?P<title>{STRING}|{_NAME}))?", re.I | re.S)
_DATE = re.compile(rf"dateformat\( ?(?P<field>{_FIELD}) ?, ?(?P<format>{STRING}) ?\)")
_PARENT = re.compile(r'regexreplace\( ?file\.folder ?, ?"\^?\.\*\\?/\(\[\^\\?/\]\+\)\$" ?, ?"\$1" ?\)')
_IS_THERE = re.compile(rf"(?P<not>!?) ?(?P<field>{_FIELD})")
_HAS_TAG = re.compile(rf"(?P<not>!?) ?contains\( ?(?:file\.e?)?tags ?, ?(?P<tag>{STRING}) ?\)")
_COMPARISON = re.compile(
    rf"(?P<field>{_FIELD}) ?(?P<sign>!=|<=|>=|=|<|>) ?"
    rf"(?:(?P<text>{STRING})|date\( ?(?P<day>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}) ?\)"
    r"|(?P<bare>-?[0-9]+(?:\.[0-9]+)?|[Tt]rue|[Ff]alse))"
)
_SORT_KEY = re.compile(rf"(?P<field>{_FIELD})(?: (?:asc(?:ending)?|(?P<down>desc(?:ending)?)))?", re.I)
_SAME_LETTERS = re.compile(r"([^\W\d_])\1*")

_OF_FILE = {
    **{name: name for name in ("name", "path", "folder", "link", "tags")},
    "etags": "tags",
    "inlinks": "backlinks",
    "outlinks": "links",
    **dict.fromkeys(("mtime", "mday"), "modified"),
    **dict.fromkeys(("ctime", "cday"), "created"),
}
"""Dataview's names of what a file has, and ours."""
_LISTS = frozenset({"file.link", "file.tags", "file.backlinks", "file.links"})
"""What no text can be compared with."""
_SORTED = {"file.name": "name", "file.path": "path", "file.modified": "file.modified", "file.created": "file.created"}
_MOMENT = {"yyyy": "YYYY", "MM": "MM", "M": "M", "dd": "DD", "d": "D", "HH": "HH", "mm": "mm", "ss": "ss"}
"""Luxon's tokens, and Moment's."""


def column(text: str, is_grouped: bool) -> str:
    """`FIELD [as TITLE] [in FORMAT]`; in groups Dataview calls the field `rows.FIELD`."""
    found = _COLUMN.fullmatch(text)
    what = found["what"] if found else text
    title = _title(found["title"]) if found and found["title"] else ""
    if is_grouped and what == "key":
        raise refusal(text, "the name of a group is its heading")
    if _PARENT.fullmatch(what):
        return f"file.folder-name{title}"
    if date := _DATE.fullmatch(what):
        return f"{field(date['field'], text)}{title} in {_moment(date['format'])}"
    return f"{field(what.removeprefix('rows.') if is_grouped else what, text)}{title}"


def field(name: str, part: str) -> str:
    """A property, or our name for what a file has; `part` is what a refusal quotes."""
    outer, _, inner = name.partition(".")
    if not re.fullmatch(_FIELD, name) or outer in ("this", "row", "rows", "true", "false", "null"):
        raise refusal(part, "only properties, what a file has, and dates in `dateformat` can be")
    if outer != "file":
        return name
    if inner not in _OF_FILE:
        raise refusal(part, f"a page knows no `{name}`")
    return f"file.{_OF_FILE[inner]}"


def condition(text: str) -> str:
    if there := _IS_THERE.fullmatch(text):
        return f"{there['not']}{field(there['field'], text)}"
    if tag := _HAS_TAG.fullmatch(text):
        return f"{tag['not']}#{_value(unquoted(tag['tag']).removeprefix('#'), text)}"
    found = _COMPARISON.fullmatch(text)
    if not found or field(found["field"], text) in _LISTS:
        raise refusal(text, "only properties that are there, tags, and one property compared with one value can be")
    value = unquoted(found["text"]) if found["text"] else found["day"] or found["bare"].lower()
    return f"{field(found['field'], text)}{found['sign']}{_value(value, text)}"


def sort_key(text: str) -> str:
    found = _SORT_KEY.fullmatch(text)
    by = field(found["field"], text) if found else ""
    if not found or (by.startswith("file.") and by not in _SORTED):
        raise refusal(text, "notes are sorted by properties, names, paths and times")
    return f"{'-' if found['down'] else ''}{_SORTED.get(by, by)}"


def _title(written: str) -> str:
    title = unquoted(written)
    if not _is_plain(title) or re.search(r"\b(?:in|as)\b", title, re.I):
        raise refusal(title, "a title is not empty, and has no comma and not the words `as` and `in`")
    return f" as {title}"


def _value(value: str, part: str) -> str:
    if not _is_plain(value) or value[0] in "=<>!":
        raise refusal(part, "a value is not empty, and has no comma, and no `=`, `<`, `>` or `!` in front")
    return value


def _is_plain(text: str) -> bool:
    """Is it the same when it is read again, from a list with commas?"""
    return bool(text) and "," not in text and text == " ".join(text.split())


def _moment(written: str) -> str:
    format = unquoted(written)
    if not all(found[0] in _MOMENT for found in _SAME_LETTERS.finditer(format)) or re.search(r"[][',]", format):
        raise refusal(format, f"dates are written with {', '.join(_MOMENT)}")
    return _SAME_LETTERS.sub(lambda found: _MOMENT[found[0]], format)
