"""The pages `tasks`, `statistics` and `moc-coverage`: what is in them, and that they stay what they are."""

import json
from textwrap import dedent

import pytest
from click.testing import CliRunner

from vault_tools.cli import cli
from vault_tools.config.tables import Config
from vault_tools.index.context import Context
from vault_tools.index.coverage import curated
from vault_tools.index.mocs import MOC_NAMES
from vault_tools.index.tasks import texts
from vault_tools.parse import parse_note
from vault_tools.vault.memory import memory_vault


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def make(tmp_path):
    def make(files, settings=""):
        root = tmp_path / "vault"
        for path, content in {**files, "vault-tools.toml": settings}.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode())
        (root / ".obsidian").mkdir(exist_ok=True)
        return root

    return make


def page(kind, path="Page.md", **options):
    lines = [f"{key.replace('_', '-')} = {json.dumps(value)}" for key, value in options.items()]
    return "\n".join(["[[index.pages]]", f'kind = "{kind}"', f'path = "{path}"', *lines, ""])


def index(root, *options):
    done = CliRunner().invoke(cli, ["index", "--vault", str(root), *options], catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr


def body(root, path="Page.md"):
    """What stands in the one region of a note, after a run of which a second one leaves every byte."""
    assert index(root)[0] == 0
    text = (root / path).read_bytes().decode()
    assert index(root, "--check")[:2] == (0, index(root)[1].replace("written", "out of date"))
    assert (root / path).read_bytes().decode() == text
    note = parse_note(path, text)
    [found] = note.regions
    assert all(item.task is None for item in note.items), "what is generated is no task"
    return note.slice(found.body).strip("\n")


def block(markdown):
    return dedent(markdown).strip("\n")


def item(text, in_table=False, path="Sub/Note.md", beside=None):
    """How a task with this text is said on a page in the root."""
    files = {path: f"- [ ] {text}\n", "A.md": "", "Sub/B c.md": "", "Sub/i.png": "", **(beside or {})}
    vault = memory_vault(files, Config())
    [(_, said)] = texts(vault.notes[path], "all", Context(vault, "Page.md"), in_table)
    return said


# --- tasks --------------------------------------------------------------------------------------------------------------

TASKS = {
    "Garden.md": block(
        """
        ---
        Area: Home
        Date: 02/01/2024
        ---
        - [ ] Water the *roses*
            - [x] Find the can
            - Not a task
        - [ ]
        - [-] Cancelled

        > [!todo]
        > 1. [ ] Ask
        >    twice

        %%
        - [ ] hidden
        %%
        """
    ),
    "Work/Desk.md": "---\nArea: Work\nDate: 01/01/2024\n---\n- [ ] See [[Garden]] ^id\n- [ ] See [me](Desk.md)\n",
    "Work/Rest.md": "- [X] Slept\n",
}


def test_open_tasks_stand_below_their_notes_in_the_order_of_the_note(make):
    assert body(make(TASKS, page("tasks"))) == block(
        """
        ## [[Desk]]

        - See [[Garden]]
        - See [[Desk|me]]

        ## [[Garden]]

        - Water the *roses*
        - Ask twice
        """
    )


def test_done_tasks_are_those_with_anything_in_the_box(make):
    assert body(make(TASKS, page("tasks", status="done", sort=["-path"]))) == block(
        """
        ## [[Rest]]

        - Slept

        ## [[Garden]]

        - Find the can
        - Cancelled
        """
    )


def test_of_all_tasks_it_is_said_which_are_done(make):
    settings = page("tasks", status="all", where=["Area=Home"], view="table", columns=["Date as Day"])
    assert body(make(TASKS, settings)) == block(
        """
        ## [[Garden]]

        | Task | Status | Day |
        | --- | --- | --- |
        | Water the *roses* |  | 02/01/2024 |
        | Find the can | done | 02/01/2024 |
        | Cancelled | done | 02/01/2024 |
        | Ask twice |  | 02/01/2024 |
        """
    )


def test_in_groups_each_task_has_its_note_beside_it(make):
    assert body(make(TASKS, page("tasks", group=["-Area"]))) == block(
        """
        ## Work

        - See [[Garden]] — [[Desk]]
        - See [[Desk|me]] — [[Desk]]

        ## Home

        - Water the *roses* — [[Garden]]
        - Ask twice — [[Garden]]
        """
    )


def test_the_limit_is_one_of_tasks(make):
    assert body(make(TASKS, page("tasks", sort=["Area"], limit=3))) == block(
        """
        ## [[Garden]]

        - Water the *roses*
        - Ask twice

        ## [[Desk]]

        - See [[Garden]]

        …
        """
    )
    exactly = body(make(TASKS, page("tasks", limit=4)))
    assert "…" not in exactly
    assert exactly.count("\n- ") == 4


@pytest.mark.parametrize(("status", "said"), [("open", "No open tasks yet."), ("done", "No done tasks yet.")])
def test_without_tasks(make, status, said):
    assert body(make({"A.md": "- no task\n"}, page("tasks", status=status))) == said
    assert body(make({"A.md": "- no task\n"}, page("tasks", status="all"))) == "No tasks yet."


def test_a_page_in_a_note_with_tasks_of_its_own_lists_those_of_others(make):
    root = make(TASKS | {"Page.md": "- [ ] Mine\n"}, page("tasks", where=["Area=Work"]))
    index(root)
    assert index(root, "--check")[0] == 0
    text = (root / "Page.md").read_text("utf-8")
    assert text.startswith("- [ ] Mine\n\n<!-- vault-tools:begin tasks")
    assert "- See [[Garden]]" in text
    assert text.count("Mine") == 1


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("plain", "plain"),
        ("two\n  lines  \n  and\\\n  more", "two lines and more"),
        ("`a | b %% <!--` stays", "`a | b %% <!--` stays"),
        ("a | b", "a \\| b"),
        ("x %% hidden %% y", "x y"),
        ("x <!-- hidden --> y", "x y"),
        ("open %% end", "open %\\% end"),
        ("open <!-- end", "open &lt;!-- end"),
        ("pay $$ now", "pay $\\$ now"),
        ("$$a|b$$ is", "$$a|b$$ is"),
        ("$a<!--b-->$ is", "$a< !--b-->$ is"),
        ("```` no fence", "\\```` no fence"),
        ("```code``` is", "```code``` is"),
        ("done ^block-1", "done"),
        ("see[^1]", "see"),
        ("#tag first", "#tag first"),
        ("# no heading", "\\# no heading"),
        ("1. no list", "1\\. no list"),
        ("- no list", "\\- no list"),
        ("-5 degrees", "-5 degrees"),
        ("[x] no task", "\\[x] no task"),
        ("[x]: no definition", "\\[x]: no definition"),
        ("> no quote", "\\> no quote"),
        ("<div> no block", "\\<div> no block"),
        ("<https://x.org> is read", "<https://x.org> is read"),
        ("~~~ no fence", "\\~~~ no fence"),
        ("---", "\\---"),
        ("**bold** [t](https://x.org/a%20b)", "**bold** [t](https://x.org/a%20b)"),
    ],
)
def test_the_text_of_a_task_cannot_break_the_page(written, said):
    assert item(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[[A]]", "[[A]]"),
        ("[[B c|x]] and [y](../A.md)", "[[B c|x]] and [[A|y]]"),
        ("![[B c]]", "[[B c]]"),
        ("![[i.png|100]]", "[[i.png]]"),
        ("[[A#One#Two]]", "[[A|A > One > Two]]"),
        ("[[A#^id]]", "[[A]]"),
        ("[[#Here]]", "[[Note|Here]]"),
        ("[[New *idea*]] and [z](Gone.md)", "New \\*idea\\* and z"),
        ("[[A|x <!-- y -->]]", "[[A]]"),
        ("[![b](i.png)](B%20c.md)", "[B c](Sub/B%20c.md)"),
    ],
)
def test_links_are_written_anew_for_the_page(written, said):
    assert item(written) == said


