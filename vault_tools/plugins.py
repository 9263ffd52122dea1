"""A folder is a plug-in system: the modules that lie in it are what there is."""

from __future__ import annotations

from collections.abc import Iterable
from pkgutil import iter_modules


def module_names(path: Iterable[str]) -> tuple[str, ...]:
    """Names of the modules in a package, given its `__path__`, sorted; a leading underscore opts out."""
    return tuple(sorted(module.name for module in iter_modules(path) if not module.name.startswith("_")))
