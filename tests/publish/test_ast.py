"""Walking pandoc's tree of a document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wsse_vision.publish import ast
from wsse_vision.publish.pandoc import run_pandoc


def word(text: str) -> ast.Node:
    """Return a word."""
    return {"t": "Str", "c": text}


def test_a_node_may_become_another_several_or_none() -> None:
    def change(node: ast.Node) -> ast.Node | list[ast.Node] | None:
        if node["t"] != "Str":
            return None
        return {"one": word("1"), "two": [word("2"), word("2")], "none": []}.get(node["c"])

    tree = [ast.para(word("one"), word("two"), word("none"), word("same"))]
    assert ast.rewrite(tree, change) == [ast.para(word("1"), word("2"), word("2"), word("same"))]


def test_inner_nodes_are_changed_before_the_outer_ones_see_them() -> None:
    seen = []

    def change(node: ast.Node) -> ast.Node | None:
        seen.append(node["t"])
        return word("new") if node["t"] == "Str" else None

    ast.rewrite([ast.para(word("old"))], change)
    assert seen == ["Str", "Para"]


def test_the_tree_that_was_given_stays_as_it_is() -> None:
    tree = [ast.div(["", ["quote"], []], [ast.para(word("old"))])]
    ast.rewrite(tree, lambda node: word("new") if node["t"] == "Str" else None)
    assert tree == [ast.div(["", ["quote"], []], [ast.para(word("old"))])]


def test_table_rows_and_cells_that_are_no_nodes_are_walked_through(read_markdown: Callable[[str], list[Any]]) -> None:
    [table] = read_markdown("| a | b |\n|---|---|\n| c | d |\n")
    assert [node["c"] for node in ast.walk(table) if node["t"] == "Str"] == list("abcd")
    upper = ast.rewrite([table], lambda node: word(node["c"].upper()) if node["t"] == "Str" else None)
    assert [node["c"] for node in ast.walk(upper) if node["t"] == "Str"] == list("ABCD")


def test_the_plain_words_of_marked_up_text(read_markdown: Callable[[str], list[Any]]) -> None:
    [para] = read_markdown("*One* **two**\n[three](x) `four`\\\nfive")
    assert ast.plain(para["c"]) == "One two three four five"


def test_classes_and_attributes_are_those_of_divs_and_spans(read_markdown: Callable[[str], list[Any]]) -> None:
    [div] = read_markdown('::: {.quote .value lang="fr"}\n[words]{.kind}\n:::\n')
    assert (ast.classes(div), ast.attributes(div)) == (["quote", "value"], {"lang": "fr"})
    [span] = div["c"][1][0]["c"]
    assert ast.classes(span) == ["kind"]
    assert ast.classes(word("x")) == []


def test_the_inline_content_of_paragraphs_is_joined_with_a_space(read_markdown: Callable[[str], list[Any]]) -> None:
    assert ast.plain(ast.inlines(read_markdown("One.\n\n> Two.\n\n::: x\nThree.\n:::\n"))) in (
        "One. Two. Three.",
        "One.Two.Three.",
    )


def test_the_brackets_around_a_citation_are_taken_away() -> None:
    assert ast.without_brackets([word("(A"), {"t": "Space"}, word("2004)")]) == [
        word("A"),
        {"t": "Space"},
        word("2004"),
    ]
    assert ast.without_brackets([word("("), word("A"), word(")")]) == [word("A")]


def test_brackets_within_a_citation_stay() -> None:
    """A section may be called “Proposals (first part)”, a title “Debt (2004)”."""
    words = ["(A", "title", "(first", "part),", "sec.", "3)"]
    assert [node["c"] for node in ast.without_brackets([word(w) for w in words])] == [
        "A",
        "title",
        "(first",
        "part),",
        "sec.",
        "3",
    ]


def test_pandoc_reads_the_tree_that_we_write() -> None:
    tree = ast.document([ast.para(word("é"), ast.raw("html", "<b>")), ast.raw("html", "<hr>", block=True)])
    assert run_pandoc(["-f", "json", "-t", "html"], tree).decode().split() == ["<p>é<b></p>", "<hr>"]
    assert run_pandoc(["-f", "json", "-t", "typst"], tree).decode().split() == ["é"], (
        "raw nodes are for one format only"
    )
