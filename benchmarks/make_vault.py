"""Make a vault of any size, always the same one.

python benchmarks/make_vault.py FOLDER --notes 20000
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

WORDS = ("graph", "path", "node", "edge", "weight", "search", "tree", "heap", "signal", "sample", "filter", "phase")


def note(number: int, notes: int, chance: random.Random) -> str:
    tags = ", ".join(chance.sample(WORDS, 2))
    lines = ["---", f"Date: {chance.randint(1, 28):02}/{chance.randint(1, 12):02}/2024"]
    lines += [f"Topic: {chance.choice(WORDS)}", f"tags: [ {tags} ]", "---", f"# Note {number}", ""]
    for section in range(chance.randint(1, 4)):
        lines += [f"## Section {section}", ""]
        for _ in range(chance.randint(1, 5)):
            text = " ".join(chance.choices(WORDS, k=chance.randint(20, 80)))
            lines += [
                f"{text} [[Note {chance.randrange(notes)}]] and [so on](Note%20{chance.randrange(notes)}.md).",
                "",
            ]
        lines += [f"- {' '.join(chance.choices(WORDS, k=8))} #{chance.choice(WORDS)}" for _ in range(4)]
        lines += [""]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--notes", type=int, default=1000)
    arguments = parser.parse_args()
    chance = random.Random(1)
    for number in range(arguments.notes):
        folder = arguments.folder / f"Folder {number % 50}"
        folder.mkdir(parents=True, exist_ok=True)
        text = note(number, arguments.notes, chance)
        (folder / f"Note {number}.md").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
