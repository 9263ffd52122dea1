"""What links to the note that the region stands in; a page of its own lists that for every note."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar

from msgspec import Meta

from vault_tools.index.clauses import Clause
from vault_tools.index.context import Context, distinct_name
from vault_tools.index.pages import Limit, Listing, Page
from vault_tools.model import Note, name_of
from vault_tools.order import natural
from vault_tools.suggest import did_you_mean
from vault_tools.vault import Vault


class Backlinks(Page, frozen=True):
    """Links in generated regions do not count, nor do those of a note to itself."""

    nothing: ClassVar[str] = "No links yet."
    listed: ClassVar[str] = "Backlinks"
    lists_notes: ClassVar[bool] = False

    note: Annotated[
        str | None,
        Meta(
            description="Name or path of a note. Default: the one around the region, if people write there; else all."
        ),
    ] = None
    limit: Annotated[Limit | None, Meta(description="So many notes at most, that link to one.")] = None

    def complaint(self, context: Context) -> str | None:
        if self.note is not None:
            found = context.vault.resolve(self.note, context.path)
            if found.candidates:
                listed = ", ".join(f'"{path}"' for path in found.candidates)
                return f'"{self.note}" can be any of {listed}: name the path'
            if not found.path or not context.vault.note(found.path):
                return f'no note "{self.note}"{did_you_mean(self.note, _names(context.vault))}'
        return super().complaint(context)

    def subject(self, context: Context) -> str | None:
        """The one note that is linked to; None for all."""
        if self.note is not None:
            return context.vault.resolve(self.note, context.path).path
        own = context.vault.note(context.path)
        return context.path if own and own.has_own_text else None

    def clauses(self, context: Context) -> Iterator[Clause]:
        subject = self.subject(context)
        if subject is None:
            yield Clause("a link to another note", lambda note: bool(_linked(note, context)))
        else:
            sources = {resolved.source for resolved in context.vault.backlinks.get(subject, ())} - {subject}
            name = distinct_name(context.vault, subject)
            yield Clause(f'a link to "{name}"', lambda note: note.path in sources)
        yield from super().clauses(context)

    def arranged(self, notes: Sequence[Note], context: Context) -> Listing:
        """For all notes, a group for each that is linked to."""
        if self.subject(context) is not None:
            return super().arranged(notes, context)
        linking: dict[str, list[Note]] = defaultdict(list)
        for note in notes:
            for target in _linked(note, context):
                linking[target].append(note)
        targets = sorted(linking, key=lambda path: (natural(name_of(path)), path))
        groups = [self.below_title(context.link(path), linking[path], context) for path in targets]
        return Listing(groups, self.titles(notes, context))


def _names(vault: Vault) -> list[str]:
    """What a note can be called by."""
    return [*map(name_of, vault.notes), *(path.removesuffix(".md") for path in vault.notes)]


def _linked(note: Note, context: Context) -> set[str]:
    """The other notes that it links to, if people write them."""
    paths = {resolved.target for resolved in context.vault.links.get(note.path, ())} - {note.path}
    found = filter(None, (context.vault.notes.get(path or "") for path in paths))
    return {note.path for note in found if not note.is_generated}
