"""The graph as text: one file per format, each with a function `lines`, found by lying in this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from vault_tools.plugins import module_names

if TYPE_CHECKING:
    import networkx as nx

Format = Callable[["nx.DiGraph[str]"], Iterator[str]]


def formats() -> tuple[str, ...]:
    return module_names(__path__)


def find_format(name: str) -> Format:
    lines: Format = import_module(f"{__name__}.{name}").lines
    return lines
