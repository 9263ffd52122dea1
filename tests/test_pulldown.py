"""Where Obsidian follows CommonMark, pulldown-cmark must see the same things in exactly the same places."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pulldown import CONSTRUCTS, DIFFERENCES, HAZARDS, compare, ours, theirs

HAND_WRITTEN = {
    "headings": "# a\n\n  ##\tb ##\n\n###\n\n###### c \\#\n\n####### d\n\n#e\n",
    "setext": "a\nb\n===\n\n> c\n> d\n> ---\n\n- e\n  f\n  ---\n",
    "heading with inline text": "# a `b` [c](d.md) [[e]] ![f](g.png) *h* #\n\n## \\* i &amp; 😀\n",
    "headings in containers": "> # a\n> - ## b\n>   ### c\n\n1. # d\n   ## e\n",
    "links": '[a](b.md) [c](<d e.md> "t") [f](g(h).md) [i](j.md#k%20l "m") [](n.md) [o](https://p.q/r?s=1#t)\n',
    "links over lines": "[a\nb](c.md) [d](\ne.md\n'f') [g](h.md\n'i\nj')\n> [k\n> l](m.md)\n",
    "no links": "[a] (b.md) [c](d e.md) \\[f](g.md) [h]\\(i.md) [j](k.md 'l) m [n](<o\n",
    "nested brackets": "[a [b] c](d.md) [e] f](g.md) [h [i](j.md) k](l.md) [m \\] n](o.md) [p `]` q](r.md)\n",
    "escapes and references": "[a](b\\(c.md) [d](e&amp;f.md) [g](h%20i.md) [j\\[k](l.md) ![m](n&#32;o.png)\n",
    "images": '![a](b.png) !\\[c](d.png) \\![e](f.md) !![g](h.png) ![](i.png "j") ![100](k.png)\n',
    "images in links": "[![a](b.png)](c.md) [d ![e](f.png) g](h.md) ![i [j](k.md) l](m.png) ![n ![o](p.png)](q.png)\n",
    "wikilinks": "[[a]] [[b|c]] [[d#e|f]] ![[g.png]] ![[h.png|100]] [[#i]] [[ j |k]] \\[[l]] [[m\nn]] ! [[o]]\n",
    "wikilinks side by side": "[[a]][[b]]![[c]]([[d]]) [[e]](f.md) *[[g]]* **[[h]]** _[[i]]_ ~~[[j]]~~\n",
    "emphasis around links": "*[a](b.md)* **[c *d*](e.md)** _f [g](h.md)_ [*i](j.md)* ~~[k](l.md)~~ ***[[m]]***\n",
    "inline code": "`a` ``b ` c`` ` d ` `e\nf` \\`g` `h\\` ```i``` ``j` k`` `[[l]]` `[m](n.md)` [o `p` q](r.md)\n",
    "code before links": "[a`](b.md)` c `[d](e.md`) [f `g](h.md) i` <j `k> l`\n",
    "backticks without an end": "`a ``b [c](d.md) ```e\n\n`f`\n",
    "autolinks": "<https://a.b/c> <mailto:d@e.f> <g:h> <ij:k> <l m://n> [<https://o.p>](q.md) <https://r.s/`t>`\n",
    "inline HTML": "<u>[a](b.md)</u> <i title='[c](d.md)'> <!-- [e](f.md) `g` --> <b `h`> <br/>[[i]] a < b [j](k.md)\n",
    "HTML blocks": "<div>\n[a](b.md)\n# c\n\n[d](e.md)\n</div>\n\n<u>f</u> [g](h.md)\n\n<pre>\n\n    i\n[j](k.md)\n</pre>\n",
    "HTML comments": "<!-- [a](b.md) -->\n\n<!--\n# c\n\n[[d]]\n-->\n# e\n\nf <!-- [[g]]\n`h` --> [[i]]\n\n<!--> [j](k.md)\n",
    "HTML ends a paragraph": "a\n<div>\n# b\n\n- <div>\n  # c\n\n  # d\n",
    "fences": "```py\na\n```\n\n~~~ b ` c\n```\n~~~\n\n````\n```\n````\n\n```d`e\nf\n```\ng\n",
    "fences in containers": "> ```\n> a\n> ```\n\n- b\n  ```c\n  d\n\n  e\n  ```\n\n1. > ~~~\n   > f\n   > ~~~\n",
    "fences without an end": "> ```\n> a\n\nb\n\n- ```\n  c\n\nd\n\n```\ne\n",
    "indented fences": "  ```\n  a\n    b\n  ```\n\n   ~~~\nc\n    ~~~\n   ~~~\n",
    "indented code": "    a\n\n      b\n\n\nc\n    d\n\n\te\n\n# f\n    g\n",
    "indented code in containers": "- a\n\n      b\n\n  c\n\n-     d\n\n>     e\n>\n>     f\n\n1. >     g\n",
    "tabs": "-\ta\n\n\tb\n\n\t\tc\n\n>\td\n\n>\t\te\n\n1.\tf\n\n\t[[g]] `h`\n",
    "lists": "- a\n- b\n  - c\n    1. d\n    2. e\n\n* f\n+ g\n\n1) h\n2) i\n- \n-\n- j\n",
    "list after text": "a\n- b\nc\n1. d\ne\n2. f\n\n3. g\n",
    "nested containers": "> - a `b`\n>   > [c](d.md)\n>   > - ![e](f.png)\n>\n> 1. > - [[g]]\n>    >   `h`\n",
    "one line, many containers": "- - > 1. # a [b](c.md)\n- > > - `d`\n1. - [[e]]\n",
    "lazy lines": "> a `b\nc` [d\ne](f.md)\n\n- g [[h]]\ni [j](k.md)\n\n> - l\nm `n`\n",
    "breaks": "---\n\n***\n- - -\n* a\n---\n_ _ _\n[a](b.md)\n___\n",
    "tables": "| a | [b](c.md) |\n| --- | :-: |\n| `d` | [[e]] |\n| ![f](g.png) |\n| h | i | [j](k.md) |\n\nl [m](n.md)\n",
    "bars in tables": "| a | b |\n|---|---|\n| [[c\\|d]] | `e\\|f` |\n| [g\\|h](i.md) | \\| [[j]] |\n| `k | l` |\n",
    "tables without edges": "a `b` | [c](d.md)\n--- | ---\n[[e]] | *[f](g.md)*\n\n> h | i\n> - | -\n> [[j]] | `k`\n",
    "tables in lists": "- a\n\n  | b | c |\n  |---|---|\n  | [[d\\|e]] | [f](g.md) |\n\n- h\n",
    "no tables": "| a | b |\n|---|\n| [c](d.md) | `e | f` |\n",
    "frontmatter": "---\na: '[[b]]'\nc: |\n  # d\n---\n# e 😀\n[f](g.md)\n---\n",
    "frontmatter without an end": "---\na: [b](c.md)\n\n# d\n",
    "callouts": "> [!note] a [b](c.md)\n> d `e`\n>\n> > [!tip]- [[f]]\n> > - g\n> > ```\n> > h\n> > ```\n",
    "footnotes": "a[^1] [b](c.md)[^d] `e`[^1]\n\n[^1]: f [g](h.md)\n    `i`\n\n    - j [[k]]\n\n[^d]: # l\n",
    "inline footnotes": "a^[b [[c]] d] e^[[f](g.md)] ^[`h`]\n",
    "tasks": "- [ ] a [b](c.md)\n- [x] `d`\n  - [X] [[e]]\n- [ ] \n1. [ ] ![f](g.png)\n- [?] h [i](j.md)\n- [ ](k.md)\n",
    "definitions": "[a]: b.md\n[c d]: <e f.md> 'g'\n[h]:\n  i.md\n  \"j\"\n\n[a] [k][c d] [h][] ![a] [l]\n\n[a]: m.md\n",
    "definitions in containers": "> [a]: b.md\n\n- [c]: d.md\n  [e]: https://f.g\n\nh\n[i]: j.md\n\n# k\n[l]: m.md\nn\n",
    "no definitions": "[a]: <b c\n\n[d]: e f\n\n[]: g.md\n\n\\[h]: i.md\n\n[j]:\n\n[k [l](m.md)]: n.md\n",
    "HTML after a container": "> a\n<div>\n- b\n\n- c\n</DIV>\n# d\n\n> e\n<hr/>\n- f\n\n> g\n<!doctype h>\n\n- i\n",
    "text after an empty item": "-\n\n\n  # a\n\n1.\n\n\n   [b](c.md)\n",
    "what only looks like math or a comment": "a | b\n--|--\n$$[[c|d]] | e\n%%f | g\n\n> h\n$$\n2) i\n",
    "code after a lazy line": "- a\nb\n\n      c\n[r]: d.md\n",
    "shortest comments": "<!-->\n[a](b.md)\n\n<!--->\n[c](d.md)\n",
    "declarations": "a <!b [c](d.md)> e\n\n<!F\n[g](h.md)>\n[i](j.md)\n",
    "emoji": "😀 [a](b.md) `😀` [[c 😀|d]] ![😀](😀.png) <https://a.b/😀> e\u0301 [f](g.md)\n\n# 😀 h 😀\n\n- 😀 [[i]]\n",
    "emoji in containers": "> 😀\n> - 😀 `😀`\n>   [a 👩‍💻](b.md)\n\n| 😀 | [[c\\|😀]] |\n|-|-|\n| `😀` | [d](e.md) |\n",
    "no newline at the end": "- a\n\n# b [c](d.md)\n\n    e `f`",
    "comments": "a %%[[b]]%% `c` %% [d](e.md) %%\n\n%%\n# f\n\n- [[g]]\n%%\n\n> %% h %%\n> `i`\n\n%%%% [j](k.md)\n",
    "math": "$a$ `b` $c_{[d](e.md)}$ [[f]] $5 and `g` $6\n\n$$\n# h\n- i\n$$\n\nj $$k `l`$$ [m](n.md) \\$o `p` $\n",
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in HAND_WRITTEN.items()])
def test_hand_written(text):
    assert ours(text) == theirs(text)


def test_every_construct_is_met():
    together = [compare(text) for text in HAND_WRITTEN.values()]
    assert all(sum(len(found[name][0]) for found in together) > 5 for name in CONSTRUCTS)


@pytest.mark.parametrize("name", DIFFERENCES)
def test_difference(name):
    """Each is needed for its own text, and enough."""
    text = DIFFERENCES[name].text
    others = {other: DIFFERENCES[other] for other in DIFFERENCES if other != name}
    assert ours(text) == theirs(text)
    assert ours(text, others) != theirs(text, others)


@pytest.mark.parametrize("name", HAZARDS)
def test_hazard(name):
    """Each is still one, and its pattern finds it."""
    hazard = HAZARDS[name]
    assert hazard.is_in(hazard.text)
    assert ours(hazard.text) != theirs(hazard.text)


def check(text):
    assume(not any(hazard.is_in(text) for hazard in HAZARDS.values()))
    assert ours(text) == theirs(text)


LEAVES = [
    "",
    "",
    "a",
    "b [c](d.md) `e`",
    "# h",
    "## i [[j]]",
    "```",
    "~~~",
    "~~~~ k",
    "***",
    "---",
    "===",
    "    q",
    "\tq",
    "😀",
]
CONTAINERS = [
    "- j",
    "- ",
    "  - k",
    "1. l",
    "2) t",
    "* u",
    "+ v",
    "> m",
    ">",
    "> - n",
    "> # o",
    "> > s",
    "> ```",
    "- - w",
]
DEEP = [
    "  x",
    "      y",
    "  ```",
    "   ===",
    ">     z",
    "> | a |",
    "> |---|",
    "- # b",
    "1. ```",
    "-\tc",
    "    - d",
    "> [[e]]",
    "   # f",
    "   > g",
    "10) h",
    "   - i",
]
OTHERS = [
    "| a | [[b\\|c]] |",
    "|---|---|",
    "<div>",
    "<!--",
    "-->",
    "<u>v</u>",
    "[r]: s.md",
    "[^f]: g",
    "- [ ] t",
    "> [!n] o",
    "\n%% [[p]] `q` %%\n",
    "\n%%\n\n# r\n\n- [[s]]\n\n%%\n",
    "$$\n- [[t]]\n# u\n$$",
]


@settings(max_examples=3000, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from([*LEAVES, *CONTAINERS, *DEEP, *OTHERS]), min_size=1, max_size=9))
def test_generated_blocks(lines):
    check("\n".join(["first", "", *lines, ""]))  # a note that begins with `---` would have frontmatter


FRAGMENTS = [
    *["[a](b.md)", "![c](d.png)", "[[e]]", "![[f|g]]", "[[h#i\\|j]]", "<https://k.l>", '[m](<n o> "p")'],
    *["`", "``", "\\", "!", "[", "]", "[[", "]]", "(", ")", "](", "|", "<u>", "<", ">", "</u>", "<!--", "-->"],
    *["$", "%%", "*", "_", "'", '"', "#", "&amp;", " ", "\n", "q", "r s", "t.md", "😀", "é"],
]
AROUND = [
    "{}",
    "# {}",
    "- {}",
    "> {}",
    "> - {}",
    "1. [ ] {}",
    "| {} | u |\n|---|---|",
    "v | w\n---|---\n{} | x",
    "[^1]: {}",
]


@settings(max_examples=3000, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(AROUND), st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=10))
def test_generated_inline(around, fragments):
    check("first\n\n" + around.format("".join(fragments)) + "\n")
