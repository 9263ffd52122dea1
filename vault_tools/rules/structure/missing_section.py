from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, NamedTuple

from vault_tools.model import Heading, Note, Problem, Severity, Span, heading_key
from vault_tools.printable import on_one_line
from vault_tools.rules import Example, Rule
from vault_tools.schemas import schema_of
from vault_tools.suggest import did_you_mean
from vault_tools.vault import Vault

_SCHEMA = """
[[schema]]
name = "book"
match = { path = "Books/" }
headings = ["## Summary", "Quotes", "## See also"]
"""


class MissingSection(Rule, frozen=True):
    """A heading that the note's schema asks for is missing, or stands elsewhere.

    In Obsidian, links and embeds such as `[[Note#Summary]]` ask for a section by its heading: where that is missing, a
    link opens the note at its top, and an embed shows that nothing was found.

    `headings` of a `[[schema]]` names them in their order: `"## Summary"` is of the second level, `"Summary"` of any.
    They are compared as links compare them, without case and punctuation, and a heading inside a quote, callout or list
    does not count. Other headings may stand between them.
    """

    severity: ClassVar[Severity] = "warning"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            config=_SCHEMA,
            files={"Books/Dune.md": "# Dune\n## Sumary\n### Quotes\n\n> ## See also\n"},
            problems=(
                'Books/Dune.md:1:1: the heading "## See also" is missing (schema "book")',
                'Books/Dune.md:1:1: the heading "## Summary" is missing (schema "book"), did you mean "Sumary"?',
            ),
            unlike=frozenset({"frontmatter", "callout"}),
        ),
        Example(
            config=_SCHEMA,
            files={"Books/Dune.md": "# See also\n\n## Quotes\n\n## Summary\n"},
            problems=(
                'Books/Dune.md:1:1: the heading "See also" must be of level 2 (schema "book")',
                'Books/Dune.md:5:1: the heading "Summary" must stand above "Quotes" (schema "book")',
            ),
            unlike=frozenset({"callout"}),
        ),
        Example(
            config=_SCHEMA,
            files={"Books/Dune.md": "## See also\n## Summary\n## Plot\n# Quotes\n### Summary\n"},
            problems=('Books/Dune.md:1:1: the heading "See also" must stand below "Quotes" (schema "book")',),
            unlike=frozenset({"callout"}),
        ),
        Example(
            config=_SCHEMA,
            files={
                "Books/Dune.md": "# Dune\n## *Summary*:\n### Plot\n#### quotes\nText\n\nSee also?\n---\n",
                "Books/Broken.md": "---\na: [\n---\n",
                "Note.md": "# Summary\n",
                "Templates/Book.md": "",
            },
            unlike=frozenset({"callout"}),
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        schema = None if note.error else schema_of(note, vault)
        if schema and schema.headings:
            wanted = [_wanted(heading) for heading in schema.headings]
            run = _run(note, wanted)
            for i in range(len(wanted)):
                if i not in run:
                    yield _problem(note, wanted, i, run, f'(schema "{schema.name}")')


class _Wanted(NamedTuple):
    written: str
    level: int
    """0 is any."""
    key: str

    def is_met_by(self, heading: Heading) -> bool:
        return self.level in (0, heading.level)


def _wanted(written: str) -> _Wanted:
    text = written.lstrip("#")
    return _Wanted(written, len(written) - len(text), heading_key(text))


def _run(note: Note, wanted: Sequence[_Wanted]) -> Mapping[int, Heading]:
    """As many of the wanted headings as stand in their order, by index: what is moved is reported, not what it left."""
    runs: dict[int, dict[int, Heading]] = {}
    for heading in filter(lambda it: it.is_anchor, note.headings):
        for i in reversed(range(len(wanted))):
            if heading.key == wanted[i].key and wanted[i].is_met_by(heading):
                before = max((run for j, run in runs.items() if j < i), key=len, default={})
                if len(before) >= len(runs.get(i, ())):
                    runs[i] = {**before, i: heading}
    return max(runs.values(), key=len, default={})


def _problem(note: Note, wanted: Sequence[_Wanted], i: int, run: Mapping[int, Heading], of: str) -> Problem:
    missed = wanted[i]
    spare = [heading for heading in note.anchors.get(missed.key, ()) if heading not in run.values()]
    if not spare:
        message = f'the heading "{missed.written}" is missing {of}{_near(note, wanted, missed)}'
        return Problem(Span(0, 0), on_one_line(message), subject=missed.written)
    heading = next(filter(missed.is_met_by, spare), spare[0])
    must = _place(heading, i, run) if missed.is_met_by(heading) else f"be of level {missed.level}"
    return Problem(heading.span, on_one_line(f'the heading "{heading.text}" must {must} {of}'))


def _place(heading: Heading, i: int, run: Mapping[int, Heading]) -> str:
    """The run could not take it in, so one of the others stands on the wrong side of it."""
    above = [other for j, other in run.items() if j > i and other.span.start < heading.span.start]
    below = [other for j, other in run.items() if j < i and other.span.start > heading.span.start]
    return f'stand above "{above[0].text}"' if above else f'stand below "{below[-1].text}"'


def _near(note: Note, wanted: Sequence[_Wanted], missed: _Wanted) -> str:
    """Of the headings that nobody asks for."""
    asked = {it.key for it in wanted}
    return did_you_mean(missed.key, (found[0].text for key, found in note.anchors.items() if key not in asked))
