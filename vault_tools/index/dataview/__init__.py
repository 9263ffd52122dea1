"""A Dataview query, read as the options of a page that shows the same notes.

This is no engine: the plain part of the language is known, and all else is refused. A query is cut into parts, and each
part is matched as a whole, so nothing is ever left out in silence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from vault_tools.index.dataview.cut import STRING, clauses_of, list_of, parts_of, refusal, unquoted
from vault_tools.index.dataview.words import column, condition, field, sort_key

Query = Mapping[str, str | tuple[str, ...]]
"""Options of the kind `folder`, with `kind`, as a marker can hold them. What a query does not ask for is left out."""

_HEADER = re.compile(r"(?P<type>table|list)(?: (?P<no_id>without id))?(?: (?P<columns>.*))?", re.I | re.S)
_SOURCE = re.compile(rf'(?P<folder>{STRING})|(?P<not>[!-]?) ?(?P<tag>#[^\s"!,()|&]+)')


def read_query(text: str) -> Query:
    """Raises UserError when a part of the query, which it quotes, cannot be taken over."""
    header, clauses = clauses_of(text)
    return {"kind": "folder", **_shown(header, clauses), **_chosen(clauses), **_ordered(clauses)}


def _shown(header: str, clauses: Mapping[str, Sequence[str]]) -> Query:
    found = _HEADER.fullmatch(header)
    if not found:
        raise refusal(header, "only `table` and `list` can be")
    columns = tuple(column(part, "group by" in clauses) for part in list_of(found["columns"] or ""))
    if found["no_id"] and not any(re.match(r"file\.link\b", shown) for shown in columns):
        raise refusal(header, "a page names its notes, and there is no column `file.link`")
    if found["type"].lower() == "table":
        return {"columns": columns}
    if len(columns) > 1 or any(" as " in shown for shown in columns):
        raise refusal(header, "a list shows one field, without a title")
    return {"view": "list", "columns": columns}


def _chosen(clauses: Mapping[str, Sequence[str]]) -> Query:
    """Which notes."""
    folders, where = list[str](), list[str]()
    for part in (part for said in clauses.get("from", ()) for part in parts_of(said)):
        found = _SOURCE.fullmatch(part)
        if not found or (found["folder"] and folders):
            raise refusal(part, "notes come from one folder, and have tags or have them not, all joined by `and`")
        if found["folder"]:
            folders.append(unquoted(part).strip("/"))
        else:
            where.append(f"{'!' if found['not'] else ''}{found['tag']}")
    where += [condition(part) for said in clauses.get("where", ()) for part in parts_of(said)]
    return {"folder": "".join(folders), "recursive": "true", **({"where": tuple(where)} if where else {})}


def _ordered(clauses: Mapping[str, Sequence[str]]) -> Query:
    """What is sorted twice keeps its first order where the second says nothing."""
    found: dict[str, str | tuple[str, ...]] = {}
    if "sort" in clauses:
        found["sort"] = tuple(sort_key(part) for said in reversed(clauses["sort"]) for part in list_of(said))
    for said in clauses.get("limit", ()):
        if not re.fullmatch(r"[0-9]+", said):
            raise refusal(f"limit {said}", "a limit is a number")
        found["limit"] = said
    for said in clauses.get("group by", ()):
        found["group"] = field(said, f"group by {said}")
    return found
