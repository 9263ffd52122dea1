from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from vault_tools.directives import ALL, PROPERTY, VERBS, Directive, Name, Unused
from vault_tools.model import Content, Edit, Fix, Note, Problem, Safety, Severity, Span
from vault_tools.property_blocks import line_end
from vault_tools.property_edits import remove_property, stands_alone
from vault_tools.rules import Example, Rule, groups, rules, unknown
from vault_tools.rules.suppressions._removal import removal, without
from vault_tools.suggest import nearest, vocabulary

_TRUE = re.compile(r"[\"']?[ \t]*:[ \t]*true[ \t]*", re.I)


class UnusedSuppression(Rule, frozen=True):
    """A comment or property that is to silence rules silences nothing, or names what does not exist.

    Such as `<!-- vault-tools: ignore broken-link -->` where no link is broken any more: it would hide the next one that
    breaks. A name is only reported if its rule ran, and a directive without names only if all rules of the config did.
    The fix takes away what silences nothing; one that gives a reason may be worth reading first. To keep a directive,
    name this rule in it, too: one that is for all rules does not silence what is said of itself.

    In Obsidian, comments are hidden in reading view, and the property is one like any other.
    """

    severity: ClassVar[Severity] = "warning"
    fixes: ClassVar[frozenset[Safety]] = frozenset({"safe", "unsafe"})
    changes: ClassVar[frozenset[Content]] = frozenset({"comments", "properties", "sections", "items"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            beside=("broken-link", "empty-link"),
            files={
                "Note.md": "<!-- vault-tools: ignore broken-link -->\n[[Note]]\n\n"
                "[[Gone]] and [[Note]] %% vault-tools: ignore empty-link, broken-link %%\n\n"
                "- [[Note]] <!-- vault-tools: ignore empty-link -- to be filled in -->\n"
            },
            problems=(
                'Note.md:1:1: "ignore broken-link" silences nothing: remove it',
                'Note.md:4:46: "empty-link" silences nothing here: remove it',
                'Note.md:6:12: "ignore empty-link" silences nothing: remove it',
            ),
            fixed={
                "Note.md": "[[Note]]\n\n[[Gone]] and [[Note]] %% vault-tools: ignore broken-link %%\n\n- [[Note]]\n"
            },
        ),
        Example(
            beside=("broken-link",),
            files={
                "Note.md": "<!-- vault-tools: ignore brokn-link -->\n[[Gone]]\n\n<!-- vault-tools: ignroe links -->\n\n"
                "<!-- vault-tools: enable -->\n\n<!-- vault-tools: enable link-case -->\n"
            },
            problems=(
                'Note.md:1:26: no rule or group "brokn-link", did you mean "broken-link"?',
                'Note.md:4:1: no directive "ignroe", did you mean "ignore"?',
                'Note.md:6:1: no "disable" stands above this "enable": remove it',
                'Note.md:8:26: no "disable link-case" stands above this: remove it',
            ),
            fixed={
                "Note.md": "<!-- vault-tools: ignore broken-link -->\n[[Gone]]\n\n"
                "<!-- vault-tools: ignore links -->\n\n\n"
            },
        ),
        Example(
            beside=("broken-link", "empty-property"),
            files={
                "Note.md": "---\nvault-tools-ignore: [broken-link, empty-property]\nTopic: x\n---\n",
                "One.md": "---\nvault-tools-ignore: [broken-link, orphans]\n---\n",
                "Used.md": "---\nvault-tools-ignore: broken-link\n---\n[[Gone]]\n",
            },
            problems=(
                'Note.md:2:1: "vault-tools-ignore" silences nothing: remove it',
                'One.md:2:22: "broken-link" silences nothing here: remove it',
                'One.md:2:35: no rule or group "orphans"',
            ),
            fixed={"Note.md": "---\nTopic: x\n---\n"},
        ),
        Example(
            beside=("broken-link", "empty-link"),
            files={
                "Note.md": "<!-- vault-tools: disable broken-link, empty-link -->\n[[Gone]] [[]]\n\n"
                "<!-- vault-tools: enable -->\n\n`<!-- vault-tools: ignore links -->`\n\n"
                "<!-- vault-tools: ignore orphan-note -->\nWhether it is needed is not known: that rule did not run\n"
            },
        ),
    )

    def check_directives(
        self, note: Note, directives: tuple[Directive, ...], unused: tuple[Unused, ...]
    ) -> Iterator[Problem]:
        idle = {it.directive.span: frozenset(it.names) for it in unused}
        ended = {reach for it in directives if it.verb == "disable" for reach in _ends(it)}
        for directive in directives:
            if directive.verb not in (PROPERTY, *VERBS):
                yield _unknown_verb(note, directive)
                continue
            yield from _unknown_names(directive)
            if directive.verb == "enable":
                yield from _needless_enable(note, directive, ended)
            elif directive.span in idle:
                yield from _idle(note, directive, idle[directive.span])


