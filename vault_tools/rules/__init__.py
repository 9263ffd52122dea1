"""What a rule is, and which there are.

A rule is one file: its docstring is its page, its fields are its options, its examples are its tests. It is found by
lying in a folder here, and that folder is its group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from typing import ClassVar

from msgspec import Struct

from vault_tools.directives import Directive, Unused
from vault_tools.errors import UserError
from vault_tools.model import Content, Note, Problem, Safety, Severity
from vault_tools.plugins import classes_in
from vault_tools.suggest import did_you_mean
from vault_tools.vault import Vault


class Example(Struct, frozen=True, kw_only=True):
    """A tiny vault and what the rule says about it."""

    files: dict[str, str]
    """Vault path to text."""
    problems: tuple[str, ...] = ()
    """`path:line:column: message`, sorted; none for an example of what is right."""
    fixed: dict[str, str] = {}
    """Vault path to the text after all fixes, of each note that they change; then nothing is left to report there that
    has a fix."""
    config: str = ""
    """TOML."""
    beside: tuple[str, ...] = ()
    """Other rules that run, too; what they find is not listed."""
    unlike: frozenset[str] = frozenset()
    """Variations that change the answer here: `frontmatter`, `crlf`, `bom`, `no-final-newline`, `callout`."""


class Rule(Struct, frozen=True, rename="kebab", kw_only=True):
    """Base of all rules. A subclass is named after the bad thing: `BrokenLink` is the rule `broken-link`."""

    name: ClassVar[str] = ""
    group: ClassVar[str] = ""
    severity: ClassVar[Severity] = "warning"
    is_default: ClassVar[bool] = True
    for_generated: ClassVar[bool] = False
    """Is it for notes, too, that are wholly generated?"""
    for_templates: ClassVar[bool] = False
    """Is it for notes, too, that are inserted into others, whose text is still to be filled in (7.2)?"""
    for_canvases: ClassVar[bool] = False
    """Is it for canvases, too?"""
    fixes: ClassVar[frozenset[Safety]] = frozenset()
    """How safe its fixes are; empty when it has none."""
    changes: ClassVar[frozenset[Content]] = frozenset()
    """What of a note its fixes may change, where their edits are; all else must be as it was (`inventory.py`)."""
    examples: ClassVar[tuple[Example, ...]] = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.name = re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()
        cls.group = cls.__module__.rpartition(".")[0].rpartition(".")[2]

    def check(self, note: Note, vault: Vault) -> Iterator[Problem]:
        """What is wrong in `note`; nothing is yielded when all is well."""
        yield from ()

    def check_directives(
        self, note: Note, directives: tuple[Directive, ...], unused: tuple[Unused, ...]
    ) -> Iterator[Problem]:
        """What is wrong with the directives of `note`; asked last, when it is known which of them silence nothing."""
        yield from ()

    def check_files(self, vault: Vault) -> Iterator[tuple[str, Problem]]:
        """What is wrong with files as such, notes or not, each with its vault path. Spans lie in the note's text."""
        yield from ()


@cache
def rules() -> Mapping[str, type[Rule]]:
    """All rules by name, in the order of their names."""
    found = {}
    for module in walk_packages(__path__, prefix=f"{__name__}."):
        if not module.ispkg and not module.name.rpartition(".")[2].startswith("_"):
            for rule in classes_in(import_module(module.name), Rule):
                found[rule.name] = rule
    return dict(sorted(found.items()))


@cache
def groups() -> Mapping[str, tuple[str, ...]]:
    """Names of rules by what else selects them."""
    found: dict[str, list[str]] = {"all": [], "default": []}
    for name, rule in rules().items():
        found["all"].append(name)
        if rule.is_default:
            found["default"].append(name)
        found.setdefault(rule.group, []).append(name)
    return {group: tuple(names) for group, names in sorted(found.items())}


def find_rule(name: str) -> type[Rule]:
    """Raises UserError when there is no such rule."""
    if name not in rules():
        raise UserError(f'no rule "{name}"{did_you_mean(name, rules())}; `vault-tools rules` lists them')
    return rules()[name]


def unknown(selector: str) -> str | None:
    """Why `selector`, which is to name a rule or a group, selects nothing; None when it does."""
    known = [*rules(), *groups()]
    return None if selector in known else f'no rule or group "{selector}"{did_you_mean(selector, known)}'
