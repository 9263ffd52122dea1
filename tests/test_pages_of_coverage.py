"""The page `moc-coverage`: what a list leaves out."""

from indexing import block, index, page, shown

from vault_tools.config.tables import Config
from vault_tools.index.coverage import curated
from vault_tools.index.mocs import MOC_NAMES
from vault_tools.vault.memory import memory_vault

LEAR = {
    "Plays/Lear/Lear.md": "# Lear\n\n- [[Acts]]\n- [[Cast]]\n- [[Style]]\n- [[Gone]] [[gone.md|x]] ![[no.png]]\n",
    **{f"Plays/Lear/{name}.md": "---\nBy: me\n---\n" for name in ("Acts", "Cast", "Style")},
    "Plays/Lear/Tone.md": "---\nBy: you\n---\n[[Motifs]]\n",
    "Plays/Lear/Motifs.md": "",
}


def test_what_is_left_out_and_what_is_gone(make):
    assert shown(make(LEAR, page("moc-coverage"))) == block(
        """
        ## [[Lear]]

        - [[Motifs]]
        - [[Tone]]

        ### Lead nowhere

        - Gone
        """
    )


def test_in_a_table(make):
    assert shown(make(LEAR, page("moc-coverage", view="table", columns=["By"], where=["By"]))) == block(
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
        shown(make(LEAR, page("moc-coverage", sort=["-name"], limit=1))).split("\n### ")[0]
        == block(
            """
        ## [[Lear]]

        - [[Tone]]
        - …
        """
        )
        + "\n"
    )
    assert shown(make(LEAR, page("moc-coverage", group=["By"]))) == block(
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
    assert shown(make(whole, page("moc-coverage"))) == "Nothing is left out of [[Lear]]."


def test_a_list_that_is_not_curated_is_asked_only_by_name(make):
    files = {"Lear/Main.md": "[[Acts]]\n", "Lear/Acts.md": "", "Lear/Cast.md": "", "Lear/Tone.md": ""}
    nothing = "No Maps of Content that list their folders yet."
    assert shown(make(files, page("moc-coverage"))) == nothing
    assert shown(make(files, page("moc-coverage", moc="Lear/Main"))) == "## [[Main]]\n\n- [[Cast]]\n- [[Tone]]"


def test_a_folder_or_a_tag(make):
    files = {
        "Maps/Poems.md": "[[Ode]]\n",
        "Poems/Ode.md": "#poem\n",
        "Poems/Hymn.md": "#Poem/long\n",
        "Poems/Essay.md": "#poems\n",
        "Other/Haiku.md": "#poem\n",
    }

    def listed(**options):
        return shown(make(files, page("moc-coverage", moc="Poems", **options)))

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
    assert "- [[Motifs]]\n- [[Tone]]" in shown(root, "Plays/Lear/Lear.md")


def test_a_region_that_is_yet_to_be_written_lists_notes_already(make):
    """Else one run would say that they are missing, and the next one that they are not."""
    settings = page("moc-coverage") + page("folder", "Plays/Lear/Lear.md", where=["By=you"], view="list")
    root = make(LEAR, settings)
    assert shown(root).startswith("## [[Lear]]\n\n- [[Motifs]]\n\n###")


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
