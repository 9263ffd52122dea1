"""Time `vault-tools index` beside a plain read of all files of the vault, in turn, in one run.

    python benchmarks/index_beside_read.py VAULT [--runs 5]

The vault is copied first. Its own config is put aside: the pages are tags, folders, resources and the graph. What to
quote are the ratios: times belong to a machine and its mood.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

CONFIG = """
[[index.pages]]
kind = "tags"
path = "Generated/Tags.md"

[[index.pages]]
kind = "folder"
path = "{folder}/Generated index of the folder.md"
recursive = false

[[index.pages]]
kind = "resources"
path = "Generated/Resources.md"

[[index.pages]]
kind = "graph"
path = "Generated/Graph.md"
"""
READ = """
import os, sys
for folder, folders, files in os.walk(sys.argv[1]):
    folders[:] = [name for name in folders if not name.startswith(".")]
    for name in files:
        with open(os.path.join(folder, name), "rb") as file:
            file.read()
"""


def index(vault: Path, cache: Path, *options: str) -> float:
    command = [str(Path(sys.executable).parent / "vault-tools"), "index", *options, str(vault)]
    return timed(command, {"XDG_CACHE_HOME": str(cache)})


def timed(command: list[str], env: dict[str, str] | None = None) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False, env=os.environ | (env or {}))
    return time.perf_counter() - start


def without_pages(vault: Path) -> None:
    for page in [*vault.rglob("Generated index of the folder.md"), *(vault / "Generated").glob("*.md")]:
        page.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("vault", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        vault, cache = Path(folder) / "vault", Path(folder) / "cache"
        shutil.copytree(arguments.vault, vault, ignore=shutil.ignore_patterns("*vault-tools.toml", ".git"))
        (vault / ".obsidian").mkdir(exist_ok=True)
        (vault / "vault-tools.toml").write_text(CONFIG, "utf-8")
        steps: dict[str, Callable[[], float]] = {
            "read all files": lambda: timed([sys.executable, "-c", READ, str(vault)]),
            "index, no cache, all pages new": lambda: index(vault, cache, "--no-cache"),
            "index, nothing to write": lambda: index(vault, cache),
            "index --check": lambda: index(vault, cache, "--check"),
        }
        times: dict[str, list[float]] = {name: [] for name in steps}
        for number in range(arguments.runs + 1):
            without_pages(vault)
            for name, step in steps.items():
                measured = step()
                if number:  # the first round warms the disk and our cache
                    times[name].append(measured)
    read = times["read all files"]
    for name, measured in times.items():
        ratio = statistics.median(own / other for own, other in zip(measured, read, strict=True))
        print(f"{name:32} {statistics.median(measured):6.2f} s   {ratio:5.2f} times the read")


if __name__ == "__main__":
    main()
