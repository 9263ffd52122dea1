"""What a page shows beside a note, as the options say it: a property or a field of the file, and how."""

from __future__ import annotations

import re
from typing import Annotated

from msgspec import Meta, Struct

from vault_tools.dates import can_write
from vault_tools.index.file_fields import FILE_FIELDS

_ALIASES = {"name": "file.name", "path": "file.path"}
"""What sort keys may call them."""
_COLUMN = re.compile(r"(?P<field>\S.*?)(?:\s+as\s+(?P<title>\S.*?))?\s*", re.S)


class Column(Struct, frozen=True, kw_only=True):
    """A property, or a field of the file, and how it is shown."""

    field: Annotated[str, Meta(description="A property, dotted in a map, or one of the fields of files.")]
    title: Annotated[str | None, Meta(description="What stands above it. Default: its name.")] = None
    format: Annotated[str | None, Meta(description="Of its dates, in Moment tokens. Default: as they are written.")] = (
        None
    )

    def __post_init__(self) -> None:
        if self.format is not None and not can_write(self.format):
            raise ValueError(f'"{self.format}" is not a date format: it has YYYY, MM, M, DD, D, HH, mm or ss')

    @property
    def shown_title(self) -> str:
        if self.title is not None:
            return self.title
        found = FILE_FIELDS.get(self.field.lower())
        return found.title if found else self.field

    @property
    def is_link(self) -> bool:
        """Does it show the note itself?"""
        return self.field.lower() == "file.link"


def read_column(spec: str | Column) -> Column:
    """`FIELD [as TITLE] [in FORMAT]`; what follows ` in ` is a part of the name unless it is a format."""
    if isinstance(spec, Column):
        return spec
    rest, _, format = spec.rpartition(" in ")
    if not rest or not can_write(format.strip()):
        rest, format = spec, ""
    found = _COLUMN.fullmatch(rest)
    if found is None:
        return Column(field=rest)
    return Column(field=found["field"], title=found["title"], format=format.strip() or None)


def sort_field(key: str) -> str:
    """What a key of `sort` or `group` is about: `-Date` is about `Date`."""
    name = read_column(key.removeprefix("-")).field
    return _ALIASES.get(name, name)
