"""What a change did to a vault: problems in the notes that it touched, and those that it brought to others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec.structs import replace

from vault_tools.describe import status
from vault_tools.git import Changes
from vault_tools.lint import Found, RulesAt, search
from vault_tools.model import Diagnostic, Link, Place
from vault_tools.vault import Vault
from vault_tools.vault.changed import with_contents

_BREAKS = ("broken-link", "broken-embed", "broken-anchor")


_At = tuple[str, Place]
"""A vault path, and where in it."""


def staged_vault(vault: Vault, changes: Changes) -> Vault:
    """The vault as it would be committed."""
    return with_contents(vault, changes.unstaged) if changes.unstaged else vault


def only_of_change(
    found: Iterable[Found], vault: Vault, changes: Changes, rules_at: RulesAt, is_meant: Callable[[str], bool]
) -> Iterator[Found]:
    """Of what was found: everything in the notes touched, and elsewhere what was not there before the change.

    A link that worked before, in whichever note, is an error now: nobody meant to break it.
    """
    before = with_contents(vault, changes.before)
    elsewhere = _fingerprints(search(before, rules_at, lambda path: is_meant(path) and path not in changes.touched))
    broken = _broken_links(before, vault, changes)
    for one in found:
        diagnostic = one.diagnostic
        if diagnostic.path in changes.touched or diagnostic.fingerprint not in elsewhere:
            yield one._replace(diagnostic=_worse(diagnostic, broken))


def _fingerprints(found: Iterable[Found]) -> frozenset[str]:
    return frozenset(one.diagnostic.fingerprint for one in found)


def _worse(diagnostic: Diagnostic, broken: Mapping[_At, str]) -> Diagnostic:
    reason = broken.get((diagnostic.path, Place(diagnostic.line, diagnostic.column)))
    if reason is None or diagnostic.rule not in _BREAKS:
        return diagnostic
    return replace(diagnostic, severity="error", message=f"{diagnostic.message}; it worked before{reason}")


def _broken_links(before: Vault, now: Vault, changes: Changes) -> dict[_At, str]:
    """Links that opened something before and do not any more, each with what became of that."""
    came_from = {new: old for old, new in changes.renamed.items()}
    found: dict[_At, str] = {}
    for path, links in now.links.items():
        source = now.source(path)
        assert source
        failing = [it for it in links if it.link.context != "comment" and status(it, now) != "ok"]
        worked = _working(before, came_from.get(path, path)) if failing else {}
        for resolved in failing:
            if (old := worked.get(_said(resolved.link))) is not None:
                found[path, source.place(resolved.link.span.start)] = _became(old, changes, now)
    return found


def _working(vault: Vault, path: str) -> dict[tuple[str, str], str]:
    """What the links of a note say, and the file that each opens, as far as it opens one."""
    links = vault.links.get(path, ())
    return {_said(it.link): it.target for it in links if it.target is not None and status(it, vault) == "ok"}


def _said(link: Link) -> tuple[str, str]:
    return link.target, link.subpath


def _became(old: str, changes: Changes, now: Vault) -> str:
    if old in now.files:
        return ""
    new = changes.renamed.get(old)
    return f', and "{old}" is now "{new}"' if new else f', and "{old}" is gone'
