"""The kinds of pages for a reader."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from inspect import cleandoc

from vault_tools.declared import option_table
from vault_tools.index.entries import Entry
from vault_tools.index.file_fields import FILE_FIELDS
from vault_tools.index.given import OF_NOTE, OF_PAGE
from vault_tools.index.pages import Page, kinds
from vault_tools.index.works import FIELDS


def summary(kind: type[Page]) -> str:
    """The docstring of its file."""
    return cleandoc(sys.modules[kind.__module__].__doc__ or "").replace("\n", " ")


def all_kinds() -> Iterator[str]:
    """`docs/index.md`."""
    yield "# Pages"
    yield ""
    yield "Made by `vault-tools pages --format markdown`; do not edit."
    yield ""
    yield "An entry of `[[index.pages]]` has a `kind`, the options of its kind, and these:"
    yield from option_table(Entry)
    yield ""
    yield "Every kind takes these, and may have another default:"
    yield from option_table(Page)
    yield ""
    yield "The marker of a region in a note has a `kind` and its options as attributes, lists with commas:"
    yield '`<!-- vault-tools:begin NAME kind=folder columns="Topic, Date" sort="-Date" -->`.'
    for name, kind in kinds().items():
        yield ""
        yield f"## {name}"
        yield ""
        yield summary(kind)
        for option, reason in kind.refuses.items():
            yield from ("", f"It takes no `{option}`: {reason}.")
        yield from option_table(kind, beside=Page)
    yield from _more("Fields of files", _FIELDS)
    yield from _table("field", {name: field.description for name, field in FILE_FIELDS.items()})
    yield from _more("Fields of works", _WORKS)
    yield from _table("field", {name: field.description for name, field in FIELDS.items()})
    yield from _more("Templates", _TEMPLATES)
    yield from _table("value", OF_PAGE)
    yield from ("", "And of each note:")
    yield from _table("value", {name: value.description for name, value in OF_NOTE.items()})
    yield from _more("The same everywhere", _PROMISE)


def _more(title: str, text: str) -> Iterator[str]:
    yield from ("", f"## {title}", "", *cleandoc(text).split("\n"))


def _table(what: str, rows: Mapping[str, str]) -> Iterator[str]:
    yield from ("", f"| {what} | |", "| --- | --- |")
    yield from (f"| `{name}` | {description} |" for name, description in rows.items())


_FIELDS = """
    Wherever an option takes a property, it takes one of these, too: in `where`, `columns`, `sort` and `group`, and in
    braces in a `path`.
"""
_WORKS = """
    Pages of the kind `resources` list works of reading lists instead of notes: there `columns`, `sort` and `group` take
    these, while `where` is about the notes that cite them.
"""
_TEMPLATES = """
    A page is written by a template of [Jinja](https://jinja.palletsprojects.com/en/stable/templates/). One of your own
    lies in `.vault-tools/templates` (option `templates` of `[index]`): `folder.md.j2` is for all pages of the kind
    `folder`, `page.md.j2` for those of every kind that has none, and `template = "mine.md.j2"` in an entry or a marker
    names another. It may include and extend its neighbours, and `page.md.j2` of ours, which is `{{ listing }}`.

        {{ listing }}

        {% for note in notes if note.properties.get("Status") == "draft" %}
        - {{ note.link }}, since {{ note.created }}
        {% endfor %}

    A template reads no file, knows neither time nor chance, and comes to an end: after a million rounds of loops and
    calls, or five million characters, it is stopped. A name that it does not know is an error (as
    `note.properties.Status` is for a note without it), and so are a marker of ours, and a code block or a comment that
    it leaves open. Whatever fails in a template is told with its line, and then that run writes nothing at all. The
    filter `escape` makes Markdown that means only itself.

    These are the values:
"""
_PROMISE = """
    The same notes give the same bytes: on every system, in every language and time zone, in every clone, whatever the
    order of files on disk. `index --check` can therefore stand in a hook or in CI.

    - Numbers are sorted by value and names without case and accents, never by the language of the machine; the path
      settles what is then equal. No page holds a count, a version or the time at which it was written.
    - Dates of files come from properties (`created` and `modified` of `[index]`), else from git. A shallow clone does
      not know them all: a page that asks for one is refused there. What is not committed yet counts as changed today:
      write the pages on the day on which you commit.
    - The time of a file is the last resort, and another one after each checkout: `--check` does not read it, takes any
      date in its place for right, and makes no page per value of it.
    - Templates are part of the vault: what they say is the same wherever they are.
"""
