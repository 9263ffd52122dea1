"""The way in: the generated pages, the maps of content, and the folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, ClassVar

from msgspec import Meta

from vault_tools.index.cells import show
from vault_tools.index.columns import Column
from vault_tools.index.context import Context
from vault_tools.index.listing import Group, Row, row_of
from vault_tools.index.mocs import MOC_NAMES, NAMES_MEANT, has_moc_name, is_moc
from vault_tools.index.pages import Limit, Listing, Page
from vault_tools.index.patterns import placeholders
from vault_tools.model import Note
from vault_tools.order import natural
from vault_tools.vault.linktext import escape_text

_PAGE = ("Page",)
_NO_FOLDER = ("Notes", "Other notes")
"""Title for the notes in no folder, and the one where a folder has that."""


class Home(Page, frozen=True):
    lists_notes: ClassVar[bool] = False
    refuses: ClassVar[Mapping[str, str]] = {"group": "its headings are the folders"}

    mocs: Annotated[tuple[str, ...], Meta(description=NAMES_MEANT)] = MOC_NAMES
    limit: Annotated[
        Limit | None, Meta(description="Notes listed of a folder without a MOC, and pages for a value of a property.")
    ] = 30
    sort: Annotated[tuple[str, ...], Meta(description="As everywhere; of the notes of each folder.")] = ("path",)

    def listing(self, context: Context) -> Listing:
        groups = [group for group in self.groups(context) if not group.is_silent]
        return Listing(groups or [Group(empty=self.nothing)], self.titles((), context))

    def groups(self, context: Context) -> Iterator[Group]:
        notes = self.notes(context)
        folders = sorted({_top(note.path) for note in notes if note.folder}, key=natural)
        pages = [page for page in sorted(context.pages, key=_by_name) if page != context.path]
        per_folder = {target.path for target in context.targets if target.pattern and not target.members}
        in_folders = [
            page for page in pages if (page in per_folder or has_moc_name(page, self.mocs)) and _top(page) in folders
        ]
        elsewhere = {*in_folders, *(target.path for target in context.targets if target.members)}
        alone = context.links((page for page in pages if page not in elsewhere), self.view == "table")
        yield Group("Pages", _rows(alone), groups=tuple(self.per_value(context)), columns=_PAGE)
        for folder in folders:
            yield self.folder(folder, notes, in_folders, context)
        title = _NO_FOLDER[any(folder.casefold() == _NO_FOLDER[0].casefold() for folder in folders)]
        yield Group(title, self.entries((note.path for note in notes if not note.folder), context))

    def folder(self, folder: str, notes: Sequence[Note], pages: Sequence[str], context: Context) -> Group:
        """The MOCs of a folder at the root, generated ones too, or else its notes."""
        inside = [note for note in notes if _top(note.path) == folder]
        mocs = [note.path for note in inside if is_moc(note, self.mocs)] + [
            page for page in pages if _top(page) == folder
        ]
        if mocs:
            return Group(escape_text(folder), self.entries(sorted(mocs, key=_from_outside), context))
        shown = [note.path for note in inside][: self.limit]
        return Group(escape_text(folder), self.entries(shown, context), has_more=len(shown) < len(inside))

    def entries(self, paths: Iterable[str], context: Context) -> tuple[Row, ...]:
        """Generated notes have no columns: what is said of them must not hang on whether they are there yet."""
        columns = self.with_link(self.shown_columns((), context))
        return tuple(row_of(self.shown_in(column, path, context) for column in columns) for path in paths)

    def shown_in(self, column: Column, path: str, context: Context) -> str:
        if column.is_link:
            return context.link(path, self.shown_name(path), self.view == "table")
        note = None if path in context.pages else context.vault.notes.get(path)
        return self.cell(note, column, context, frozenset()) if note else ""

    def per_value(self, context: Context) -> Iterator[Group]:
        """Pages for one value each, of which no other page shows all values."""
        overviews = {target.page.overview_of().lower() for target in context.targets if not target.pattern}
        in_table = self.view == "table"
        for pattern, paths in _per_pattern(context).items():
            column = next(iter(placeholders(pattern).values()))
            if column.field.lower() not in overviews:
                others = sorted(paths.keys() - {context.path}, key=_by_name)
                shown = others[: self.limit]
                links = [context.link(path, paths[path], in_table) for path in shown]
                yield Group(show(column.shown_title), _rows(links), columns=_PAGE, has_more=len(shown) < len(others))

    def shows(self, note: Note, context: Context) -> str:
        per_value = {target.path for target in context.targets if target.members}
        if note.path in context.pages - per_value - {context.path}:
            return "a link to it, since it is generated"
        return self.shows_of(note, context) if note in self.notes(context) else ""

    def shows_of(self, note: Note, context: Context) -> str:
        link = context.link(note.path, self.shown_name(note.path))
        groups = list(self.groups(context))
        if found := [group.title for group in groups if any(row.text == link for row in group.rows)]:
            return f'a link to it, below "{found[0]}"'
        folder = _top(note.path)
        is_cut = any(group.has_more and group.title == escape_text(folder) for group in groups)
        why = f"there are more than {self.limit}" if is_cut else "its Maps of Content stand for them"
        return f'no link to it: of the notes in "{folder}" {why}'

    def shown_name(self, path: str) -> str | None:
        """Six notes called `Main` are told apart by their folders; any other note has a name of its own."""
        folder = path.rpartition("/")[0].rpartition("/")[2]
        return folder if has_moc_name(path, self.mocs) and folder else None


def _per_pattern(context: Context) -> Mapping[str, Mapping[str, str]]:
    """Pages for one value each that notes have, each with the value, by what their paths were made from."""
    found: dict[str, dict[str, str]] = {}
    for target in context.targets:
        if target.members and target.members.paths:
            found.setdefault(target.pattern, {})[target.path] = " / ".join(target.members.values)
    return found


def _by_name(path: str) -> tuple[Any, ...]:
    """As in a file explorer, which shows no `.md`: `Note` stands before `Note 2`."""
    return natural(path.removesuffix(".md"))


def _from_outside(path: str) -> tuple[Any, ...]:
    """What lies in a folder stands before what lies in the folders inside."""
    return natural(path.rpartition("/")[0]), _by_name(path)


def _rows(links: Iterable[str]) -> tuple[Row, ...]:
    return tuple(map(Row, links))


def _top(path: str) -> str:
    return path.partition("/")[0]