def test_in_a_table_bars_are_escaped_in_code_and_links_too():
    assert item("[[B c|x]] `a|b` $c|d$ e|f", in_table=True) == "[[B c\\|x]] `a\\|b` $c\\|d$ e\\|f"


def test_what_is_said_is_one_paragraph_and_no_task_when_it_is_read_again():
    for text in ("# a", "1) a", "+ a", "* * *", "```x", "[ ] a", "[a]: b", "<pre>", "> a", "> [!x] a", "_ _ _", "=="):
        note = parse_note("P.md", f"- {item(text)}\n- next\n")
        assert [found.task for found in note.items] == [None, None], text
        assert all(found.text.end > found.text.start for found in note.items), text
        assert (note.headings, note.code, note.callouts) == ((), (), ()), text


# --- statistics ---------------------------------------------------------------------------------------------------------

COUNTED = {
    "A.md": "---\nTopic: x\ntags: [One]\n---\n[[B]] [[B]] [[Gone]] #one/two\n\n- [ ] a\n- [x] b\n",
    "B.md": "---\ntopic: y\n---\n![[A]] #one\n",
    "C.md": "[x](https://x.org)\n\n## Books\n\n- A Book by Ann Author\n",
    "_templates/T.md": "[[A]] [[B]]\n",
}


