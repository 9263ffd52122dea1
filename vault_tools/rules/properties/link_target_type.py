from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from vault_tools.config.schema import each
from vault_tools.model import Note, Problem, Severity
from vault_tools.rules import Example, Rule
from vault_tools.schemas import expected, extended, schema_of, schemas
from vault_tools.vault import Resolved, Vault
from vault_tools.vault.resolve import key

_SCHEMAS = """
[[schema]]
name = "author"
match = { tag = "author" }
extends = "person"
[[schema]]
name = "person"
match = { path = "People/" }
[[schema]]
name = "essay"
match = { path = "Essays/" }
[[schema]]
name = "book"
match = { path = "Books/" }
properties.By = { type = "link", target = "person" }
properties."more.see" = { type = "list", items = "link", target = ["essay", "Talks/"] }
properties.shelf = { type = "link", target = "Shelves/" }
"""
_OTHERS = {
    "People/Ann.md": "",
    "Bob.md": "---\ntags: [author/poet]\n---\n",
    "Essays/On tools.md": "",
    "Talks/2024/slides.pdf": "",
    "Broken.md": "---\na: [\n---\n",
    "Home.md": "",
    "Shelves/Left.md": "",
}


class LinkTargetType(Rule, frozen=True):
    """A link in a property leads to another kind of note than the note's schema asks for.

    In Obsidian, a property takes every link: a book whose author is another book looks as good as any, and tables and
    searches that follow the link find the wrong thing.

    `target` of a property in a `[[schema]]` names a schema, or a folder with `/` at its end; of several, any will do. A
    note is of its own schema, and of those that this one extends. A link that leads nowhere is left to `broken-link`,
    and a note whose YAML cannot be read is not judged.
    """

    severity: ClassVar[Severity] = "error"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            config=_SCHEMAS,
            files={
                "Books/Dune.md": '---\nby: "[[Essays/On tools|Ann]]"\nmore: {see: ["[[Bob]]", "[[Home]]"]}\n---\n',
                "Books/Emma.md": '---\nBY: "[[slides.pdf]]"\nshelf: "[[Dune]]"\n---\n',
                **_OTHERS,
            },
            problems=(
                'Books/Dune.md:2:5: "By" leads to "Essays/On tools", which is an "essay", but must lead to a "person"',
                'Books/Dune.md:3:14: "more.see" leads to "Bob", which is an "author", but must lead to an "essay"'
                ' or into "Talks/"',
                'Books/Dune.md:3:25: "more.see" leads to "Home", which is of no schema, but must lead to an "essay"'
                ' or into "Talks/"',
                'Books/Emma.md:2:5: "By" leads to "Talks/2024/slides.pdf", which is no note, but must lead to a'
                ' "person"',
                'Books/Emma.md:3:8: "shelf" leads to "Books/Dune", but must lead into "Shelves/"',
            ),
        ),
        Example(
            config=_SCHEMAS,
            files={
                "Books/Dune.md": (
                    '---\nby: "[[ann]]"\nmore:\n  see:\n    - "[[On tools#Hammers]]"\n    - "[s](slides.pdf)"\n---\n'
                    "[[Home]]\n"
                ),
                "Books/Emma.md": '---\nBy: ["[[Bob]]", "[[Broken]]", "[[Nobody]]", Ann]\nshelf: "[[left]]"\n---\n',
                "Books/Iliad.md": '---\nby:\n  note: "[[Home]]"\nauthor: "[[Home]]"\n---\n',
                **_OTHERS,
            },
        ),
    )

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for name, wanted, found, _ in expected(note, vault):
            targets = each(wanted.target)
            for resolved in _links(note, name, vault) if found and targets else ():
                path = resolved.target
                if path and not any(_is_target(path, target, vault) for target in targets):
                    yield Problem(resolved.link.span, f'"{name}" leads to {_instead(path, targets, vault)}')


def _links(note: Note, name: str, vault: Vault) -> Iterator[Resolved]:
    """Of the property, or of the entries of its list."""
    for resolved in vault.links[note.path]:
        if resolved.link.kind == "property":
            whole = resolved.link.key.lower()
            before, _, index = whole.rpartition(".")
            if whole == name.lower() or (before == name.lower() and index.isdecimal()):
                yield resolved


def _is_target(path: str, target: str, vault: Vault) -> bool:
    if target.endswith("/"):
        return key(path).startswith(key(target.removeprefix("/")))
    note = vault.note(path)
    if note is None or note.error:  # what it is then, nobody can tell
        return note is not None
    schema = schema_of(note, vault)
    return schema is not None and (target == schema.name or target in extended(schema, schemas(vault)))


def _instead(path: str, targets: tuple[str, ...], vault: Vault) -> str:
    what = "" if all(target.endswith("/") for target in targets) else f", which is {_what(path, vault)}"
    must = " or ".join(f'into "{it}"' if it.endswith("/") else f"to {_a(it)}" for it in targets)
    return f'"{path.removesuffix(".md")}"{what}, but must lead {must}'


def _what(path: str, vault: Vault) -> str:
    note = vault.note(path)
    if note is None:
        return "no note"
    schema = schema_of(note, vault)
    return _a(schema.name) if schema else "of no schema"


def _a(name: str) -> str:
    return f'{"an" if name.lower().startswith(tuple("aeiou")) else "a"} "{name}"'
