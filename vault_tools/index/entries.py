"""Entries of `[[index.pages]]`: what each of them says, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from vault_tools.config.tables import Config
from vault_tools.declared import Mistake, Where, check
from vault_tools.file_names import CONTROL
from vault_tools.index.pages import Page, kinds
from vault_tools.index.patterns import complaint, is_per_folder, sample
from vault_tools.index.places import is_place
from vault_tools.markers import has_marker, is_region_name
from vault_tools.suggest import did_you_mean
from vault_tools.vault.files import visible_name
from vault_tools.vault.ignore import matcher


class Entry(Struct, frozen=True, rename="kebab", kw_only=True):
    """What every entry of `[[index.pages]]` says, beside the options of its kind."""

    path: Annotated[
        str,
        Meta(
            description="Of the note. `{folder}/` at its beginning makes one for each folder, and is its name further"
            " on; `{Topic}`, `{Date in YYYY-MM}`, `{file.letter}` or `{tag}` make one for each value that a listed note"
            " has.",
            extra_json_schema={"pattern": r"\.md$"},
        ),
    ]
    name: Annotated[str | None, Meta(description="Of the region. Default: the kind.")] = None
    title: Annotated[
        str | None,
        Meta(description="Heading of a new note, as Markdown. Default: its name, its folder's, or the value."),
    ] = None
    folders: Annotated[
        tuple[str, ...], Meta(description="Which folders `{folder}` stands for, in gitignore syntax. Default: all.")
    ] = ()
    create: Annotated[bool, Meta(description="Is the note made where there is none?")] = True
    below: Annotated[
        str | None,
        Meta(
            description="Where the region goes in a note that lacks it: below its first `dataview` block, or a heading"
            " such as `## Notes`. Default, and where there is none: the end."
        ),
    ] = None

    def __post_init__(self) -> None:
        parts = sample(self.path).split("/")
        if not self.path.endswith(".md"):
            raise ValueError(f'"{self.path}" does not end in `.md`')
        is_odd = "\\" in self.path or CONTROL.search(self.path)
        if is_odd or any(part in ("", "..") or part.startswith(".") for part in parts):
            raise ValueError(f'"{self.path}" is no path inside the vault')
        if reason := complaint(self.path):
            raise ValueError(f'"{self.path}": {reason}')
        if self.name is not None and not is_region_name(self.name):
            raise ValueError(f'"{self.name}" is no name for a region: one word, without quotes, `=`, `<`, `>` or `--`')
        if self.title is not None and re.search(r"[\r\n]", self.title):
            raise ValueError("a `title` is one line")
        if self.title is not None and has_marker(self.title):
            raise ValueError("a `title` holds no marker of a region")
        if self.below is not None and not is_place(self.below):
            raise ValueError(f'`below`: "{self.below}" is neither `dataview` nor a heading such as `## Notes`')


def mistakes(config: Config) -> Iterator[Mistake]:
    """What is wrong in `[[index.pages]]`."""
    found: list[Mistake] = []
    seen: set[tuple[str, str, tuple[str, ...]]] = set()
    for i, options in enumerate(config.index.pages or ()):
        where = ("index", "pages", i)
        entry, page = read_entry(options, where, found)
        if entry and page:
            region = (entry.path, entry.name or page.kind, entry.folders)
            if region in seen:
                found.append(Mistake(where, f'a second region "{region[1]}" in "{region[0]}": give it a `name`'))
            seen.add(region)
            for name, patterns in (("exclude", config.vault.exclude), ("templates", config.vault.templates)):
                if not is_per_folder(entry.path) and matcher(patterns)(sample(entry.path)):
                    found.append(Mistake((*where, "path"), f'"{entry.path}" is left out by `vault.{name}`'))
    yield from found


def read_page(options: Mapping[str, Any], where: Where, found: list[Mistake]) -> Page | None:
    """A page from its `kind` and options; None when there is a mistake.

    Options may all be text, as in a marker: `columns = "Topic, Date"`.
    """
    kind = _kind(options.get("kind"), where, found)
    if kind is None:
        return None
    count = len(found)
    for name in filter(kind.refuses.get, options):
        reason = f'a page of the kind "{kind.kind}" takes no `{name}`: {kind.refuses[name]}'
        found.append(Mistake((*where, name), reason))
    rest = {key: value for key, value in options.items() if key != "kind" and key not in kind.refuses}
    page: Page = check(rest, kind, where, found, strict=False)
    return page if len(found) == count else None


def _kind(name: Any, where: Where, found: list[Mistake]) -> type[Page] | None:
    if name is None:
        found.append(Mistake(where, f"`kind` is missing: it is one of {', '.join(kinds())}"))
    elif not isinstance(name, str):
        check(name, str, (*where, "kind"), found)
    elif name not in kinds():
        found.append(Mistake((*where, "kind"), f'no kind of page "{name}"{did_you_mean(name, kinds())}'))
    else:
        return kinds()[name]
    return None


def read_entry(options: Mapping[str, Any], where: Where, found: list[Mistake]) -> tuple[Entry | None, Page | None]:
    """What belongs to every entry, and what to its kind; None for each where there is a mistake."""
    own = {field.encode_name for field in msgspec.structs.fields(Entry)}
    said = {k: v for k, v in options.items() if k in own}
    if isinstance(said.get("path"), str):
        said["path"] = visible_name(said["path"])
    entry: Entry | None = check(said, Entry, where, found)
    return entry, read_page({k: v for k, v in options.items() if k not in own}, where, found)