def test_all_measures(make):
    """Links: three of A and the embed of B. The external one is none of the vault's. `One` and `#one` are one tag."""
    assert body(make(COUNTED, page("statistics"))) == block(
        """
        | Measure | Number |
        | --- | --- |
        | Notes | 3 |
        | Links | 4 |
        | Links that lead nowhere | 1 |
        | Orphans | 1 |
        | Tags | 2 |
        | Properties | 2 |
        | Open tasks | 1 |
        | Tasks done | 1 |
        | Resources | 1 |
        """
    )


def test_measures_that_are_chosen_of_notes_that_are_chosen(make):
    settings = page("statistics", measures=["orphans", "notes"], where=["Topic!=x"], view="list")
    assert body(make(COUNTED, settings)) == "- Orphans — 1\n- Notes — 2"


def test_numbers_of_groups(make):
    settings = page("statistics", measures=["notes"], group=["Topic"])
    rows = "\n\n| Measure | Number |\n| --- | --- |\n| Notes | 1 |"
    assert body(make(COUNTED, settings)) == "\n\n".join(f"## {title}{rows}" for title in ("x", "y", "None"))


def test_the_note_that_the_numbers_stand_in_is_counted(make):
    root = make({"Page.md": "Mine, [[A]].\n", "A.md": ""}, page("statistics", measures=["notes", "links"]))
    assert body(root) == "| Measure | Number |\n| --- | --- |\n| Notes | 2 |\n| Links | 1 |"


def test_many(make):
    root = make({"A.md": "[[B]] " * 1234, "B.md": ""}, page("statistics", measures=["links"], view="list"))
    assert body(root) == "- Links — 1,234"


def test_no_notes_are_counted(make):
    assert body(make({}, page("statistics"))) == "No notes yet."


@pytest.mark.parametrize("option", [{"columns": ["Topic"]}, {"limit": 3}, {"measures": ["note"]}])
def test_options_that_would_do_nothing(make, option):
    code, _, error = index(make(COUNTED, page("statistics", **option)))
    assert code == 2
    assert next(iter(option)) in error


# --- moc-coverage -------------------------------------------------------------------------------------------------------

LEAR = {
    "Plays/Lear/Lear.md": "# Lear\n\n- [[Acts]]\n- [[Cast]]\n- [[Style]]\n- [[Gone]] [[gone.md|x]] ![[no.png]]\n",
    **{f"Plays/Lear/{name}.md": "---\nBy: me\n---\n" for name in ("Acts", "Cast", "Style")},
    "Plays/Lear/Tone.md": "---\nBy: you\n---\n[[Motifs]]\n",
    "Plays/Lear/Motifs.md": "",
}


def test_what_is_left_out_and_what_is_gone(make):
    assert body(make(LEAR, page("moc-coverage"))) == block(
        """
        ## [[Lear]]

        - [[Motifs]]
        - [[Tone]]

        ### Lead nowhere

        - Gone
        """
    )


def test_in_a_table(make):
    assert body(make(LEAR, page("moc-coverage", view="table", columns=["By"], where=["By"]))) == block(
        """
        ## [[Lear]]

        | Note | By |
        | --- | --- |
        | [[Tone]] | you |

        ### Lead nowhere

        | Link |
        | --- |
        | Gone |
        """
    )


def test_sorted_cut_and_grouped(make):
    assert (
        body(make(LEAR, page("moc-coverage", sort=["-name"], limit=1))).split("\n### ")[0]
        == block(
            """
        ## [[Lear]]

        - [[Tone]]
        - …
        """
        )
        + "\n"
    )
    assert body(make(LEAR, page("moc-coverage", group=["By"]))) == block(
        """
        ## [[Lear]]

        ### you

        - [[Tone]]

        ### None

        - [[Motifs]]

        ### Lead nowhere

        - Gone
        """
    )


def test_nothing_to_say(make):
    whole = LEAR | {"Plays/Lear/Lear.md": "[[Acts]] [[Cast]] [[Style]] [[Tone]] [[Motifs]]\n"}
    assert body(make(whole, page("moc-coverage"))) == "Nothing is left out of [[Lear]]."


def test_a_list_that_is_not_curated_is_asked_only_by_name(make):
    files = {"Lear/Main.md": "[[Acts]]\n", "Lear/Acts.md": "", "Lear/Cast.md": "", "Lear/Tone.md": ""}
    nothing = "No Maps of Content that list their folders yet."
    assert body(make(files, page("moc-coverage"))) == nothing
    assert body(make(files, page("moc-coverage", moc="Lear/Main"))) == "## [[Main]]\n\n- [[Cast]]\n- [[Tone]]"


