from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import filterfalse
from typing import Annotated, ClassVar

from msgspec import Meta

from vault_tools.model import Content, Edit, Fix, Note, Problem, Safety, Severity, Tag, heading_key
from vault_tools.overview.tag_variants import Kind
from vault_tools.overview.tags import TagUse, spelling, tags
from vault_tools.property_edits import is_plain, is_simple, quoted
from vault_tools.rules import Example, Rule
from vault_tools.rules.tags._agreed import is_unknown, is_written
from vault_tools.tags import levels, tag_key
from vault_tools.vault import Vault

_QUOTES = "\"'"
_CLEARLY = 3
"""How many times as often as its variant a plural, or a singular, is met before it is taken for the usual one."""


class TagSpelling(Rule, frozen=True):
    """A tag is spelt in several ways: `#Book` and `#book`, `#to-read` and `#to_read`, `#book` and `#books`.

    In Obsidian, `#Book` and `#book` are one tag, shown in the spelling that it met first, while other programs see two;
    `#book` and `#books` are two tags even there, so that a search for one misses the notes with the other.

    Reported is what the vault uses less. Of spellings that it uses equally often, the one with fewer capitals is the
    usual one, and of two such, or of two separators, the first in the alphabet (`-` comes before `_`, and both before
    letters). Nested tags are compared word by word: `#Project/a` and `#project/b` differ in the first.

    A singular or plural is reported only if the other is met three times as often. Only English plurals are known, and
    only of words with four letters or more. Where two tags are meant, name one of them in `ignore`. Tags that the vault
    has not agreed on are left to `unknown-tag`.
    """

    severity: ClassVar[Severity] = "info"
    fixes: ClassVar[frozenset[Safety]] = frozenset({"unsafe"})
    changes: ClassVar[frozenset[Content]] = frozenset({"tags", "properties"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={
                "A.md": "#Book, #Project/Alpha and #book\n",
                "B.md": "---\ntags: [book, project/Beta, project, Book]\n---\n",
            },
            problems=(
                'A.md:1:1: "#Book" is also written "#book": it is one tag, so write it one way',
                'A.md:1:8: "#Project/Alpha" is also written "#project/Alpha": it is one tag, so write it one way',
            ),
            fixed={"A.md": "#book, #project/Alpha and #book\n"},
        ),
        Example(
            files={
                "A.md": "---\ntags: [toread, '#to_read', to-read, \"Idea/x\", ideas]\n---\n"
                "# On #to_read\n#to_read/x #idea\n",
                "B.md": "#to-read #to-read #to-read #to-read #idea #Ideas/x\n",
            },
            problems=(
                'A.md:2:8: "#toread" may be meant for "#to-read": to Obsidian, they are two tags',
                'A.md:2:16: "#to_read" may be meant for "#to-read": to Obsidian, they are two tags',
                'A.md:2:37: "#Idea/x" is also written "#idea/x": it is one tag, so write it one way',
                'A.md:4:6: "#to_read" may be meant for "#to-read": to Obsidian, they are two tags',
                'A.md:5:1: "#to_read/x" may be meant for "#to-read/x": to Obsidian, they are two tags',
                'B.md:1:43: "#Ideas/x" is also written "#ideas/x": it is one tag, so write it one way',
            ),
            fixed={
                "A.md": "---\ntags: [to-read, '#to-read', to-read, \"idea/x\", ideas]\n---\n"
                "# On #to_read\n#to-read/x #idea\n",
                "B.md": "#to-read #to-read #to-read #to-read #idea #ideas/x\n",
            },
            unlike=frozenset({"callout"}),
        ),
        Example(
            files={"A.md": "#Books\n", "B.md": "#book #book #book/x\n", "C.md": "---\ntags: storys\n---\n#stories\n"},
            problems=('A.md:1:1: "#Books" may be meant for "#book": to Obsidian, they are two tags',),
            fixed={"A.md": "#book\n"},
        ),
        Example(
            config="[lint.options.tag-spelling]\nplurals = false\nseparators = false\n",
            files={"A.md": "#to_read #Books\n", "B.md": "#book #book #book #to-read #toread #Project\n"},
        ),
        Example(
            config='[lint.options.tag-spelling]\nignore = ["#Books", "moc"]\n',
            files={"A.md": "#MOC #moc #Moc/x #books #Books #book #book #book #book #book #book #book\n"},
        ),
        Example(
            config='[lint.options.unknown-tag]\ntags = ["book", "Film"]\n',
            files={"A.md": "---\ntags: [Boo!k]\n---\n#books #Film\n", "B.md": "#book #book #book #film #film #boo!k\n"},
            problems=('A.md:4:8: "#Film" is also written "#film": it is one tag, so write it one way',),
            fixed={"A.md": "---\ntags: [Boo!k]\n---\n#books #film\n"},
        ),
        Example(
            files={
                "A.md": "---\ntags: ['{{Book}}', '{{book}}', a-b, ab]\n---\n#book #books #books `#Book` #x/y #z/Y\n",
                "B.md": "#news #new #physics #physics #physics #physic #2024-1-11 #2024-11-1 #_private #private\n",
                "_templates/T.md": "#Book\n",
            },
        ),
    )

    plurals: Annotated[bool, Meta(description="Compare singular and plural?")] = True
    separators: Annotated[bool, Meta(description="Compare tags without `-` and `_`?")] = True
    ignore: Annotated[
        tuple[str, ...], Meta(description="Tags that may be spelt in any way, and that are no other tag's variants.")
    ] = ()

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for tag in _once(note.tags):
            usual = self._usual(tag, vault)
            if usual != spelling(tag) and is_written(tag) and not is_unknown(tag, vault):
                yield Problem(tag.span, _message(tag, usual), _fix(note, tag, usual))

    def _usual(self, tag: Tag, vault: Vault) -> str:
        found = zip(levels(tag.key), spelling(tag).split("/"), strict=True)
        return "/".join(word if self._is_ignored(key) else self._word(key, tags(vault)) for key, word in found)

    def _word(self, key: str, uses: Mapping[str, TagUse]) -> str:
        """The usual one for what a tag, or a tag around it, ends in."""
        own = uses[key]
        others = (it for it, kind in own.variants.items() if self._is_likelier(uses[it], own, kind))
        best = min((key, *filterfalse(self._is_ignored, others)), key=lambda it: (-uses[it].weight, it))
        return uses[best].word

    def _is_likelier(self, other: TagUse, own: TagUse, kind: Kind) -> bool:
        """Of separators all are likely, and the one in most use is the usual one."""
        return self.separators if kind == "separator" else self.plurals and other.weight >= _CLEARLY * own.weight

    def _is_ignored(self, key: str) -> bool:
        return key in map(tag_key, self.ignore)


