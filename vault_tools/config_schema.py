"""The JSON Schema of the config file, made from what the file is read with: the declarations.

It refuses what our reader refuses, as far as a schema can say it. The options of a page are stricter here: the reader
takes them as text, too, since the marker of a region holds nothing but text.
"""

from __future__ import annotations

from collections.abc import Iterable
from inspect import cleandoc
from typing import Any

import msgspec
from msgspec import Struct

from vault_tools.config.tables import Config
from vault_tools.declared import without_none
from vault_tools.explain import summary
from vault_tools.index.entries import Entry
from vault_tools.index.pages import kinds
from vault_tools.index.show import summary as summary_of_kind
from vault_tools.rules import groups, rules

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_REF = "#/$defs/{name}"

Json = dict[str, Any]


def config_schema() -> Json:
    """Of `vault-tools.toml`; in pyproject.toml, of its table `tool.vault-tools`."""
    definitions = _definitions([Config])
    root = definitions.pop("Config")
    definitions["Selector"] = {"description": "A rule or a group of rules.", "enum": [*groups(), *rules()]}
    definitions["RuleOptions"] = _rule_options()
    definitions["PageOptions"] = {"oneOf": [_page(kind) for kind in kinds()]}
    return {"$schema": DIALECT, **root, "title": "vault-tools.toml", "$defs": definitions}


def _definitions(types: Iterable[type[Struct]]) -> dict[str, Json]:
    _, found = msgspec.json.schema_components(types, ref_template=_REF)
    return {name: _as_we_read(schema) for name, schema in found.items()}


def _object(type: type[Struct]) -> Json:
    """Of a struct, with those that are inside it in place."""
    found = _definitions([type])
    inlined: Json = _inlined(
        found.pop(type.__name__), {_REF.format(name=name): schema for name, schema in found.items()}
    )
    return inlined


def _inlined(schema: Any, others: Json) -> Any:
    if isinstance(schema, list):
        return [_inlined(part, others) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("$ref") in others:
        return _inlined(others[schema["$ref"]], others)
    return {key: _inlined(value, others) for key, value in schema.items()}


def _rule_options() -> Json:
    """Also of rules without options, whose table may be there and empty."""
    tables = {name: _object(rule) | {"description": summary(rule)} for name, rule in rules().items()}
    return {"type": "object", "properties": tables, "additionalProperties": False}


def _page(kind: str) -> Json:
    """An entry of `[[index.pages]]`."""
    entry, options = _object(Entry), _object(kinds()[kind])
    taken = {name: schema for name, schema in options["properties"].items() if name not in kinds()[kind].refuses}
    return options | {
        "description": summary_of_kind(kinds()[kind]),
        "properties": {"kind": {"const": kind}, **entry["properties"], **taken},
        "required": ["kind", *entry["required"], *options["required"]],
    }


_INNER = ("items", "additionalProperties", "propertyNames")
"""Where a schema holds another."""


def _as_we_read(schema: Json) -> Json:
    """TOML knows no null, and a table may hold only what its struct declares."""
    found: Json = {key: _as_we_read(value) if key in _INNER else value for key, value in schema.items()}
    default = found.pop("default", None)
    if default is not None:
        found["default"] = without_none(default)
    if "description" in schema:
        found["description"] = cleandoc(schema["description"])
    if "properties" in schema:
        found["properties"] = {name: _as_we_read(inner) for name, inner in schema["properties"].items()}
        found["additionalProperties"] = False
    choice = [_as_we_read(it) for it in found.pop("anyOf", ()) if it != {"type": "null"}]
    return found | (choice[0] if len(choice) == 1 else {"anyOf": choice} if choice else {})
