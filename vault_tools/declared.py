"""Values that a person wrote, checked against a declared type: *all* mistakes at once, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import FieldInfo

from vault_tools.suggest import did_you_mean

Where = tuple[str | int, ...]
"""Keys and indices from the top: `("schema", 0, "match")`."""


class Mistake(NamedTuple):
    where: Where
    message: str

    def __str__(self) -> str:
        return f"{dotted(self.where)}: {self.message}" if self.where else self.message


def dotted(where: Where) -> str:
    """`schema[1].match`; indices are shown counted from 1."""
    out = ""
    for key in where:
        out += f"[{key + 1}]" if isinstance(key, int) else f".{key}" if out else key
    return out


def check(data: Any, type: Any, where: Where, mistakes: list[Mistake], strict: bool = True) -> Any:
    """`data` as a value of `type`; what is wrong is appended to `mistakes`.

    The result is then None, or a struct with defaults for what is wrong: good enough to look for more mistakes in it.

    Knows structs, tuples and maps of structs; everything below is msgspec's. With `strict` false a string may stand for
    a number, a flag, or, with commas, for a list: the attributes of a marker are only strings.
    """
    bare = _bare(type, data)
    if _is_struct(bare):
        return _check_struct(data, bare, where, mistakes, strict)
    origin, args = get_origin(bare), get_args(bare)
    if origin is tuple and isinstance(data, str) and not strict:
        data = [part.strip() for part in data.split(",") if part.strip()]
    if origin is tuple and _is_struct(args[0]) and isinstance(data, list):
        entries = [check(entry, args[0], (*where, i), mistakes, strict) for i, entry in enumerate(data)]
        return tuple(entry for entry in entries if entry is not None)
    if origin is dict and isinstance(data, dict):
        values = {key: check(entry, args[1], (*where, key), mistakes, strict) for key, entry in data.items()}
        return {key: value for key, value in values.items() if value is not None}
    try:
        return msgspec.convert(data, type, strict=strict)
    except msgspec.ValidationError as error:
        mistakes.append(Mistake(where, _reason(data, bare, error)))
        return None


_WORDS = {
    "str": "text",
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "array": "a list",
    "object": "a table",
}
"""Types in msgspec's words, and in people's."""
_NAMES = "|".join(_WORDS)
_TYPES = re.compile(rf"`((?:{_NAMES})(?: \| (?:{_NAMES}))*)`")


def _reason(data: Any, type: Any, error: msgspec.ValidationError) -> str:
    if get_origin(type) is Literal:
        names = get_args(type)
        return f'"{data}" is none of {", ".join(names)}{did_you_mean(str(data), names)}'
    message = str(error).partition(" - at ")[0].replace(" | null", "")
    if message.endswith(("got `date`", "got `datetime`", "got `time`")):
        return "a date or a time must stand in quotes here"
    message = _TYPES.sub(lambda found: _either(found[1].split(" | ")), message)
    return message[:1].lower() + message[1:]


def _either(names: list[str]) -> str:
    return " or ".join(_WORDS[name] for name in names if name != "int" or "float" not in names)


def _check_struct(data: Any, type: Any, where: Where, mistakes: list[Mistake], strict: bool) -> Any:
    if not isinstance(data, Mapping):
        mistakes.append(Mistake(where, "expected a table"))
        return None
    fields = {field.encode_name: field for field in msgspec.structs.fields(type)}
    for key in data:
        if key not in fields:
            mistakes.append(Mistake((*where, key), f'unknown key "{key}"{did_you_mean(key, fields)}'))
    values = {}
    for key, field in fields.items():
        if key in data:
            count = len(mistakes)
            value = check(data[key], field.type, (*where, key), mistakes, strict)
            if len(mistakes) == count or value is not None:
                values[field.name] = value
        elif field.required:
            mistakes.append(Mistake(where, f'"{key}" is missing'))
    try:
        return type(**values)
    except TypeError:  # a required value is missing or wrong, and has its mistake
        return None
    except ValueError as error:  # from the struct's own __post_init__
        mistakes.append(Mistake(where, str(error)))
        return None


class Option(NamedTuple):
    """A field of a struct, for a reader."""

    name: str
    type: str
    """In people's words."""
    is_required: bool
    default: Any
    """Plain data; None, too, where there is no default."""
    description: str


