"""The shape of the code, as docs/architecture.md states it, read from the syntax trees."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import vault_tools
from vault_tools.vault.cache import PARSER

PACKAGE = Path(vault_tools.__file__).parent

LAYERS = [
    [
        "errors",
        "model",
        "source",
        "dates",
        "order",
        "day_names",
        "links",
        "file_names",
        "markers",
        "neighbours",
        "tags",
        "placeholders",
        "property_blocks",
        "property_edits",
        "printable",
        "plugins",
        "suggest",
        "directives",
        "fingerprint",
        "inventory",
        "diff",
    ],
    ["declared", "toml"],
    ["config"],
    ["parse"],
    ["edits"],
    ["vault"],
    ["git"],
    ["schemas"],
    ["conditions"],
    ["overview"],
    ["resources"],
    ["describe"],
    ["graph"],
    ["index"],
    ["rules"],
    ["selection"],
    ["lint"],
    ["fix"],
    ["bulk"],
    ["baseline"],
    ["infer"],
    ["since"],
    ["explain", "config_schema", "config_page", "effective"],
    ["report"],
    ["watch"],
    ["cli"],
    ["__main__"],
]
"""Each line may import the lines above it, and a line of several what stands to its left in it."""

OWNERS = {
    "yaml": "parse",
    "frontmatter": "parse",
    "mistune": "parse",
    "pathspec": "vault/ignore.py",
    "platformdirs": "vault/cache.py",
    "sqlite3": "vault",
    "rapidfuzz": "suggest.py",
    "subprocess": "git/program.py",
    "networkx": "graph",
    "jinja2": "index/render",
    "watchfiles": "watch.py",
    "click": "cli",
}
"""Each outside package has one owner. msgspec is the exception: it is the language that values are written in."""

SOURCES = {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}


def imports(tree, *, at_top_only=False):
    """Dotted names of what is imported, with the names taken from it."""
    for node in tree.body if at_top_only else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer_of(path):
    return path.removesuffix(".py").split("/")[0]


def module_of(dotted):
    """The file that `vault_tools.a.b.name` is in."""
    parts = dotted.split(".")[1:]
    while parts:
        for candidate in ("/".join(parts) + ".py", "/".join(parts) + "/__init__.py"):
            if candidate in SOURCES:
                return candidate
        parts.pop()
    return "__init__.py"


@pytest.mark.parametrize("path", sorted(SOURCES))
def test_imports_run_one_way(path):
    order = [layer for line in LAYERS for layer in line]
    if path == "__init__.py":
        assert list(imports(SOURCES[path])) == []
        return
    allowed = {*order[: order.index(layer_of(path)) + 1], "__version__", "__file__"}
    for name in imports(SOURCES[path]):
        parts = name.split(".")
        if parts[0] == "vault_tools" and len(parts) > 1:
            assert parts[1] in allowed, f"{path} imports {name}"


def test_every_file_has_a_layer():
    named = {layer for line in LAYERS for layer in line} | {"__init__"}
    assert {layer_of(path) for path in SOURCES} == named


def test_no_import_cycle():
    graph = {
        path: {module_of(n) for n in imports(tree, at_top_only=True) if n.startswith("vault_tools.")} - {path}
        for path, tree in SOURCES.items()
    }
    assert len(list(TopologicalSorter(graph).static_order())) == len(SOURCES)


@pytest.mark.parametrize("package", OWNERS)
def test_an_outside_package_has_one_owner(package):
    users = {path for path, tree in SOURCES.items() for name in imports(tree) if name.split(".")[0] == package}
    assert users
    assert {path for path in users if path != OWNERS[package] and not path.startswith(OWNERS[package] + "/")} == set()


@pytest.mark.parametrize("path", sorted(path for path in SOURCES if layer_of(path) not in ("cli", "__main__")))
def test_nothing_below_the_command_line_prints_or_exits(path):
    for node in ast.walk(SOURCES[path]):
        if isinstance(node, ast.Call):
            assert ast.unparse(node.func) not in ("print", "sys.exit", "exit", "quit")


def test_no_broad_except_but_those_that_own_up_to_a_fault():
    broad = [
        path
        for path, tree in SOURCES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and (node.type is None or ast.unparse(node.type) == "Exception")
    ]
    assert sorted(broad) == ["cli/__init__.py", "lint.py"]


def test_the_cache_knows_all_code_that_makes_a_note():
    """Everything that `parse` imports, from wherever, is in the fingerprint that a stored note depends on."""
    reached, pending = set(), [path for path in SOURCES if layer_of(path) == "parse"]
    while pending:
        path = pending.pop()
        if path not in reached:
            reached.add(path)
            pending += [module_of(name) for name in imports(SOURCES[path]) if name.startswith("vault_tools.")]
    outside = {path.removesuffix(".py") for path in reached if layer_of(path) != "parse"}
    assert outside == set(PARSER)
