"""What Maps of Content that are written by hand leave out of their folders, and which of their links lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, ClassVar

from msgspec import Meta

from vault_tools.index.clauses import Clause
from vault_tools.index.context import Context, distinct_name
from vault_tools.index.coverage import Coverage, coverage, curated, in_folder, in_own_folder, with_tag
from vault_tools.index.folders import misspelt_folder
from vault_tools.index.listing import Group, Row
from vault_tools.index.mocs import MOC_NAMES, NAMES_MEANT
from vault_tools.index.pages import Limit, Listing, Page
from vault_tools.model import Note, name_of
from vault_tools.order import natural
from vault_tools.suggest import did_you_mean
from vault_tools.tags import tag_key
from vault_tools.vault.linktext import escape_text

_NO_MOCS = "No Maps of Content that list their folders yet."


class MocCoverage(Page, frozen=True):
    lists_notes: ClassVar[bool] = False

    moc: Annotated[
        str | None,
        Meta(description="Name or path of one. Default: all that link half of their folder, and three notes, by hand."),
    ] = None
    folder: Annotated[
        str | None, Meta(description="What the `moc` is to list: a vault path. Default: its own folder, or all tagged.")
    ] = None
    tag: Annotated[str | None, Meta(description="What the `moc` is to list: notes with this tag.")] = None
    limit: Annotated[Limit | None, Meta(description="So many notes at most, that one leaves out.")] = None
    mocs: Annotated[tuple[str, ...], Meta(description=NAMES_MEANT)] = MOC_NAMES

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in ("folder", "tag"):
            if getattr(self, name) is not None and self.moc is None:
                raise ValueError(f"`{name}` says what one Map of Content is to list: say which, with `moc`")

    def complaint(self, context: Context) -> str | None:
        if self.moc is not None:
            found = context.vault.resolve(self.moc, context.path)
            if found.candidates:
                return f'"{self.moc}" can be several notes: write its path'
            if found.path not in context.vault.notes:
                names = [name_of(path) for path in context.vault.notes]
                return f'there is no note "{self.moc}"{did_you_mean(self.moc, names)}'
        return (self.folder and misspelt_folder(self.folder, context.vault)) or super().complaint(context)

    def coverages(self, context: Context) -> list[Coverage]:
        vault = context.vault
        if self.moc is None:
            found = curated(vault, self.mocs)
            return [found[path] for path in sorted(found, key=natural)]
        moc = vault.notes.get(vault.resolve(self.moc, context.path).path or "")
        if moc is None:
            return []
        if self.folder is None and self.tag is None:
            wanted = in_own_folder(vault, moc.folder, self.mocs)
        else:
            wanted = in_folder(vault, (self.folder or "").strip("/"), self.mocs)
        return [coverage(moc, with_tag(vault, tag_key(self.tag), wanted) if self.tag else wanted, vault)]

    def clauses(self, context: Context) -> Iterator[Clause]:
        by: dict[str, list[str]] = {}
        for found in self.coverages(context):
            for path in found.missing:
                by.setdefault(path, []).append(distinct_name(context.vault, found.moc.path))
        yield Clause(
            "left out by a Map of Content",
            lambda note: note.path in by,
            lambda note: ", ".join(by.get(note.path, [])),
        )
        yield from super().clauses(context)

    def listing(self, context: Context) -> Listing:
        coverages, notes = self.coverages(context), self.notes(context)
        groups = [self.of_moc(found, notes, context) for found in coverages]
        said = [group for group in groups if not group.is_silent]
        return Listing(said or [Group(empty=_nothing(coverages, context))], self.titles(notes, context))

    def of_moc(self, found: Coverage, notes: Sequence[Note], context: Context) -> Group:
        missing = set(found.missing)
        notes = [note for note in notes if note.path in missing]
        group = self.below_title(context.link(found.moc.path), notes, context)
        return group._replace(groups=(*group.groups, _gone(found.gone))) if found.gone else group


def _nothing(coverages: Sequence[Coverage], context: Context) -> str:
    mocs = ", ".join(context.link(found.moc.path) for found in coverages)
    return f"Nothing is left out of {mocs}." if mocs else _NO_MOCS


def _gone(names: Iterable[str]) -> Group:
    rows = tuple(Row(escape_text(name)) for name in sorted(names, key=natural))
    return Group("Lead nowhere", rows, columns=("Link",))
