"""The page `tasks`: what is in it, and that it stays what it is."""

import pytest
from indexing import block, index, page, shown

from vault_tools.config.tables import Config
from vault_tools.index.context import Context
from vault_tools.index.tasks import texts
from vault_tools.parse import parse_note
from vault_tools.vault.memory import memory_vault


def item(text, in_table=False, path="Sub/Note.md", beside=None):
    """How a task with this text is said on a page in the root."""
    files = {path: f"- [ ] {text}\n", "A.md": "", "Sub/B c.md": "", "Sub/i.png": "", **(beside or {})}
    vault = memory_vault(files, Config())
    [(_, said)] = texts(vault.notes[path], "all", Context(vault, "Page.md"), in_table)
    return said


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
    assert shown(make(TASKS, page("tasks"))) == block(
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
    assert shown(make(TASKS, page("tasks", status="done", sort=["-path"]))) == block(
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
    assert shown(make(TASKS, settings)) == block(
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
    assert shown(make(TASKS, page("tasks", group=["-Area"]))) == block(
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
    assert shown(make(TASKS, page("tasks", sort=["Area"], limit=3))) == block(
        """
        ## [[Garden]]

        - Water the *roses*
        - Ask twice

        ## [[Desk]]

        - See [[Garden]]

        …
        """
    )
    exactly = shown(make(TASKS, page("tasks", limit=4)))
    assert "…" not in exactly
    assert exactly.count("\n- ") == 4


@pytest.mark.parametrize(("status", "said"), [("open", "No open tasks yet."), ("done", "No done tasks yet.")])
def test_without_tasks(make, status, said):
    assert shown(make({"A.md": "- no task\n"}, page("tasks", status=status))) == said
    assert shown(make({"A.md": "- no task\n"}, page("tasks", status="all"))) == "No tasks yet."


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
