"""Which pages a vault wants: from the config, or the default set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, NamedTuple

import msgspec
from msgspec import Meta, Struct

from vault_tools.config.tables import Config
from vault_tools.declared import Mistake, Where, check
from vault_tools.index.manifest import manifest
from vault_tools.index.pages import Page, kinds
from vault_tools.index.places import is_place
from vault_tools.markers import is_region_name
from vault_tools.model import name_of
from vault_tools.resources import bibliography_by_note
from vault_tools.suggest import did_you_mean
from vault_tools.vault import Vault
from vault_tools.vault.files import visible_name
from vault_tools.vault.ignore import matcher
from vault_tools.vault.linktext import escape_text

FOLDER = "{folder}"


class Entry(Struct, frozen=True, rename="kebab", kw_only=True):
    """What every entry of `[[index.pages]]` says, beside the options of its kind."""

    path: Annotated[
        str,
        Meta(
            description="Of the note; `{folder}/` at its beginning makes one for each folder.",
            extra_json_schema={"pattern": r"\.md$"},
        ),
    ]
    name: Annotated[str | None, Meta(description="Of the region. Default: the kind.")] = None
    title: Annotated[str | None, Meta(description="Heading of a new note. Default: its name, or its folder's.")] = None
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
        parts = self.path.replace(FOLDER, "folder").split("/")
        if not self.path.endswith(".md"):
            raise ValueError(f'"{self.path}" does not end in `.md`')
        if "\\" in self.path or any(part in ("", "..") or part.startswith(".") for part in parts):
            raise ValueError(f'"{self.path}" is no path inside the vault')
        if "{" in self.path.removeprefix(FOLDER + "/"):
            raise ValueError(f'"{self.path}": only `{FOLDER}/` at its beginning is replaced')
        if self.name is not None and not is_region_name(self.name):
            raise ValueError(f'"{self.name}" is no name for a region: one word, without quotes, `=`, `<`, `>` or `--`')
        if self.title is not None and "\n" in self.title:
            raise ValueError("a `title` is one line")
        if self.below is not None and not is_place(self.below):
            raise ValueError(f'`below`: "{self.below}" is neither `dataview` nor a heading such as `## Notes`')


class Target(NamedTuple):
    """One region in one note."""

    path: str
    name: str
    title: str
    page: Page
    siblings: frozenset[str]
    create: bool = True
    attributes: Mapping[str, str] = {}
    """Of the marker, when it must describe itself because no config does."""
    number: int | None = None
    """Of the entry of the config that wants it, from 0."""
    below: str | None = None
    """Where the region goes in a note that lacks it."""


def mistakes(config: Config) -> Iterator[Mistake]:
    """What is wrong in `[[index.pages]]`."""
    found: list[Mistake] = []
    seen: set[tuple[str, str, tuple[str, ...]]] = set()
    for i, options in enumerate(config.index.pages):
        where = ("index", "pages", i)
        entry, page = _read(options, where, found)
        if entry and page:
            region = (entry.path, entry.name or page.kind, entry.folders)
            if region in seen:
                found.append(Mistake(where, f'a second region "{region[1]}" in "{region[0]}": give it a `name`'))
            seen.add(region)
            for name, patterns in (("exclude", config.vault.exclude), ("templates", config.vault.templates)):
                if FOLDER not in entry.path and matcher(patterns)(entry.path):
                    found.append(Mistake((*where, "path"), f'"{entry.path}" is left out by `vault.{name}`'))
    yield from found


def read_page(options: Mapping[str, Any], where: Where, found: list[Mistake]) -> Page | None:
    """A page from its `kind` and options; None when there is a mistake.

    Options may all be text, as in a marker: `columns = "Topic, Date"`.
    """
    kind = options.get("kind")
    if kind is None:
        found.append(Mistake(where, f"`kind` is missing: it is one of {', '.join(kinds())}"))
        return None
    if kind not in kinds():
        found.append(Mistake((*where, "kind"), f'no kind of page "{kind}"{did_you_mean(str(kind), kinds())}'))
        return None
    rest = {key: value for key, value in options.items() if key != "kind"}
    count = len(found)
    page: Page = check(rest, kinds()[kind], where, found, strict=False)
    return page if len(found) == count else None


def _read(options: Mapping[str, Any], where: Where, found: list[Mistake]) -> tuple[Entry | None, Page | None]:
    own = {field.encode_name for field in msgspec.structs.fields(Entry)}
    said = {k: v for k, v in options.items() if k in own}
    if isinstance(said.get("path"), str):
        said["path"] = visible_name(said["path"])
    entry: Entry | None = check(said, Entry, where, found)
    return entry, read_page({k: v for k, v in options.items() if k not in own}, where, found)


def targets(vault: Vault, with_defaults: bool) -> list[Target]:
    """The regions that the config wants, in its order; without any entry the default set, if `with_defaults`."""
    entries = [_read(options, (), []) for options in vault.config.index.pages]
    if not entries:
        return list(_defaults(vault)) if with_defaults else []
    found = [
        target._replace(number=number)
        for number, (entry, page) in enumerate(entries)
        if entry and page
        for target in _expanded(entry, page, vault)
    ]
    made = {target.path for target in found if target.create}
    return [target for target in found if target.path in made or vault.note(target.path)]


def _expanded(entry: Entry, page: Page, vault: Vault) -> Iterator[Target]:
    paths = {folder: entry.path.replace(FOLDER, folder) for folder in _folders(entry, vault)}
    siblings = frozenset(paths.values())
    for folder, path in paths.items():
        title = entry.title or escape_text(folder.rpartition("/")[2] or name_of(path))
        yield Target(path, entry.name or page.kind, title, page, siblings, entry.create, below=entry.below)


def _folders(entry: Entry, vault: Vault) -> list[str]:
    """Every folder that holds a note; only if the path asks for folders, and not the root.

    One that holds nothing but its page still counts, unless the manifest proves that the page is ours to remove.
    """
    if FOLDER not in entry.path:
        return [""]
    is_wanted = matcher(entry.folders)
    name = entry.path.removeprefix(FOLDER + "/")
    notes = [note for note in vault.notes.values() if not note.is_generated]
    made = manifest(vault).pages
    pages = [
        note
        for note in vault.notes.values()
        if note.is_generated and note.path == f"{note.folder}/{name}" and note.path not in made
    ]
    folders = sorted({note.folder for note in notes + pages if note.folder})
    return [folder for folder in folders if not entry.folders or is_wanted(folder + "/")]


def _defaults(vault: Vault) -> Iterator[Target]:
    """Pages in `Index/` that have something to show."""
    yield _default(vault, "Home", "home")
    if any(note.value("Topic") for note in vault.notes.values()):
        yield _default(vault, "Topics", "property", property="Topic")
    if any(note.tags for note in vault.notes.values()):
        yield _default(vault, "Tags", "tags")
    if bibliography_by_note(vault):
        yield _default(vault, "Resources", "resources")
    yield _default(vault, "Graph", "graph")


def _default(vault: Vault, name: str, kind: str, **options: Any) -> Target:
    page = kinds()[kind](**options)
    return Target(free_path(vault, name), kind, name, page, frozenset(), True, {"kind": kind, **options})


def free_path(vault: Vault, name: str) -> str:
    """In `Index/`, by a name that no other file of the vault has: a page must not take the links that mean another
    note."""
    path = f"Index/{name}.md"
    return path if vault.resolve(name, path).path in (None, path) else f"Index/{name} index.md"