def test_a_folder_or_a_tag(make):
    files = {
        "Maps/Poems.md": "[[Ode]]\n",
        "Poems/Ode.md": "#poem\n",
        "Poems/Hymn.md": "#Poem/long\n",
        "Poems/Essay.md": "#poems\n",
        "Other/Haiku.md": "#poem\n",
    }

    def listed(**options):
        return body(make(files, page("moc-coverage", moc="Poems", **options)))

    assert listed(folder="Poems") == "## [[Poems]]\n\n- [[Essay]]\n- [[Hymn]]"
    assert listed(tag="#poem") == "## [[Poems]]\n\n- [[Haiku]]\n- [[Hymn]]"
    assert listed(tag="poem", folder="poems/") == "## [[Poems]]\n\n- [[Hymn]]"
    assert listed() == "Nothing is left out of [[Poems]]."


def test_options_that_cannot_be_meant(make):
    assert index(make(LEAR, page("moc-coverage", tag="x")))[0] == 2
    code, _, error = index(make(LEAR, page("moc-coverage", moc="Learr")))
    assert code == 1
    assert 'there is no note "Learr", did you mean "Lear"?' in error
    two = LEAR | {"Books/Lear.md": ""}
    assert '"Lear" can be several notes' in index(make(two, page("moc-coverage", moc="Lear")))[2]
    assert 'did you mean "Plays"?' in index(make(LEAR, page("moc-coverage", moc="Acts", folder="Plas")))[2]


def test_in_the_moc_itself_what_is_missing_stays_missing(make):
    """The region names the missing notes, and is not the list that they are missing in."""
    root = make(LEAR, page("moc-coverage", "Plays/Lear/Lear.md", moc="Lear"))
    assert "- [[Motifs]]\n- [[Tone]]" in body(root, "Plays/Lear/Lear.md")


def test_a_region_that_is_yet_to_be_written_lists_notes_already(make):
    """Else one run would say that they are missing, and the next one that they are not."""
    settings = page("moc-coverage") + page("folder", "Plays/Lear/Lear.md", where=["By=you"], view="list")
    root = make(LEAR, settings)
    assert body(root).startswith("## [[Lear]]\n\n- [[Motifs]]\n\n###")


def missing(files):
    return {path: found.missing for path, found in curated(memory_vault(files, Config()), MOC_NAMES).items()}


NOTES = {f"X/{name}.md": "" for name in "ABCD"}


def test_a_folder_inside_is_listed_by_its_own_moc():
    inner = {"X/Y/Main.md": "", "X/Y/E.md": "", "X/Y/Z/F.md": "", "X/Y/Z/Main.md": ""}
    outer = "[[A]] [[B]] [[C]] [[D]]"
    assert missing({"X/Main.md": outer, **NOTES, **inner}) == {"X/Main.md": ("X/Y/Main.md",)}
    assert missing({"X/Main.md": f"{outer} [[Y/Main]]", **NOTES, **inner}) == {"X/Main.md": ()}
    assert missing({"X/Main.md": f"{outer} [[E]] [[Z/Main]]", **NOTES, **inner}) == {"X/Main.md": ()}


def test_who_must_list_half_of_the_folder_and_three_notes():
    assert missing({"X/Main.md": "[[A]] [[B]]", "X/A.md": "", "X/B.md": "", "X/C.md": ""}) == {}
    eight = {**NOTES, **{f"X/{name}.md": "" for name in "EFG"}}
    assert missing({"X/Main.md": "[[A]] [[B]] [[C]]", **eight}) == {}
    found = missing({"X/Main.md": "[[A]] [[B]] [[C]] [[D]]", **eight})
    assert found == {"X/Main.md": ("X/E.md", "X/F.md", "X/G.md")}


def test_what_lies_at_the_root_is_no_list_of_the_vault():
    assert missing({"Home.md": "[[A]] [[B]] [[C]]", **NOTES}) == {}
    flat = {f"{name}.md": "" for name in "ABCD"}
    assert missing({"Home.md": "[[A]] [[B]] [[C]]", **flat, "X/E.md": ""}) == {"Home.md": ("D.md",)}


def test_a_moc_by_its_tag():
    assert missing({"X/List.md": "#MOC [[A]] [[B]] [[C]]", **NOTES}) == {"X/List.md": ("X/D.md",)}
    assert missing({"X/List.md": "#moc/x [[A]] [[B]] [[C]]", **NOTES}) == {}