def _ends(disabled: Directive) -> Iterator[tuple[str, int]]:
    for name, reach in disabled.reaches:
        yield from ((name, reach.end), (ALL, reach.end))


def _unknown_verb(note: Note, directive: Directive) -> Problem:
    near = nearest(directive.verb, vocabulary(VERBS))
    advice = f', did you mean "{near}"?' if near else f": there are {', '.join(VERBS[:-1])} and {VERBS[-1]}"
    start = note.text.index(directive.verb, note.text.index(":", directive.span.start))
    fix = Fix("unsafe", (Edit(start, directive.verb, near),)) if near else None
    return Problem(directive.span, f'no directive "{directive.verb}"{advice}', fix)


def _unknown_names(directive: Directive) -> Iterator[Problem]:
    for name in directive.names:
        if message := unknown(name.text):
            near = nearest(name.text, vocabulary([*rules(), *groups()]))
            fix = Fix("unsafe", (Edit(name.span.start, name.text, near),)) if near else None
            yield Problem(name.span, message, fix)


def _needless_enable(note: Note, directive: Directive, ended: set[tuple[str, int]]) -> Iterator[Problem]:
    start = directive.span.start
    needless = frozenset(it for it in directive.names if (it.text, start) not in ended and not unknown(it.text))
    if not directive.names and (ALL, start) not in ended:
        yield Problem(directive.span, 'no "disable" stands above this "enable": remove it', removal(note, directive))
    for name in directive.names:
        if name in needless:
            fix = _less(note, directive, name, needless)
            yield Problem(name.span, f'no "disable {name.text}" stands above this: remove it', fix)


def _idle(note: Note, directive: Directive, idle: frozenset[Name]) -> Iterator[Problem]:
    """Of the whole directive, or of the names that silence nothing."""
    if idle.issuperset(directive.names):
        written = " ".join((directive.verb, *(name.text for name in directive.names)))
        if directive.verb == PROPERTY:
            yield Problem(directive.span, f'"{PROPERTY}" silences nothing: remove it', _without_property(note))
        else:
            yield Problem(directive.span, f'"{written}" silences nothing: remove it', removal(note, directive))
        return
    for name in directive.names:
        if name in idle:
            fix = None if directive.verb == PROPERTY else without(note, directive, name, idle)
            yield Problem(name.span, f'"{name.text}" silences nothing here: remove it', fix)


def _less(note: Note, directive: Directive, name: Name, needless: frozenset[Name]) -> Fix | None:
    if needless.issuperset(directive.names):
        return removal(note, directive)
    return without(note, directive, name, needless)


def _without_property(note: Note) -> Fix | None:
    """None where it is written in a way of its own, or with a comment."""
    property = note.property_named(PROPERTY)
    if not property:
        return None
    line = note.text[property.key.end : line_end(note, Span(property.key.end, property.span.end))]
    is_true = property.value is True and note.text[property.key.start - 1] == "\n" and _TRUE.fullmatch(line)
    if not is_true and not stands_alone(note, property):
        return None
    gone = remove_property(note, property)
    return Fix("safe", (gone,)) if gone else None
