from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from msgspec import Meta

from vault_tools.model import Note, Problem, Severity, Span
from vault_tools.overview.tags import spelling
from vault_tools.rules import Example, Rule
from vault_tools.rules.tags._agreed import agreed, listing
from vault_tools.suggest import did_you_mean, nearest
from vault_tools.vault import Vault

_OPTIONS = '[lint.options.unknown-tag]\ntags = ["#book", "project/*", "area/home"]\n'
_NOTE = '[lint.options.unknown-tag]\nnote = "Meta/Our tags"\n'


class UnknownTag(Rule, frozen=True):
    """A tag is not among those that the vault has agreed on.

    Nothing is reported until you say which these are: in the option `tags`, or in a note of the vault that you name in
    `note`. Of that note counts every tag in its text and its properties, and the first word of every list item:
    `- book`, `- #book`, or a tag in backquotes. A tag allows those that are nested in it, and those that it is nested
    in: `project` allows `project/alpha`, which you may also write `project/*`; `area/home` allows `area`, but not
    `area/work`. If the note is not there, that is reported once, at the path where it should be, and no tag is. What
    stands in the property `tags` and is no tag is left to `invalid-tag`.

    In Obsidian, a tag comes into being by being written: one that is mistyped is a new tag, and searches for the one
    that was meant miss the note.
    """

    severity: ClassVar[Severity] = "warning"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            config=_OPTIONS,
            files={
                "A.md": "#Book #book/novel #bok #project/alpha #area #area/home #area/work\n",
                "B.md": "---\ntags: [boook, book, '#zzz']\n---\n#projekt/alpha\n",
            },
            problems=(
                'A.md:1:19: "#bok" is none of the tags of this vault, did you mean "#book"?',
                'A.md:1:56: "#area/work" is none of the tags of this vault',
                'B.md:2:8: "#boook" is none of the tags of this vault, did you mean "#book"?',
                'B.md:2:21: "#zzz" is none of the tags of this vault',
                'B.md:4:1: "#projekt/alpha" is none of the tags of this vault',
            ),
        ),
        Example(
            config=_NOTE,
            files={
                "A.md": "#book #film #idea #place #to-do #topic #boook #the\n",
                "Meta/Our tags.md": "---\ntags: [meta]\n---\nBeside #film:\n\n- book: what I read\n- `#idea`\n"
                "  - **place** where\n\n1. [ ] to-do\n2. #topic/*\n",
                "B.md": "#meta #Topic/x\n",
            },
            problems=(
                'A.md:1:40: "#boook" is none of the tags of this vault, did you mean "#book"?',
                'A.md:1:47: "#the" is none of the tags of this vault',
            ),
        ),
        Example(
            config=_NOTE,
            files={"A.md": "#book\n", "Meta/Tags.md": "#book\n"},
            problems=(
                'Meta/Our tags.md:1:1: there is no note "Meta/Our tags", which is to list the tags of this vault'
                ' (option `note`), did you mean "Meta/Tags"?',
            ),
            unlike=frozenset({"frontmatter"}),
        ),
        Example(config=_NOTE, files={"A.md": "#book\n", "Meta/Our tags.md": "Still to come.\n"}),
        Example(
            config=_OPTIONS,
            files={
                "A.md": "---\ntags: ['{{tag}}', 2024, '1984', c++]\n---\n`#bok` \\#bok [[#bok]]\n",
                "_templates/T.md": "#bok\n",
            },
        ),
        Example(files={"A.md": "#anything #goes\n"}),
    )

    tags: Annotated[tuple[str, ...], Meta(description="The tags that the vault has agreed on.")] = ()
    note: Annotated[str, Meta(description="A note that lists them, named as a link names it.")] = ""

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        known = agreed(self.tags, self.note, vault)
        for tag in note.tags:
            if known.lacks(tag):
                near = nearest(tag.name, known.words)
                advice = f', did you mean "#{near}"?' if near else ""
                yield Problem(tag.span, f'"#{spelling(tag)}" is none of the tags of this vault{advice}')

    def check_files(self, vault: Vault) -> Iterator[tuple[str, Problem]]:
        """Reported of the note that is missing: there is no other place that is to blame."""
        if self.note and not listing(self.note, vault):
            near = did_you_mean(self.note, (path.removesuffix(".md") for path in vault.notes))
            message = f'there is no note "{self.note}", which is to list the tags of this vault (option `note`){near}'
            yield f"{self.note.removesuffix('.md')}.md", Problem(Span(0, 0), message, subject=self.note)
