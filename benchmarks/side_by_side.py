"""Time `vault-tools lint` beside a peer, on the same notes, in turn, in one run.

    python benchmarks/side_by_side.py VAULT [--runs 5]

Needs `rumdl` beside the Python that runs this (`pip install rumdl`). What to quote are the ratios: times belong to a
machine and its mood.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent


def commands(vault: Path) -> dict[str, list[str]]:
    ours = [str(BIN / "vault-tools"), "lint", "--exit-zero"]
    return {
        "vault-tools lint --no-cache": [*ours, "--no-cache", str(vault)],
        "vault-tools lint": [*ours, str(vault)],
        "rumdl check --no-cache": [str(BIN / "rumdl"), "check", "--no-cache", "--silent", str(vault)],
    }


def timed(command: list[str]) -> tuple[float, float]:
    """Wall and processor seconds of one run, children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("vault", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    timings: dict[str, list[tuple[float, float]]] = {name: [] for name in commands(arguments.vault)}
    for number in range(arguments.runs + 1):
        for name, command in commands(arguments.vault).items():
            measured = timed(command)
            if number:  # the first round warms the disk and our cache
                timings[name].append(measured)
    *_, peer = timings
    for name, measured in timings.items():
        wall, cpu = (statistics.median(column) for column in zip(*measured, strict=True))
        ratios = [own[0] / other[0] for own, other in zip(measured, timings[peer], strict=True)]
        spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
        ratio = f"{statistics.median(ratios):.2f} ({spread})"
        print(f"{name:28} wall {wall:6.2f} s   cpu {cpu:6.2f} s   wall / peer {ratio}")


if __name__ == "__main__":
    main()
