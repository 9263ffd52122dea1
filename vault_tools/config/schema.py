"""`[[schema]]`: a kind of note, and what its properties and headings must be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta, Struct

from vault_tools.dates import is_format

DateFormat = Annotated[str, Meta(extra_json_schema={"pattern": "(?=.*YYYY)(?=.*M)(?=.*D)"})]
EntryType = Literal["text", "number", "checkbox", "date", "datetime", "link", "url", "email"]
PropertyType = Literal[
    "text",
    "number",
    "checkbox",
    "date",
    "datetime",
    "link",
    "url",
    "email",
    "list",
    "tags",
    "aliases",
    "cssclasses",
    "object",
]
NAMES: tuple[PropertyType, ...] = ("tags", "aliases", "cssclasses")
"""Properties of names, and their types: a list, or one text, which is as good as a list of it (4.6)."""
DATE_TYPES = ("date", "datetime")
LIST_TYPES = ("list", *NAMES)
Extra = Literal["allow", "warn", "forbid"]
Plain = str | int | float | bool
Texts = str | tuple[str, ...]
"""One, or several."""


class Table(Struct, frozen=True, rename="kebab", kw_only=True):
    """Base of what may stand in the config file."""


def check_format(format: str) -> None:
    if not is_format(format):
        raise ValueError(f'"{format}" is not a date format: it needs YYYY, MM or M, DD or D, once each')


def each(texts: Texts | None) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else texts or ()


class Match(Table, frozen=True):
    """Which notes; all that are given must hold."""

    path: Annotated[
        Texts | None, Meta(description="Where the note is, in gitignore syntax; an empty list matches nothing.")
    ] = None
    tag: Annotated[Texts | None, Meta(description="A tag of the note, or the parent of one; any of several.")] = None
    property: Annotated[str | None, Meta(description="A property that the note has, be it empty or not.")] = None
    value: Annotated[
        Plain | tuple[Plain, ...] | None,
        Meta(description="What that property holds, or its list; any of several. A link is meant by its note, too."),
    ] = None

    def __post_init__(self) -> None:
        if self.value is not None and self.property is None:
            raise ValueError("`value` is the value of a property: name it with `property`")


class PropertySchema(Table, frozen=True):
    """What one property must look like. A dotted name is that of a property in a map: `"author.name"`."""

    type: Annotated[
        PropertyType | None, Meta(description="What it holds. Default: as Obsidian has stored it, else anything.")
    ] = None
    items: Annotated[EntryType | None, Meta(description="What each entry of a list is.")] = None
    required: Annotated[bool, Meta(description="Must the property be there and not empty?")] = False
    format: Annotated[
        DateFormat | None, Meta(description="Of a date, in Moment tokens. Default: any of `vault.date-formats`.")
    ] = None
    min: Annotated[
        int | float | str | None,
        Meta(description="The least number or day; of a text the length, of a list how many entries are not empty."),
    ] = None
    max: Annotated[int | float | str | None, Meta(description="The most, likewise.")] = None
    enum: Annotated[
        tuple[Plain, ...] | None, Meta(description="What it may be; of a list, what each entry may be.")
    ] = None
    pattern: Annotated[
        str | None, Meta(description="A regular expression that the whole text matches; of a list, each entry.")
    ] = None
    unique: Annotated[bool, Meta(description="May no other note of the vault have the same value?")] = False
    target: Annotated[
        Texts | None,
        Meta(
            description="What a link must lead to: the name of a schema, or a folder that ends in `/`; any of several."
        ),
    ] = None
    default: Annotated[
        Plain | tuple[Plain, ...] | None,
        Meta(
            description="What the unsafe fix of `required-property` writes. `{title}` is the name of the note,"
            " `{folder}` its folder, `{parent}` the folder around that, `{top}` the outermost one, and `{created}` the"
            " day that stands in its name, else the one when git first knew it."
        ),
    ] = None
    deprecated: Annotated[
        str | bool, Meta(description="True, or the name of the property that is to be used instead.")
    ] = False
    requires: Annotated[tuple[str, ...], Meta(description="Properties that must not be missing where this is.")] = ()
    after: Annotated[str | None, Meta(description="A property whose date must not be later than this one's.")] = None

    def __post_init__(self) -> None:
        if self.format is not None:
            check_format(self.format)
        for name, is_for, types, what in (
            ("format", self.format, DATE_TYPES, "dates"),
            ("target", self.target, ("link",), "links"),
            ("items", self.items, LIST_TYPES, "lists"),
        ):
            if is_for is not None and self.type not in types and (name == "items" or self.items not in types):
                raise ValueError(f"`{name}` is for {what}, and the type is {self.type or 'not given'}")

    def formats(self, usual: tuple[str, ...]) -> tuple[str, ...]:
        """Of its dates, in a vault that writes dates in the usual ones."""
        return (self.format,) if self.format else usual

    @property
    def entry_type(self) -> PropertyType | None:
        """Of the value, or of each entry if it is a list. What is no text in a list of names is dropped (4.6)."""
        if self.type in NAMES:
            return self.items or "text"
        return self.items if self.type == "list" else self.type

    @property
    def mentioned(self) -> Iterator[tuple[str, str]]:
        """Other properties that it names, each with the key that names it."""
        yield from (("requires", name) for name in self.requires)
        for key, name in (("after", self.after), ("deprecated", self.deprecated)):
            if isinstance(name, str):
                yield key, name


class Schema(Table, frozen=True):
    """One kind of note, and what its properties and headings must be."""

    name: Annotated[str, Meta(description="What the kind of note is called, in messages and in notes.")]
    match: Annotated[Match, Meta(description="Which notes are of this kind. Default: every note.")] = Match()
    extends: Annotated[
        Texts, Meta(description="Schemas whose properties, `extra`, `order` and `headings` hold here too, if not said.")
    ] = ()
    properties: Annotated[dict[str, PropertySchema], Meta(description="By the name of the property.")] = {}
    extra: Annotated[Extra | None, Meta(description="What of properties that are not listed? Default: `allow`.")] = None
    order: Annotated[
        tuple[str, ...] | None, Meta(description="In which order the properties stand; others come after these.")
    ] = None
    headings: Annotated[
        tuple[str, ...] | None,
        Meta(description="Headings that the note must have, in this order; with hashes, `## Summary`, of that level."),
    ] = None
