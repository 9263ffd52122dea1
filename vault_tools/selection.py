"""Which rules run on which file, how severe their problems are, and which of their fixes may be applied."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, NamedTuple

from vault_tools.config.tables import Config, LintTable, Override
from vault_tools.declared import Mistake, Where, check
from vault_tools.model import Severity
from vault_tools.rules import Rule, groups, rules, unknown
from vault_tools.suggest import did_you_mean
from vault_tools.vault.ignore import matcher


class Selected(NamedTuple):
    rule: Rule
    severity: Severity | None = None
    """As the config says; None leaves it to the rule."""
    is_fixable: bool = True


class Asked(NamedTuple):
    """What a command line says of rules. It comes after the config."""

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fixable: tuple[str, ...] | None = None
    unfixable: tuple[str, ...] = ()


NOTHING_ASKED = Asked()


class _Layer(NamedTuple):
    select: tuple[str, ...] | None
    extend_select: tuple[str, ...]
    ignore: tuple[str, ...]


@dataclass(frozen=True)
class Selection:
    config: Config
    asked: Asked = NOTHING_ASKED
    _by_overrides: dict[tuple[int, ...], tuple[Selected, ...]] = field(default_factory=dict, compare=False)

    def at(self, path: str) -> tuple[Selected, ...]:
        """The rules for a vault path, with their options, in the order of their names."""
        matching = tuple(i for i, is_meant in enumerate(self._matchers) if is_meant(path))
        if matching not in self._by_overrides:
            overrides = [self.config.lint.overrides[i] for i in matching]
            self._by_overrides[matching] = tuple(_selected(self.config.lint, overrides, self.asked))
        return self._by_overrides[matching]

    @cached_property
    def _matchers(self) -> list[Callable[[str], bool]]:
        return [matcher(override.paths) for override in self.config.lint.overrides]


def select(config: Config, asked: Asked = NOTHING_ASKED) -> Selection:
    """The config has passed `mistakes`, and `asked` has passed `unknown`."""
    return Selection(config, asked)


def _selected(lint: LintTable, overrides: list[Override], asked: Asked) -> Iterator[Selected]:
    names = _resolve(_layers(lint, overrides, asked))
    fixable = _resolve([_Layer(lint.fixable if asked.fixable is None else asked.fixable, (), ())])
    fixable -= _resolve([_Layer((*lint.unfixable, *asked.unfixable), (), ())])
    tables: list[LintTable | Override] = [lint, *overrides]
    severity = _by_rule(table.severity for table in tables)
    for name, rule in rules().items():
        if name in names:
            options = [table.options.get(name, {}) for table in tables]
            yield Selected(_configured(rule, options), severity.get(name), name in fixable)


def _layers(lint: LintTable, overrides: list[Override], asked: Asked) -> Iterator[_Layer]:
    """Whoever selects on the command line means just these rules; what a path is spared, it is spared even then."""
    above = _Layer(asked.select, asked.extend_select, asked.ignore)
    if asked.select is not None:
        yield above
        yield from (_Layer(None, (), override.ignore) for override in overrides)
        return
    yield _Layer(lint.select, lint.extend_select, lint.ignore)
    yield from (_Layer(override.select, override.extend_select, override.ignore) for override in overrides)
    yield above


def _resolve(layers: Iterable[_Layer]) -> set[str]:
    """Within a layer the narrower name wins: a rule before a group, a group before `default`, that before `all`."""
    names: set[str] = set()
    for layer in layers:
        if layer.select is not None:
            names = set()
        chosen = [(_width(it), False, it) for it in (*(layer.select or ()), *layer.extend_select)]
        ignored = [(_width(it), True, it) for it in layer.ignore]
        for _, is_ignored, selector in sorted(chosen + ignored):
            names = names.difference(_names(selector)) if is_ignored else names.union(_names(selector))
    return names


def _width(selector: str) -> int:
    """0 is the widest."""
    return {"all": 0, "default": 1}.get(selector, 2 if selector in groups() else 3)


@cache
def _names(selector: str) -> tuple[str, ...]:
    return groups().get(selector) or (selector,)


def _by_rule(tables: Iterable[Mapping[str, Severity]]) -> dict[str, Severity]:
    """A later table wins, and in one table the narrower name."""
    found: dict[str, Severity] = {}
    for table in tables:
        for selector in sorted(table, key=_width):
            found.update(dict.fromkeys(_names(selector), table[selector]))
    return found


def _configured(rule: type[Rule], tables: Iterable[Mapping[str, Any]]) -> Rule:
    options = {key: value for table in tables for key, value in table.items()}
    if not options:
        return rule()  # what `check` must know of the fields takes longer to find out than all else that is done here
    configured: Rule = check(options, rule, (), [])
    return configured


def mistakes(config: Config) -> Iterator[Mistake]:
    """Names of rules that do not exist, and options that they do not have."""
    lint = config.lint
    yield from _wrong_names(("lint",), {"fixable": lint.fixable, "unfixable": lint.unfixable})
    yield from _wrong_table(("lint",), lint)
    for i, override in enumerate(lint.overrides):
        yield from _wrong_table(("lint", "overrides", i), override)


def _wrong_table(where: Where, table: LintTable | Override) -> Iterator[Mistake]:
    lists = {"select": table.select or (), "extend-select": table.extend_select, "ignore": table.ignore}
    yield from _wrong_names(where, lists)
    for selector in table.severity:
        if problem := unknown(selector):
            yield Mistake((*where, "severity", selector), problem)
    for name, options in table.options.items():
        if name not in rules():
            yield Mistake((*where, "options", name), f'no rule "{name}"{did_you_mean(name, rules())}')
        else:
            found: list[Mistake] = []
            check(options, rules()[name], (*where, "options", name), found)
            yield from found


def _wrong_names(where: Where, lists: Mapping[str, tuple[str, ...]]) -> Iterator[Mistake]:
    for key, selectors in lists.items():
        for selector in selectors:
            if problem := unknown(selector):
                yield Mistake((*where, key), problem)
