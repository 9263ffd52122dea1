"""Notes by the values of a property."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from vault_tools.index.clauses import Clause
from vault_tools.index.context import Context
from vault_tools.index.fields import said, values
from vault_tools.index.pages import Page


class Property(Page, frozen=True):
    property: Annotated[str, Meta(description="Whose values group the notes.")]

    def ordering_fields(self) -> list[str]:
        return [self.property, *super().ordering_fields()]

    def clauses(self, context: Context) -> Iterator[Clause]:
        """Notes without the property, or with an empty one, are not listed."""
        yield Clause(
            f'a value of "{self.property}"',
            lambda note: bool(values(note, self.property, context)),
            lambda note: said(note, self.property, context),
        )
        yield from super().clauses(context)

    def headings(self) -> tuple[str, ...]:
        return (self.property, *self.group)
