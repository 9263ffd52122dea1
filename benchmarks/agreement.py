"""Compare our parser with pulldown-cmark over a vault.

    python benchmarks/agreement.py VAULT [--show 10] [--only links] [--rules]

Needs `pyromark` (in the extra `dev`). Obsidian's own rules are taken out as tests/pulldown.py says (`DIFFERENCES`);
`--rules` counts what differs when one of them is not.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from pulldown import CONSTRUCTS, DIFFERENCES, compare

from vault_tools.source import decode, normalise


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("vault", type=Path)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N differences of each kind")
    parser.add_argument("--only", choices=CONSTRUCTS, help="print those of one construct only")
    parser.add_argument("--rules", action="store_true", help="print how much each of Obsidian's own rules matters")
    arguments = parser.parse_args()
    counts = {name: [0, 0, 0] for name in CONSTRUCTS}
    samples: dict[tuple[str, str], list[str]] = {}
    rules = {name: [0, 0, 0] for name in DIFFERENCES} if arguments.rules else {}
    notes = equal = 0
    for path in sorted(arguments.vault.rglob("*.md")):
        relative = path.relative_to(arguments.vault)
        if any(part.startswith(".") for part in relative.parts) or not path.is_file():
            continue
        text = normalise(decode(path.read_bytes())[0])
        found = compare(text)
        notes += 1
        equal += not any(mine or other for _, mine, other in found.values())
        for name, total in rules.items():
            groups = compare(text, {other: DIFFERENCES[other] for other in DIFFERENCES if other != name}).values()
            mine, other = (sum(len(group[side]) for group in groups) for side in (1, 2))
            rules[name] = [total[0] + mine, total[1] + other, total[2] + bool(mine or other)]
        for name, groups in found.items():
            for column, facts in enumerate(groups):
                counts[name][column] += len(facts)
            for side, facts in zip(("ours only", "theirs only"), groups[1:], strict=True):
                for fact in facts:
                    line = text.count("\n", 0, fact[0]) + 1
                    written = text.split("\n")[line - 1]
                    samples.setdefault((name, side), []).append(f"{relative}:{line}: {fact}\n        {written[:150]}")
    print(f"{'':10}{'both':>9}{'ours only':>11}{'theirs only':>13}{'agree':>10}")
    for name, (both, mine, other) in counts.items():
        share = both / (both + mine + other) if both + mine + other else 1
        print(f"{name:10}{both:9,}{mine:11,}{other:13,}{share:10.3%}")
    print(f"{equal:,} of {notes:,} notes agree in everything")
    if rules:
        print(f"\n{'without the rule':28}{'ours only':>11}{'theirs only':>13}{'notes':>8}")
    for name, (mine, other, where) in rules.items():
        print(f"{name:28}{mine:11,}{other:13,}{where:8,}")
    for (name, side), lines in samples.items():
        if arguments.show and arguments.only in (None, name):
            print(f"\n{name}, {side}: {len(lines):,}")
            print("\n".join(f"    {line}" for line in lines[: arguments.show]))


if __name__ == "__main__":
    main()
