"""What the tests of `vault-tools index` share: vaults, entries of the config, runs of the program, what it has written."""

import hashlib
import json
import os
import subprocess
from textwrap import dedent

from click.testing import CliRunner

from vault_tools.cli import cli
from vault_tools.parse import parse_note

# --- Vaults and their config --------------------------------------------------------------------------------------------


def write(root, files):
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def configure(root, *settings):
    write(root, {"vault-tools.toml": "\n".join(settings)})


def new_vault(root, files, *settings):
    """Without settings there is no config."""
    write(root, files)
    (root / ".obsidian").mkdir(parents=True, exist_ok=True)
    if settings:
        configure(root, *settings)
    return root


def toml(value):
    """JSON's text, numbers, flags and lists are TOML's too; tables are not."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def page(kind="folder", path="Page.md", **options):
    """An entry of `[[index.pages]]`."""
    keys = {"kind": kind, "path": path} | {key.replace("_", "-"): value for key, value in options.items()}
    return "\n".join(["[[index.pages]]", *(f"{key} = {toml(value)}" for key, value in keys.items()), ""])


MANIFEST = ".vault-tools/pages"

NO_PAGES = page("tags", "never made.md", create=False)
"""Instead of the default pages."""


# --- Runs ---------------------------------------------------------------------------------------------------------------


def run(command, root, *options):
    return CliRunner().invoke(cli, [command, "--vault", str(root), *map(str, options)], catch_exceptions=False)


def index(root, *options):
    """Exit code, stdout and stderr."""
    done = run("index", root, *options)
    return done.exit_code, done.stdout, done.stderr


def git(root, *arguments, when="2024-05-06T10:00:00+0000"):
    """As somebody, on a day of the past; no config but the repository's has a say (see conftest.py)."""
    env = os.environ | {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", "-C", root, *who, *arguments], check=True, capture_output=True, env=env)


# --- What is there now --------------------------------------------------------------------------------------------------


def text(root, path="Page.md"):
    return (root / path).read_bytes().decode()


def body(root, path="Page.md"):
    """What stands in the one region of a note."""
    note = parse_note(path, text(root, path))
    [found] = note.regions
    return note.slice(found.body).strip("\n")


def shown(root, path="Page.md"):
    """What `index` writes into the one region of a note: no task, and nothing that a second run changes."""
    code, _, err = index(root)
    assert (code, err) == (0, ""), err
    found = body(root, path)
    assert index(root, "--check")[1].startswith("0 pages out of date")
    assert index(root)[1].startswith("0 pages written")
    assert [item.text for item in parse_note(path, found).items if item.task is not None] == []
    return found


def state(root):
    """Every file with its bytes and its time, but for those of git."""
    files = [file for file in root.rglob("*") if file.is_file() and ".git" not in file.relative_to(root).parts]
    return {file.relative_to(root).as_posix(): (file.read_bytes(), file.stat().st_mtime_ns) for file in files}


def contents(root):
    return {path: data for path, (data, _) in state(root).items()}


def notes_in(root):
    return sorted(path for path in state(root) if path.endswith(".md"))


# --- What it should be --------------------------------------------------------------------------------------------------


def block(markdown):
    return dedent(markdown).strip("\n")


def begin(name, attributes=""):
    return f"<!-- vault-tools:begin {name}{attributes and ' ' + attributes} -->"


def end(name):
    return f"<!-- vault-tools:end {name} -->"


def sha(body):
    return hashlib.sha256(body.strip("\n").encode()).hexdigest()[:16]


def unsigned(name, body, attributes=""):
    """A region whose marker says only what is said here."""
    return f"{begin(name, attributes)}\n\n{body}\n\n{end(name)}\n"


def region(name, body, attributes=""):
    """As we write it: the marker knows what stands below it."""
    return unsigned(name, body, f"{attributes} sha={sha(body)}".strip())


def empty_region(attributes, name="x"):
    return f"{begin(name, attributes)}\n{end(name)}\n"


def new_note(title, name, body, attributes=""):
    """A page that was not there before."""
    return f"# {title}\n\n{region(name, body, attributes)}"


def node(path):
    """The id of a note in a picture."""
    return f"n{hashlib.sha256(path.encode()).hexdigest()[:8]}"
