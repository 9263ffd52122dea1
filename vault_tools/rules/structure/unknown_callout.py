from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from msgspec import Meta

from vault_tools.model import Callout, Note, Problem, Severity, Span
from vault_tools.placeholders import has_placeholder
from vault_tools.rules import Example, Rule
from vault_tools.suggest import did_you_mean
from vault_tools.vault import Vault


class UnknownCallout(Rule, frozen=True):
    """A callout has a type that Obsidian does not know.

    In Obsidian, such a callout looks like one of the type `note`, with the type as its title if it has none of its own.
    Types are compared without case, and what follows a bar, `[!info|left]`, is for the theme.

    Known are Obsidian's own types and their aliases, and those that the theme or an enabled CSS snippet in the folder
    `.obsidian` selects by `data-callout`. What a plug-in adds cannot be known from the vault: name such types in
    `types`.
    """

    severity: ClassVar[Severity] = "warning"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            files={"Note.md": "> [!warnign] Look\n> out\n\n- > [!recipe|left]+\n\n> > [!Examples]\n> > One\n"},
            problems=(
                'Note.md:1:3: Obsidian has no callout "warnign" and shows a note, did you mean "warning"?',
                'Note.md:4:5: Obsidian has no callout "recipe" and shows a note',
                'Note.md:6:5: Obsidian has no callout "Examples" and shows a note, did you mean "example"?',
            ),
        ),
        Example(
            files={
                "Note.md": "> [!NOTE]\n> a\n\n> [!tldr|left]- b\n\n> [!Recipe] c\n\n> [!my type] d\n\n> [!Aside] e\n\n"
                "> [!{{type}}] f\n\n> [! ] g\n\n> h [!i]\n\n```\n> [!j]\n```\n\n%%\n> [!k] l\n%%\n",
                ".obsidian/appearance.json": '{"enabledCssSnippets": ["mine"]}',
                ".obsidian/snippets/mine.css": '.callout[data-callout="aside"] { --callout-icon: lucide-quote }',
            },
            config='[lint.options.unknown-callout]\ntypes = ["recipe", "My-Type"]\n',
        ),
    )

    types: Annotated[tuple[str, ...], Meta(description="Types of the vault's own, from a plug-in or a snippet.")] = ()

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        for callout in note.callouts:
            type = callout.type.partition("|")[0].strip()
            if type and _key(type) not in _OWN and not self._is_known(type, vault) and not _is_hidden(note, callout):
                known = sorted({*_OWN, *self.types, *vault.settings.callouts})
                message = f'Obsidian has no callout "{type}" and shows a note{did_you_mean(type, known)}'
                start = note.text.index("[!", callout.span.start)
                yield Problem(Span(start, note.text.index("]", start) + 1), message)

    def _is_known(self, type: str, vault: Vault) -> bool:
        known = (*self.types, *vault.settings.callouts)
        return has_placeholder(type) or _key(type) in map(_key, known)


_OWN = frozenset(
    {"note", "abstract", "summary", "tldr", "info", "todo", "tip", "hint", "important", "success", "check", "done"}
    | {"question", "help", "faq", "warning", "caution", "attention", "failure", "fail", "missing", "danger", "error"}
    | {"bug", "example", "quote", "cite"}
)


def _key(type: str) -> str:
    """What types are compared by; a theme may see a space as a hyphen."""
    return type.lower().replace(" ", "-")


def _is_hidden(note: Note, callout: Callout) -> bool:
    """In a comment, or generated."""
    return note.commented.holds(callout.span.start) or note.is_generated_at(callout.span.start)
