"""A proposal as a config file: TOML with comments that say what each line comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

import msgspec

from vault_tools.config.schema import Match, PropertySchema
from vault_tools.infer import Proposal
from vault_tools.infer.mocs import USUAL
from vault_tools.infer.schemas import NOTHING, KindOfNote
from vault_tools.infer.values import Guess
from vault_tools.printable import counted, on_one_line
from vault_tools.toml import WIDTH, write_key, write_pair, write_value

BASELINE = ".vault-tools-baseline.json"


def config_text(proposal: Proposal, *, with_baseline: bool = False) -> str:
    """Of `vault-tools.toml`."""
    blocks = [_head(proposal), _vault(proposal), _lint(proposal, with_baseline)]
    blocks += [_schema(kind, len(proposal.kinds) == 1) for kind in proposal.kinds]
    blocks += [_index(proposal), *_pages(proposal)]
    return "\n".join("".join(f"{line}\n" for line in block) for block in blocks if block)


def _head(proposal: Proposal) -> list[str]:
    return [
        f"# Proposed by `vault-tools init` from {counted(proposal.notes, 'note')}; yours now: change what you like.",
        "# Every line is optional. `vault-tools config show --origin` prints all that holds.",
    ]


def _vault(proposal: Proposal) -> list[str]:
    lines: list[str] = []
    if proposal.archives:
        lines += ["# Put away: not checked and not indexed. Links to them still count."]
        lines += write_pair(["exclude"], proposal.archives)
    if proposal.templates:
        lines += ["# Templates hold placeholders instead of values."]
        lines += write_pair(["templates"], proposal.templates)
    lines += _dates(proposal)
    if proposal.links.all:
        lines += [f"# {proposal.links.alike:,} of the {proposal.links.all:,} links between notes are written so."]
        lines += write_pair(["link-style"], proposal.links.style)
    if proposal.schema_property:
        lines += ["# By what a note names its kind: the usual property has another meaning here."]
        lines += write_pair(["schema-property"], proposal.schema_property)
    return ["[vault]", *lines] if lines else []


def _dates(proposal: Proposal) -> Iterator[str]:
    if proposal.formats:
        for format, fits, proofs in proposal.formats:
            how = (
                f"{proofs:,} of them can be read in no other way"
                if proofs
                else "all can be read in another way, too: make sure"
            )
            yield f"# {format} fits {counted(fits, 'date')}; {how}."
        yield from write_pair(["date-formats"], [it.format for it in proposal.formats])


def _lint(proposal: Proposal, with_baseline: bool) -> list[str]:
    lines: list[str] = []
    if with_baseline:
        lines += ["[lint]", "# Problems that were there when this began, and are not reported until they come anew."]
        lines += write_pair(["baseline"], BASELINE)
    if proposal.roots != USUAL:
        lines += ["[lint.options.orphan-note]", "# Entrances, that no link need lead to."]
        lines += write_pair(["roots"], proposal.roots)
    if proposal.left_empty:
        lines += ["[lint.options.empty-property]", "# Most notes that have them leave them empty."]
        lines += write_pair(["allow"], proposal.left_empty)
    return lines


def _schema(kind: KindOfNote, is_only: bool) -> list[str]:
    lines = [f"# {_said_of(kind, is_only)}", "[[schema]]", *write_pair(["name"], kind.name)]
    lines += _match(_plain(kind.match))
    if kind.extends:
        lines += write_pair(["extends"], kind.extends)
    if kind.properties:
        lines += ["[schema.properties]", *(line for guess in kind.properties for line in _property(guess))]
    return lines


def _match(match: Mapping[str, Any]) -> Iterator[str]:
    """A table on one line, unless it is too long for that."""
    if len(write_value(match)) <= WIDTH:
        yield from write_pair(["match"], match) if match else ()
    else:
        yield from chain.from_iterable(write_pair(["match", key], value) for key, value in match.items())


def _said_of(kind: KindOfNote, is_only: bool) -> str:
    if kind.is_apart:
        return f"{counted(kind.notes, 'note')}, of which nothing is asked: no kind below is for them."
    if kind.match == NOTHING:
        return "What all kinds of notes have. By itself it is for no note: take `match` out to have it for all others."
    if kind.match == Match():
        return f"All {'' if is_only else 'other '}notes: {kind.notes:,}."
    return f"{counted(kind.notes, 'note')}."


def _property(guess: Guess) -> Iterator[str]:
    key, wanted = write_key([guess.name]), _plain(guess.wanted)
    yield f"{key} = {write_value(wanted)}  # {_evidence(guess)}"
    if guess.choices:
        one = write_value(wanted | {"enum": guess.choices})
        yield f"# {key} = {one}  # nothing else so far"


def _evidence(guess: Guess) -> str:
    empty = guess.notes - guess.filled
    where = f"in {counted(guess.notes, 'note')}" if guess.notes else "in templates only"
    parts = [where, f"empty in {empty:,}" if empty else "", guess.mixture]
    return on_one_line(", ".join(filter(None, parts)))


def _plain(table: Match | PropertySchema) -> dict[str, Any]:
    """What is said in it, and no defaults."""
    default = msgspec.to_builtins(type(table)())
    return {key: value for key, value in msgspec.to_builtins(table).items() if value != default[key]}


def _index(proposal: Proposal) -> list[str]:
    if not proposal.modified:
        return []
    why = "# They say when a note was changed last: the first that a note has. Without any, git is asked."
    return ["[index]", why, *write_pair(["modified"], proposal.modified)]


def _pages(proposal: Proposal) -> Iterator[list[str]]:
    why = ["# Pages that `vault-tools index` writes; `vault-tools index --dry-run` says which are out of date."]
    for page in proposal.pages:
        source = ["# Below the Dataview block that is there, what that asks for."] if "below" in page else []
        yield [*why, *source, "[[index.pages]]", *_pairs(page.items())]
        why = []


def _pairs(items: Iterable[tuple[str, Any]]) -> Iterator[str]:
    for key, value in items:
        yield from write_pair([key], value)