def options(type: Any) -> Iterator[Option]:
    """The fields of a struct, as a config file or a marker names them."""
    for field in msgspec.structs.fields(type):
        meta = get_args(field.type)[1:] if get_origin(field.type) is Annotated else ()
        described = " ".join(filter(None, (_described(m) for m in meta if isinstance(m, Meta))))
        yield Option(field.encode_name, in_words(field.type), field.required, _default(field), described)


def _default(field: FieldInfo) -> Any:
    if field.required:
        return None
    made = field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
    return without_none(msgspec.to_builtins(made))


def without_none(value: Any) -> Any:
    """What is not set cannot be written."""
    return {k: without_none(v) for k, v in value.items() if v is not None} if isinstance(value, dict) else value


def option_table(type: Any, *, inner: bool = True, beside: Any = None) -> Iterator[str]:
    """The fields of a struct as a Markdown table, after a blank line; nothing when it has none.

    With those of inner tables below the list that they are in; without those that are the same in `beside`, a struct
    that is shown elsewhere.
    """
    known = set(_option_rows(beside, "", inner)) if beside else set()
    rows = [row for row in _option_rows(type, "", inner) if row not in known]
    if rows:
        yield from ("", "| option | type | default | |", "| --- | --- | --- | --- |")
    yield from rows


def _option_rows(type: Any, prefix: str, inner: bool) -> Iterator[str]:
    for field, option in zip(msgspec.structs.fields(type), options(type), strict=True):
        name = f"{prefix}{option.name}"
        yield f"| `{name}` | {option.type} | {default_of(option)} | {option.description} |"
        bare = _bare(field.type, ())
        if inner and get_origin(bare) is tuple and _is_struct(get_args(bare)[0]):
            yield from _option_rows(get_args(bare)[0], f"{name}.", inner)


def default_of(option: Option) -> str:
    """As it would be written in TOML or a marker."""
    if option.is_required:
        return "required"
    return "" if option.default is None else f"`{msgspec.json.encode(option.default).decode()}`"


_KINDS = {str: "text", bool: "true or false", int: "whole number", float: "number", Any: "anything"}


def in_words(type: Any) -> str:
    """A declared type as people say it: `list of text`, `"error", "warning" or "info"`."""
    bare = _bare(type, ...)
    args = get_args(bare)
    if get_origin(bare) in (Union, UnionType):
        return _choice([arg for arg in args if arg is not NoneType and (arg is not int or float not in args)])
    if get_origin(bare) is Literal:
        *first, last = (f'"{choice}"' for choice in args)
        return f"{', '.join(first)} or {last}" if first else last
    if get_origin(bare) is tuple:
        return "list of tables" if in_words(args[0]).startswith("table") else f"list of {in_words(args[0])}"
    if get_origin(bare) is dict:
        return f"table of {in_words(args[1])}" if not in_words(args[1]).startswith("table") else "table of tables"
    return "table" if _is_struct(bare) else _KINDS[bare]


def _choice(types: list[Any]) -> str:
    *first, last = map(in_words, types)
    return f"{', '.join(first)} or {last}"


def _described(meta: Meta) -> str:
    bounds = (f"at least {meta.ge}" if meta.ge is not None else "", f"at most {meta.le}" if meta.le is not None else "")
    limits = ", ".join(filter(None, bounds))
    return (meta.description or "") + (f" ({limits})" if limits else "")


def _bare(type: Any, data: Any) -> Any:
    """Without annotations, and without the `None` of an optional value that is there."""
    while get_origin(type) is Annotated:
        type = get_args(type)[0]
    if get_origin(type) in (Union, UnionType) and data is not None:
        rest = [arg for arg in get_args(type) if arg is not NoneType]
        return _bare(rest[0], data) if len(rest) == 1 else type
    return type


def _is_struct(candidate: Any) -> bool:
    return isinstance(candidate, type) and issubclass(candidate, Struct)
