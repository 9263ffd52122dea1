"""What may stand in the config file, table by table."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

from vault_tools.config.schema import DateFormat, Schema, Table, check_format
from vault_tools.dates import DEFAULT_FORMATS
from vault_tools.model import Severity

Selector = Annotated[str, Meta(extra_json_schema={"$ref": "#/$defs/Selector"})]
"""The name of a rule or group. Which there are is known later, and options too: `config_schema` defines all three."""
RuleOptions = Annotated[dict[str, dict[str, Any]], Meta(extra_json_schema={"$ref": "#/$defs/RuleOptions"})]
PageOptions = Annotated[dict[str, Any], Meta(extra_json_schema={"$ref": "#/$defs/PageOptions"})]

FailOn = Literal["error", "warning", "info", "never"]
LinkStyle = Literal["auto", "wikilink", "markdown"]


class VaultTable(Table, frozen=True):
    """What belongs to the vault, and how it is written."""

    exclude: Annotated[
        tuple[str, ...],
        Meta(description="Notes that are never linted or indexed, in gitignore syntax; links to them still count."),
    ] = ()
    templates: Annotated[
        tuple[str, ...],
        Meta(description="Notes that are inserted into others, beside those that Obsidian knows as templates."),
    ] = ("_templates/", "Templates/", "templates/")
    respect_excluded: Annotated[bool, Meta(description="Leave out what Obsidian's own setting excludes, too.")] = True
    date_formats: Annotated[
        tuple[DateFormat, ...],
        Meta(description="How dates are written, in Moment tokens; their order settles 03/04/2024."),
    ] = DEFAULT_FORMATS
    link_style: Annotated[
        LinkStyle,
        Meta(description="How generated links are written; `auto` is as Obsidian is set, else as most links are."),
    ] = "auto"
    schema_property: Annotated[
        str, Meta(description="The property by which a note names its schema; that comes before all that matches.")
    ] = "schema"

    def __post_init__(self) -> None:
        for format in self.date_formats:
            check_format(format)


class Override(Table, frozen=True):
    """What holds for some files only; of several that match, each goes on from what the ones before it say."""

    paths: Annotated[tuple[str, ...], Meta(description="Which files, in gitignore syntax.")]
    select: Annotated[tuple[Selector, ...] | None, Meta(description="Only these rules or groups.")] = None
    extend_select: Annotated[tuple[Selector, ...], Meta(description="These rules or groups, too.")] = ()
    ignore: Annotated[tuple[Selector, ...], Meta(description="Not these rules or groups.")] = ()
    severity: Annotated[dict[Selector, Severity], Meta(description="Severity by rule or group.")] = {}
    options: Annotated[RuleOptions, Meta(description="Options by rule, each instead of the usual one.")] = {}


class LintTable(Table, frozen=True):
    """Which rules run, and how much their problems weigh."""

    select: Annotated[tuple[Selector, ...], Meta(description="Rules, groups, `default` or `all`.")] = ("default",)
    extend_select: Annotated[tuple[Selector, ...], Meta(description="Rules or groups beside those of `select`.")] = ()
    ignore: Annotated[tuple[Selector, ...], Meta(description="Rules or groups that are not run.")] = ()
    fixable: Annotated[tuple[Selector, ...], Meta(description="Rules or groups whose fixes may be applied.")] = ("all",)
    unfixable: Annotated[tuple[Selector, ...], Meta(description="Rules or groups whose fixes are not applied.")] = ()
    fail_on: Annotated[FailOn, Meta(description="The least severity that makes the exit code 1.")] = "error"
    severity: Annotated[dict[Selector, Severity], Meta(description="Severity by rule or group.")] = {}
    baseline: Annotated[
        str | None, Meta(description="A file of problems that are known and not reported, named from the vault's root.")
    ] = None
    options: Annotated[RuleOptions, Meta(description="Options by rule, as its page lists them.")] = {}
    overrides: Annotated[tuple[Override, ...], Meta(description="What holds for some files only.")] = ()


class ResourcesTable(Table, frozen=True):
    """Where reading lists are."""

    headings: Annotated[
        dict[str, tuple[str, ...]], Meta(description="More words for headings of reading lists, by kind of resource.")
    ] = {}


class IndexTable(Table, frozen=True):
    """What `vault-tools index` writes."""

    pages: Annotated[
        tuple[PageOptions, ...] | None,
        Meta(description="Pages and regions. Default: a useful set in `Index/`; `[]` for no page at all."),
    ] = None
    """Checked by the kind of page that each names."""
    templates: Annotated[
        str,
        Meta(description="Folder of the vault with templates: `KIND.md.j2` is used for the pages of that kind."),
    ] = ".vault-tools/templates"
    created: Annotated[
        tuple[str, ...],
        Meta(description="Properties that say when a note came (`file.created`); then its name is asked, then git."),
    ] = ("created", "date created", "date")
    modified: Annotated[
        tuple[str, ...],
        Meta(description="Properties that say when a note was changed last (`file.modified`); then git is asked."),
    ] = ("modified", "last modified", "updated", "date modified")

    def __post_init__(self) -> None:
        if "\\" in self.templates or any(part in ("", ".", "..") for part in self.templates.split("/")):
            raise ValueError(f'`templates`: "{self.templates}" is no folder inside the vault')


class Config(Table, frozen=True):
    """Settings of vault-tools."""

    vault: Annotated[VaultTable, Meta(description="What belongs to the vault, and how it is written.")] = VaultTable()
    lint: Annotated[LintTable, Meta(description="Which rules run, and how much their problems weigh.")] = LintTable()
    schema: Annotated[
        tuple[Schema, ...], Meta(description="Kinds of notes; of those that match a note the first in the file counts.")
    ] = ()
    resources: Annotated[ResourcesTable, Meta(description="Where reading lists are.")] = ResourcesTable()
    index: Annotated[IndexTable, Meta(description="What `vault-tools index` writes.")] = IndexTable()
