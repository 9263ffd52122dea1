"""The config file for a reader, made from the declarations."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc

from msgspec import Struct

from vault_tools.config.schema import Match, PropertySchema, Schema
from vault_tools.config.tables import IndexTable, LintTable, Override, ResourcesTable, VaultTable
from vault_tools.declared import default_of, option_table, options
from vault_tools.rules import rules

_HEAD = """
# Configuration

Made by `vault-tools config schema --format markdown`; do not edit.

Without a config file the defaults apply. Of several files one is read, and nothing of the others counts: the file is
searched upward from the folder that the command names, without a name from the root of the vault, and not beyond that
root. In one folder `.vault-tools.toml` comes before `vault-tools.toml`, and that before `pyproject.toml`, where the
table is `[tool.vault-tools]`. `--config` names a file instead.

What is wrong in the file is told with its line, all mistakes at once. `vault-tools config show --origin` prints the
values that take effect and where each comes from, `vault-tools config schema` a JSON Schema for editors.
"""

_TABLES: tuple[tuple[str, type[Struct]], ...] = (
    ("[vault]", VaultTable),
    ("[lint]", LintTable),
    ("[[lint.overrides]]", Override),
    ("[[schema]]", Schema),
    ("[schema.match]", Match),
    ("[schema.properties.NAME]", PropertySchema),
    ("[resources]", ResourcesTable),
    ("[index]", IndexTable),
)

_EXAMPLE = """
[vault]
exclude = ["Archive/"]
templates = ["Meta/Templates/"]
respect-excluded = true
date-formats = ["DD/MM/YYYY", "YYYY-MM-DD"]
link-style = "wikilink"

[lint]
select = ["default", "link-case"]
ignore = ["resources"]
unfixable = ["unquoted-link"]
fail-on = "warning"

[lint.severity]
broken-link = "error"
files = "info"

[lint.options.broken-link]
ignore = ["Ideas/"]
daily-notes = true

[[lint.overrides]]
paths = ["Drafts/"]
ignore = ["orphan-note", "empty-property"]
severity = { broken-link = "info" }

[[schema]]
name = "lecture"
match = { path = "Semester */**", tag = "lecture" }
extends = "note"
order = ["Course", "Date"]
headings = ["## Summary"]
[schema.properties]
Course = { type = "text", required = true, default = "{folder}" }
Lecturer = { type = "link", target = "person" }
Mark = { type = "number", min = 0, max = 100, requires = ["Examined"] }
Examined = { type = "date", after = "Date" }

[[schema]]
name = "person"
match = { path = ["People/", "!People/Main.md"] }
extra = "forbid"
[schema.properties]
email = { type = "email", unique = true }
"address.country" = { pattern = "[A-Z]{2}" }

[[schema]]
name = "book"
match = { property = "type", value = "book" }
[schema.properties]
type = { type = "text" }
status = { enum = ["to read", "reading", "read"], default = "to read" }
authors = { type = "list", items = "link", min = 1 }
writer = { deprecated = "authors" }

[[schema]]
name = "note"
[schema.properties]
Date = { type = "date", format = "DD/MM/YYYY", required = true, default = "{created}" }
tags = { type = "tags", required = true, min = 1 }

[resources.headings]
book = ["Textbooks"]

[[index.pages]]
kind = "home"
path = "Index/Home.md"

[[index.pages]]
kind = "folder"
path = "{folder}/Main.md"
columns = ["Topic", "Date"]
sort = ["-Date", "name"]
create = false
"""


def page() -> Iterator[str]:
    """`docs/configuration.md`."""
    yield from cleandoc(_HEAD).split("\n")
    for name, table in _TABLES:
        yield from ("", f"## `{name}`", "", cleandoc(table.__doc__ or ""))
        yield from option_table(table, inner=False)
    yield from ("", "## `[lint.options.RULE]`", "", "All other [rules](rules.md) have no options.")
    yield from _rule_options()
    yield from ("", "## `[[index.pages]]`", "", "[index.md](index.md) lists the kinds of pages and their options.")
    yield from ("", "## Example", "", "```toml", *_EXAMPLE.strip().split("\n"), "```")


def _rule_options() -> Iterator[str]:
    yield from ("", "| rule | option | type | default | |", "| --- | --- | --- | --- | --- |")
    for name, rule in rules().items():
        for option in options(rule):
            cells = (f"`{name}`", f"`{option.name}`", option.type, default_of(option), option.description)
            yield f"| {' | '.join(cells)} |"