def _once(tags: Iterable[Tag]) -> Iterator[Tag]:
    """Without those that `duplicate-list-value` reports."""
    listed: set[str] = set()
    for tag in tags:
        if tag.source == "body" or tag.key not in listed:
            yield tag
        if tag.source == "property":
            listed.add(tag.key)


def _message(tag: Tag, usual: str) -> str:
    if usual.lower() == tag.key:
        return f'"#{spelling(tag)}" is also written "#{usual}": it is one tag, so write it one way'
    return f'"#{spelling(tag)}" may be meant for "#{usual}": to Obsidian, they are two tags'


def _fix(note: Note, tag: Tag, usual: str) -> Fix | None:
    """None where a heading would become another one, which links may lead to."""
    old = note.slice(tag.span)
    if tag.source == "body":
        is_other = heading_key(tag.name) != heading_key(usual)
        is_in_heading = any(heading.span.holds(tag.span.start) for heading in note.headings)
        return None if is_other and is_in_heading else Fix("unsafe", (Edit(tag.span.start + 1, tag.name, usual),))
    if not is_simple(note, tag.span) or old.count(tag.name) != 1:
        return None
    new = old.replace(tag.name, usual)
    return Fix("unsafe", (Edit(tag.span.start, old, new if old[0] in _QUOTES or is_plain(new) else quoted(usual)),))
