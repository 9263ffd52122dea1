"""What `vault-tools init` prints when it has read a vault."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vault_tools.infer import Proposal
    from vault_tools.infer.schemas import KindOfNote
    from vault_tools.model import Diagnostic
    from vault_tools.vault import Vault

_SHOWN = 5
"""So many patterns of paths in the table."""


def found(proposal: Proposal, proposed: Vault) -> Iterator[str]:
    """The kinds of notes, with what the config would cost, and how the vault is written."""
    from vault_tools.cli._table import table
    from vault_tools.infer.cost import missing
    from vault_tools.printable import counted

    lacking = missing(proposed)
    rows = [_row(kind, proposal, lacking) for kind in proposal.kinds]
    if rows:
        yield from table(("kind", "notes", "which", "required, and how many notes lack it"), rows)
        yield ""
    for format, fits, _ in proposal.formats[:3]:
        yield f"dates: {format}, in {counted(fits, 'value')}"
    if proposal.links.all:
        yield f"links: {proposal.links.style}, {proposal.links.alike:,} of {proposal.links.all:,}"
    for what, names in (
        ("entrances of folders", proposal.mocs),
        ("templates", proposal.templates),
        ("archives", proposal.archives),
        ("index pages", tuple(page["path"] for page in proposal.pages)),
    ):
        if names:
            yield f"{what}: {', '.join(names)}"


def _row(kind: KindOfNote, proposal: Proposal, lacking: Mapping[tuple[str, str], int]) -> tuple[str, ...]:
    """With what it takes over from the kind that it extends."""
    base = next((it.properties for it in proposal.kinds if it.name == kind.extends), ())
    required = [guess.name for guess in (*base, *kind.properties) if guess.wanted.required]
    said = ", ".join(f"{name} {lacking[kind.name, name]:,}" for name in required)
    return kind.name, f"{kind.notes:,}", _which(kind), said or "-"


def _which(kind: KindOfNote) -> str:
    from vault_tools.config.schema import each

    match = kind.match
    if match.property:
        return f"{match.property}: {match.value}" if match.value is not None else f"with {match.property}"
    if match.tag is not None:
        return ", ".join(f"#{tag}" for tag in each(match.tag))
    if match.path is None:
        return "all others"
    first, more = each(match.path)[:_SHOWN], len(each(match.path)) - _SHOWN
    return ", ".join((*first, f"{more} more") if more > 0 else first) or "none by itself"


def steps(file: Path, reported: Iterable[Diagnostic], baseline: bool, folder: str) -> Iterator[str]:
    """What was written, what `lint` would report with it, and what to do next."""
    from vault_tools.infer.text import BASELINE
    from vault_tools.model import SEVERITIES
    from vault_tools.printable import counted

    counts = Counter(diagnostic.severity for diagnostic in reported)
    kinds = ", ".join(f"{counts[severity]:,} {severity}" for severity in SEVERITIES if counts[severity])
    yield ""
    yield f"wrote {file}" + (f" and {file.parent / BASELINE}" if baseline else "")
    if counts and not baseline:
        yield f"With it, `vault-tools lint` reports {counted(counts.total(), 'problem')} ({kinds})."
    elif counts:
        yield f"The baseline knows {counted(counts.total(), 'problem')} ({kinds}); only new ones are reported."
    yield ""
    yield "Next:"
    yield f"  read {file.name}, and take out what does not hold"
    yield f"  vault-tools lint{folder}            what is wrong"
    yield f"  vault-tools lint --diff{folder}     what --fix would mend"
    yield f"  vault-tools index --diff{folder}    which pages would be written"


def named(root: Path) -> str:
    """What a command on the vault must be given from here, with a space before it; nothing inside of it."""
    here = Path.cwd()
    if here.is_relative_to(root):
        return ""
    return f" {shlex.quote(str(root.relative_to(here) if root.is_relative_to(here) else root))}"
