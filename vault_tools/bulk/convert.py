"""Dates that are written in another way."""

from __future__ import annotations

from datetime import datetime

from vault_tools.bulk.operations import Obstacle, Operation, Outcome, outcome
from vault_tools.dates import parse_date, write_date
from vault_tools.model import Edit, Note, Property, Span, Value, is_empty
from vault_tools.printable import on_one_line
from vault_tools.property_edits import set_text


class ConvertDate(Operation, frozen=True):
    to: str
    formats: tuple[str, ...]
    """How dates are written now."""
    is_settled: bool
    """Does the first of the formats count that gives a day? Else all that do must give the same."""

    @property
    def done(self) -> str:
        return f'Wrote "{self.name}" as {self.to} in'

    def on_property(self, note: Note, property: Property) -> Outcome | Obstacle | None:
        edits: list[Edit | None] = []
        values = []
        for value, span in property.each():
            new = value if is_empty(value) else self.converted(note, value, span)
            if isinstance(new, Obstacle):
                return new
            values.append(new)
            if new is not value:
                edits.append(set_text(note, span, new))
        whole = values if isinstance(property.value, list) else values[0]
        return outcome(note, property, tuple(edits), lambda it: ((it.name, whole),)) if edits else None

    def converted(self, note: Note, value: Value, span: Span) -> Value | Obstacle:
        """The value itself where it is right. Digits alone are a number to YAML, which is no longer as written."""
        text = value if isinstance(value, str) else note.slice(span)
        shown = on_one_line(text)
        days = self.days(text)
        if not days:
            form = f" in the form {self.formats[0]}" if len(self.formats) == 1 else ""
            return Obstacle(span, f'"{shown}" is no date{form}')
        if len(days) > 1:
            both = " or ".join(f"{day:%Y-%m-%d}" for day in sorted(days))
            return Obstacle(span, f'"{shown}" could be {both}: {self.remedy}')
        (day,) = days
        if parse_date(text, (self.to,)):
            return value
        new = write_date(day, self.to)
        is_whole = parse_date(new, (self.to,)) == day
        return new if is_whole else Obstacle(span, f'the time in "{shown}" would be lost')

    def days(self, text: str) -> set[datetime]:
        """What is in the new form already is as it should be, if what settles it does not say another day."""
        now = parse_date(text, (self.to,))
        if self.is_settled:
            found = {now, parse_date(text, self.formats)}
        else:
            found = {now} if now else {parse_date(text, (format,)) for format in self.formats}
        return {day for day in found if day}

    @property
    def remedy(self) -> str:
        if self.is_settled:
            return "nobody knows whether it is converted yet; go by way of YYYY-MM-DD"
        return "say with --from how it is written"
