"""Where templates run: whatever one does, it reads no other file, makes the same text at every run, and comes to an
end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from traceback import walk_tb
from typing import Any

from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
    pass_environment,
)
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from vault_tools.vault.linktext import escape_text

MISTAKES = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What a template can raise."""
MAX_CHARACTERS = 5_000_000
"""Nobody would read so long a page."""
MAX_STEPS = 1_000_000
"""Rounds of loops, and calls."""
_MAX_REPEATED = 1_000
_TOO_LONG = f"it makes more than {MAX_CHARACTERS:,} characters"
_MAX_BITS = 10_000
_COUNTED, _BOUNDED = "counted", "bounded"


class Sandbox(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"*", "**", "+", "%"})

    def __init__(self, source: Callable[[str], tuple[str, str] | None]) -> None:
        """`source` gives the text of a template and what it is called in messages."""

        def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
            found = source(name)
            if found is None:
                return None
            self.files.add(found[1])
            return (*found, lambda: True)

        self.files: set[str] = set()
        """The templates that were read, as they are called in messages."""

        super().__init__(
            loader=FunctionLoader(load),
            undefined=StrictUndefined,
            finalize=lambda value: "" if value is None else _bounded(value),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        del self.filters["random"], self.globals["lipsum"]
        self.filters |= {"escape": escape_text, "e": escape_text, _BOUNDED: _bounded}
        self.filters = {name: _bounding(found) for name, found in self.filters.items()} | {_COUNTED: _counted}
        self.steps = 0

    def text(self, name: str, data: Mapping[str, Any]) -> str:
        """Raises one of `MISTAKES`."""
        self.steps, size, pieces = 0, 0, []
        for piece in self.get_template(name).generate(data):
            pieces.append(piece)
            size += len(piece)
            if size > MAX_CHARACTERS:
                raise SecurityError(_TOO_LONG)
        return "".join(pieces)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Every loop counts its rounds, since ranges in ranges would have no end that anybody saw; and nothing grows by
        being joined to itself."""
        tree = super()._parse(source, name, filename)
        for loop in [*tree.find_all(nodes.For)]:
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno)
            loop.iter.set_environment(self)
        for joined in [*tree.find_all(nodes.Concat)]:
            joined.nodes = [
                nodes.Filter(part, _BOUNDED, [], [], None, None, lineno=part.lineno) for part in joined.nodes
            ]
            joined.set_environment(self)
        return tree

    def reason(self, error: BaseException, file: str) -> str:
        """`FILE:LINE: what is wrong`, of the innermost template at work; `file` is the one that was asked for."""
        if isinstance(error, TemplateSyntaxError):
            return f"{error.filename or file}:{error.lineno}: {error.message}"
        frames = ((frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__))
        file, line = next((at for at in reversed([*frames]) if at[0] in self.files), (file, 1))
        return f"{file}:{line}: {_what(error)}"

    def step(self) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise SecurityError(f"it takes more than {MAX_STEPS:,} rounds of loops and calls")

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        self.step()
        return _bounded(super().call(context, obj, *args, **kwargs))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "**":
            raise SecurityError("there are no powers in templates")
        is_repeated = isinstance(left, str | list | tuple) or isinstance(right, str | list | tuple)
        if is_repeated and any(isinstance(side, int) and side > _MAX_REPEATED for side in (left, right)):
            raise SecurityError(f"nothing is repeated more than {_MAX_REPEATED:,} times")
        return _bounded(super().call_binop(context, operator, left, right))


def _bounded(value: Any) -> Any:
    """The same. What doubles at each round would otherwise take all memory long before the last one."""
    if isinstance(value, str | list | tuple) and len(value) > MAX_CHARACTERS:
        raise SecurityError(_TOO_LONG)
    if isinstance(value, int) and value.bit_length() > _MAX_BITS:
        raise SecurityError("it makes a number that nobody could read")
    return value


def _bounding(found: Callable[..., Any]) -> Callable[..., Any]:
    """A filter, of which the result is bounded."""

    @wraps(found)
    def bounding(*args: Any, **kwargs: Any) -> Any:
        return _bounded(found(*args, **kwargs))

    return bounding


@pass_environment
def _counted(environment: Sandbox, values: Any) -> Iterator[Any]:
    for value in values:
        environment.step()
        yield value


def _what(error: BaseException) -> str:
    match error:
        case TemplateNotFound():
            return f'no template "{error.name}"'
        case RecursionError():
            return "it calls or includes itself without end"
        case LookupError():
            return f"nothing is at {error}"
        case _:
            return str(error) or type(error).__name__
