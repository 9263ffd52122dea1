"""Text that repeats code is made from the code, and fresh."""

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import vault_tools
from vault_tools import config_page
from vault_tools.config.tables import Config
from vault_tools.config_schema import config_schema
from vault_tools.declared import check
from vault_tools.explain import all_pages
from vault_tools.index.entries import mistakes as page_mistakes
from vault_tools.index.pages import kinds
from vault_tools.index.show import all_kinds
from vault_tools.schemas.mistakes import mistakes as schema_mistakes
from vault_tools.selection import mistakes as rule_mistakes

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
DOCUMENTS = [README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(text, language):
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


def transcripts(text):
    """Commands of a console block, each with what it printed."""
    for block in blocks(text, "console"):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


def run(command, folder):
    """What a reader would see who has installed vault-tools and stands in a clone."""
    program, *arguments = shlex.split(command)
    assert program == "vault-tools"
    result = subprocess.run(
        [sys.executable, "-m", "vault_tools", *arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8"
    )
    return result.stdout + result.stderr


def clone(folder):
    """The example vault only, where a command may write."""
    subprocess.run(["cp", "-R", str(ROOT / "example_vault"), str(folder)], check=True)
    return folder


def test_the_rule_pages_are_fresh():
    """`vault-tools rules --format markdown > docs/rules.md`"""
    assert (ROOT / "docs" / "rules.md").read_text("utf-8") == "\n".join(all_pages()) + "\n"


def test_the_page_on_the_config_is_fresh():
    """`vault-tools config schema --format markdown > docs/configuration.md`"""
    assert (ROOT / "docs" / "configuration.md").read_text("utf-8") == "\n".join(config_page.page()) + "\n"


def test_the_page_kinds_are_fresh():
    """`vault-tools pages --format markdown > docs/index.md`"""
    assert (ROOT / "docs" / "index.md").read_text("utf-8") == "\n".join(all_kinds()) + "\n"


def test_the_readme_names_every_kind_of_page():
    text = README.read_text("utf-8").partition("The kinds are ")[2].partition(". What lists")[0]
    assert sorted(re.findall(r"`([\w-]+)`", text)) == sorted(kinds())


def test_the_commands_of_the_readme_print_what_it_shows(tmp_path):
    """`python tests/test_docs.py` writes the outputs anew; read them then."""
    folder = clone(tmp_path)
    shown = list(transcripts(README.read_text("utf-8")))
    assert shown
    for command, output in shown:
        assert run(command, folder) == output, command


def test_ci_runs_the_two_commands_of_the_readme():
    commands = [line for block in blocks(README.read_text("utf-8"), "sh") for line in block.splitlines()]
    ci = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert len(commands) == 2
    assert [line for line in ci if line in commands] == commands


CONFIGS = [
    pytest.param(block, id=f"{path.name} {number}")
    for path in DOCUMENTS
    for number, block in enumerate(blocks(path.read_text("utf-8"), "toml"), 1)
]


EVERY_CONFIG = [*CONFIGS, (ROOT / "example_vault/vault-tools.toml").read_text("utf-8")]


@pytest.mark.parametrize("text", EVERY_CONFIG)
def test_every_config_that_is_shown_fits_the_schema(text):
    Draft202012Validator(config_schema()).validate(tomllib.loads(text))


@pytest.mark.parametrize("text", EVERY_CONFIG)
def test_every_config_that_is_shown_is_right(text):
    found = []
    config = check(tomllib.loads(text), Config, (), found)
    assert [*found, *rule_mistakes(config), *schema_mistakes(config), *page_mistakes(config)] == []


def test_the_changelog_knows_the_version():
    assert f"## {vault_tools.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


if __name__ == "__main__":
    import tempfile

    text = README.read_text("utf-8")
    with tempfile.TemporaryDirectory() as name:
        folder = clone(Path(name))
        for command, output in transcripts(text):
            text = text.replace(f"$ {command}\n{output}", f"$ {command}\n{run(command, folder)}")
    README.write_text(text, "utf-8")
