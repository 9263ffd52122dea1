"""A folder is a plug-in system: the modules that lie in it are what there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pkgutil import iter_modules
from types import ModuleType
from typing import TypeVar

_T = TypeVar("_T")


def classes_in(module: ModuleType, base: type[_T]) -> Iterator[type[_T]]:
    """Subclasses of `base` that the module itself defines."""
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, base) and value.__module__ == module.__name__:
            yield value


def module_names(path: Iterable[str]) -> tuple[str, ...]:
    """Names of the modules in a package, given its `__path__`, sorted; a leading underscore opts out."""
    return tuple(sorted(module.name for module in iter_modules(path) if not module.name.startswith("_")))
